"""校核: what people do with the facts of a document; for the command line and the pages alike.

How to use it::

    review = Review(store, archive, user="张三")      # user: who has logged in; empty is the user of this computer
    paper = review.open(document_id)                  # a `Paper`: text, facts in the order of the text, fates
    paper.facts                                       # all; each a `judged.Fact`: anchor, machine, statement, state
    paper.duties(todo=True)                           # of roles alone, and only what nobody has judged
    paper.together(fact)                              # the facts of the same heading's clause, to be judged together
    paper.mark(fact)                                  # what to hand back: the mark that links and lists show
    paper.rejected                                    # the list 不采纳
    paper.queue()                                     # what to look at next, each with a reason
    paper.sample(), paper.precision()                 # a random sample, and what it says (Wilson's interval)
    paper.machine(fact), paper.history(fact)          # machine -> who, when, why

    review.judge(mark, "accept", why="看过原文")        # accept | reject; a list of marks is judged in one go
    review.judge(mark, "fix", {"agency": "市教育局", "role": "配合", "task": {"words": "…"}}, why="…")
    review.add(document_id, span=(10, 42), agency="市教育局", role="牵头", task="建设学校", why="漏读")
    review.name(mark, "name", body="市司法局", scope="region", why="…")       # name | same | different
    review.handle(document_id, signal, why="不是责任")   # of paper.kept.signals; paper.handled tells which are
    review.undo(mark_or_entry_id, why="…")
    review.balance()                                  # Counter of fates; .told() is the sentence
    review.refresh()                                  # what colleagues have judged meanwhile, into the graph

With `document=paper.document.id` nothing but that document is searched for the mark, which a page should do. For a
document that is not written yet, `Unwritten(review, outcome)` takes the same calls: what is judged takes effect when
it is written.

Whatever is judged is in the graph, and seen by every list, when the call returns. `mark` may be that of the fact as it
stands in the graph or as the rules read it. Errors are `QueryError`s with a Chinese message: no such fact, nothing
would change, the document has no such task, the ontology does not allow it.

The rights of whoever has logged in (`Person.may_review`) are for the caller to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph import quotes
from graph.anchors import AROUND, Anchor, fold
from graph.appending import now, writer
from graph.errors import NotFoundError, QueryError
from graph.journal import Act, Entry, Known, Scope
from graph.ontology import ontology
from graph.statements import Entity, Statement, digest
from graph.store import Store
from loaders import judged
from loaders.ends import PERSON, Bodies
from loaders.judged import Balance, Fact
from loaders.kept import Outcome
from loaders.page.spans import Signal
from ui import building
from ui.archive import Archive
from ui.papers import Paper, Precision, Task, handled, is_open, signal_anchor, wilson

__all__ = [
    "Corrections",
    "Paper",
    "Precision",
    "Review",
    "Task",
    "Unwritten",
    "handled",
    "is_open",
    "relation",
    "wilson",
]


@dataclass(frozen=True)
class Corrections:
    """How the journal stands.

    Attributes:
        balance: how many judgements had which fate, in a sentence.
        fates: the same as numbers.
        taken: entries that later ones have taken the place of, and undoings.
        waiting: documents whose judgements the graph does not have yet; empty where nobody has compared.
        notices: what is wrong with the files, in words.
    """

    balance: str
    fates: Mapping[str, int]
    taken: int
    waiting: tuple[str, ...]
    notices: tuple[str, ...]

    @classmethod
    def of(cls, review: Review, *, compare: bool = False) -> Corrections:
        """As it is now; nothing is written.

        Args:
            review: the judgements.
            compare: whether to look in the graph for what it does not have yet.
        """
        known = review.known
        papers = [*review.papers(judged_only=True)]
        balance = judged.balance(known, (paper.judged for paper in papers))
        waiting = tuple(paper.document.title for paper in papers if compare and review.is_behind(paper))
        fates = {str(fate): balance[fate] for fate in judged.FATES}
        return cls(balance.told(), fates, len(known.entries) - len(known.judgements), waiting, tuple(_notices(known)))

    def lines(self) -> Iterator[str]:
        """In sentences whose numbers add up."""
        yield self.balance
        if self.taken:
            yield f"另有 {self.taken} 条已被后来的取代，或是撤销。"

    def warnings(self) -> Iterator[str]:
        """What is to be done."""
        if self.waiting:
            yield f"{len(self.waiting)} 份文件有校核还没有写入图谱：{'、'.join(self.waiting)}。请运行 qiantou review。"
        yield from self.notices


def _notices(known: Known) -> Iterator[str]:
    yield from known.notices
    for name, number in known.skipped:
        yield f"校核记录 {name} 第 {number} 行读不了，跳过（可能是断电时没有写完的一行）。"
    for name, number, what in known.tampered:
        yield f"校核记录 {name} 第 {number} 行：{what}。"
    if known.missing:
        yield f"有 {len(known.missing)} 条别人见过的校核不在这里：有记录缺失，或同事的文件还没有传到。"


class Review:
    """The judgements of one person upon the documents of a graph.

    Args:
        store: the graph.
        archive: the texts beside it, what the rules read, and the journal.
        user: who judges; empty for the user of this computer.
    """

    def __init__(self, store: Store, archive: Archive, user: str = "") -> None:
        self.store = store
        self.archive = archive
        self.by = writer(user)

    @property
    def known(self) -> Known:
        """The journal as it is now."""
        return self.archive.journal.read()

    # Looking.

    def open(self, document: str) -> Paper:
        """Lay a loaded document open.

        Raises:
            NotFoundError: no such document is loaded, or it was read elsewhere or by an earlier release.
        """
        row = next((row for row in self.store.documents() if row["id"] == document), None)
        if row is None:
            raise NotFoundError(f"图谱里没有编号为“{document}”的文件。", "请用 qiantou query documents 查看全部文件。")
        paper = self._open(row)
        if paper is None:
            raise NotFoundError(
                f"“{row['name']}”的原文和读出的内容不在这台电脑上，或是旧版本读入的。",
                "请用 qiantou build 重新读入这份文件，再校核。",
            )
        return paper

    def _open(self, row: Mapping[str, Any]) -> Paper | None:
        kept = self.archive.get(str(row["sha256"]))
        found = self.archive.machine.get(str(row["id"]), str(row["sha256"]))
        if kept is None or found is None:
            return None
        document, statements = found
        known = self.known
        made = self.archive.judged(document, statements, kept.text, known)
        return Paper(document, kept, statements, made, known)

    def papers(self, *, judged_only: bool = False, current: bool = False) -> Iterator[Paper]:
        """The loaded documents that can be judged here.

        Args:
            judged_only: leave out those that no judgement reaches.
            current: leave out those that are not in force.
        """
        known = self.known
        past = {edition.id for edition, standing in self.store.standings() if not standing.listed} if current else ()
        for row in self.store.documents():
            if row["id"] not in past and (not judged_only or _reached(row, known)):
                paper = self._open(row)
                if paper is not None:
                    yield paper

    def find(self, mark: str, document: str = "") -> tuple[Paper, Fact]:
        """The document and the fact of a mark; of several editions the latest.

        Args:
            mark: of the fact.
            document: id of the document, where it is known: then no other is looked at.

        Raises:
            NotFoundError: no loaded document has it.
        """
        if document:
            paper = self.open(document)
            return paper, self._in(paper, mark)
        works = {one.anchor.work for one in self.known.entries.values() if one.anchor.mark == mark}
        holding = self.store.holding(mark)
        rows = [row for row in self.store.documents() if row["id"] in holding or row.get("work") in works]
        # A colleague's judgement may have taken it out of a graph that several share: then it is looked for everywhere.
        found = self._holding(rows, mark) or self._holding(self.store.documents(), mark)
        if not found:
            raise NotFoundError(
                f"没有记号为“{mark}”的关系，或它所在的文件须用 qiantou build 重新读入。",
                "记号见 qiantou review list，或清单（--out x.json）的 mark。",
            )
        return max(found, key=lambda pair: (pair[0].document.date, pair[0].document.id))

    def _holding(self, rows: Iterable[Mapping[str, Any]], mark: str) -> list[tuple[Paper, Fact]]:
        papers = (paper for row in rows if (paper := self._open(row)) is not None)
        return [(paper, fact) for paper in papers if (fact := paper.find(mark)) is not None]

    def balance(self) -> Balance:
        """What became of every judgement, over all loaded documents."""
        return judged.balance(self.known, (paper.judged for paper in self.papers(judged_only=True)))

    # Judging.

    def judge(
        self,
        mark: str | Sequence[str],
        act: Act,
        after: Mapping[str, Any] | None = None,
        *,
        why: str = "",
        document: str = "",
    ) -> list[Fact]:
        """Accept, reject or fix facts of one document; what they are now.

        Args:
            mark: one or several.
            act: accept, reject or fix.
            after: of a fix what shall hold: `agency`, `role`, `task`, `set`; see `loaders.judged`.
            why: the reason.
            document: id of the document, where it is known.

        Raises:
            NotFoundError: there is no such fact.
            QueryError: nothing would change, or it cannot be done.
            EngineError: the journal or the graph cannot be written.
        """
        wanted = [mark] if isinstance(mark, str) else list(mark)
        if act not in ("accept", "reject", "fix"):
            raise QueryError(f"不能这样判定：{act}。", "请用 accept、reject 或 fix。")
        if act == "fix" and not after:
            raise QueryError("没有说明要改成什么。", "请写 --agency、--role、--task 或 --set。")
        paper, _ = self.find(wanted[0], document)
        facts = [self._in(paper, one) for one in wanted]
        self._write(paper, [self._judgement(paper, fact, act, dict(after or {}), why) for fact in facts])
        return self._now(paper, [fact.anchor.mark for fact in facts])

    def _judgement(self, paper: Paper, fact: Fact, act: Act, after: dict[str, Any], why: str) -> Entry:
        if act == "fix":
            after = _after(paper, after)
        if fact.machine is None:
            return self._on_added(fact, act, after, why)
        return self._entry(act, fact.anchor, fact.heads, why, after)

    def _on_added(self, fact: Fact, act: Act, after: dict[str, Any], why: str) -> Entry:
        """What is judged of an addition is the addition: taken back, made otherwise, or confirmed."""
        added = next(one for one in fact.heads if one.act == "add")
        if act == "reject":
            return self._entry("undo", fact.anchor, fact.heads, why)
        said = {**added.after, **after}
        return self._entry("add", fact.anchor, fact.heads, why, said, added.span)

    def add(
        self,
        document: str,
        *,
        agency: str,
        role: str,
        task: str,
        span: tuple[int, int] | None = None,
        quote: str = "",
        why: str = "",
    ) -> Fact:
        """Add a fact that the rules have not read.

        Args:
            document: id.
            agency: the name, as the text writes it.
            role: a relation of the ontology that is a role, or the role's name.
            task: name of an item, heading or body of the document, else words of its text.
            span: the words that say so, as offsets in the text.
            quote: the words themselves, where no span is given.
            why: the reason.

        Raises:
            QueryError: the words are not in the text, or it cannot be done.
            EngineError: the journal or the graph cannot be written.
        """
        paper = self.open(document)
        start, end = span or _span(paper.text, quote)
        if not 0 <= start < end <= len(paper.text):
            raise QueryError(f"位置 {start}–{end} 不在原文之内。", f"原文共 {len(paper.text)} 字。")
        after = {"agency": agency, **_after(paper, {"role": role, "task": task}, start)}
        anchor = _anchor(paper, after, start, end)
        heads = [one for one in paper.known.heads if one.anchor.mark == anchor.mark]
        self._write(paper, [self._entry("add", anchor, heads, why, after, (start, end))])
        return self._now(paper, [anchor.mark])[0]

    def name(
        self,
        mark: str,
        act: Act,
        body: str = "",
        *,
        scope: Scope = "document",
        why: str = "",
        document: str = "",
    ) -> Entry:
        """Say which body a name means.

        Args:
            mark: a fact that bears the name.
            act: name: this spelling means that body; same: both bodies are one; different: it is a body of its own.
            body: a name or an id of the body; not for different.
            scope: the document with its editions, or all documents of its region.
            why: the reason.
            document: id of the document that bears the mark, where it is known.

        Raises:
            NotFoundError: there is no such fact.
            QueryError: it cannot be done.
            EngineError: the journal or the graph cannot be written.
        """
        if act not in ("name", "same", "different"):
            raise QueryError(f"不能这样判定名称：{act}。", "请用 name、same 或 different。")
        if (act == "different") == bool(body):
            raise QueryError("没有说清是哪个单位。", "name、same 要写单位，different 不写。")
        paper, fact = self.find(mark, document)
        if fact.machine is None or not fact.machine.raw:
            raise QueryError("这一条没有原文名称，不能判定名称。", "人工补充的，请改用 qiantou review fix。")
        end = named(fact.machine)
        after: dict[str, Any] = {
            "about": f"body:{end.id}" if act == "same" else f"raw:{fold(fact.machine.raw)}",
            "scope": scope,
            "region": paper.document.region,
            "from": end.id,
        }
        if body:
            meant = Bodies(paper.document, paper.read).called(body)
            after["body"] = {"kind": meant.kind, "id": meant.id, "name": meant.name}
        entry = self._entry(act, fact.anchor, (), why, after)
        heads = [one for one in paper.known.heads if one.key == entry.key]
        entry = self._entry(act, fact.anchor, heads, why, after)
        self._write(paper, [entry])
        return entry

    def handle(self, document: str, signal: Signal, *, why: str = "") -> Entry:
        """Say that a signal has been looked after; `undo` with the entry's id takes it back.

        Args:
            document: id.
            signal: one of `Paper.kept.signals`.
            why: what was found.

        Raises:
            NotFoundError: the document has no such signal.
            QueryError: somebody has said so.
            EngineError: the journal cannot be written.
        """
        paper = self.open(document)
        if signal not in paper.kept.signals:
            raise NotFoundError(f"这份文件没有提示“{signal.reason}”。", "请重新打开这份文件。")
        anchor = signal_anchor(paper.kept, paper.document.work, signal)
        heads = [one for one in paper.known.heads if one.anchor.mark == anchor.mark]
        entry = self._entry("handled", anchor, heads, why)
        self._write(paper, [entry])
        return entry

    def undo(self, what: str, *, why: str = "", document: str = "") -> list[Entry]:
        """Take back the judgements on a fact, or one judgement.

        Args:
            what: the mark of the fact, or the id of an entry of the journal.
            why: the reason.
            document: id of the document that bears the mark, where it is known.

        Raises:
            NotFoundError: there is neither.
            QueryError: nothing of it is in force.
            EngineError: the journal or the graph cannot be written.
        """
        entry = self.known.entries.get(what)
        if entry is not None:
            heads = [one for one in self.known.heads if one.key == entry.key]
        else:
            heads = [*self.find(what, document)[1].heads]
        held = [one for one in heads if one.act != "undo"]
        if not held:
            raise QueryError("这一条没有生效的校核，无须撤销。", "用 qiantou review list 查看。")
        about = ("about", "scope", "region")
        after = {key: held[0].after[key] for key in about if key in held[0].after}
        entry = self._entry("undo", held[0].anchor, heads, why, after)
        self.archive.journal.add([entry])
        self.refresh(entry)
        return held

    def refresh(self, *entries: Entry) -> int:
        """Bring the graph to the journal: what colleagues have judged, or what a crash has kept from it.

        Args:
            entries: only the documents that these reach; all when there is none.

        Returns:
            How many documents say something else now.

        Raises:
            EngineError: the graph cannot be written.
        """
        written = 0
        known = Known({one.id: one for one in entries}) if entries else self.known
        for row in self.store.documents():
            if not _reached(row, known) and (entries or not row.get("reviews")):
                continue
            found = self.archive.machine.get(str(row["id"]), str(row["sha256"]))
            kept = self.archive.get(str(row["sha256"]))
            if found is None or kept is None:
                continue
            change = building.settle(self.store, self.archive, found[0], found[1], kept.text)
            # Nodes that several documents name carry what the last one says of them: that alone is no correction.
            written += bool(change.created or change.removed)
        return written

    def is_behind(self, paper: Paper) -> bool:
        """Whether the graph has not what the journal makes of a document."""
        stored = self.store.statements(paper.document.id)[1]
        return _reviews(stored) != _reviews(paper.judged.statements)

    def _entry(
        self,
        act: Act,
        anchor: Anchor,
        heads: Iterable[Entry],
        why: str,
        after: Mapping[str, Any] | None = None,
        span: Sequence[int] = (),
    ) -> Entry:
        knew = [one.id for one in heads]
        return Entry.new(self.by, act, anchor, at=now(), why=why, after=after, span=span, knew=knew)

    def _write(self, paper: Paper, entries: Sequence[Entry]) -> None:
        """Try what entries would do, then write them and bring the graph to them."""
        for entry in entries:
            if self._says_nothing_new(entry, paper.known):
                raise QueryError("这一条已经是这样校核的。", "要改变它，请另作判定，或先 qiantou review undo。")
        # What is accepted or rejected is there.
        if any(entry.act not in ("accept", "reject", "handled", "undo") for entry in entries):
            self._try(paper, entries)
        self.archive.journal.add(entries)
        self.refresh(*entries)

    def _try(self, paper: Paper, entries: Sequence[Entry]) -> None:
        """Refuse what would have no effect."""
        trial = Known({**paper.known.entries, **{one.id: one for one in entries}})
        fates = judged.apply(paper.document, paper.read, paper.text, trial, four_eyes=self.archive.four_eyes).fates
        for entry in entries:
            fate = fates.get(entry.id)
            if entry.act != "undo" and fate in ("lost", "suggested", None):
                raise QueryError(
                    f"不能这样校核“{entry.anchor.raw}—{entry.anchor.relation}→{entry.anchor.task}”。",
                    "请核对角色、事项和单位：事项应是文件中的标题，或原文中连续的一段文字；角色两端的种类要合本体。",
                )
            if entry.act == "add" and fate == "redundant":
                raise QueryError("规则已经读出这一条，无须补充。", "请在列表中采纳它。")

    def _says_nothing_new(self, entry: Entry, known: Known) -> bool:
        """Whether all that is in force says the same, and no second person is needed or this is the first again."""
        heads = [known.entries[id_] for id_ in entry.knew]
        if not heads or any(one.says != entry.says for one in heads):
            return False
        people = frozenset[str]().union(*(known.people(one) for one in heads))
        return not self.archive.four_eyes or entry.user in people or len(people) > 1

    def _in(self, paper: Paper, mark: str) -> Fact:
        fact = paper.find(mark)
        if fact is None:
            raise NotFoundError(
                f"“{paper.document.title}”中没有记号为“{mark}”的关系。", "一次判定的几条要在同一份文件中。"
            )
        return fact

    def _now(self, paper: Paper, wanted: Sequence[str]) -> list[Fact]:
        facts = {one.anchor.mark: one for one in self.open(paper.document.id).facts}
        return [facts[mark] for mark in wanted if mark in facts]


class Unwritten(Review):
    """The same for a document that is read and not yet in the graph; its judgements take effect when it is written."""

    def __init__(self, review: Review, outcome: Outcome) -> None:
        super().__init__(review.store, review.archive)
        self.by = review.by
        self._outcome = outcome

    def open(self, document: str) -> Paper:
        """Lay it open, whatever `document` is."""
        one, known = self._outcome, self.known
        made = self.archive.judged(one.document, one.statements, one.kept.text, known)
        return Paper(one.document, one.kept, one.statements, made, known)


def _reviews(statements: Iterable[Statement]) -> set[tuple[object, ...]]:
    keys = ("review", "reviewer", "reviewed")
    return {(one.id, *(one.attributes.get(key) for key in keys)) for one in statements}


def _reached(row: Mapping[str, Any], known: Known) -> bool:
    reached = {("document", row.get("work")), ("region", row.get("region"))}
    return any(one.anchor.work == row.get("work") or one.reach in reached for one in known.heads)


def named(one: Statement) -> Entity:
    """The end of a statement that its name as written stands for."""
    if one.relation in ontology().roles or one.object.kind not in ontology().groups["body"]:
        return one.subject
    names = one.object.properties.get("names", ())
    is_object = isinstance(names, tuple) and quotes.plain(one.raw) in names
    return one.object if is_object and one.subject.name != one.raw else one.subject


def relation(role: str) -> str:
    """The relation of a role, by its own name or the role's.

    Raises:
        QueryError: there is none.
    """
    for name, known in ontology().roles.items():
        if role in (name, known):
            return name
    told = "、".join(ontology().roles.values())
    raise QueryError(f"没有“{role}”这种角色。", f"可用 {told}。")


def _after(paper: Paper, given: Mapping[str, Any], near: int = 0) -> dict[str, Any]:
    """What shall hold, as the journal keeps it."""
    after = {key: value for key, value in given.items() if value}
    if "role" in after:
        after["role"] = relation(str(after["role"]))
    if isinstance(task := after.get("task"), str):
        after["task"] = _called(paper, task, near)
    return after


def _called(paper: Paper, task: str, near: int) -> dict[str, str]:
    """A task by its name, where the document has one of that name; else by its words."""
    ends = (end for one in paper.read for end in (one.subject, one.object))
    kinds = {*ontology().groups["task"], "议事协调机构"}
    found = {end.id: end for end in ends if end.kind in kinds and fold(end.name) == fold(task)}
    if found:
        best = min(found.values(), key=lambda one: (abs(int(str(one.properties.get("start", 0))) - near), one.id))
        return {"kind": best.kind, "name": best.name}
    return {"words": task}


def _span(text: str, quote: str) -> tuple[int, int]:
    found = quotes.places(text, quote)
    if not found:
        raise QueryError(f"原文中没有“{quote}”。", "请照原文写出说明这一条的一段文字。")
    if len(found) > 1:
        raise QueryError(f"原文中有 {len(found)} 处“{quote}”。", "请多写几个字，使它只有一处。")
    return found[0]


def _anchor(paper: Paper, after: Mapping[str, Any], start: int, end: int) -> Anchor:
    task = dict(after["task"])
    name = str(task.get("name") or "".join(str(task["words"]).split()))
    kinds = ("机构", str(task.get("kind", "事项")))
    quote, raw = paper.text[start:end], str(after["agency"])
    said = (str(after["role"]), fold(raw), kinds[1], fold(name), fold(quote))
    return Anchor(
        mark=digest(paper.document.work, PERSON, *said),
        work=paper.document.work,
        relation=str(after["role"]),
        raw=raw,
        kinds=kinds,
        task=name,
        number="",
        path=(),
        quote=quote,
        before=paper.text[max(0, start - AROUND) : start],
        after=paper.text[end : end + AROUND],
        start=start,
    )
