"""Tables as rows of cells, whatever lines them up: the file's own cells, bars, tabs and wide gaps, one cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.page.text import Text, kept

Cell = tuple[int, int]
"""Offsets of a cell's words, without white space at its ends; equal ones for an empty cell."""
Row = list[Cell]

_RULE = re.compile(r"[\s|:+=-]*")
_GAP = re.compile(r"\t+|[ \u3000]{2,}")
_BAR = re.compile(r"\|")
_LINE = re.compile(r"[^\n]+")
_FIRST = re.compile(r"(?m)^[ ]*(?:序号|编号)[ ]*$")
_NUMBER = re.compile(r"\d{1,3}")
_FEWEST_CELLS, _MOST_CELLS = 3, 14
_LONGEST_LINE = 2_000


@kept
def tables(text: Text) -> tuple[list[Row], ...]:
    """Every table of a text; each has two rows or more."""
    return (*_marked(text), *_drawn(text), *_stacked(text))


def _marked(text: Text) -> Iterator[list[Row]]:
    for grid in text.grids:
        rows = [
            [
                (0, 0) if place is None or place.repeated else text.trim(place.block.start, place.block.end)
                for place in row
            ]
            for row in grid
        ]
        if len(rows) > 1:
            yield rows


def _drawn(text: Text) -> Iterator[list[Row]]:
    """Runs of lines with cells between bars or wide gaps."""
    folded, raw = text.folded, text.raw
    if "|" not in folded and "\t" not in raw and "  " not in folded:
        return
    rows: list[Row] = []
    bars = False
    for line in _LINE.finditer(folded):
        words = line.group()
        if not words.strip() or (bars and _RULE.fullmatch(words)):
            continue
        by_bars = words.count("|") >= _FEWEST_CELLS - 1
        row = _cells(text, *line.span(), by_bars=by_bars) if len(words) < _LONGEST_LINE else []
        if rows and (by_bars is not bars or len(row) != len(rows[0])):
            if len(rows) > 1:
                yield rows
            rows = []
        if _FEWEST_CELLS - by_bars <= len(row) <= _MOST_CELLS:
            rows.append(row)
            bars = by_bars
    if len(rows) > 1:
        yield rows


def _cells(text: Text, start: int, end: int, *, by_bars: bool) -> Row:
    start, end = text.trim(start, end)
    if by_bars:
        start += text.folded.startswith("|", start)
        end -= text.folded.endswith("|", start, end)
    row: Row = []
    place = start
    for gap in _BAR.finditer(text.folded, start, end) if by_bars else _GAP.finditer(text.raw, start, end):
        row.append(text.trim(place, gap.start()))
        place = gap.end()
    row.append(text.trim(place, end))
    return row


def _stacked(text: Text) -> Iterator[list[Row]]:
    """Tables with one cell a line: the headings up to the line 1, then rows that each begin with the next number."""
    for first in _FIRST.finditer(text.folded):
        lines = [text.trim(*line.span()) for line in _LINE.finditer(text.folded, first.start(), first.start() + 60_000)]
        lines = [(start, end) for start, end in lines if end > start]
        words = [text.folded[start:end] for start, end in lines]
        width = next((i for i, word in enumerate(words[: _MOST_CELLS + 1]) if word == "1"), 0)
        if width < _FEWEST_CELLS:
            continue
        rows, place = [lines[:width]], width
        while words[place : place + 1] == [str(len(rows))]:
            after = next(
                (i for i in range(place + 1, place + 3 * width) if words[i : i + 1] == [str(len(rows) + 1)]), None
            )
            stop = after if after is not None else min(place + width, len(lines))
            rows.append(lines[place:stop])
            place = stop
        if len(rows) > 1:
            yield rows
