"""Nothing silent: every duty cue of a text ends as an edge, as a listed non-duty, or as a signal with its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Literal

import yaml

import data
from loaders.cues import CUE
from loaders.text import Text

Fate = Literal["edge", "non-duty", "signal"]
_SENTENCE_END = re.compile(r"[。!?;\n]")
_MAX_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that announces a responsibility, and what became of it.

    Attributes:
        start, end: offsets of the cue.
        sentence_start, sentence_end: offsets of its sentence.
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
    """A way to use a duty cue that gives nobody a duty."""

    name: str
    pattern: re.Pattern[str]


@cache
def non_duties() -> tuple[NonDuty, ...]:
    """The rules of data/rules/non_duties.yaml, in its order."""
    rows = yaml.safe_load((data.RULES / "non_duties.yaml").read_text(encoding="utf-8"))
    return tuple(NonDuty(row["name"], re.compile(row["pattern"])) for row in rows)


def cover(text: Text, clauses: list[tuple[int, int]], bodies: list[tuple[int, int]]) -> list[Cue]:
    """Say of every cue what became of it.

    Args:
        clauses: spans of the clauses that became edges.
        bodies: spans of the paragraphs that founded coordinating bodies.
    """
    spans = sorted([*clauses, *bodies])
    starts = [start for start, _ in spans]
    cues: list[Cue] = []
    for match in CUE.finditer(text.folded):
        at = bisect_right(starts, match.start()) - 1
        inside = at >= 0 and match.end() <= spans[at][1]
        cues.append(_judge(text.folded, match.start(), match.end(), inside))
    return cues


def _judge(folded: str, start: int, end: int, inside: bool) -> Cue:
    first, last = sentence(folded, start, end)
    if inside:
        return Cue(start, end, first, last, "edge")
    words = folded[first:last]
    for rule in non_duties():
        if any(m.start() <= start - first and end - first <= m.end() for m in rule.pattern.finditer(words)):
            return Cue(start, end, first, last, "non-duty", rule.name)
    return Cue(start, end, first, last, "signal")


def sentence(folded: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence around a stretch, at most 300 characters to each side."""
    low = max(0, start - _MAX_SENTENCE)
    first = max((m.end() for m in _SENTENCE_END.finditer(folded, low, start)), default=low)
    after = _SENTENCE_END.search(folded, end, end + _MAX_SENTENCE)
    return first, after.end() if after is not None else min(len(folded), end + _MAX_SENTENCE)
