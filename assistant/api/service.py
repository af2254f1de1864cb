"""The HTTP service over one index: the library and the answers, in the contract's JSON."""

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field

from assistant.assistant import Assistant
from assistant.contract import Answer


class Question(BaseModel):
    """A question, optionally over some documents only."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "馆陶县政府办2021年三公经费预算是多少", "document_ids": []}]}
    )
    question: str = Field(min_length=1, max_length=2000)
    conversation_id: str | None = None
    document_ids: list[str] = Field(default_factory=list)
    language: str | None = None


class DocumentSummary(BaseModel):
    """A document of the library."""

    id: str
    file: str
    title: str
    entity: str
    period: int | None
    family: str
    format: str


def create_app(assistant: Assistant) -> FastAPI:
    """The service of an assistant, with everything that its questions need opened before it listens.

    Raises ``ModelMissing``.
    """
    assistant.warm()
    service = FastAPI(
        title="Caiwen 财问", version="0.1.0", summary="Budget disclosures, with the exact figure and its place."
    )

    @service.get("/v1/documents")
    def documents() -> list[DocumentSummary]:
        """All documents of the library."""
        return [
            DocumentSummary(
                id=row.id,
                file=row.file,
                title=row.title,
                entity=row.entity,
                period=row.period,
                family=row.family,
                format=row.format,
            )
            for row in assistant.store.documents()
        ]

    @service.post("/v1/ask")
    def ask(question: Question) -> Answer:
        """The answer to a question."""
        return assistant.ask(
            question.question, document_ids=question.document_ids, conversation_id=question.conversation_id
        )

    return service
