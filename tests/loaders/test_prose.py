"""Duties in running text: one line a form or a bug; numbers are those of docs/forms.md."""

from __future__ import annotations

import pytest

from loaders.gazetteer import gazetteer
from loaders.prose import parse
from loaders.text import Text


def said(raw: str) -> list[str]:
    """Each duty as "牵头 甲局 + 配合 乙局* : task"."""
    words = Text(raw).squeeze(0, len(raw)).text
    duties = parse(words, gazetteer().certain)
    return [
        " + ".join(f"{p.role} {p.name}{'*' if p.open else ''}" for p in duty.parties)
        + f" : {words[duty.task_start : duty.task_end]}"
        for duty in duties
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # 36 A负责T, T由A(牵头)负责
        ("县交警队负责校车检查。", ["负责 县交警队 : 校车检查"]),
        ("3.县经信局负责工业企业等行业的排查工作。", ["负责 县经信局 : 工业企业等行业的排查工作"]),
        ("日常调度由市发改委牵头负责。", ["牵头 市发改委 : 日常调度"]),
        ("由市发改委牵头，建立协调机制。", ["牵头 市发改委 : 建立协调机制"]),
        ("根据分工，市发改委牵头负责新能源小组。", ["牵头 市发改委 : 新能源小组"]),
        (
            "此项工作由市数据局牵头，市工信局配合，各县区具体落实。",
            ["牵头 市数据局 + 配合 市工信局 + 配合 各县区 : 此项工作"],
        ),
        (
            "市应急局负责统筹协调，市气象局负责预报预警，市水利局负责水情监测。",
            ["负责 市应急局 : 统筹协调", "负责 市气象局 : 预报预警", "负责 市水利局 : 水情监测"],
        ),
        ("市财政局负责人才专项资金。", ["负责 市财政局 : 人才专项资金"]),
        # 37 A会同B T
        ("省数据局牵头会同各行业主管部门建立工作组。", ["牵头 省数据局 + 配合 各行业主管部门 : 建立工作组"]),
        ("由市财政局会同市教育局制定办法。", ["牵头 市财政局 + 配合 市教育局 : 制定办法"]),
        (
            "各级发展改革部门要会同财税、金融等部门，建立评价机制。",
            ["牵头 各级发展改革部门 + 配合 财税* + 配合 金融* : 建立评价机制"],
        ),
        # 38, 39 为、担任牵头单位
        ("产业链工作中，市工信局担任牵头单位。", ["牵头 市工信局 : 产业链工作中"]),
        ("市科技局作为新材料小组的牵头单位，抓好落实。", ["牵头 市科技局 : 新材料小组"]),
        # 40 one subject, many predicates
        (
            "市环保局主要负责统一监管，会同财政部门编制计划，参与验收。",
            ["负责 市环保局 : 统一监管", "牵头 市环保局 + 配合 财政部门 : 编制计划", "配合 市环保局 : 验收"],
        ),
        (
            "发展改革部门是项目管理的综合部门，主要负责项目申报，参与检查。",
            ["负责 发展改革部门 : 项目申报", "配合 发展改革部门 : 检查"],
        ),
        # 41 A是T的责任主体
        ("县政府是本级项目的责任主体。", ["负责 县政府 : 本级项目"]),
        # a label without a colon
        ("“某工业园，责任单位畜牧局；", ["负责 畜牧局 : 某工业园"]),
        # who is no certain body has no duty
        ("由校党委牵头，构建平台。", []),
        ("由翟书记负责。", []),
        ("各申报主体要对材料真实性负责。", []),
        ("每名班子成员负责带一个年级。", []),
        # wishes are no duties
        ("建议由市发改委牵头制定规划。", []),
        ("恳请省财政厅牵头协调。", []),
        # other words
        ("市财政局负责人到会。", []),
        ("市长负责制。", []),
        ("", []),
    ],
)
def test_parse(raw: str, expected: list[str]) -> None:
    assert said(raw) == expected
