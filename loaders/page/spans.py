"""Spans of a text: looked up in the logarithm of their number, or shown to a reader as something to look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate


class Spans:
    """Offsets of stretches, start and end exclusive; they may overlap.

    Args:
        spans: in any order.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        # Of those that begin before a place, the one that ends last counts.
        self._ends = [*accumulate((end for _, end in ordered), max)]

    def __bool__(self) -> bool:
        return bool(self._starts)

    def touches(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with the stretch from `start` to `end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start

    def first(self, start: int, end: int) -> int | None:
        """Where the first of them that begins inside a stretch begins; None where none does."""
        at = bisect_left(self._starts, start)
        return self._starts[at] if at < len(self._starts) and self._starts[at] < end else None


def holds(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places, in order, lies between `start` and `end`, `end` exclusive."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


@dataclass(frozen=True, slots=True)
class Signal:
    """Something in a text that needs a look.

    Attributes:
        start, end: offsets of the words concerned.
        reason: what is the matter, in Chinese.
    """

    start: int
    end: int
    reason: str
