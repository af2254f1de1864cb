"""Who published a document, for which year, and of which family (budget or final account), from its title and body."""

import re
from collections import Counter

from index.cleaning import normalise, squash
from index.document import Document
from index.facts import Publisher

_TITLE = re.compile(r"^(?:关于|附件\d*[:：]?)?(?P<entity>\S{2,40}?)(?:关于)?(?P<year>(?:19|20)\d\d)年(?:度)?")
_BODY = re.compile(r"现将(?P<entity>\S{2,40}?)(?P<year>(?:19|20)\d\d)年(?:度)?(?:部门|单位)?(?:预算|决算)")
_MAKER = re.compile(r"(?:编制部门|编制单位|部门名称|单位名称|预算单位|填报单位)[:：](?P<entity>\S{4,40})")
_WE = re.compile(r"^(?:我|本)(?:部门|单位|局|办|院|校|委|镇|乡|街道)")
_CODE = re.compile(r"^[\[【]?\d{3,9}[\]】]?")


_YEAR_FIRST = re.compile(r"^(?P<year>(?:19|20)\d\d)年(?:度)?(?P<entity>\S{3,40}?)(?:部门|单位)?(?:预算|决算)")
_CHINESE_YEAR = re.compile(r"二[〇零○O0]([〇零○O0一二三四五六七八九])([〇零○O0一二三四五六七八九])(?=年)")


def _digits_of_year(text: str) -> str:
    """二〇二一年 -> 2021年."""
    digits = "〇一二三四五六七八九"
    return _CHINESE_YEAR.sub(lambda m: "20" + "".join(str(max(digits.find(c), 0)) for c in m.groups()), text)


def publisher_of(document: Document) -> Publisher:
    """The defaults of a document's facts; an entity that cannot be told is the empty string, a year ``None``."""
    title = _digits_of_year(squash(document.title))
    body = _digits_of_year(normalise(document.source.text[:6000]).replace(" ", ""))
    found = _TITLE.match(title) or _YEAR_FIRST.match(title)
    told = next((match for match in _BODY.finditer(body) if not _WE.match(match["entity"])), None)
    entity = _name(found["entity"]) if found else ""
    if not entity and told:
        entity = _name(told["entity"])
    entity = entity or _from_tables(document)
    years = [match for match in (found, *_BODY.finditer(body)) if match]
    period = int(years[0]["year"]) if years else _commonest_year(body)
    return Publisher(entity, period, _family(title, body))


def title_years(document: Document) -> tuple[int | None, int | None]:
    """The year of the title and the year of the opening sentence, for a check that they agree."""
    found = _TITLE.match(squash(document.title))
    told = _BODY.search(normalise(document.source.text[:6000]).replace(" ", ""))
    return (int(found["year"]) if found else None, int(told["year"]) if told else None)


def _name(entity: str) -> str:
    name = _CODE.sub("", entity).strip("“”\"'《》：:、，, ")
    return "" if _WE.match(name) or len(name) < 4 else name


def _from_tables(document: Document) -> str:
    for table in document.tables:
        for cell in table.cells:
            match = _MAKER.search(squash(cell.text)) if cell.role == "meta" else None
            if match:
                return _name(match["entity"])
    match = _MAKER.search(normalise(document.source.text).replace("\n", " "))
    return _name(match["entity"]) if match else ""


def _commonest_year(body: str) -> int | None:
    years = Counter(re.findall(r"((?:19|20)\d\d)年(?:度)?(?:部门|单位)?(?:预算|决算)", body))
    return int(years.most_common(1)[0][0]) if years else None


def _family(title: str, body: str) -> str:
    for text in (title, body):
        final, budget = text.count("决算公开") + text.count("部门决算"), text.count("预算")
        if text is title and (final or "决算" in text) and "预决算" not in text:
            return "final"
        if text is title and budget:
            return "budget"
    return "final" if body.count("支出决算") > body.count("支出预算") else "budget"
