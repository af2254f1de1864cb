"""What the routes take and give beside the answer contract."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from assistant.contract import Answer

LONGEST_QUESTION = 500
_MOST_DOCUMENTS = 100
# Printable ASCII without blanks: it goes into logs and file names of nobody's choosing.
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.\-]{1,64}$")]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Scope(_Given):
    """Which documents are asked: by id, region (from the province down: 河北省 邯郸市), body, year or collection; else all."""

    document_ids: list[Identifier] = Field(default_factory=list, max_length=_MOST_DOCUMENTS)
    region: str = Field(default="", max_length=100)
    entity: str = Field(default="", max_length=100)
    period: int | None = Field(default=None, ge=1949, le=2100)
    collection: Identifier | None = None

    @property
    def scope(self) -> "Scope":
        """The scope alone, of what has more to say."""
        if self.model_fields_set.isdisjoint(Scope.model_fields):
            return Scope()
        return Scope.model_validate(self.model_dump(include=set(Scope.model_fields)))


class Question(Scope):
    """A question, optionally over some documents only, as the next turn of a conversation, or with an answer in one language."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "馆陶县政府办2021年三公经费预算是多少"},
                {"question": "那公务接待费呢", "conversation_id": "3f0c1e7a9b5d4c21", "language": "zh"},
                {"question": "三公经费预算是多少", "region": "河北省 邯郸市"},
            ]
        }
    )
    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    conversation_id: Identifier | None = None
    language: Literal["zh", "en"] | None = None


class Feedback(_Given):
    """What a reader says of an answer: that it helped, or that a figure of it is wrong."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"kind": "wrong_figure", "question": "馆陶县政府办2021年三公经费预算是多少", "comment": "表中是1.3万元"}
            ]
        }
    )
    kind: Literal["wrong_figure", "wrong_place", "not_understood", "other", "helpful"]
    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    answer: str = Field(default="", max_length=4000)
    comment: str = Field(default="", max_length=1000)
    document_ids: list[Identifier] = Field(default_factory=list, max_length=_MOST_DOCUMENTS)


class Received(BaseModel):
    """That a feedback was kept, and under which number."""

    id: int


class DocumentSummary(BaseModel):
    """A document of the library; ``region`` from the province down, where it is known."""

    id: str
    file: str
    title: str
    entity: str
    region: str
    period: int | None
    family: str
    format: str
    collection: str
    finding_count: int


class TableSummary(BaseModel):
    """A table of a document: its number, its caption as printed, and its size in rows and columns."""

    number: int
    caption: str
    rows: int
    columns: int
    unit: str | None


class Place(BaseModel):
    """A place of a finding: characters of the source, their text, and where they can be looked at."""

    start: int
    end: int
    quote: str
    url: str


class FindingOfDocument(BaseModel):
    """A contradiction, slip or gap of a document, with every place of it."""

    kind: str
    severity: str
    message: str
    places: list[Place]


class FindingInLibrary(FindingOfDocument):
    """The same, with the document in which it was found."""

    document_id: str
    entity: str
    period: int | None
    file: str


class Findings(BaseModel):
    """A page of findings, and how many there are in all."""

    total: int
    findings: list[FindingInLibrary]


class Item(BaseModel):
    """A budget item: its id and its name."""

    concept: str
    name: str


class CoverageRow(BaseModel):
    """Which budget items a document states for its own year."""

    entity: str
    region: str
    period: int | None
    family: str
    document_id: str
    file: str
    concepts: list[str]
    finding_count: int


class Coverage(BaseModel):
    """What the library states: the items that any document states, and a row for each document."""

    items: list[Item]
    rows: list[CoverageRow]


class Ingested(BaseModel):
    """What became of an uploaded file: added, replaced or duplicate."""

    file: str
    status: str
    document_id: str
    entity: str
    period: int | None
    findings: int
    notes: list[str]


class SignIn(_Given):
    """A key, to be kept behind a cookie for twelve hours."""

    key: str = Field(min_length=1, max_length=200)


class Session(BaseModel):
    """Who the service takes a request to be from; ``collections`` is null where all are open."""

    name: str | None
    scope: Literal["anonymous", "reader", "staff", "admin"]
    collections: list[str] | None


class ConversationSummary(BaseModel):
    """A kept conversation: its first question, when it was last spoken in, and how many turns it has."""

    id: str
    title: str
    updated: str
    turns: int


class ConversationTurn(BaseModel):
    """A turn of a kept conversation, with the scope it was asked over and the answer of that moment."""

    at: str
    scope: Scope
    answer: Answer


class ConversationDetail(BaseModel):
    """A kept conversation, whole."""

    id: str
    title: str
    updated: str
    turns: list[ConversationTurn]


class EvidenceRequest(Scope):
    """The questions of a conversation up to the one whose answer is wanted as an evidence sheet (核对单).

    ``scopes`` are those of the questions, one each; where there are none, all are asked over the scope of the request.
    """

    turns: list[Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION)]] = Field(
        min_length=1, max_length=8
    )
    scopes: list[Scope] = Field(default_factory=list, max_length=8)
    language: Literal["zh", "en"] | None = None
    format: Literal["xlsx", "docx"] = "xlsx"

    @model_validator(mode="after")
    def _each_has_its_scope(self) -> Self:
        if self.scopes and len(self.scopes) != len(self.turns):
            raise ValueError("scopes: one for each of the turns, or none")
        return self


class DocumentDetail(DocumentSummary):
    """A document with its sections, tables and findings; ``counts`` is the ledger of its numbers by what they were read as."""

    sections: list[str]
    tables: list[TableSummary]
    findings: list[FindingOfDocument]
    counts: dict[str, int]
    notes: list[str]


class FactOut(BaseModel):
    """A figure or text as the index holds it: labels as printed, value as a decimal string, and its characters in the source."""

    id: str
    document_id: str
    entity: str
    period: int | None
    basis: str
    label: str
    path: list[str]
    columns: list[str]
    table: str | None
    section: list[str]
    concept: str | None
    code: str | None
    kind: str
    measure: str | None
    comparator: str
    value: str | None
    unit: str | None
    printed: str
    direction: str | None
    base: str | None
    start: int
    end: int


class Facts(BaseModel):
    """A page of facts, and how many there are in all."""

    total: int
    facts: list[FactOut]


class Health(BaseModel):
    """Whether the service is up, and what it serves."""

    status: Literal["ok", "unavailable"]
    documents: int | None = None
    generation: int | None = None
