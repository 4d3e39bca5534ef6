"""A target, as found."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.page.outline import Node


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator and the value that it is to reach.

    Attributes:
        indicator: its name, completed from the words before it where the sentence leaves a part out.
        comparator: =, ≥, ≤, ≈, > or <; 增长 or 下降 before it where the value is a change.
        value: the number; for a range its lower end.
        unit: with its power of ten as written (万人); "" where none is written.
        start, end: offsets of the words that state it.
        value_start, value_end: offsets of the number alone.
        year: 2025, or as written with more than the year (2023年底), or 每年, 试点期间; where the sentence names none,
            that of the plan or the piece that states it; None where neither tells it.
        scope: the region (as written, or its id) or park that the sentence names, else its piece is about;
            None for that of the document.
        node: the heading or item that it stands under.
        suspect: whether a damaged character stands in the number.
        upper: the upper end of a range; None for a single number.
        is_year_told: whether the sentence itself names the year.
    """

    indicator: str
    comparator: str
    value: float
    unit: str
    start: int
    end: int
    value_start: int
    value_end: int
    year: str | None
    scope: str | None
    node: Node
    suspect: bool
    upper: float | None = None
    is_year_told: bool = True
