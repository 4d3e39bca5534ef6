"""From the lines and tables of pages to paragraphs: lines that a printer broke are put together, over pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.readers import columns
from loaders.readers.assembling import joint, same_columns
from loaders.readers.laid import Line, Page, PdfTable
from loaders.readers.margins import FORM as _FORM
from loaders.readers.margins import NOTE as _NOTE
from loaders.readers.model import Cell, Writer

_BREAKS = re.compile(
    r"[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十百]+[条章节]|附件?\s*\d*[:：]?$"
)
_GAP = "  "
_SENTENCE_END = "。！？；：!?;:"
# What a line is not broken inside of: a word, closing marks and what stands before them, quotes and what they touch.
_WORD = r"(?:[A-Za-z0-9.%+·-]+|.)"
_PIECE = re.compile(rf"[《〈（(【〔「]*{_WORD}(?:[“‘”’]+{_WORD}?|[》〉）)】〕」，。、；：！？,.;:!?%…—]+)*")
_SHORT, _INDENT, _APART = 1.0, 0.6, 1.9
"""In sizes of a character: how exact a margin is, what is an indent; in line pitches: what parts paragraphs."""


def write(writer: Writer, pages: list[Page]) -> None:
    """Write pages whose lines stand in the order of reading."""
    _Paragraphs(writer, pages).write()


def write_notes(writer: Writer, notes: Sequence[tuple[int, Sequence[Line]]]) -> None:
    """Write footnotes at the end of the text.

    Args:
        notes: the lines of the notes of each page; a line that begins with a mark begins a note.
    """
    for number, lines in notes:
        words = ""
        for line in lines:
            if words and _NOTE.match(line.words):
                writer.paragraph(words, kind="note", page=number)
                words = ""
            words += (joint(words, line.words) if words else "") + line.words
        writer.paragraph(words, kind="note", page=number)


@dataclass
class _Paragraphs:
    """Writes the lines of all pages as paragraphs and tables."""

    writer: Writer
    pages: list[Page]
    last: Line | None = None
    table: PdfTable | None = None
    cells: list[Cell] = field(default_factory=list)

    def write(self) -> None:
        """Write the document."""
        edges = _edges([line for page in self.pages for line in page.lines])
        indents = _has_indents(self.pages, edges)
        for page in self.pages:
            for item in columns.ordered(page):
                if isinstance(item, PdfTable):
                    self._table(item, page)
                else:
                    self._end_table()
                    joint = self._joint(item, edges, indents=indents)
                    self.writer.paragraph(item.words, page=page.number, joint=joint)
                    self.last = item._replace(page=page.number)
        self._end_table()

    def _table(self, table: PdfTable, page: Page) -> None:
        """Take a table; one with the same columns as the table right before it, on the page before, goes on with it."""
        self.last = None
        if self.table is None or not self.cells or not same_columns(self.table.edges, table.edges):
            self._end_table()
        above = max((cell.row + cell.rows - 1 for cell in self.cells), default=0)
        made = [Cell(c.words, above + c.row, c.column, c.rows, c.columns, page.number) for c in table.cells]
        if self.cells and _goes_on(self.cells, made, above + 1):
            below = {cell.column: cell for cell in made if cell.row == above + 1}
            self.cells = [_with(cell, below) if cell.row + cell.rows - 1 == above else cell for cell in self.cells]
            made = [cell._replace(row=cell.row - 1) for cell in made if cell.row > above + 1]
        self.table, self.cells = table, [*self.cells, *made]

    def _end_table(self) -> None:
        if self.cells:
            self.writer.table(self.cells)
        self.table, self.cells = None, []

    def _joint(self, line: Line, edges: dict[int, tuple[float, float]], *, indents: bool) -> str | None:
        """What joins a line to the one before; None where it begins a paragraph."""
        last = self.last
        if last is None or abs(last.size - line.size) > 0.2 * line.size:
            return None
        if _GAP in last.words or _GAP in line.words:
            return None
        if _FORM.match(line.words) and (_FORM.match(last.words) or last.words[-1] in _SENTENCE_END):
            return None  # the next field of a form
        left, right = edges[line.column][0], edges[last.column][1]
        # Below a full line that breaks off in the midst of a sentence a bracket with a number goes on with it.
        goes_on = last.words[-1].isalnum() and last.right > right - _SHORT * last.size and line.words[0] in "（("
        if _BREAKS.match(line.words) and not (goes_on and line.left < left + _INDENT * line.size):
            return None
        if last.right + _width(line) < right - _SHORT * last.size or line.left > left + _INDENT * line.size:
            return None
        same = last.page == line.page and last.column == line.column
        if same and line.top - last.top > _APART * max(last.pitch, 1.2 * line.size):
            return None
        if not indents and last.words[-1] in _SENTENCE_END:
            return None
        return joint(last.words, line.words)


def _goes_on(cells: Sequence[Cell], made: Sequence[Cell], first: int) -> bool:
    """Whether the first row of a page goes on with the last one of the page before: its place for a number is empty."""
    # Figures further right may well be missing: the number of a row stands in its first column.
    left = min(cell.column for cell in (*cells, *made))
    words = {c.column: c.words.strip() for c in made if c.row == first and c.rows == 1 and c.column == left}
    for column, said in words.items():
        above = [cell.words.strip() for cell in cells if cell.column == column and cell.row > 1]
        if not said and above and all(word.isdigit() for word in above):
            return True
    return False


def _with(cell: Cell, below: dict[int, Cell]) -> Cell:
    """A cell with the words that stand on the next page."""
    more = below.get(cell.column)
    return cell._replace(words=cell.words + more.words) if more is not None else cell


def _width(line: Line) -> float:
    """How wide the first piece of a line is, which the line before had no room for if they belong together."""
    piece = _PIECE.match(line.words)
    return line.size * sum(1.0 if char > "\u2000" else 0.6 for char in piece.group()) if piece is not None else 0.0


def _edges(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """The left and the right margin of each column, by what most lines keep to."""
    edges: dict[int, tuple[float, float]] = {}
    for column in {line.column for line in lines}:
        inside = [line for line in lines if line.column == column]
        lefts = Counter(round(line.left) for line in inside)
        long = sorted(line.right for line in inside)
        edges[column] = (float(lefts.most_common(1)[0][0]), long[int(0.9 * (len(long) - 1))])
    return edges


def _has_indents(pages: Sequence[Page], edges: dict[int, tuple[float, float]]) -> bool:
    """Whether paragraphs of a document begin with an indent of about two characters."""
    lines = [line for page in pages for line in page.lines]
    steps = [(line.left - edges[line.column][0]) / line.size for line in lines if line.size]
    return sum(1.5 < step < 2.6 for step in steps) > 0.03 * len(lines)
