"""The registry of passes and kinds, by heart."""

from __future__ import annotations

from pathlib import Path

import pytest

import loaders
from loaders.document import Doc, Layer
from loaders.page.text import Text
from loaders.passes import KINDS, ORDER, PASSES, Pass, ordered

A, B, C = Layer[int]("a"), Layer[int]("b"), Layer[int]("c")


def test_passes_with_what_they_need() -> None:
    assert {one.gives.name: " ".join(need.name for need in one.needs) for one in PASSES} == {
        "description": "",
        "pieces": "",
        "tables": "",
        "outline": "tables",
        "places": "",
        "parks": "description places",
        "attribution": "",
        "industries": "outline places",
        "rosters": "",
        "people": "pieces description rosters",
        "clauses": "outline tables pieces rosters",
        "rows": "outline tables clauses",
        "founded": "outline rosters",
        "bodies": "pieces people founded",
        "spans": "tables bodies clauses rows",
        "sentences": "outline pieces bodies spans clauses rows",
        "predicates": "outline pieces spans sentences divisions",
        "orders": "description outline pieces spans sentences divisions predicates",
        "cues": "outline spans sentences divisions predicates orders",
        "divisions": "outline pieces spans sentences",
        "collectives": "outline pieces predicates",
        "tasks": "clauses rows sentences divisions predicates orders collectives",
        "projects": "outline",
        "targets": "outline description pieces attribution",
        "allotments": "",
        "references": "description pieces",
        "reforms": "pieces",
        "leaders": "outline tables",
        "times": "description pieces outline tables tasks",
    }


def test_kinds_in_the_order_of_statements_and_records() -> None:
    names = [kind.name for kind in KINDS]
    assert names == [
        "duties", "bodies", "projects", "parks", "industries", "people", "targets", "times", "leaders",
        "agencies", "editions", "reforms", "ledger", "page",
    ]  # fmt: skip
    assert all((Path(loaders.__path__[0]) / name).is_dir() for name in names)


def give(doc: Doc) -> int:
    return 1


def test_what_is_needed_comes_first_and_else_the_order_stays() -> None:
    passes = (Pass(A, give, (C,)), Pass(B, give), Pass(C, give))
    assert [one.gives.name for one in ordered(passes)] == ["c", "a", "b"]
    assert {one.gives.name for one in ORDER} == {one.gives.name for one in PASSES}


@pytest.mark.parametrize(
    ("passes", "said"),
    [
        ((Pass(A, give, (B,)), Pass(B, give, (A,))), "circle: a -> b -> a"),
        ((Pass(A, give, (B,)),), "nobody gives 'b'"),
        ((Pass(A, give), Pass(A, give)), "twice"),
    ],
)
def test_what_cannot_be_ordered_is_an_error(passes: tuple[Pass, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ordered(passes)


def test_a_pass_sees_only_what_it_says_it_needs() -> None:
    doc = Doc(Text("", ""))
    doc.give(A, 1)
    doc.give(B, 2)
    assert doc.only((A,))[A] == 1
    with pytest.raises(LookupError, match="'b'"):
        doc.only((A,))[B]
    with pytest.raises(LookupError, match="twice"):
        doc.give(A, 3)
