"""Persons in charge and results where no item stands above them: they are the document's own."""

from __future__ import annotations

import pytest

from graph.goal import goal
from loaders.extract import extract
from loaders.page.text import Text


@pytest.mark.parametrize(
    ("raw", "relation", "ends"),
    [
        ("会议决定尽快推进。责任领导：王建国。\n", "责任人", ("人员", "文件")),
        ("一、修缮祠堂\n尽快推进。责任领导：王建国。\n", "责任人", ("人员", "事项")),
    ],
)
def test_who_is_in_charge_without_an_item_can_be_loaded(raw: str, relation: str, ends: tuple[str, str]) -> None:
    extraction = extract(Text(raw, "某次会议"))
    found = [one for one in extraction.statements if one.relation == relation]
    assert [(one.subject.kind, one.object.kind) for one in found] == [ends]
    assert {edge.relation for edge in goal(extraction.document, extraction.statements).edges.values()} >= {relation}
