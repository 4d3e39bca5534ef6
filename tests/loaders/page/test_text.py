from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.page.text import Text


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("（市甲局牵头，市乙局配合）", "(市甲局牵头,市乙局配合)"),
        ("１．加强ＡＩ应用：２０％", "1.加强AI应用:20%"),
        ("〔牵头〕〈别名〉《书名》“引号”、。", "〔牵头〕〈别名〉《书名》“引号”、。"),
        ("甲\u3000乙\u00a0丙\r\n", "甲 乙 丙 \n"),
        ("市經濟和信息化委牽頭負責", "市经济和信息化委牵头负责"),
        # these stand in Simplified names too: nothing else in the text is Traditional
        ("乾县、于都县、瞭望塔", "乾县、于都县、瞭望塔"),
        ("19\ue01073万亩,\ue010", "19.73万亩,\ue010"),
        ("等按职责分工卖力", "等按职责分工负责"),
        # radicals and compatibility forms as fonts give them, marks of other scripts, what nobody sees
        ("市⼯信局、⽔利局、县⻔", "市工信局、水利局、县门"),
        ("牵头单位∶市甲局﹐市乙局﹔市丙局", "牵头单位:市甲局,市乙局;市丙局"),
        ("❨牵头单位꞉市甲局👍❩✅", "(牵头单位:市甲局 ) "),
        ("國家衞生部門", "国家卫生部门"),
        ("市甲\u00ad局\u200b和\ufe0f市\ue5e5乙局", "市甲 局 和 市 乙局"),
        # quotation marks in the place of brackets: only around a label
        ("「牵头单位：市甲局」抓「五个一」", "(牵头单位:市甲局)抓「五个一」"),
        ("〖牵头单位˸市甲局〗❲甲❳", "【牵头单位:市甲局】(甲)"),
        ("市甲局\u2028市乙局\x0b", "市甲局\n市乙局\n"),
        # a carriage return alone ends a line, and is one character as before
        ("市甲局\r市乙局\r\n", "市甲局\n市乙局 \n"),
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
        ("商務(wù)局,責(zé)任單位", "商务局,责任单位"),
        ("市甲局(km)(a)", "市甲局(km)(a)"),
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


def test_what_was_written_keeps_its_own_characters() -> None:
    raw = "（市商務(wù)\n— 3 —\n局牽頭）"
    assert Text(raw).written(1, raw.index("牽")) == "市商務(wù)局"
