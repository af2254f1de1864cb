"""Definitions: what a document's 名词解释 says of a term, quoted."""

import re
from dataclasses import replace

from assistant.library import Library
from assistant.lookup import Evidence
from assistant.planning.plan import QueryPlan
from assistant.results import Listing, Result, Row
from index.cleaning import squash

_TERMS = re.compile(r"名词解释|名词说明|专业名词")
_LINE = re.compile(
    r"^[ \t\u3000]*(?:[-*•·][ \t]*)?(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]?)?[ \t\u3000]*\**"
    r"(?P<term>[^：:\n*]{2,30})\**[：:](?P<said>.+)$",
    re.M,
)
_WHERE = re.compile(
    r"^的?(?:(?:所?说|提到|讲到?)的|(?:文件|决算|预算|公开|材料|文中)?(?:里面?|中|上)(?:所?(?:说|讲|写|提到?))?的?|(?:文件|公开|材料)的)(?=..)"
)
_DROPPED = re.compile(r"[\"“”'（）()]|经费|费用|支出$")


def define(plan: QueryPlan, library: Library) -> Result:
    """The explanation that a document of the bodies asked for prints; of any document where no body is named."""
    if plan.unknown_place:
        return Evidence(plan, reason="no_document", documents=library.documents)
    names = [entity.name for entity in plan.entities]
    rows = library.of_entities(names) if names else list(library.documents)
    asked = _DROPPED.sub("", _WHERE.sub("", squash(plan.content or plan.folded))).removeprefix("的")
    for row in rows:
        text = library.holding(row).text
        for section in library.sections(row.id):
            if not _TERMS.search(squash(section.title)):
                continue
            for match in _LINE.finditer(text, section.start, section.end):
                term = _DROPPED.sub("", squash(match["term"]))
                if asked and term == asked:
                    span = (match.start("term"), match.end())
                    name = " ".join(text[slice(*span)].replace("*", "").split())
                    listed = Row(name, row.id, span)
                    return Listing(replace(plan, over=""), "define", "名词解释", (listed,), 1, (row,))
    return Evidence(plan, reason="no_definition", documents=tuple(rows))
