"""Which documents a question is about: those of the bodies and years that it names."""

from collections.abc import Sequence

from assistant.library import Library
from assistant.planning.plan import QueryPlan
from index.fact_rows import DocumentRow


def routed(plan: QueryPlan, library: Library) -> Sequence[DocumentRow] | None:
    """The documents that a question is about: none in particular is all of them; ``None`` where the library has not what it names."""
    if plan.unknown_place:
        return None
    if not plan.entities and not plan.periods:
        return ()
    rows = library.of_entities(entity.name for entity in plan.entities) if plan.entities else library.documents
    return [row for row in rows if not plan.periods or row.period in plan.periods] or None
