"""The graph as networks of bodies: who works with whom, who carries how much, who stands in the middle.

Everything is counted in clauses, as the questions of the catalogue do: a clause is one piece of evidence (document,
start, end), whatever number of items it covers. A lead that an item has from its heading is no clause of its own and
left out.
The same graph gives the same figures in the same order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import networkx as nx

from graph.ontology import ontology
from graph.store import Store

LEAD, SUPPORT, ANSWER, GUIDE, LIAISE = "牵头", "配合", "负责", "指导", "联系"

SEED = 1
"""Louvain and the sample of starting nodes draw chance numbers: always these."""

STARTS = 1000
"""Betweenness counts shortest paths from at most so many nodes; below that it is exact."""


class _Clause(NamedTuple):
    """A piece of evidence about one item: its id (`clause` of a relationship), the year of its document, the item."""

    id: str
    year: str
    task: str


class Body(NamedTuple):
    """Who has a duty; `generic` for a collective without a proper name (各县市区政府)."""

    kind: str
    id: str
    name: str
    region: str
    generic: bool

    @property
    def key(self) -> str:
        """The name of its node in a network: ids are unique within their kind only."""
        return f"{self.kind}/{self.id}"


Pair = tuple[str, str]
"""The names of two nodes, in order."""

Roles = Mapping[str, set[str]]
"""The name of a body's node -> what the body is in a clause."""


class _Held(NamedTuple):
    """All clauses in which a body has a role."""

    body: Body
    role: str
    prose: bool
    clauses: list[_Clause]


@dataclass(frozen=True)
class Workload:
    """How many clauses a body stands in, by role; as the leader of one and a helper in it, it counts under both.

    Attributes:
        clauses: all clauses in which it stands, each once.
    """

    body: Body
    leads: int
    cooperations: int
    responsibilities: int
    guidances: int
    liaisons: int
    clauses: int


@dataclass(frozen=True)
class Centrality:
    """How a node stands in a network.

    Attributes:
        key: its name in the network.
        degree: number of partners.
        strength: sum of the weights of its edges.
        betweenness: share of the shortest paths between others that pass through it, 0 to 1; edges count alike.
        eigenvector: high for who works with those that stand high, weights counted; the squares of each connected part
            of the network add up to 1. 0 for a node without partners.
    """

    key: str
    degree: int
    strength: float
    betweenness: float
    eigenvector: float


def collaboration(store: Store, *, document: str = "", region: str = "") -> nx.Graph[str]:
    """The network of the bodies that stand in one clause; collectives without a proper name are left out.

    Nodes are named by `Body.key` and carry `id`, `kind`, `name`, `region`. Edges carry `weight` (clauses that name both
    for one item), `led` (those of them in which just one of the two leads) and `years` (of their documents, in order,
    with 、 between; empty where no document says when). Duties in running text do not count.

    Args:
        document: id of the one document to look at; empty for all.
        region: the one region whose bodies are looked at; empty for all.

    Raises:
        EngineError: the graph cannot be read.
    """
    network: nx.Graph[str] = nx.Graph()
    held = _of_clauses(store, document=document, region=region)
    _add_bodies(network, held)
    year = {clause.id: clause.year for one in held for clause in one.clauses}
    shared, led = Counter[Pair](), Counter[Pair]()
    years: defaultdict[Pair, set[str]] = defaultdict(set)
    for clause, items in _by_clause(held):
        pairs = {pair for roles in items for pair in combinations(sorted(roles), 2)}
        shared.update(pairs)
        led.update({(a, b) for roles in items for a, b in pairs if _leads_alone(roles, a, b)})
        for pair in pairs:
            years[pair].add(year[clause])
    for pair in sorted(shared):
        told = "、".join(sorted(years[pair] - {""}))
        network.add_edge(*pair, weight=shared[pair], led=led[pair], years=told)
    return network


@dataclass(frozen=True)
class Part:
    """What is compared: one document, or all of one year.

    Attributes:
        document: its id; empty for all.
        year: four digits; empty for all.
    """

    document: str = ""
    year: str = ""


@dataclass(frozen=True)
class Difference:
    """Bodies, one or two, and in how many clauses of each of two parts they stand."""

    bodies: tuple[Body, ...]
    first: int
    second: int


def compared(store: Store, first: Part, second: Part, *, region: str = "") -> list[Difference]:
    """Each body and each pair of bodies with its clauses in two parts: the greatest difference first, then by key.

    Args:
        store: the graph; as of a moment that sees all documents where editions are compared.
        first: one part.
        second: the other.
        region: the one region whose bodies are looked at; empty for all.

    Raises:
        EngineError: the graph cannot be read.
    """
    parts = [_of_clauses(store, document=part.document, year=part.year, region=region) for part in (first, second)]
    bodies = {one.body.key: one.body for held in parts for one in held}
    numbers = [_numbers(held) for held in parts]
    found = [
        Difference(tuple(bodies[key] for key in keys), *(number[keys] for number in numbers))
        for keys in {*numbers[0], *numbers[1]}
    ]
    return sorted(found, key=lambda one: (-abs(one.second - one.first), [body.key for body in one.bodies]))


def _numbers(held: Iterable[_Held]) -> Counter[tuple[str, ...]]:
    """How many clauses each body and each pair has."""
    found = Counter[tuple[str, ...]]()
    for _, items in _by_clause(held):
        found.update({keys for roles in items for number in (1, 2) for keys in combinations(sorted(roles), number)})
    return found


def workload(store: Store) -> list[Workload]:
    """The clauses of every body by role, most clauses first, then by key.

    Raises:
        EngineError: the graph cannot be read.
    """
    held: defaultdict[Body, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in _held(store):
        held[one.body][one.role].update(clause.id for clause in one.clauses)
    loads = [_load(body, roles) for body, roles in held.items()]
    return sorted(loads, key=lambda load: (-load.clauses, load.body.key))


def centralities(network: nx.Graph[str]) -> list[Centrality]:
    """The measures of every node of `collaboration`, most partners first, then greater strength, then by key."""
    starts = STARTS if len(network) > STARTS else None
    between: dict[str, float] = nx.betweenness_centrality(network, k=starts, seed=SEED)
    eigen = _eigenvector(network)
    measures = [
        Centrality(
            key,
            network.degree[key],
            float(network.degree(key, weight="weight")),
            between[key],
            eigen[key],
        )
        for key in network
    ]
    return sorted(measures, key=lambda measure: (-measure.degree, -measure.strength, measure.key))


def communities(network: nx.Graph[str]) -> list[list[str]]:
    """Groups that work with each other more than with others (Louvain, by weight): largest first, members by key.

    Source: Blondel and others, Fast unfolding of communities in large networks (2008).
    """
    keys = sorted(network)
    # Numbers in a fixed order: sets of texts come in another order in every process.
    place = {key: number for number, key in enumerate(keys)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(keys)))
    edges = {
        (min(place[a], place[b]), max(place[a], place[b])): float(data["weight"])
        for a, b, data in network.edges(data=True)
    }
    for (first, second), weight in sorted(edges.items()):
        numbered.add_edge(first, second, weight=weight)
    groups = nx.community.louvain_communities(numbered, weight="weight", seed=SEED) if keys else []
    return sorted(([keys[number] for number in sorted(group)] for group in groups), key=lambda g: (-len(g), g[0]))


def _load(body: Body, roles: Mapping[str, set[str]]) -> Workload:
    number = {role: len(clauses) for role, clauses in roles.items()}
    return Workload(
        body=body,
        leads=number.get(LEAD, 0),
        cooperations=number.get(SUPPORT, 0),
        responsibilities=number.get(ANSWER, 0),
        guidances=number.get(GUIDE, 0),
        liaisons=number.get(LIAISE, 0),
        clauses=len(set().union(*roles.values())),
    )


def _eigenvector(network: nx.Graph[str]) -> dict[str, float]:
    # Part by part: over several, the power iteration need not come to an end, and only one part would get figures.
    values = dict.fromkeys(network, 0.0)
    for part in nx.connected_components(network):
        if len(part) > 1:
            piece = network.subgraph(sorted(part))
            values |= nx.eigenvector_centrality(piece, weight="weight", max_iter=10_000)
    return values


def _add_bodies(network: nx.Graph[str], held: Iterable[_Held]) -> None:
    for body in sorted({one.body for one in held}):
        network.add_node(body.key, id=body.id, kind=body.kind, name=body.name, region=body.region)


def _by_clause(held: Iterable[_Held]) -> Iterator[tuple[str, Iterable[Roles]]]:
    """Each clause, with the roles of every body that it names, once for each of its items."""
    found: defaultdict[str, defaultdict[str, defaultdict[str, set[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    for one in held:
        key, role = one.body.key, one.role
        for clause in one.clauses:
            found[clause.id][clause.task][key].add(role)
    for clause_id, items in found.items():
        yield clause_id, items.values()


def _leads_alone(roles: Roles, first: str, second: str) -> bool:
    """Whether just one of two bodies leads an item, and both stand in its clause."""
    return first in roles and second in roles and (LEAD in roles[first]) != (LEAD in roles[second])


def _of_clauses(store: Store, *, document: str = "", region: str = "", year: str = "") -> list[_Held]:
    """What makes networks."""
    found = _held(store, document=document, region=region, year=year)
    return [one for one in found if not one.body.generic and not one.prose]


def _held(store: Store, *, document: str = "", region: str = "", year: str = "") -> list[_Held]:
    # A row for each body and role, its clauses as one list of texts: a row for each relationship, with its dozen of
    # values, takes the engine and the driver five times as long.
    types, kinds = (
        "|".join(f"`{name}`" for name in names) for names in (ontology().duties, ontology().groups["party"])
    )
    query = (
        f"MATCH (a:{kinds})-[r:{types}]->() WHERE coalesce(r.inherited, false) = false "
        "AND (r.document = $document OR $past[r.document] IS NULL) "
        "AND ($document = '' OR r.document = $document) AND ($region = '' OR a.region = $region) "
        "AND ($year = '' OR r.date STARTS WITH $year) "
        "WITH a, type(r) AS role, r.rule STARTS WITH 'prose' AS prose, "
        "collect(r.clause + ' ' + substring(coalesce(r.date, ''), 0, 4) + ' ' + r.item_kind + '/' + r.item_id) "
        "AS clauses "
        "RETURN labels(a)[0] AS kind, a.id AS id, a.name AS name, coalesce(a.region, '') AS region, "
        "coalesce(a.generic, false) AS generic, role, prose, clauses"
    )
    return [
        _Held(
            Body(row["kind"], row["id"], row["name"], row["region"], row["generic"]),
            row["role"],
            row["prose"],
            [_Clause(*said.split(" ", 2)) for said in row["clauses"]],
        )
        for row in store.read(query, {"document": document, "region": region, "year": year}).rows
    ]
