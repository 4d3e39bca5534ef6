"""One document from its text to its statements: the way through this room, each step one function."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graph.statements import Document, Statement
from loaders import pipeline, scope
from loaders.bodies import CANDIDATE
from loaders.coverage import Cue, cover
from loaders.gazetteer import gazetteer
from loaders.metadata import describe
from loaders.names import Resolver
from loaders.outline import Outline, outline
from loaders.statements import Builder, FoundBody
from loaders.text import Text

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Extraction:
    """What one document says.

    Attributes:
        document: its own data.
        text: its text, which all offsets count in.
        tree: its headings and items.
        tasks: what its clauses cover, and items that name nobody.
        bodies: the coordinating bodies that it founds.
        statements: every fact, in the order of the text.
    """

    document: Document
    text: Text
    tree: Outline
    tasks: list[scope.Task]
    bodies: list[FoundBody]
    statements: list[Statement]

    @cached_property
    def items(self) -> list[scope.Task]:
        """The numbered items."""
        return [task for task in self.tasks if task.form == "item"]

    @cached_property
    def orphans(self) -> list[scope.Task]:
        """The numbered items that name nobody, neither themselves nor in their parts."""
        named = {task.node for task in self.tasks if task.clauses}
        return [task for task in self.items if task.node not in named]

    @cached_property
    def cues(self) -> list[Cue]:
        """Every duty cue of the text with what became of it."""
        spans = [(f.start, f.end) for task in self.tasks for f in task.clauses]
        return cover(self.text, spans, [(b.start, b.end) for b in self.bodies])


def extract(text: Text) -> Extraction:
    """Read one document."""
    names = gazetteer()
    document, region = describe(text, names)
    tree = outline(text)
    tasks = scope.tasks(text, tree, scope.find(text, tree, names))
    bodies = find_bodies(text)
    resolver = Resolver(names, region, scope=f"未定地区（{Path(text.file).stem}）")
    statements = Builder(text, document, tree, resolver).build(tasks, bodies)
    return Extraction(document, text, tree, tasks, bodies, statements)


def find_bodies(text: Text) -> list[FoundBody]:
    """Every paragraph that founds a coordinating body."""
    folded = text.folded
    nlp = pipeline.pipeline(pipeline.BODY)
    found: list[FoundBody] = []
    done = 0
    for candidate in CANDIDATE.finditer(folded):
        if candidate.start() < done:
            continue
        start, end = folded.rfind("\n", 0, candidate.start()) + 1, candidate.end()
        line = _LINE.match(folded, end)
        start, end = text.trim(start, line.end() if line else end)
        done = end
        words = text.squeeze(start, end)
        body = nlp(words.text).user_data["body"]
        if body is not None:
            found.append(FoundBody(start, end, words, body))
    return found
