"""A deadline in its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from loaders.page.outline import Node

Kind = Literal["截止", "阶段", "长期", "周期"]
"""What a deadline limits: work that ends, a stretch of it, work without an end, work that comes again."""
BY: Final = "截止"
STAGE: Final = "阶段"
LASTING: Final = "长期"
REPEATED: Final = "周期"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time by which something is to be done.

    Attributes:
        start, end: offsets of its words, in the words that were read.
        kind: what it limits.
        until: the last day, YYYY-MM-DD; "" where no day can be known.
        every: how often, as 每季度; "" where it does not come again.
        computed: whether the day was counted from that of the document.
    """

    start: int
    end: int
    kind: Kind
    until: str = ""
    every: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline in its place.

    Attributes:
        deadline: what it says; its offsets count in the document.
        start, end: offsets of the sentence or the row that says so.
        node: the heading or item that it stands under.
        task: offsets of the words of the task that it is for, where that is a part of the item; None for all of it.
        rule: where it stands: column, label, bracket or sentence.
    """

    deadline: Deadline
    start: int
    end: int
    node: Node
    task: tuple[int, int] | None
    rule: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a document tells of its times where a deadline names no year.

    Attributes:
        year: the year that the plan is for, 0 where it is for several or tells none.
        date: of the document, YYYY-MM-DD; "" where it tells none.
        is_several: whether the plan is for several years, so that a month may be that of any.
    """

    year: int = 0
    date: str = ""
    is_several: bool = False
