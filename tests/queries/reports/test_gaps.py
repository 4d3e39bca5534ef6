"""The report of gaps and overlaps: each thing that it looks for, found and not found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import NotFoundError
from graph.statements import Document, Entity, Statement, Value
from graph.store import Store
from queries.catalogue import run
from queries.reports import SUFFIXES, gaps, write
from queries.reports.gaps import CHECKS
from queries.reports.listing import Listing, Table

FOUND = {
    "没有牵头单位的事项": ["1.加强运行监测", "3.盘活存量资产", "2.推进数字改造"],
    "没有责任单位的事项": ["5.做好宣传引导"],
    "几家共同牵头的事项": ["2.发展现代物流", "防汛抗旱方面"],
    "任务在专班之外的单位": ["3.盘活存量资产"],
    "不在任何专班的单位": ["1.加强运行监测", "3.盘活存量资产"],
    "单位名单没有列全的条款": ["1.推动产业升级", "1.推动产业升级", "3.盘活存量资产"],
}
"""Table -> its items in the two plans of tests/queries/conftest.py."""


def table(found: Listing, title: str) -> Table:
    return next(table for table in found.tables if table.title == title)


def column(found: Listing, title: str, heading: str) -> list[Any]:
    made = table(found, title)
    at = [one.heading for one in made.columns].index(heading)
    return [made.cells(row)[at] for row in made.rows]


@pytest.mark.parametrize("title", FOUND)
def test_what_is_found(graph: Store, title: str) -> None:
    assert sorted(column(gaps(graph), title, "事项")) == sorted(FOUND[title])


def test_who_stands_outside(graph: Store) -> None:
    found = gaps(graph)
    assert column(found, "任务在专班之外的单位", "单位") == ["市国资委"]
    assert column(found, "任务在专班之外的单位", "与专班的关系") == ["成员名单以“等”结尾"]
    assert column(found, "不在任何专班的单位", "单位") == ["市政府办", "市国资委"]


def test_every_check_has_its_table_and_total(graph: Store) -> None:
    found = gaps(graph)
    assert [table.title for table in found.tables] == [check.title for check in CHECKS]
    assert found.total == sum(len(table.rows) for table in found.tables)
    assert table(found, "个数不符的清单").note.startswith("没有发现；")
    assert table(found, "几家共同牵头的事项").note.startswith("2 项；")


def test_every_row_has_its_document_place_and_sentence(graph: Store) -> None:
    for made in gaps(graph).tables:
        for row in made.rows:
            assert row["title"]
            assert row["quote"]
            assert row["start"] < row["end"]


def test_one_document_only(graph: Store) -> None:
    found = gaps(graph, "岳阳")
    assert column(found, "没有牵头单位的事项", "事项") == ["2.推进数字改造"]
    assert [source.title for source in found.sources] == ["岳阳市工业发展实施方案"]
    with pytest.raises(NotFoundError, match="没有标题含“长沙”的文件"):
        gaps(graph, "长沙")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_it_can_be_written_in_every_form(graph: Store, tmp_path: Path, suffix: str) -> None:
    write(gaps(graph), tmp_path / f"缺口{suffix}")
    assert (tmp_path / f"缺口{suffix}").stat().st_size > 100


def test_csv_says_to_which_table_a_row_belongs(graph: Store, tmp_path: Path) -> None:
    write(gaps(graph), tmp_path / "缺口.csv")
    first, *lines = (tmp_path / "缺口.csv").read_text(encoding="utf-8-sig").splitlines()
    assert first.startswith("类别,序号,事项,承担单位,")
    assert [line.split(",")[0] for line in lines[:4]] == ["没有牵头单位的事项"] * 3 + ["没有责任单位的事项"]


TEXT = "任务分解表：甲县30个，乙县50个，合计100个。成立丙专班，成员单位包括市工信局。丁行动由市工信局牵头。"


def test_shares_that_do_not_add_up_and_bodies_without_an_office(store: Store) -> None:
    document = Document(id="某发〔2024〕1号", title="某市方案", file="a.txt", date="2024-01-01", characters=len(TEXT))
    statements: list[Statement] = []

    def say(start: Entity, relation: str, end: Entity, quote: str, rule: str = "by hand", **more: Value) -> None:
        at = TEXT.index(quote)
        place = (document.id, at, at + len(quote), quote, (), rule, start.name, document.date)
        statements.append(Statement(start, relation, end, *place, more))

    indicator = Entity("指标", "某市/台账", "台账", {"value": 100.0, "unit": "个"})
    for at, (name, value) in enumerate((("甲县", 30.0), ("乙县", 50.0))):
        county = Entity("地区", name, name)
        say(
            county, "承担", indicator, TEXT.split("。")[0], "allotments:figure", value=value, unit="个", figure_start=at
        )
    group = Entity("议事协调机构", "某市/丙专班", "丙专班", {"names": ("丙专班",), "region": "某市"})
    say(group, "属于", document.entity(), "成立丙专班")
    store.replace(document, statements)
    [row] = run(store, "shares_that_differ").rows
    assert (row["indicator"], row["total"], row["sum"], row["places"]) == ("台账", 100, 80, 2)
    assert column(gaps(store), "没有写明办公室的专班", "专班") == ["丙专班"]
