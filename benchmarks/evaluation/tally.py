"""What was counted for one kind of answers in one document, and the figures that follow."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts of one kind in one document.

    Attributes:
        shown: rows of the answers that are here.
        whole: rows of all answers, as their ids tell; equal to `shown` where all are here.
        records: what `qiantou extract` says of this kind.
        right: rows that a record states.
        wrong: records that are wrong for certain.
        agree: for each compared field the pairs that agree on it; `asked`: those that have something to compare.
        entire: pairs that agree on every field.
        notes: what was missed, wrong, different or without a row, one line each.
    """

    shown: int = 0
    whole: float = 0
    records: int = 0
    right: int = 0
    wrong: int = 0
    entire: int = 0
    agree: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    @property
    def missed(self) -> int:
        """Rows that no record states."""
        return self.shown - self.right

    @property
    def recall(self) -> float:
        """The share of the rows that are found."""
        return self.right / self.shown if self.shown else 1.0

    @property
    def decided(self) -> float:
        """Precision on the records that can be decided."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def estimated(self) -> float:
        """Precision on all records, if the rows that are not here are found as often as those that are."""
        if self.is_whole:
            return self.decided
        return min(1.0, self.recall * self.whole / self.records) if self.records else 1.0

    @property
    def is_whole(self) -> bool:
        """Whether all answers are here."""
        return self.whole == self.shown

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and estimated precision."""
        both = self.recall + self.estimated
        return 2 * self.recall * self.estimated / both if both else 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.shown + other.shown,
            self.whole + other.whole,
            self.records + other.records,
            self.right + other.right,
            self.wrong + other.wrong,
            self.entire + other.entire,
            self.agree + other.agree,
            self.asked + other.asked,
            self.notes + other.notes,
        )
