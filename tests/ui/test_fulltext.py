"""Sentences by words in them, whatever white space stands where."""

from __future__ import annotations

import pytest

from loaders.kept import Heading, Kept
from ui import fulltext

TEXT = "一、任务\n\n1.抓好园区建设。建设三个产\n业园，打造高地。(市工信局牵头)\n\n2.抓好招商；引进项目十个。\n"


def kept(text: str = TEXT) -> Kept:
    headings = (Heading(1, "一、", "任务", 0, len(text)), Heading(2, "1.", "抓好园区建设", 6, 38))
    return Kept("0", "方案.txt", text, headings, (), (), 0, 0, {})


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ("产业园", ["建设三个产\n业园，打造高地。"]),
        ("产 业园", ["建设三个产\n业园，打造高地。"]),
        ("打造 产业园", ["建设三个产\n业园，打造高地。"]),
        ("抓好", ["1.抓好园区建设。", "2.抓好招商；"]),
        ("抓好 招商", ["2.抓好招商；"]),
        ("抓好 项目", []),
        ("市工信局", ["(市工信局牵头)"]),
        ("没有", []),
        ("(", ["(市工信局牵头)"]),
        ("", []),
    ],
)
def test_a_sentence_holds_all_words(typed: str, sentences: list[str]) -> None:
    found = list(fulltext.search(kept(), fulltext.words(typed)))
    assert [TEXT[hit.start : hit.end] for hit in found] == sentences


def test_a_sentence_has_its_headings() -> None:
    [hit] = fulltext.search(kept(), ["产业园"])
    assert hit.path == ("一、任务", "1.抓好园区建设")


def test_a_table_without_full_stops_is_cut_around_what_was_found() -> None:
    text = "甲" * 5000 + "园区" + "乙" * 5000
    [hit] = fulltext.search(kept(text), ["园区"])
    assert "园区" in text[hit.start : hit.end]
    assert hit.end - hit.start <= 2 * fulltext.LONGEST + 2


def test_facets_leave_what_has_their_value() -> None:
    rows = [{"year": "2023", "roles": ["牵头", "配合"]}, {"year": "2024", "roles": ["配合"]}]
    assert fulltext.narrowed(rows, year="", roles="") == rows
    assert fulltext.narrowed(rows, year="2024", roles="配合") == rows[1:]
    assert fulltext.narrowed(rows, roles="牵头") == rows[:1]
