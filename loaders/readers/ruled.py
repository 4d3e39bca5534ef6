"""Tables by their rules: from the straight lines drawn on a page to cells, those that fill several places included."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.readers.laid import Box, PdfCell

_THIN, _LONG, _NEAR = 3.0, 8.0, 3.0
"""In points: how thick a rule may be, how long it must be, how near two ends must be to meet."""
_MOST_RULES, _MOST_PLACES = 4000, 100_000
_COVERED = 0.6


@dataclass
class Rules:
    """Horizontal and vertical lines."""

    across: list[Box] = field(default_factory=list)
    down: list[Box] = field(default_factory=list)

    def line(self, box: Box) -> bool:
        """Add a rectangle that is thin enough for a line; False if it is none."""
        width, height = box.right - box.left, box.bottom - box.top
        if height <= _THIN and width >= _LONG:
            self.across.append(box)
        elif width <= _THIN and height >= _LONG:
            self.down.append(box)
        return min(width, height) <= _THIN


def grids(rules: Rules) -> list[list[tuple[Box, PdfCell]]]:
    """The tables that the rules of a page make, from top to bottom: each cell's rectangle, row, column and size.

    More rules than any table has (a drawing) make none.
    """
    if len(rules.across) + len(rules.down) > _MOST_RULES:
        return []
    found = [grid for group in groups(rules) if len(grid := _grid(group)) > 1]
    return sorted(found, key=lambda grid: (grid[0][0].top, grid[0][0].left))


def groups(rules: Rules) -> list[Rules]:
    """Rules that meet each other, directly or by way of others."""
    every = [*rules.across, *rules.down]
    flat = len(rules.across)
    parent = list(range(len(every)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    upright = sorted(range(flat, len(every)), key=lambda number: every[number].left)
    lefts = [every[number].left for number in upright]
    for number in range(flat):
        one = every[number]
        for other in upright[bisect_left(lefts, one.left - _NEAR - _THIN) :]:
            if every[other].left > one.right + _NEAR:
                break
            if every[other].top - _NEAR <= one.bottom and one.top <= every[other].bottom + _NEAR:
                parent[root(other)] = root(number)
    groups: dict[int, Rules] = {}
    for number, rule in enumerate(every):
        group = groups.setdefault(root(number), Rules())
        (group.across if number < flat else group.down).append(rule)
    return list(groups.values())


def _grid(rules: Rules) -> list[tuple[Box, PdfCell]]:
    """The cells of one table: places of the finest grid, joined where no rule keeps them apart."""
    rules = _closed(rules)
    xs = _levels([(rule.left + rule.right) / 2 for rule in rules.down])
    ys = _levels([(rule.top + rule.bottom) / 2 for rule in rules.across])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_PLACES:
        return []
    walls = _walls(rules.down, xs, ys, upright=True)
    floors = _walls(rules.across, ys, xs, upright=False)
    cells: list[tuple[Box, PdfCell]] = []
    taken: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right = column
            while right + 2 < len(xs) and (right + 1, row) not in walls and (row, right + 1) not in taken:
                right += 1
            low = row
            while low + 2 < len(ys) and not any((low + 1, x) in floors for x in range(column, right + 1)):
                low += 1
            taken.update((y, x) for y in range(row, low + 1) for x in range(column, right + 1))
            box = Box(xs[column], ys[row], xs[right + 1], ys[low + 1])
            cells.append((box, PdfCell("", row + 1, column + 1, low - row + 1, right - column + 1)))
    return cells


def _closed(rules: Rules) -> Rules:
    """Rules with the sides that a table open at its sides, or above and below, lacks: where the others end."""
    if not rules.across or not rules.down:
        return rules
    closed = Rules(list(rules.across), list(rules.down))
    top, bottom = min(rule.top for rule in rules.across), max(rule.bottom for rule in rules.across)
    for edge, outer in ((_ends(rules.across, 0), min), (_ends(rules.across, 2), max)):
        last = outer((rule.left + rule.right) / 2 for rule in rules.down)
        if edge is not None and abs(edge - last) > _LONG and outer(edge, last) == edge:
            closed.down.append(Box(edge, top, edge, bottom))
    return closed


def _ends(rules: Sequence[Box], side: int) -> float | None:
    """Where most rules across end on one side; None where they end in different places."""
    ends = sorted(rule[side] for rule in rules)
    middle = ends[len(ends) // 2]
    same = sum(abs(end - middle) <= _NEAR for end in ends)
    return middle if len(ends) > 2 and same > 0.7 * len(ends) else None


def _levels(values: Sequence[float]) -> list[float]:
    """Places of lines, those next to each other as one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _NEAR:
            levels.append(value)
    return levels


def _walls(rules: Sequence[Box], at: list[float], along: list[float], *, upright: bool) -> set[tuple[int, int]]:
    """Which stretches of the grid a rule covers: pairs of the level that it lies on and the interval along it."""
    walls: set[tuple[int, int]] = set()
    for rule in rules:
        middle = (rule.left + rule.right) / 2 if upright else (rule.top + rule.bottom) / 2
        start, end = (rule.top, rule.bottom) if upright else (rule.left, rule.right)
        level = max(0, bisect_left(at, middle + 0.01) - 1)
        for number, (low, high) in enumerate(pairwise(along)):
            if min(end, high) - max(start, low) > _COVERED * (high - low):
                walls.add((level, number))
    return walls
