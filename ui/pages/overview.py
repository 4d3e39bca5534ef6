"""总览: one search box over everything, the figures of the graph, its documents, and what needs a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from graph.ontology import ontology
from queries import reports
from ui.review import Review, handled
from ui.web import access, evidence, first, links, lists, nodes, resources

FIGURES = ("机构", "议事协调机构", "事项", "项目", "产业", "园区", "指标")
"""The kinds whose numbers are shown beside that of the documents."""

DOCUMENTS = (
    lists.Column("name", "文件", 420),
    lists.Column("sample", "样例", 60),
    lists.Column("date", "日期", 100),
    lists.Column("issuer", "发文单位", 180),
    lists.Column("region", "地区", 90),
    lists.Column("characters", "字数", 80, number=True),
    lists.Column("statements", "关系", 80, number=True),
    lists.Column("signals", "需要看一看", 100, number=True),
)
SIGNALS = (
    lists.Column("reason", "需要看一看", 260),
    lists.Column("quote", "原文", 420),
    lists.Column("title", "文件", 260),
)


def documents() -> list[dict[str, Any]]:
    """The loaded documents, the newest first, each with the number of places in it that need a look."""
    rows = resources.ask_documents()
    own = {row["id"] for row in resources.samples()}
    return [{**row, "signals": _signals(row), "sample": row["id"] in own} for row in reversed(rows)]


def _signals(document: Mapping[str, Any]) -> int | None:
    kept = resources.archive().get(str(document["sha256"]))
    return None if kept is None else len(kept.signals)


def signals(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What needs a look in documents, in their order, each with its place; without what somebody has looked at."""
    known = resources.archive().journal.read()
    found = []
    for document in rows:
        kept = resources.archive().get(str(document["sha256"]))
        done = handled(kept, str(document["work"] or document["id"]), known) if kept else {}
        for signal in kept.signals if kept else ():
            if signal in done:
                continue
            quote = kept.text[signal.start : signal.end] if kept else ""
            found.append(
                {
                    "signal": signal,
                    "reason": signal.reason,
                    "quote": quote,
                    "start": signal.start,
                    "end": signal.end,
                    "title": document["name"],
                    "date": document["date"],
                    "document": document["id"],
                    "path": (),
                }
            )
    return found


def draw(*, may_import: bool = False, may_review: bool = False, local: bool = False) -> None:
    """Draw the page.

    Args:
        may_import: whether the person may load and withdraw documents.
        may_review: whether they may judge what was read.
        local: whether the person sits at the computer that the interface runs on.
    """
    first.said()
    if not resources.ask_documents():
        first.ask_what_to_read(may_import=may_import, local=local)
        return
    _search()
    first.ask_whose(may_import=may_import)
    first.offer_to_remove_samples(may_import=may_import)
    # Counting a large graph takes seconds: what is there at once comes first, the figures into their place above it.
    figures = st.container()
    rows = documents()
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st.subheader(f"文件（{len(rows)} 份）")
        chosen = lists.choose(rows, DOCUMENTS, key="overview.documents", height=0.8)
        if chosen is not None:
            links.link("documents", f"打开《{rows[chosen]['name']}》", document=rows[chosen]["id"])
    with right:
        _draw_signals(signals(rows), may_review=may_review)
    with figures:
        _figures(resources.counts())


def _search() -> None:
    found = nodes.box(
        "查找",
        key="overview.search",
        placeholder="查找：机构、事项、项目、园区、产业等的名称（也可用拼音），或全文中的词",
    )
    if found is not None:
        go_to(found)


@dataclass(frozen=True)
class Target:
    """A page and what it shall show."""

    page: str
    values: Mapping[str, str]


def target(node: nodes.Named) -> Target:
    """Where a search for a node leads: to its list where it has one, a document to its text, else into the graph."""
    if node.kind == nodes.TEXT:
        return Target("search", {"q": node.id})
    if node.kind == "文件":
        return Target("documents", {"document": node.id})
    if node.kind in reports.KINDS:
        return Target("duties", {"agency": node.id if node.kind == "机构" else node.key})
    return Target("graph", {"node": node.key})


def go_to(node: nodes.Named) -> None:
    """Open the page that shows a node."""
    found = target(node)
    links.go(found.page, **found.values)


def _figures(counts: Mapping[str, Mapping[str, int]]) -> None:
    edges = sum(number for name, number in counts["relationships"].items() if name in ontology().duties)
    # Documents that are only cited are nodes as well; whoever reads 11 above a list of 7 looks for the others.
    read = ("文件", len(resources.ask_documents()))
    shown = [read, *((kind, counts["nodes"].get(kind, 0)) for kind in FIGURES), ("责任关系", edges)]
    for column, (name, number) in zip(st.columns(len(shown)), shown, strict=True):
        column.metric(name, f"{number:,}")


def _draw_signals(rows: Sequence[dict[str, Any]], *, may_review: bool) -> None:
    st.subheader(f"需要看一看（{len(rows)} 处）")
    if not rows:
        st.caption("没有需要人工核对的地方。")
        return
    chosen = lists.choose(rows, SIGNALS, key="overview.signals", height=lists.WITH_EVIDENCE)
    if chosen is not None:
        row = rows[chosen]
        evidence.show(row)
        with st.container(horizontal=True):
            links.link("documents", "到文件中的这一处", document=row["document"], at=str(row["start"]))
            if may_review:
                links.link("review", "去校核", document=row["document"], at=str(row["start"]))
                st.button("已看过", on_click=_looked, args=(row,), key="overview.looked")


def _looked(row: Mapping[str, Any]) -> None:
    """Say that a place has been looked after; it asks nobody again."""
    person = access.person()
    review = Review(resources.store(), resources.archive(), person.name if person else "")
    review.handle(row["document"], row["signal"])
