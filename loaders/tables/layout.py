"""Tables whose columns are kept apart by spaces only; one visual row may take several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.tables import names
from loaders.tables.columns import meaning
from loaders.tables.grid import Box, read
from loaders.tables.heads import FOOTER, MAX_LINE
from loaders.tables.model import Cell, Table, words
from loaders.text import Text

_SEGMENT = re.compile(r"[^\s\u3000]+(?:[ \u3000][^\s\u3000]+)*")
_SLACK = 2
_PROSE = 40
_Lines = list[list[tuple[int, int]]]


def layout(text: Text, heads: Sequence[int]) -> Iterator[Table]:
    """Tables whose columns are kept apart by two or more spaces, or tabs; a visual row may take several lines."""
    end = 0
    for place in heads:
        if place < end:
            continue
        start = text.raw.rfind("\n", 0, place) + 1
        end = start + 1 if start >= end else _end_of_line(text, place)
        head = _segments(text, start)
        known = [meaning(text.raw[a:b]) for a, b in head]
        if len(head) < 3 or sum(what is not None for what in known) < 2:
            continue
        if "\t" in text.raw[head[0][1] : head[-1][0]]:
            tables_found = [*read(text, [*_tabbed(text, start)], "layout")]
            end = max((table.end for table in tables_found), default=place + 1)
            yield from tables_found
            continue
        lines = _body(text, _end_of_line(text, start), len(head))
        end = max((b for line in lines for _, b in line[-1:]), default=_end_of_line(text, start))
        yield from _best(text, start, head, lines, "序号" in known)


def _tabbed(text: Text, place: int) -> Iterator[list[Box]]:
    """Lines of cells with one tab between them, down to the first line without."""
    while place < len(text.raw):
        end = _end_of_line(text, place)
        if "\t" not in text.raw[place:end]:
            return
        boxes: list[Box] = []
        for piece in re.finditer(r"[^\t\n]*(?:\t|$|\n)", text.raw[place:end]):
            start, last = text.trim(place + piece.start(), place + piece.end())
            boxes.append(Box((Cell(start, last),) if start < last else ()))
        yield boxes
        place = end


def _end_of_line(text: Text, place: int) -> int:
    found = text.raw.find("\n", place)
    return found + 1 if found >= 0 else len(text.raw)


def _segments(text: Text, start: int) -> list[tuple[int, int]]:
    end = min(_end_of_line(text, start), start + 4 * MAX_LINE)
    return [match.span() for match in _SEGMENT.finditer(text.raw, start, end)]


def _body(text: Text, place: int, width: int) -> list[list[tuple[int, int]]]:
    """The lines below a heading, each as segments, up to where running text begins."""
    lines: list[list[tuple[int, int]]] = []
    blank = 0
    while place < len(text.raw) and blank < 6:
        segments = _segments(text, place)
        end = _end_of_line(text, place)
        blank = 0 if segments else blank + 1
        prose = len(segments) == 1 and segments[0][1] - segments[0][0] > _PROSE and segments[0][0] - place < 4
        if prose or (len(segments) == 1 and width > 2 and _is_title(text, segments[0])):
            break
        if segments and not FOOTER.fullmatch(text.raw, place, end):
            lines.append(segments)
        place = end
    return lines


def _is_title(text: Text, segment: tuple[int, int]) -> bool:
    return re.match(r"附件?\s*\d|[一二三四五六七八九十]+、", text.raw[slice(*segment)]) is not None


def _best(text: Text, start: int, head: list[tuple[int, int]], lines: _Lines, numbered: bool) -> Iterator[Table]:
    """Dumps count a character as one or as two columns: the count under which more cells of bodies read is right."""
    found: list[list[Table]] = []
    for wide in (False, True):
        headings = [Box((Cell(a, b),)) for a, b in head]
        edges = _edges([_middle(text, start, segment, wide=wide) for segment in head])
        grid = [headings]
        for group in _groups(text, lines, numbered):
            grid.append(_place(text, group, edges, wide=wide))
        found.append([*read(text, grid, "layout")])
    yield from max(found, key=lambda tables: sum(_weight(text, table) for table in tables))


def _weight(text: Text, table: Table) -> int:
    cells = [words(text, cell).text for row in table.rows for _, cell in row.parties]
    return sum(2 if names.reads(said) else -1 for said in cells) - len(table.skipped)


def _middle(text: Text, line: int, segment: tuple[int, int], *, wide: bool) -> float:
    start, end = segment[0] - line, segment[1] - line
    if wide:
        raw = text.raw[line : segment[1]]
        start = start + sum(char > "\u2e80" for char in raw[:start])
        end = end + sum(char > "\u2e80" for char in raw)
    return (start + end) / 2


def _edges(middles: list[float]) -> list[float]:
    return [(a + b) / 2 for a, b in pairwise(middles)]


def _groups(text: Text, lines: _Lines, numbered: bool) -> Iterator[_Lines]:
    """The lines of each visual row: in numbered tables those around the number, else each line."""
    marks = [
        i for i, line in enumerate(lines) if re.fullmatch(r"\d{1,3}[.、]?", text.raw[slice(*line[0])].split(" ")[0])
    ]
    if not numbered or not marks:
        yield from ([line] for line in lines)
        return
    above = marks[0]
    start = 0
    for this, following in zip(marks, [*marks[1:], len(lines)], strict=True):
        # A number stands in the middle of its row: as many lines follow it as stand before it.
        below = min(above, following - this - 1) if above or following == len(lines) else following - this - 1
        end = this + 1 + below if following < len(lines) else min(len(lines), this + 1 + max(above + 1, below))
        yield lines[start:end]
        start, above = end, following - end


def _place(text: Text, group: _Lines, edges: list[float], *, wide: bool) -> list[Box]:
    boxes: list[list[Cell]] = [[] for _ in range(len(edges) + 1)]
    starts = [text.raw.rfind("\n", 0, line[0][0]) + 1 for line in group]
    all_ = [(first, segment) for first, line in zip(starts, group, strict=True) for segment in line]
    for first, line in zip(starts, group, strict=True):
        exact = len(line) == len(boxes)
        for number, segment in enumerate(line):
            middle = _middle(text, *_longest(first, segment, all_), wide=wide)
            column = number if exact else sum(edge < middle for edge in edges)
            boxes[column].append(Cell(*segment))
    return [Box(tuple(cells)) for cells in boxes]


def _longest(
    line: int, segment: tuple[int, int], all_: list[tuple[int, tuple[int, int]]]
) -> tuple[int, tuple[int, int]]:
    """The longest segment of a row that begins where a segment does: the last line of a cell may be short."""
    left = segment[0] - line
    near = [(start, other) for start, other in all_ if abs(other[0] - start - left) <= _SLACK]
    return max(near, key=lambda pair: pair[1][1] - pair[1][0])
