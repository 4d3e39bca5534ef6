"""The order of reading of a page: its columns, what stands on one line, where its tables come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.readers.laid import Line, Page, PdfTable

_GUTTER = 8.0
_FILLED = 0.7
_NARROWEST = 7.0
"""In sizes of a character: narrower than this no column of running text is."""
_STRAY = 30
"""One line in so many may cross the gap between two columns: a heading, a figure's caption."""


def in_columns(page: Page) -> list[Line]:
    """The lines in the order of reading, each with the number of its column (0 where the page has one)."""
    gutters = _gutters(page)
    if not gutters:
        return _with_pitch(_rows(page.lines))

    def crosses(line: Line) -> bool:
        return any(line.left < gutter < line.right for gutter in gutters)

    bands: list[list[Line]] = [[]]
    head = _head(page.lines)
    for line in sorted(page.lines, key=lambda line: line.top):
        if line in head or crosses(line):
            bands.extend([[line], []])
        else:
            bands[-1].append(line)
    result: list[Line] = []
    for band in bands:
        if len(band) == 1 and (band[0] in head or crosses(band[0])):
            result.extend(band)
            continue
        for number, side in enumerate(_columns(band, gutters), 1):
            result.extend(_with_pitch([line._replace(column=number) for line in _rows(side)]))
    return result


def _head(lines: Sequence[Line]) -> list[Line]:
    """The lines above the columns, such as a short title in the middle: nothing stands beside them."""
    ordered = sorted(lines, key=lambda line: line.top)
    head: list[Line] = []
    for line, following in pairwise(ordered):
        if following.top < line.bottom:
            break
        head.append(line)
    return head if len(head) < len(ordered) / 2 else []


def _gutters(page: Page) -> list[float]:
    """The middles of the gaps between columns of running text, from left to right; none where there is one column."""
    lines = page.lines
    if len(lines) < 8:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    narrow = [line for line in lines if line.right - line.left < 0.6 * (right - left)]
    steps = int((right - left) / 2) + 2
    covered = [0] * steps
    for line in narrow:
        for step in range(int((line.left - left) / 2), min(steps, int((line.right - left) / 2) + 1)):
            covered[step] += 1
    for number, share in ((1, 0.3), (2, 0.2), (3, 0.12)):
        gaps = _gaps(covered, range(int(share * steps), int((1 - share) * steps)), len(lines) // _STRAY)
        wide = sorted((gap for gap in gaps if 2 * (gap[1] - gap[0]) >= _GUTTER), key=lambda gap: gap[0] - gap[1])
        found = sorted(left + gap[0] + gap[1] for gap in wide[:number])
        if len(found) == number and _parts(narrow, found, len(lines)):
            return found
    return []


def _parts(lines: Sequence[Line], gutters: Sequence[float], whole: int) -> bool:
    """Whether gaps part most lines of a page into columns of running text."""
    columns = _columns([line for line in lines if not any(line.left < at < line.right for at in gutters)], gutters)
    full = all(len(column) > 3 and _fills(column) for column in columns)
    return full and sum(map(len, columns)) > 0.5 * whole


def _columns(lines: Sequence[Line], gutters: Sequence[float]) -> list[list[Line]]:
    """The lines between the gaps."""
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        columns[sum(line.right > gutter for gutter in gutters)].append(line)
    return columns


def _gaps(covered: Sequence[int], middle: range, stray: int) -> Iterator[tuple[int, int]]:
    """The stretches that no more than `stray` lines cross."""
    start = None
    for step in (*middle, middle.stop):
        free = step < middle.stop and covered[step] <= stray
        if free and start is None:
            start = step
        elif not free and start is not None:
            yield start, step
            start = None


def _fills(lines: Sequence[Line]) -> bool:
    """Whether lines are running text: most of them reach from one side of the column to the other."""
    width = max(line.right for line in lines) - min(line.left for line in lines)
    if width < _NARROWEST * sorted(line.size for line in lines)[len(lines) // 2]:
        return False  # the cells of a table
    return sum(line.right - line.left > _FILLED * width for line in lines) > 0.5 * len(lines)


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom; what stands on one line is put together, as far apart as on the page."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        if rows and abs(line.top - rows[-1][0].top) < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    left = min((line.left for line in lines), default=0.0)
    return [_joined(sorted(row, key=lambda line: line.left), left) for row in rows]


def _joined(row: list[Line], left: float) -> Line:
    if len(row) == 1:
        return row[0]
    words = ""
    for line in row:
        at = int(2 * (line.left - left) / line.size)
        wide = sum(2 if char > "\u2e80" else 1 for char in words)
        words += (" " * max(2, at - wide) if words else "") + line.words
    return row[0]._replace(words=words, right=row[-1].right)


def _with_pitch(lines: list[Line]) -> list[Line]:
    """Each line with its distance from the one before."""
    result: list[Line] = []
    steps = sorted(b.top - a.top for a, b in pairwise(lines))
    usual = steps[len(steps) // 2] if steps else 0.0
    for line in lines:
        result.append(line._replace(pitch=usual))
    return result


def ordered(page: Page) -> Iterator[Line | PdfTable]:
    """Lines and tables in the order of reading."""
    tables = sorted(page.tables, key=lambda table: table.box.top)
    for line in page.lines:
        while tables and line.top > tables[0].box.top and line.column < 2:
            yield tables.pop(0)
        yield line
    yield from tables
