"""The five real documents and their hand-made answers; skipped where ../shared is not there."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph.ontology import ontology
from loaders.extract import Extraction, extract
from loaders.passes import BODIES
from loaders.readers import read

SHARED = Path(__file__).parents[2] / "shared"
SEEDS = sorted(SHARED.glob("seeds/*.txt"))
PLAN = "001"

pytestmark = [pytest.mark.seeds, pytest.mark.skipif(not SEEDS, reason="the real documents are not here")]


@cache
def seed(number: str) -> Extraction:
    return extract(read(next(path for path in SEEDS if path.name.startswith(number))))


def gold(name: str) -> list[dict[str, Any]]:
    with (SHARED / "gold" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_quote_is_in_its_place(number: str) -> None:
    found = seed(number)
    for statement in found.statements:
        statement.check(ontology())
        assert found.text.raw[statement.start : statement.end] == statement.quote


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_reading_twice_gives_the_same_statements(number: str) -> None:
    again = extract(seed(number).text)
    assert [(s.id, s.row()) for s in again.statements] == [(s.id, s.row()) for s in seed(number).statements]


def test_ids_of_statements_differ() -> None:
    ids = Counter(statement.id for statement in seed(PLAN).statements)
    assert ids.most_common(1)[0][1] == 1


def test_the_plan_has_194_clauses_561_edges_and_11_items_that_name_nobody() -> None:
    plan = seed(PLAN)
    clauses = [f for task in plan.tasks for f in task.clauses if not f.clause.rule.startswith("prose:")]
    duties = [s for s in plan.statements if s.rule.startswith("clause:") and not s.attributes["inherited"]]
    assert (len(clauses), len(duties), len(plan.orphans)) == (194, 561, 11)


def test_the_plans_clauses_are_those_of_the_gold() -> None:
    expected = {
        (row["clause_start"], row["clause_end"], row["task_start"], row["task_end"]): [
            (agent["name"], agent["role"]) for agent in row["agents"]
        ]
        for row in gold("responsibilities")
        if row["clause"] is not None
    }
    found = {
        (hit.start, hit.end, task.start, task.end): [(p.name, p.role) for p in hit.clause.parties]
        for task in seed(PLAN).tasks
        for hit in task.clauses
    }
    assert {key: found.get(key) for key in expected} == expected


def test_the_plans_bodies_are_those_of_the_gold() -> None:
    found = {hit.body.name: hit for hit in seed(PLAN).doc[BODIES] if not hit.body.is_mentioned}
    assert len(found) == 7
    rows = [row for row in gold("workgroups") if row["doc"] == PLAN and row["members"]]
    assert rows
    for row in rows:
        hit = found[row["name"]]
        posts = hit.body.posts
        assert [m.name for m in hit.body.members] == row["members"]
        assert [p.holder for p in posts if not p.vice] == row["convener"]
        assert [p.holder for p in posts if p.vice] == row["vice_convener"]
        assert hit.body.seat is not None
        assert hit.body.seat.name == row["office_at"]
        assert (hit.start, hit.end) == (row["evidence_start"], row["evidence_end"])


def test_no_cue_of_the_plan_is_left_unread() -> None:
    assert [cue for cue in seed(PLAN).cues if cue.fate == "signal"] == []
