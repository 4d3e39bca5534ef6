"""The networks of graph/views.py, on the small graph and on networks with known figures."""

from __future__ import annotations

import os
import subprocess
import sys
from math import sqrt
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph import views
from graph.store import Store
from queries import catalogue

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def network(graph: Store) -> nx.Graph[str]:
    return views.collaboration(graph)


def edges(network: nx.Graph[str], *keys: str) -> list[tuple[Any, ...]]:
    name = network.nodes(data="name")
    return [(*sorted((name[a], name[b])), *(data[k] for k in keys)) for a, b, data in network.edges(data=True)]


def test_who_stands_in_one_clause(network: nx.Graph[str]) -> None:
    changde = network.subgraph(key for key in network if "常德市" in key)
    assert set(edges(changde, "weight", "led")) == {
        ("市发展改革委", "市商务局", 1, 0),
        ("市发展改革委", "市工信局", 1, 1),
        ("市发展改革委", "市科技局", 1, 0),
        ("市发展改革委", "市财政局", 2, 1),
        ("市商务局", "市财政局", 1, 1),
        ("市工信局", "市科技局", 1, 1),
        ("市应急局", "市水利局", 1, 0),
        ("市应急局", "市财政局", 1, 1),
        ("市水利局", "市财政局", 1, 1),
        ("市国资委", "市财政局", 1, 0),
    }


def test_edges_say_of_which_years_they_are(graph: Store, network: nx.Graph[str]) -> None:
    dates = {row["date"][:4] for row in graph.documents() if row["date"]}
    years = {year for _, _, said in network.edges(data="years") for year in said.split("、")} - {""}
    assert years
    assert years <= dates


def test_two_parts_side_by_side(graph: Store, network: nx.Graph[str]) -> None:
    whole, nothing = views.Part(), views.Part(year="1900")
    found = views.compared(graph, nothing, whole)
    pairs = {frozenset(b.key for b in one.bodies): one.second for one in found if len(one.bodies) == 2}
    assert pairs == {frozenset((a, b)): data["weight"] for a, b, data in network.edges(data=True)}
    assert not any(one.first for one in found)
    assert [abs(one.second - one.first) for one in found] == sorted((one.second for one in found), reverse=True)
    back = {one.bodies: (one.first, one.second) for one in views.compared(graph, whole, nothing)}
    assert back == {one.bodies: (one.second, one.first) for one in found}
    document = graph.documents()[0]["id"]
    of_one = {one.bodies: one.second for one in views.compared(graph, nothing, views.Part(document=document))}
    assert of_one.items() != {one.bodies: one.second for one in found}.items()
    assert all(number <= back[bodies][0] for bodies, number in of_one.items())


def test_two_cities_do_not_mix_and_collectives_stay_out(network: nx.Graph[str]) -> None:
    assert not any(a.split("/")[1] != b.split("/")[1] for a, b in network.edges)
    assert "各县市区政府" not in dict(network.nodes(data="name")).values()
    assert network.nodes["机构/岳阳市/工业和信息化局"] == {
        "id": "岳阳市/工业和信息化局",
        "kind": "机构",
        "name": "市工信局",
        "region": "岳阳市",
    }


def test_weights_are_those_of_the_question_partners(network: nx.Graph[str], graph: Store) -> None:
    for key, data in network.nodes(data=True):
        rows = catalogue.run(graph, "partners", agency=data["id"]).rows
        asked = {row["partner_id"]: row["clauses"] for row in rows}
        assert asked == {network.nodes[other]["id"]: edge["weight"] for other, edge in network[key].items()}, key


def test_workload_counts_as_the_question_agency_counts(graph: Store) -> None:
    loads = views.workload(graph)
    keys = ("leads", "cooperations", "responsibilities", "guidances", "liaisons", "clauses")
    assert [load.clauses for load in loads] == sorted((load.clauses for load in loads), reverse=True)
    assert {load.body.name for load in loads if load.body.generic} == {"各县市区政府"}
    for load in loads:
        [row] = catalogue.run(graph, "agency_counts", agency=load.body.id).rows
        assert {key: row[key] for key in keys} == {key: getattr(load, key) for key in keys}, load.body


def weighted(*edges: tuple[str, str, int]) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.Graph()
    network.add_weighted_edges_from(edges)
    return network


def test_centralities_of_a_star() -> None:
    star = weighted(("中", "甲", 2), ("中", "乙", 2), ("中", "丙", 2))
    centre, *rest = views.centralities(star)
    assert (centre.key, centre.degree, centre.strength, centre.betweenness) == ("中", 3, 6.0, 1.0)
    assert centre.eigenvector == pytest.approx(1 / sqrt(2), abs=1e-4)
    assert [(c.key, c.degree, c.betweenness) for c in rest] == [("丙", 1, 0), ("乙", 1, 0), ("甲", 1, 0)]
    assert [c.eigenvector for c in rest] == pytest.approx([1 / sqrt(6)] * 3, abs=1e-4)


def test_eigenvector_of_parts_and_of_a_node_alone() -> None:
    parts = weighted(("甲", "乙", 1), ("丙", "丁", 100))
    parts.add_node("独")
    values = {c.key: c.eigenvector for c in views.centralities(parts)}
    assert values.pop("独") == 0
    assert list(values.values()) == pytest.approx([1 / sqrt(2)] * 4)


def test_communities_of_two_groups_with_a_bridge() -> None:
    first = [("甲", "乙", 3), ("乙", "丙", 3), ("甲", "丙", 3), ("甲", "丁", 3)]
    second = [("子", "丑", 3), ("丑", "寅", 3), ("子", "寅", 3)]
    found = views.communities(weighted(*first, *second, ("丙", "子", 1)))
    assert found == [sorted("甲乙丙丁"), sorted("子丑寅")]


def test_the_same_groups_in_every_process() -> None:
    code = (
        "import networkx as nx; from graph import views\n"
        "g = nx.relabel_nodes(nx.barbell_graph(9, 3), str); nx.set_edge_attributes(g, 1, 'weight')\n"
        "g.add_edges_from(((str(a), str(a * 5 % 21)) for a in range(21)), weight=2)\n"
        "print(views.communities(g))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in "123"
    }
    assert len(runs) == 1
