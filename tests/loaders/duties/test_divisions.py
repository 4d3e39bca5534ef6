from __future__ import annotations

import pytest

from loaders.duties.divisions import RULE
from loaders.extract import extract
from loaders.page.text import Text


def said(raw: str) -> list[str]:
    """Each duty of a division of work as "负责 甲局 : task"."""
    tasks = [task for task in extract(Text(raw)).tasks for found in task.clauses if found.clause.rule == RULE]
    return [
        " + ".join(f"{party.role} {party.name}" for party in task.clauses[0].clause.parties)
        + f" : {raw[task.start : task.end]}"
        for task in tasks
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "二、责任分工\n市财政局：统筹资金保障。\n县公安局、县卫健局：协助做好查验。\n",
            ["负责 市财政局 : 统筹资金保障", "配合 县公安局 + 配合 县卫健局 : 协助做好查验"],
        ),
        (
            "（五）动物疫病防控\n责任单位：\n1.县农业农村局：组织集中免疫；\n2.各乡镇政府：落实防疫员报酬。\n",
            ["负责 县农业农村局 : 组织集中免疫", "负责 各乡镇政府 : 落实防疫员报酬"],
        ),
        # a division inside a division is read once
        (
            "二、责任分工\n（一）部门职责\n市财政局：统筹资金保障。\n",
            ["负责 市财政局 : 统筹资金保障"],
        ),
        # without a heading that announces it, and before names that are not certain
        ("二、基本情况\n市财政局：全年支出增长5%。\n", []),
        ("二、责任分工\n第一阶段：动员部署和宣传发动。\n", []),
        # what a duty word marks is read as a sentence
        ("二、责任分工\n市财政局：负责统筹资金保障。\n", []),
    ],
)
def test_find(raw: str, expected: list[str]) -> None:
    assert said(raw) == expected
