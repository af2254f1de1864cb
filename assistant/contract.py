"""The answer contract: the JSON that CLI, HTTP and evaluation share. Fields may be added, never renamed."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Figure(_Frozen):
    """A displayed figure; ``value`` is a decimal string, ``citations`` are numbers of the answer's citations.

    A derived one carries its ``formula`` over citation numbers (``[1] ÷ [2] × 100``) and its ``rounding`` (``half_up:2``; none where
    the result is exact).
    """

    role: Literal["result", "operand", "context"] = "result"
    label: str
    concept: str | None = None
    entity: str = ""
    period: int | None = None
    basis: str = "budget"
    value: str
    unit: str | None = None
    comparator: str = "="
    printed: str
    direction: str | None = None
    base: str | None = None
    derived: bool = False
    formula: str | None = None
    rounding: str | None = None
    citations: list[int] = Field(default_factory=list)


class Citation(_Frozen):
    """A place in a document. ``quote`` is verbatim, ``start`` and ``end`` are its characters in the stored source."""

    number: int
    document_id: str
    file: str
    title: str
    section: list[str] = Field(default_factory=list)
    page: int | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None
    row_labels: list[str] = Field(default_factory=list)
    column_labels: list[str] = Field(default_factory=list)
    quote: str
    start: int
    end: int
    url: str

    @property
    def within(self) -> str:
        """Where in its document it stands, in one line: section, table, row and column."""
        parts = list(self.section)
        if self.table and self.table not in parts:
            parts.append(f"《{self.table}》")
        if self.row_labels:
            parts.append(" / ".join(self.row_labels[-2:]))
        if self.column_labels:
            parts.append(f"“{self.column_labels[-1]}”栏")
        return " › ".join(part for part in parts if part)


class Warning(_Frozen):
    """A finding that touches a cited place."""

    kind: str
    text: str
    citations: list[int] = Field(default_factory=list)

    @property
    def marked(self) -> str:
        """The text with the numbers of its citations."""
        return self.text + "".join(f"[{number}]" for number in self.citations)


class Interpretation(_Frozen):
    """How the question was understood; ``carried`` is what was taken over from the turns before."""

    operation: str = "lookup"
    entities: list[str] = Field(default_factory=list)
    periods: list[int] = Field(default_factory=list)
    concepts: list[str] = Field(default_factory=list)
    basis: str | None = None
    unit: str | None = None
    assumed: list[str] = Field(default_factory=list)
    carried: list[str] = Field(default_factory=list)

    @property
    def taken(self) -> str:
        """What was carried over and assumed, in one line."""
        return "；".join((*self.carried, *self.assumed))


class Answer(_Frozen):
    """An answer. ``reason`` is set where ``status`` is not ``answered``."""

    question: str
    conversation_id: str | None = None
    language: Literal["zh", "en"] = "zh"
    status: Literal["answered", "not_found", "clarify"]
    reason: str | None = None
    origin: Literal["extracted", "computed", "quoted", "ai_generated"] | None = None
    text: str
    figures: list[Figure] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    warnings: list[Warning] = Field(default_factory=list)
    interpretation: Interpretation = Field(default_factory=Interpretation)
    suggestions: list[str] = Field(default_factory=list)
