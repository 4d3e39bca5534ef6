"""Tables of figures written one cell a line, where a blank line more than usual is an empty cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from loaders.page.spans import Signal
from loaders.page.text import Text
from loaders.targets.allotments import headings as h
from loaders.targets.allotments.checks import adds_up
from loaders.targets.allotments.grid import build
from loaders.targets.allotments.model import AllotmentTable, Cell, Column, Row

_REGION = r"[ ]{0,8}[\u4e00-\u9fff]{1,7}[县市区州盟旗镇乡]"
_BREAK = r"[ ]{0,8}\n(?:[ ]{0,8}\n)?"
_TWO = re.compile(rf"^{_REGION}{_BREAK}{_REGION}{_BREAK}", re.MULTILINE)
# The seam of two such lines begins with a character of few places, which `_TWO` itself does not.
_SEAM = re.compile(rf"[县市区州盟旗镇乡]{_BREAK}(?={_REGION}{_BREAK})")
_MAX_HEADING = 16
_MAX_NAME = 40
_MAX_ABOVE = 12
_MAX_NAMES = 4
_MAX_RUN = 400
_MAX_HEADS = 200

Token = Cell | None


@dataclass
class _Place:
    """A row between its first name and the first name of the next one."""

    names: list[Cell]
    run: list[Token]
    numbered: bool


def tables(text: Text) -> Iterator[AllotmentTable]:
    """Every such table, in the order of the text."""
    done = 0
    while (two := _two(text.folded, done)) is not None:
        lines = _Lines(text, two.start())
        found = lines.table()
        done = max(two.end(), lines.reached if found is None else found.end)
        if found is not None:
            yield found


def _two(folded: str, start: int) -> re.Match[str] | None:
    """The next two lines, one below the other, that hold nothing but a name like a region's."""
    for seam in _SEAM.finditer(folded, start):
        line = folded.rfind("\n", 0, seam.start()) + 1
        two = _TWO.match(folded, line) if line >= start else None
        if two is not None:
            return two
    return None


class _Lines:
    """One table, around the place where two regions stand one below the other."""

    def __init__(self, text: Text, place: int) -> None:
        self.text = text
        start = self._head(place)
        head = text.folded[start:place] + text.folded[place : place + 200]
        self.spaced = len(re.findall(r"[^\n]\n[ ]*\n", head)) * 2 > head.strip().count("\n") / 2
        self.tokens = self._tokens(start)
        self.start = self.reached = start

    def _head(self, place: int) -> int:
        """Where the headings begin: short lines above the first region, not further than the title."""
        folded = self.text.folded
        start = place
        for _ in range(_MAX_ABOVE * 2):
            before = folded.rfind("\n", 0, max(0, start - 1)) + 1
            line = folded[before : max(before, start - 1)].strip()
            if start == 0 or len(line) > _MAX_HEADING or re.search(r"表$|[。:;]", line):
                break
            start = before
        while start < place and folded[start] in "\n ":
            start += 1
        return start

    def _tokens(self, start: int) -> Iterator[Token]:
        """The cells from an offset on: words, or None for an empty cell."""
        folded = self.text.folded
        place = start
        separated = True
        while place < len(folded):
            end = folded.find("\n", place)
            self.reached = end = end if end >= 0 else len(folded)
            first, last = self.text.trim(place, end)
            if last > first:
                yield Cell(first, last, folded[first:last].replace(" ", ""))
                separated = not self.spaced
            elif separated:
                yield None
            else:
                separated = True
            place = end + 1

    def table(self) -> AllotmentTable | None:
        """The table; None where the lines are none."""
        columns, total, first = self._columns()
        if len(columns) < h.MIN_REGIONS or not first:
            return None
        reader = _Rows(columns, total)
        for row in self._rows(first, reader):
            reader.read(row)
        return build(columns, reader.rows, reader.signals, self.start) if reader.rows else None

    def _columns(self) -> tuple[list[Column], int | None, list[Cell]]:
        """The regions, the place of the total among them, and the cells behind the headings that were read."""
        heads: list[Cell] = []
        behind: list[Cell] = []
        for token in self.tokens:
            if token is None:
                continue
            if token.said.isdigit() or len(token.said) > _MAX_HEADING or len(heads) > _MAX_HEADS:
                behind = [token]
                break
            if heads and h.goes_on(heads[-1].said, token.said):
                heads[-1] = Cell(heads[-1].start, token.end, heads[-1].said + token.said)
            else:
                heads.append(token)
        while heads and not (h.is_region(heads[-1].said) or h.is_total(heads[-1].said)):
            behind.insert(0, heads.pop())
        return *_split(heads), behind

    def _rows(self, first: list[Cell], reader: _Rows) -> Iterator[_Place]:
        """The rows: names, then numbers and empty cells up to the next name."""
        names: list[Cell] = []
        run: list[Token] = []
        numbered = False
        for token in chain(first, self.tokens):
            if token is None or h.figure(token) is not None or h.is_nothing(token.said):
                run.append(token)
                if len(run) > _MAX_RUN:
                    return
                continue
            if not names:
                numbered = any(cell is not None for cell in run)
            elif run:
                row, numbered = reader.close(names, run, numbered)
                if row is None:
                    return
                yield row
                names = []
            run = []
            names.append(token)
            if len(names) > _MAX_NAMES or len(token.said) > _MAX_NAME:
                return
        if names:
            yield from reader.last(names, run, numbered)


def _split(heads: list[Cell]) -> tuple[list[Column], int | None]:
    """The regions, and how many of them stand before the total; None without a total."""
    columns: list[Column] = []
    total: int | None = None
    for cell in heads:
        if h.is_total(cell.said) and total is None:
            total = len(columns)
        elif h.is_region(cell.said):
            columns.append(Column(cell.said, cell.start, cell.end))
    return columns, total


class _Rows:
    """Reads rows into figures."""

    def __init__(self, columns: list[Column], total: int | None) -> None:
        self.columns, self.total = columns, total
        self.rows: list[Row] = []
        self.signals: list[Signal] = []
        self.group = ""

    @property
    def width(self) -> int:
        """Cells in a row."""
        return len(self.columns) + (self.total is not None)

    def close(self, names: list[Cell], run: list[Token], numbered: bool) -> tuple[_Place | None, bool]:
        """A row, and whether its last number is the next row's own; None where no number follows the names."""
        if all(token is None for token in run):
            return None, False
        last = run[-1]
        following = last is not None and last.said.isdigit() and (len(run) > self.width or self._makes(run[:-1]))
        return _Place(names, run[:-1] if following else run, numbered), following

    def last(self, names: list[Cell], run: list[Token], numbered: bool) -> Iterator[_Place]:
        """The row at the end of the text, whose last empty cells the end may have taken; its sum must hold."""
        row, _ = self.close(names, run, numbered)
        if row is not None:
            if self._makes(row.run):
                row.run += [None] * (self.width - len(row.run))
            yield row

    def _makes(self, run: list[Token]) -> bool:
        """Whether the numbers of a row make up its total."""
        figures = [figure.value for token in run if (figure := h.figure(token)) is not None]
        if self.total is None or not self.total < len(figures) or len(figures) < 2:
            return False
        return adds_up(figures[: self.total] + figures[self.total + 1 :], figures[self.total])

    def read(self, place: _Place) -> None:
        """One row; where cells are lost or too many, it is left out with a signal."""
        names = place.names
        if place.numbered and len(names) > 1:
            self.group, names = names[0].said, names[1:]
        indicator, unit = h.name_and_unit("".join(name.said for name in names))
        figures = [h.figure(token) for token in place.run]
        while len(figures) > self.width and figures[-1] is None:
            figures.pop()
        filled = [figure for figure in figures if figure is not None]
        start, end = names[0].start, max(figure.end for figure in filled)
        if len(figures) != self.width:
            what = "少" if len(figures) < self.width else "多"
            count = abs(len(figures) - self.width)
            self.signals.append(Signal(start, end, f"“{indicator}”这一行{what} {count} 格，不能确定各数属于哪一列"))
            return
        total = figures.pop(self.total) if self.total is not None else None
        self.rows.append(Row(self.group, indicator, unit, total, tuple(figures), start, end))
