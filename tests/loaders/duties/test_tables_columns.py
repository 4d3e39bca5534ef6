"""What headings and keys mean, and whether words name bodies: one line a case."""

from __future__ import annotations

import pytest
import yaml

import data
from loaders.duties.tables import names
from loaders.lexicon.columns import columns, is_foreign, key_meaning, meaning


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("责任单位", "责任"),
        ("责 任 单 位", "责任"),
        ("责任单位（部门）", "责任"),
        ("**牵头\n单位**", "牵头"),
        ("市级牵头部门", "牵头"),
        ("主责单位", "责任"),
        ("协办单位", "配合"),
        ("主要配合单位", "配合"),
        ("建议责任单位", "诉求"),
        ("建议责任单位\n（省级部门）", "诉求"),
        ("政策诉求", "诉求"),
        ("考核部门", "考核"),
        ("考核项目", "任务"),
        ("牵头领导", "责任人"),
        ("责任人", "责任人"),
        ("主管领导", "责任人"),
        ("联系人及电话", "人员"),
        ("主 要 工 作 任 务", "任务"),
        ("重点任务清单", "任务"),
        ("2026年目标", None),
        ("重点举措", "内容"),
        ("实施路径", "路径"),
        ("类别", "类别"),
        ("完成时限（2026年）", "时限"),
        ("时间节点", "时限"),
        ("建设单位", "其他"),
        ("总投资（万元）", "其他"),
        ("各责任单位要切实抓好落实", None),
        ("市发展改革委", None),
        ("", None),
    ],
)
def test_headings(heading: str, expected: str | None) -> None:
    assert meaning(heading) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("owner", "牵头"),
        ("lead_unit", "牵头"),
        ("coDepartments", "配合"),
        ("departments", "责任"),
        ("责任单位", "责任"),
        ("title", "任务"),
        ("deadline", "时限"),
        ("leader", "责任人"),
        ("colour", None),
    ],
)
def test_keys(key: str, expected: str | None) -> None:
    assert key_meaning(key) == expected


def test_foreign_keys() -> None:
    assert is_foreign("publishDate")
    assert not is_foreign("owner")


def test_every_word_has_one_meaning() -> None:
    rows = yaml.safe_load((data.RULES / "columns.yaml").read_text(encoding="utf-8"))
    for kind in ("headings", "keys"):
        words = [word for row in rows["meanings"].values() for word in row[kind]]
        assert all(isinstance(word, str) for word in words)
        assert {word for word in words if words.count(word) > 1} == set()
    assert set(columns().task) < set(rows["meanings"])


@pytest.mark.parametrize(
    "said",
    [
        "市科技局",
        "市科技局、市经信局,各区县政府",
        "市委组织部(人才办)、市人力社保局",
        "各县(市、区)人民政府",
        "省发展改革委等有关部门",
        "湖州师范学院",
        "市经信局牵头,相关部门参与",
        "省科技厅、省教育厅按职责分工负责",
        "市科技局牵头,6月底前",
    ],
)
def test_what_names_bodies(said: str) -> None:
    assert names.reads(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "建设人工智能创新中心",
        "推进办税便利化",
        "强化部门配合",
        "加快建设长三角(湖州)具身智能产业园、南浔",
        "扶持力度",
        "2026年底",
        "市经信局、完善制度",
        "壮大县域经济",
        "张三",
    ],
)
def test_what_names_no_bodies(said: str) -> None:
    assert not names.reads(said)


@pytest.mark.parametrize(
    "said",
    [
        "2026年底",
        "12月",
        "12月底前",
        "持续推进",
        "长期坚持",
        "全年",
        "每年11月",
        "第三季度",
        "2025-2027年",
        "年底前",
        "立行立改",
    ],
)
def test_deadlines(said: str) -> None:
    assert names.is_time(said)


@pytest.mark.parametrize("said", ["", "12", "市科技局", "建设12个平台", "年产值增长6%", "工作会议"])
def test_no_deadlines(said: str) -> None:
    assert not names.is_time(said)
