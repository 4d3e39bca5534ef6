"""Sentences of the documents by words in them: every kept text is looked through, whatever became of it in the graph.

White space does not count, in the text or in what is looked for: printers and tables break words. Several words,
separated by blanks, must all be in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.kept import Kept

_END = re.compile(r"[。；;!！?？]+[)）”\"]*|\n[ \t\u3000]*\n")
LONGEST = 1200
"""Characters of a sentence beyond which it is cut around what was found: tables have no full stops."""


@dataclass(frozen=True)
class Hit:
    """A sentence: first and last offset in its text, and the headings above it."""

    start: int
    end: int
    path: tuple[str, ...]


def words(typed: str) -> list[str]:
    """What is looked for: the words between blanks, each once."""
    return list(dict.fromkeys(typed.split()))


def pattern(word: str) -> re.Pattern[str]:
    """What finds a word, wherever white space may stand in it."""
    return re.compile(r"\s*".join(map(re.escape, word)), re.IGNORECASE)


def search(kept: Kept, wanted: Sequence[str]) -> Iterator[Hit]:
    """The sentences of a text that hold all words, in their order.

    Args:
        kept: the text with its headings.
        wanted: the words; without one, nothing is found.
    """
    if not wanted:
        return
    first, *others = map(pattern, wanted)
    last = -1
    for match in first.finditer(kept.text):
        start, end = _sentence(kept.text, match.start(), match.end())
        if start < last:
            continue
        if all(other.search(kept.text, start, end) for other in others):
            last = end
            yield Hit(start, end, _path(kept, start))


def _sentence(text: str, first: int, last: int) -> tuple[int, int]:
    before = max(0, first - LONGEST)
    start = before
    for mark in _END.finditer(text, before, first):
        start = mark.end()
    found = _END.search(text, last, last + LONGEST)
    end = found.end() if found is not None else min(len(text), last + LONGEST)
    while start < first and text[start].isspace():
        start += 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return start, end


def _path(kept: Kept, at: int) -> tuple[str, ...]:
    return tuple(f"{one.number}{one.title}" for one in kept.headings if one.start <= at < one.end)


def narrowed(rows: Iterable[dict[str, Any]], **facets: str) -> list[dict[str, Any]]:
    """The rows that have the chosen value of each facet; an empty one leaves all."""
    return [
        row
        for row in rows
        if all(not value or value == row[name] or value in _list(row[name]) for name, value in facets.items())
    ]


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else ()
