"""Targets and tables of allotments in the graph: whose indicator, which value, which share of which region."""

from __future__ import annotations

import pytest

from graph.statements import Statement
from loaders.extract import Extraction, extract
from loaders.page.text import Text
from loaders.records import records

PLAN = """\
关于印发《常德市2024年就业工作方案》的通知
常德市人民政府
2024年3月1日
一、主要目标
1.扩大就业。确保城镇新增就业5.2万人以上。(市人社局牵头,市财政局配合)
2.做强产业。到2025年装备制造业产值达到300亿元。(市工信局负责)
"""

TABLE = """\
| 类别 | 指标 | 合计 | 甲县 | 乙县 | 市本级 |
|---|---|---|---|---|---|
| 岗位 | 城镇新增就业(人) | 600 | 100 | 200 | 300 |
| 岗位 | 失业人员再就业(人) | 60 | 10 | 20 | 30 |
"""


def read(words: str) -> Extraction:
    found = extract(Text(words, "plan.txt"))
    for statement in found.statements:
        assert words[statement.start : statement.end] == statement.quote
    return found


def said(found: Extraction, relation: str) -> list[Statement]:
    return [statement for statement in found.statements if statement.relation == relation]


def test_target_belongs_to_its_item() -> None:
    (first,) = [s for s in said(read(PLAN), "目标") if s.subject.kind == "事项"]
    assert (first.subject.kind, first.subject.name) == ("事项", "扩大就业")
    value = first.object.properties
    assert (first.object.name, value["comparator"], value["value"], value["unit"]) == ("城镇新增就业", "≥", 5.2, "万人")


def test_target_of_an_industry_is_stated_once() -> None:
    figures = [s.object.properties["value"] for s in said(read(PLAN), "目标")]
    owners = [s.subject.kind for s in said(read(PLAN), "目标") if s.object.properties["value"] == 300]
    assert figures.count(5.2) == 1
    assert owners == ["产业", "地区"]


def test_records_of_targets() -> None:
    targets = [r for r in records(read(PLAN)) if r["kind"] == "target"]
    assert [(r["indicator"], r["value"], r["unit"], r["scope"]) for r in targets][:1] == [
        ("城镇新增就业", 5.2, "万人", "常德市")
    ]


def test_each_share_of_a_table_is_an_edge() -> None:
    found = read(TABLE)
    shares = [(s.subject.name, s.object.name, s.attributes["value"], s.attributes["unit"]) for s in said(found, "承担")]
    assert shares == [
        ("甲县", "城镇新增就业", 100, "人"),
        ("乙县", "城镇新增就业", 200, "人"),
        ("市本级", "城镇新增就业", 300, "人"),
        ("甲县", "失业人员再就业", 10, "人"),
        ("乙县", "失业人员再就业", 20, "人"),
        ("市本级", "失业人员再就业", 30, "人"),
    ]
    assert [s.object.properties["value"] for s in said(found, "目标")] == [600, 60]
    assert not found.signals


def test_record_of_a_table() -> None:
    (table,) = [r for r in records(read(TABLE)) if r["kind"] == "table"]
    assert table["columns"] == ["甲县", "乙县", "市本级"]
    assert [(row["total"], row["figures"]) for row in table["rows"]] == [(600, [100, 200, 300]), (60, [10, 20, 30])]


@pytest.mark.parametrize(("old", "new"), [("| 600 |", "| 601 |"), ("| 20 | 30 |", "| 20 | 31 |")])
def test_sum_that_fails_is_a_signal(old: str, new: str) -> None:
    assert read(TABLE.replace(old, new)).signals


@pytest.mark.parametrize("words", [PLAN, TABLE])
def test_same_text_gives_same_ids(words: str) -> None:
    assert [s.id for s in read(words).statements] == [s.id for s in read(words).statements]


@pytest.mark.parametrize(
    "words",
    [
        # found by make fuzz: an index behind the end, a stretch that ends before it begins
        "附件1）常德经开区达到2023年，",
        "牵头常德经开区\n：主办单位：参与</td></tr></table>；商務(wù)局",
    ],
)
def test_strange_text_is_read(words: str) -> None:
    assert read(words).text.raw == words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "关于印发《常德市2024年工作方案》的通知\n一、主要目标\n力争常德高新区完成投入15亿元以上,桃源县新增企业20家。\n",
            [("园区", "常德高新区", 15), ("地区", "桃源县", 20)],
        ),
        ("关于印发《常德市2024年工作方案》的通知\n一、主要目标\n各园区亩均税收达到20万元。\n", []),
    ],
)
def test_a_target_is_of_the_place_that_its_sentence_names(words: str, expected: list[tuple[str, str, float]]) -> None:
    places = [s for s in said(read(words), "目标") if s.subject.kind in ("园区", "地区")]
    assert [(s.subject.kind, s.subject.name, s.object.properties["value"]) for s in places] == expected
