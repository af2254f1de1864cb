"""The typed plan of a question: what is asked of whom, for when, in what unit."""

from dataclasses import dataclass, field
from decimal import Decimal

from index.entities import Entity


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """A budget item named in the question; a form that fits several items keeps them all."""

    start: int
    end: int
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount that figures are held against (超过50万元, 不足两倍); ``unit`` is ``None`` where none is said."""

    comparator: str
    value: Decimal
    unit: str | None
    words: str


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """What the question asks for.

    ``operation`` says what is done with the figures found: lookup, explain, define, check, list, count, sum, average, difference,
    subtract, exclude, compare, maximum, minimum, rank, filter, several. ``figure`` says what is stated of each subject: printed,
    share, growth, previous, per_unit, times or excess (by how many per cent one is above the other); two-sided ones have their
    sides in ``parts``. ``nth``: the place in the ranking that is asked for; ``placed``: the body
    or row whose place is asked for; ``unchanged``: bodies whose figure did not change;
    ``excluded``: the words for the row that is left out. ``over``: the figures of all ``entities``,
    or of all ``rows`` of a table or list, whose kind is ``row_kind``. ``within``: the part of a share was named inside its whole.
    ``plain`` is the same question read without any operation: a figure may be printed under such words (税收增长率, 人均成本).

    ``content`` is the folded question with everything blanked that was understood otherwise (place, year, unit, courtesy);
    what is left must be found in the labels of a fact. ``missing`` names a slot that must be asked back: entity.
    ``named``: the question names a place or body itself; ``each_named``: several bodies, each named by itself; ``above``: only a
    region above the bodies was named; ``year_end``: the year was asked as a date (2020年末); ``base_year``: the year that a change
    is asked against; ``premises``: amounts that the question takes for granted; ``inside``: the item that a follow-up was asked
    within (其中…); ``carried``: what was taken over from earlier turns.
    """

    question: str
    folded: str
    language: str
    content: str
    operation: str = "lookup"
    figure: str = "printed"
    parts: tuple["QueryPlan", ...] = ()
    plain: "QueryPlan | None" = None
    within: bool = False
    over: str = ""
    row_kind: str = ""
    count: int | None = None
    nth: int | None = None
    placed: str = ""
    unchanged: bool = False
    excluded: str = ""
    ascending: bool = False
    limit: Limit | None = None
    entities: tuple[Entity, ...] = ()
    regions_asked: tuple[str, ...] = ()
    organisation_asked: str = ""
    unknown_place: str = ""
    periods: tuple[int, ...] = ()
    concepts: tuple[ConceptMention, ...] = ()
    codes: tuple[str, ...] = ()
    basis: str | None = None
    base_year: int | None = None
    direction: str | None = None
    measure: str | None = None
    unit: str | None = None
    missing: str | None = None
    named: bool = False
    each_named: bool = False
    above: bool = False
    year_end: bool = False
    yes_no: bool = False
    premises: tuple[Limit, ...] = ()
    assumed: tuple[str, ...] = field(default=())
    carried: tuple[str, ...] = field(default=())
    inside: "QueryPlan | None" = None
