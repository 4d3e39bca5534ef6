"""A part of the graph as it is drawn: nodes and edges in a fixed order, made from rows of a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.ontology import ontology

Row = Mapping[str, Any]
"""A row that states one relation: the columns of `queries/neighbourhood.cypher`, or a part of them."""

CAP = 500
"""More nodes than this are a cloud that shows nothing."""

_CAPTIONS = {
    "full_name": "全称",
    "names": "别名",
    "region": "所属地区",
    "level": "级别",
    "number": "编号",
    "issuer": "发文机关",
    "date": "日期",
    "post": "职务",
    "value": "数值",
    "unit": "单位",
    "path": "位置",
    "unlisted": "未收入名录",
    "generic": "统称",
    "unnamed": "只写明职务",
}
"""Properties of nodes that the panel shows, in its order."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its id, name and kind, and caption and value of what else is known of it."""

    id: str
    label: str
    kind: str
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes with its evidence.

    Attributes:
        id: the statement's id.
        source, target: ids of the two ends.
        quote: the sentence that says so, verbatim.
        document: title of the document.
        path: headings above the quote, from the top.
        raw: the name as written.
        inherited: taken over from a heading.
        open: the list of names ended in 等.
        weight: of an edge of a network, which has no direction: how much it counts; 0 of a relation.
        title: text of the hover tip, where it is more than the two ends and the quote.
    """

    id: str
    source: str
    target: str
    relation: str
    quote: str = ""
    document: str = ""
    date: str = ""
    path: tuple[str, ...] = ()
    raw: str = ""
    inherited: bool = False
    open: bool = False
    weight: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """Nodes and edges to draw, and of how many they are a part.

    Nodes are ordered by kind (as in the ontology) and id, edges by relation, ends and id, so that the same part of the
    graph is drawn the same way whatever way the rows came.

    Attributes:
        total_nodes, total_edges: how many there were before the cap.
        complete: False where the question had more rows than were fetched, so that the totals are lower bounds.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total_nodes: int
    total_edges: int
    complete: bool = True

    @classmethod
    def of(cls, nodes: Iterable[Node], edges: Iterable[Edge], *, cap: int = CAP) -> View:
        """A view of these nodes and edges, or of as many of them as fit.

        Args:
            nodes: in the order in which they are kept when there are too many; of two with one id the first counts.
            edges: those without both ends among the nodes are left out.
            cap: the largest number of nodes.

        Raises:
            ValueError: `cap` is below one.
        """
        if cap < 1:
            raise ValueError(f"cap must be at least 1, not {cap}")
        every: dict[str, Node] = {}
        for node in nodes:
            every.setdefault(node.id, node)
        ordered = list(every.values())
        known = {edge.id: edge for edge in edges if edge.source in every and edge.target in every}
        kept = {node.id for node in ordered[:cap]}
        shown = [edge for edge in known.values() if edge.source in kept and edge.target in kept]
        return cls(
            nodes=tuple(sorted(ordered[:cap], key=_node_order)),
            edges=tuple(sorted(shown, key=_edge_order)),
            total_nodes=len(every),
            total_edges=len(known),
        )

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Row],
        *,
        more: Iterable[Node] = (),
        properties: Mapping[str, Mapping[str, Any]] | None = None,
        cap: int = CAP,
        complete: bool = True,
    ) -> View:
        """A view of what rows of a question state.

        Args:
            rows: each with source_id, source_kind, source, relation, target_id, target_kind, target and statement, or
                with from_id ... to_id ... and forward, as the steps of a path; where it has them, also quote, title,
                date, path, raw, inherited and open.
            more: nodes that are shown even without any edge, before all others.
            properties: node id -> the node's properties in the store, for the panel.
            cap: the largest number of nodes.
            complete: False where the rows themselves were cut, as `Result.complete` says.

        Raises:
            KeyError: a row lacks a column that it must have.
        """
        listed = [_stated(row) for row in rows]
        known = properties or {}
        found = [node for row in listed for node in (_end(row, "source", known), _end(row, "target", known))]
        view = cls.of([*more, *found], [_edge(row) for row in listed], cap=cap)
        return replace(view, complete=complete)

    @property
    def truncated(self) -> bool:
        """Whether anything was left out."""
        return not self.complete or len(self.nodes) < self.total_nodes

    @property
    def notice(self) -> str:
        """What was left out, for the user; empty where nothing was."""
        if not self.truncated:
            return ""
        total = "共" if self.complete else "至少"
        return (
            f"内容较多，图中只画出 {len(self.nodes)} 个节点（{total} {self.total_nodes} 个）和 "
            f"{len(self.edges)} 条关系（{total} {self.total_edges} 条）；请缩小范围，或在表格中查看其余部分。"
        )


def captioned(properties: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Caption and value of the properties that a user wants to see, empty ones left out."""
    return tuple((caption, text) for key, caption in _CAPTIONS.items() if (text := _text(properties.get(key))))


def _text(value: object) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "是"
        case list() | tuple():
            return "、".join(_text(item) for item in value)
        case _:
            return str(value)


def _stated(row: Row) -> Row:
    """A row that names its ends source and target; a step of a path may go against its relation's direction."""
    if "source_id" in row:
        return row
    ends = ("from", "to") if row["forward"] else ("to", "from")
    named = {
        f"{name}{part}": row[f"{end}{part}"]
        for name, end in zip(("source", "target"), ends, strict=True)
        for part in ("", "_id", "_kind")
    }
    return {**row, **named}


def _end(row: Row, end: str, properties: Mapping[str, Mapping[str, Any]]) -> Node:
    identity = row[f"{end}_id"]
    return Node(identity, row[end] or identity, row[f"{end}_kind"], captioned(properties.get(identity, {})))


def _edge(row: Row) -> Edge:
    return Edge(
        id=row["statement"],
        source=row["source_id"],
        target=row["target_id"],
        relation=row["relation"],
        quote=row.get("quote") or "",
        document=row.get("title") or row.get("document") or "",
        date=row.get("date") or "",
        path=tuple(row.get("path") or ()),
        raw=row.get("raw") or "",
        inherited=bool(row.get("inherited")),
        open=bool(row.get("open")),
    )


def _node_order(node: Node) -> tuple[int, str]:
    return _place(list(ontology().kinds), node.kind), node.id


def _edge_order(edge: Edge) -> tuple[int, str, str, str]:
    return _place(list(ontology().relations), edge.relation), edge.source, edge.target, edge.id


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)
