"""One page of a PDF: its lines with their places, its tables by the rules drawn on it, its columns."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple, Protocol

import pypdfium2
import pypdfium2.raw as pdfium

from loaders.readers.ruled import Box, Rules, grids
from loaders.readers.unseen import Unseen, runs

CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]")
# Typesetting leaves a gap between Chinese and Latin characters, which comes out as a space.
_HAN, _LATIN = "[\u2e80-\u9fff，。、；：（）]", "[A-Za-z0-9%]"
_AUTOSPACE = re.compile(f"(?<={_HAN}) (?={_LATIN})|(?<={_LATIN}) (?={_HAN})")
_LINE_END = re.compile("[\r\n]+")
# What may have been drawn after its line: a mark or two that spaces keep apart from it.
_LATE = re.compile(r"(?<= )[^\s\w]{1,2}(?=[ \r\n]|$)")
_WIDE = 1.4
"""In sizes of a character: a gap that keeps two columns apart."""
_MOST_PATHS = 20_000
LEANS = 8.0
"""Degrees from a right angle: a line that is turned so far is a watermark."""
_SAME = 4.0
_ROOM = 1.2
_GUTTER = 8.0
_FILLED = 0.7
_STRAY = 30
"""One line in so many may cross the gap between two columns: a heading, a figure's caption."""


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


class _Text:
    """The characters of a page and their boxes; boxes are asked for one by one, as each costs a call.

    Attributes:
        unseen: what no reader sees, or is printed over the words: it is taken out of the text.
        turned: the characters that are not read from left to right, by the quarter turns of their lines.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page.get_textpage()
        box = page.get_bbox()
        self._left, self._height = box[0], box[3]
        self._rect = pdfium.FS_RECTF()
        count = pdfium.FPDFText_CountChars(self._page)
        text = self._page.get_text_range() if count > 0 else ""
        # Offsets must be those of the library: where it leaves characters out of the text, take them one by one.
        self.text = text if len(text) == count else "".join(self._char(i) for i in range(max(0, count)))
        self._order: Sequence[int] = range(len(self.text))
        self.unseen = Unseen()
        self.turned: dict[int, list[Char]] = {}
        gone = self._unread(page)
        if gone:
            kept = _without_gone(self.text, gone)
            self.text, self._order = "".join(self.text[place] for place in kept), kept
        late = [found.span() for found in _LATE.finditer(self.text)]
        if late and not gone:
            self._put_in_place(late)

    def _unread(self, page: pypdfium2.PdfPage) -> set[int]:
        """The places of what is not read with the upright text, put where it belongs."""
        gone: set[int] = set()
        for run in runs(self._page, self.text, page):
            places = range(run.start, run.end)
            words = self.text[run.start : run.end]
            if run.fate:
                self.unseen.add(run.fate, words)
                gone.update(places)
            elif run.quarter:
                boxes = [self.box(place) for place in places if not self.text[place].isspace()]
                self.turned.setdefault(run.quarter, []).extend(boxes)
                gone.update(places)
        return gone

    def _put_in_place(self, late: Sequence[tuple[int, int]]) -> None:
        """Move marks to the gaps that they were drawn into.

        A program that borrows a mark from another font (quotes, mostly) may draw it when the line is done.
        """
        marks = {place for start, end in late for place in range(start, end)}
        lines: dict[int, list[tuple[int, Char]]] = {}
        moved: dict[int, list[int]] = {}
        gone: set[int] = set()
        for start, end in late:
            line = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
            if line not in lines:
                stop = _LINE_END.search(self.text, start)
                lines[line] = self._drawn(line, stop.start() if stop is not None else len(self.text), marks)
            gap = self._gap(lines[line], start, end)
            if gap is not None:
                moved.setdefault(gap, []).extend(range(start, end))
                gone.update(range(start - 1, end), range(self._behind(gap), gap))
        order: list[int] = []
        for place in range(len(self.text)):
            order.extend(sorted(moved.get(place, ()), key=lambda mark: self.box(mark).left))
            order.extend(() if place in gone else (place,))
        self.text, self._order = "".join(self.text[place] for place in order), order

    def _drawn(self, start: int, end: int, marks: set[int]) -> list[tuple[int, Char]]:
        """The characters of a line without some marks, from left to right."""
        own = (place for place in range(start, end) if place not in marks and not self.text[place].isspace())
        return sorted(((place, self.box(place)) for place in own), key=lambda char: char[1].left)

    def _gap(self, line: Sequence[tuple[int, Char]], start: int, end: int) -> int | None:
        """Before which character of their line marks belong; None where they stand where they are written."""
        first, last = self.box(start), self.box(end - 1)
        room = 0.2 * (first.bottom - first.top)
        if not line or abs(first.top - line[-1][1].top) > 3 * room:
            return None
        right = bisect_left([char.left for _, char in line], first.left)
        if not 0 < right < len(line) or line[right][0] > start:
            return None
        fits = line[right - 1][1].right <= first.left + room and last.right <= line[right][1].left + room
        return line[right][0] if fits else None

    def _behind(self, place: int) -> int:
        """Where the spaces before a character begin."""
        while self.text[place - 1 : place] == " ":
            place -= 1
        return place

    def _char(self, place: int) -> str:
        code = pdfium.FPDFText_GetUnicode(self._page, place)
        return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else "\ufffd"

    def box(self, place: int) -> Char:
        """A character and its place; as high as its font, whatever the glyph."""
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self._page, self._order[place], ctypes.byref(rect))
        left, top = self._left, self._height
        return Char(self.text[place], rect.left - left, top - rect.top, rect.right - left, top - rect.bottom)

    def close(self) -> None:
        """Give the memory back."""
        self._page.close()


def read(page: pypdfium2.PdfPage, number: int, columns: tuple[float, ...] = ()) -> Page:
    """The lines and tables of a page.

    Args:
        columns: edges of the columns of the last table on the page before: one row of such columns is a table too.
    """
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    text = _Text(page)
    rules = _rules(page, left, top)
    whole = assembled(text, rules, number, width, height, columns)
    whole.unseen = text.unseen
    for quarter, chars in sorted(text.turned.items()):
        from loaders.readers.placed import Glyph, upright

        whole.add(upright(number, width, height, [Glyph(*char) for char in chars], rules, quarter), below=True)
    text.close()
    return whole


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


def _without_gone(text: str, gone: set[int]) -> list[int]:
    """The places that stay: of the white space around what is gone none but what parted it from other words before.

    A mark that is printed over a line stands in the middle of its words; a line of its own leaves an empty line.
    """
    kept: list[int] = []
    for place in range(len(text)):
        if place in gone:
            continue
        lonely = text[place].isspace() and (place - 1 in gone or not kept or text[kept[-1]] == "\n")
        if not lonely:
            kept.append(place)
    return kept


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
    for end in (*_LINE_END.finditer(text.text), None):
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


def _rules(page: pypdfium2.PdfPage, zero: float, height: float) -> Rules | None:
    """The straight lines that are drawn on a page; None where there are too few for a table."""
    rules = Rules()
    sides = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(side) for side in sides]
    for place in range(min(_MOST_PATHS, pdfium.FPDFPage_CountObjects(page))):
        item = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        pdfium.FPDFPageObj_GetBounds(item, *references)
        left, bottom, right, top = (side.value for side in sides)
        box = Box(left - zero, height - top, right - zero, height - bottom)
        if not rules.line(box):
            _outline(item, rules, zero, height)
    return rules if len(rules.across) > 1 and rules.down else None


def _outline(item: pdfium.FPDF_PAGEOBJECT, rules: Rules, zero: float, height: float) -> None:
    """The straight lines of a path that is more than one line: a drawn frame, or a whole table in one path."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    count = pdfium.FPDFPath_CountSegments(item)
    if not stroke.value and count <= 5:
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    before = begin = (0.0, 0.0)
    for place in range(min(count, _MOST_PATHS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, place)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e - zero,
            height - (matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            rules.line(_between(before, here))
        before = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            rules.line(_between(here, begin))


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


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


# -- order of reading --------------------------------------------------------------------------------------------------


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
