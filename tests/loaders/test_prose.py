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
        # a committee and 同 share a character
        ("本规划由市发展和改革委员会同市财政局组织编制。", ["牵头 市发展和改革委员会 + 配合 市财政局 : 本规划"]),
        # how it is done is no task of its own
        ("老旧小区改造由市城管局负责组织实施。", ["负责 市城管局 : 老旧小区改造"]),
        # who does what in a row whose first names a duty
        (
            "县农业农村局负责技术指导，县财政局保障经费，县融媒体中心做好宣传。",
            ["负责 县农业农村局 : 技术指导", "负责 县财政局 : 保障经费", "负责 县融媒体中心 : 做好宣传"],
        ),
        ("县财政局保障经费，县融媒体中心做好宣传。", []),
        # departments by their function, as regulations write
        ("水行政主管部门负责河道管理。", ["负责 水行政主管部门 : 河道管理"]),
        ("市市场监督管理部门负责抽检。", ["负责 市市场监督管理部门 : 抽检"]),
        (
            "住房和城乡建设、交通运输等主管部门在各自职责范围内负责节能监督。",
            ["负责 住房和城乡建设* + 负责 交通运输* : 节能监督"],
        ),
        ("团市委、市妇联：按照各自职责做好关爱工作。", ["负责 团市委 + 负责 市妇联 : 做好关爱工作"]),
        # what introduces a decision, and when, is no task
        ("会议议定：一、由区征收办牵头，3月底前完成扫尾工作。", ["牵头 区征收办 : 3月底前完成扫尾工作"]),
        ("3月15日前，由县教体局牵头，组成3个督查组。", ["牵头 县教体局 : 组成3个督查组"]),
        ("请市体育局牵头，会同市教育局提出办法。", ["牵头 市体育局 + 配合 市教育局 : 提出办法"]),
        # the second body of a list behind a lead is a body by its shape
        ("由省卫健委牵头，省药监局、武警医院参加。", ["牵头 省卫健委 + 配合 省药监局 + 配合 武警医院 : "]),
        # 牵头责任单位, 协同责任单位
        ("产业链由市工信局为牵头责任单位，市科技局为协同责任单位。", ["牵头 市工信局 + 配合 市科技局 : 产业链"]),
        # labels without 单位 are no sentence
        ("主办：市文旅广体局协办：市商务局承办：市体育中心", []),
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
