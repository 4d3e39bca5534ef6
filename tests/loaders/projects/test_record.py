"""A project's record gathers its mentions: the list that announces it, the item that details it, who leads either."""

from __future__ import annotations

from typing import Any

from loaders.extract import extract
from loaders.page.text import Text
from loaders.records import records

PLAN = """\
甲市人民政府办公室关于印发《甲市民生工作方案》的通知
一、工作任务
1.抓好三大民生项目建设。实施乙水厂迁建、丙学院新建、丁敬老院建设等“三大民生项目”。(市政府办牵头,市民政局配合)
2.加快乙水厂迁建。乙水厂迁建总投资3亿元。
二、三大民生项目
1.乙水厂迁建工程。全面通水。(市自来水公司牵头,市水利局配合)
2.丙学院新建项目。一期竣工。(市城发集团牵头)
3.丁敬老院建设。主体完工。(市民政局牵头)
"""


def projects(words: str) -> dict[str, dict[str, Any]]:
    return {r["name"]: r for r in records(extract(Text(words, "plan.txt"))) if r["kind"] == "project"}


def test_each_project_has_one_record() -> None:
    assert [(p["order"], name) for name, p in projects(PLAN).items()] == [
        (1, "乙水厂迁建"),
        (2, "丙学院新建"),
        (3, "丁敬老院建设"),
    ]


def test_it_holds_what_all_mentions_say() -> None:
    found = projects(PLAN)["乙水厂迁建"]
    assert (found["list"], found["list_lead"]) == ("三大民生项目", "市政府办")
    assert (found["own_lead"], found["own_cooperators"]) == (["市自来水公司"], ["市水利局"])
    assert (found["goal"], found["amount"], found["variants"]) == ("全面通水", "3亿元", ["乙水厂迁建工程"])


def test_names_that_are_alike_stay_apart_and_point_to_each_other() -> None:
    found = projects("加快建设戊县云岭抽水蓄能电站。推进戊县抽水蓄能电站建设。\n")
    assert {name: p["likely_same_as"] for name, p in found.items()} == {
        "戊县云岭抽水蓄能电站": ["戊县抽水蓄能电站"],
        "戊县抽水蓄能电站": ["戊县云岭抽水蓄能电站"],
    }
