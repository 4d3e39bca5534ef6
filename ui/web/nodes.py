"""Nodes by name: the search box that several pages have."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ui.web import resources

MOST = 20_000
"""Names that the search box suggests, the shortest first."""


@dataclass(frozen=True)
class Named:
    """A node as a search shows it."""

    kind: str
    name: str
    region: str
    id: str

    @property
    def label(self) -> str:
        """Name, kind, and region where it has one."""
        return " · ".join(part for part in (self.name, self.kind, self.region) if part)

    @property
    def key(self) -> str:
        """Kind and id in one word, for addresses; an id alone is unique only within its kind."""
        return f"{self.kind}|{self.id}"


@st.cache_data(show_spinner=False, max_entries=4)
def _every(state: str) -> list[Named]:
    rows = [Named(row["kind"], row["name"], row["region"], row["id"]) for row in resources.ask("nodes")]
    return sorted(rows, key=lambda node: (len(node.name), node.name, node.key))


def every() -> list[Named]:
    """All nodes, short names first."""
    return _every(resources.state())


def named(key: str) -> Named | None:
    """The node of a kind and id as in addresses; None where there is none."""
    kind, _, identity = key.partition("|")
    rows = resources.ask("node", node=identity, kind=kind) if identity else []
    return Named(rows[0]["kind"], rows[0]["name"], rows[0]["region"], rows[0]["id"]) if rows else None


def box(label: str, *, key: str, placeholder: str) -> Named | None:
    """A search box with suggestions.

    Args:
        label: read out by screen readers, not shown.
        key: name of the box on its page.
        placeholder: shown while it is empty.
    """
    return st.selectbox(
        label,
        every()[:MOST],
        index=None,
        key=key,
        format_func=lambda option: option.label,
        placeholder=placeholder,
        label_visibility="collapsed",
    )
