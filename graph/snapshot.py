"""The whole graph at one moment, in lines that any release and either engine can load again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.clauses import Edge, Key, Row


@dataclass(frozen=True)
class Snapshot:
    """The graph.

    Attributes:
        nodes: by kind and id.
        edges: in the order of type, document and id.
        sums: what the nodes should add up to; see graph/sums.py. Empty where the graph had none.
    """

    nodes: dict[Key, Row]
    edges: list[Edge]
    sums: dict[str, int]

    def node_lines(self) -> Iterator[str]:
        """A line of JSON for each node: kind and properties."""
        return (_line([kind, row]) for (kind, _), row in sorted(self.nodes.items()))

    def edge_lines(self) -> Iterator[str]:
        """A line of JSON for each relationship: both ends, its type between them, its properties."""
        return (_line([edge.start, edge.relation, edge.end, edge.row]) for edge in self.edges)


def read(nodes: Iterable[str], edges: Iterable[str], sums: dict[str, int]) -> Snapshot:
    """The graph that these lines tell.

    Raises:
        ValueError: a line is not of that form, or names a node that there is not.
    """
    found: dict[Key, Row] = {}
    for line in nodes:
        kind, row = json.loads(line)
        found[str(kind), str(row["id"])] = row
    made = [_edge(json.loads(line)) for line in edges]
    if lost := next((edge for edge in made if edge.start not in found or edge.end not in found), None):
        raise ValueError(f"{lost.start} -{lost.relation}-> {lost.end}")
    return Snapshot(found, made, sums)


def order(edge: Edge) -> tuple[str, str, str]:
    """Where a relationship stands among the others."""
    return edge.relation, str(edge.row.get("document", "")), str(edge.row.get("id", ""))


def _edge(told: Any) -> Edge:
    start, relation, end, row = told
    return Edge((str(start[0]), str(start[1])), str(relation), (str(end[0]), str(end[1])), dict(row))


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
