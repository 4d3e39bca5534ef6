"""The graph as networks of bodies: who works with whom, who carries how much, who stands in the middle.

Everything is counted in clauses, as the questions of the catalogue do: a clause is one piece of evidence (document,
start, end), whatever number of items it covers. A lead that an item has from its heading is no clause of its own and
left out.
The same graph gives the same figures in the same order.
"""

from __future__ import annotations

from collections import defaultdict
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

Clause = tuple[str, int, int]
"""A piece of evidence: document, start, end."""


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


class _Duty(NamedTuple):
    body: Body
    role: str
    clause: Clause
    task: str
    prose: bool
    year: str


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
    duties = _of_clauses(store, document, region)
    _add_bodies(network, duties)
    year = {duty.clause: duty.year for duty in duties}
    shared: defaultdict[tuple[str, str], set[Clause]] = defaultdict(set)
    led: defaultdict[tuple[str, str], set[Clause]] = defaultdict(set)
    for clause, roles in _by_clause(duties):
        for pair in combinations(sorted(roles), 2):
            shared[pair].add(clause)
            if sum(LEAD in roles[key] for key in pair) == 1:
                led[pair].add(clause)
    for pair in sorted(shared):
        years = sorted({year[clause] for clause in shared[pair]} - {""})
        network.add_edge(*pair, weight=len(shared[pair]), led=len(led[pair]), years="、".join(years))
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

    def holds(self, duty: _Duty) -> bool:
        """Whether a duty belongs to it."""
        return self.document in ("", duty.clause[0]) and self.year in ("", duty.year)


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
    duties = _of_clauses(store, region=region)
    bodies = {duty.body.key: duty.body for duty in duties}
    numbers = [_numbers(duty for duty in duties if part.holds(duty)) for part in (first, second)]
    found = [
        Difference(tuple(bodies[key] for key in keys), *(len(number.get(keys, ())) for number in numbers))
        for keys in {*numbers[0], *numbers[1]}
    ]
    return sorted(found, key=lambda one: (-abs(one.second - one.first), [body.key for body in one.bodies]))


def _numbers(duties: Iterable[_Duty]) -> dict[tuple[str, ...], set[Clause]]:
    """The clauses of each body and of each pair."""
    found: defaultdict[tuple[str, ...], set[Clause]] = defaultdict(set)
    for clause, roles in _by_clause(duties):
        for number in (1, 2):
            for keys in combinations(sorted(roles), number):
                found[keys].add(clause)
    return found


def workload(store: Store) -> list[Workload]:
    """The clauses of every body by role, most clauses first, then by key.

    Raises:
        EngineError: the graph cannot be read.
    """
    held: defaultdict[Body, defaultdict[str, set[Clause]]] = defaultdict(lambda: defaultdict(set))
    for duty in _duties(store):
        held[duty.body][duty.role].add(duty.clause)
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


def _load(body: Body, roles: Mapping[str, set[Clause]]) -> Workload:
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


def _add_bodies(network: nx.Graph[str], duties: Iterable[_Duty]) -> None:
    for body in sorted({duty.body for duty in duties}):
        network.add_node(body.key, id=body.id, kind=body.kind, name=body.name, region=body.region)


def _by_clause(duties: Iterable[_Duty]) -> Iterator[tuple[Clause, dict[str, set[str]]]]:
    """Each clause, once for each of its items, with the roles of every body that it names for it."""
    found: defaultdict[tuple[Clause, str], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for duty in duties:
        found[duty.clause, duty.task][duty.body.key].add(duty.role)
    for (clause, _), roles in found.items():
        yield clause, roles


def _of_clauses(store: Store, document: str = "", region: str = "") -> list[_Duty]:
    """The duties that make networks."""
    return [duty for duty in _duties(store, document, region) if not duty.body.generic and not duty.prose]


def _duties(store: Store, document: str = "", region: str = "") -> list[_Duty]:
    types = "|".join(f"`{name}`" for name in ontology().duties)
    query = (
        f"MATCH (a)-[r:{types}]->(t) WHERE coalesce(r.inherited, false) = false "
        "AND (r.document = $document OR $past[r.document] IS NULL) "
        "AND ($document = '' OR r.document = $document) AND ($region = '' OR a.region = $region) "
        "RETURN labels(a)[0] AS kind, a.id AS id, a.name AS name, coalesce(a.region, '') AS region, "
        "coalesce(a.generic, false) AS generic, type(r) AS role, r.document AS document, r.start AS start, "
        "r.end AS end, labels(t)[0] + '/' + t.id AS task, r.rule STARTS WITH 'prose' AS prose, "
        "coalesce(r.date, '') AS date"
    )
    return [
        _Duty(
            Body(row["kind"], row["id"], row["name"], row["region"], row["generic"]),
            row["role"],
            (row["document"], row["start"], row["end"]),
            row["task"],
            row["prose"],
            str(row["date"])[:4],
        )
        for row in store.read(query, {"document": document, "region": region}).rows
    ]
