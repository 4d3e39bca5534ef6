"""What a document leaves besides, to be counted over the whole graph."""

from __future__ import annotations

import random
from typing import Any

import pytest

from graph.clauses import Edge, Key, Row, carried
from graph.ontology import ontology
from graph.tallies import CLAUSE, PLAN, SHARE, UNASSIGNED, VOLUME, Tallies, by_document, tallies

DOCUMENT: Key = ("文件", "文")
FIRST, SECOND = ("事项", "一"), ("事项", "二")


def edge(
    start: str | Key, relation: str, end: Key = FIRST, quote: str = "甲局牵头,乙局、丙局配合", **more: Any
) -> Edge:
    subject = ("机构", start) if isinstance(start, str) else start
    name, at = subject[1], 10 * int(end == SECOND)
    row = {
        "id": f"{relation}{name}{end[1]}",
        "mark": f"记{relation}{name}{end[1]}",
        "document": "文",
        "rule": "clause:牵头",
    }
    place = {"start": at, "end": at + len(quote), "quote": quote, "raw": name, "path": []}
    return Edge(subject, relation, end, {**row, **place, **more})


def of(*edges: Edge, **more: Row) -> Tallies:
    nodes: dict[Key, Row] = {key: {"name": key[1]} for one in edges for key in (one.start, one.end)}
    nodes |= {key: {"name": key[1], "document": "文", **more.get(key[1], {})} for key in nodes if key[0] == "事项"}
    nodes[DOCUMENT] = {"name": "方案", "digest": ""}
    known = carried(edges, nodes, "方案", ontology())
    full = [one._replace(row=one.row | known.get(one.row["id"], {})) for one in edges]
    found = tallies("文", random.Random(1).sample(full, len(full)), nodes, ontology())
    assert list(by_document(nodes, full, ontology())) == [found]
    assert all(
        row.keys() == {"document", *ontology().tallies[label].properties} for label in found for row in found[label]
    )
    return found


CLAUSES = [
    edge("甲局", "牵头"),
    edge("乙局", "配合"),
    edge("丙局", "配合"),
    edge("甲局", "牵头", SECOND),
    edge("乙局", "牵头", SECOND),
]


def counted(found: Tallies, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in found[SHARE]]


def test_each_clause_once() -> None:
    found = of(*CLAUSES)[CLAUSE]
    assert [(row["item"], row["lead_count"], row["named"], row["named_facts"]) for row in found] == [
        ("一", 1, ["乙局", "丙局"], ["配合乙局一", "配合丙局一"]),
        ("二", 2, [], []),
    ]
    assert not any(row["leaderless"] for row in found)


def test_open_lists_tell_which_parties_they_are() -> None:
    """Of a role whose list ends with 等."""
    row = of(edge("甲局", "牵头"), edge("乙局", "配合", open=True), edge("丙局", "负责", open=True))[CLAUSE][0]
    assert (row["parties"], row["roles"]) == (["甲局", "乙局", "丙局"], ["牵头", "配合", "负责"])
    assert (row["open_roles"], row["open_from"], row["open_to"]) == (["负责", "配合"], [2, 1], [3, 2])


def test_empty_lists_may_be_missing() -> None:
    """As in a Neo4j that was filled by its offline import."""
    nodes: dict[Key, Row] = {("机构", "甲局"): {"name": "甲局"}, FIRST: {"name": "一", "document": "文"}}
    lead = edge("甲局", "牵头")
    full = lead.row | carried([lead], nodes, "方案", ontology())[lead.row["id"]]
    bare = {key: value for key, value in full.items() if value != []}
    assert [tallies("文", [lead._replace(row=row)], nodes, ontology()) for row in (full, bare)].count(
        tallies("文", [lead._replace(row=full)], nodes, ontology())
    ) == 2


def test_what_each_party_has_and_with_whom() -> None:
    assert sorted(
        counted(of(*CLAUSES), "agency", "leads", "cooperations", "clauses", "partners", "shared", "led_together")
    ) == [
        ("丙局", 0, 1, 1, ["乙局", "甲局"], [1, 1], [0, 0]),
        ("乙局", 1, 1, 2, ["甲局"], [2], [1]),
        ("甲局", 2, 0, 2, [], [], []),
    ]


@pytest.mark.parametrize("more", [{"inherited": True}, {"rule": "prose:lead"}])
def test_what_is_no_clause_of_its_own_is_not_counted(more: dict[str, Any]) -> None:
    found = of(edge("甲局", "牵头", **more))
    assert SHARE not in found
    assert [row["clauses"] for row in found[PLAN]] == [0]


def test_a_collective_has_no_partners() -> None:
    found = of(edge("甲局", "牵头"), edge("各县市区", "配合", generic=True))
    assert sorted(counted(found, "agency", "generic", "clauses", "partners")) == [
        ("各县市区", True, 1, []),
        ("甲局", False, 1, []),
    ]
    assert [(row["cooperator_count"], row["parties"]) for row in found[CLAUSE]] == [(0, ["甲局", "各县市区"])]
    assert [row["parties"] for row in found[PLAN]] == [1]


@pytest.mark.parametrize(
    ("edges", "leaderless"),
    [
        ([edge("乙局", "配合")], True),
        # Another clause of the item has a lead, or its heading.
        ([edge("乙局", "配合"), edge("甲局", "牵头", quote="另一句")], False),
        ([edge("乙局", "配合"), edge("甲局", "牵头", quote="标题", inherited=True)], False),
        ([edge("乙局", "考核")], False),
    ],
)
def test_without_a_lead(edges: list[Edge], leaderless: bool) -> None:
    assert any(row["leaderless"] for row in of(*edges)[CLAUSE]) is leaderless


@pytest.mark.parametrize(
    ("edges", "missed"),
    [
        ([], ["二"]),
        ([edge("甲局", "负责", SECOND)], []),
        # What all departments shall do in general is nobody's.
        ([edge("各部门", "负责", SECOND, rule="prose:all", generic=True)], ["二"]),
        # A part of it, and the heading above it.
        ([edge(("事项", "部分"), "属于", SECOND), edge("甲局", "负责", ("事项", "部分"))], []),
        ([edge(SECOND, "属于", ("章节", "上")), edge("甲局", "牵头", ("章节", "上"))], []),
    ],
)
def test_items_that_nobody_answers_for(edges: list[Edge], missed: list[str]) -> None:
    plan: Row = {"plan": "文"}
    found = of(
        edge("甲局", "牵头"), edge(FIRST, "属于", DOCUMENT), edge(SECOND, "属于", DOCUMENT), *edges, 一=plan, 二=plan
    )
    assert sorted({row["item"] for row in found.get(UNASSIGNED, [])}) == missed


def test_a_document_that_divides_no_work_misses_nobody() -> None:
    assert UNASSIGNED not in of(edge(SECOND, "属于", DOCUMENT), 二={"plan": "文"})


def test_plans_are_annexes_and_the_document_itself() -> None:
    annex = {"plan": "附件1"}
    found = of(*CLAUSES, edge(("事项", "部分"), "属于", SECOND), 二=annex, 部分=annex)[PLAN]
    assert [(row["plan"], row["items"], row["clauses"], row["parties"]) for row in found] == [
        ("文", 1, 1, 3),
        ("附件1", 1, 1, 2),
    ]


def test_statements_are_found_by_id_and_mark() -> None:
    facts = of(edge("甲局", "牵头"))[VOLUME][0]["facts"]
    assert facts == " 牵头甲局一 记牵头甲局一 "


def test_a_clause_for_an_item_and_its_project_counts_once() -> None:
    """A project stands in no annex; its clause does."""
    annex: Row = {"plan": "附件1"}
    found = of(edge("甲局", "牵头"), edge("甲局", "牵头", ("项目", "桥")), 一=annex)
    assert counted(found, "plan", "leads") == [("附件1", 1)]
