"""Marks and anchors: what a link, a person's judgement or progress hangs on, so that it survives a change of the text.

A statement's id holds its offsets; one line put above a text changes every id. A mark holds what the statement says.
Measured on the 823 duties of a real plan (`benchmarks/anchors.py`): all marks differ, and all survive a line put
before, white space taken out, and punctuation of the other width.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal, Self

from graph import editions
from graph.statements import Document, Entity, Statement, digest

AROUND = 20
"""Characters of the text that an anchor keeps on each side of its sentence."""
LIKE = 85.0
"""How alike, from 0 to 100, task and sentence must be for a suggestion."""
AHEAD = 5.0
"""How much more alike than the next the best must be."""

Level = Literal[0, 1, 2, 3]
"""How an anchor was found again: 1 nothing changed, 2 only the wording of the clause, 3 a suggestion, 0 lost.

What was found at level 1 or 2 may be used as it is; level 3 is for a person to confirm.
"""

_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "〔": "[", "〕": "]", "【": "[", "】": "]", "﹑": "、"}
)


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """Words without white space, every character in its plain width: what two copies of one text share."""
    return editions.fold(words).translate(_QUOTES)


def marks(document: Document, statements: Iterable[Statement]) -> dict[str, str]:
    """The mark of each statement of a document, by the statement's id.

    Of several that say the same, each has its place among them in its mark.

    Args:
        document: the one that says so; editions of one work give the same marks.
        statements: all of its statements.
    """
    unique = {statement.id: statement for statement in statements}
    work = document.work
    seen: Counter[tuple[str, ...]] = Counter()
    made: dict[str, str] = {}
    for id_, statement in sorted(unique.items(), key=_place):
        key = _said(statement)
        seen[key] += 1
        made[id_] = digest(work, *key, seen[key])
    return made


@dataclass(frozen=True)
class Anchor:
    """A statement as it stood when somebody hung something on it; plain values, so that it can be kept as JSON.

    Attributes:
        mark: its mark then.
        work: the work whose edition it stood in.
        relation: relation of the ontology.
        raw: the name as written, else the subject's.
        kinds: kinds of subject and object.
        task: name of the object.
        number: number of the object in the text, may be empty.
        path: headings from the top of the document.
        quote: the evidence, verbatim.
        before: the characters before it, as many as `AROUND`.
        after: the characters behind it.
        start: where it began, in characters.
        nth: which of those that say the same it was, from 1.
        same: how many said the same.
        rivals: how many had the same relation, name, kinds and task, whatever their words.
    """

    mark: str
    work: str
    relation: str
    raw: str
    kinds: tuple[str, str]
    task: str
    number: str
    path: tuple[str, ...]
    quote: str
    before: str
    after: str
    start: int
    nth: int = 1
    same: int = 1
    rivals: int = 1

    def as_json(self) -> dict[str, Any]:
        """As a line of JSON holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Self:
        """An anchor that was kept as JSON."""
        return cls(**{**found, "kinds": tuple(found["kinds"]), "path": tuple(found["path"])})

    @property
    def said(self) -> tuple[str, ...]:
        """What it says, words of the clause included."""
        return (*self.meant, fold(self.quote))

    @property
    def meant(self) -> tuple[str, ...]:
        """Who has which role in what, whatever the words of the clause."""
        return (self.relation, fold(self.raw), self.kinds[1], fold(self.task))


@dataclass(frozen=True)
class Match:
    """What became of an anchor.

    Attributes:
        anchor: the one that was looked for.
        level: how it was found.
        index: its place in the list that was searched; None where it is lost.
        score: how alike task and sentence are, from 0 to 100.
    """

    anchor: Anchor
    level: Level
    index: int | None = None
    score: float = 0.0


def anchors(document: Document, statements: Sequence[Statement], text: str) -> list[Anchor]:
    """An anchor for each statement, in their order.

    Args:
        document: the one that says so.
        statements: all of its statements.
        text: the document's text, which the offsets count in.
    """
    marked = marks(document, statements)
    work = document.work
    unique = list({statement.id: statement for statement in statements}.values())
    same = Counter(_said(statement) for statement in unique)
    rivals = Counter(_meant(statement) for statement in unique)
    seen: Counter[tuple[str, ...]] = Counter()
    nth: dict[str, int] = {}
    for statement in sorted(unique, key=lambda one: _place((one.id, one))):
        seen[_said(statement)] += 1
        nth[statement.id] = seen[_said(statement)]
    return [
        Anchor(
            mark=marked[one.id],
            work=work,
            relation=one.relation,
            raw=one.raw or one.subject.name,
            kinds=(one.subject.kind, one.object.kind),
            task=one.object.name,
            number=str(one.object.properties.get("number", "")),
            path=one.path,
            quote=one.quote,
            before=text[max(0, one.start - AROUND) : one.start],
            after=text[one.end : one.end + AROUND],
            start=one.start,
            nth=nth[one.id],
            same=same[_said(one)],
            rivals=rivals[_meant(one)],
        )
        for one in statements
    ]


def match(wanted: Sequence[Anchor], current: Sequence[Anchor]) -> list[Match]:
    """Find anchors again in a text as it is now; no place of it is given to two of them.

    Args:
        wanted: anchors of an earlier text, all of them or some.
        current: `anchors` of all statements of the later one.
    """
    found: dict[int, Match] = {}
    taken: set[int] = set()

    def keep(at: int, level: Level, index: int, score: float) -> None:
        found[at] = Match(wanted[at], level, index, score)
        taken.add(index)

    said = _places(current, lambda one: one.said)
    for at, anchor in enumerate(wanted):
        index = _same(anchor, [place for place in said.get(anchor.said, ()) if place not in taken], current)
        if index is not None:
            keep(at, 1, index, 100.0)
    meant = _places(current, lambda one: one.meant)
    for at, anchor in enumerate(wanted):
        places = meant.get(anchor.meant, ())
        if at not in found and anchor.rivals == 1 and len(places) == 1 and places[0] not in taken:
            keep(at, 2, places[0], _likeness(anchor, current[places[0]]))
    lost = [at for at in range(len(wanted)) if at not in found]
    suggested = _suggested({at: wanted[at] for at in lost}, taken, current)
    found |= {at: suggested.get(at, Match(wanted[at], 0)) for at in lost}
    return [found[at] for at in range(len(wanted))]


def _suggested(lost: Mapping[int, Anchor], taken: Set[int], current: Sequence[Anchor]) -> dict[int, Match]:
    """The most alike of what is left; a place that several are alike to goes to the one that is ahead of the others."""
    parties = _places(current, lambda one: (one.relation, fold(one.raw)))
    wishes: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for at, anchor in lost.items():
        free = [place for place in parties.get((anchor.relation, fold(anchor.raw)), ()) if place not in taken]
        best = _alike(anchor, free, current)
        if best is not None:
            wishes[best[0]].append((best[1], at))
    found: dict[int, Match] = {}
    for place, wish in wishes.items():
        (score, at), *others = sorted(wish, reverse=True)
        if not others or score - others[0][0] >= AHEAD:
            found[at] = Match(lost[at], 3, place, score)
    return found


def _said(statement: Statement) -> tuple[str, ...]:
    return (*_meant(statement), fold(statement.quote))


def _meant(statement: Statement) -> tuple[str, ...]:
    object_: Entity = statement.object
    return (statement.relation, fold(statement.raw or statement.subject.name), object_.kind, fold(object_.name))


def _place(found: tuple[str, Statement]) -> tuple[Any, ...]:
    """The order of the text; of what stands at one place, an order that offsets have no part in."""
    id_, one = found
    return one.start, one.end, one.path, one.object.id, one.rule, id_


def _places(current: Sequence[Anchor], key: Callable[[Anchor], Hashable]) -> dict[Hashable, list[int]]:
    found: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, anchor in enumerate(current):
        found[key(anchor)].append(place)
    return found


def _same(anchor: Anchor, places: Sequence[int], current: Sequence[Anchor]) -> int | None:
    """Which of those that say the same it is: the only one, the one in its place, else the one with its neighbours."""
    if len(places) == 1 and anchor.same == current[places[0]].same == 1:
        return places[0]
    if places and anchor.same == current[places[0]].same:
        return next((place for place in places if current[place].nth == anchor.nth), None)
    beside = [place for place in places if _surroundings(current[place]) == _surroundings(anchor)]
    return beside[0] if len(beside) == 1 else None


def _surroundings(anchor: Anchor) -> tuple[object, ...]:
    return fold(anchor.before), fold(anchor.after), anchor.path


def _words(anchor: Anchor) -> str:
    return fold(anchor.task) + fold(anchor.quote)


def _likeness(first: Anchor, second: Anchor) -> float:
    from rapidfuzz import fuzz  # a list never needs it

    return fuzz.ratio(_words(first), _words(second))


def _alike(anchor: Anchor, places: Sequence[int], current: Sequence[Anchor]) -> tuple[int, float] | None:
    from rapidfuzz import fuzz, process

    words = [_words(current[place]) for place in places]
    best = process.extract(_words(anchor), words, scorer=fuzz.ratio, score_cutoff=LIKE - AHEAD, limit=2)
    if not best or best[0][1] < LIKE or (len(best) > 1 and best[0][1] - best[1][1] < AHEAD):
        return None
    return places[best[0][2]], best[0][1]
