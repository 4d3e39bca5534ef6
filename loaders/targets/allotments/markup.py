"""Grids in mark-up: cells that the file itself marks, markdown rows between bars, HTML rows between tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.page.blocks import Place
from loaders.page.text import Text
from loaders.targets.allotments.model import Cell

_RULE = re.compile(r"[\s|:+=-]+")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>table|tr|td|th)\b(?P<rest>[^<>]{0,500})>", re.IGNORECASE)
_SPAN = re.compile(r"(?P<way>rowspan|colspan)\s*=\s*[\"']?(?P<count>\d{1,3})", re.IGNORECASE)
_WORDS = re.compile(r"<[^<>]{0,500}>|&(?:nbsp|ensp|emsp);|\s+|[*_`]{1,3}")
_MIN_BARS = 3
_MAX_ROW = 20_000
_MAX_SPAN = 200

Row = list[Cell | None]


def cell(text: Text, start: int, end: int) -> Cell | None:
    """The words between two offsets without tags and marks around them; None without words."""
    folded = text.folded
    said: list[str] = []
    first = last = -1
    place = start
    for gap in (*_WORDS.finditer(folded, start, end), None):
        stop = gap.start() if gap is not None else end
        if stop > place:
            first = place if first < 0 else first
            last = stop
            said.append(folded[place:stop])
        place = gap.end() if gap is not None else end
    return Cell(first, last, "".join(said)) if said else None


def marked(text: Text) -> Iterator[list[Row]]:
    """The tables of files that mark their cells; what fills several places names all of them, but counts once."""
    for grid in text.grids:
        yield [[_placed(text, place) for place in row] for row in grid]


def _placed(text: Text, place: Place | None) -> Cell | None:
    if place is None:
        return None
    found = cell(text, place.block.start, place.block.end)
    return None if place.repeated and found is not None and found.said[:1].isdigit() else found


def markdown(text: Text) -> Iterator[list[Row]]:
    """Runs of lines with cells between bars."""
    folded = text.folded
    grid: list[Row] = []
    done = 0
    bar = folded.find("|")
    while bar >= 0:
        start = folded.rfind("\n", done, bar) + 1 or done
        after = folded.find("\n", bar)
        end = after if after >= 0 else len(folded)
        if grid and folded[done:start].strip():
            yield grid
            grid = []
        if (
            end - start <= _MAX_ROW
            and not _RULE.fullmatch(folded, start, end)
            and folded.count("|", start, end) >= _MIN_BARS
        ):
            grid.append(_row(text, start, end))
        done = min(end + 1, len(folded))
        bar = folded.find("|", done)
    if grid:
        yield grid


def _row(text: Text, start: int, end: int) -> Row:
    start, end = text.trim(start, end)
    folded = text.folded
    place = start + 1 if folded[start] == "|" else start
    stop = end - 1 if folded[end - 1] == "|" else end
    cells: Row = []
    while place <= stop and len(cells) < _MAX_SPAN:
        bar = folded.find("|", place, stop)
        bar = bar if bar >= 0 else stop
        cells.append(cell(text, place, bar))
        place = bar + 1
    return cells


@dataclass
class _Page:
    """An HTML table while it is read."""

    grid: list[Row] = field(default_factory=list)
    pending: dict[int, tuple[Cell | None, int]] = field(default_factory=dict)
    opened: tuple[int, int, int] | None = None

    def close(self, text: Text, end: int) -> None:
        """The end of a cell; what reaches over several rows or columns names all of them, but counts once."""
        if self.opened is None:
            return
        start, down, across = self.opened
        self.opened = None
        found = cell(text, start, end)
        again = None if found is not None and found.said[:1].isdigit() else found
        self.fill()
        row = self.grid[-1]
        for number in range(across):
            if len(row) < _MAX_SPAN:
                if down > 1:
                    self.pending[len(row)] = (again, down - 1)
                row.append(found if number == 0 else again)

    def fill(self) -> None:
        """The cells that reach down from rows above."""
        row = self.grid[-1]
        while len(row) in self.pending:
            again, left = self.pending.pop(len(row))
            if left > 1:
                self.pending[len(row)] = (again, left - 1)
            row.append(again)

    def open(self, name: str, rest: str, end: int) -> None:
        """A tag that opens a row or a cell."""
        if name == "tr" or not self.grid:
            if self.grid:
                self.fill()
            self.grid.append([])
        if name != "tr":
            spans = {match["way"].lower(): min(int(match["count"]), _MAX_SPAN) for match in _SPAN.finditer(rest)}
            self.opened = (end, max(1, spans.get("rowspan", 1)), max(1, spans.get("colspan", 1)))


def html(text: Text) -> Iterator[list[Row]]:
    """The tables between tags, inner ones before those that hold them."""
    if "<t" not in text.raw and "<T" not in text.raw:
        return
    open_: list[_Page] = []
    for tag in _TAG.finditer(text.raw):
        name = tag["name"].lower()
        if name == "table" and not tag["close"]:
            if open_:
                open_[-1].close(text, tag.start())
            open_.append(_Page())
            continue
        page = open_[-1] if open_ else None
        if page is None:
            continue
        page.close(text, tag.start())
        if name == "table":
            yield open_.pop().grid
        elif not tag["close"]:
            page.open(name, tag["rest"], tag.end())
    for page in reversed(open_):
        page.close(text, len(text.raw))
        yield page.grid
