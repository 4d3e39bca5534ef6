"""Marks and anchors: what hangs on a statement is found again in a changed text, and never in a wrong place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.anchors import Anchor, anchors, marks, match
from graph.statements import Document, Entity, Statement

Clause = tuple[str, str, str]
"""The body, the task, the words of the clause."""

CLAUSES: list[Clause] = [
    ("市水利局", "建设水网", "市水利局牵头，市财政局配合"),
    ("市财政局", "建设水网", "市水利局牵头，市财政局配合"),
    ("市水利局", "修复湿地", "市水利局牵头，市林业局配合"),
    ("市林业局", "补种沿河防护林带", "市林业局牵头负责"),
]


def written(clauses: Sequence[Clause], title: str = "某市水网建设方案", before: str = "") -> list[Anchor]:
    """The anchors of a text that says these clauses one after another."""
    document = Document("d", title, "d.txt", issuer="某市人民政府", region="某市")
    text, statements = before, []
    for body, task, quote in clauses:
        text += f"{task}。（"
        subject = Entity("机构", f"某市/{body}", body, {"names": (body,)})
        item = Entity("事项", task, task, {"seq": 0, "number": "1."})
        end = len(text) + len(quote)
        statements.append(Statement(subject, "牵头", item, "d", len(text), end, quote, ("一、", task), "clause", body))
        text += f"{quote}）\n"
    return anchors(document, statements, text)


def levels(before: Sequence[Anchor], after: Sequence[Anchor]) -> list[tuple[int, int | None]]:
    return [(found.level, found.index) for found in match(before, after)]


def test_an_empty_text_has_no_anchors_and_loses_all() -> None:
    assert written([]) == []
    assert levels(written(CLAUSES[:1]), []) == [(0, None)]


def test_marks_differ_and_survive_a_shift_white_space_width_and_another_edition() -> None:
    plain = [one.mark for one in written(CLAUSES)]
    wide = [(body, task, quote.replace("，", ",\r\n  ")) for body, task, quote in CLAUSES]
    assert len(set(plain)) == len(CLAUSES)
    assert [one.mark for one in written(wide, "某市水网建设方案（2024年修订）", "另起一行\n")] == plain
    assert [one.mark for one in written(CLAUSES, "某市路网建设方案")] != plain


def test_the_mark_of_a_statement_does_not_depend_on_the_order_that_it_is_given_in() -> None:
    document = Document("d", "某市水网建设方案", "d.txt", region="某市")
    one = Entity("机构", "a", "市水利局", {"names": ()})
    item = Entity("事项", "t", "建设水网", {"seq": 0})
    same = [Statement(one, "牵头", item, "d", at, at + 2, "牵头", rule="clause", raw="市水利局") for at in (5, 1, 9)]
    assert marks(document, same) == marks(document, same[::-1])
    assert len(set(marks(document, same).values())) == 3


def test_an_anchor_survives_json() -> None:
    for one in written(CLAUSES):
        assert Anchor.from_json(json.loads(json.dumps(one.as_json(), ensure_ascii=False))) == one


CHANGES: list[tuple[str, list[Clause], list[tuple[int, int | None]]]] = [
    ("nothing", CLAUSES, [(1, 0), (1, 1), (1, 2), (1, 3)]),
    ("the other way round", CLAUSES[::-1], [(1, 3), (1, 2), (1, 1), (1, 0)]),
    ("one more body", [(b, t, f"{q}，市数据局配合") for b, t, q in CLAUSES], [(2, 0), (2, 1), (2, 2), (2, 3)]),
    ("one gone", CLAUSES[1:], [(0, None), (1, 0), (1, 1), (1, 2)]),
    (
        "a wrong character in a long task",
        [*CLAUSES[:3], ("市林业局", "补种沿河防护林帯", CLAUSES[3][2])],
        [(1, 0), (1, 1), (1, 2), (3, 3)],
    ),
    ("another body", [("市住建局", *CLAUSES[0][1:]), *CLAUSES[1:]], [(0, None), (1, 1), (1, 2), (1, 3)]),
    # The same said twice: the neighbours tell which of them it was.
    ("said twice", [CLAUSES[0], *CLAUSES], [(1, 0), (1, 2), (1, 3), (1, 4)]),
]


@pytest.mark.parametrize(("name", "after", "expected"), CHANGES, ids=[change[0] for change in CHANGES])
def test_what_becomes_of_anchors(name: str, after: list[Clause], expected: list[tuple[int, int | None]]) -> None:
    assert levels(written(CLAUSES), written(after)) == expected


def test_of_two_that_say_the_same_the_place_tells_which() -> None:
    twice = [CLAUSES[0], CLAUSES[3], CLAUSES[0]]
    before = written(twice)
    assert levels(before, written(twice, before="前言\n")) == [(1, 0), (1, 1), (1, 2)]
    # One of the two is gone: the other still has its neighbours, the lost one is only suggested.
    [first, _, last] = match(before, written(twice[1:]))
    assert (first.level, last.level, last.index) == (0, 1, 1)


def test_some_anchors_of_a_text_are_found_as_all_of_them_are() -> None:
    twice = written([CLAUSES[0], CLAUSES[3], CLAUSES[0]])
    assert levels(twice[2:], twice) == [(1, 2)]
    assert levels([replace(twice[0], rivals=2)], written([(*CLAUSES[0][:2], "另有说法的市水利局")])) == [(0, None)]


@given(st.lists(st.sampled_from(CLAUSES), max_size=8), st.lists(st.sampled_from(CLAUSES), max_size=8))
def test_no_place_is_given_twice_and_levels_1_and_2_say_the_same(old: list[Clause], new: list[Clause]) -> None:
    before, after = written(old), written(new)
    found = match(before, after)
    places = [one.index for one in found if one.index is not None]
    assert len(places) == len(set(places))
    assert [one.anchor for one in found] == before
    for one in found:
        if one.level in (1, 2):
            assert one.index is not None
            assert after[one.index].meant == one.anchor.meant
