"""校核: a stretch of the text beside its facts; people accept, correct, reject and add by keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from graph.errors import QiantouError
from graph.journal import Entry
from graph.ontology import ontology
from graph.store import Row
from loaders import judged
from loaders.page.spans import Signal
from ui.deskview import Deed, desk_view
from ui.deskview.component import Fact as Line
from ui.review import Corrections, Paper, Review, Task, is_open
from ui.web import access, evidence, links, lists, resources
from ui.web.words import plain

WAYS = ("先看可疑的", "从头到尾", "随机抽查", "不采纳的")
"""In which order things come: the most doubtful first, as the text goes, the random sample alone, what was rejected."""

_SAID = {"accept": "采纳", "reject": "不采纳", "fix": "改正", "add": "补充", "undo": "撤销", "same": "同一单位"}
_SAID |= {"different": "另一单位", "name": "名称所指", "handled": "已看过"}
_OFFERED = 400
"""So many names are offered for a field."""

RULES = (
    lists.Column("rule", "规则", 160),
    lists.Column("right", "采纳", 60, number=True),
    lists.Column("judged", "已校核", 70, number=True),
    lists.Column("told", "抽查", 300),
)


@dataclass(frozen=True)
class Work:
    """One piece of work: the facts of a clause, or a place to look at.

    Attributes:
        key: tells it from the others.
        task: why and where.
        facts: what is judged together; none where only the place is looked at.
    """

    key: str
    task: Task
    facts: tuple[judged.Fact, ...] = ()


def works(paper: Paper, way: str) -> list[Work]:
    """What there is to do, each clause once.

    Args:
        paper: a document laid open.
        way: one of `WAYS`.
    """
    found: dict[str, Work] = {}
    for task in _tasks(paper, way):
        if task.fact is not None:
            work = _clause(paper, task, whole=way != "随机抽查")
        else:
            work = Work(f"s{task.start}-{task.end}-{task.reason}", task)
        found.setdefault(work.key, work)
    return list(found.values())


def _tasks(paper: Paper, way: str) -> Iterable[Task]:
    if way == "不采纳的":
        return [Task("不采纳", one.shown.start, one.shown.end, one) for one in paper.rejected]
    if way == "随机抽查":
        return [Task(way, one.shown.start, one.shown.end, one) for one in paper.sample() if is_open(one)]
    queue = paper.queue()
    if way == WAYS[0]:
        return queue
    # Who reads all of it need not hear of the sample.
    told = (replace(task, reason="未校核") if task.reason == "随机抽查" else task for task in queue)
    return sorted(told, key=lambda task: (task.start, task.end))


def _clause(paper: Paper, task: Task, *, whole: bool) -> Work:
    """A fact with those of its clause; in a sample and where it was rejected each by itself."""
    fact = task.fact
    if fact is None:
        raise ValueError("a place without a fact")
    if not whole or fact.state == "rejected":
        return Work(f"f{paper.mark(fact)}", task, (fact,))
    facts = tuple(paper.together(fact)) or (fact,)
    return Work(f"c{task.start}-{task.end}-{fact.shown.object.id}", task, facts)


def rows(paper: Paper, work: Work | None, span: tuple[int, int]) -> list[Line]:
    """The facts of a stretch of the text as the desk shows them, those in work first."""
    now = [] if work is None else list(work.facts)
    near = [one for one in paper.duties() if span[0] <= one.shown.start < span[1] and one not in now]
    return [_row(paper, one, now=True) for one in now] + [_row(paper, one, now=False) for one in near]


def _row(paper: Paper, fact: judged.Fact, *, now: bool) -> Line:
    shown = fact.shown
    return Line(
        mark=paper.mark(fact),
        agency=shown.raw or shown.subject.name,
        body=shown.subject.name,
        role=ontology().roles.get(shown.relation, shown.relation),
        task=lists.shown(shown.object.name),
        state=fact.called,
        open=is_open(fact) or fact.pending,
        now=now,
        start=shown.start,
        end=shown.end,
        told=tuple(_history(paper, fact)),
    )


def _history(paper: Paper, fact: judged.Fact) -> Iterable[str]:
    """What the machine read, then who said otherwise, the earliest first."""
    shown = fact.shown
    if fact.machine is not None:
        yield f"机器读作：{paper.machine(fact)}，规则 {fact.machine.rule}"
    elif shown.subject.name != shown.raw:
        yield f"指的是：{shown.subject.name}"
    for entry in reversed(paper.history(fact)):
        yield _entry_told(entry)


def _entry_told(entry: Entry) -> str:
    why = f"：{entry.why}" if entry.why else ""
    return f"{entry.user}　{entry.at[:16].replace('T', ' ')}　{_SAID[entry.act]}{why}"


@dataclass(frozen=True)
class Done:
    """What a deed has done, in words, and to which facts."""

    said: str
    marks: tuple[str, ...] = ()


def do(review: Review, paper: Paper, work: Work | None, deed: Deed) -> Done:
    """Do what somebody has done at the desk.

    Raises:
        QueryError, NotFoundError, EngineError: as `Review`'s methods.
    """
    document = paper.document.id
    marks = list(deed.marks)
    if deed.act == "seen":
        return Done(_seen(review, paper, work, deed.why))
    if deed.act == "add":
        return _added(review, document, deed)
    if deed.act == "undo":
        return Done(_undone(review, paper, deed))
    if deed.act == "fix":
        return Done(_fixed(review, document, deed), deed.marks)
    facts = review.judge(marks, "accept" if deed.act == "accept" else "reject", why=deed.why, document=document)
    return Done(f"{_SAID[deed.act]} {len(facts)} 条。", deed.marks)


def _added(review: Review, document: str, deed: Deed) -> Done:
    """One fact for each body that is named; several stand between 、 as in the text."""
    span = (deed.span[0], deed.span[1]) if deed.span else None
    facts = [
        review.add(document, span=span, quote=deed.quote, agency=agency, role=deed.role, task=deed.task, why=deed.why)
        for agency in deed.agency.split("、")
    ]
    told = "；".join(judged.told(fact.shown) for fact in facts)
    return Done(f"补充：{told}。", tuple(fact.anchor.mark for fact in facts))


def _undone(review: Review, paper: Paper, deed: Deed) -> str:
    held = [mark for mark in deed.marks if (fact := paper.find(mark)) is not None and fact.judgements]
    for mark in held:
        review.undo(mark, why=deed.why, document=paper.document.id)
    return f"撤销 {len(held)} 条。" if held else "这里没有可以撤销的校核。"


def _fixed(review: Review, document: str, deed: Deed) -> str:
    after = {key: value for key in ("agency", "role", "task") if (value := getattr(deed, key))}
    [mark] = deed.marks
    if after:
        [fact] = review.judge(mark, "fix", after, why=deed.why, document=document)
        mark = review.open(document).mark(fact)
    if deed.body:
        review.name(mark, "name", deed.body, why=deed.why, document=document)
    if not (after or deed.body):
        facts = review.judge(mark, "accept", why=deed.why, document=document)
        return f"没有改动，采纳 {len(facts)} 条。"
    return "已改正。"


def _seen(review: Review, paper: Paper, work: Work | None, why: str) -> str:
    signal = next((one for one in paper.kept.signals if work is not None and _is_about(work.task, one)), None)
    if signal is None:
        return "“已看过”用于需要看一看的地方；关系请采纳、改或不采纳。"
    review.handle(paper.document.id, signal, why=why)
    return "已看过，不再提示。"


def _is_about(task: Task, signal: Signal) -> bool:
    return (task.fact, task.reason, task.start, task.end) == (None, signal.reason, signal.start, signal.end)


# --- the desk: also for the page 导入 ---


def desk(review: Review, document: str, *, key: str, at: int | None = None) -> None:
    """Draw what is in work, and do what is done.

    Args:
        review: of whoever sits here.
        document: its id.
        key: name of the desk in this session.
        at: offset to begin at; None for the first thing to do.
    """
    paper = review.open(document)
    way = st.segmented_control("次序", WAYS, default=WAYS[0], label_visibility="collapsed", key=f"{key}.way")
    way = way or WAYS[0]
    # Each order has its own place.
    key = f"{key}.{WAYS.index(way)}"
    todo = works(paper, way)
    work = _current(todo, key, at)
    done, all_ = paper.checked
    st.caption(plain(f"已校核 {done}/{all_} 条；这里还有 {len(todo)} 处。{paper.precision().told()}"))
    span = _window(paper, work)
    _draw_desk(review, paper, work, span, key)


def _draw_desk(review: Review, paper: Paper, work: Work | None, span: tuple[int, int], key: str) -> None:
    shown = rows(paper, work, span)
    first, last = _around(paper.text, span)
    desk_view(
        paper.text[first:last],
        first,
        shown,
        key=f"{key}.desk",
        about=_about(work),
        focus=(work.task.start, work.task.end) if work else None,
        roles=list(ontology().roles.values()),
        tasks=_tasks_near(paper, work.task.start if work else 0),
        agencies=_agencies(paper),
        said=st.session_state.pop(f"{key}.said", ""),
        wrong=st.session_state.pop(f"{key}.wrong", ""),
        on_deed=lambda deed: _hear(review, paper, work, deed, key),
    )


def _hear(review: Review, paper: Paper, work: Work | None, deed: Deed, key: str) -> None:
    passed: list[str] = st.session_state.setdefault(f"{key}.passed", [])
    if deed.act == "next":
        if work is not None:
            passed.append(work.key)
        st.session_state[f"{key}.at"] = ""
    elif deed.act == "back":
        st.session_state[f"{key}.at"] = passed.pop() if passed else ""
    else:
        _do(review, paper, work, deed, key)


def _do(review: Review, paper: Paper, work: Work | None, deed: Deed, key: str) -> None:
    """Do it, and remember it for 撤销, which takes back the last deed where nothing here has been judged."""
    last, marks = st.session_state.get(f"{key}.last", ("", ()))
    taken = deed.act == "undo" and not any(one.judgements for one in (work.facts if work else ()))
    try:
        done = do(review, paper, work, replace(deed, marks=marks) if taken else deed)
    except QiantouError as error:
        st.session_state[f"{key}.wrong"] = str(error)
        return
    st.session_state[f"{key}.said"] = done.said
    if taken:
        st.session_state[f"{key}.at"] = last
    st.session_state[f"{key}.last"] = (work.key if work else "", done.marks)


def _current(todo: Sequence[Work], key: str, at: int | None) -> Work | None:
    """What is in work: as before while it is not done, else the next that was not passed over; then again from the
    first."""
    held = st.session_state.get(f"{key}.at", "")
    passed: list[str] = st.session_state.setdefault(f"{key}.passed", [])
    found = next((one for one in todo if one.key == held), None)
    if found is None and at is not None and not held:
        found = next((one for one in todo if one.task.start <= at < max(one.task.end, one.task.start + 1)), None)
    if found is None:
        left = [one for one in todo if one.key not in passed]
        if todo and not left:
            passed.clear()
        found = next(iter(left or todo), None)
    st.session_state[f"{key}.at"] = found.key if found else ""
    return found


def _about(work: Work | None) -> str:
    if work is None:
        return "都校核过了。"
    tail = f"：同一条款的 {len(work.facts)} 条一起判定，↑↓ 选其中一条" if len(work.facts) > 1 else ""
    return f"{work.task.reason}{tail}"


def _window(paper: Paper, work: Work | None) -> tuple[int, int]:
    if work is None:
        return 0, min(len(paper.text), 1)
    return evidence.paragraph(paper.text, work.task.start, work.task.end)


_CONTEXT = 2500
"""Characters of the text that stand around what is in work."""


def _around(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A stretch of whole lines around another one."""
    first = text.rfind("\n", 0, max(0, span[0] - _CONTEXT)) + 1
    end = text.find("\n", min(len(text), span[1] + _CONTEXT))
    return first, len(text) if end < 0 else end


def _tasks_near(paper: Paper, at: int) -> list[str]:
    """Names for a task: of the item in which a place lies, then the nearest."""
    places = {lists.shown(one.shown.object.name): one.shown.start for one in paper.duties()}
    places |= {heading.title: heading.start for heading in paper.kept.headings if heading.title}
    # What begins behind the place is not what it is about.
    return sorted(places, key=lambda name: (places[name] > at, abs(places[name] - at), name))[:_OFFERED]


def _agencies(paper: Paper) -> list[str]:
    """Names of bodies as the document writes them."""
    return sorted({one.shown.raw or one.shown.subject.name for one in paper.duties()})[:_OFFERED]


# --- the page ---


def draw() -> None:
    """Draw the page."""
    person = access.person()
    review = Review(resources.store(), resources.archive(), person.name if person else "")
    loaded = list(reversed(resources.ask_documents()))
    if not loaded:
        st.info("图谱中还没有文件。请先在“导入”中读入。")
        return
    _meet(review)
    document = _choose(loaded)
    at = links.given("at")
    desk(review, document, key=f"review:{document}", at=int(at) if at.isdecimal() else None)
    links.note(at="")
    _standing(review, document)


def _meet(review: Review) -> None:
    """What colleagues have judged meanwhile, once for each opening of the interface."""
    if not st.session_state.get("review.met"):
        st.session_state["review.met"] = True
        if review.known.entries and (written := review.refresh()):
            st.info(f"同事的校核有新的，已写入图谱（{written} 份文件）。")


def _choose(loaded: Sequence[Row]) -> str:
    ids = [str(row["id"]) for row in loaded]
    asked = links.given("document")
    chosen = st.selectbox(
        "文件",
        loaded,
        index=ids.index(asked) if asked in ids else _busiest(loaded),
        format_func=lambda row: " · ".join(part for part in (row["name"], row["date"]) if part),
        label_visibility="collapsed",
        key=f"review.choice:{asked}",
    )
    links.note(document=str(chosen["id"]))
    return str(chosen["id"])


def _busiest(loaded: Sequence[Row]) -> int:
    """The document with the most facts."""
    return max(range(len(loaded)), key=lambda place: int(loaded[place]["statements"] or 0))


def _standing(review: Review, document: str) -> None:
    """The balance, and how often each rule was right."""
    with st.expander("结余与各规则的采纳率"):
        found = Corrections.of(review)
        for line in found.lines():
            st.markdown(plain(line))
        for warning in found.warnings():
            st.warning(plain(warning))
        paper = review.open(document)
        told = [
            {"rule": rule, "right": right, "judged": number, "told": paper.precision(rule).told()}
            for rule, right, number in paper.rules()
        ]
        if told:
            lists.choose(told, RULES, key="review.rules", height=240, lines=1)
        else:
            st.caption("还没有校核过的规则。")
