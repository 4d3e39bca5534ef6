"""A clause in its place, and the task that it covers."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.lexicon.clauses import Clause
from loaders.page.outline import Node
from loaders.page.text import Squeezed

COLLECTIVE = "prose:collective"
"""The rule whose parties are collectives, whatever their names."""


@dataclass(frozen=True)
class Found:
    """A clause in its place.

    Attributes:
        start, end: offsets of the clause with its brackets.
        words: its words, which know their offsets.
        clause: what was read in them.
    """

    start: int
    end: int
    words: Squeezed
    clause: Clause


@dataclass(frozen=True)
class Task:
    """What one or more clauses cover.

    Attributes:
        node: the heading or item that the words stand under.
        start, end: offsets of the words of the task.
        form: "item" (all of a numbered item), "section" (a heading with items below), "sentences" (a part), "prose"
            (words of a sentence of running text) or "row" (a row of a table).
        clauses: the clauses that cover it; none for an item that names nobody.
        inherits: whether the items below take the lead over (the clause stands on the heading itself).
        name: what the task is called, where it is not simply its words.
        content: offsets of the words that say what is to be done, where they are others than the task's own.
    """

    node: Node
    start: int
    end: int
    form: str
    clauses: tuple[Found, ...]
    inherits: bool = False
    name: str = ""
    content: tuple[int, int] | None = None
