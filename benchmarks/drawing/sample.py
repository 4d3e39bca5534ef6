"""The graph that both views draw: bodies and items as in a plan. Needs nothing installed."""

from __future__ import annotations

RELATIONS = ("牵头", "配合", "负责")


def edges(nodes: int) -> list[tuple[str, str, str]]:
    """Body, relation, item, of a graph with so many nodes, a fifth of them bodies; the same on every run."""
    bodies = nodes // 5
    items = nodes - bodies
    named = [(item, (item * step + item // bodies + step) % bodies) for item in range(items) for step in range(1, 4)]
    kept = [pair for number, pair in enumerate(named) if number % 5 != 4]
    return [(f"单位{body}", RELATIONS[item % 3], f"事项{item}") for item, body in dict.fromkeys(kept)]


def names(found: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Name and kind of every node that an edge names."""
    ends = [end for body, _, item in found for end in ((body, "机构"), (item, "事项"))]
    return list(dict.fromkeys(ends))
