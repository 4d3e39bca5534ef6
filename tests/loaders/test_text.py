from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.text import Text


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("（市甲局牵头，市乙局配合）", "(市甲局牵头,市乙局配合)"),
        ("１．加强ＡＩ应用：２０％", "1.加强AI应用:20%"),
        ("〔牵头〕〈别名〉《书名》“引号”、。", "〔牵头〕〈别名〉《书名》“引号”、。"),
        ("甲\u3000乙\u00a0丙\r\n", "甲 乙 丙 \n"),
        ("", ""),
    ],
)
def test_folding(raw: str, folded: str) -> None:
    assert Text(raw).folded == folded


@pytest.mark.parametrize(
    ("raw", "squeezed"),
    [
        ("市工\n信 局", "市工信局"),
        ("市工\n— 12 —\n信局", "市工信局"),
        ("市工\n\n7\n\n信局", "市工信局"),
        ("2023 年\n5 月", "2023年5月"),
        ("   ", ""),
    ],
)
def test_squeezing(raw: str, squeezed: str) -> None:
    assert Text(raw).squeeze(0, len(raw)).text == squeezed


@given(st.text(alphabet="市工信局（）()，, \n—1２\u3000等、", max_size=60))
def test_every_squeezed_character_knows_its_place(raw: str) -> None:
    text = Text(raw)
    assert len(text.folded) == len(raw)
    squeezed = text.squeeze(0, len(raw))
    for place, char in enumerate(squeezed.text):
        start, end = squeezed.span(place, place + 1)
        assert text.folded[start:end] == char


def test_a_span_over_a_gap_covers_it() -> None:
    raw = "（市工\n信局牵头）"
    squeezed = Text(raw).squeeze(1, len(raw) - 1)
    start, end = squeezed.span(0, 4)
    assert raw[start:end] == "市工\n信局"


@pytest.mark.parametrize(("raw", "kept"), [("  甲 乙 \n", "甲 乙"), ("甲", "甲"), ("   ", ""), ("", "")])
def test_trim(raw: str, kept: str) -> None:
    start, end = Text(raw).trim(0, len(raw))
    assert raw[start:end] == kept
