"""What is kept of a document that was read, and what goes to the graph: all that leaves the process that extracts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from graph.goal import Goal, goal
from graph.statements import Document, Statement
from loaders.ledger.cues import Cue, Fate
from loaders.page.spans import Signal

if TYPE_CHECKING:
    # Extraction takes a second to import; who has an outcome need not.
    from loaders.extract import Extraction


_UNREAD = "需要看一看"
_BALANCE: dict[str, tuple[str, ...]] = {
    "成为责任": ("party",),
    "成员": ("member",),
    "职务": ("post",),
    "其他关系": ("stated",),
    "泛指": ("collective",),
    "主送": ("addressee",),
    "落款": ("signature",),
    "引用": ("citation",),
    "受事": ("object",),
    "在任务文字中": ("task",),
    _UNREAD: ("signal",),
    "只是提到": ("other",),
}
"""What a reader is told of each fate of a mention; every fate stands here once."""


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
        mentions: how often bodies are named, by what became of each mention.
    """

    sha256: str
    file: str
    text: str
    headings: tuple[Heading, ...]
    cues: tuple[Cue, ...]
    signals: tuple[Signal, ...]
    items: int
    orphans: int
    mentions: dict[str, int]

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
            mentions=dict(Counter(mention.fate for mention in extraction.mentions)),
        )

    def fates(self) -> dict[Fate, int]:
        """Numbers of duty cues by what became of them."""
        return {fate: sum(cue.fate == fate for cue in self.cues) for fate in get_args(Fate)}

    def balance(self) -> str:
        """What became of the mentions of bodies, in one sentence whose numbers add up, with the share not read."""
        told = {name: sum(self.mentions.get(fate, 0) for fate in fates) for name, fates in _BALANCE.items()}
        if not (total := sum(told.values())):
            return "没有提到单位。"
        parts = "，".join(f"{name} {number}" for name, number in told.items() if number)
        return f"提到单位 {total} 处：{parts}；没有读懂的占 {told[_UNREAD] / total:.0%}。"


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
        goal: what the graph shall hold of it; worked out here, because the writer has enough to do.
        kept: what is kept beside the graph.
        file: name of the file it came from.
        notices: pairs of a reason and a detail: what was guessed, mended or left out when it was read.
    """

    document: Document
    statements: Sequence[Statement]
    goal: Goal
    kept: Kept
    file: str
    notices: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, extraction: Extraction) -> Outcome:
        """What leaves the process."""
        text = extraction.text
        notices = [(str(reason), str(detail)) for reason, detail in text.notices]
        document, statements = extraction.document, list(extraction.statements)
        return cls(document, statements, goal(document, statements), Kept.of(extraction), text.file, notices)
