"""A question's plan against a library and within its conversation."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.conversation import continued
from assistant.conversations import Conversation
from assistant.library import Library
from assistant.only_body import only_body
from assistant.planning.carrying import says_item
from assistant.planning.plan import QueryPlan
from assistant.planning.planning import plan
from assistant.unit_rows import by_units
from assistant.units import with_full_name

_COMPOSITION = re.compile(
    r"的?(?:具体|详细|主要)?(?:构成|组成|明细)(?:情况)?(?:是(?:什么|怎样的?|怎么样的?|多少)|如何|怎样)?(?=[？?。！\s]*$)"
)
_OF_WHAT = "由哪些部分构成"
_EVERYBODY = "各单位"
_RANKINGS = frozenset({"rank", "maximum", "minimum"})
_ROWS = re.compile(r"各|每|项目|明细|哪些?项")
_SENTENCE = re.compile(r"[？?。；]")
_ITS_UNITS = re.compile(r"(?:其中)?(?:各个?|每个|哪[个些])(?:下属|所属|直属|预算)?单位")


def understood(question: str, library: Library, conversation: Conversation) -> QueryPlan:
    """The plan of a question within its conversation; one that names no body, of the only body that prints what it names."""
    query = continued(planned(question, library), conversation, library)
    written_out, unit = with_full_name(question, query, library)
    if unit:
        query = continued(planned(written_out, library), conversation, library)
        query = replace(query, question=question, assumed=(*query.assumed, f"单位：按“{unit}”理解"))
    only = only_body(query, library)
    if only is None:
        return query
    body, name = only
    told = continued(planned(f"{body}{question}", library), conversation, library)
    return replace(told, question=question, assumed=(*told.assumed, f"单位：库中只有{body}的文件印有“{name}”"))


def other_readings(
    read: QueryPlan, reason: str | None, text: str, library: Library, conversation: Conversation
) -> Iterator[tuple[QueryPlan, int]]:
    """Plans that say more of what a question means than its first one, each with the least number of figures that it has to give.

    三公经费明细, 支出预算的构成: the parts of an item. 三公经费排名, 三公经费最多的单位: of all bodies, where none was meant.
    """
    if read.operation == "lookup" and _COMPOSITION.search(text):
        yield continued(planned(_COMPOSITION.sub(_OF_WHAT, text), library), conversation, library), 2
    of_units = read.over == "rows" and read.row_kind == "units"
    ranked = read.operation in _RANKINGS and (not read.over or of_units) and says_item(read) and read.language == "zh"
    if ranked and reason == "missing_entity" and not conversation.turns and not _ROWS.search(text):
        everybody = planned(f"{_EVERYBODY}{text}", library)
        if everybody.over == "entities":
            yield replace(everybody, assumed=(*everybody.assumed, f"范围：{_EVERYBODY}")), 1


def _plan(question: str, library: Library) -> QueryPlan:
    return plan(question, library.entities, library.appears, library.shares, library.owner, library.language)


def planned(question: str, library: Library) -> QueryPlan:
    """The plan of a question against a library.

    Where the library holds one body only, its units are what is compared, if a table tells of them: there is no other body.
    """
    said = _plan(_with_body_of_units(question, library), library)
    of_one = (part for part in said.parts if part.over != "entities" and part.named and len(part.entities) == 1)
    named = next((part.entities[0] for part in of_one), None)
    if said.operation == "several" and named is not None:
        # 某局有哪些单位？各单位预算多少？: the units of the body that was named, and no other body's.
        parts = tuple(
            planned(f"{named.name}{part.folded}", library) if part.over == "entities" else part for part in said.parts
        )
        return replace(said, parts=parts)
    elsewhere = said.unknown_place or said.regions_asked or said.organisation_asked
    if said.over != "entities" or len(library.entities) != 1 or elsewhere:
        return said
    inside = _plan(f"{library.entities[0]}{question}", library)
    if inside.row_kind != "units" or not any(by_units(inside, library.holding(row)) for row in library.documents):
        return said
    return replace(inside, question=question)


def _with_body_of_units(question: str, library: Library) -> str:
    """A question whose later sentence asks of 各单位, with the one body named before: 某局有多少人？各单位分别多少？."""
    first, *later = _SENTENCE.split(question)
    if not any(_ITS_UNITS.match(each) for each in later):
        return question
    said = plan(first, library.entities, library.appears, library.shares, library.owner)
    if not said.named or len(said.entities) != 1:
        return question
    name = said.entities[0].name
    return "。".join([first, *(f"{name}{each}" if _ITS_UNITS.match(each) else each for each in later)])
