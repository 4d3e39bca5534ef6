"""What a reader makes of a file: the plain text, where its words stand, what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.errors import ReadError
from loaders.page.blocks import Block, Kind

_DEAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_BREAK = re.compile(r"\s*[\r\n\v\f\u2028\u2029]+\s*")
_EDGES = " \t\r\n\u00a0\u3000\u2002\u2003\u2009\u200b"


class Notice(NamedTuple):
    """Something that the user should know of a reading that went well.

    Attributes:
        reason: the same words for every file that it is true of, so that a summary can count files.
        detail: what is particular to this file; may be empty.
    """

    reason: str
    detail: str = ""


@dataclass(frozen=True)
class Reading:
    """The content of one file.

    Attributes:
        raw: the plain text; paragraphs are kept apart by blank lines, rows of tables are lines of cells between bars.
        blocks: where the words of `raw` stand, in the order of the text; empty for files that are plain text.
        sheets: names of the tables by number, where they have names (sheets of a workbook).
        facts: what the file says of itself: "title", "issuer", "date" (YYYY-MM-DD), "source" (an address).
        notices: what was guessed, mended or left out.
        doubtful: lines of a picture that were recognised without much certainty, as they stand in `raw`.
    """

    raw: str
    blocks: tuple[Block, ...] = ()
    sheets: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    doubtful: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The same as lists and strings."""
        return {
            "raw": self.raw,
            "blocks": self.blocks,
            "sheets": self.sheets,
            "facts": self.facts,
            "notices": self.notices,
            "doubtful": self.doubtful,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Reading:
        """What `to_json` made; it comes from a process that read a hostile file, so nothing but plain values is taken.

        Raises:
            TypeError, ValueError, KeyError: it is not of that form.
        """
        return cls(
            str(value["raw"]),
            tuple(Block(str(kind), *map(int, rest)) for kind, *rest in value["blocks"]),  # type: ignore[arg-type]
            tuple(map(str, value["sheets"])),
            {str(key): str(word) for key, word in value["facts"].items()},
            tuple(Notice(str(reason), str(detail)) for reason, detail in value["notices"]),
            tuple(map(str, value["doubtful"])),
        )


class Cell(NamedTuple):
    """A cell on its way into the text: its words, place and size."""

    words: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    page: int = 0


@dataclass
class Writer:
    """Writes the plain text of a file and notes where everything stands.

    Attributes:
        limit: characters that the text may have.
        name: of the file, for the error.
    """

    limit: int
    name: str = ""
    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    tables: int = 0

    def paragraph(
        self,
        words: str,
        *,
        kind: Kind = "paragraph",
        page: int = 0,
        level: int = 0,
        joint: str | None = None,
        sheet: int = 0,
        row: int = 0,
    ) -> None:
        """Write a paragraph; one without words is left out.

        Args:
            joint: what stands between it and the paragraph that it goes on with (on a new line or page); None if it
                begins one.
            sheet, row: where it stands in a workbook, outside of the tables there.
        """
        words = clean(words)
        if not words:
            return
        if self.parts:
            self._put("\n\n" if joint is None else joint)
        start = self.length
        self._put(words)
        block = Block(kind, start, self.length, page, level, sheet, row)
        if joint is not None and self.blocks and self.blocks[-1][3:] == block[3:] and self.blocks[-1].kind == kind:
            start = self.blocks.pop().start
        self.blocks.append(block._replace(start=start))

    def table(self, cells: Sequence[Cell], number: int = 0) -> None:
        """Write a table, a row a line, cells between bars; empty cells are there, but no block.

        Args:
            cells: in the order of rows and columns, numbered from 1; only the first place of a merged cell.
            number: of the table; the next one if 0.

        Two tables side by side are written one after the other, each where it stands in the grid.
        """
        parts = side_by_side(cells)
        if len(parts) > 1:
            for part in parts:
                self.table(part, number)
            return
        rows: dict[int, list[Cell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell)
        if not any(clean(cell.words) for cell in cells):
            return
        self.tables = number or self.tables + 1
        width = max(cell.column + cell.columns for cell in cells) - 1
        self._put("\n\n" if self.parts else "")
        for place, row in enumerate(sorted(rows)):
            self._put("\n" if place else "")
            self._row(rows[row], width)

    def _row(self, row: Sequence[Cell], width: int) -> None:
        column = 1
        self._put("|")
        for cell in row:
            self._put(" |" * (cell.column - column))
            column = cell.column + 1
            self._put(" ")
            start = self.length
            self._put(in_cell(cell.words))
            if self.length > start:
                place = (cell.row, cell.column, cell.rows, cell.columns)
                self.blocks.append(Block("cell", start, self.length, cell.page, 0, self.tables, *place))
                self._put(" ")
            self._put("|")
        self._put(" |" * (width + 1 - column))

    def _put(self, words: str) -> None:
        self.length += len(words)
        if self.length > self.limit:
            raise too_long(self.name, self.limit)
        self.parts.append(words)

    def reading(
        self,
        *,
        sheets: Sequence[str] = (),
        facts: dict[str, str] | None = None,
        notices: Sequence[Notice] = (),
        doubtful: Sequence[str] = (),
    ) -> Reading:
        """What was written."""
        kept = {key: clean(word) for key, word in (facts or {}).items() if clean(word)}
        return Reading("".join(self.parts), tuple(self.blocks), tuple(sheets), kept, tuple(notices), tuple(doubtful))


def side_by_side(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The parts of a table that are tables of their own: the same headings stand again further to the right.

    Before the second part may stand an empty column. A first row such as 指标, 一季度, 二季度 has no heading twice and
    stays whole; so does a table in which a cell reaches over both parts below its head.
    """
    first = min((cell.row for cell in cells), default=0)
    head = sorted((cell for cell in cells if cell.row == first and clean(cell.words)), key=lambda cell: cell.column)
    words = ["".join(clean(cell.words).split()) for cell in head]
    half = len(head) // 2
    if half < 2 or len(head) % 2 or words[:half] != words[half:] or len(set(words)) != half:
        return [list(cells)]
    border = head[half].column
    if any(cell.column < border < cell.column + cell.columns for cell in cells):
        return [list(cells)]
    left = [cell for cell in cells if cell.column < border]
    right = [cell for cell in cells if cell.column >= border]
    return [left, *side_by_side(right)]


def clean(words: str) -> str:
    """Words without control characters and without white space around them; line breaks become plain ones."""
    return _BREAK.sub("\n", _DEAD.sub("", words)).strip(_EDGES)


def in_cell(words: str) -> str:
    """The words of a cell on one line: two spaces stand for a line break, and a bar is escaped."""
    return clean(words).replace("\n", "  ").replace("|", "\\|")


def too_long(name: str, limit: int) -> ReadError:
    """The error of a text with too many characters."""
    return ReadError(f"“{name}”的文字超过 {limit} 字。", "请拆成几份再读入，或调大 QIANTOU_READ_CHARACTERS。")
