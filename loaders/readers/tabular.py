"""Rows of a sheet to tables and paragraphs: a row of one cell above, below or between tables is a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.readers.model import Cell, Writer

_LONGEST_HEADING = 40
Merged = Mapping[tuple[int, int], tuple[int, int]]
"""First place of a merged cell (row and column from 1) -> how many rows and columns it fills."""


@dataclass(frozen=True)
class Row:
    """A row with words: its number, its cells by column, and whether an empty row stands before it."""

    number: int
    cells: dict[int, str]
    apart: bool = False

    @property
    def lone(self) -> bool:
        """Whether it holds one cell only: a title, a note, a paragraph, or the heading of a part of the table."""
        return len(self.cells) == 1

    @property
    def long(self) -> bool:
        """Whether its one cell is too long for the heading of a part."""
        return self.lone and len(next(iter(self.cells.values()))) > _LONGEST_HEADING


def grouped(writer: Writer, rows: Sequence[Row], merged: Merged, sheet: int) -> None:
    """Write a sheet: its tables, and the rows of one cell above, below and between them as paragraphs."""
    for group in _groups(rows):
        if group[0].lone:
            for row in group:
                writer.paragraph(next(iter(row.cells.values())), sheet=sheet, row=row.number)
        else:
            writer.table([cell for row in group for cell in _cells(row, merged)], sheet)


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Tables, and paragraphs between them: a lone short row right between two rows of a table is part of it."""
    group: list[Row] = []
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        heads = following is not None and not (row.apart or row.long or following.lone or following.apart)
        alone = row.lone and not (heads and group and not group[0].lone)
        if group and (alone != group[0].lone or (row.apart and not alone)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _cells(row: Row, merged: Merged) -> list[Cell]:
    return [
        Cell(words, row.number, column, *merged.get((row.number, column), (1, 1)))
        for column, words in row.cells.items()
    ]
