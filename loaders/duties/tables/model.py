"""What a table of responsibilities is made of: cells with offsets, rows, tables, and the role that a column gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.lexicon.clauses import ANSWER, COOPERATE, LEAD
from loaders.lexicon.columns import DUTY
from loaders.page.text import Squeezed, Text


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell.

    Attributes:
        start, end: offsets of the words, trimmed; they may hold line breaks.
        holes: stretches between start and end that belong to another cell or are mark-up (a deadline that a printer
            put between two lines of the cell, a tag); empty for nearly all.
    """

    start: int
    end: int
    holes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A place in the grid.

    Attributes:
        fragments: the parts of its words that a line break or a tag keeps apart.
        repeated: whether it only repeats a cell that spans several rows or columns.
    """

    fragments: tuple[Cell, ...] = ()
    repeated: bool = False


Grid = Sequence[Sequence[Box]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that names a task and who answers for it.

    Attributes:
        start, end: offsets from its first to its last own cell; a body written once for several rows stands above.
        task: the cell that names the task.
        parties: label role (牵头, 配合 or 责任) and cell; a cell that lists bodies without separators comes as several.
        others: what else the row says of its task: meaning of the column (时限, 责任人, 科室 ..., "" where its heading
            is not known) and cell.
    """

    start: int
    end: int
    task: Cell
    parties: tuple[tuple[str, Cell], ...]
    others: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table that states responsibilities.

    Attributes:
        start, end: offsets from its heading to its last row.
        form: "markdown", "html", "cells", "layout", "csv", "flat", "fields", "cards", "drawn" or "json".
        roles: the label roles of its columns.
        rows: in the order of the text.
        skipped: what looks like a row but could not be read.
    """

    start: int
    end: int
    form: str
    roles: frozenset[str]
    rows: tuple[Row, ...]
    skipped: tuple[Cell, ...] = ()


def role(label_role: str, roles: frozenset[str]) -> str:
    """The role that a column gives, read by the columns beside it."""
    if label_role != DUTY:
        return label_role
    if LEAD in roles:
        return COOPERATE
    return LEAD if COOPERATE in roles else ANSWER


def words(text: Text, cell: Cell) -> Squeezed:
    """The words of a cell without white space, page numbers and holes; every character knows its offset."""
    if not cell.holes:
        return text.squeeze(cell.start, cell.end)
    parts: list[str] = []
    offsets: list[int] = []
    place = cell.start
    for start, end in (*cell.holes, (cell.end, cell.end)):
        part = text.squeeze(place, start)
        parts.append(part.text)
        offsets.extend(part.offsets[: len(part.text)])
        place = end
    return Squeezed("".join(parts), [*offsets, cell.end])


def join(cells: list[Cell]) -> Cell:
    """One cell from parts of it in the order of the text; what lies between them is a hole."""
    holes: list[tuple[int, int]] = []
    for number, cell in enumerate(cells):
        if number:
            holes.append((cells[number - 1].end, cell.start))
        holes.extend(cell.holes)
    return Cell(cells[0].start, cells[-1].end, tuple(holes))
