"""Questions to offer: each was asked and answered before it is offered."""

from collections.abc import Sequence

from assistant.library import Library
from assistant.lookup import look_up
from assistant.planning.plan import QueryPlan
from assistant.understanding import planned
from index.concepts import Concepts
from index.fact_rows import DocumentRow

_SUGGESTED = ("san_gong", "reception", "expenditure", "personnel", "operating_funds")
_MOST = 3


def questions_about(query: QueryPlan, library: Library) -> tuple[str, ...]:
    """Questions certain to work about what a query names."""
    rows = library.of_entities(entity.name for entity in query.entities) or library.documents
    known = Concepts.load().by_id
    wanted = [concept for mention in query.concepts for concept in mention.concepts if concept in known]
    return certain_questions(rows, wanted, library)


def certain_questions(rows: Sequence[DocumentRow], wanted: Sequence[str], library: Library) -> tuple[str, ...]:
    """Questions certain to work about the first of some documents, about the items that are wanted where they have them."""
    concepts = Concepts.load()
    offered: list[str] = []
    bodies = {(row.entity, row.period): row for row in reversed(rows)}  # the first document of each body and year
    for row in [row for row in rows if bodies[row.entity, row.period] is row][:_MOST]:
        for concept in dict.fromkeys((*wanted, *_SUGGESTED)):
            candidate = f"{row.entity}{row.period or ''}年{concepts.name(concept)}是多少"
            found = look_up(planned(candidate, library), library)
            if found.facts and not found.rivals and found.reason is None:
                offered.append(candidate)
                break
    return tuple(offered)
