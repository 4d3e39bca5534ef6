"""Characters of a PDF that the library puts in a wrong place: those with words beside them (ActualText) in a form.

A form (ISO 32000-1, 8.10) is a page put on another, moved or turned; the library forgets that move for such characters.
They stand between their neighbours in the text, which tell where they are.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_LINE = re.compile(r"[^\r\n]+")
_FEWEST, _MOST_SHARE, _MOST_OBJECTS = 4, 0.4, 20_000
"""A line with fewer characters tells nothing, nor one most of whose characters are astray."""


class Rect(NamedTuple):
    """A box on the page, in points from the bottom left corner; its sides are swapped where the text is turned."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def moved(self, x: float, y: float) -> Rect:
        """The same box elsewhere."""
        return Rect(self.left + x, self.top + y, self.right + x, self.bottom + y)


def astray(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, text: str) -> dict[int, Rect]:
    """The boxes of the characters that the library puts in a wrong place, by their places in the text."""
    objects = range(min(_MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page)))
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at)) for at in objects)
    if pdfium.FPDF_PAGEOBJ_FORM not in kinds:
        return {}
    found: dict[int, Rect] = {}
    for line in _LINE.finditer(text):
        places = [at for at in range(*line.span()) if not text[at].isspace()]
        if len(places) >= _FEWEST:
            found.update(_of_line(text_page, places))
    return found


def _of_line(text_page: pypdfium2.PdfTextPage, places: Sequence[int]) -> Iterator[tuple[int, Rect]]:
    boxes = [loose(text_page, at, {}) for at in places]
    upright = round(float(pdfium.FPDFText_GetCharAngle(text_page, places[0])) / 1.5708) % 2 == 0
    across = sorted(box.middle[upright] for box in boxes)
    usual = across[len(across) // 2]
    gone = [abs(box.middle[upright] - usual) > max(1.0, abs(box.right - box.left)) for box in boxes]
    if not any(gone) or sum(gone) > _MOST_SHARE * len(gone):
        return
    good = [number for number, is_gone in enumerate(gone) if not is_gone]
    for number, is_gone in enumerate(gone):
        if is_gone:
            yield places[number], _beside(boxes, places, good, number)


def _beside(boxes: Sequence[Rect], places: Sequence[int], good: Sequence[int], number: int) -> Rect:
    """Where a character stands: as far from the nearest one that it touches as their places in the text are apart."""
    before = max((one for one in good if one < number), default=-1)
    behind = min((one for one in good if one > number), default=-1)
    near, far = (before, behind) if before >= 0 else (behind, good[1])
    if before >= 0 and behind < 0:
        near, far = before, good[-2]
    elif before >= 0 and places[number] - places[before] > number - before:
        near, far = behind, before  # a space parts it from the one before
    (x0, y0), (x1, y1) = boxes[near].middle, boxes[far].middle
    length = math.hypot(x1 - x0, y1 - y0)
    step = min(abs(boxes[near].right - boxes[near].left), length / max(1, abs(far - near)))
    towards = abs(number - near) * (1 if (number - near) * (far - near) > 0 else -1) * step / max(0.01, length)
    return boxes[near].moved(towards * (x1 - x0), towards * (y1 - y0))


def loose(text_page: pypdfium2.PdfTextPage, place: int, moved: Mapping[int, Rect]) -> Rect:
    """The box of a character, as high as its font.

    Args:
        moved: the boxes of those that the library puts elsewhere.
    """
    if place in moved:
        return moved[place]
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, place, ctypes.byref(rect))
    return Rect(rect.left, rect.top, rect.right, rect.bottom)
