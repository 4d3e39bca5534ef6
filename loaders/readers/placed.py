"""Characters that stand somewhere on a page, in no order: put into lines, as if a program had written them one by one.

OFD files are read so, and what is turned or written downwards in a PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from loaders.readers.assembling import assembled
from loaders.readers.columns import in_columns
from loaders.readers.laid import LEANS, Box, Char, Line, Page
from loaders.readers.ruled import Rules

_SPACE, _WIDE = 0.25, 1.4
"""In sizes of a character: a gap that is a space, a gap that keeps two columns apart."""
_AGAIN = 0.3
"""In sizes of a character: how near the same character stands again where it is printed twice to look bold."""


class Glyph(NamedTuple):
    """A character and its box on the page, in points from the top left corner.

    Attributes:
        turn: the direction that its line is read in, in degrees clockwise; 0 is from left to right.
    """

    char: str
    left: float
    top: float
    right: float
    bottom: float
    turn: float = 0.0


class Placed:
    """The text of glyphs, with the box of every character of it (`laid.Placing`)."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        self.text = ""
        self._boxes: list[Char] = []
        for number, row in enumerate(_rows(glyphs)):
            if number:
                self._add("\n", row[0])
            for place, glyph in enumerate(row):
                if place and glyph.left - row[place - 1].right > _SPACE * _size(glyph):
                    self._add(" ", row[place - 1])
                self._add(glyph.char, glyph)

    def _add(self, char: str, where: Glyph) -> None:
        self.text += char
        self._boxes.append(Char(char, where.left, where.top, where.right, where.bottom))

    def box(self, place: int) -> Char:
        """A character and its place."""
        return self._boxes[place]


def page(number: int, width: float, height: float, glyphs: Sequence[Glyph], rules: Rules) -> Page:
    """The lines and tables that glyphs and rules make; those that are turned stand below the upright ones."""
    turns: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        quarter = round(glyph.turn / 90)
        # What leans is a watermark, or as good as one: nobody writes a plan so.
        if abs(glyph.turn - 90 * quarter) < LEANS:
            turns.setdefault(quarter % 4, []).append(glyph)
    whole = Page(number, width, height, [], [])
    for quarter in sorted(turns):
        part = upright(number, width, height, turns[quarter], rules, quarter)
        whole.add(part, below=quarter > 0)
    return whole


def upright(
    number: int, width: float, height: float, glyphs: Iterable[Glyph], rules: Rules | None, quarter: int
) -> Page:
    """A page of glyphs that are all turned alike, as it looks when it is turned back.

    Args:
        quarter: how many right angles clockwise their lines are turned.
    """
    size = (width, height) if quarter % 2 == 0 else (height, width)
    back = [
        glyph._replace(
            **_turned(Box(glyph.left, glyph.top, glyph.right, glyph.bottom), width, height, quarter)._asdict()
        )
        for glyph in glyphs
    ]
    turned = Rules()
    for rule in (*rules.across, *rules.down) if rules is not None else ():
        turned.line(_turned(rule, width, height, quarter))
    return assembled(Placed(back), turned, number, *size)


def _turned(box: Box, width: float, height: float, quarter: int) -> Box:
    left, top, right, bottom = box
    if quarter == 1:
        return Box(top, width - right, bottom, width - left)
    if quarter == 2:
        return Box(width - right, height - bottom, width - left, height - top)
    if quarter == 3:
        return Box(height - bottom, left, height - top, right)
    return box


def in_order(page: Page) -> list[Line]:
    """The lines in the order of reading."""
    return in_columns(page)


def _size(glyph: Glyph) -> float:
    return max(1.0, glyph.bottom - glyph.top)


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs line by line, from left to right; those printed twice only once."""
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda one: ((one.top + one.bottom) / 2, one.left)):
        middle = (glyph.top + glyph.bottom) / 2
        if rows and middle - middles[-1] < 0.5 * _size(glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            middles.append(middle)
    return [_once(sorted(row, key=lambda one: one.left)) for row in rows]


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in row:
        again = any(glyph.char == one.char and abs(glyph.left - one.left) < _AGAIN * _size(glyph) for one in kept[-3:])
        if not again:
            kept.append(glyph)
    first = next((place for place, glyph in enumerate(kept) if not glyph.char.isspace()), 0)
    return kept[first:]
