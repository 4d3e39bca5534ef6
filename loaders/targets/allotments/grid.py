"""From a grid of cells to a table of figures by indicator and region."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loaders.page.spans import Signal
from loaders.targets.allotments import headings as h
from loaders.targets.allotments.checks import doubts
from loaders.targets.allotments.model import AllotmentTable, Cell, Column, Row

Grid = Sequence[Sequence[Cell | None]]
_MAX_HEAD = 4


def table(grid: Grid) -> AllotmentTable | None:
    """The table that a grid is, with its regions above or at its left; None where it is another one."""
    return _upright(grid) or _upright(_turned(grid), turned=True)


def build(columns: Sequence[Column], rows: Sequence[Row], signals: Sequence[Signal], start: int) -> AllotmentTable:
    """A table with its checks."""
    places = [column.end for column in columns] + [row.end for row in rows] + [doubt.end for doubt in signals]
    found = sorted([*signals, *doubts(rows)], key=lambda doubt: (doubt.start, doubt.end))
    return AllotmentTable(start, max(places), tuple(columns), tuple(rows), tuple(found))


def _turned(grid: Grid) -> list[list[Cell | None]]:
    width = max((len(row) for row in grid), default=0)
    return [[row[place] if place < len(row) else None for row in grid] for place in range(width)]


def _upright(grid: Grid, *, turned: bool = False) -> AllotmentTable | None:
    """The table with its regions above; turned, what stands above units and numbers is a row and no column."""
    head = next((number for number, row in enumerate(grid[:_MAX_HEAD]) if len(_regions(row)) >= h.MIN_REGIONS), -1)
    if head < 0:
        return None
    regions = _regions(grid[head])
    above = [cell for row in grid[: head + 1] for cell in row if cell is not None]
    total = _column(grid[: head + 1], h.is_total)
    unit, sequence = (-1 if turned else _column(grid[: head + 1], what) for what in (h.is_unit_heading, h.is_sequence))
    reader = _Reader(regions, total, unit, sequence)
    for row in grid[head + 1 :]:
        reader.read(row)
    if not reader.rows:
        return None
    columns = [Column(cell.said, cell.start, cell.end) for cell in regions.values()]
    start = min([*(cell.start for cell in above), *(row.start for row in reader.rows)])
    return build(columns, reader.rows, reader.signals, start)


def _regions(row: Sequence[Cell | None]) -> dict[int, Cell]:
    return {place: cell for place, cell in enumerate(row) if cell is not None and h.is_region(cell.said)}


def _column(head: Grid, is_it: Callable[[str], bool]) -> int:
    """The column with such a heading; -1 without one."""
    return next((place for row in head for place, cell in enumerate(row) if cell is not None and is_it(cell.said)), -1)


class _Reader:
    """Reads the rows of one grid from top to bottom."""

    def __init__(self, regions: dict[int, Cell], total: int, unit: int, sequence: int) -> None:
        self.regions, self.total, self.unit, self.sequence = regions, total, unit, sequence
        self.rows: list[Row] = []
        self.signals: list[Signal] = []
        self.group: dict[int, str] = {}

    def read(self, row: Sequence[Cell | None]) -> None:
        """One row of the table: what it holds besides figures names it."""
        figures = {place: h.figure(cell) for place, cell in enumerate(row)}
        own = tuple(figures.get(place) for place in self.regions)
        taken = {*self.regions, self.total, self.unit, self.sequence}
        names = {
            place: cell
            for place, cell in enumerate(row)
            if cell is not None and place not in taken and figures[place] is None
        }
        filled = [cell for cell in row if cell is not None]
        strange = [
            cell
            for place in self.regions
            if place < len(row) and (cell := row[place]) is not None and figures[place] is None
        ]
        last = max(names, default=-1)
        if last < 0 or h.is_sequence(names[last].said) or all(figure is None for figure in own):
            return
        indicator, unit = h.name_and_unit(names[last].said)
        if 0 <= self.unit < len(row) and (cell := row[self.unit]) is not None:
            unit = cell.said
        self.group = {place: name for place, name in self.group.items() if place < min(names)} | {
            place: cell.said for place, cell in names.items() if place < last
        }
        self.signals.extend(
            Signal(cell.start, cell.end, f"表格中的“{cell.said}”不是数字")
            for cell in strange
            if not h.is_nothing(cell.said)
        )
        group = self.group[max(self.group)] if self.group else ""
        start, end = min(cell.start for cell in filled), max(cell.end for cell in filled)
        self.rows.append(Row(group, indicator, unit, figures.get(self.total), own, start, end))
