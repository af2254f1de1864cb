"""What a list says: its rows in the document's order, each with its place, or how many there are."""

from assistant import wording
from assistant.composing import Composer, Said, figure_of, warnings_of
from assistant.contract import Figure
from assistant.results import Listing

_MOST_CITED = 60


def say_listing(listing: Listing, composer: Composer) -> Said:
    """The words of a list."""
    figures: list[Figure] = []
    rows: list[str] = []
    facts = []
    for row in listing.rows[:_MOST_CITED]:
        if row.fact is not None:
            number = composer.cite(row.fact)
            if number is None:
                continue
            facts.append(row.fact)
            if row.fact.amount is not None:
                figures.append(figure_of(row.fact, listing.plan, [number]))
            moved = row.fact.amount is not None and row.fact.amount.value != 0
            way = (row.fact.direction or "") if row.fact.basis == "change" and moved else ""
            rows.append(f"{row.name}：{way}{wording.amount_or_text(row.fact)}[{number}]")
        else:
            if row.anchor is not None:
                number = composer.cite_name(row.anchor, row.span)
            else:
                number = composer.cite_place(row.document, *row.span)
            rows.append(f"{row.name}”[{number}]" if listing.operation == "define" else f"{row.name}[{number}]")
    if listing.operation != "define":
        figures.append(_count(listing, composer))
    return Said(
        "answered",
        wording.listed(listing, rows),
        origin="quoted" if listing.operation == "define" else "extracted",
        figures=figures,
        warnings=warnings_of(composer, facts),
    )


def _count(listing: Listing, composer: Composer) -> Figure:
    """The number of rows, counted; it is derived from the rows cited and printed nowhere."""
    row = listing.documents[0] if listing.documents else None
    return Figure(
        label=listing.of,
        entity=row.entity if row else "",
        period=row.period if row else None,
        basis="derived",
        value=str(len(listing.rows)),
        unit=listing.unit,
        printed="",
        derived=True,
        formula=f"count:{len(listing.rows)}",
        citations=[citation.number for citation in composer.citations[-len(listing.rows) :]],
    )
