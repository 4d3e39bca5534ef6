"""What a table is made of that gives each region its share of an indicator."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.page.spans import Signal


@dataclass(frozen=True, slots=True)
class Column:
    """A region, park or the level's own share (市本级); a name wrapped over two lines is one name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell, with its offsets."""

    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator.

    Attributes:
        group: what several rows stand under, as the table writes it; "" without.
        indicator: its name without the unit.
        unit: as the row or its column of units says; "" without.
        total: the figure of all regions together; None where the table has none.
        figures: one for each column; None for an empty cell.
        start, end: offsets from its name (or its total, where that stands first) to its last figure.
    """

    group: str
    indicator: str
    unit: str
    total: Figure | None
    figures: tuple[Figure | None, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AllotmentTable:
    """A table of figures by indicator and region.

    Attributes:
        start, end: offsets from its first heading to its last figure.
        columns: in the order of the text.
        rows: those whose figures certainly belong to their columns.
        signals: sums that fail, and rows that were left out.
    """

    start: int
    end: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell: offsets of its words, and the words without white space and tags."""

    start: int
    end: int
    said: str
