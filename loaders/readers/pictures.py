"""Pictures of pages before anything is recognised on them: upright, without the red of seals, and the rules drawn."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from loaders.readers.laid import Box
from loaders.readers.ruled import Rules, groups

_SMALL = 600
_MOST_SKEW, _STEP, _FINE = 3.0, 0.5, 0.1
"""Degrees: how far a page may lie askew on the glass, and how finely it is straightened."""
_DARK = 140
_RULE, _GAP, _SOLID = 0.03, 4, 0.94
"""Of the page's width: how long a stroke is that is a rule; pixels that two of its parts may lie apart; how solid."""
_TABLE = 100.0
_PEN = 4
"""Pixels around the middle of a rule that belong to it."""
_CELL, _RED = 24, 0.04
_SEAL = (20.0, 65.0)
"""Millimetres that a seal measures: round ones of offices 38 to 58, oval and square ones down to 20."""
_Grey = NDArray[np.uint8]


def upright(image: Image.Image) -> tuple[Image.Image, float]:
    """A page turned so that its lines run level, and by how many degrees it lay askew."""
    small = image.convert("L")
    small.thumbnail((_SMALL, _SMALL))
    ink = Image.fromarray(((np.asarray(small) < _DARK) * 255).astype(np.uint8))
    best = max(_angles(0.0, _MOST_SKEW, _STEP), key=lambda angle: _levelness(ink, angle))
    best = max(_angles(best, _STEP, _FINE), key=lambda angle: _levelness(ink, angle))
    if abs(best) < _FINE:
        return image, 0.0
    return image.rotate(best, Image.Resampling.BICUBIC, fillcolor="white"), best


def _angles(middle: float, most: float, step: float) -> list[float]:
    count = round(most / step)
    return [middle + step * number for number in range(-count, count + 1)]


def _levelness(ink: Image.Image, angle: float) -> float:
    """How unevenly the ink falls on the rows of a picture: most where its lines are level."""
    rows = np.asarray(ink.rotate(angle, Image.Resampling.BILINEAR), dtype=np.float64).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def without_seals(image: Image.Image, resolution: float) -> tuple[Image.Image, int]:
    """A page in grey whose seals are gone, and how many there were.

    A seal is a red patch about as wide as high; red words, such as the head of a paper, stay.

    Args:
        resolution: pixels an inch.
    """
    if image.mode not in ("RGB", "RGBA", "P", "CMYK", "YCbCr"):
        return image.convert("L"), 0
    colours = np.asarray(image.convert("RGB")).astype(np.int16)
    red = (colours[..., 0] > 120) & (colours[..., 0] - np.maximum(colours[..., 1], colours[..., 2]) > 50)
    grey = np.asarray(image.convert("L")).copy()
    seals = 0
    for left, top, right, bottom in _patches(red):
        wide, high = (25.4 * side / resolution for side in (right - left, bottom - top))
        if _SEAL[0] <= wide <= _SEAL[1] and _SEAL[0] <= high <= _SEAL[1] and 0.6 < wide / high < 1.7:
            # Of red only its darkness stays, which it has where it lies on words.
            grey[top:bottom, left:right] = np.maximum(grey[top:bottom, left:right], colours[top:bottom, left:right, 0])
            seals += 1
    return Image.fromarray(grey.astype(np.uint8)), seals


def _patches(red: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Where red pixels hang together: left, top, right, bottom of each patch."""
    high, wide = red.shape[0] // _CELL, red.shape[1] // _CELL
    shares = red[: high * _CELL, : wide * _CELL].reshape(high, _CELL, wide, _CELL).mean(axis=(1, 3))
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(shares > _RED), strict=True)}
    found: list[tuple[int, int, int, int]] = []
    while left:
        open_, patch = [left.pop()], []
        while open_:
            y, x = open_.pop()
            patch.append((y, x))
            for near in product((y - 1, y, y + 1), (x - 1, x, x + 1)):
                if near in left:
                    left.remove(near)
                    open_.append(near)
        ys, xs = [y for y, _ in patch], [x for _, x in patch]
        found.append((min(xs) * _CELL, min(ys) * _CELL, (max(xs) + 1) * _CELL, (max(ys) + 1) * _CELL))
    return found


def rules(grey: Image.Image, scale: float) -> Rules:
    """The straight level and upright strokes on a page, in points.

    Args:
        scale: points a pixel.
    """
    ink = np.asarray(grey) < _DARK
    length = max(20, int(_RULE * ink.shape[1]))
    found = Rules()
    for upright_, picture in ((False, ink), (True, ink.T)):
        for first, start, last, end in _strokes(picture, length):
            box = (first, start, last, end) if upright_ else (start, first, end, last)
            # A stroke of some pixels is a line, however thick the pen: it lies in its middle.
            left, top, right, bottom = (scale * side for side in box)
            x, y = (left + right) / 2, (top + bottom) / 2
            found.line(Box(x, top, x, bottom) if upright_ else Box(left, y, right, y))
    # Strokes of large characters are as long as some rules; those of a table meet others, both ways.
    tables = [group for group in groups(found) if len(group.across) > 1 and len(group.down) > 1 and _is_wide(group)]
    return Rules([box for one in tables for box in one.across], [box for one in tables for box in one.down])


def _is_wide(group: Rules) -> bool:
    """Whether rules that meet reach over more than some characters, in points."""
    return max(box.right for box in group.across) - min(box.left for box in group.across) > _TABLE


def without_rules(grey: Image.Image, ruled: Rules, scale: float) -> Image.Image:
    """A page without the strokes that make its tables, which would be taken for characters."""
    made = grey.copy()
    draw = ImageDraw.Draw(made)
    for box in (*ruled.across, *ruled.down):
        left, top, right, bottom = (side / scale for side in box)
        draw.rectangle((left - _PEN, top - _PEN, right + _PEN, bottom + _PEN), fill=255)
    return made


def _strokes(ink: NDArray[np.bool_], length: int) -> list[tuple[int, int, int, int]]:
    """Level strokes at least so long: first row, start, last row, end. Parts in rows next to each other are one."""
    if ink.shape[1] <= length:
        return []
    sums = np.cumsum(np.pad(ink.astype(np.int32), ((0, 0), (1, 0))), axis=1)
    solid = sums[:, length:] - sums[:, :-length] >= _SOLID * length
    strokes: list[list[int]] = []
    for row in np.nonzero(solid.any(axis=1))[0]:
        edges = np.flatnonzero(np.diff(np.pad(solid[row].astype(np.int8), 1)))
        for start, end in zip(edges[::2], edges[1::2] + length, strict=True):
            _joined(strokes, int(row), int(start), int(end))
    return [(first, start, last, end) for first, start, last, end in strokes]


def _joined(strokes: list[list[int]], row: int, start: int, end: int) -> None:
    """Add a run of ink to the stroke that it belongs to, or begin one."""
    for stroke in reversed(strokes[-200:]):
        if row - stroke[2] <= _GAP and start <= stroke[3] + _GAP and end >= stroke[1] - _GAP:
            stroke[1], stroke[2], stroke[3] = min(start, stroke[1]), row, max(end, stroke[3])
            return
    strokes.append([row, start, row, end])
