"""All facts of a document: those of its tables and those of its prose, with one publisher and one numbering."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.accounts import with_accounts
from index.amount import Amount, dimension
from index.cleaning import normalise, squash
from index.concepts import Concepts, label_key
from index.document import Document, Locator, Sentence
from index.entities import ORGANISATION, entity_of
from index.facts import Fact, Publisher
from index.labelled_number import LabelledNumber
from index.labels import BOTH_SIDES, clean_label
from index.not_kept import counts_money, in_remark, of_another
from index.other_numbers import OtherNumber
from index.prose_periods import in_its_year, is_completed, period_and_basis, year_end
from index.publisher import publisher_of
from index.reports import RUN_IN_HEAD, Report, of_year, report_of, title_of
from index.respectively import read_all
from index.running_heads import with_heads
from index.second_reading import without_gainsaid
from index.sentence_context import base_year, item_ahead, of_heading, of_months, span_of_years
from index.short_names import shortens
from index.table_facts import table_facts
from index.units import with_units


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from a document. ``others`` are numbers of prose that are no figures, as source spans."""

    publisher: Publisher
    facts: tuple[Fact, ...]
    others: tuple[OtherNumber, ...]


def extract(document: Document) -> Extraction:
    """Facts of a parsed document, in reading order, with unique ids."""
    publisher = publisher_of(document)
    others: list[OtherNumber] = []
    facts = [*_prose_facts(document, publisher, others), *table_facts(document, publisher, others)]
    facts.sort(key=lambda fact: (fact.locator.start, fact.locator.end, fact.id))
    facts = _with_codes(with_units(with_accounts(with_heads(document, facts))))
    facts, gainsaid = without_gainsaid(facts, document.sentences)
    others.extend(OtherNumber(fact.locator.start, fact.locator.end, "unparsed") for fact in gainsaid)
    if publisher.family == "final":  # the year before is a final account there as well
        facts = [replace(fact, base=fact.base or "上年决算") if fact.basis == "previous" else fact for fact in facts]
    return Extraction(publisher, tuple(facts), tuple(others))


def called(extraction: Extraction, entity: str) -> Extraction:
    """What was read, under a name for the body that the document does not name."""
    facts = tuple(replace(fact, entity=entity) for fact in extraction.facts)
    return replace(extraction, publisher=replace(extraction.publisher, entity=entity), facts=facts)


def _with_codes(facts: list[Fact]) -> list[Fact]:
    """The facts, with a row of the functional classification that prose tells known by the code that a table prints for it."""
    codes: dict[str, set[str]] = {}
    for fact in facts:
        if fact.code is not None and fact.code[0] == "2":
            codes.setdefault(label_key(fact.label), set()).add(fact.code)

    def known(fact: Fact) -> str | None:
        told = fact.prose and (len(fact.path) > 1 or _CLASS_NAMED.search(squash(fact.label)) is not None)
        found = codes.get(label_key(fact.label), set())
        return next(iter(found)) if told and fact.concept is None and len(found) == 1 else None

    return [replace(fact, concept=concept) if (concept := known(fact)) else fact for fact in facts]


# 开支交通费、住宿费等公务接待费: what is counted together under the name at the end
_ALL_OF = re.compile(r"(?=[^等]*、)[^等]*+等(?P<item>[^、等]{3,})$")
_CARS = re.compile(r"(?:单位)?(?:实际|年末)?(?:实有|现有|共有|拥有)?(?:机动)?(?:车辆|汽车|小汽车|公务用车|公车|公务车)")
_WITHIN = re.compile(
    r"(?P<whole>[^中，。；、]{2,16}(?:收入|支出|经费|拨款|人数|编制|资产))之?中的?(?P<part>[^，。；、]{2,})"
)
_OF_CARS = frozenset({"辆", "台", "部"})
_CLASS_NAMED = re.compile(r"科目$")
_CLASSES = re.compile(
    r"^(?:（?(?:\d+|[一二三四五六七八九十]+)[）.、．]+)?(?:(?P<class>[^（）]+)（类）)?(?:(?P<section>[^（）]+)（款）)?(?P<item>[^（）]+)（项）(?:支出)?$"
)
# A unit by its name, directly in front of what is said of it.
_UNIT_NAME = r"[一-鿿]{2,20}(?:中心|学校|小学|中学|幼儿园|医院|卫生院|站|所|队|大队|支队|馆|院|场|执法局|段|处)"
_UNIT = re.compile(rf"{_UNIT_NAME}(?:（[^）]{{1,8}}）)?$")
_UNIT_BUDGET = re.compile(
    rf"(?:[增减][加少]的?因素[为是])?(?P<unit>{_UNIT_NAME})"
    r"(?:(?:19|20)\d\d ?年(?:度)?)?(?:部门|单位)(?:预算|决算)\S"
)
# 机关预算总收入, 种子服务站预算总支出
_UNIT_OF_WHOLE = re.compile(
    r"[一-鿿]{0,16}?(?:局|委|厅|办)?(?:机关(?!运行)|中心|学校|小学|中学|幼儿园|医院|卫生院|站|所|队|馆|场)(?=预算|总?[收支]|财政拨款)"
)
_OPENED = re.compile(r"(?P<fund>[一-鿿]{2,20}预算)总?(?P<side>收入|支出)(?:累计|实际)?(?:完成)?(?:为|是)?(?=\d)")
_ADDED_UP = re.compile(r"加上|[，；、](?:上级|转移|上年|债务|上解|结转)")
_NAMED_WITH_YEAR = re.compile(r"(?P<name>[一-鿿]{3,20}?)(?:19|20)\d\d ?年(?:度)?(?=\S{2})")
_EACH = re.compile(r"收入总计[^；]*支出总计[^；]*，各(?:增|减|下降|上升)")
_ANOTHER_BEHIND = re.compile(r" *[、，,和] *\d")
_GRAND_TOTALS = {"收入总计", "支出总计"}
_SHORTEST_REST = 2
_SHORTEST_OFFICE = 4  # 名山街道办事处 of 青石县人民政府名山街道办事处
_OFFICE = re.compile(r"[一-鿿]{2,20}(?:局|委员会|办公室|法院|检察院|厅)$")
# 市公安局, alone in its line
_BODY_LINE = re.compile(r"(?![本我])[一-鿿]{2,14}(?:局|委|委员会|法院|检察院|厅|总工会|管委会)")
_FINANCE = re.compile(r"财政[局厅]$")
_LINE_ALONE = re.compile(r"[^，。；：,;:\d]{2,24}")
_PLACE = re.compile(r"(?:[省市县区州旗镇乡]|街道|本级)$")
_SELF = re.compile(r"^(?:本|我|该|各|其|全|由|在|对|与|和)")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of prose: its sentences, their text with the offset of each character, and the heading that ran in before it."""

    document: Document
    publisher: Publisher
    sentences: Sequence[Sentence]
    text: str
    offsets: Sequence[int]
    head: str

    @property
    def section(self) -> int:
        """The number of its section."""
        return self.sentences[0].section

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above it."""
        return self.document.section_path(self.section)


def _prose_facts(document: Document, publisher: Publisher, others: list[OtherNumber]) -> Iterator[Fact]:
    concepts = Concepts.load()
    headed, told, lead = "", False, (-1, "")
    for _, group in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        text = "".join(sentence.text for sentence in sentences)
        if _LINE_ALONE.fullmatch(text.strip()):
            headed = _other_body(text.strip(), publisher) if told else ""
        if RUN_IN_HEAD.fullmatch(text.strip()):
            lead = (sentences[0].section, text.strip())  # （一）年初预算安排情况。
        offsets = [offset for sentence in sentences for offset in sentence.offsets]
        if ahead := item_ahead(document.section_path(sentences[0].section), text):
            text, offsets = f"{ahead}{text}", [*[offsets[0]] * len(ahead), *offsets]
        section = sentences[0].section
        head = lead[1] if lead[0] == section else ""
        paragraph = _Paragraph(document, publisher, sentences, text, offsets, head)
        labelled, numbers = read_all(text)
        for number in numbers:
            others.append(OtherNumber(offsets[number.start], offsets[number.end - 1] + 1, number.kind))
        completed: set[str] = set()
        for found in labelled:
            if in_remark(text, found.token.start):
                others.append(
                    OtherNumber(offsets[found.token.number_start], offsets[found.token.number_end - 1] + 1, "unparsed")
                )
            elif not of_another(text, found) and not counts_money(found):
                told = True
                if publisher.family == "budget" and is_completed(text, found, completed):
                    completed.add(found.label)
                for side, each in enumerate(_each_side(text, found)):
                    fact = _prose_fact(paragraph, concepts, each, completed=found.label in completed)
                    fact = replace(fact, scope=headed) if headed else fact
                    yield replace(fact, id=f"{fact.id}/{side}") if side else fact


def _other_body(line: str, publisher: Publisher) -> str:
    """The body that a line of its own names over what follows, where it is another than the publisher; "" for none."""
    name, own = squash(line), squash(publisher.entity)
    if _FINANCE.search(name) and (own.endswith("政府") or entity_of(publisher.entity).is_area):
        return ""  # who reports for the area
    return name if _BODY_LINE.fullmatch(name) and name not in own and not shortens(name, own) else ""


def _classes(label: str) -> tuple[str, ...]:
    """The classes that a label names with their levels, from 类 to 项; none for other labels."""
    match = _CLASSES.match(normalise(label))
    return tuple(filter(None, match.group("class", "section", "item"))) if match else ()


def _each_side(text: str, found: LabelledNumber) -> tuple[LabelledNumber, ...]:
    """收、支总计各增加622.31万元: one print, of income and of expenditure; 收支增加 behind the two totals is of them as well."""
    both = BOTH_SIDES.fullmatch(found.label)
    if both is not None and _ANOTHER_BEHIND.match(normalise(text), found.token.end):
        return ()  # 收、支总计各是4125.49、4143.91万元: an amount for each, and none for both
    if both is not None:
        fund = both["fund"]
        return replace(found, label=f"{fund}收入总计"), replace(found, label=f"{fund}支出总计")
    totals = set(found.roots[:2]) == _GRAND_TOTALS or (found.roots and BOTH_SIDES.fullmatch(found.roots[0]))
    if found.basis != "change" or not totals:
        return (found,)
    if _ANOTHER_BEHIND.match(normalise(text), found.token.end):
        return ()
    sides = tuple(replace(found, label=total) for total in sorted(_GRAND_TOTALS))
    if found.label in {"收支", "收、支"}:
        return found, *sides
    sentence = normalise(text)[: found.token.start].rpartition("。")[2]
    if found.label in _GRAND_TOTALS and _EACH.search(sentence):
        return sides
    return (found,)


def _prose_fact(paragraph: _Paragraph, concepts: Concepts, found: LabelledNumber, *, completed: bool) -> Fact:
    document, publisher, text, offsets = paragraph.document, paragraph.publisher, paragraph.text, paragraph.offsets
    token = found.token
    start, end = offsets[token.number_start], offsets[token.number_end - 1] + 1
    label, parents = _labels(paragraph.path, publisher, concepts, text, found)
    report, period, basis = _told_of(paragraph, found, completed=completed)
    span = span_of_years(text, token.start)
    period, label = (None, f"{span}{label}") if span else (period, label)
    measure = dimension(token.unit)
    concept = concepts.link(label, parents) if measure in {"money", "none"} else None
    concept = concept or (concepts.class_of(label) if measure == "money" else None)
    parents = _usual_whole(label, parents, concepts)
    unit = _unit_named(text, found, label, publisher) or next(filter(None, (_unit_ahead(each) for each in parents)), "")
    ahead = _unit_budgeted(label, publisher)
    if unit or ahead:
        label, concept = f"{unit}{label}", None  # a unit below the body: its figure is none of the body's own
    if basis in {"budget", "final"} and concept and (concept == "assets" or concepts.is_part_of(concept, "assets")):
        basis, period = "stock", year_end(publisher, text[: token.start])
    if concept is None and not parents and token.unit in _OF_CARS and _CARS.fullmatch(normalise(label)):
        concept = "cars"  # counted in a sentence, at no time that it says
    label = label if found.account == "budget" else report.label(label, basis)
    compared = token.comparator != "=" and token.start < token.number_start
    printed = text[token.start if compared else token.number_start : token.end].strip()
    return Fact(
        id=f"{document.id}/s{paragraph.section}/{start}-{end}",
        document=document.id,
        kind="amount",
        label=label,
        path=(*parents, label),
        columns=(),
        caption="",
        section=paragraph.path,
        entity=publisher.entity,
        period=period,
        basis=basis,
        measure=measure,
        locator=Locator(document.id, paragraph.section, start, end),
        amount=Amount(token.value, token.unit, printed),
        comparator=token.comparator,
        concept=concept,
        scope=ahead or None,
        direction=found.direction,
        base=found.base
        or report.said_base(basis, text[found.clause_start : token.start], stated=found.account is not None),
        prose=True,
        context=next((s.start, s.end) for s in paragraph.sentences if s.start <= start < s.end),
    )


def _told_of(paragraph: _Paragraph, found: LabelledNumber, *, completed: bool) -> tuple[Report, int | None, str]:
    """What a figure is reported in, and its fiscal year and basis."""
    publisher, path, text = paragraph.publisher, paragraph.path, paragraph.text
    title = title_of(paragraph.document)
    report = report_of(title, (*path, paragraph.head) if paragraph.head else path, publisher)
    report = of_months(report, text, found.token.start)
    report = replace(report, carried_out=report.carried_out or completed)
    found = in_its_year(text, path, found)
    period, basis = period_and_basis(of_year(publisher, report), path, found, carried_out=report.carried_out)
    if basis == "previous" and found.year_shift and period is not None and period == base_year(text, found.token.end):
        return report, period + 1, "final"  # 去年收入519531万元，较2012年增长16.75%: of the year after 2012
    return report, period, basis


def _labels(
    path: tuple[str, ...], publisher: Publisher, concepts: Concepts, text: str, found: LabelledNumber
) -> tuple[str, tuple[str, ...]]:
    """The label of a figure of prose as printed, and the labels that it is part of, with what headings and classes tell."""
    label = _without_own_name(_as_printed(text, found.label, found.clause_start, found.token.end), publisher)
    label = f"{_fund_of_total(text, found)}{label}"
    parents = tuple(
        _without_own_name(_as_printed(text, parent, 0, found.token.start), publisher) for parent in found.parents
    )
    label, *parents_above = (of_heading(each, path) for each in (label, *parents))
    parents = tuple(parents_above)
    label, *parents_above = (_named_behind_list(each, concepts) for each in (label, *parents))
    parents = tuple(parents_above)
    if not parents and (within := _WITHIN.fullmatch(label)):  # 基本支出中日常公用经费500万元
        label, parents = within["part"], (within["whole"],)
    classes = _classes(label)
    if classes:  # 公共安全支出（类）公安（款）行政运行（项）: a row of the functional classification, in a sentence
        label, parents = classes[-1], classes[:-1]
    elif parents and (of := _classes(parents[-1])):  # its rate: 完成年初预算的98%
        parents = of
    elif not parents and concepts.link(label) is None:
        # 公务用车购置及运行维护费13万元。购置费0万元: a part in a sentence of its own
        whole = next((root for root in found.roots if concepts.link(label, (root,))), "")
        parents = (_without_own_name(_as_printed(text, whole, 0, found.token.start), publisher),) if whole else ()
    return label, parents


def _named_behind_list(label: str, concepts: Concepts) -> str:
    """The item that a list is counted together under, where the list and its item are no item themselves."""
    all_of = _ALL_OF.match(label)
    return all_of["item"] if all_of and concepts.link(label) is None and concepts.link(all_of["item"]) else label


def _fund_of_total(text: str, found: LabelledNumber) -> str:
    """The budget that a total closes in one sentence: 一般公共预算收入6亿元，加上转移性收入23亿元，…，收入总计36亿元."""
    side = {"收入总计": "收入", "支出总计": "支出"}.get(found.label)
    if side is None:
        return ""
    sentence = normalise(text)[: found.clause_start].rpartition("。")[2]
    opened = _OPENED.search(sentence)
    if opened is None or opened["side"] != side or not _ADDED_UP.search(sentence, opened.end()):
        return ""
    return clean_label(re.sub(r"^年度?", "", opened["fund"]))[0]


def _unit_named(text: str, found: LabelledNumber, label: str, publisher: Publisher) -> str:
    """The unit of its own that stands in front of a label (县疾病预防控制中心支出预算), "" for the body that publishes."""
    folded = normalise(text)
    at = folded.rfind(normalise(label), found.clause_start, found.token.end)
    clause = folded[found.clause_start : at] if at > found.clause_start else ""
    own = squash(publisher.entity)
    office = _OFFICE.search(clause) if _PLACE.search(own) else None  # 青石县教育局 in a statement of 青石县
    before = office or _UNIT.search(clause)
    if before is None or not own:
        return ""
    name = squash(before.group()).lstrip("年度")  # 2020年法院
    if not office and (name in own or own in name or _SELF.match(name) or shortens(name, own)):
        return ""
    return text[found.clause_start + before.start() : at].strip()


def _unit_budgeted(label: str, publisher: Publisher) -> str:
    """The unit whose own budget a label is of and names in front: 青石博物院2015年部门预算“三公”经费; "" for none."""
    named = _UNIT_BUDGET.match(normalise(label))
    own = squash(publisher.entity)
    if named is None or named["unit"] in own or own in named["unit"] or shortens(named["unit"], own):
        return ""
    return str(named["unit"])


def _unit_ahead(label: str) -> str:
    """The unit that a whole is of (种子服务站预算总支出): its parts are that unit's as well."""
    match = _UNIT_OF_WHOLE.match(normalise(label))
    return match.group() if match and not _SELF.match(match.group()) else ""


def _without_own_name(label: str, publisher: Publisher) -> str:
    """A label without the name of the body that publishes, and its year, in front: 青石县2021年基本支出 of 青石县."""
    body = squash(publisher.entity)
    office = next((body[at:] for at in range(1, len(body) - _SHORTEST_OFFICE) if label.startswith(body[at:])), "")
    names = {body, office, *(region.name for region in entity_of(publisher.entity).regions[:1])} - {""}
    for name in sorted(names, key=len, reverse=True):
        own = re.match(
            rf"{re.escape(name)}(?:{publisher.period}(?: ?年(?:度)?|(?=[“\"])))?(?![的、和与及])", normalise(label)
        )
        rest = label[own.end() :] if own else ""
        if len(rest) >= _SHORTEST_REST and not ORGANISATION.match(normalise(rest)):
            return rest
    return _without_short_name(label, body)


def _without_short_name(label: str, entity: str) -> str:
    """A label without a shortened name of the body, and the year behind it: 柏桥三小2021年收入预算 of 柏桥镇第三小学."""
    named = _NAMED_WITH_YEAR.match(normalise(label))
    if named and shortens(named["name"], entity):
        return label[named.end() :]
    return label


def _usual_whole(label: str, parents: tuple[str, ...], concepts: Concepts) -> tuple[str, ...]:
    """Without ； a list inside a list does not end in print: an item then belongs to the outer item that usually holds it."""
    path: list[str] = []
    for item in (*parents, label):
        concept = concepts.link(item, tuple(path))
        while concept and len(path) > 1:
            inner, outer = concepts.link(path[-1]), concepts.link(path[-2])
            if not inner or not outer or concepts.is_part_of(concept, inner) or not concepts.is_part_of(concept, outer):
                break
            path.pop()
        path.append(item)
    return tuple(path[:-1])


def _as_printed(text: str, label: str, start: int, end: int) -> str:
    """The label in the characters of the text: folding keeps lengths, so the folded label marks the place."""
    at = normalise(text).rfind(label, 0, end)
    return text[at : at + len(label)] if at >= 0 else label
