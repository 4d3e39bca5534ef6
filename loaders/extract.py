"""One document from its text to its statements: the passes, and the pen that writes what they found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.statements import Document, Statement
from loaders import passes
from loaders.builder import Builder
from loaders.document import Doc
from loaders.duties.model import COLLECTIVE, Task
from loaders.ledger.cues import Cue
from loaders.ledger.mentions import Ledger, Mention
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.names import Resolver
from loaders.page import doubtful
from loaders.page.outline import Outline
from loaders.page.spans import Signal
from loaders.page.text import Text


@dataclass(frozen=True)
class Extraction:
    """What one document says: its layers, and the statements made of them."""

    doc: Doc

    @property
    def text(self) -> Text:
        """The text, which all offsets count in."""
        return self.doc.text

    @property
    def document(self) -> Document:
        """The document's own data."""
        return self.doc[passes.DESCRIPTION][0]

    @property
    def tree(self) -> Outline:
        """Its headings and items."""
        return self.doc[passes.OUTLINE]

    @property
    def tasks(self) -> list[Task]:
        """What its clauses cover, and items that name nobody."""
        return self.doc[passes.TASKS]

    @property
    def statements(self) -> list[Statement]:
        """Every fact, kind by kind, each in the order of the text."""
        return self.doc[passes.STATEMENTS]

    @property
    def cues(self) -> list[Cue]:
        """Every duty cue with what became of it."""
        return self.doc[passes.CUES]

    @cached_property
    def signals(self) -> list[Signal]:
        """What a reader should look at, in the order of the text."""
        found = [signal for kind in passes.KINDS for signal in kind.signals(self.doc)]
        found += doubtful.signals(self.text, self.statements)
        return sorted(found, key=lambda signal: (signal.start, signal.end, signal.reason))

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every body as the text names it, with what became of it; in the order of the text."""
        return self.doc[passes.LEDGER].mentions(self.signals)

    @cached_property
    def items(self) -> list[Task]:
        """The numbered items."""
        return [task for task in self.tasks if task.form == "item"]

    @cached_property
    def orphans(self) -> list[Task]:
        """The numbered items that name nobody, neither themselves nor in their parts."""
        named = {task.node for task in self.tasks if any(hit.clause.rule != COLLECTIVE for hit in task.clauses)}
        return [task for task in self.items if task.node not in named]


Judge = Callable[[Document, Sequence[Statement], str], Sequence[Statement]]
"""What people have left of a document's statements; `loaders.judged`."""


def extract(text: Text, judge: Judge | None = None) -> Extraction:
    """Read one document.

    Args:
        text: the document.
        judge: applies people's corrections; what the rules read when not given.
    """
    doc = Doc(text)
    passes.run(doc)
    document, region = doc[passes.DESCRIPTION]
    builder = Builder(text, document, doc[passes.OUTLINE], Resolver(gazetteer(), region, text.file, document.date))
    for kind in passes.KINDS:
        kind.state(builder, doc)
    stated = builder.statements if judge is None else list(judge(document, builder.statements, text.raw))
    doc.give(passes.STATEMENTS, stated)
    doc.give(passes.UNCLEAR, builder.unclear)
    doc.give(passes.LEDGER, Ledger(text, stated))
    doc.give(passes.ALARMS, passes.unread(doc))
    return Extraction(doc)
