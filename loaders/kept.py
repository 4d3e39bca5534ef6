"""What is kept of a document that was read, and what goes to the graph: all that leaves the process that extracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from graph.statements import Document, Statement
from loaders.ledger.cues import Cue, Fate
from loaders.page.spans import Signal

if TYPE_CHECKING:
    # Extraction takes a second to import; who has an outcome need not.
    from loaders.extract import Extraction


@dataclass(frozen=True)
class Heading:
    """A heading or a numbered item: level (1 is the highest), number and title as written, first and last offset."""

    level: int
    number: str
    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Kept:
    """What is kept of a document.

    Attributes:
        sha256: digest of the text, as in the graph.
        file: name of the file it was read from.
        text: as read; all offsets count in it.
        headings: in the order of the text.
        cues: every duty cue with what became of it.
        signals: what a reader should look at.
        items, orphans: numbered items, and those that name nobody.
    """

    sha256: str
    file: str
    text: str
    headings: tuple[Heading, ...]
    cues: tuple[Cue, ...]
    signals: tuple[Signal, ...]
    items: int
    orphans: int

    @classmethod
    def of(cls, extraction: Extraction) -> Kept:
        """What to keep of a document that was just read."""
        return cls(
            sha256=extraction.document.sha256,
            file=extraction.document.file,
            text=extraction.text.raw,
            headings=tuple(_headings(extraction)),
            cues=tuple(extraction.cues),
            signals=tuple(extraction.signals),
            items=len(extraction.items),
            orphans=len(extraction.orphans),
        )

    def fates(self) -> dict[Fate, int]:
        """Numbers of duty cues by what became of them."""
        return {fate: sum(cue.fate == fate for cue in self.cues) for fate in get_args(Fate)}


def _headings(extraction: Extraction) -> Iterator[Heading]:
    raw = extraction.text.raw
    for node in extraction.tree.nodes:
        level = len(node.ancestors()) + 1
        yield Heading(level, node.number, raw[node.title_start : node.title_end], node.start, node.end)


@dataclass(frozen=True)
class Outcome:
    """A document as extraction leaves it.

    Attributes:
        document: its own data.
        statements: every fact, in the order in which it was stated.
        kept: what is kept beside the graph.
        file: name of the file it came from.
        notices: pairs of a reason and a detail: what was guessed, mended or left out when it was read.
    """

    document: Document
    statements: Sequence[Statement]
    kept: Kept
    file: str
    notices: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, extraction: Extraction) -> Outcome:
        """What leaves the process."""
        text = extraction.text
        notices = [(str(reason), str(detail)) for reason, detail in text.notices]
        return cls(extraction.document, list(extraction.statements), Kept.of(extraction), text.file, notices)
