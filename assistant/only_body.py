"""The body of a question that names none, where one body alone prints the name that the question says (华侨补贴项目)."""

import re
from collections import defaultdict
from weakref import WeakKeyDictionary

from assistant.library import Holding, Library
from assistant.planning.items import spot_items
from assistant.planning.plan import QueryPlan
from assistant.planning.synonyms import canonical
from assistant.project_rows import project_table, projects
from assistant.surroundings import bare, link
from index.cleaning import squash

_SHORTEST = 4
_SHORTEST_LABEL = 6
_SHORTEST_INDICATOR = 8
_FEWEST_BODIES = 2
# What may be left out behind a name: 华侨补贴 for 华侨补贴项目经费.
_KIND = re.compile(r"(?:绩效目标表?|经费|资金|项目|专项|工程)$")
_OFFICE = re.compile(r"^[县区市](?:政府|委)(?=.{4})")
# What many a project is measured by: a name of an indicator must be a long one to be of one body.
_INDICATOR = re.compile(
    r"(?:率|度|次|数|量|成本|时间|时效|效益|期限|年限|提升|水平|影响力?|效果|标|效率|工作|活动|培训)$"
)
_NO_NAME = re.compile(r"表$|^[\d.]+$|[，。；：%]|\d{4}年")

_names_of: WeakKeyDictionary[Library, dict[str, str]] = WeakKeyDictionary()


def only_body(plan: QueryPlan, library: Library) -> tuple[str, str] | None:
    """The one body that prints a name said in a question that names no body, and that name; ``None`` where there is none.

    Budget items that anybody may print are no such names, nor is what stands in labels of several bodies. Of a library with
    more documents than can be looked through nobody knows.
    """
    parts = plan.parts or (plan,)
    if any(each.missing != "entity" or each.regions_asked or each.organisation_asked for each in (plan, *parts)):
        return None
    if library not in _names_of:
        _names_of[library] = _distinctive(library)
    asked = canonical(squash(plan.question))
    said = {name: body for name, body in _names_of[library].items() if name in asked}
    if len(set(said.values())) != 1:
        return None
    name = max(said, key=lambda each: (len(each), each))
    return said[name], name


def _distinctive(library: Library) -> dict[str, str]:
    """The names that the labels of one body hold and of no other, with that body."""
    holdings = library.holdings_of_few()
    labels = defaultdict(list)
    for holding in holdings:
        labels[holding.row.entity].append(canonical(holding.labels))
    if len(labels) < _FEWEST_BODIES:
        return {}
    found = {}
    for holding in holdings:
        own = holding.row.entity
        for name in _names(holding):
            if not any(name in text for body, texts in labels.items() if body != own for text in texts):
                found[name] = own
    return found


def _names(holding: Holding) -> set[str]:
    """The names of projects and of rows, as short as people say them, but for those that are budget items."""
    tables = (projects(holding), project_table(holding))
    own = {_short(bare(row.name)) for found in tables if found is not None for row in found.rows}
    labels = {label for fact in holding.facts for label in (*fact.path, fact.caption) if label and link(label) is None}
    others = {name for label in labels if len(name := _short(bare(label))) >= _shortest(name)}
    return {
        name for name in own | others if len(name) >= _SHORTEST and not _NO_NAME.search(name) and not _is_item(name)
    }


def _shortest(name: str) -> int:
    return _SHORTEST_INDICATOR if _INDICATOR.search(name) else _SHORTEST_LABEL


def _short(name: str) -> str:
    """A name without the words for what kind of thing it is, where it stays long enough: 华侨补贴 for 华侨补贴项目经费."""
    while len(shorter := _KIND.sub("", name)) >= _SHORTEST and shorter != name:
        name = shorter
    return _OFFICE.sub("", name)


def _is_item(name: str) -> bool:
    """Whether a name is a budget item, which any body may print (一般行政管理事务)."""
    return any(mention.end - mention.start >= len(name) - 1 for mention in spot_items(name, ())[0])
