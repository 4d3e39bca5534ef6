"""Whole documents and damaged excerpts of many layouts -> who has which duty. Every text is invented.

An expected line reads "牵头 市甲局 | 配合 市乙局 | 配合 各县区~ @ task @ heading / heading": `~` a party without a
proper name (not compared), `牵头/负责` either role is right, `? 局` counted neither way. The task is right when one of
the two holds the other, without white space; the path when it is the same. Names and roles are compared as multisets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from loaders.extract import extract
from loaders.page.text import Text
from loaders.records import Record, records


class Document(NamedTuple):
    """A text, its duties, and the number of signals where everything in it is well read."""

    name: str
    text: str
    edges: str
    signals: int | None = None


class Edge(NamedTuple):
    """A duty that a document states."""

    roles: tuple[str, ...]
    agency: str
    generic: bool
    task: str
    path: tuple[str, ...]


class Reading(NamedTuple):
    """How a document was read, set against what it states."""

    right: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    misplaced: tuple[str, ...]
    signals: int


def _documents() -> tuple[Document, ...]:
    """known.yaml, and batches/, each of which was written before the reader saw it and tells its first figures."""
    here = Path(__file__)
    files = [here.with_name("known.yaml"), *sorted(here.with_name("batches").glob("*.yaml"))]
    rows = [row for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return tuple(Document(**row) for row in rows)


DOCUMENTS = _documents()

_BLANK = re.compile(r"\s+|[—-]\s*\d+\s*[—-]")
_POSTS = frozenset({"召集人", "副召集人"})


def _bare(text: str) -> str:
    return unicodedata.normalize("NFKC", _BLANK.sub("", text))


def _edges(expected: str) -> list[Edge]:
    edges = []
    for line in expected.splitlines():
        parties, task, path, *_ = [*line.split(" @ "), "", ""]
        for party in parties.split(" | "):
            roles, name = party.split(" ", 1)
            headings = tuple(_bare(heading) for heading in filter(None, path.split(" / ")))
            edges.append(
                Edge(tuple(roles.split("/")), _bare(name.rstrip("~")), name.endswith("~"), _bare(task), headings)
            )
    return edges


def _is_task(edge: Edge, row: Record) -> bool:
    found = _bare(str(row["task"]))
    return edge.task in found or found in edge.task


def _is_place(edge: Edge, row: Record) -> bool:
    path = row["path"]
    assert isinstance(path, list | tuple)
    return not edge.path or edge.path == tuple(_bare(str(heading)) for heading in path)


@cache
def _read(document: Document) -> Reading:
    rows = list(records(extract(Text(document.text, "x.txt"))))
    edges = _edges(document.edges)
    uncounted = {edge.agency for edge in edges if edge.generic or edge.roles == ("?",)}
    duties = [row for row in rows if row["kind"] == "responsibility" and not row["inherited"] and not row["generic"]]
    left = [row for row in duties if row["role"] not in _POSTS and _bare(str(row["agency"])) not in uncounted]
    right, missing, misplaced = [], [], []
    for edge in edges:
        if edge.agency in uncounted:
            continue
        same = [row for row in left if _bare(str(row["agency"])) == edge.agency and row["role"] in edge.roles]
        if not same:
            missing.append(f"{edge.roles[0]} {edge.agency}")
            continue
        row = next((row for row in same if _is_task(edge, row)), same[0])
        left.remove(row)
        right.append(f"{row['role']} {edge.agency}")
        if not (_is_task(edge, row) and _is_place(edge, row)):
            misplaced.append(f"{edge.agency}: {row['path']} {row['task']}")
    extra = [f"{row['role']} {_bare(str(row['agency']))}" for row in left]
    signals = sum(row["kind"] == "signal" for row in rows)
    return Reading(tuple(right), tuple(missing), tuple(extra), tuple(misplaced), signals)


def _check(document: Document) -> None:
    reading = _read(document)
    assert (reading.missing, reading.extra, reading.misplaced) == ((), (), ())
    assert document.signals in (None, reading.signals)


@pytest.mark.parametrize("document", [pytest.param(document, id=document.name) for document in DOCUMENTS])
def test_document(document: Document) -> None:
    _check(document)


def test_each_document_has_its_own_name() -> None:
    names = [document.name for document in DOCUMENTS]
    assert sorted(set(names)) == sorted(names)
