"""What a duty carries of its clause: the lists of its parties, whatever order the statements come in."""

from __future__ import annotations

import random
from typing import Any

import pytest

from graph.clauses import Edge, Row, carried
from graph.ontology import ontology

QUOTE = "(甲局、乙局牵头,丙局配合,丁局等按职责分工负责)"
ITEM: Row = {"name": "建设园区", "number": "3.", "path": ["附件1", "一、任务"], "text": "建设园区。提质。", "start": 7}


def edge(name: str, relation: str, quote: str = QUOTE, start: int = 20, **more: Any) -> Edge:
    row = {
        "id": f"{relation}{name}{start}",
        "document": "文",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
    }
    return Edge(("机构", name), relation, ("事项", "一"), {**row, "raw": name, "path": ["附件1"], **more})


def of(*edges: Edge, item: Row = ITEM) -> dict[str, Row]:
    nodes: dict[tuple[str, str], Row] = {one.start: {"name": one.start[1]} for one in edges}
    return carried(edges, {**nodes, ("事项", "一"): item}, "方案", ontology())


CLAUSE = [edge("甲局", "牵头"), edge("乙局", "牵头"), edge("丙局", "配合"), edge("丁局", "负责", open=True)]


def test_everybody_of_a_clause_by_role() -> None:
    found = of(*CLAUSE)
    assert {
        key: found["配合丙局20"][key]
        for key in (
            *("leads", "cooperators", "responsible", "guides", "liaisons", "assessors"),
            *("collectives", "open_roles", "title"),
        )
    } == {
        "leads": ["甲局", "乙局"],
        "cooperators": ["丙局"],
        "responsible": ["丁局"],
        "guides": [],
        "liaisons": [],
        "assessors": [],
        "collectives": [],
        "open_roles": ["负责"],
        "title": "方案",
    }
    assert len({row["clause"] for row in found.values()}) == 1
    assert [found[one.row["id"]]["nth"] for one in CLAUSE] == [0, 1, 2, 3]
    assert found["牵头甲局20"]["clause_facts"] == ["牵头甲局20", "牵头乙局20", "配合丙局20", "负责丁局20"]
    assert found["牵头乙局20"]["clause_facts"] == []
    assert {tuple(row["parties"]) for row in found.values()} == {("甲局", "乙局", "丙局", "丁局")}


def test_the_order_of_statements_is_nothing() -> None:
    shuffled = random.Random(1).sample(CLAUSE, len(CLAUSE))
    assert of(*shuffled) == of(*CLAUSE)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (ITEM, ("建设园区", "3.", ["附件1", "一、任务"], "建设园区", 7)),
        # An industry has neither words nor a place of its own: it stands where its clause does.
        ({"name": "烟草"}, ("烟草", "", ["附件1"], "", 20)),
        ({"name": "文首", "path": [], "start": 0}, ("文首", "", ["附件1"], "", 0)),
    ],
)
def test_the_item_as_lists_show_it(item: Row, expected: tuple[Any, ...]) -> None:
    found = of(edge("甲局", "牵头"), item=item)["牵头甲局20"]
    assert tuple(found[key] for key in ("item", "number", "item_path", "first", "item_start")) == expected


def test_a_lead_on_a_heading_is_told_apart() -> None:
    above = edge("戊局", "牵头", "(戊局牵头)", start=3, inherited=True)
    found = of(above, *CLAUSE)
    assert found["配合丙局20"]["section_leads"] == ["戊局"]
    assert found["配合丙局20"]["leads"] == ["甲局", "乙局"]
    assert (found["牵头戊局3"]["leads"], found["牵头戊局3"]["section_leads"]) == (["戊局"], [])


def test_collectives_are_named_apart_and_relations_that_are_no_duties_carry_nothing() -> None:
    found = of(edge("甲局", "牵头"), edge("各县市区", "配合", generic=True), edge("甲局", "成员"))
    assert found["牵头甲局20"]["collectives"] == ["各县市区"]
    assert set(found) == {"牵头甲局20", "配合各县市区20"}


def test_a_name_that_the_sentence_has_otherwise_comes_last() -> None:
    found = of(edge("局", "牵头", raw="不在句中"), edge("丙局", "配合"))
    assert [found[key]["nth"] for key in ("配合丙局20", "牵头局20")] == [0, 1]
