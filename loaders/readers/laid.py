"""A page as it is laid out, from whatever format: characters, lines and ruled tables with their places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from loaders.readers.unseen import Unseen

LEANS = 8.0
"""Degrees from a right angle: a line that is turned so far is a watermark."""


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


class Line(NamedTuple):
    """A line, or what stands on it in one column; places in points from the top left corner of the page."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    column: int = 0
    page: int = 0
    pitch: float = 0.0


class PdfCell(NamedTuple):
    """A cell of a table."""

    words: str
    row: int
    column: int
    rows: int
    columns: int


@dataclass
class PdfTable:
    """A ruled table: where it stands, the edges of its columns, its cells in order."""

    box: Box
    edges: tuple[float, ...]
    cells: list[PdfCell]


@dataclass
class Page:
    """What stands on a page.

    Attributes:
        usual: the size that most words of the document have.
        unseen: what of it is not read, and why.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PdfTable]
    usual: float = 0.0
    unseen: Unseen = field(default_factory=Unseen)

    def add(self, other: Page, *, below: bool) -> None:
        """Put what stands on another page on this one, below what is there already if that is so."""
        edges = [line.bottom for line in self.lines] + [table.box.bottom for table in self.tables]
        down = max(edges, default=0.0) + 1.0 if below else 0.0
        self.lines.extend(line._replace(top=line.top + down, bottom=line.bottom + down) for line in other.lines)
        for table in other.tables:
            box = table.box._replace(top=table.box.top + down, bottom=table.box.bottom + down)
            self.tables.append(replace(table, box=box))

    def words(self) -> str:
        """All of it without white space."""
        inside = [cell.words for table in self.tables for cell in table.cells]
        return "".join("".join([*(line.words for line in self.lines), *inside]).split())


class Char(NamedTuple):
    """A character and its box, in points from the top left corner of the page."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


class Placing(Protocol):
    """A text whose every character has a box on the page; lines end in line ends."""

    text: str

    def box(self, place: int) -> Char:
        """A character and its place; as high as its font, whatever the glyph."""
