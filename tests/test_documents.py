"""The documents that come with the project hold what they claim to hold."""

from __future__ import annotations

from pathlib import Path

import pytest

import data
from graph.ontology import ontology
from loaders.extract import Extraction, extract
from loaders.readers import discover, read

FILES, _ = discover([data.DOCUMENTS])


@pytest.fixture(scope="module")
def plan() -> Extraction:
    return extract(read(data.DOCUMENTS / "常德市打好发展六仗实施方案.md"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_statement_is_sound(path: Path) -> None:
    found = extract(read(path))
    for statement in found.statements:
        statement.check(ontology())
        assert found.text.raw[statement.start : statement.end] == statement.quote


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_cue_is_left_unread(path: Path) -> None:
    assert [cue for cue in extract(read(path)).cues if cue.fate == "signal"] == []


def test_the_plan_is_whole(plan: Extraction) -> None:
    clauses = [found for task in plan.tasks for found in task.clauses]
    duties = [s for s in plan.statements if s.rule.startswith("clause:") and not s.attributes["inherited"]]
    assert (len(plan.items), len(clauses), len(duties), len(plan.orphans)) == (162, 194, 561, 11)
    assert len(plan.bodies) == 7


def test_the_plan_stands_for_the_original(plan: Extraction) -> None:
    document = plan.document
    assert (document.issuer, document.date, document.region) == ("常德市人民政府办公室", "2023-02-17", "常德市")
    assert document.id == "|".join((document.title, document.issuer, document.date))
