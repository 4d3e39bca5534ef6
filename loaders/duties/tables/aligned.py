"""Which lines of a table laid out by blanks make a row: by how its cells stand, all at the top or in the middle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_HOLE, _HALF = 0.25, 0.05
"""What a line without words in a cell costs, and half a line off where cells may stand so; a line off costs 1."""
_ROW = 0.4
"""What every row of a table without numbers is worth."""
_LONGEST = 12
WAYS: tuple[float | None, ...] = (None, 0.25, -0.25)
"""How the cells of a table may stand: at the top of their row; in its middle, half a line above or below it where the
numbers of lines are odd and even.
"""

Parts = list[tuple[int, int]]
_Bounds = tuple[float, list[int]]


@dataclass(frozen=True)
class Lines:
    """The lines of a table, or of a page of one.

    Attributes:
        filled: for each line, for each column, whether words stand there.
        closing: what it costs to end a row with a line.
        torn: what it costs to take the lines between two of them for a row, by what their cells say.
    """

    filled: Sequence[Sequence[bool]]
    closing: Sequence[float]
    torn: Callable[[int, int], float]

    def cost(self, start: int, stop: int, *, way: float | None) -> float:
        """How badly some lines make a row: cells away from where the others stand, holes in them, torn names.

        Args:
            way: how its cells stand, one of `WAYS`.
        """
        cost = self.torn(start, stop) + self.closing[stop - 1]
        for column in range(len(self.filled[start])):
            lines = [at for at in range(start, stop) if self.filled[at][column]]
            if lines:
                off = float(lines[0] - start)
                if way is not None:
                    off = (lines[0] + lines[-1] - start - stop + 1) / 2
                    cost += _HALF if way and off == -2 * way else 0.0
                    off = max(0.0, abs(off + way) - abs(way))
                cost += off**2 + _HOLE * (lines[-1] - lines[0] + 1 - len(lines))
        return cost

    def numbered(self, marks: Sequence[int], *, way: float | None) -> tuple[float, Parts]:
        """The best way to part the lines between the numbers, one a row, and what it costs.

        Args:
            marks: the lines of the numbers.
        """
        best: dict[int, _Bounds] = {0: (0.0, [0])}
        for mark, following in pairwise([*marks, len(self.filled)]):
            stops = range(mark + 1, following + 1) if following < len(self.filled) else [following]
            best = {stop: self._best(best, stop, way=way) for stop in stops}
        cost, bounds = min(best.values(), key=_cost)
        return cost, [*pairwise(bounds)]

    def unnumbered(self, *, way: float | None) -> tuple[float, Parts]:
        """The same without numbers: as many rows as can be of which each is whole and stands well."""
        best: dict[int, _Bounds] = {0: (0.0, [0])}
        for stop in range(1, len(self.filled) + 1):
            before = {start: found for start, found in best.items() if stop - start <= _LONGEST}
            cost, bounds = self._best(before, stop, way=way)
            best[stop] = cost - _ROW, bounds
        cost, bounds = best[len(self.filled)]
        return cost, [*pairwise(bounds)]

    def _best(self, before: dict[int, _Bounds], stop: int, *, way: float | None) -> _Bounds:
        """The best way to a line, its last row included."""
        return min(
            ((cost + self.cost(start, stop, way=way), [*done, stop]) for start, (cost, done) in before.items()),
            key=_cost,
        )


def _cost(found: _Bounds) -> float:
    return found[0]
