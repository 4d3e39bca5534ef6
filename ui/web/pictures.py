"""The graph view on a page: a picture of rows, what a click on it says, and the rows that are not drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from graph.ontology import ontology
from graph.store import Row
from ui.graphview import Layout, Node, Selection, View, captioned, graph_view
from ui.web import evidence, links, lists, resources
from ui.web.words import plain

PARTIES = frozenset(ontology().relations["牵头"].starts)
"""The kinds that can answer for something, and so have a list."""

FACTS = (
    lists.Column("source", "起点", 160),
    lists.Column("relation", "关系", 80),
    lists.Column("target", "终点", 240),
    lists.QUOTE,
    lists.Column("path", "位置", 240),
    lists.TITLE,
)
"""The columns of a table of facts."""


def draw(
    rows: Sequence[Row],
    *,
    key: str,
    height: int = 560,
    more: Iterable[Node] = (),
    highlight: Iterable[str] = (),
    view_key: str = "",
    layout: Layout = "force",
    on_select: Callable[[Selection | None], None] | None = None,
    on_expand: Callable[[str], None] | None = None,
) -> Selection | None:
    """Draw what rows state; gives what the user has clicked on."""
    view = View.from_rows(rows, more=more)
    return graph_view(
        view,
        key=key,
        height=height,
        highlight=highlight,
        view_key=view_key,
        layout=layout,
        on_select=on_select,
        on_expand=on_expand,
    )


def stated(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The facts that rows of a question rest on, each once: a row names its statement, or its statements."""
    listed = list(rows)
    named = (row.get("statements") or [row.get("statement")] for row in listed)
    wanted = list(dict.fromkeys(statement for some in named for statement in some if statement))
    # A row that does not say where it comes from may come from anywhere.
    told = {str(row.get("document") or "") for row in listed}
    documents = [] if "" in told else sorted(told)
    return resources.ask("facts", statements=wanted, documents=documents) if wanted else []


def fact(rows: Iterable[Row], statement: str) -> Row | None:
    """The row that states a fact, by its mark or, as earlier links had it, by its id."""
    return next((row for row in rows if statement in (row.get("mark"), row["statement"])), None)


def panel(rows: Sequence[Row], selection: Selection | None) -> None:
    """What a click says: an edge's sentence in its paragraph, or a node with its facts in the picture."""
    if selection is None:
        st.caption("点击一条连线，看它的原句和出处；点击一个节点，看它的情况。")
    elif selection.type == "edge":
        found = fact(rows, selection.id)
        if found is not None:
            evidence.show(found)
    else:
        kind = kind_of(rows, selection.id)
        node_card(selection.id, kind)
        links.link("graph", "在子图中展开", node=f"{kind}|{selection.id}")
        if kind in PARTIES:
            links.link("duties", "查看责任清单", agency=selection.id)


def kind_of(rows: Iterable[Row], node: str) -> str:
    """The kind of a node, as rows say it; empty where they do not."""
    for row in rows:
        for end in ("source", "target"):
            if row[f"{end}_id"] == node:
                return str(row[f"{end}_kind"])
    return ""


def node_card(node: str, kind: str) -> None:
    """What is known of a node."""
    for row in resources.ask("node", node=node, kind=kind):
        st.markdown(f"**{plain(row['name'])}**　:gray[{plain(row['kind'])}]")
        # All forms of a name that the gazetteer knows would fill the page.
        facts = captioned({**row, "names": (), "name": ""})
        st.caption("　".join(f"{caption}：{plain(text)}" for caption, text in facts) or "没有其他情况。")


def table(rows: Sequence[Mapping[str, Any]], *, key: str, height: int = 320) -> None:
    """Every fact of a picture as a table, also those that were too many to draw; a click shows the sentence."""
    chosen = lists.choose(rows, FACTS, key=key, height=height)
    if chosen is not None:
        evidence.show(rows[chosen])
