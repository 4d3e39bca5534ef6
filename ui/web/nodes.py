"""Nodes by name: the search box that several pages have."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import streamlit as st

from graph.store import Row
from queries.catalogue import get
from ui.searchbox import Suggestion, Suggestions, search_box
from ui.web import index, lists, resources
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
    if kind == TEXT:
        return Named(TEXT, identity, "", identity)
    rows = resources.ask("node", node=identity, kind=kind) if identity else []
    return _named(rows[0]) if rows else None


TEXT = "全文"
"""The kind of what is looked for in the sentences of the documents instead of among names."""


def suggest(words: str, kinds: Collection[str] = ()) -> Suggestions:
    """The nodes that a search for words finds, those of the own region first among equals, and how many there are.

    By name, alias or full name, whatever white space was typed; letters also by pinyin; where there is none, those that
    are most alike. Where all kinds are looked for, the last line leads to the sentences of the documents.

    Args:
        words: as typed.
        kinds: only these; none means all.
    """
    typed = "".join(words.split())
    result = get("find").read(resources.store(), {"text": typed}, limit=COUNTED)
    rows = _wanted(result.rows, kinds)
    if typed.isascii():
        known = {(row["kind"], row["id"]) for row in rows}
        heard = _wanted(index.by_sound(typed, COUNTED), kinds)
        rows += [row for row in heard if (row["kind"], row["id"]) not in known]
    told = f"共 {len(rows)} 个" if result.complete else f"{len(rows)} 个以上"
    if not rows:
        rows = _wanted(index.by_likeness(typed, _ALIKE), kinds)
        told = f"没有名称含“{words}”的内容" + ("；相近的有" if rows else "")
    region = resources.own().region
    if region:
        rows = sorted(rows, key=lambda row: row["name"] == rows[0]["name"] and row["region"] != region)
    more = f"，列出前 {MOST} 个；再输入几个字可缩小范围" if len(rows) > MOST else ""
    found = [_suggestion(row) for row in rows[:MOST]]
    if not kinds:
        found.append(Suggestion(f"{TEXT}|{words}", f"在全文的句子里找“{words}”", TEXT))
    return Suggestions(found, f"{told}{more}。")


_ALIKE = 8
"""So many names that are like what was typed are offered."""


def _wanted(rows: Iterable[Row], kinds: Collection[str]) -> list[Row]:
    return [row for row in rows if not kinds or row["kind"] in kinds]


def _suggestion(row: Row) -> Suggestion:
    matched = row.get("matched", row["name"])
    also = f"（{matched}）" if matched != row["name"] else ""
    above = row["path"][-1] if row["kind"] in ("事项", "章节") and row.get("path") else row["region"]
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
