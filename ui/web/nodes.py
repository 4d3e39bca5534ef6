"""Nodes by name: the search box that several pages have."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from graph.store import Row
from queries.catalogue import get
from ui.searchbox import Suggestion, Suggestions, search_box
from ui.web import lists, resources
from ui.web.errors import safely

MOST, COUNTED = 50, 500
"""So many nodes are suggested, the best first; so many are counted at most, as nobody reads on."""


@dataclass(frozen=True)
class Named:
    """A node as a search shows it."""

    kind: str
    name: str
    region: str
    id: str

    @property
    def key(self) -> str:
        """Kind and id in one word, for addresses; an id alone is unique only within its kind."""
        return f"{self.kind}|{self.id}"


def _named(row: Row) -> Named:
    return Named(row["kind"], row["name"], row["region"], row["id"])


def named(key: str) -> Named | None:
    """The node of a kind and id as in addresses; None where there is none."""
    kind, _, identity = key.partition("|")
    rows = resources.ask("node", node=identity, kind=kind) if identity else []
    return _named(rows[0]) if rows else None


def suggest(words: str, kinds: Collection[str] = ()) -> Suggestions:
    """The nodes that a search for words finds by name, alias or full name, and how many there are.

    Args:
        words: as typed.
        kinds: only these; none means all.
    """
    result = get("find").read(resources.store(), {"text": words}, limit=COUNTED)
    rows = [row for row in result.rows if not kinds or row["kind"] in kinds]
    if not rows:
        return Suggestions(told=f"没有名称含“{words}”的内容。")
    total = f"共 {len(rows)} 个" if result.complete else f"{len(rows)} 个以上"
    more = f"，列出前 {MOST} 个；再输入几个字可缩小范围" if len(rows) > MOST else ""
    return Suggestions([_suggestion(row) for row in rows[:MOST]], f"{total}{more}。")


def _suggestion(row: Row) -> Suggestion:
    also = f"（{row['matched']}）" if row["matched"] != row["name"] else ""
    above = row["path"][-1] if row["kind"] in ("事项", "章节") and row["path"] else row["region"]
    note = " · ".join(part for part in (row["kind"], lists.shown(above)) if part)
    return Suggestion(_named(row).key, f"{lists.shown(row['name'])}{also}", note)


def box(label: str, *, key: str, placeholder: str, kinds: Collection[str] = ()) -> Named | None:
    """A search box with suggestions; gives what was chosen, once.

    Args:
        label: read out by screen readers, not shown.
        key: name of the box on its page.
        placeholder: shown while it is empty.
        kinds: only these are suggested; none means all.
    """
    _search(label, key, placeholder, frozenset(kinds))
    chosen = st.session_state.pop(f"{key}:chosen", "")
    return named(chosen) if chosen else None


@st.fragment
def _search(label: str, key: str, placeholder: str, kinds: frozenset[str]) -> None:
    """The box in a fragment of its own: while somebody types, the rest of the page is not drawn again."""
    safely(lambda: _draw(label, key, placeholder, kinds))


def _draw(label: str, key: str, placeholder: str, kinds: frozenset[str]) -> None:
    chosen = search_box(label, key=key, placeholder=placeholder, suggest=lambda words: suggest(words, kinds))
    if chosen:
        st.session_state[f"{key}:chosen"] = chosen
        st.rerun()
