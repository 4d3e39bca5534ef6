"""A document laid open for 校核: its facts with what people said, what to look at next, and how good the rules are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.anchors import AROUND, Anchor, fold, marks
from graph.journal import Entry, Known
from graph.ontology import ontology
from graph.statements import Document, Statement, digest
from loaders import judged
from loaders.judged import Fact, Judged
from loaders.kept import Kept
from loaders.page.spans import Signal

SHARE = 0.05
"""The part of a document's duties that a sample holds, the design's 5 %."""
LEAST = 60
"""The fewest that it holds, as far as there are so many: 60 right ones of 60 say 94 to 100 %."""
_LOW, _FEW = 0.9, 5
"""Rules of which people accept less than this, having judged so many, are looked at first."""
_Z = 1.959964
"""Of a normal distribution, what 95 % lie within."""


@dataclass(frozen=True)
class Precision:
    """What a random sample says of how many facts are right.

    Attributes:
        right, judged: of the facts of the sample that people have judged.
        size: facts of the sample.
        low, high: Wilson's 95 % interval for the share of right ones.
    """

    right: int
    judged: int
    size: int
    low: float
    high: float

    def told(self) -> str:
        """In one sentence."""
        if not self.judged:
            return f"抽查样本 {self.size} 条，还没有校核。"
        share, low, high = (f"{value:.0%}" for value in (self.right / self.judged, self.low, self.high))
        left = f"（样本共 {self.size} 条）" if self.judged < self.size else ""
        return f"抽查 {self.judged} 条{left}，精确率 {share}（95% 区间 {low.removesuffix('%')}–{high}）。"


def wilson(right: int, number: int) -> tuple[float, float]:
    """Wilson's score interval of 95 % (E. B. Wilson, JASA 1927).

    >>> [round(end, 3) for end in wilson(59, 60)]
    [0.911, 0.997]
    """
    if not number:
        return 0.0, 1.0
    share, square = right / number, _Z * _Z
    middle = share + square / (2 * number)
    width = _Z * math.sqrt(share * (1 - share) / number + square / (4 * number * number))
    low, high = (middle - width) / (1 + square / number), (middle + width) / (1 + square / number)
    # Rounding must not leave the ends out.
    return (low if right else 0.0), (high if right < number else 1.0)


@dataclass(frozen=True)
class Task:
    """One thing to look at.

    Attributes:
        reason: why, in words.
        start, end: where, in characters.
        fact: what is to be judged; None where the place itself is to be looked at.
    """

    reason: str
    start: int
    end: int
    fact: Fact | None = None


@dataclass(frozen=True)
class Paper:
    """A document laid open."""

    document: Document
    kept: Kept
    read: Sequence[Statement]
    judged: Judged
    known: Known

    @property
    def text(self) -> str:
        """The text, which all offsets count in."""
        return self.kept.text

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that the rules read or that a person added, in the order of the text."""
        return self.judged.facts

    @cached_property
    def handled(self) -> dict[Signal, Entry]:
        """The signals that somebody has looked after, each with the entry that says so."""
        return handled(self.kept, self.document.work, self.known)

    @property
    def rejected(self) -> list[Fact]:
        """The list 不采纳."""
        return [one for one in self.facts if one.state == "rejected"]

    def duties(self, *, todo: bool = False, rule: str = "") -> list[Fact]:
        """The facts that give somebody a role.

        Args:
            todo: only those that nobody has judged, or that people contradict each other on.
            rule: only those of one rule.
        """
        roles = ontology().roles
        found = (one for one in self.facts if one.shown.relation in roles and not _inherited(one))
        return [one for one in found if (not todo or is_open(one)) and (not rule or one.shown.rule == rule)]

    def together(self, fact: Fact) -> list[Fact]:
        """The facts of one clause: same sentence, same task; they are judged together."""
        key = fact.shown.start, fact.shown.end, fact.shown.object.id
        return [one for one in self.duties() if (one.shown.start, one.shown.end, one.shown.object.id) == key]

    def mark(self, fact: Fact) -> str:
        """The mark of a fact as it stands in the graph; as the rules read it where it does not stand there."""
        stands = fact.statement is not None and self._marks.get(fact.statement.id)
        return stands or fact.anchor.mark

    def find(self, mark: str) -> Fact | None:
        """The fact of that mark or id."""
        return self._by_name.get(mark)

    @cached_property
    def _by_name(self) -> dict[str, Fact]:
        # What stands in the graph under a mark comes before what the rules read under it.
        found = {one.anchor.mark: one for one in self.facts}
        found |= {one.statement.id: one for one in self.facts if one.statement is not None}
        return found | {self.mark(one): one for one in self.facts if one.statement is not None}

    @cached_property
    def _marks(self) -> dict[str, str]:
        return marks(self.document, self.judged.statements)

    def machine(self, fact: Fact) -> str:
        """What the rules read, in words; empty where a person added the fact."""
        return "" if fact.machine is None else judged.told(fact.machine)

    def history(self, fact: Fact) -> list[Entry]:
        """Every judgement on a fact, the latest first."""
        found: dict[str, Entry] = {}
        waiting = sorted(fact.heads, key=lambda one: (one.at, one.id), reverse=True)
        # What an entry knew of comes behind it, also within one second.
        for entry in waiting:
            found.pop(entry.id, None)
            found[entry.id] = entry
            waiting += [self.known.entries[id_] for id_ in entry.knew if id_ in self.known.entries]
        return list(found.values())

    @property
    def checked(self) -> tuple[int, int]:
        """How many duties people have judged, and how many there are."""
        duties = self.duties()
        return sum(not is_open(one) for one in duties), len(duties)

    # What to look at.

    def sample(self) -> list[Fact]:
        """A random sample of the duties that the rules read: the same for everybody, whatever was judged."""
        duties = [one for one in self.duties() if one.machine is not None]
        size = min(len(duties), max(LEAST, math.ceil(len(duties) * SHARE)))
        return sorted(duties, key=lambda one: digest("sample", one.anchor.mark))[:size]

    def precision(self, rule: str = "") -> Precision:
        """What the sample says of the document, or of one rule: right is what was accepted as it was read."""
        sample = [one for one in self.sample() if not rule or (one.machine is not None and one.machine.rule == rule)]
        done = [one for one in sample if one.state in ("accepted", "fixed", "rejected")]
        right = sum(one.state == "accepted" for one in done)
        return Precision(right, len(done), len(sample), *wilson(right, len(done)))

    def rules(self) -> list[tuple[str, int, int]]:
        """Each rule with how many of its duties people accepted and judged; those with the lowest share first."""
        judged_: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for one in self.duties():
            if one.machine is not None and one.state in ("accepted", "fixed", "rejected"):
                judged_[one.machine.rule] += 1
                right[one.machine.rule] += one.state == "accepted"
        found = [(rule, right[rule], number) for rule, number in judged_.items()]
        return sorted(found, key=lambda one: (one[1] / one[2], one[0]))

    def queue(self) -> list[Task]:
        """What to look at, the most doubtful first; each fact once."""
        seen: set[int] = set()
        found: list[Task] = []
        for task in self._tasks():
            if task.fact is None or id(task.fact) not in seen:
                seen.add(id(task.fact))
                found.append(task)
        return found

    def _tasks(self) -> Iterator[Task]:
        todo = self.duties(todo=True)
        likes = {mark: id_ for id_, mark in self.judged.likes.items()}
        for one in self.facts:
            if one.state == "contested":
                yield _task("意见不一", one)
            elif one.pending:
                yield _task("等第二个人确认", one)
            elif one.anchor.mark in likes:
                yield _task("从前的校核可能指这一条", one)
        for signal in self.kept.signals:
            if signal in self.handled:
                continue
            yield Task(signal.reason, signal.start, signal.end)
        yield from (_task("名录之外的单位", one) for one in todo if one.shown.subject.properties.get("unlisted"))
        poor = [rule for rule, right, number in self.rules() if number >= _FEW and right / number < _LOW]
        for rule in poor:
            yield from (_task(f"规则 {rule} 采纳率低", one) for one in todo if one.shown.rule == rule)
        open_ = {id(one) for one in todo}
        yield from (_task("随机抽查", one) for one in self.sample() if id(one) in open_)
        yield from (_task("未校核", one) for one in todo)


def handled(kept: Kept, work: str, known: Known) -> dict[Signal, Entry]:
    """The signals of a text that somebody has looked after, each with the entry that says so.

    Args:
        kept: the text with its signals.
        work: of its document, the same for all editions.
        known: the journal.
    """
    said = {one.anchor.mark: one for one in known.judgements if one.act == "handled"}
    marked = ((signal, signal_anchor(kept, work, signal).mark) for signal in kept.signals) if said else ()
    return {signal: said[mark] for signal, mark in marked if mark in said}


def signal_anchor(kept: Kept, work: str, signal: Signal) -> Anchor:
    """What a judgement on a signal hangs on: its reason and its words."""
    quote = kept.text[signal.start : signal.end]
    before = kept.text[max(0, signal.start - AROUND) : signal.start]
    after = kept.text[signal.end : signal.end + AROUND]
    mark = digest(work, "signal", signal.reason, fold(quote), fold(before))
    return Anchor(mark, work, "", signal.reason, ("", ""), "", "", (), quote, before, after, signal.start)


def is_open(fact: Fact) -> bool:
    """Whether somebody should still look at a fact."""
    return fact.state in ("", "contested")


def _inherited(fact: Fact) -> bool:
    return fact.shown.attributes.get("inherited") is True


def _task(reason: str, fact: Fact) -> Task:
    return Task(reason, fact.shown.start, fact.shown.end, fact)
