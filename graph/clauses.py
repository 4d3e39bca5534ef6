"""What a duty relationship carries of its clause and its item, so that lists and counts need no second look.

A list of an agency names, for each of its duties, everybody in the same clause by role, and the item with its number
and place. Gathered when somebody asks, that is a join of every party with every other of its clause: six rows read for
each one shown, and over the whole graph more than the engine can hold. So it is worked out when a document is written.

All of it is derived: from the document's own statements, and from the names of the nodes at their ends. It is marked so
in graph/ontology.yaml, is no part of a document's digest, and follows when another document renames a node
(`Store.replace`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from graph.ontology import Ontology
from graph.statements import digest

Row = dict[str, Any]
Key = tuple[str, str]
"""A node: its kind and its id."""

_LISTS = {
    "牵头": "leads",
    "配合": "cooperators",
    "负责": "responsible",
    "指导": "guides",
    "联系": "liaisons",
    "考核": "assessors",
}
"""Relation -> the list of its parties' names; `parties` and `clause_facts` follow them in this order."""


class Edge(NamedTuple):
    """A relationship: its two nodes, its type, its properties."""

    start: Key
    relation: str
    end: Key
    row: Row


class _Party(NamedTuple):
    """A relationship of a clause; these sort in the order in which the sentence names their parties."""

    at: int
    name: str
    edge: Edge


def carried(edges: Iterable[Edge], nodes: Mapping[Key, Row], title: str, ontology: Ontology) -> dict[str, Row]:
    """What each duty relationship of a document carries, by its id.

    Args:
        edges: the document's relationships; those that are no duties are passed over.
        nodes: the properties of the nodes at the ends of its duties.
        title: the document's.
        ontology: says which relations are duties.
    """
    items: defaultdict[Key, list[_Party]] = defaultdict(list)
    duties = frozenset(ontology.duties)
    for edge in edges:
        if edge.relation in duties:
            items[edge.end].append(_Party(_at(edge.row), str(nodes[edge.start]["name"]), edge))
    found: dict[str, Row] = {}
    for key, parties in items.items():
        # By id at last, so that nothing hangs on the order of the statements.
        parties.sort(key=lambda party: (party.at, party.name, party.edge.row["id"]))
        item = _item(key, nodes[key]) | {"title": title}
        for clause in _clauses(parties):
            found.update(_of_clause(clause, parties, item))
    return found


def _clauses(parties: Iterable[_Party]) -> Iterator[list[_Party]]:
    clauses: defaultdict[tuple[int, int], list[_Party]] = defaultdict(list)
    for party in parties:
        clauses[_span(party)].append(party)
    yield from clauses.values()


def _of_clause(clause: list[_Party], all_of_item: list[_Party], item: Row) -> Iterator[tuple[str, Row]]:
    first = clause[0].edge.row
    by_role = {relation: [party for party in clause if party.edge.relation == relation] for relation in _LISTS}
    shared: Row = {
        **item,
        "clause": digest(first["document"], first["start"], first["end"]),
        **{name: [party.name for party in by_role[relation]] for relation, name in _LISTS.items()},
        "collectives": [party.name for party in clause if party.edge.row.get("generic")],
        "section_leads": [party.name for party in all_of_item if _heads(party, clause[0])],
        "open_roles": sorted({party.edge.relation for party in clause if party.edge.row.get("open")}),
    }
    in_order = [party.edge for parties in by_role.values() for party in parties]
    shared["parties"] = [edge.start[1] for edge in in_order]
    ids = [edge.row["id"] for edge in in_order]
    for nth, party in enumerate(clause):
        row = party.edge.row
        own = {"nth": nth, "at": party.at, "clause_facts": ids if nth == 0 else []}
        # An item without a place of its own stands where its clause does.
        where = {"item_path": item["item_path"] or row["path"]}
        if item["item_start"] < 0:
            where["item_start"] = row["start"]
        yield row["id"], {**shared, **own, **where}


def _heads(party: _Party, other: _Party) -> bool:
    """Whether a lead stands on a heading above the clause of another party of the same item."""
    inherited = party.edge.relation == "牵头" and bool(party.edge.row.get("inherited"))
    return inherited and _span(party) != _span(other)


def _span(party: _Party) -> tuple[int, int]:
    return party.edge.row["start"], party.edge.row["end"]


def _at(row: Row) -> int:
    """Where the sentence names the party; behind its end where the name is not in it word for word."""
    at = row["quote"].find(row["raw"])
    return at if at >= 0 else len(row["quote"])


def _item(key: Key, row: Row) -> Row:
    return {
        "item": row["name"],
        "item_id": key[1],
        "item_kind": key[0],
        "item_path": list(row.get("path", ())),
        "item_start": row.get("start", -1),
        "number": row.get("number", ""),
        "first": str(row.get("text", "")).split("。", 1)[0],
        "plan": row.get("plan", ""),
    }
