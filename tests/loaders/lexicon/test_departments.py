"""Departments inside a body, by the words of their names."""

from __future__ import annotations

import pytest

from loaders.lexicon.departments import in_a_plan, is_department


@pytest.mark.parametrize(
    "name",
    [
        "教务处",
        "招商合作局",
        "水资源与河湖管理股",
        "党政综合办公室",
        "质量管理办公室",
        "应急与环保部",
        "校医院",
        "乡农业农村服务中心",
    ],
)
def test_department(name: str) -> None:
    assert is_department(name)


@pytest.mark.parametrize("name", ["内部", "总部", "到处", "青河县", "各科室", "运输公司", "落到实处", "研发团队"])
def test_no_department(name: str) -> None:
    assert not is_department(name)


@pytest.mark.parametrize(
    ("head", "plan"),
    [
        ("青河中学食品安全应急预案\n一、总则", True),
        ("机构职能\n综合科", True),
        ("某公司研发中心负责算法开发，承担国家重点研发计划项目两项。", False),
        ("青河学院公开招聘公告\n一、岗位职责", False),
    ],
)
def test_plan(head: str, plan: bool) -> None:
    assert in_a_plan(head) is plan
