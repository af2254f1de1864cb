"""The typed plan of a question: what is asked of whom, for when, in what unit."""

from dataclasses import dataclass, field

from index.entities import Entity


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """A budget item named in the question; a form that fits several items keeps them all."""

    start: int
    end: int
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """What the question asks for.

    ``content`` is the folded question with everything blanked that was understood otherwise (place, year, unit, courtesy);
    what is left must be found in the labels of a fact. ``missing`` names a slot that must be asked back: entity.
    ``each_named``: several bodies, each named by itself; ``above``: only a region above the bodies was named;
    ``year_end``: the year was asked as a date (2020年末).
    """

    question: str
    folded: str
    language: str
    content: str
    operation: str = "lookup"
    entities: tuple[Entity, ...] = ()
    regions_asked: tuple[str, ...] = ()
    organisation_asked: str = ""
    unknown_place: str = ""
    periods: tuple[int, ...] = ()
    concepts: tuple[ConceptMention, ...] = ()
    codes: tuple[str, ...] = ()
    basis: str | None = None
    direction: str | None = None
    measure: str | None = None
    unit: str | None = None
    missing: str | None = None
    each_named: bool = False
    above: bool = False
    year_end: bool = False
    assumed: tuple[str, ...] = field(default=())
