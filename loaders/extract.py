"""One document from its text to its statements: the way through this room, each step one function."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from graph.ontology import ontology
from graph.statements import Document, Statement
from loaders import components as pipeline
from loaders import places_state as place_statements
from loaders.agencies import find as agencies
from loaders.bodies import find as groups
from loaders.bodies.founding import CANDIDATE, KIND
from loaders.builder import COLLECTIVE, Builder, FoundBody
from loaders.duties import collectives, divisions, tables
from loaders.duties import tasks as scope
from loaders.duties.signals import Signal, signals
from loaders.duties.tables import Table
from loaders.ledger.cues import Cue, cover
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.names import Resolver
from loaders.page.metadata import describe
from loaders.page.outline import Outline, outline
from loaders.page.text import Text
from loaders.parks.attribution import Owners
from loaders.places_state import state_industries, state_people, state_places
from loaders.projects import find as projects
from loaders.projects.state import state_projects
from loaders.targets import allotments
from loaders.targets import find as targets
from loaders.targets.find import Target
from loaders.targets.state import state_allotments, state_targets

_BREAK = re.compile(
    r"\n[ ]*\n|(?<=[。:;])\n(?=[ ]{2})|\n(?=[ ]*(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、]))"
)
_LONGEST = 4_000
"""Characters of the longest paragraph that is read as the founding of a body."""


@dataclass(frozen=True)
class Extraction:
    """What one document says.

    Attributes:
        document: its own data.
        text: its text, which all offsets count in.
        tree: its headings and items.
        tables: the tables that state responsibilities.
        tasks: what its clauses cover, and items that name nobody.
        bodies: the coordinating bodies that it founds or mentions.
        projects: the projects that it names, and the lists of them.
        named: the parks, industries and people that it names.
        targets: the indicators that it sets, with their values.
        allotments: its tables that give each region its share of an indicator.
        statements: every fact, in the order of the text.
        cues: every duty cue with what became of it.
    """

    document: Document
    text: Text
    tree: Outline
    tables: list[Table]
    tasks: list[scope.Task]
    bodies: list[FoundBody]
    projects: projects.Findings
    named: place_statements.Findings
    targets: list[Target]
    allotments: list[allotments.AllotmentTable]
    statements: list[Statement]
    cues: list[Cue]

    @cached_property
    def signals(self) -> list[Signal]:
        """What a reader should look at, in the order of the text."""
        duties = signals(self.tasks, self.bodies, self.tables, self.cues)
        sums = [signal for table in self.allotments for signal in table.signals]
        return sorted([*duties, *self.projects.signals, *self.named.signals, *sums], key=_place)

    @property
    def year(self) -> str:
        """The year that a plan is for, empty for one of several years and for a text of several pieces."""
        return "" if self.named.pieces else targets.year_of(self.text, self.document.date)

    @cached_property
    def around(self) -> Callable[[int], str]:
        """The zone or region that the piece at an offset is about; empty for plans and pieces about the whole."""
        return Owners(self.text).around

    @cached_property
    def agencies(self) -> list[agencies.Agency]:
        """Every body that the text names, with its mentions."""
        stated = (s.raw for s in self.statements if s.raw and s.rule not in _NO_BODIES and s.relation in _PARTIES)
        people = agencies.public(one.organisation for one in self.named.people)
        named = {name: name for name in (*stated, *people)}
        ours = agencies.standing(groups.names(self.bodies))
        return agencies.find(self.text, self.document, self.named.pieces, named | ours)

    @cached_property
    def items(self) -> list[scope.Task]:
        """The numbered items."""
        return [task for task in self.tasks if task.form == "item"]

    @cached_property
    def orphans(self) -> list[scope.Task]:
        """The numbered items that name nobody, neither themselves nor in their parts."""
        named = {task.node for task in self.tasks if any(hit.clause.rule != COLLECTIVE for hit in task.clauses)}
        return [task for task in self.items if task.node not in named]


_NO_BODIES = frozenset({"body:posts", COLLECTIVE})
"""Rules whose subjects are people, or all whom a text exhorts."""
_PARTIES = {*ontology().roles, "办公室设在"}


def extract(text: Text) -> Extraction:
    """Read one document."""
    names = gazetteer()
    document, region = describe(text, names)
    found = tables.find(text)
    in_tables = [(table.start, table.end) for table in found]
    tree = outline(text, in_tables)
    named = place_statements.find(text, tree, document.title)
    signed = any(piece.author for piece in named.pieces)
    tasks = scope.tasks(text, tree, scope.find(text, tree, names, in_tables), signed=signed)
    tasks.extend(scope.row_tasks(text, tree, found, tasks))
    bodies = groups.find(text, named.pieces, named.people, find_bodies(text, tree.width))
    spans = [*in_tables, *(span for body in bodies for span in body.sentences())]
    spans.extend((hit.start, hit.end) for task in tasks for hit in task.clauses)
    cues = cover(text, spans, tree.width)
    members = (member.name for one in bodies for member in one.body.members)
    running = scope.prose_tasks(text, tree, cues, tasks, members)
    spans.extend((hit.start, hit.end) for task in running for hit in task.clauses)
    cues = cover(text, spans, tree.width, late=True)
    resolver = Resolver(names, region, text.file)
    tasks.extend(running)
    tasks.extend(divisions.find(text, tree, spans))
    if not signed:
        tasks.extend(collectives.find(text, tree))
    builder = Builder(text, document, tree, resolver)
    builder.build(tasks, bodies)
    planned = projects.find(text, tree)
    parks = place_statements.Parks(builder, named.places)
    state_projects(builder, planned, names, parks, Owners(text).around if named.pieces else None)
    state_places(builder, parks)
    state_industries(builder, named.industries, parks)
    state_people(builder, named.people, named.pieces, groups.names(bodies))
    set_, shares = targets.find(text, tree, document.date, named.pieces), allotments.find(text)
    state_targets(builder, set_, place_statements.target_spans(named.industries))
    state_allotments(builder, shares, parks)
    stated = builder.statements
    return Extraction(document, text, tree, found, tasks, bodies, planned, named, set_, shares, stated, cues)


def _place(signal: Signal) -> tuple[int, int, str]:
    return signal.start, signal.end, signal.reason


def find_bodies(text: Text, width: int) -> list[FoundBody]:
    """Every paragraph that founds a coordinating body.

    Args:
        width: characters a line where a printer broke the lines, 0 where a line is a paragraph.
    """
    folded = text.folded
    found: list[FoundBody] = []
    done = 0
    for candidate in CANDIDATE.finditer(folded):
        if candidate.start() < done:
            continue
        start, done = _paragraph(text, candidate.start(), candidate.end(), width)
        if KIND.search(folded, start, done) is None:
            continue
        words = text.squeeze(start, done)
        body = pipeline.read(pipeline.BODY, words.text)["body"]
        if body is not None:
            found.append(FoundBody(start, done, words, body))
    return found


def _paragraph(text: Text, start: int, end: int, width: int) -> tuple[int, int]:
    """The paragraph around a stretch: its line, or where a printer broke lines all up to a gap or a heading."""
    if not width:
        before, after = text.folded.rfind("\n", 0, start), text.folded.find("\n", end)
        return text.trim(before + 1, after if after >= 0 else len(text.folded))
    first = max(0, start - _LONGEST)
    first = max((match.end() for match in _BREAK.finditer(text.folded, first, start)), default=first)
    stop = _BREAK.search(text.folded, end)
    return text.trim(first, stop.start() if stop is not None else len(text.folded))
