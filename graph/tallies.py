"""What is counted once when a document is written, so that questions over the whole graph need not count it each time.

Such a question looks at every duty of every document: with a million relationships that takes ten seconds, or more
memory than the engine has. So each document leaves a few records besides: each of its clauses once (`_条款`), what
each party has in each of its plans and with whom (`_分工`), each plan (`_方案`), the items that nobody answers for
(`_空项`), and which statements it holds (`_卷`). A question goes from the documents in force to their records, by an
index: what is superseded costs nothing.

All of it is derived from the document's own relationships and the names at their ends, as `graph.clauses` is, and
follows when another document renames a node. The records are nodes without relationships and with neither id nor name,
so that no question about a node can be about them; which there are and what they hold says graph/ontology.yaml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from graph.clauses import Edge, Key, Row
from graph.ontology import Ontology

CLAUSE, SHARE, PLAN, UNASSIGNED, VOLUME = "_条款", "_分工", "_方案", "_空项", "_卷"

Tallies = dict[str, list[Row]]
"""Label -> its records."""

_ITEM_ROW = ("number", "item", "item_id", "item_kind", "item_path", "item_start", "quote", "start", "end", "open_roles")
"""What a clause has of its first duty as it is."""

_PARTIES = {
    "牵头": "leads",
    "配合": "cooperators",
    "负责": "responsible",
    "指导": "guides",
    "联系": "liaisons",
    "考核": "assessors",
}
"""Role -> the list of its parties that a duty carries, in the order of its `clause_facts`."""

_EMPTY: Row = {
    key: [] for key in (*_PARTIES.values(), "collectives", "open_roles", "section_leads", "item_path", "clause_facts")
}

_COUNTS = {
    "牵头": "leads",
    "配合": "cooperations",
    "负责": "responsibilities",
    "指导": "guidances",
    "联系": "liaisons",
}

_DOCUMENT, _ITEM, _HEADING, _BODY = "文件", "事项", "章节", "议事协调机构"
_TASKS = frozenset({_ITEM, _HEADING, "项目", "项目清单"})
_BELONGS = "属于"
_PARTS, _ABOVE = 3, 8
"""How many steps down and up an item's parts and headings are looked at."""


def tallies(document: str, edges: Iterable[Edge], nodes: Mapping[Key, Row], ontology: Ontology) -> Tallies:
    """The records of a document.

    Args:
        document: its id.
        edges: its relationships, with what `graph.clauses.carried` gives the duties.
        nodes: the properties of all nodes at their ends.
        ontology: says which relations are duties.
    """
    ordered = sorted(edges, key=lambda edge: str(edge.row["id"]))
    duties = [
        # A Neo4j that was filled by its offline import has no empty lists.
        edge._replace(row=_EMPTY | edge.row)
        for edge in ordered
        if edge.relation in ontology.duties and "clause" in edge.row
    ]
    belonging = [edge for edge in ordered if edge.relation == _BELONGS]
    plans = _Plans(document, duties)
    found: Tallies = {
        CLAUSE: list(_clauses(duties)),
        SHARE: list(_shares(duties, nodes, plans)),
        PLAN: list(_plans(belonging, duties, nodes, plans)),
        UNASSIGNED: list(_unassigned(belonging, duties, nodes)),
        VOLUME: [{"facts": "".join(f" {edge.row['id']} {edge.row.get('mark', '')}" for edge in ordered) + " "}],
    }
    return {label: [{"document": document, **row} for row in rows] for label, rows in found.items() if rows}


def by_document(nodes: Mapping[Key, Row], edges: Iterable[Edge], ontology: Ontology) -> Iterator[Tallies]:
    """The records of each loaded document of a whole graph."""
    held: dict[str, list[Edge]] = {
        id_: [] for (kind, id_), row in sorted(nodes.items()) if kind == _DOCUMENT and "digest" in row
    }
    for edge in edges:
        if edge.row.get("document") in held:
            held[edge.row["document"]].append(edge)
    for document, said in held.items():
        ends = {key: nodes[key] for edge in said for key in (edge.start, edge.end)}
        yield tallies(document, said, ends | {(_DOCUMENT, document): nodes[_DOCUMENT, document]}, ontology)


def _prose(edge: Edge) -> bool:
    return str(edge.row["rule"]).startswith("prose")


def _own(edge: Edge) -> bool:
    """Whether a duty stands in a clause of its own: not handed down by a heading, not in running text."""
    return not edge.row.get("inherited") and not _prose(edge)


class _Plans:
    """Which plan of its document a duty or a node belongs to: an annex, else the document.

    A project has no plan of its own, so a duty for it is of the plan of its clause: no clause is of two plans.
    """

    def __init__(self, document: str, duties: Sequence[Edge]) -> None:
        self.document = document
        self._known = {edge.row["plan"] for edge in duties}
        self._of_clause: dict[str, str] = {}
        for edge in duties:
            if plan := self._plan(edge):
                self._of_clause[edge.row["clause"]] = min(plan, self._of_clause.get(edge.row["clause"], plan))

    def _plan(self, edge: Edge) -> str:
        item = str(edge.row["item_id"])
        return item if item in self._known else str(edge.row["plan"])

    def of_duty(self, edge: Edge) -> str:
        return self._of_clause.get(edge.row["clause"], self.document)

    def of_node(self, row: Row) -> str:
        return str(row.get("plan") or self.document)


# Clauses.


def _clauses(duties: Sequence[Edge]) -> Iterator[Row]:
    led = {edge.end for edge in duties if edge.relation == "牵头"}
    for edge in duties:
        row = edge.row
        if row["nth"] != 0:
            continue
        parties = [(role, name) for role, key in _PARTIES.items() for name in row[key]]
        roles = [role for role, _ in parties]
        named = [at for at, (role, name) in enumerate(parties) if role == "配合" and name not in row["collectives"]]
        yield {
            **{key: row[key] for key in _ITEM_ROW},
            "parties": [name for _, name in parties],
            "roles": roles,
            "facts": row["clause_facts"],
            "inherited": bool(row.get("inherited")),
            "prose": _prose(edge),
            "lead_count": len(row["leads"]),
            "cooperator_count": len(named),
            "named": [parties[at][1] for at in named],
            "named_facts": [row["clause_facts"][at] for at in named],
            "open_from": [roles.index(role) for role in row["open_roles"]],
            "open_to": [roles.index(role) + roles.count(role) for role in row["open_roles"]],
            "leaderless": edge.relation in ("配合", "负责", "指导", "联系")
            and not row["leads"]
            and not row["section_leads"]
            and edge.end not in led,
        }


# What each party has in each plan.


def _shares(duties: Sequence[Edge], nodes: Mapping[Key, Row], plans: _Plans) -> Iterator[Row]:
    groups: defaultdict[tuple[str, Key, bool], list[Edge]] = defaultdict(list)
    for edge in duties:
        if _own(edge):
            groups[plans.of_duty(edge), edge.start, bool(edge.row.get("generic"))].append(edge)
    others = _partners(duties, plans)
    for (plan, party, generic), held in sorted(groups.items()):
        counted = [edge for edge in held if edge.row["item_kind"] != _BODY]
        beside = {} if generic else others.get((plan, party), {})
        partners = sorted(beside)
        yield {
            "plan": plan,
            "party": party[1],
            "kind": party[0],
            "agency": nodes[party]["name"],
            "region": nodes[party].get("region", ""),
            "generic": generic,
            **{key: _number(edge for edge in counted if edge.relation == role) for role, key in _COUNTS.items()},
            "clauses": _number(counted),
            "task_clauses": _number(edge for edge in held if edge.row["item_kind"] in _TASKS),
            "partners": [partner[1] for partner in partners],
            "partner_names": [nodes[partner]["name"] for partner in partners],
            "shared": [len(beside[partner][0]) for partner in partners],
            "led_together": [len(beside[partner][1]) for partner in partners],
        }


def _number(edges: Iterable[Edge]) -> int:
    return len({edge.row["clause"] for edge in edges})


_Together = tuple[set[str], set[str]]
"""Clauses that two parties share, and those of them that they lead together."""


def _partners(duties: Iterable[Edge], plans: _Plans) -> dict[tuple[str, Key], dict[Key, _Together]]:
    """For each party in a plan those behind it, by their ids, that stand in a clause with it."""
    clauses: defaultdict[tuple[str, Key], list[Edge]] = defaultdict(list)
    for edge in duties:
        if _own(edge) and not edge.row.get("generic") and edge.row["item_kind"] != _BODY:
            clauses[edge.row["clause"], edge.end].append(edge)
    found: defaultdict[tuple[str, Key], dict[Key, _Together]] = defaultdict(dict)
    for (clause, _), parties in clauses.items():
        for one, other in combinations(sorted(parties, key=lambda edge: edge.start[1]), 2):
            if one.start[1] == other.start[1]:
                continue
            pair = found[plans.of_duty(one), one.start].setdefault(other.start, (set(), set()))
            pair[0].add(clause)
            if one.relation == other.relation == "牵头":
                pair[1].add(clause)
    return found


# Plans, and items that nobody answers for.


def _plans(belonging: Sequence[Edge], duties: Sequence[Edge], nodes: Mapping[Key, Row], plans: _Plans) -> Iterator[Row]:
    document = plans.document
    parts = {edge.start for edge in belonging if edge.end[0] == _ITEM}
    items: defaultdict[str, int] = defaultdict(int)
    known = set() if any(_is_top(edge, document) for edge in belonging) else {document}
    for key, row in nodes.items():
        if key[0] in (_ITEM, _HEADING) and row.get("document") == document:
            if key[0] == _HEADING or key not in parts:
                known.add(plans.of_node(row))
            items[plans.of_node(row)] += key[0] == _ITEM and key not in parts
    groups: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in duties:
        if _own(edge):
            groups[plans.of_duty(edge)].append(edge)
    for plan in sorted(known | {plan for plan, held in groups.items() if any(map(_in_text, held))}):
        held = [edge for edge in groups[plan] if _in_text(edge)]
        yield {
            "plan": plan,
            "items": items[plan],
            "clauses": _number(held),
            "parties": len({edge.start[1] for edge in held if not edge.row.get("generic")}),
            "task_clauses": _number(edge for edge in groups[plan] if edge.row["item_kind"] in _TASKS),
        }


def _is_top(edge: Edge, document: str) -> bool:
    return edge.end == (_DOCUMENT, document) and edge.start[0] in (_ITEM, _HEADING)


def _in_text(edge: Edge) -> bool:
    return edge.row["item_kind"] in (_ITEM, _HEADING)


def _unassigned(belonging: Sequence[Edge], duties: Sequence[Edge], nodes: Mapping[Key, Row]) -> Iterator[Row]:
    above: defaultdict[Key, list[Key]] = defaultdict(list)
    below: defaultdict[Key, list[Key]] = defaultdict(list)
    for edge in belonging:
        above[edge.start].append(edge.end)
        below[edge.end].append(edge.start)
    held = {edge.end for edge in duties}
    named = {edge.end for edge in duties if not (_prose(edge) and edge.row.get("generic"))}
    divided = {nodes[edge.end].get("plan") for edge in duties if _in_text(edge) and not _prose(edge)} - {None}
    for edge in belonging:
        item, row = edge.start, nodes[edge.start]
        if item[0] != _ITEM or row.get("plan") not in divided or any(up[0] == _ITEM for up in above[item]):
            continue
        parts = {part for part in _reached(item, below, _PARTS) if part[0] == _ITEM}
        headings = {up for up in _reached(item, above, _ABOVE) - {item} if up[0] in (_ITEM, _HEADING)}
        if not parts & named and not headings & held:
            yield {
                "number": row.get("number", ""),
                "item": row["name"],
                "item_id": item[1],
                "item_path": row["path"] if "path" in row else edge.row.get("path", []),
                "item_start": row["start"] if "start" in row else edge.row["start"],
                **{key: edge.row[key] for key in ("quote", "start", "end")},
                "statement": edge.row["id"],
                "mark": edge.row.get("mark", ""),
            }


def _reached(start: Key, ways: Mapping[Key, Sequence[Key]], steps: int) -> set[Key]:
    """Where so many steps lead at most, the start included."""
    found, last = {start}, {start}
    for _ in range(steps):
        last = {there for here in last for there in ways.get(here, ())} - found
        found |= last
    return found
