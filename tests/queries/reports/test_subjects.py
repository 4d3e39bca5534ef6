"""Lists of what is no agency, and what a name stands for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import AmbiguousError, NotFoundError, QueryError
from graph.store import Store
from queries.reports import SUFFIXES, report, write
from queries.reports.listing import Listing, Table
from queries.reports.naming import Subject, find, meanings

NAMES = ["产业提升工作专班", "三大项目", "岳阳高新区", "湘阴县", "装备制造产业"]


def made(graph: Store, name: str, kind: str = "") -> Listing:
    return report(graph, name, kind).listing()


def cells(table: Table) -> list[dict[str, Any]]:
    return [{column.heading: column.value(row) for column in table.columns} for row in table.rows]


def some(row: dict[str, Any], *headings: str) -> tuple[Any, ...]:
    return tuple(row[heading] for heading in headings)


# --- names ---


@pytest.mark.parametrize(
    ("name", "kind", "id_"),
    [
        ("常德市发展和改革委员会", "机构", "常德市/发展和改革委员会"),
        ("应急局", "机构", "常德市/应急管理局"),
        ("产业提升", "议事协调机构", "常德市/产业提升工作专班"),
        ("三大项目", "项目清单", "常德市/三大项目"),
        ("“三大项目”", "项目清单", "常德市/三大项目"),
        ("湘阴", "地区", "湘阴县"),
        ("岳阳高新区", "园区", "岳阳市/岳阳高新区"),
        ("装备制造", "产业", "装备制造"),
        ("装备制造产业", "产业", "装备制造"),
        ("周平", "人员", "岳阳市/周平"),
    ],
)
def test_a_name_is_known_by_all_its_spellings(graph: Store, name: str, kind: str, id_: str) -> None:
    found = find(graph, name)
    assert (found.kind, found.id) == (kind, id_)


def test_a_kind_narrows_what_a_name_may_mean(graph: Store) -> None:
    assert find(graph, "装备制造", "产业") == Subject("装备制造", "装备制造", "装备制造", "产业", "")
    with pytest.raises(NotFoundError, match="没有名为“装备制造”的园区"):
        find(graph, "装备制造", "园区")
    with pytest.raises(QueryError, match="没有种类“部门”。请用 机构、"):
        find(graph, "市工信局", "部门")


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("工信局", ["岳阳市/工业和信息化局", "常德市/工业和信息化局"]),
        ("市工信局", ["岳阳市/工业和信息化局", "常德市/工业和信息化局"]),
        ("财政局", ["岳阳市/财政局", "常德市/财政局"]),
        ("岳阳市工业和信息化局", ["岳阳市/工业和信息化局"]),
        ("机构|常德市/财政局", ["常德市/财政局"]),
        ("没有这个", []),
    ],
)
def test_a_name_without_its_region_means_every_body_of_that_name(graph: Store, name: str, ids: list[str]) -> None:
    assert [one.id for one in meanings(graph, name)] == ids


def test_the_own_region_comes_first_and_decides_where_it_can(graph: Store) -> None:
    assert [one.region for one in meanings(graph, "工信局", region="常德市")] == ["常德市", "岳阳市"]
    assert find(graph, "工信局", region="常德市").id == "常德市/工业和信息化局"
    with pytest.raises(AmbiguousError, match="“工信局”指 2 个单位"):
        find(graph, "工信局", region="长沙市")
    with pytest.raises(AmbiguousError):
        find(graph, "工信局")


def test_a_plan_lists_its_items_in_their_order(graph: Store) -> None:
    with pytest.raises(AmbiguousError, match="章节"):
        find(graph, "产业提升实施方案", "方案")
    plan = find(graph, "产业提升实施方案", "文件")
    [items] = made(graph, plan.key).tables
    assert [row["start"] for row in items.rows] == sorted(row["start"] for row in items.rows)
    assert some(cells(items)[0], "事项", "牵头单位")


# --- what the lists hold ---


def test_a_workgroup_lists_its_members_and_the_tasks_of_its_plan(graph: Store) -> None:
    found = made(graph, "产业提升工作专班")
    assert found.title == "产业提升工作专班组成与任务分工"
    members, tasks = found.tables
    assert members.note == "12 项，其中成员单位 9 家，名单以“等”结尾"
    assert [some(row, "角色", "单位或人员") for row in cells(members)][:4] == [
        ("召集人", "市政府分管副市长"),
        ("副召集人", "市工信局主要负责人"),
        ("办公室", "市工信局"),
        ("成员单位", "市工信局"),
    ]
    assert [row["事项"] for row in cells(tasks)] == [
        "1.推动产业升级",
        "2.发展现代物流",
        "3.盘活存量资产",
        "防汛抗旱方面",
        "森林防火方面",
        "5.做好宣传引导",
        "6.抓好三大项目建设",
        "(二)防范风险",
        "1.保障如期交楼",
        "2.化解存量债务",
    ]
    assert some(cells(tasks)[8], "牵头单位", "负责单位") == ("市住建局（承自标题）", "市发展改革委、市财政局")


def test_a_list_of_projects_tells_place_money_goal_and_leads(graph: Store) -> None:
    [table] = made(graph, "三大项目").tables
    [row] = cells(table)
    assert some(row, "项目", "组成部分", "地点", "建设单位", "投资", "目标", "牵头单位", "分工原句") == (
        "津市车桥项目", "车桥一期", "津市市", "市工信局", "20亿元", "年内投产", "市发展改革委", "(市发展改革委牵头)",
    )  # fmt: skip


def test_a_park_tells_its_industries(graph: Store) -> None:
    [table] = made(graph, "岳阳高新区").tables
    assert [some(row, "关系", "产业", "年份") for row in cells(table)] == [("主导产业", "装备制造", "2023")]


def test_a_region_tells_its_share_of_targets(graph: Store) -> None:
    [table] = made(graph, "湘阴县").tables
    assert [some(row, "指标", "任务数", "单位", "合计") for row in cells(table)] == [("上云企业", 120, "家", 800)]


def test_an_industry_tells_parks_and_systems(graph: Store) -> None:
    found = made(graph, "装备制造产业")
    assert found.title == "装备制造产业清单"
    assert [(table.title, len(table.rows)) for table in found.tables] == [("园区和地区", 1), ("产业体系", 1)]
    assert some(cells(found.tables[1])[0], "产业体系", "所属", "成员") == ("“两主”产业", "工业发展", "装备制造")


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_its_document_place_and_sentence(graph: Store, name: str) -> None:
    found = made(graph, name)
    assert found.total > 0
    for table in found.tables:
        for row in cells(table):
            assert row["文件"]
            assert row["原句"]
            assert row["起"] < row["止"]
    assert {source.document for source in found.sources} == {r["document"] for t in found.tables for r in t.rows}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", NAMES)
def test_every_list_can_be_written_in_every_form(graph: Store, tmp_path: Path, name: str, suffix: str) -> None:
    write(report(graph, name), tmp_path / f"清单{suffix}")
    assert (tmp_path / f"清单{suffix}").stat().st_size > 100


def test_rows_of_one_sentence_print_it_once(graph: Store) -> None:
    page = made(graph, "产业提升工作专班").pages[0]
    basis = [page.columns[-1].value(row) for row in page.rows]
    assert "成员单位包括市工信局" in str(basis[3])
    assert basis[4:] == ["同第 4 项"] * 8
