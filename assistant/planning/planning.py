"""A question to a QueryPlan: its sentences put together, the operation of each, and the sides of two-sided ones."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.planning import english, words
from assistant.planning.carrying import (
    completed,
    in_unit,
    inside,
    level_of,
    names_total_only,
    of_fund,
    of_rows,
    says_item,
    with_body,
    with_body_named_later,
    with_item,
)
from assistant.planning.frame import Frame
from assistant.planning.numerals import number_of
from assistant.planning.operations import spot
from assistant.planning.places import spot_places
from assistant.planning.plan import ConceptMention, Limit, QueryPlan
from assistant.planning.question import asks, by_measure, by_premise, fold, language_of, of_which, sentences, wholes_of
from assistant.planning.sides import alike, of_accounts, of_one_row
from assistant.planning.statement import Library, statement
from index.amount import dimension, find_numbers
from index.concepts import Concepts
from index.entities import Entity, entity_of

_MOST_PARTS = 4
_BOTH = 2
# Several measures of one thing: 数量和金额.
_MEASURE = r"(?:单价|数量|金额|价值|面积|总价|总额|(?<=辆)数|人数|批次|人次|场次)"
_MEASURES = re.compile(
    rf"(?<=[^\s，。？]{{2}}){_MEASURE}(?:(?:(?:和|与|及|、|以及|，)(?:多少|几)?|多少|几){_MEASURE})+"
)
_TAIL = 14
_CONTAINS = re.compile(r"^[，、]?(?:包括|包含)")


def plan(
    question: str,
    entities: tuple[str, ...],
    appears: Callable[[str, tuple[Entity, ...]], bool] = lambda words, bodies: False,
    shares: Callable[[str, tuple[Entity, ...]], bool] = lambda words, bodies: True,
    owner: Callable[[str], tuple[str, str] | None] = lambda text: None,
    language: str | None = None,
) -> QueryPlan:
    """The plan of a question against a library of publishing bodies. Of several sentences the asking ones count.

    What an asking sentence leaves unsaid is taken from the sentences before it; what other sentences claim changes nothing.
    ``language``: that of the answer, where it is not to be the question's own.
    """
    library = Library(entities, appears, shares, owner)
    folded = fold(question)
    language = language or language_of(folded)
    text, wholes = wholes_of(english.translated(folded))
    asked: list[QueryPlan] = []
    told: QueryPlan | None = None
    for sentence, premise in _clauses(text):
        planned = _each_measure(sentence, language, library)
        whole = asked[-1] if asked else told
        if premise:
            asked.append(_taken_for_granted(planned, whole, sentence))
            continue
        if sentence.startswith("其中") and whole is not None:
            planned = inside(planned, whole)
        if asked and planned.figure == "share" and len(planned.parts) == 1 and not planned.named:
            planned = replace(planned, parts=(planned.parts[0], asked[-1]))  # …2065万元？其中人员经费占百分之几？
        of_other_fund = of_fund(planned, asked[-1]) if asked and asks(sentence) else None
        if of_other_fund is not None:
            asked.append(of_other_fund)  # 水利执法监督的全部支出是多少？一般公共预算财政拨款是多少？
        elif asked and _asks_other_measure(planned, asked[-1]):
            asked.append(_in_measure(asked[-1], planned))
        elif asked and not sentence.startswith("其中") and _is_tail(sentence, planned):
            asked = [in_unit(each, planned) for each in asked] + _tail(planned, asked[-1])
        elif asks(sentence) and (says_item(planned) or planned.operation != "lookup" or not asked):
            before = asked[-1] if asked else told
            asked.append(of_rows(planned, before) if before else planned)
        elif asked and not says_item(planned) and planned.each_named and asked[-1].over == "entities":
            asked[-1] = with_body(asked[-1], planned)  # …的是哪家：长安、馆陶、鹿泉
        elif asked and not says_item(planned):
            asked = [in_unit(completed(each, planned), planned) for each in asked]  # …？馆陶县政府办，2021年
        else:
            told = completed(planned, told) if told else planned
    asked = with_body_named_later(
        [each for each in asked if says_item(each) or each.operation != "lookup"] or asked[-1:]
    )
    if not asked:
        asked = [told or _planned(text, language, library)]
    if len(asked) == 1:
        taken = wholes if asked[0].operation == "lookup" and not asked[0].yes_no else ()
        return replace(asked[0], question=question, premises=(*asked[0].premises, *taken))
    first = asked[0]
    return replace(
        first, question=question, folded=folded, operation="several", figure="printed", parts=tuple(asked[:_MOST_PARTS])
    )


def _clauses(text: str) -> Iterator[tuple[str, bool]]:
    """What a question is planned by, one after the other, and whether it is one of several amounts that are to be judged."""
    for whole in sentences(text):
        pieces = by_premise(whole)
        if len(pieces) > 1:
            yield from ((piece, True) for piece in pieces)
            continue
        yield from ((part, False) for clause in by_measure(whole) for part in of_which(clause))


def _taken_for_granted(planned: QueryPlan, before: QueryPlan | None, sentence: str) -> QueryPlan:
    """One of several amounts to be judged; what it leaves unsaid is that of the one before, but for the account and the change.

    三公减少10万元，去年是67万元: the second is a level of the same item.
    """
    if before is None:
        return replace(planned, yes_no=True)
    other = replace(
        before,
        basis=None,
        base_year=None,
        direction=None,
        figure="printed",
        premises=(),
        operation="lookup",
        plain=None,
    )
    kinds = {dimension(premise.unit) for premise in planned.premises if premise.unit} & {"money", "count", "area"}
    if planned.measure is None and len(kinds) == 1:
        planned = replace(planned, measure=next(iter(kinds)))
    if "其中" in sentence[:4] or _CONTAINS.match(sentence):
        planned = inside(planned, other)
    planned = of_one_row([other, planned])[1]
    another = (other.measure or "money") != planned.measure or re.search(_MEASURE, planned.folded) is not None
    if planned.basis is None and another and _asks_other_measure(planned, replace(other, measure=None)):
        done = replace(_in_measure(other, planned), premises=planned.premises)
    else:
        done = completed(planned, other)
    return replace(done, yes_no=True, plain=None)


def _asks_other_measure(planned: QueryPlan, before: QueryPlan) -> bool:
    """Whether a clause asks for the same thing in another dimension: …多少平方米，值多少万元."""
    said = says_item(replace(planned, content=re.sub(_MEASURE, " ", planned.content))) and not names_total_only(planned)
    if said or planned.named or planned.parts or before.each_named or planned.measure is None:
        return False
    return planned.operation in {"lookup", "sum"} and planned.figure == "printed" and planned.measure != before.measure


def _in_measure(plan: QueryPlan, said: QueryPlan) -> QueryPlan:
    """A plan in the dimension that the clause behind it asks for."""
    kept = plan.operation if plan.operation == "exclude" else "lookup"
    item = re.sub(_MEASURE, lambda match: " " * len(match.group()), plan.content)
    return replace(
        plan,
        folded=f"{item.strip()} {said.folded}",
        content=f"{item} {' '.join(re.findall(_MEASURE, said.folded))}",
        operation=kept,
        over="",
        row_kind="",
        measure=said.measure,
        unit=said.unit,
        parts=tuple(replace(part, measure=said.measure, unit=said.unit) for part in plan.parts),
        plain=None,
    )


def _is_tail(sentence: str, planned: QueryPlan) -> bool:
    """A short sentence behind a question that names nothing itself (各多少？ 为什么？ 减了多少？)."""
    return (
        len(sentence) <= _TAIL
        and not planned.named
        and not planned.concepts
        and not planned.codes
        and not planned.periods
    )


def _tail(planned: QueryPlan, before: QueryPlan) -> list[QueryPlan]:
    """What a tail asks besides: the reason or the change of what was asked; else nothing that the answer does not say anyway."""
    explains = planned.operation == "explain" and before.operation != "explain"
    changes = planned.basis == "change" and before.basis != "change"
    explained = planned.basis == "change" and before.operation == "explain"
    if not (explains or changes or explained) or before.over or before.parts:
        return []
    return [
        replace(
            with_item(replace(with_body(planned, before), content="", folded=""), before),
            periods=before.periods,
            plain=None,
        )
    ]


def _each_measure(sentence: str, language: str, library: Library) -> QueryPlan:
    """The plan of one sentence; a look-up of several measures of one thing is several look-ups."""
    both = _both_accounts(sentence, language, library)
    if both is not None:
        return both
    planned = _previous_too(_planned(sentence, language, library), sentence)
    parts_named = _parts_named(planned, sentence)
    if parts_named is not None:
        return parts_named
    match = _MEASURES.search(sentence)
    if match is None or planned.operation != "lookup" or planned.figure != "printed" or planned.each_named:
        return planned
    parts = [
        _planned(sentence[: match.start()] + measure.group() + sentence[match.end() :], language, library)
        for measure in re.compile(_MEASURE).finditer(sentence, match.start(), match.end())
    ]
    return replace(planned, operation="several", parts=tuple(parts), plain=None)


def _both_accounts(sentence: str, language: str, library: Library) -> QueryPlan | None:
    """Budget and final account of one item, each for itself or their difference (公务接待费预算数和决算数, 预算和决算相差多少)."""
    match = words.BOTH_ACCOUNTS.search(sentence)
    if (
        match is None
        or match["first"] == match["second"]
        or (match.end() < len(sentence) and sentence[match.end()] in "表")
    ):
        return None
    rest = sentence[match.end() :]
    apart = spot(rest).operation in {"difference", "compare"}
    tail = " 多少" if apart else rest
    parts = tuple(
        replace(_planned(f"{sentence[: match.start()]}{account}{tail}", language, library), plain=None)
        for account in (match["first"], match["second"])
    )
    if not all(says_item(part) and part.operation == "lookup" for part in parts):
        return None
    operation = "difference" if apart else "several"
    return replace(parts[0], operation=operation, figure="printed", basis=None, parts=parts)


def _parts_named(planned: QueryPlan, sentence: str) -> QueryPlan | None:
    """The parts of an item that is called after them, each for itself (公务用车购置和运行费分别是多少)."""
    if planned.operation != "lookup" or planned.figure != "printed" or len(planned.concepts) != 1 or planned.parts:
        return None
    mention = planned.concepts[0]
    concepts = Concepts.load()
    parts = [part for concept in mention.concepts[:1] for part in concepts.parts(concept)]
    name = planned.content[mention.start : mention.end]
    if not words.EACH.search(sentence) or len(parts) != _BOTH or not re.search(r"和|与|及|、", name):
        return None
    named = []
    for part in parts:
        form = concepts.name(part)
        mentions = (ConceptMention(0, len(form), (part,)),)
        named.append(replace(planned, content=form, folded=form, concepts=mentions, plain=None))
    return replace(planned, operation="several", parts=tuple(named), plain=None)


def _previous_too(planned: QueryPlan, sentence: str) -> QueryPlan:
    """Last year's figure beside what else a sentence asks for (去年是多少，降了百分之几; 与上年相比怎么样，两年各多少)."""
    if words.BOTH_YEARS.search(sentence) and planned.basis == "change" and not planned.parts:
        now = replace(planned, operation="lookup", figure="printed", basis=None, base_year=None, plain=None)
        return replace(
            planned,
            operation="several",
            parts=(now, replace(now, figure="previous", basis="previous"), replace(now, basis="change")),
            plain=None,
        )
    if words.CHANGE_AND_RATE.search(sentence) and planned.basis == "change" and not planned.parts:
        change = replace(planned, operation="lookup", figure="printed", plain=None)
        return replace(planned, operation="several", parts=(change, replace(change, figure="growth")), plain=None)
    if planned.figure != "growth" or planned.parts or words.PREVIOUS_ASKED.search(sentence) is None:
        return planned
    previous = replace(planned, figure="previous", basis="previous", plain=None)
    return replace(planned, operation="several", figure="printed", parts=(previous, planned), plain=None)


def _planned(text: str, language: str, library: Library) -> QueryPlan:
    """The plan of one sentence: its operation, and the statement or the two sides that it is about."""
    frame = spot(text)
    plain = None if frame == Frame(text) else statement(text, text, language, library)
    if frame.figure == "share" and words.SHARE_MOVED.search(text):
        return _moved_share(
            statement(text, text, language, library), [_side(s, language, library) for s in frame.sides]
        )
    if frame.sides:
        sides = [_side(side, language, library) for side in frame.sides]
        sides = [
            completed(side, other) if (side.folded if frame.operation == "check" else said).strip() else side
            for said, side, other in zip(frame.sides, sides, [*sides[1:], sides[0]], strict=True)
        ]
        sides = of_one_row(alike(of_accounts(sides, frame.sides)))
        if frame.figure == "share" and any(side.basis != "change" for side in sides[1:] or sides):
            sides = [level_of(side) for side in sides]  # …减少多少，占支出的比例: of the figure, not of its change
        if plain is not None and plain.named and not any(side.named for side in sides):
            sides = [with_body(side, plain) for side in sides]
        # A share or a multiple is said of the bodies of its first side; the other side may be all of them.
        said_of = sides[:1] if frame.figure in {"share", "times", "excess"} else sides
        entities = tuple(dict.fromkeys(entity for side in said_of for entity in side.entities))
        assert plain is not None
        return replace(
            plain,
            plain=plain,
            operation=frame.operation,
            figure=frame.figure,
            parts=tuple(sides),
            within=frame.within,
            entities=entities or plain.entities,
            missing=sides[0].missing,
            unknown_place=next((side.unknown_place for side in sides if side.unknown_place), ""),
            each_named=len(entities) > 1,
            ascending=frame.ascending,
            nth=frame.nth,
        )
    planned = statement(frame.text, text, language, library)
    return replace(_framed(planned, frame, library), plain=plain)


def _moved_share(planned: QueryPlan, sides: list[QueryPlan]) -> QueryPlan:
    """By how much a share rose or fell is printed or not known: the share itself is no answer (占…比重比上年提高多少)."""
    name = "占".join("".join(side.content.split()) for side in sides) or "".join(planned.content.split())
    name = name if "占" in name else f"{name}占"
    return replace(planned, basis="change", content=name, concepts=(), measure=None, unit=None)


def _side(text: str, language: str, library: Library) -> QueryPlan:
    frame = spot(text)
    return _framed(statement(frame.text, text, language, library), frame, library)


def _framed(planned: QueryPlan, frame: Frame, library: Library) -> QueryPlan:
    """A statement with what is to be done with it, and with the bodies that 各单位 or 哪家 stand for."""
    operation = frame.operation if frame.operation != "lookup" else planned.operation
    figure = frame.figure
    if figure == "printed" and planned.basis == "previous":
        figure = "previous"
    planned = replace(
        planned,
        operation=operation,
        figure=figure,
        over=frame.over,
        row_kind=frame.row_kind,
        count=frame.count,
        nth=frame.nth,
        unchanged=frame.unchanged,
        excluded=frame.excluded,
        ascending=frame.ascending,
        limit=frame.limit,
    )
    if frame.quoted:
        quoted = [number for words_quoted in frame.quoted for number in find_numbers(words_quoted)[:1]]
        premises = tuple(Limit("=", number.value, number.unit, "") for number in quoted)
        planned = replace(planned, premises=(*planned.premises, *premises))
    if figure == "growth":
        compared = operation in {"compare", "maximum", "minimum", "rank", "difference"}
        planned = replace(planned, basis="change", direction=frame.direction if compared else planned.direction)
    planned = _of_measure(planned, frame)
    if frame.over != "entities" or planned.unknown_place:
        return planned
    if planned.each_named:
        return planned
    if frame.placed:
        if len(planned.entities) != 1 or not planned.named:
            return replace(planned, over="")
        planned = replace(planned, placed=planned.entities[0].name, above=False)
    elif len(planned.entities) == 1 and planned.named and not planned.above:
        kept = frame.operation in {"count", "maximum", "minimum", "rank", "sum", "average"}
        return replace(planned, over="rows", row_kind="units", operation=frame.operation if kept else "list")
    bodies = planned.entities if planned.above else tuple(entity_of(name) for name in library.entities)
    if "政府办" in frame.among or "政府办公室" in frame.among:
        bodies = tuple(body for body in bodies if body.organisation == "政府办")
    number = re.search(r"[二两三四五六七八九十\d]+", frame.among)
    if number and number_of(number.group()) != len(bodies) and not planned.above:
        return replace(planned, entities=(), missing="entity")  # 三家单位 of five: which?
    if frame.excluded:
        out = spot_places(frame.excluded, library.entities, library.appears).entities
        bodies = tuple(body for body in bodies if body not in out) if out else ()
    return replace(
        planned, entities=bodies, missing=None, above=False, each_named=len(bodies) > 1, named=True, assumed=()
    )


def _of_measure(planned: QueryPlan, frame: Frame) -> QueryPlan:
    """What is counted is not asked in money: 超过7辆的单位, 谁的车多."""
    limit = dimension(frame.limit.unit) if frame.limit and frame.limit.unit else "money"
    if limit in {"count", "area"}:
        return replace(planned, measure=limit, unit=None)
    held = frame.operation in {"compare", "difference", "sum", "maximum", "minimum", "rank", "filter"}
    if held and planned.measure is None and "车辆" in planned.content and not words.WORTH.search(planned.folded):
        return replace(planned, measure="count")
    return planned
