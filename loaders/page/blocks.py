"""Where the words of a text stand in its file: paragraphs, headings, cells of tables, with page, row and column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

Kind = Literal["paragraph", "heading", "cell", "note"]


class Block(NamedTuple):
    """A stretch of the plain text and its place in the file.

    Attributes:
        kind: "note" is a footnote, an endnote or a comment that stands at the end of the text.
        start, end: offsets in the plain text, end exclusive; blocks do not overlap and are in the order of the text.
        page: from 1; 0 where the file has no pages or does not tell.
        level: of a heading, from 1; 0 for the title of the document and for everything else.
        table: number of the table (of the sheet in a workbook), from 1; 0 outside of tables.
        row, column: of a cell, from 1; in a workbook as its rows are numbered there.
        rows, columns: how many of them a merged cell fills.
    """

    kind: Kind
    start: int
    end: int
    page: int = 0
    level: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1


class Place(NamedTuple):
    """A place in the grid of a table: the cell that fills it, and whether it only reaches here from another place."""

    block: Block
    repeated: bool


Grid = list[list[Place | None]]
"""The rows of a table; None where no cell with words reaches."""


def at(blocks: Sequence[Block], offset: int) -> Block | None:
    """The block that holds an offset; between two blocks the one before."""
    found = bisect_right(blocks, offset, key=_start) - 1
    return blocks[found] if found >= 0 else None


def _start(block: Block) -> int:
    return block.start


def cells(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The cells of each table, in the order of the text.

    Where rows begin anew another table begins: two that stand side by side in one sheet have its number both.
    """
    for (kind, _), group in groupby(blocks, key=lambda block: (block.kind, block.table)):
        if kind != "cell":
            continue
        table: list[Block] = []
        for block in group:
            if table and block.row < table[-1].row:
                yield table
                table = []
            table.append(block)
        yield table


def grid(table: Sequence[Block]) -> Grid:
    """The rows of a table from its first to its last; merged cells stand in every place that they fill."""
    first = min(block.row for block in table)
    height = max(block.row + block.rows for block in table) - first
    width = max(block.column + block.columns for block in table) - 1
    rows: Grid = [[None] * width for _ in range(height)]
    for block in table:
        top, left = block.row - first, block.column - 1
        for down in range(block.rows):
            for across in range(block.columns):
                if rows[top + down][left + across] is None:
                    rows[top + down][left + across] = Place(block, repeated=bool(down or across))
    return rows
