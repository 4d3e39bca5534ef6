"""A sentence in its paragraph, a text in its pieces: nothing moves, nothing becomes markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.textview.segments import SORTS, Mark, Segment, segments
from ui.web.evidence import ENOUGH, MOST, html, paragraph

LONG = "甲" * ENOUGH * 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"上一段。\n{LONG}", f"{LONG}\n下一段。"),  # a line is a paragraph
        (LONG, LONG),  # the text is one line
    ],
)
def test_a_line_is_a_paragraph(before: str, after: str) -> None:
    text = f"{before}由市工信局牵头{after}"
    start = len(before)
    first, last = paragraph(text, start, start + 7)
    assert text[first:last] == f"{LONG}由市工信局牵头{LONG}"


def test_short_lines_are_put_together() -> None:
    text = "\n".join(f"第{number}行。" for number in range(200))
    start = text.index("第100行")
    first, last = paragraph(text, start, start + 5)
    assert text[first:last].startswith("第")
    assert 10 < text[first:last].count("\n") < 150


def test_a_paragraph_has_an_end() -> None:
    text = "字" * 10_000
    assert paragraph(text, 5000, 5010) == (5000 - MOST, 5010 + MOST)


def test_the_sentence_is_marked_and_nothing_is_markup() -> None:
    text = f"{LONG}<b>\n前文<i>由“甲&乙”牵头</i>后文\n"
    start = text.index("由")
    shown = html(text, start, text.index("</i>"))
    assert '<mark id="qt-quote">由“甲&amp;乙”牵头</mark>&lt;/i&gt;后文' in shown
    assert "<b>" not in shown


def test_several_marks_on_one_stretch() -> None:
    marks = [Mark(2, 8, "fact"), Mark(4, 6, "duty"), Mark(5, 7, "non-duty"), Mark(0, 99, "signal")]
    assert segments("零一二三四五六七八九", marks, cuts=[9]) == [
        Segment(0, "零一", None),
        Segment(2, "二三", "fact"),
        Segment(4, "四", "duty"),
        Segment(5, "五", "duty"),
        Segment(6, "六", "fact"),
        Segment(7, "七", "fact"),
        Segment(8, "八", None),
        Segment(9, "九", None),
    ]
    assert segments("", []) == []


@given(
    st.text(max_size=30),
    st.lists(st.builds(Mark, st.integers(-2, 32), st.integers(-2, 32), st.sampled_from(SORTS)), max_size=6),
    st.lists(st.integers(-2, 32), max_size=4),
)
def test_the_pieces_are_the_text(text: str, marks: list[Mark], cuts: list[int]) -> None:
    pieces = segments(text, marks, cuts)
    assert "".join(piece.text for piece in pieces) == text
    assert all(text[piece.start :].startswith(piece.text) for piece in pieces)
    for piece in pieces:
        here = [m.sort for m in marks if 0 <= m.start <= piece.start < m.end <= len(text)]
        assert piece.sort == min(here, key=SORTS.index, default=None)
