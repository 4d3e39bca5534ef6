"""What the JavaScript receives: a view as JSON values, with the legends of the ontology. See src/types.js."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from graph.ontology import ontology
from ui.graphview.view import Edge, Node, View

Layout = Literal["force", "layered", "concentric", "circle", "grid"]
"""力导向, 层次, 同心圆, 环形, 网格."""

TOGETHER = "协同"
NETWORK = {TOGETHER: {"color": "#64748b", "caption": "同在一个责任条款里；线越粗，共同的条款越多"}}
"""The legend of the edges of a network, which are no relations of the ontology."""

_COLOURS = ("#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#0891b2", "#be185d", "#4d7c0f")
GROUPS = {
    f"群组 {number}": {"color": colour, "shape": "ellipse", "icon": str(number), "caption": "彼此协同更多的单位"}
    for number, colour in enumerate(_COLOURS, 1)
} | {"其他单位": {"color": "#64748b", "shape": "ellipse", "icon": "", "caption": "不在前几组的单位"}}
"""The legend of the nodes of a network, which are told apart by their groups; the largest is 1."""


def group(number: int) -> str:
    """The kind of a node of a network, by the number of its group."""
    return f"群组 {number}" if f"群组 {number}" in GROUPS else "其他单位"


def payload(view: View, *, layout: Layout, view_key: str, highlight: Iterable[str] = ()) -> dict[str, Any]:
    """The data of one picture."""
    return {
        "nodes": [_node(node) for node in view.nodes],
        "edges": [_edge(edge) for edge in view.edges],
        "kinds": kinds() | (GROUPS if any(node.kind in GROUPS for node in view.nodes) else {}),
        "relations": relations() | (NETWORK if any(edge.weight for edge in view.edges) else {}),
        "layout": layout,
        "highlight": list(highlight),
        "viewKey": view_key,
        "notice": view.notice,
    }


def kinds() -> dict[str, dict[str, str]]:
    """The legend of kinds, from the ontology."""
    return {
        kind.name: {"color": kind.color, "shape": kind.shape, "icon": kind.icon, "caption": kind.caption}
        for kind in ontology().kinds.values()
    }


def relations() -> dict[str, dict[str, str]]:
    """The legend of relations, from the ontology."""
    return {r.name: {"color": r.color, "caption": r.caption} for r in ontology().relations.values()}


def _node(node: Node) -> dict[str, Any]:
    return {"id": node.id, "label": node.label, "kind": node.kind, "properties": [list(p) for p in node.properties]}


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "label": str(edge.weight or edge.relation),
        "kind": edge.relation,
        "quote": edge.quote,
        "document": edge.document,
        "date": edge.date,
        "path": list(edge.path),
        "raw": edge.raw,
        "dashed": edge.inherited,
        "open": edge.open,
        "weight": edge.weight,
        "title": edge.title,
    }
