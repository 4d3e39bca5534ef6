"""What nodes are called in several documents: all names that any of them uses, in whatever order they were loaded.

A project, a park or a company has no entry in the gazetteer; each document calls it in its own words. A node remembers
who said what, so that a document that is withdrawn or reads otherwise takes nothing along but its own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.clauses import Row
from graph.statements import digest

KEY = "called"
"""Property of a node: one text for each name that is not the shown one and each document that uses it."""
_MARK = 12


def joined(row: Row, stored: Row | None, document: str) -> Row:
    """A node as a document states it, with the names that other documents use.

    Args:
        row: what the document says of it.
        stored: the node as the graph has it; None where it has none.
        document: its id.
    """
    mark = _mark(document)
    own = {mark + name for name in (*row.get("names", ()), row.get("full_name", "")) if name not in ("", row["name"])}
    return _told(row, {*_others(stored or {}, mark), *own})


def without(row: Row, document: str) -> Row | None:
    """A node that a document no longer names, without the document's own words; None where it had none."""
    mark = _mark(document)
    others = _others(row, mark)
    return _told(row, others) if len(others) < len(row.get(KEY, ())) else None


def _told(row: Mapping[str, Any], called: set[str]) -> Row:
    told = {key: value for key, value in row.items() if key != KEY}
    if not called and "names" not in row:
        return told
    names = [row["name"], *sorted({entry[_MARK:] for entry in called})]
    told["names"] = names
    if row.get("unlisted") and "full_name" in row:  # The gazetteer's companies have one full name, others the longest.
        told["full_name"] = max(names, key=lambda name: (len(name), name))
    return {**told, KEY: sorted(called)} if called else told


def _others(row: Mapping[str, Any], mark: str) -> set[str]:
    return {entry for entry in row.get(KEY, ()) if not entry.startswith(mark)}


def _mark(document: str) -> str:
    return digest(document)[:_MARK]
