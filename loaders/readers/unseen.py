"""What of a PDF's text no reader sees, or is printed over the words: found by its colour, its angle and the picture.

A layer that is off, words in white, below a picture or beyond the edge of the page leave no ink where they should
stand; the picture of the page shows that whatever the reason is.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, cast

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from loaders.readers.astray import Rect, loose

HIDDEN = "看不见的文字没有读（白色、隐藏的图层或在页面之外）"
MARKS = "水印没有读入正文"
_CONTRAST, _LIGHT, _FAINT, _WHITE = 10, 235, 195, 250
"""Of 255: what tells ink from ground, how light the ground of a page is, and words that are a mark or not there."""
_SCALE = 0.5
"""Pixels a point of the picture: enough to see whether there is ink."""
_LEANS = 8.0
_MOST = 30
_GAP, _THIN = 2, "。，、；：．.,;:·—-–…'\"“”‘’()（）[]|/ "
_DOWN, _FEWEST, _COLUMN, _SAMPLE = 0.6, 20, 6, 600
_DEGREES = 57.29578


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
    """Characters of one line that look alike.

    Attributes:
        start, end: their places, end exclusive.
        quarter: how many right angles clockwise their line is turned.
        fate: why they are not read; empty if they are.
    """

    start: int
    end: int
    quarter: int
    fate: str


class _Look(NamedTuple):
    """How a character is drawn: how light (of 255), and in which direction its line is read (degrees clockwise)."""

    shade: int
    angle: int


def runs(
    text_page: pypdfium2.PdfTextPage, text: str, page: pypdfium2.PdfPage, moved: Mapping[int, Rect]
) -> Iterator[Run]:
    """The runs of a page whose lines are turned, and those that are not read; none for what is read as it is.

    Args:
        moved: the boxes of characters that the library puts elsewhere.
    """
    drawn = _Drawn(text_page, text, page, moved)
    found = list(drawn.alike())
    if not found:
        return
    down = drawn.downwards()
    usual = Counter(look.angle for _, _, look in found).most_common(1)[0][0]
    for start, end, look in found:
        quarter = round(look.angle / 90)
        turn = 1 if down else quarter % 4
        leans = abs(look.angle - 90 * quarter) > _LEANS and look.angle != usual
        for first, last, fate in drawn.fates(start, end, look.shade):
            if fate or leans or turn:
                yield Run(first, last, turn, fate or (MARKS if leans else ""))


class _Drawn:
    """The characters of one page as they are drawn, and the picture of the page."""

    def __init__(
        self, text_page: pypdfium2.PdfTextPage, text: str, page: pypdfium2.PdfPage, moved: Mapping[int, Rect]
    ) -> None:
        self._moved = moved
        self._text_page, self._text = text_page, text
        self._zero = page.get_bbox()
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._into = tuple(map(ctypes.byref, self._colour))
        back = (360 - page.get_rotation()) % 360
        self._picture: Image.Image = page.render(scale=_SCALE, grayscale=True, rotation=back).to_pil()

    def alike(self) -> Iterator[tuple[int, int, _Look]]:
        """Stretches of a line whose characters look alike; white space goes with what stands before it."""
        begin, look = 0, None
        for place, char in enumerate(self._text):
            if char in "\r\n":
                if look is not None:
                    yield begin, place, look
                look = None
            elif not char.isspace():
                this = self._look(place)
                if look is not None and this != look:
                    yield begin, place, look
                if this != look:
                    begin, look = place, this
        if look is not None:
            yield begin, len(self._text), look

    def _look(self, place: int) -> _Look:
        angle = round(float(pdfium.FPDFText_GetCharAngle(self._text_page, place)) * _DEGREES) % 360
        if not pdfium.FPDFText_GetFillColor(self._text_page, place, *self._into):
            return _Look(0, angle)
        red, green, blue, alpha = (part.value for part in self._colour)
        shade = (299 * red + 587 * green + 114 * blue) // 1000
        return _Look(255 - (255 - shade) * alpha // 255, angle)

    def _box(self, place: int) -> tuple[float, float, float, float]:
        """A character's box in pixels of the picture."""
        rect = loose(self._text_page, place, self._moved)
        left, top = self._zero[0], self._zero[3]
        return (
            _SCALE * (rect.left - left),
            _SCALE * (top - rect.top),
            _SCALE * (rect.right - left),
            _SCALE * (top - rect.bottom),
        )

    def fates(self, start: int, end: int, shade: int) -> Iterator[tuple[int, int, str]]:
        """The parts of a run, each with why it is not read; a run that shows ink all along is one part."""
        while end > start and self._text[end - 1].isspace():
            end -= 1
        first, last = self._box(start), self._box(end - 1)
        ground = self._ground(
            (min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3]))
        )
        if ground is None or _blank(ground):
            yield start, end, HIDDEN
        elif shade >= _FAINT and (fate := _faint(ground, shade)):
            yield start, end, fate
        elif end - start > _GAP and _has_gap(ground, _GAP * max(2.0, first[3] - first[1])):
            yield from self._apart(start, end)
        else:
            yield start, end, ""

    def _apart(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The stretches of a run with and without ink."""
        begin, fate = start, ""
        for place in range(start, end):
            if self._text[place].isspace():
                continue
            ground = self._ground(self._box(place))
            this = HIDDEN if ground is None or _blank(ground) else ""
            # A stop or a dash may leave hardly any ink.
            this = "" if self._text[place] in _THIN else this
            if this != fate:
                if place > begin:
                    yield begin, place, fate
                begin, fate = place, this
        yield begin, end, fate

    def _ground(self, box: tuple[float, float, float, float]) -> Image.Image | None:
        """A part of the picture; None where it lies beyond its edges."""
        wide, high = self._picture.size
        left, top, right, bottom = max(0, int(box[0])), max(0, int(box[1])), int(box[2]) + 1, int(box[3]) + 1
        right, bottom = min(wide, right), min(high, bottom)
        return self._picture.crop((left, top, right, bottom)) if right > left and bottom > top else None

    def downwards(self) -> bool:
        """Whether most characters stand below the one before, in long columns: it is written from top to bottom."""
        han = [place for place, char in enumerate(self._text[:_SAMPLE]) if "\u4e00" <= char <= "\u9fff"]
        if len(han) < _FEWEST or self._look(han[0]).angle:
            return False
        in_columns, column = 0, 1
        last = self._box(han[0])
        for one, other in pairwise(han):
            box = self._box(other)
            below = abs(last[0] - box[0]) < 0.3 * (last[2] - last[0]) and box[1] > last[1] + 0.5 * (last[3] - last[1])
            if below and other - one <= 2:
                column += 1
            else:
                in_columns += column if column >= _COLUMN else 0
                column = 1
            last = box
        in_columns += column if column >= _COLUMN else 0
        return in_columns > _DOWN * len(han)


def _blank(ground: Image.Image) -> bool:
    """Whether nothing is drawn on a part of the picture."""
    darkest, lightest = cast("tuple[int, int]", ground.getextrema())  # of a picture in grey
    return lightest - darkest < _CONTRAST


def _faint(ground: Image.Image, shade: int) -> str:
    """What light words are on their ground: not to be seen, or a mark; empty where the ground is dark."""
    counts = ground.histogram()
    if counts.index(max(counts)) < _LIGHT:
        return ""
    return HIDDEN if shade >= _WHITE else MARKS


def _has_gap(ground: Image.Image, width: float) -> bool:
    """Whether a part of the picture has a stretch without ink that is wider than some characters."""
    row = ground.resize((ground.width, 1), Image.Resampling.BOX).tobytes()
    usual = max(row)
    clear = row.replace(bytes([max(0, usual - 1)]), bytes([usual]))
    return bytes([usual]) * (int(width) + 1) in clear
