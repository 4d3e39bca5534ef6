"""What of a PDF's text no reader sees, or is printed over the words: found by its colour, its angle and the picture.

A layer that is off, words in white, below a picture or beyond the edge of the page leave no ink where they should
stand; the picture of the page shows that whatever the reason is.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

HIDDEN = "看不见的文字没有读（白色、隐藏的图层或在页面之外）"
MARKS = "水印没有读入正文"
_CONTRAST, _LIGHT, _FAINT, _WHITE = 10, 235, 195, 250
"""Of 255: what tells ink from ground, how light the ground of a page is, and words that are a mark or not there."""
_LEANS = 8.0
_MOST = 30
_DOWN = 0.6
_FEWEST = 20


@dataclass
class Unseen:
    """What is left out of a page, by the words of a notice."""

    words: dict[str, list[str]] = field(default_factory=dict)

    def add(self, fate: str, words: str) -> None:
        """Note some words."""
        said = words.strip()
        found = self.words.setdefault(fate, [])
        if said and len(found) < _MOST and said not in found:
            found.append(said)


class Run(NamedTuple):
    """Characters that were drawn together.

    Attributes:
        start, end: their places, end exclusive.
        quarter: how many right angles clockwise their line is turned.
        fate: why they are not read; empty if they are.
    """

    start: int
    end: int
    quarter: int
    fate: str


def runs(text_page: pypdfium2.PdfTextPage, text: str, page: pypdfium2.PdfPage) -> Iterator[Run]:
    """The runs of a page whose lines are turned, and those that are not read; none for what is read as it is."""
    found = list(_drawn(text_page, text))
    if not found:
        return
    look = _Look(text_page, page)
    down = look.downwards(text)
    angles = Counter(look.angle(start, end) for start, end in found)
    usual = angles.most_common(1)[0][0]
    for start, end in found:
        angle = look.angle(start, end)
        quarter = round(angle / 90)
        fate = look.fate(start, end)
        if not fate and abs(angle - 90 * quarter) > _LEANS and angle != usual:
            fate = MARKS
        turn = 1 if down else quarter % 4
        if fate or turn:
            yield Run(start, end, turn, fate)


def _drawn(text_page: pypdfium2.PdfTextPage, text: str) -> Iterator[tuple[int, int]]:
    """Where the runs begin and end; white space that the library puts between them belongs to none."""
    last, begin = None, 0
    for place in range(len(text) + 1):
        item = pdfium.FPDFText_GetTextObject(text_page, place) if place < len(text) else None
        this = ctypes.cast(item, ctypes.c_void_p).value if item else None
        if this != last or place == len(text):
            if last is not None:
                yield begin, place
            last, begin = this, place


class _Look:
    """How the runs of one page look."""

    def __init__(self, text_page: pypdfium2.PdfTextPage, page: pypdfium2.PdfPage) -> None:
        self._text, self._page = text_page, page
        self._rect = pdfium.FS_RECTF()
        self._zero = page.get_bbox()
        back = (360 - page.get_rotation()) % 360
        self._picture: Image.Image = page.render(scale=1, grayscale=True, rotation=back).to_pil()

    def angle(self, start: int, end: int) -> int:
        """The direction of a run in degrees clockwise, rounded."""
        return round(float(pdfium.FPDFText_GetCharAngle(self._text, start)) * 57.29578) % 360

    def _box(self, place: int) -> tuple[float, float, float, float]:
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self._text, place, ctypes.byref(rect))
        left, top = self._zero[0], self._zero[3]
        return rect.left - left, top - rect.top, rect.right - left, top - rect.bottom

    def fate(self, start: int, end: int) -> str:
        """Why a run is not read; empty if it is."""
        first, last = self._box(start), self._box(end - 1)
        left, top = min(first[0], last[0]), min(first[1], last[1])
        right, bottom = max(first[2], last[2]), max(first[3], last[3])
        wide, high = self._picture.size
        inside = (max(0, int(left)), max(0, int(top)), min(wide, int(right) + 1), min(high, int(bottom) + 1))
        if right <= left or bottom <= top:
            return ""
        if inside[2] <= inside[0] or inside[3] <= inside[1]:
            return HIDDEN
        ground = self._picture.crop(inside)
        darkest, lightest = ground.getextrema()
        if lightest - darkest < _CONTRAST:
            return HIDDEN
        shade = self._shade(start)
        if shade < _FAINT:
            return ""
        counts = ground.histogram()
        usual = max(range(256), key=counts.__getitem__)
        if usual < _LIGHT:
            return ""
        return HIDDEN if shade >= _WHITE else MARKS

    def _shade(self, place: int) -> float:
        """How light the colour of a run is; words that are drawn by their outline, or shine through, too."""
        item = pdfium.FPDFText_GetTextObject(self._text, place)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not pdfium.FPDFPageObj_GetFillColor(item, *map(ctypes.byref, (red, green, blue, alpha))):
            return 0.0
        if pdfium.FPDFTextObj_GetTextRenderMode(item) != pdfium.FPDF_TEXTRENDERMODE_FILL:
            return 0.0
        shade = 0.299 * red.value + 0.587 * green.value + 0.114 * blue.value
        return 255 - (255 - shade) * alpha.value / 255

    def downwards(self, text: str) -> bool:
        """Whether most characters stand below the one before: the page is written from top to bottom."""
        han = [place for place, char in enumerate(text[:400]) if "\u4e00" <= char <= "\u9fff"]
        if len(han) < _FEWEST or int(pdfium.FPDFText_GetCharAngle(self._text, han[0]) * 57.3) % 360:
            return False
        pairs = [(self._box(one), self._box(other)) for one, other in pairwise(han) if other == one + 1]
        below = sum(1 for a, b in pairs if abs(a[0] - b[0]) < 0.3 * (a[2] - a[0]) and b[1] > a[1] + 0.5 * (a[3] - a[1]))
        return below > _DOWN * max(1, len(pairs)) and below >= _FEWEST / 2
