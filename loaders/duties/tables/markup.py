"""Tables in mark-up: cells that the file itself marks, markdown rows between bars, HTML rows between tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.duties.tables.grid import read, read_parts
from loaders.duties.tables.model import Box, Cell, Table, join
from loaders.page.blocks import Place
from loaders.page.text import Text

_MAX_ROW = 20_000
_MAX_SPAN = 200
_MAX_CELLS = 60
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
_BREAK = re.compile(r"<br[^<>]{0,20}>|\n|(?<=\S)[ ]{2,}(?=\S)")
_EDGE = re.compile(r"[\s*_`]*")
_LINE = re.compile(r"[^\n]*\n?")
_TOKEN = re.compile(r"<\\?(?P<close>/?)(?P<tag>[A-Za-z]+)[^<>]{0,2000}>|<[^<>]{0,2000}>")
_SPAN = re.compile(r"(?P<way>rowspan|colspan)\s*=\s*[\\\"']*(?P<count>\d{1,3})", re.IGNORECASE)
_BLOCKS = frozenset({"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})
_PARTS = frozenset({"tr", "td", "th"})
_HTML = re.compile(r"<t[dh]\b", re.IGNORECASE)


def marked(text: Text) -> Iterator[Table]:
    """Tables of files that mark their cells (docx, xlsx …), merged ones in every place that they fill."""
    yield from read_parts(
        text, ([[_box(text, place) for place in row] for row in grid] for grid in text.grids), "cells"
    )


def _box(text: Text, place: Place | None) -> Box:
    if place is None:
        return Box()
    return Box(tuple(_fragments(text, place.block.start, place.block.end)), place.repeated)


def markdown(text: Text) -> Iterator[Table]:
    """Tables whose rows are lines of cells between bars."""
    if "|" in text.folded:
        yield from read_parts(text, _between_bars(text), "markdown")


def _between_bars(text: Text) -> Iterator[list[list[Box]]]:
    """The grids of rows that follow each other, with nothing but blank lines between them."""
    folded = text.folded
    grid: list[list[Box]] = []
    end = place = 0
    outer = True
    while (bar := folded.find("|", place)) >= 0:
        start = folded.rfind("\n", place, bar) + 1 or place
        if grid and folded[end:start].strip():
            yield grid
            grid = []
        end = place = _row_end(folded, start, bar)
        if end - start <= _MAX_ROW and not _RULE.fullmatch(folded, start, end):
            bare = bool(grid) and not outer
            outer = folded[start:end].lstrip().startswith("|")
            grid.append(_boxes(text, start, end, bare=bare))
            outer = outer and not bare
    yield grid


def _row_end(folded: str, start: int, bar: int) -> int:
    """Where a row ends: with its line, or some lines later where a line break tore a cell apart."""
    end = _line_end(folded, bar)
    outer = not folded[start:bar].strip()
    for _ in range(5):
        if not outer or folded[start:end].rstrip().endswith("|") or end >= len(folded):
            break
        following = _LINE.match(folded, end)
        line = following.group().strip() if following is not None else ""
        if not line or line.startswith("|") or following is None or following.end() - start > _MAX_ROW:
            break
        end = following.end()
    return end


def _line_end(folded: str, place: int) -> int:
    found = folded.find("\n", place)
    return found + 1 if found >= 0 else len(folded)


def _boxes(text: Text, start: int, end: int, *, bare: bool) -> list[Box]:
    """The cells of one markdown row; an escaped bar belongs to its cell.

    Args:
        bare: whether the rows have no outer bars, so that one at the start follows an empty cell.
    """
    folded = text.folded
    start, end = text.trim(start, end)
    first = start + 1 if folded[start : start + 1] == "|" and not bare else start
    last = end - 1 if end > first and folded[end - 1] == "|" and folded[end - 2 : end - 1] != "\\" else end
    boxes: list[Box] = []
    place = first
    while place <= last and len(boxes) < _MAX_CELLS:
        bar = folded.find("|", place, last)
        while bar > 0 and folded[bar - 1] == "\\":
            bar = folded.find("|", bar + 1, last)
        bar = bar if bar >= 0 else last
        boxes.append(Box(tuple(_fragments(text, place, bar))))
        place = bar + 1
    return boxes


def _fragments(text: Text, start: int, end: int) -> Iterator[Cell]:
    """The parts of a cell between line breaks, without emphasis marks around them."""
    place = start
    for match in (*_BREAK.finditer(text.folded, start, end), None):
        stop = match.start() if match is not None else end
        front = _EDGE.match(text.folded, place, stop)
        first = front.end() if front is not None else place
        last = first + len(text.folded[first:stop].rstrip(" \n*_`"))
        if last > first:
            yield Cell(first, last)
        place = match.end() if match is not None else end


@dataclass
class _Page:
    """An HTML table while it is read: its grid, and the cells that reach into rows still to come."""

    grid: list[list[Box]] = field(default_factory=list)
    pending: dict[int, tuple[Box, int]] = field(default_factory=dict)
    parts: list[Cell] = field(default_factory=list)
    fragments: list[Cell] = field(default_factory=list)
    spans: dict[str, int] = field(default_factory=dict)
    in_cell: bool = False

    def words(self, text: Text, start: int, end: int) -> None:
        """A stretch between two tags."""
        start, end = text.trim(start, end)
        if self.in_cell and end > start:
            self.parts.append(Cell(start, end))

    def break_(self) -> None:
        """A tag that begins a new line inside a cell."""
        if self.parts:
            self.fragments.append(join(self.parts))
            self.parts = []

    def open_row(self) -> None:
        """<tr>"""
        self.close_cell()
        self.fill()
        self.grid.append([])

    def open_cell(self, tag: str) -> None:
        """<td> or <th>"""
        self.close_cell()
        if not self.grid:
            self.grid.append([])
        self.spans = {m["way"].lower(): min(int(m["count"]), _MAX_SPAN) for m in _SPAN.finditer(tag)}
        self.in_cell = True

    def close_cell(self) -> None:
        """The end of a cell, written or not."""
        if not self.in_cell:
            return
        self.break_()
        self.fill()
        box = Box(tuple(self.fragments))
        rows = self.spans.get("rowspan", 1)
        for number in range(max(1, self.spans.get("colspan", 1))):
            copy = box if number == 0 else Box(box.fragments, repeated=True)
            if len(self.grid[-1]) < _MAX_SPAN:
                if rows > 1:
                    self.pending[len(self.grid[-1])] = (Box(box.fragments, repeated=True), rows - 1)
                self.grid[-1].append(copy)
        self.fragments, self.in_cell = [], False

    def fill(self) -> None:
        """Put the cells that reach down from earlier rows in their places."""
        while self.grid and len(self.grid[-1]) in self.pending:
            place = len(self.grid[-1])
            box, left = self.pending.pop(place)
            if left > 1:
                self.pending[place] = (box, left - 1)
            self.grid[-1].append(box)


def html(text: Text) -> Iterator[Table]:
    """Tables between tags; closing tags may be missing, and tables may stand in each other."""
    if "<" not in text.raw or not _HTML.search(text.raw):
        return
    open_: list[_Page] = []
    place = 0
    for token in _TOKEN.finditer(text.raw):
        if open_:
            open_[-1].words(text, place, token.start())
        place = token.end()
        tag = (token["tag"] or "").lower()
        if tag == "table" and not token["close"]:
            open_.append(_Page())
        elif tag == "table" and open_:
            yield from _finish(text, open_.pop())
        elif tag in _PARTS or (tag in _BLOCKS and open_):
            open_ = open_ or [_Page()]
            _step(open_[-1], tag, token)
    if open_:
        open_[-1].words(text, place, len(text.raw))
    for page in reversed(open_):
        yield from _finish(text, page)


def _step(page: _Page, tag: str, token: re.Match[str]) -> None:
    if tag in _BLOCKS:
        page.break_()
    elif token["close"]:
        page.close_cell()
    elif tag == "tr":
        page.open_row()
    else:
        page.open_cell(token.group())


def _finish(text: Text, page: _Page) -> Iterator[Table]:
    page.close_cell()
    page.fill()
    yield from read(text, page.grid, "html")
