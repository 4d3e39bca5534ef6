"""Stretches of a text, looked up in the logarithm of their number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Stretches:
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
