"""A text cut at the borders of its marks, so that each piece carries the same marks throughout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Sort = Literal["signal", "duty", "fact", "non-duty"]

SORTS: tuple[Sort, ...] = ("signal", "duty", "fact", "non-duty")
"""What a stretch can be marked as, the one that wins first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch: first offset, last offset (exclusive), and what it is."""

    start: int
    end: int
    sort: Sort


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text: its first offset, its characters, and what it is marked as, if anything."""

    start: int
    text: str
    sort: Sort | None


def segments(text: str, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> list[Segment]:
    """The whole text in pieces, in order; joined they are the text.

    Args:
        text: any.
        marks: they may overlap; where several meet, the first of `SORTS` counts.
        cuts: further offsets at which a piece shall begin, as headings.
    """
    kept = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    borders = {0, len(text), *(cut for cut in cuts if 0 < cut < len(text))}
    borders |= {border for mark in kept for border in (mark.start, mark.end)}
    places = sorted(borders)
    sorts = _sorts(places, kept)
    return [
        Segment(start, text[start:end], sort)
        for start, end, sort in zip(places, places[1:], sorts, strict=False)
        if start < end
    ]


def _sorts(places: Sequence[int], marks: Sequence[Mark]) -> list[Sort | None]:
    """What each piece between two borders is marked as."""
    index = {place: number for number, place in enumerate(places)}
    found: list[Sort | None] = [None] * max(0, len(places) - 1)
    for sort in reversed(SORTS):
        for mark in marks:
            if mark.sort == sort:
                span = range(index[mark.start], index[mark.end])
                found[span.start : span.stop] = [sort] * len(span)
    return found
