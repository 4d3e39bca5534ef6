"""One page of a PDF: its characters with their places, and the rules drawn on it."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from loaders.readers.assembling import LINE_END, assembled
from loaders.readers.astray import astray, loose
from loaders.readers.laid import Box, Char, Page
from loaders.readers.placed import Glyph, upright
from loaders.readers.ruled import Rules
from loaders.readers.unseen import Unseen, runs

# What may have been drawn after its line: a mark or two that spaces keep apart from it.
_LATE = re.compile(r"(?<= )[^\s\w]{1,2}(?=[ \r\n]|$)")
_MOST_PATHS = 20_000


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
        whole.add(upright(number, width, height, [Glyph(*char) for char in chars], rules, quarter), below=True)
    text.close()
    return whole


_TORN, _TORN_SHARE = 10, 0.3
"""How many line ends within words make a page one whose lines are torn, and what share of all line ends they are."""


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
        count = pdfium.FPDFText_CountChars(self._page)
        text = self._page.get_text_range() if count > 0 else ""
        # Offsets must be those of the library: where it leaves characters out of the text, take them one by one.
        self.text = text if len(text) == count else "".join(self._char(i) for i in range(max(0, count)))
        self._order: Sequence[int] = range(len(self.text))
        self._astray = astray(page, self._page, self.text)
        self.unseen = Unseen()
        self.turned: dict[int, list[Char]] = {}
        gone = self._unread(page)
        if gone:
            kept = _without_gone(self.text, gone)
            self.text, self._order = "".join(self.text[place] for place in kept), kept
        self._join_torn()
        late = [found.span() for found in _LATE.finditer(self.text)]
        if late and not gone:
            self._put_in_place(late)

    def _unread(self, page: pypdfium2.PdfPage) -> set[int]:
        """The places of what is not read with the upright text, put where it belongs."""
        gone: set[int] = set()
        for run in runs(self._page, self.text, page, self._astray):
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

    def _join_torn(self) -> None:
        """Take out the line ends between characters that touch, where a page is full of them.

        The library puts them there when most characters are drawn one by one, with their words beside them
        (ActualText), as Chromium draws what is a radical as well as a character.
        """
        ends = [found.span() for found in LINE_END.finditer(self.text)]
        torn = [span for span in ends if span[0] > 0 and span[1] < len(self.text) and self._touch(span[0] - 1, span[1])]
        if len(torn) >= _TORN and len(torn) > _TORN_SHARE * len(ends):
            gone = {place for start, end in torn for place in range(start, end)}
            kept = [place for place in range(len(self.text)) if place not in gone]
            self.text, self._order = "".join(self.text[at] for at in kept), [self._order[at] for at in kept]

    def _touch(self, place: int, following: int) -> bool:
        """Whether a character stands right beside another, on the same line."""
        one, other = self.box(place), self.box(following)
        size = max(1.0, one.bottom - one.top)
        level = abs(one.top + one.bottom - other.top - other.bottom) < 0.6 * size
        return level and abs(other.left - one.right) < 0.3 * size

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
                stop = LINE_END.search(self.text, start)
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
        rect = loose(self._page, self._order[place], self._astray)
        left, top = self._left, self._height
        return Char(self.text[place], rect.left - left, top - rect.top, rect.right - left, top - rect.bottom)

    def close(self) -> None:
        """Give the memory back."""
        self._page.close()


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
