"""From characters with their places, and the rules drawn among them, to the lines and the tables of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.readers.laid import Box, Char, Line, Page, PdfCell, PdfTable, Placing
from loaders.readers.ruled import Rules, grids

CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]")
# Typesetting leaves a gap between Chinese and Latin characters, which comes out as a space.
_HAN, _LATIN = "[\u2e80-\u9fff，。、；：（）]", "[A-Za-z0-9%]"
_AUTOSPACE = re.compile(f"(?<={_HAN}) (?={_LATIN})|(?<={_LATIN}) (?={_HAN})")
LINE_END = re.compile("[\r\n]+")
_WIDE = 1.4
"""In sizes of a character: a gap that keeps two columns apart."""
_SAME = 4.0
_ROOM = 1.2


def assembled(
    text: Placing, rules: Rules | None, number: int, width: float, height: float, columns: tuple[float, ...] = ()
) -> Page:
    """The page that a text and the rules drawn on it make."""
    boxes = grids(rules) if rules is not None else []
    boxes = [cells for cells in boxes if _is_table(cells, columns)]
    tables: list[PdfTable] = []
    used: set[int] = set()
    if boxes:
        tables = _tables(text, boxes, used)
    lines = [line for line in _lines(text, used) if line.words]
    return Page(number, width, height, lines, tables)


def _is_table(cells: Sequence[tuple[Box, PdfCell]], columns: tuple[float, ...]) -> bool:
    """Whether cells make a table and not only a frame."""
    several = len({cell.column for _, cell in cells}) > 1
    return several and (len({cell.row for _, cell in cells}) > 1 or same_columns(_edges(cells), columns))


def _edges(cells: Sequence[tuple[Box, PdfCell]]) -> tuple[float, ...]:
    return tuple(sorted({round(box.left, 1) for box, _ in cells}))


def same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two tables have their columns in the same places."""
    return len(one) == len(other) and all(abs(a - b) < _SAME for a, b in zip(one, other, strict=True))


# -- lines -------------------------------------------------------------------------------------------------------------


def _lines(text: Placing, used: set[int]) -> Iterator[Line]:
    place = 0
    for end in (*LINE_END.finditer(text.text), None):
        stop = end.start() if end is not None else len(text.text)
        if not used:
            yield from _segments(text, place, stop)
        else:
            yield from _without(text, place, stop, used)
        place = end.end() if end is not None else stop


def _without(text: Placing, start: int, end: int, used: set[int]) -> Iterator[Line]:
    """The parts of a line that no table has taken."""
    place = start
    while place < end:
        while place < end and place in used:
            place += 1
        stop = place
        while stop < end and stop not in used:
            stop += 1
        yield from _segments(text, place, stop)
        place = stop


def _segments(text: Placing, start: int, end: int) -> Iterator[Line]:
    """A line of text; what a wide gap keeps apart comes as several."""
    while start < end and text.text[start].isspace():
        start += 1
    while start < end and text.text[end - 1].isspace():
        end -= 1
    if start >= end:
        return
    first = text.box(start)
    begin = start
    place = text.text.find(" ", start, end)
    while place > 0:
        after = place + 1
        while after < end and text.text[after].isspace():
            after += 1
        right, left = text.box(place - 1), text.box(after)
        if left.left - right.right > _WIDE * (first.bottom - first.top) or left.left < right.left:
            yield _line(text, begin, place)
            begin = after
        place = text.text.find(" ", after, end)
    yield _line(text, begin, end)


def _line(text: Placing, start: int, end: int) -> Line:
    first, last = text.box(start), text.box(end - 1)
    words = _AUTOSPACE.sub("", text.text[start:end].replace("\x02", "").replace("\ufffe", ""))
    # A Chinese character is as wide as its font is large; the height of its box may be less.
    size = max(1.0, first.bottom - first.top, first.right - first.left)
    return Line(words.strip(), first.left, first.top, last.right, first.bottom, size)


# -- tables ------------------------------------------------------------------------------------------------------------


def _tables(text: Placing, boxes: list[list[tuple[Box, PdfCell]]], used: set[int]) -> list[PdfTable]:
    """Every character goes to the cell that its middle stands in; `used` gets the places of those."""
    chars = [(place, text.box(place)) for place, char in enumerate(text.text) if not char.isspace()]
    tables: list[PdfTable] = []
    for cells in boxes:
        whole = Box(
            min(box.left for box, _ in cells),
            min(box.top for box, _ in cells),
            max(box.right for box, _ in cells),
            max(box.bottom for box, _ in cells),
        )
        inside: list[list[tuple[int, Char]]] = [[] for _ in cells]
        last = 0
        for place, char in chars:
            x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
            if place in used or not whole.holds(x, y):
                continue
            # Most characters stand in the cell of the one before.
            same = last if cells[last][0].holds(x, y) else None
            found = same if same is not None else _cell_at(cells, x, y)
            if found is not None:
                last = found
                inside[found].append((place, char))
                used.add(place)
        filled = [cell._replace(words=_cell_words(own, box)) for (box, cell), own in zip(cells, inside, strict=True)]
        tables.append(PdfTable(whole, _edges(cells), filled))
    return tables


def _cell_at(cells: Sequence[tuple[Box, PdfCell]], x: float, y: float) -> int | None:
    return next((number for number, (box, _) in enumerate(cells) if box.holds(x, y)), None)


def _cell_words(chars: Sequence[tuple[int, Char]], box: Box) -> str:
    """The words of a cell: a line that fills it goes on in the next one, a short one ends a paragraph.

    Args:
        chars: with their places in the text of the page; what stood between two of them was white space.
    """
    rows: list[list[tuple[int, Char]]] = []
    for place, char in chars:
        if rows and abs(char.top - rows[-1][-1][1].top) < 0.6 * max(1.0, char.bottom - char.top):
            rows[-1].append((place, char))
        else:
            rows.append([(place, char)])
    left = min((row[0][1].left for row in rows), default=box.left)
    words = ""
    for number, row in enumerate(rows):
        last = row[-1][1]
        line = _row_words(row)
        if words and not words.endswith("\n"):
            words += joint(words, line)
        words += line
        # The space that a cell keeps free is the same on both sides, at least as wide as one character fits in.
        room = box.right - (left - box.left) - last.right
        if number < len(rows) - 1 and room > _ROOM * max(1.0, last.bottom - last.top):
            words += "\n"
    return words


def _row_words(row: Sequence[tuple[int, Char]]) -> str:
    words = row[0][1].char
    for (before, _), (place, char) in pairwise(row):
        words += (" " if place > before + 1 else "") + char.char
    return _AUTOSPACE.sub("", words)


def joint(before: str, after: str) -> str:
    """What stands between the words of two lines when they are put together: a space only between Latin ones."""
    return "" if CJK.match(before[-1:]) or CJK.match(after[:1]) else " "
