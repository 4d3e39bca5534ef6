"""People's judgements upon a document's statements: the last pass before they go to the store.

`apply` is a function of what the rules read and of the journal; it never looks at the graph. What people have not
judged stays as the rules read it. A judgement hangs on an anchor (`graph.anchors`): found again as it was (level 1) or
with another wording of its clause (level 2) it takes effect, what is only alike (level 3) is suggested to a person.
Nothing is silent: of each judgement is said what became of it (`FATES`), and the numbers add up.

What `Entry.after` holds:

| act | keys |
|---|---|
| accept, reject | none |
| fix | any of `agency` (a name), `role` (a relation), `task` (see below), `set` (attributes by key) |
| add | `agency`, `role`, `task`; the evidence is `Entry.span`, whose words are the anchor's quote |
| name | `about` (`raw:` and the name), `scope`, `region`, `from` (id of the body that it gave), `body` |
| different | `about`, `scope`, `region`, `from`: the name is that of a body of its own |
| handled | none; the anchor's `raw` is the reason of a signal, its quote the signal's words |
| same | `about` (`body:` and the id), `scope`, `region`, `from`, `body`: both are one body |

`task` is `{"kind", "name"}` of something that the document has, else `{"words"}` that stand in its text, which become
an item of their own. `body` is `{"kind", "id", "name"}`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Literal

from graph import quotes
from graph.anchors import Anchor, Level, anchors, fold, match
from graph.errors import OntologyError
from graph.journal import IDENTITY, REVIEWS, Entry, Known, moment
from graph.ontology import ontology
from graph.statements import Document, Entity, Statement, Value
from loaders.ends import PERSON, Bodies, Tasks, path_of, start_of

Fate = Literal["applied", "changed", "pending", "contradicted", "suggested", "lost", "redundant"]
FATES: Mapping[Fate, str] = {
    "applied": "已生效",
    "changed": "原文措辞有变，仍生效",
    "pending": "待生效",
    "contradicted": "意见不一",
    "suggested": "位置有变，待确认",
    "lost": "原文已无",
    "redundant": "已无须",
}
"""What may become of a judgement, in the order in which one that several documents know of is told.

applied: it takes effect. changed: it does, though the words of the clause have changed. pending: it waits for a second
person, or no edition of its work is loaded. contradicted: another person, neither having seen the other's, says
otherwise. suggested: it may mean something that is only alike. lost: what it is about is not in the text any more.
redundant: the rules read it so by themselves now, or another judgement says the same.
"""

State = Literal["", "accepted", "fixed", "added", "contested", "rejected"]
STATES: Mapping[str, str] = {"": "未校核", **REVIEWS, "rejected": "不采纳"}
"""How a fact stands with people; `review` of its statement, but for those not judged and those rejected."""

_PARTY_KINDS = frozenset({"机构", "企业", "园区"})
"""Kinds whose region is stated with the first mention; see `loaders.builder.Builder.party`."""
_REGION = "region"


@dataclass(frozen=True)
class Fact:
    """One fact of a document, beside what people say of it.

    Attributes:
        anchor: what judgements hang on: the fact as the rules read it, or as a person added it.
        machine: as the rules read it; None where a person added it.
        statement: as it stands in the graph; None where it was rejected or is no longer held.
        state: how it stands with people.
        heads: the judgements on it that no later one has taken the place of, undoings included.
        pending: whether one of them waits for a second person.
        proposed: what a person has added and a second has not confirmed.
    """

    anchor: Anchor
    machine: Statement | None
    statement: Statement | None
    state: State = ""
    heads: tuple[Entry, ...] = ()
    pending: bool = False
    proposed: Statement | None = None

    @property
    def shown(self) -> Statement:
        """As it stands, else as the rules read it, else as somebody proposes it."""
        found = self.statement or self.machine or self.proposed
        if found is None:
            raise LookupError("a fact without a statement")
        return found

    @property
    def called(self) -> str:
        """How it stands with people, in words."""
        return "等第二个人" if self.pending else STATES[self.state]

    @property
    def judgements(self) -> tuple[Entry, ...]:
        """What people hold of it."""
        return tuple(one for one in self.heads if one.act != "undo")


@dataclass(frozen=True)
class Judged:
    """A document with what people say of it.

    Attributes:
        statements: for the store.
        facts: every fact that the rules read or that a person added, in the order of the text.
        fates: what became of each judgement that reaches this document, by the entry's id.
        likes: of a judgement that is only suggested, the mark of the fact that it may mean.
    """

    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    fates: Mapping[str, Fate] = field(default_factory=dict)
    likes: Mapping[str, str] = field(default_factory=dict)


def concerning(document: Document, known: Known) -> tuple[Entry, ...]:
    """The heads that reach a document: on its work, and on names of its region."""
    reached = {("document", document.work), ("region", document.region)}
    return tuple(one for one in known.heads if one.anchor.work == document.work or one.reach in reached)


def apply(
    document: Document, statements: Sequence[Statement], text: str, known: Known, *, four_eyes: bool = False
) -> Judged:
    """What a document says once people have had their word.

    Args:
        document: its own data.
        statements: all that the rules read in it.
        text: the document's text, which the offsets count in.
        known: the journal.
        four_eyes: whether a judgement counts only once a second person says the same.
    """
    heads = concerning(document, known)
    return _Pass(document, list(statements), text, known, heads, four_eyes=four_eyes).judged()


def concern(document: Document, known: Known) -> bool:
    """Whether any judgement reaches a document; without one its statements are as the rules read them."""
    return any(one.act != "undo" for one in concerning(document, known))


class Balance(Counter[Fate]):
    """How many judgements had which fate; the sum is that of the judgements."""

    def told(self) -> str:
        """In one sentence whose numbers add up."""
        if not self.total():
            return "还没有校核。"
        parts = "，".join(f"{name} {self[fate]}" for fate, name in FATES.items() if self[fate])
        return f"校核 {self.total()} 条：{parts}。"


def balance(known: Known, judged: Iterable[Judged]) -> Balance:
    """What became of each judgement of the journal, over all loaded documents; of several fates the first counts."""
    order = list(FATES)
    best: dict[str, Fate] = {}
    for one in judged:
        for id_, fate in one.fates.items():
            best[id_] = min(best.get(id_, fate), fate, key=order.index)
    return Balance(best.get(entry.id, "pending") for entry in known.judgements)


@dataclass
class _Verdict:
    """What the heads upon one thing amount to.

    Attributes:
        entry: the judgement that takes effect; None where none does.
        contested: people contradict each other.
        pending: it waits for a second person.
    """

    entry: Entry | None = None
    contested: bool = False
    pending: bool = False


class _Pass:
    """One document on its way through the journal."""

    def __init__(
        self,
        document: Document,
        statements: list[Statement],
        text: str,
        known: Known,
        heads: Sequence[Entry],
        *,
        four_eyes: bool,
    ) -> None:
        self.document = document
        self.text = text
        self.known = known
        self.four_eyes = four_eyes
        self.heads = heads
        # Of several under one id the store keeps one; here they are judged together.
        self.machine = list({one.id: one for one in statements}.values())
        self.given = statements
        self.bodies = Bodies(document, self.machine)
        self.tasks = Tasks(document, self.machine, text)
        self.fates: dict[str, Fate] = {}
        self.likes: dict[str, str] = {}

    def judged(self) -> Judged:
        current = anchors(self.document, self.machine, self.text)
        on = self._placed(current)
        facts = self._facts(current, on)
        facts = [*facts, *self._added(facts)]
        facts = self._named(facts)
        self._handled()
        facts.sort(key=lambda one: one.anchor.start)
        return Judged(tuple(self._statements(facts)), tuple(facts), self.fates, self.likes)

    # Where each judgement lies.

    def _placed(self, current: Sequence[Anchor]) -> dict[int, list[tuple[Entry, Level]]]:
        """The judgements on each fact, by its place; what lies nowhere gets its fate."""
        about = [
            one
            for one in self.heads
            if one.act not in IDENTITY and one.key[0] == "fact" and one.anchor.relation and not self._is_of_added(one)
        ]
        wanted = {one.anchor.mark: one.anchor for one in about}
        found = dict(zip(wanted, match(list(wanted.values()), current), strict=True))
        on: defaultdict[int, list[tuple[Entry, Level]]] = defaultdict(list)
        for entry in about:
            hit = found[entry.anchor.mark]
            if hit.level not in (1, 2):
                # Its fact may bear another judgement, made in another edition: two anchors, one place.
                alone = match([entry.anchor], current)[0]
                hit = alone if alone.level in (1, 2) else hit
            if hit.level in (1, 2) and hit.index is not None:
                on[hit.index].append((entry, hit.level))
            elif entry.act != "undo":
                self._lose(entry, current[hit.index].mark if hit.index is not None else "")
        return on

    def _is_of_added(self, entry: Entry) -> bool:
        return entry.anchor.mark in self._added_marks

    @cached_property
    def _added_marks(self) -> frozenset[str]:
        return frozenset(one.anchor.mark for one in self.known.entries.values() if one.act == "add")

    def _lose(self, entry: Entry, like: str) -> None:
        """A judgement whose fact is not read any more: the rules may have come round, or the text has changed."""
        if like:
            self.fates[entry.id], self.likes[entry.id] = "suggested", like
        elif fold(entry.anchor.quote) in self._folded:
            # The sentence is there, and the rules do not read out of it what was judged: of a rejection all that was
            # wanted; of a fix so where they read what it says.
            came_round = entry.act == "reject" or (entry.act == "fix" and self._is_read(entry))
            self.fates[entry.id] = "redundant" if came_round else "lost"
        else:
            self.fates[entry.id] = "lost"

    @cached_property
    def _folded(self) -> str:
        return fold.__wrapped__(self.text)  # a whole text is not worth remembering

    def _is_read(self, entry: Entry) -> bool:
        wanted = (
            entry.after.get("role", entry.anchor.relation),
            fold(str(entry.after.get("agency", entry.anchor.raw))),
            fold(str(dict(entry.after.get("task", {})).get("name", entry.anchor.task))),
        )
        return any((one.relation, fold(one.raw), fold(one.object.name)) == wanted for one in self.machine)

    # What the judgements on one thing amount to.

    def _verdict(self, heads: Sequence[tuple[Entry, Level]]) -> _Verdict:
        """Also notes the fates."""
        said = {one.says for one, _ in heads}
        held = sorted((pair for pair in heads if pair[0].act != "undo"), key=lambda pair: moment(pair[0]))
        if not held:
            return _Verdict()
        if len(said) > 1:
            self.fates.update((one.id, "contradicted") for one, _ in held)
            return _Verdict(contested=True)
        first, level = held[0]
        self.fates.update((one.id, "redundant") for one, _ in held[1:])
        people = frozenset[str]().union(*(self.known.people(one) for one, _ in held))
        if self.four_eyes and len(people) < 2:
            self.fates[first.id] = "pending"
            return _Verdict(pending=True)
        self.fates[first.id] = "applied" if level == 1 else "changed"
        return _Verdict(first)

    # Facts that the rules read.

    def _facts(self, current: Sequence[Anchor], on: Mapping[int, list[tuple[Entry, Level]]]) -> list[Fact]:
        verdicts = {place: self._verdict(heads) for place, heads in on.items()}
        sources = {
            _below(one): place for place, one in enumerate(self.machine) if one.attributes.get("inherited") is not True
        }
        made: list[Fact] = []
        for place, (anchor, machine) in enumerate(zip(current, self.machine, strict=True)):
            own = verdicts.get(place)
            if own is None and machine.attributes.get("inherited") is True:
                # What was taken from a heading follows the heading.
                source = sources.get(_below(machine))
                own = _followed(verdicts.get(source)) if source is not None else None
            heads = tuple(sorted((one for one, _ in on[place]), key=moment)) if place in on else ()
            made.append(self._fact(anchor, machine, own or _Verdict(), heads))
        return made

    def _fact(self, anchor: Anchor, machine: Statement, verdict: _Verdict, heads: tuple[Entry, ...]) -> Fact:
        entry = verdict.entry
        if verdict.contested:
            return Fact(anchor, machine, _with(machine, {"review": "contested"}), "contested", heads)
        if entry is None:
            return Fact(anchor, machine, machine, "", heads, verdict.pending)
        if entry.act == "reject":
            return Fact(anchor, machine, None, "rejected", heads)
        if entry.act == "accept":
            return Fact(anchor, machine, _reviewed(machine, entry, "accepted"), "accepted", heads)
        fixed = self._fixed(machine, entry)
        if fixed is None:
            self.fates[entry.id] = "lost"
            return Fact(anchor, machine, machine, "", heads)
        return Fact(anchor, machine, _reviewed(fixed, entry, "fixed", told(machine)), "fixed", heads)

    def _fixed(self, machine: Statement, entry: Entry) -> Statement | None:
        """A statement as a person has put it right; None where the document has not what that needs."""
        after = entry.after
        made = replace(machine, relation=str(after.get("role", machine.relation)))
        if after.get("task"):
            task = self.tasks.called(dict(after["task"]), machine.start)
            if task is None:
                return None
            made = replace(made, object=task, path=path_of(task) or made.path)
        if name := str(after.get("agency", "")):
            written = self._written(name, machine.start, machine.end)
            subject = self.bodies.called(name)
            made = replace(made, subject=subject, raw=written or made.raw)
            if "generic" in made.attributes:
                made = _with(made, {"generic": bool(subject.properties.get("generic"))})
        return _lawful(_with(made, _set(after)))

    # Facts that a person added.

    def _added(self, facts: Sequence[Fact]) -> Iterator[Fact]:
        on: defaultdict[str, list[tuple[Entry, Level]]] = defaultdict(list)
        for entry in self.heads:
            if entry.key[0] == "fact" and self._is_of_added(entry):
                on[entry.anchor.mark].append((entry, 1))
        for heads in on.values():
            yield from self._addition(heads, facts)

    def _addition(self, heads: list[tuple[Entry, Level]], facts: Sequence[Fact]) -> Iterator[Fact]:
        verdict = self._verdict(heads)
        adds = [one for one, _ in heads if one.act == "add"]
        held = tuple(sorted((one for one, _ in heads), key=moment))
        if not adds:
            return
        first = min(adds, key=moment)
        made = self._statement_of(first)
        if isinstance(made, str):
            for one in adds:
                if self.fates[one.id] not in ("contradicted", "pending"):
                    self.fates[one.id] = "suggested" if made == "suggested" else "lost"
            return
        if any(_same_fact(one.statement, made) for one in facts):
            self.fates.update((one.id, "redundant") for one in adds if self.fates[one.id] != "contradicted")
            return
        anchor = replace(first.anchor, start=made.start)
        if verdict.entry is not None:
            yield Fact(anchor, None, _reviewed(made, first, "added"), "added", held)
        elif verdict.contested:
            yield Fact(anchor, None, _with(made, {"review": "contested"}), "contested", held)
        elif verdict.pending:
            yield Fact(anchor, None, None, "", held, pending=True, proposed=made)

    def _statement_of(self, entry: Entry) -> Statement | str:
        """An added fact in the text of today; a fate where it has no place there."""
        span = quotes.again(self.text, entry.anchor)
        if span is None:
            return "lost"
        after = entry.after
        start, end = span
        task = self.tasks.called(dict(after["task"]), start)
        if task is None:
            return "suggested"
        name = str(after["agency"])
        subject = self.bodies.called(name)
        made = Statement(
            subject,
            str(after["role"]),
            task,
            self.document.id,
            start,
            end,
            self.text[start:end],
            path_of(task) or self.tasks.path_at(start),
            PERSON,
            self._written(name, start, end) or name,
            self.document.date,
        )
        flags = {"open": False, "inherited": False, "generic": bool(subject.properties.get("generic"))}
        return _lawful(_with(made, {**flags, **_set(after)})) or "lost"

    # Names.

    def _written(self, name: str, start: int, end: int) -> str:
        """A name as a stretch of the text writes it; empty where it does not stand there."""
        span = quotes.nearest(self.text[start:end], name, 0)
        return "" if span is None else "".join(self.text[start + span[0] : start + span[1]].split())

    def _named(self, facts: list[Fact]) -> list[Fact]:
        """Judgements on names, upon all facts."""
        by_key: defaultdict[tuple[str, ...], list[tuple[Entry, Level]]] = defaultdict(list)
        for entry in self.heads:
            if entry.key[0] == "name":
                by_key[entry.key].append((entry, 1))
        # What was said of this document comes before what was said of the region, a spelling before a body.
        order = sorted(by_key, key=lambda one: (one[2] == "region", one[1].startswith("body:"), one))
        verdicts = (self._verdict(by_key[key]).entry for key in order)
        held = [entry for entry in verdicts if entry is not None]
        same = {str(one.after["from"]): self.bodies.meant(one) for one in reversed(held) if one.act == "same"}
        for entry in held:
            new = self.bodies.meant(entry)
            facts = self._renamed(facts, entry, _last(str(entry.after["from"]), new, same))
        return facts

    def _renamed(self, facts: list[Fact], entry: Entry, new: Entity) -> list[Fact]:
        about, old = str(entry.after["about"]), str(entry.after["from"])
        raw = about.removeprefix("raw:") if about.startswith("raw:") else ""
        met = done = False
        made: list[Fact] = []
        for fact in facts:
            one = fact.statement
            if one is None or (raw and fold(one.raw) != raw):
                made.append(fact)
                continue
            met = True
            other = self._replaced(one, old, new)
            done = done or other is not one
            made.append(fact if other is one else _as_named(fact, one, other, entry))
        if not done:
            self.fates[entry.id] = "redundant" if met and _is_so(facts, raw, new) else "lost"
        return made

    def _replaced(self, one: Statement, old: str, new: Entity) -> Statement | None:
        """A statement with another body in the place of one: itself where that is not in it, None where ends meet."""
        subject = new if one.subject.id == old and one.subject.kind != "地区" else one.subject
        object_ = new if one.object.id == old and one.object.kind != "地区" else one.object
        if subject is one.subject and object_ is one.object:
            return one
        if one.rule == _REGION and subject is new:
            object_ = self.bodies.region(new) or object_
        return None if subject.id == object_.id else replace(one, subject=subject, object=object_)

    def _handled(self) -> None:
        """Signals that somebody has looked after: they change no fact."""
        by_key: defaultdict[tuple[str, ...], list[tuple[Entry, Level]]] = defaultdict(list)
        for entry in self.heads:
            if not entry.anchor.relation:
                by_key[entry.key].append((entry, 1))
        for heads in by_key.values():
            self._verdict(heads)
        for entry in (one for heads in by_key.values() for one, _ in heads if one.id in self.fates):
            if fold(entry.anchor.quote) not in self._folded:
                self.fates[entry.id] = "lost"

    # What goes to the store.

    def _statements(self, facts: Sequence[Fact]) -> Iterator[Statement]:
        by_id = {one.machine.id: one for one in facts if one.machine is not None}
        held = [by_id[one.id].statement for one in self.given]
        held += [one.statement for one in facts if one.machine is None]
        made = [one for one in held if one is not None]
        # A body whose region alone is stated any more, since people took away all that was said of it.
        gone = _ends(self.machine) - _ends(made)
        yield from self._housed([one for one in made if one.rule != _REGION or one.subject.id not in gone])

    def _housed(self, made: list[Statement]) -> Iterator[Statement]:
        """All statements, with the region of a body and the heading of an item that only people have brought in."""
        yield from made
        placed = {one.subject.id for one in made if one.relation == "属于"}
        for one in made:
            if one.attributes.get("review") not in ("fixed", "added", "contested"):
                continue
            subject, task = one.subject, one.object
            if subject.kind in _PARTY_KINDS and subject.id not in placed and subject.properties.get("region"):
                placed.add(subject.id)
                home = self.bodies.region(subject) or subject
                yield replace(one, relation="属于", object=home, rule=_REGION, attributes=_place_of(one))
            if task.kind == "事项" and task.id not in placed:
                placed.add(task.id)
                start, end = start_of(task), int(str(task.properties["end"]))
                quote = self.text[start:end]
                yield replace(
                    one,
                    subject=task,
                    relation="属于",
                    object=self.tasks.home(start),
                    start=start,
                    end=end,
                    quote=quote,
                    path=path_of(task),
                    rule=PERSON,
                    raw="",
                    attributes={},
                )


def _ends(made: Iterable[Statement]) -> frozenset[str]:
    """The bodies that something is said of, beside their region."""
    return frozenset(end.id for one in made if one.rule != _REGION for end in (one.subject, one.object))


def told(one: Statement) -> str:
    """A statement in words, as `machine` keeps what the rules said."""
    return f"{one.raw or one.subject.name}（{one.subject.id}）{one.relation} {one.object.name}"


def _below(one: Statement) -> tuple[object, ...]:
    """What a duty shares with those that items take from it."""
    return one.relation, one.raw, one.start, one.end, one.rule


def _followed(verdict: _Verdict | None) -> _Verdict | None:
    """The judgement on a heading, for what was taken from it: who and which role, but not which task."""
    if verdict is None or verdict.entry is None or "task" not in verdict.entry.after:
        return verdict
    after = {key: value for key, value in verdict.entry.after.items() if key != "task"}
    return replace(verdict, entry=replace(verdict.entry, after=after)) if after else None


def _with(one: Statement, more: Mapping[str, Value]) -> Statement:
    """A statement with attributes besides."""
    return replace(one, attributes={**one.attributes, **more})


def _reviewed(one: Statement, entry: Entry, state: State, machine: str = "") -> Statement:
    said = {"machine": machine} if machine else {}
    return _with(one, {"review": state, "reviewer": entry.user, "reviewed": entry.at, **said})


def _lawful(one: Statement) -> Statement | None:
    """A statement that the ontology takes, without the attributes that its relation does not know; else None."""
    known = ontology().relations.get(one.relation)
    if known is None:
        return None
    made = replace(one, attributes={key: value for key, value in one.attributes.items() if key in known.properties})
    try:
        made.check(ontology())
    except OntologyError:
        return None
    return made


def _set(after: Mapping[str, Any]) -> dict[str, Value]:
    """The attributes that a person has set; evidence and what is worked out are nobody's to set."""
    given = dict(after.get("set", {}))
    return {
        key: tuple(value) if isinstance(value, list) else value for key, value in given.items() if key in settable()
    }


@cache
def settable() -> frozenset[str]:
    """The attributes of a relation that a person may set."""
    return frozenset(key for key, known in ontology().properties.items() if not (known.common or known.derived))


def _same_fact(one: Statement | None, other: Statement) -> bool:
    """Whether a statement says what another does, in the same place."""
    return (
        one is not None
        and (one.subject.id, one.relation, one.object.id) == (other.subject.id, other.relation, other.object.id)
        and one.start < other.end
        and other.start < one.end
    )


def _last(old: str, new: Entity, same: Mapping[str, Entity]) -> Entity:
    """Where a chain of bodies that are one ends; of a circle the one whose id comes first."""
    met = {old: None, new.id: new}
    while (further := same.get(new.id)) is not None:
        if further.id in met:
            return min((one for one in (*met.values(), further) if one is not None), key=lambda one: one.id)
        met[further.id] = new = further
    return new


def _as_named(fact: Fact, one: Statement, other: Statement | None, entry: Entry) -> Fact:
    """A fact whose body another judgement has settled."""
    if other is None:
        # Two that were tied to each other are one: nothing is left to say.
        return replace(fact, statement=None, state="rejected")
    if fact.state:
        return replace(fact, statement=other)
    return replace(fact, statement=_reviewed(other, entry, "fixed", told(one)), state="fixed")


def _is_so(facts: Sequence[Fact], raw: str, new: Entity) -> bool:
    """Whether a name stands for a body already."""
    held = (one.statement for one in facts if one.statement is not None)
    return any(new.id in (one.subject.id, one.object.id) and (not raw or fold(one.raw) == raw) for one in held)


def _place_of(one: Statement) -> dict[str, Value]:
    return {"place": one.attributes["place"]} if "place" in one.attributes else {}
