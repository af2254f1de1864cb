"""Cases checked against the documents they speak of, before anybody is judged by them.

Run: python -m eval.checking DOCUMENTS QUESTIONS...

Every quote stands verbatim in its file, every table, row and column label is printed there, every expression gives its figure,
and every other figure is printed at one of the places cited.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from eval.cases import Case, Expect, cases_of
from eval.judging import same_value
from index.amount import find_numbers
from index.cleaning import normalise, squash
from index.readers.reading import read_file

_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
}


def problems(case: Case, sources: dict[str, str]) -> Iterator[str]:
    """What is wrong with a case; nothing where it holds. ``sources`` are the texts of the documents by file name."""
    for expect in (case.expect, *case.expect.alternatives):
        yield from (f"{case.id}: {problem}" for problem in _problems(expect, sources))


def _problems(expect: Expect, sources: dict[str, str]) -> Iterator[str]:
    if expect.status != "answered" and not expect.reason:
        yield "declined without a reason"
    if expect.status == "answered" and not (expect.figures or expect.text or expect.items or expect.contains):
        yield "answered without anything to be said"
    for place in expect.cites:
        if place.file not in sources:
            yield f"no document {place.file}"
            continue
        text = squash(sources[place.file])
        printed = [place.quote or "", place.table or "", *place.row, *place.column]
        levels = [level for label in printed for level in (label.split("/") if label in place.column else [label])]
        yield from (f"{words!r} is not printed in {place.file}" for words in levels if squash(words) not in text)
    if expect.compute is not None and expect.figures:
        found, wanted = value_of(expect.compute), Decimal(expect.figures[0].value)
        if not same_value(found, wanted, rounded=True):
            yield f"{expect.compute} gives {found}, not {wanted}"
    for figure in expect.figures:
        if figure.compute is not None and not same_value(value_of(figure.compute), Decimal(figure.value), rounded=True):
            yield f"{figure.compute} gives {value_of(figure.compute)}, not {figure.value}"
    yield from _unprinted(expect, sources)


def _unprinted(expect: Expect, sources: dict[str, str]) -> Iterator[str]:
    """Figures that stand in none of the documents cited and that no expression gives."""
    files = {place.file for place in expect.cites} or set(sources)
    values = {number.value for file in files if file in sources for number in find_numbers(normalise(sources[file]))}
    for figure in expect.figures:
        value = Decimal(figure.value)
        moved = {value, value / 10_000, value * 10_000, value / 10**8, value * 10**8, abs(value)}
        counted = figure.unit is None or bool(expect.items)
        computed = figure.compute is not None or expect.compute is not None
        if not computed and not counted and not moved & values:
            yield f"{figure.value} is printed in none of {sorted(files)}"


def value_of(expression: str) -> Decimal:
    """An arithmetic expression over decimal numbers. Raises ``ValueError`` for anything else."""
    exact = _exact(ast.parse(expression, mode="eval").body, expression)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("1.00000000")).normalize()


def _exact(node: ast.expr, expression: str) -> Fraction:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_exact(node.left, expression), _exact(node.right, expression))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_exact(node.operand, expression)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        written = ast.get_source_segment(expression, node)
        return Fraction(written or str(node.value))
    raise ValueError(f"{expression!r} is no arithmetic")


def sources_of(folder: Path) -> dict[str, str]:
    """The texts of the documents of a folder, as the readers give them."""
    return {path.name: read_file(path).text for path in sorted(folder.iterdir()) if path.is_file()}


def main() -> None:
    """Print every problem; exit code 1 where there is one."""
    sources = sources_of(Path(sys.argv[1]))
    found = [problem for path in sys.argv[2:] for case in cases_of(Path(path)) for problem in problems(case, sources)]
    print("\n".join(found) or "All cases hold.")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
