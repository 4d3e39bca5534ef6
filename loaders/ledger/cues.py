"""Nothing silent: every duty cue of a text ends as an edge, as a listed non-duty, or as a signal with its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Literal

import yaml

import data
from loaders.lexicon.cues import CUE
from loaders.page.spans import Signal
from loaders.page.text import Text, kept

Fate = Literal["edge", "non-duty", "signal"]
_STOP = re.compile(r"[。!?;\n]")
_STOP_WRAPPED = re.compile(r"[。!?;]|\n[ ]*\n")
_MAX_SENTENCE = 600
SUBJECTLESS = "无主语的动词"
"""The rule for a verb at the head of a sentence: no duty, unless the heading above names who does it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that announces a responsibility, and what became of it.

    Attributes:
        start, end: offsets of the cue.
        sentence_start, sentence_end: offsets of its sentence, or of the stretch that became an edge.
        fate: an edge, a listed non-duty, or a signal.
        rule: which rule says that it is no duty; empty for the others.
    """

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    fate: Fate
    rule: str = ""


@dataclass(frozen=True, slots=True)
class NonDuty:
    """A way to use a duty cue that gives nobody a duty.

    Attributes:
        name, pattern: as in the file.
        late: whether it speaks only of cues that no reader took for a duty.
    """

    name: str
    pattern: re.Pattern[str]
    late: bool


@cache
def non_duties() -> tuple[NonDuty, ...]:
    """The rules of data/rules/non_duties.yaml, in its order."""
    rows = yaml.safe_load((data.RULES / "non_duties.yaml").read_text(encoding="utf-8"))
    return tuple(NonDuty(row["name"], re.compile(row["pattern"]), row.get("late", False)) for row in rows)


def cover(text: Text, spans: Iterable[tuple[int, int]], width: int = 0, *, late: bool = False) -> list[Cue]:
    """Say of every cue what became of it.

    Args:
        spans: stretches that became edges: clauses, founding paragraphs, duties in running text.
        width: characters a line where a printer broke the lines, 0 where a line is a paragraph.
        late: whether all has been read: then the wider rules tell why the rest is no duty.
    """
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]
    # Spans may stand in each other: of those that begin before a cue the one that ends last counts.
    ordered = [*accumulate(ordered, _longer)]
    judge = _Judge(text.folded, width, [rule for rule in non_duties() if late or not rule.late])
    cues: list[Cue] = []
    for start, end in words(text):
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= ordered[at][1]:
            cues.append(Cue(start, end, *ordered[at], "edge"))
        else:
            cues.append(judge(start, end))
    return cues


@kept
def words(text: Text) -> list[tuple[int, int]]:
    """The offsets of every duty cue."""
    return [match.span() for match in CUE.finditer(text.folded)]


def _longer(last: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    return span if span[1] >= last[1] else last


class _Judge:
    """Tells duties from what only looks like one; cues come in the text's order, and each sentence is read once."""

    def __init__(self, folded: str, width: int, rules: Sequence[NonDuty]) -> None:
        self._folded = folded
        self._width = width
        self._rules = rules
        self._stop = _STOP_WRAPPED if width else _STOP
        self._sentence = (0, 0)
        self._uses: list[tuple[int, int, str]] = []

    def __call__(self, start: int, end: int) -> Cue:
        if start >= self._sentence[1]:
            self._sentence = self._around(start, end)
            self._uses = self._read(*self._sentence)
        first, last = self._sentence
        for use_start, use_end, rule in self._uses:
            if use_start <= start and end <= use_end:
                return Cue(start, end, first, last, "non-duty", rule)
        return Cue(start, end, first, last, "signal")

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a cue: from the last stop or sentence to the next stop, at most 600 characters away."""
        low = max(self._sentence[1], start - _MAX_SENTENCE)
        first = max((match.end() for match in self._stop.finditer(self._folded, low, start)), default=low)
        after = self._stop.search(self._folded, end, end + _MAX_SENTENCE)
        return first, after.end() if after is not None else min(len(self._folded), end + _MAX_SENTENCE)

    def _read(self, first: int, last: int) -> list[tuple[int, int, str]]:
        """Every stretch of a sentence that a rule knows as no duty, in the order of the rules."""
        words = self._folded[first:last]
        # A rule sees the sentence without the line breaks that a printer put into it.
        words = words.replace("\n", " ") if self._width else words
        return [
            (first + match.start(), first + match.end(), rule.name)
            for rule in self._rules
            for match in rule.pattern.finditer(words)
        ]


def signals(cues: Iterable[Cue]) -> set[Signal]:
    """The sentences of duty words that nobody read."""
    return {Signal(cue.sentence_start, cue.sentence_end, "未读懂的责任语句") for cue in cues if cue.fate == "signal"}
