"""Facts that rest on words of a picture which were recognised without much certainty: each is a signal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.statements import Statement
from loaders.page.spans import Signal, Spans
from loaders.page.text import Text

REASON = "识别把握不大，由此读出的关系请对照原件"
_SHORTEST = 2
"""Characters of a stretch that can be found again in the text without chance."""


def signals(text: Text, statements: Sequence[Statement]) -> Iterator[Signal]:
    """One for each doubtful stretch that a fact rests on, in the order of the text; each place once."""
    if not text.doubtful:
        return
    words = text.squeeze(0, len(text.raw))
    proofs = Spans(sorted({(one.start, one.end) for one in statements}))
    found: set[tuple[int, int]] = set()
    for stretch in text.doubtful:
        wanted = Text(stretch)
        looked = wanted.squeeze(0, len(stretch)).text
        at = words.text.find(looked) if len(looked) >= _SHORTEST else -1
        while at >= 0:
            span = words.span(at, at + len(looked))
            if proofs.touches(*span):
                found.add(span)
            at = words.text.find(looked, at + len(looked))
    yield from (Signal(*span, REASON) for span in sorted(found))
