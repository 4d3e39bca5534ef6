"""Every pass over a document, what it needs and gives; and every kind of fact, how it is stated and recorded.

The order of passes follows from what they need; a circle, or a need that nobody gives, is an error at import. A new
kind is a folder of its own and its lines here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from graph.anchors import fold
from graph.ontology import ontology
from graph.statements import Document, Statement, digest
from loaders.agencies import find as agencies
from loaders.agencies import record as agencies_record
from loaders.agencies.find import Agency
from loaders.bodies import find as bodies
from loaders.bodies import founding
from loaders.bodies import record as bodies_record
from loaders.bodies import rosters as bodies_rosters
from loaders.bodies import state as bodies_state
from loaders.bodies.model import FoundBody
from loaders.builder import Builder
from loaders.document import Doc, Layer, Record
from loaders.duties import collectives, divisions, orders, predicates, rows, running, tables, tasks, titles
from loaders.duties import find as duties
from loaders.duties import record as duties_record
from loaders.duties import signals as duties_signals
from loaders.duties import state as duties_state
from loaders.duties.model import COLLECTIVE, Task
from loaders.duties.tables import Table
from loaders.editions import find as editions
from loaders.editions import record as editions_record
from loaders.editions import state as editions_state
from loaders.editions.model import Reference
from loaders.entries import duties as announced
from loaders.entries import rosters
from loaders.entries.model import Roster
from loaders.industries import find as industries
from loaders.industries import record as industries_record
from loaders.industries import state as industries_state
from loaders.industries.model import Finding
from loaders.leaders import find as leaders
from loaders.leaders import state as leaders_state
from loaders.leaders.model import Said
from loaders.ledger import alarms, cues
from loaders.ledger.cues import Cue
from loaders.ledger.mentions import Ledger
from loaders.lexicon.gazetteer import Region, gazetteer
from loaders.page import articles
from loaders.page.articles import Article
from loaders.page.metadata import describe
from loaders.page.outline import Outline, outline
from loaders.page.spans import Signal
from loaders.parks import find as parks
from loaders.parks import record as parks_record
from loaders.parks import state as parks_state
from loaders.parks.attribution import Attribution
from loaders.parks.model import Place
from loaders.parks.state import Parks
from loaders.people import find as people
from loaders.people import record as people_record
from loaders.people import rosters as people_rosters
from loaders.people import state as people_state
from loaders.people.model import PersonPost
from loaders.projects import find as projects
from loaders.projects import record as projects_record
from loaders.projects import state as projects_state
from loaders.projects.model import Findings as Projects
from loaders.reforms import find as reforms
from loaders.reforms import record as reforms_record
from loaders.reforms import state as reforms_state
from loaders.reforms.find import Reform
from loaders.targets import allotments
from loaders.targets import find as targets
from loaders.targets import record as targets_record
from loaders.targets import state as targets_state
from loaders.targets.allotments import AllotmentTable
from loaders.targets.model import Target
from loaders.times import find as times
from loaders.times import record as times_record
from loaders.times import state as times_state
from loaders.times.model import Found as Time

DESCRIPTION: Layer[tuple[Document, Region | None]] = Layer("description")
PIECES: Layer[list[Article]] = Layer("pieces")
TABLES: Layer[list[Table]] = Layer("tables")
OUTLINE: Layer[Outline] = Layer("outline")
PLACES: Layer[list[Place]] = Layer("places")
PARKS: Layer[Parks] = Layer("parks")
ATTRIBUTION: Layer[Attribution] = Layer("attribution")
INDUSTRIES: Layer[list[Finding]] = Layer("industries")
PEOPLE: Layer[list[PersonPost]] = Layer("people")
CLAUSES: Layer[list[Task]] = Layer("clauses")
ROWS: Layer[list[Task]] = Layer("rows")
ROSTERS: Layer[list[Roster]] = Layer("rosters")
FOUNDED: Layer[list[FoundBody]] = Layer("founded")
BODIES: Layer[list[FoundBody]] = Layer("bodies")
SPANS: Layer[list[tuple[int, int]]] = Layer("spans")
SENTENCES: Layer[list[Task]] = Layer("sentences")
CUES: Layer[list[Cue]] = Layer("cues")
DIVISIONS: Layer[list[Task]] = Layer("divisions")
PREDICATES: Layer[list[Task]] = Layer("predicates")
ORDERS: Layer[list[Task]] = Layer("orders")
COLLECTIVES: Layer[list[Task]] = Layer("collectives")
TASKS: Layer[list[Task]] = Layer("tasks")
PROJECTS: Layer[Projects] = Layer("projects")
TARGETS: Layer[list[Target]] = Layer("targets")
ALLOTMENTS: Layer[list[AllotmentTable]] = Layer("allotments")
REFERENCES: Layer[list[Reference]] = Layer("references")
LEADERS: Layer[list[Said]] = Layer("leaders")
TIMES: Layer[list[Time]] = Layer("times")
REFORMS: Layer[list[Reform]] = Layer("reforms")
STATEMENTS: Layer[list[Statement]] = Layer("statements")
UNCLEAR: Layer[list[Signal]] = Layer("unclear")
LEDGER: Layer[Ledger] = Layer("ledger")
ALARMS: Layer[list[Signal]] = Layer("alarms")


@dataclass(frozen=True)
class Pass:
    """One way of looking at a document.

    Attributes:
        gives: the layer that it makes.
        run: finds it, in a document that holds nothing but the layers that it needs.
        needs: these layers.
    """

    gives: Layer[Any]
    run: Callable[[Doc], Any]
    needs: tuple[Layer[Any], ...] = ()


def _described(doc: Doc) -> tuple[Document, Region | None]:
    document, region = describe(doc.text, gazetteer())
    times = asdict(editions.times(doc.text, document))
    return replace(document, words=digest(fold(doc.text.raw)), **times), region


def _references(doc: Doc) -> list[Reference]:
    """What a plan or a letter says of other documents; a newspaper or a magazine rests on none."""
    return [] if doc[PIECES] else editions.references(doc.text, doc[DESCRIPTION][0])


def _signed(doc: Doc) -> bool:
    """Whether the text consists of signed pieces, whose headings and exhortations are a newspaper's."""
    return any(piece.author for piece in doc[PIECES])


def _spans(places: Iterable[Table | Roster]) -> list[tuple[int, int]]:
    return [(place.start, place.end) for place in places]


def _clause_spans(found: Iterable[Task]) -> Iterator[tuple[int, int]]:
    return ((hit.start, hit.end) for task in found for hit in task.clauses)


def _clauses(doc: Doc) -> list[Task]:
    taken = [*_spans(doc[TABLES]), *_spans(doc[ROSTERS])]
    found = duties.find(doc.text, doc[OUTLINE], gazetteer(), taken)
    return tasks.tasks(doc.text, doc[OUTLINE], found, signed=_signed(doc))


def _read(doc: Doc) -> list[tuple[int, int]]:
    """The stretches that clauses, tables and founding paragraphs state something of."""
    spans = [*_spans(doc[TABLES]), *(span for body in doc[BODIES] for span in body.sentences())]
    return [*spans, *_clause_spans([*doc[CLAUSES], *doc[ROWS]])]


def _sentences(doc: Doc) -> list[Task]:
    tree = doc[OUTLINE]
    members = (member.name for one in doc[BODIES] for member in one.body.members)
    groups = [] if doc[PIECES] else bodies.standing(doc.text, doc[BODIES])
    known = [*members, *groups, *([] if _signed(doc) else announced.names(doc.text))]
    unread = cues.cover(doc.text, doc[SPANS], tree.width)
    return running.find(doc.text, tree, unread, [*doc[CLAUSES], *doc[ROWS]], known)


def _cues(doc: Doc) -> list[Cue]:
    spans = [*doc[SPANS], *_clause_spans([*doc[SENTENCES], *doc[DIVISIONS], *doc[PREDICATES], *doc[ORDERS]])]
    return cues.cover(doc.text, spans, doc[OUTLINE].width, late=True)


def _people(doc: Doc) -> list[PersonPost]:
    found = people.of_periodical(people.find(doc.text, doc[PIECES]), doc[DESCRIPTION][0].title)
    return people_rosters.beside(found, doc[ROSTERS])


def _founded(doc: Doc) -> list[FoundBody]:
    listed = bodies_rosters.bodies(doc.text, doc[ROSTERS])
    return [*listed, *founding.find(doc.text, doc[OUTLINE].width, _spans(doc[ROSTERS]))]


def _tasks(doc: Doc) -> list[Task]:
    layers = (CLAUSES, ROWS, SENTENCES, DIVISIONS, PREDICATES, ORDERS, COLLECTIVES)
    return titles.titled(doc.text, (task for layer in layers for task in doc[layer]))


def _divisions(doc: Doc) -> list[Task]:
    if _signed(doc):
        return []
    return divisions.find(doc.text, doc[OUTLINE], [*doc[SPANS], *_clause_spans(doc[SENTENCES])])


def _predicates(doc: Doc) -> list[Task]:
    if _signed(doc):
        return []
    return predicates.find(doc.text, doc[OUTLINE], [*doc[SPANS], *_clause_spans([*doc[SENTENCES], *doc[DIVISIONS]])])


def _orders(doc: Doc) -> list[Task]:
    if doc[PIECES]:
        return []
    done = [*doc[SENTENCES], *doc[DIVISIONS], *doc[PREDICATES]]
    title = doc[DESCRIPTION][0].title
    return orders.find(doc.text, doc[OUTLINE], title, [*doc[SPANS], *_clause_spans(done)])


def _times(doc: Doc) -> list[Time]:
    described = doc[DESCRIPTION][0]
    return times.find(doc.text, described, doc[OUTLINE], doc[TABLES], doc[TASKS], signed=_signed(doc))


PASSES: tuple[Pass, ...] = (
    Pass(DESCRIPTION, _described),
    Pass(PIECES, lambda doc: articles.find(doc.text)),
    Pass(TABLES, lambda doc: tables.find(doc.text)),
    Pass(OUTLINE, lambda doc: outline(doc.text, _spans(doc[TABLES])), (TABLES,)),
    Pass(PLACES, lambda doc: parks.find(doc.text)),
    Pass(PARKS, lambda doc: Parks(doc[DESCRIPTION][0], doc[PLACES]), (DESCRIPTION, PLACES)),
    Pass(ATTRIBUTION, lambda doc: Attribution(doc.text)),
    Pass(INDUSTRIES, lambda doc: industries.find(doc.text, doc[OUTLINE], doc[PLACES]), (OUTLINE, PLACES)),
    Pass(ROSTERS, lambda doc: rosters.find(doc.text)),
    Pass(PEOPLE, _people, (PIECES, DESCRIPTION, ROSTERS)),
    Pass(CLAUSES, _clauses, (OUTLINE, TABLES, PIECES, ROSTERS)),
    Pass(
        ROWS,
        lambda doc: rows.find(doc.text, doc[OUTLINE], doc[TABLES], doc[CLAUSES]),
        (OUTLINE, TABLES, CLAUSES),
    ),
    Pass(FOUNDED, _founded, (OUTLINE, ROSTERS)),
    Pass(
        BODIES,
        lambda doc: bodies.find(doc.text, doc[PIECES], doc[PEOPLE], doc[FOUNDED]),
        (PIECES, PEOPLE, FOUNDED),
    ),
    Pass(SPANS, _read, (TABLES, BODIES, CLAUSES, ROWS)),
    Pass(SENTENCES, _sentences, (OUTLINE, PIECES, BODIES, SPANS, CLAUSES, ROWS)),
    Pass(DIVISIONS, _divisions, (OUTLINE, PIECES, SPANS, SENTENCES)),
    Pass(PREDICATES, _predicates, (OUTLINE, PIECES, SPANS, SENTENCES, DIVISIONS)),
    Pass(ORDERS, _orders, (DESCRIPTION, OUTLINE, PIECES, SPANS, SENTENCES, DIVISIONS, PREDICATES)),
    Pass(CUES, _cues, (OUTLINE, SPANS, SENTENCES, DIVISIONS, PREDICATES, ORDERS)),
    Pass(
        COLLECTIVES,
        lambda doc: [] if _signed(doc) else collectives.find(doc.text, doc[OUTLINE], [*_clause_spans(doc[PREDICATES])]),
        (OUTLINE, PIECES, PREDICATES),
    ),
    Pass(TASKS, _tasks, (CLAUSES, ROWS, SENTENCES, DIVISIONS, PREDICATES, ORDERS, COLLECTIVES)),
    Pass(PROJECTS, lambda doc: projects.find(doc.text, doc[OUTLINE]), (OUTLINE,)),
    Pass(
        TARGETS,
        lambda doc: targets.find(
            doc.text, doc[OUTLINE], doc[DESCRIPTION][0].date, doc[PIECES], doc[ATTRIBUTION].region_at
        ),
        (OUTLINE, DESCRIPTION, PIECES, ATTRIBUTION),
    ),
    Pass(ALLOTMENTS, lambda doc: allotments.find(doc.text)),
    Pass(REFERENCES, _references, (DESCRIPTION, PIECES)),
    Pass(REFORMS, lambda doc: [] if doc[PIECES] else reforms.find(doc.text), (PIECES,)),
    Pass(LEADERS, lambda doc: leaders.find(doc.text, doc[OUTLINE], doc[TABLES]), (OUTLINE, TABLES)),
    Pass(TIMES, _times, (DESCRIPTION, PIECES, OUTLINE, TABLES, TASKS)),
)
"""Every pass; the order here is that of reading, and only need orders them."""


@dataclass(frozen=True)
class Kind:
    """A kind of fact: what becomes of what its passes found.

    Attributes:
        name: the folder that knows it.
        state: writes its statements.
        records: its JSON records, from what was found and stated.
        signals: what a reader should look at.
    """

    name: str
    records: Callable[[Doc], Iterable[Record]]
    state: Callable[[Builder, Doc], None] = lambda _builder, _doc: None
    signals: Callable[[Doc], Iterable[Signal]] = lambda _doc: ()


def _state_projects(builder: Builder, doc: Doc) -> None:
    around = doc[ATTRIBUTION].region_at if doc[PIECES] else None
    projects_state.state(builder, doc[PROJECTS], gazetteer(), doc[PARKS], around)


def _state_targets(builder: Builder, doc: Doc) -> None:
    targets_state.state(builder, doc[TARGETS], industries_state.target_spans(doc[INDUSTRIES]), doc[PARKS])
    targets_state.state_allotments(builder, doc[ALLOTMENTS], doc[PARKS])


def _record_parks(doc: Doc) -> Iterator[Record]:
    owned = industries_record.targets_by_owner(doc.text, doc[INDUSTRIES])
    return parks_record.records(doc.text, doc[DESCRIPTION][0], doc[PLACES], doc[ATTRIBUTION], owned)


def _record_people(doc: Doc) -> Iterator[Record]:
    names = {alias: one.body.name for one in reversed(doc[BODIES]) for alias in one.body.aliases}
    return people_record.records(doc.text, doc[PEOPLE], doc[STATEMENTS], names)


def _year(doc: Doc) -> str:
    """The year that a plan is for, empty for one of several years and for a text of several pieces."""
    return "" if doc[PIECES] else targets.year_of(doc.text, doc[DESCRIPTION][0].date)


def _agencies(doc: Doc) -> list[Agency]:
    stated = (s.raw for s in doc[STATEMENTS] if s.raw and s.rule not in _NO_BODIES and s.relation in _PARTIES)
    public = agencies.public(one.organisation for one in doc[PEOPLE])
    named = {name: name for name in (*stated, *public)}
    ours = agencies.standing(bodies.names(doc[BODIES]))
    return agencies.find(doc.text, doc[DESCRIPTION][0], doc[PIECES], named | ours)


def unread(doc: Doc) -> list[Signal]:
    """What the ledger has to say: duty words that were not read, and bodies of which nothing became."""
    reported = [(piece.start, piece.end) for piece in doc[PIECES]]
    return [*cues.signals(doc[CUES]), *alarms.signals(doc[LEDGER], reported)]


_NO_BODIES = frozenset({"body:posts", "body:aside", "roster:posts", COLLECTIVE})
"""Rules whose subjects are people, or all whom a text exhorts."""
_PARTIES = {*ontology().roles, "办公室设在"}

KINDS: tuple[Kind, ...] = (
    Kind(
        "duties",
        records=lambda doc: duties_record.records(doc.text, doc[DESCRIPTION][0], doc[STATEMENTS]),
        state=lambda builder, doc: duties_state.state(builder, doc[TASKS]),
        signals=lambda doc: duties_signals.signals(doc[TASKS], doc[TABLES]),
    ),
    Kind(
        "bodies",
        records=lambda doc: bodies_record.records(
            doc.text, doc[DESCRIPTION][0], doc[OUTLINE], doc[PIECES], doc[BODIES]
        ),
        state=lambda builder, doc: bodies_state.state(builder, doc[BODIES]),
        signals=lambda doc: bodies_state.signals(doc[BODIES]),
    ),
    Kind(
        "projects",
        records=lambda doc: projects_record.records(
            doc.text, doc[PROJECTS], doc[STATEMENTS], duties_record.parties(doc[TASKS])
        ),
        state=_state_projects,
        signals=lambda doc: doc[PROJECTS].signals,
    ),
    Kind(
        "parks",
        records=_record_parks,
        state=lambda builder, doc: parks_state.state(builder, doc[PARKS]),
        signals=lambda doc: parks.signals(doc.text, doc[PLACES]),
    ),
    Kind(
        "industries",
        records=lambda doc: industries_record.records(
            doc.text, doc[OUTLINE], _year(doc), doc[INDUSTRIES], parks.shown(doc[PLACES])
        ),
        state=lambda builder, doc: industries_state.state(builder, doc[INDUSTRIES], doc[PARKS]),
        signals=lambda doc: industries.signals(doc.text, doc[INDUSTRIES]),
    ),
    Kind(
        "people",
        records=_record_people,
        state=lambda builder, doc: people_state.state(builder, doc[PEOPLE], doc[PIECES], bodies.names(doc[BODIES])),
    ),
    Kind(
        "targets",
        records=lambda doc: targets_record.records(doc.text, doc[DESCRIPTION][0], doc[TARGETS], doc[ALLOTMENTS]),
        state=_state_targets,
        signals=lambda doc: (signal for table in doc[ALLOTMENTS] for signal in table.signals),
    ),
    Kind(
        "times",
        records=lambda doc: times_record.records(doc.text, doc[STATEMENTS]),
        state=lambda builder, doc: times_state.state(builder, doc[TIMES]),
    ),
    Kind("leaders", records=lambda _doc: (), state=lambda builder, doc: leaders_state.state(builder, doc[LEADERS])),
    Kind(
        "agencies",
        records=lambda doc: agencies_record.records(doc.text, _agencies(doc), doc[LEDGER].mentions(doc[ALARMS])),
        signals=lambda doc: doc[UNCLEAR],
    ),
    Kind(
        "editions",
        records=lambda doc: editions_record.records(doc.text, doc[DESCRIPTION][0], doc[REFERENCES]),
        state=lambda builder, doc: editions_state.state(builder, doc[REFERENCES]),
        signals=lambda doc: () if doc[PIECES] else editions.signals(doc.text),
    ),
    Kind(
        "reforms",
        records=lambda doc: reforms_record.records(doc.text, doc[REFORMS]),
        state=lambda builder, doc: reforms_state.state(builder, doc[REFORMS]),
    ),
    Kind("ledger", records=lambda _doc: (), signals=lambda doc: doc[ALARMS]),
    # Only magazines and newspapers have columns; where a plan's page ends within a sentence nothing is lost.
    Kind("page", records=lambda _doc: (), signals=lambda doc: articles.signals(doc.text) if doc[PIECES] else ()),
)
"""Every kind of fact, in the order in which it is stated and recorded."""


def ordered(passes: Sequence[Pass]) -> tuple[Pass, ...]:
    """The passes so that each comes behind what it needs, else in the order given.

    Raises:
        ValueError: a layer is given twice, nobody gives one that is needed, or passes need each other in a circle.
    """
    given = {one.gives.name: one for one in passes}
    if len(given) < len(passes):
        raise ValueError("a layer is given twice")
    result: list[Pass] = []
    waiting: list[str] = []

    def visit(one: Pass) -> None:
        if one in result:
            return
        if one.gives.name in waiting:
            raise ValueError(f"passes need each other in a circle: {' -> '.join([*waiting, one.gives.name])}")
        waiting.append(one.gives.name)
        for need in one.needs:
            if need.name not in given:
                raise ValueError(f"nobody gives {need.name!r}, which {one.gives.name!r} needs")
            visit(given[need.name])
        waiting.pop()
        result.append(one)

    for one in passes:
        visit(one)
    return tuple(result)


ORDER = ordered(PASSES)


def run(doc: Doc) -> None:
    """Give a document all its layers; each pass sees nothing but what it needs."""
    for one in ORDER:
        doc.give(one.gives, one.run(doc.only(one.needs)))
