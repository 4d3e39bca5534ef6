from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import OntologyError
from graph.ontology import ontology
from graph.statements import Document, Entity, Statement, digest

QUOTE = "由市发展改革委牵头"
STATEMENT = Statement(
    subject=Entity("机构", "常德市/发展和改革委员会", "市发展改革委", {"names": ("市发展改革委",)}),
    relation="牵头",
    object=Entity("事项", "常政发〔2024〕1号#1", "壮大实体经济", {"seq": 1}),
    document="常政发〔2024〕1号",
    start=10,
    end=10 + len(QUOTE),
    quote=QUOTE,
    path=("附件1 工作方案", "二、工作任务"),
    rule="lead",
    raw="市发展改革委",
    date="2024-01-31",
    attributes={"open": False},
)


def test_the_id_is_the_same_on_every_run_and_machine() -> None:
    assert STATEMENT.id == "2cee1bcd7183b3e7dd0d"


def test_digest_keeps_its_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")


@pytest.mark.parametrize(
    "change",
    [{"document": "x"}, {"relation": "配合"}, {"start": 9}, {"end": 99}, {"raw": "市发改委"}, {"rule": "table"}],
)
def test_the_id_tells_facts_apart(change: dict[str, Any]) -> None:
    assert replace(STATEMENT, **change).id != STATEMENT.id


@pytest.mark.parametrize("change", [{"date": "2025-01-01"}, {"path": ()}, {"attributes": {"open": True}}])
def test_the_id_survives_what_is_said_about_a_fact(change: dict[str, Any]) -> None:
    assert replace(STATEMENT, **change).id == STATEMENT.id


def test_the_row_is_what_is_stored() -> None:
    assert STATEMENT.row() == {
        "id": STATEMENT.id,
        "document": "常政发〔2024〕1号",
        "date": "2024-01-31",
        "start": 10,
        "end": 19,
        "quote": QUOTE,
        "path": ("附件1 工作方案", "二、工作任务"),
        "rule": "lead",
        "raw": "市发展改革委",
        "open": False,
    }


def test_a_sound_statement_passes() -> None:
    STATEMENT.check(ontology())


def test_a_quote_that_does_not_fill_its_span_is_refused() -> None:
    with pytest.raises(OntologyError, match="10–18"):
        replace(STATEMENT, end=18).check(ontology())


def test_a_relation_between_the_wrong_kinds_is_refused() -> None:
    with pytest.raises(OntologyError, match="牵头"):
        replace(STATEMENT, subject=STATEMENT.object, object=STATEMENT.subject).check(ontology())


def test_a_node_without_a_required_property_is_refused() -> None:
    with pytest.raises(OntologyError, match="names"):
        replace(STATEMENT, subject=Entity("机构", "a", "甲")).check(ontology())


def test_the_documents_node() -> None:
    node = Document("常政发〔2024〕1号", "行动方案", "a.docx", date="2024-01-31").entity()
    assert node.row() == {
        "id": "常政发〔2024〕1号",
        "name": "行动方案",
        "file": "a.docx",
        "number": "",
        "issuer": "",
        "date": "2024-01-31",
        "region": "",
        "characters": 0,
        "sha256": "",
        "source": "",
        "rules": "",
        "work": "常政发〔2024〕1号",
        "stage": "印发",
    }
