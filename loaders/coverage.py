"""Nothing silent: every duty cue of a text ends as an edge, as a listed non-duty, or as a signal with its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import yaml

import data
from loaders.cues import CUE
from loaders.text import Text

Fate = Literal["edge", "non-duty", "signal"]
_SENTENCE_END = re.compile(r"[。!?;\n]")
_SENTENCE_END_WRAPPED = re.compile(r"[。!?;]|\n[ ]*\n")
_MAX_SENTENCE = 300


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
    """A way to use a duty cue that gives nobody a duty."""

    name: str
    pattern: re.Pattern[str]


@cache
def non_duties() -> tuple[NonDuty, ...]:
    """The rules of data/rules/non_duties.yaml, in its order."""
    rows = yaml.safe_load((data.RULES / "non_duties.yaml").read_text(encoding="utf-8"))
    return tuple(NonDuty(row["name"], re.compile(row["pattern"])) for row in rows)


def cover(text: Text, spans: Iterable[tuple[int, int]], width: int = 0) -> list[Cue]:
    """Say of every cue what became of it.

    Args:
        spans: stretches that became edges: clauses, founding paragraphs, duties in running text.
        width: characters a line where a printer broke the lines, 0 where a line is a paragraph.
    """
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]
    cues: list[Cue] = []
    for match in CUE.finditer(text.folded):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.end() <= ordered[at][1]:
            cues.append(Cue(match.start(), match.end(), *ordered[at], "edge"))
        else:
            cues.append(_judge(text.folded, match.start(), match.end(), width))
    return cues


def _judge(folded: str, start: int, end: int, width: int) -> Cue:
    first, last = sentence(folded, start, end, width)
    # A rule sees the sentence without the line breaks that a printer put into it.
    words = folded[first:last].replace("\n", " ") if width else folded[first:last]
    for rule in non_duties():
        if any(m.start() <= start - first and end - first <= m.end() for m in rule.pattern.finditer(words)):
            return Cue(start, end, first, last, "non-duty", rule.name)
    return Cue(start, end, first, last, "signal")


def sentence(folded: str, start: int, end: int, width: int = 0) -> tuple[int, int]:
    """Offsets of the sentence around a stretch, at most 300 characters to each side."""
    stop = _SENTENCE_END_WRAPPED if width else _SENTENCE_END
    low = max(0, start - _MAX_SENTENCE)
    first = max((m.end() for m in stop.finditer(folded, low, start)), default=low)
    after = stop.search(folded, end, end + _MAX_SENTENCE)
    return first, after.end() if after is not None else min(len(folded), end + _MAX_SENTENCE)
