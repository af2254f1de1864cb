"""The tables of a spreadsheet: used ranges apart from each other by blank rows or columns, merges as spans."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from index.readers.writer import PrintedCell

MAX_REGION_CELLS = 5_000_000
# Labels and their figures can have a blank column between them; a wider gap parts whatever stands on its sides.
MIN_COLUMN_GAP = 4

Cells = dict[tuple[int, int], "SheetCell"]


class Box(NamedTuple):
    """A rectangle of cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's shown text (blank for a cell that only has a border)."""

    text: str
    is_number: bool = False


def regions(cells: Cells, merges: Iterable[Box]) -> list[list[tuple[int, int]]]:
    """Places with text, grouped by region, from top to bottom and left to right."""
    boxes = [Box(row, column, row, column) for row, column in cells]
    boxes += [merge for merge in merges if (merge.top, merge.left) in cells and cells[merge.top, merge.left].text]
    found = []
    for leaf in _cut(boxes, cells):
        places = sorted({(box.top, box.left) for box in leaf if cells[box.top, box.left].text})
        if places:
            found.append(places)
    return found


def region_rows(places: list[tuple[int, int]], cells: Cells, merges: Iterable[Box]) -> list[list[PrintedCell]] | None:
    """Rows of a region, blank edges cut; None where it would hold too many cells."""
    edge = Box(
        min(row for row, _ in places),
        min(column for _, column in places),
        max(row for row, _ in places),
        max(column for _, column in places),
    )
    if (edge.bottom - edge.top + 1) * (edge.right - edge.left + 1) > MAX_REGION_CELLS:
        return None
    spans, covered = _spans(edge, merges)
    rows: list[list[PrintedCell]] = []
    for row in range(edge.top, edge.bottom + 1):
        printed: list[PrintedCell] = []
        for column in range(edge.left, edge.right + 1):
            if (row, column) in covered:
                continue
            cell = cells.get((row, column))
            rowspan, colspan = spans.get((row, column), (1, 1))
            printed.append(("" if cell is None else cell.text, rowspan, colspan))
        rows.append(printed)
    return rows


def _spans(edge: Box, merges: Iterable[Box]) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Spans by place, cut at the region's edge, and the places that they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for merge in merges:
        top, left = max(merge.top, edge.top), max(merge.left, edge.left)
        bottom, right = min(merge.bottom, edge.bottom), min(merge.right, edge.right)
        if top > bottom or left > right or (top, left) in covered:
            continue
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered.update(
            (row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        )
    return spans, covered


def _cut(boxes: list[Box], cells: Cells) -> list[list[Box]]:
    """Cut at blank rows, then at blank columns, until nothing is left to cut."""
    waiting, leaves = [boxes], []
    while waiting:
        group = waiting.pop()
        if not group:
            continue
        parts = _bands(group)
        if len(parts) == 1:
            parts = _side_by_side(group, cells)
        if len(parts) == 1:
            leaves.append(group)
        else:
            waiting.extend(reversed(parts))
    return leaves


def _bands(boxes: list[Box]) -> list[list[Box]]:
    parts: list[list[Box]] = []
    bottom = 0
    for box in sorted(boxes):
        if not parts or box.top > bottom + 1:
            parts.append([])
        parts[-1].append(box)
        bottom = max(bottom, box.bottom)
    return parts


def _side_by_side(boxes: list[Box], cells: Cells) -> list[list[Box]]:
    """Parts between blank columns that are tables of their own; a part without labels stays with the one before."""
    parts: list[list[Box]] = []
    edges: list[tuple[int, int]] = []
    for box in sorted(boxes, key=lambda found: (found.left, found.top)):
        if not parts or box.left > edges[-1][1] + 1:
            parts.append([box])
            edges.append((box.left, box.right))
        else:
            parts[-1].append(box)
            edges[-1] = (edges[-1][0], max(edges[-1][1], box.right))
    joined, spans = [parts[0]], [edges[0]]
    for part, (left, right) in zip(parts[1:], edges[1:], strict=True):
        first, last = spans[-1]
        narrow = first == last or left == right
        if left - last - 1 < MIN_COLUMN_GAP and (narrow or not _begins_with_labels(part, left, cells)):
            joined[-1].extend(part)
            spans[-1] = (first, right)
        else:
            joined.append(part)
            spans.append((left, right))
    return joined


def _begins_with_labels(part: list[Box], column: int, cells: Cells) -> bool:
    """Whether the first column holds more words than numbers."""
    first = [cells[box.top, box.left] for box in part if box.left == column]
    numbers = sum(cell.is_number for cell in first)
    return sum(bool(cell.text) for cell in first) - numbers > numbers
