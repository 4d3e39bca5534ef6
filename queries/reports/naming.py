"""What a list is asked for: the one node that a name stands for, by all the ways in which people write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from graph.errors import NotFoundError, QueryError
from graph.store import Store
from queries.asking.characters import tidy
from queries.asking.names import Named, Names
from queries.asking.rules import rules
from queries.catalogue import run

BODIES = ("机构", "议事协调机构", "企业", "园区", "地区", "人员")
"""The kinds that can be responsible for something."""

KINDS = (*BODIES, "项目清单", "产业")
"""The kinds that a list can be made of."""


@dataclass(frozen=True)
class Subject:
    """What a list is about: a body, a list of projects, an industry."""

    id: str
    name: str
    full_name: str
    kind: str
    region: str


def find(store: Store, name: str, kind: str = "") -> Subject:
    """The one thing that a name stands for: its exact name first, then the other ways to write it.

    Args:
        store: the graph.
        name: a name, a short or full one, as documents write it or as people do, or an id.
        kind: one of `KINDS`, where only that is meant.

    Raises:
        NotFoundError: nothing has that name; the advice names similar ones.
        QueryError: several have it, or there is no such kind.
        EngineError: the engine could not be used.
    """
    if kind and kind not in KINDS:
        raise QueryError(f"没有种类“{kind}”。", f"请用 {'、'.join(KINDS)}。")
    rows = _of_kind(run(store, "bodies", agency=name).rows, kind)
    if not rows:
        rows = _spelled(store, name, kind)
    return _one(_narrowed(rows, name), name)


def find_body(store: Store, name: str) -> Subject:
    """The one body that a name stands for: of several that a city may call so, the one that a document does.

    Raises:
        NotFoundError: no body has that name; the advice names similar ones.
        QueryError: several bodies have it; the advice names them with their regions.
        EngineError: the engine could not be used.
    """
    found = find(store, name)
    if found.kind not in BODIES:
        raise NotFoundError(f"“{name}”是{found.kind}，不是单位。", "请用 qiantou query agencies 查看全部单位。")
    return found


def _of_kind(rows: Iterable[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    return [row for row in rows if not kind or row["agency_kind"] == kind]


def _narrowed(rows: Sequence[Mapping[str, Any]], name: str) -> Sequence[Mapping[str, Any]]:
    for key in ("agency_id", "full_name"):
        rows = [row for row in rows if row[key] == name] or rows
    return [row for row in rows if row["as_written"]] or rows


def _one(rows: Sequence[Mapping[str, Any]], name: str) -> Subject:
    if len(rows) > 1:
        kinds = {row["agency_kind"] for row in rows}
        told = "；".join(_told(row, with_kind=len(kinds) > 1) for row in rows)
        advice = "请改写全称或编号" + ("，或用 --kind 说明种类。" if len(kinds) > 1 else "。")
        raise QueryError(f"“{name}”指 {len(rows)} 个{'对象' if len(kinds) > 1 else '单位'}：{told}。", advice)
    row = rows[0]
    return Subject(row["agency_id"], row["agency"], row["full_name"], row["agency_kind"], row["agency_region"])


def _told(row: Mapping[str, Any], *, with_kind: bool) -> str:
    kind = f"{row['agency_kind']}，" if with_kind else ""
    return f"{row['full_name']}（{kind}{row['agency_region'] or '地区不详'}，编号 {row['agency_id']}）"


def _spelled(store: Store, name: str, kind: str) -> list[Mapping[str, Any]]:
    """The nodes that a question would take the name for: short forms, forms without 市, without 产业."""
    names = Names.of(run(store, "names").rows, run(store, "names_as_written").rows, rules().affixes)
    nodes: dict[tuple[str, str], Named] = {}
    for spelling in _spellings(name):
        nodes = {(node.kind, node.id): node for node in names.spellings.get(spelling, ()) if node.kind in KINDS}
        nodes = {key: node for key, node in nodes.items() if not kind or node.kind == kind}
        if nodes:
            break
    if not nodes:
        raise _not_found(name, kind, names)
    return [_as_row(store, node) for node in nodes.values()]


def _spellings(name: str) -> list[str]:
    """A name, then the same without the words that names are also known without."""
    whole = tidy(name)
    cores = [whole.removesuffix(suffix) for suffix in rules().affixes["suffixes"] if whole.endswith(suffix)]
    return [whole, *(core for core in cores if core)]


def _as_row(store: Store, node: Named) -> Mapping[str, Any]:
    """A node as the query `bodies` tells of bodies."""
    rows = run(store, "bodies", agency=node.id).rows if node.kind in BODIES else []
    row: dict[str, Any] = {"agency_id": node.id, "agency": node.name, "full_name": node.name}
    row |= {"agency_kind": node.kind, "agency_region": node.region, "as_written": True}
    return next((body for body in rows if body["agency_kind"] == node.kind and body["agency_id"] == node.id), row)


def _not_found(name: str, kind: str, names: Names) -> NotFoundError:
    known = [
        spelling
        for spelling in names.words()
        if any(node.kind == kind if kind else node.kind in KINDS for node in names.spellings[spelling])
    ]
    near = get_close_matches(tidy(name), known, n=5, cutoff=0.4)
    advice = f"名称相近的有：{'、'.join(near)}。" if near else "请用 qiantou query agencies 查看全部单位。"
    return NotFoundError(f"图谱里没有名为“{name}”的{kind or '单位、项目清单或产业'}。", advice)
