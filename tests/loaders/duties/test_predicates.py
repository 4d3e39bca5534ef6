"""Duties without a duty word -> who, role, task. Every text is invented."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.page.text import Text


def said(raw: str) -> list[str]:
    """Each duty as "负责 甲局+乙局 : task"."""
    return [
        f"{hit.clause.parties[0].role} {'+'.join(party.name for party in hit.clause.parties)} : "
        f"{raw[task.start : task.end]}"
        for task in extract(Text(raw)).tasks
        for hit in task.clauses
        if hit.clause.rule == "prose:predicate"
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("市水务局应当建立用水统计制度。\n", ["负责 市水务局 : 建立用水统计制度"]),
        ("市民政部门、市总工会应当共同推动家长学校建设。\n", ["负责 市民政部门+市总工会 : 推动家长学校建设"]),
        ("县财政局要管好钱袋子。\n", []),
        ("省教育厅、省体育局在各自职责范围内做好场馆开放工作。\n", ["负责 省教育厅+省体育局 : 做好场馆开放工作"]),
        ("公安、水利和农业部门应当在各自职责范围内,做好禁采工作。\n", ["配合 公安+水利+农业部门 : 做好禁采工作"]),
        (
            "县水利局对堤防安全负责，县林业局对防火安全负责。\n",
            ["负责 县水利局 : 对堤防安全负责", "负责 县林业局 : 对防火安全负责"],
        ),
        ("市医保局承担制定方案的职责，指导各县区。\n", ["负责 市医保局 : 承担制定方案的职责，指导各县区"]),
        ("市政府办公室履行信息汇总和协调职责。\n", ["负责 市政府办公室 : 履行信息汇总和协调职责"]),
        (
            "联席会议日常工作由市发展改革委价格科（市物价办公室）承担。\n",
            ["负责 市发展改革委价格科(市物价办公室) : 联席会议日常工作"],
        ),
        ("由青河市集中招标事务管理所承担日常工作。\n", ["负责 青河市集中招标事务管理所 : 承担日常工作"]),
        ("市政府督查室要将完成情况作为督查内容。\n", ["负责 市政府督查室 : 将完成情况作为督查内容"]),
        ("省机关事务管理部门主管全省运行保障工作。\n", ["负责 省机关事务管理部门 : 全省运行保障工作"]),
        ("州人大常委会办公室是负责公文处理的工作机构。\n", ["负责 州人大常委会办公室 : 公文处理"]),
        (
            "发展改革、财政、农业等部门应当按照各自职责,做好湿地保护的相关工作。\n",
            ["配合 发展改革+财政+农业 : 做好湿地保护的相关工作"],
        ),
        ("（一）办公室\n设在市卫生局，主任由副局长担任。负责日常工作。\n", ["负责 市卫生局 : 日常工作"]),
        ("教育、文化、广播电视等部门应当开展宣传教育。\n", ["负责 教育+文化+广播电视 : 开展宣传教育"]),
        ("市林业局对湿地保护工作负主体责任。\n", ["负责 市林业局 : 对湿地保护工作负主体责任"]),
        # what is nobody's duty
        ("未履行承诺的，由其自行承担法律责任。\n", []),
        ("由申请人承担费用，由运营单位承担维护。\n", []),
        ("建议市财政局承担试点费用。\n", []),
    ],
)
def test_find(raw: str, expected: list[str]) -> None:
    assert said(raw) == expected
