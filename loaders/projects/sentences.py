"""A text's sentences that may speak of projects, without their line breaks, and the clauses of each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from loaders.lexicon.brackets import mask_inner
from loaders.page.outline import Node, Outline
from loaders.page.text import Squeezed, Text
from loaders.projects.words import HINT

_STOP = re.compile(r"[。!?;\n]")
_QUOTED = re.compile(r"[“《][^“”《》]{1,60}[”》]")
_CUTS = str.maketrans(dict.fromkeys("、,;。:和及", "\1"))
_JOINS = re.compile(r"[\u4e00-\u9fff,、“\d]")
_CLAUSE = re.compile(r"[^,;:。!?]+")
_INCLUDES = re.compile("包[括含]|其中有|分别[是为]|暨")
_LINE = 15
"""A shorter line is a heading or a caption, not one that a printer broke."""


@dataclass(frozen=True)
class Sentence:
    """A sentence.

    Attributes:
        text: the document.
        words: the sentence without white space, which knows its offsets.
        node: the heading or item that it stands under.
    """

    text: Text
    words: Squeezed
    node: Node

    @cached_property
    def masked(self) -> str:
        """The words with everything inside brackets, and all that cuts inside quotation marks, blotted out."""
        plain = self.words.text
        if "“" in plain or "《" in plain:
            plain = _QUOTED.sub(lambda match: match.group().translate(_CUTS), plain)
        return mask_inner(plain)

    @cached_property
    def includes(self) -> bool:
        """Whether it may list what something includes, or name two occasions: 包括, 分别为, 暨."""
        return _INCLUDES.search(self.masked) is not None

    def clauses(self) -> list[tuple[int, int]]:
        """Offsets within the sentence of what stands between its commas."""
        return [match.span() for match in _CLAUSE.finditer(self.masked)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document."""
        return self.words.span(start, end)

    def written(self, start: int, end: int) -> str:
        """The words as the document writes them."""
        return self.text.written(*self.words.span(start, end))

    @property
    def quote(self) -> tuple[int, int]:
        """Offsets of the whole sentence in the document."""
        return self.words.span(0, len(self.words.text))


def sentences(text: Text, tree: Outline) -> Iterator[Sentence]:
    """The sentences that may speak of projects, in the order of the text."""
    folded = text.folded
    starts = [node.start for node in tree.nodes]
    heads = set(starts)
    done = 0
    for hint in HINT.finditer(folded):
        if hint.start() < done:
            continue
        begin = _begin(folded, done, hint.start(), heads)
        done = _end(folded, hint.end(), heads)
        start, end = text.trim(begin, done)
        at = bisect_right(starts, start) - 1
        node = tree.nodes[at] if at >= 0 else tree.root
        yield Sentence(text, text.squeeze(max(start, node.title_start), end), node)


def _begin(folded: str, done: int, place: int, heads: set[int]) -> int:
    """Where the sentence around a place begins, not before `done`."""
    start = max(folded.rfind(mark, done, place) + 1 for mark in "。!?;")
    line = place
    while (line := folded.rfind("\n", max(start, done), line)) >= 0:
        if not _broken(folded, line, heads):
            return line + 1
    return max(start, done)


def _end(folded: str, place: int, heads: set[int]) -> int:
    """Where the sentence around a place ends: at a full stop, or at the end of a line that no printer broke."""
    for stop in _STOP.finditer(folded, place):
        if stop.group() != "\n" or not _broken(folded, stop.start(), heads):
            return stop.start()
    return len(folded)


def _broken(folded: str, place: int, heads: set[int]) -> bool:
    """Whether a line that ends here goes on in the next one."""
    return (
        place + 1 not in heads
        and _JOINS.match(folded, place - 1) is not None
        and _JOINS.match(folded, place + 1) is not None
        and place - folded.rfind("\n", 0, place) > _LINE
    )
