"""What tasks of running text are called, and what a document orders without a duty word: one line a form."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.page.text import Text
from loaders.records import records


def duties(raw: str) -> list[str]:
    rows = [row for row in records(extract(Text(raw, "例.txt"))) if row["kind"] == "responsibility"]
    assert all(raw[row["task_start"] : row["task_end"]] == row["task"] for row in rows)
    return [f"{row['role']} {row['agency']}: {row['task']}" for row in rows]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "由县住建局牵头，县财政局配合，8月底前完成管网改造。",
            ["牵头 县住建局: 完成管网改造", "配合 县财政局: 完成管网改造"],
        ),
        (
            "县水利局牵头，县财政局密切配合，抢抓时间，全力推进清淤工作。",
            ["牵头 县水利局: 全力推进清淤工作", "配合 县财政局: 全力推进清淤工作"],
        ),
        ("会议明确，由市住建局牵头，9月底前完成摸底。", ["牵头 市住建局: 完成摸底"]),
        (
            "1.抢险组。由市水利局牵头，市公安局配合，负责堤防抢护。\n2.疏散组。由市公安局牵头，负责转移群众。",
            ["牵头 市水利局: 抢险组", "配合 市公安局: 抢险组", "牵头 市公安局: 疏散组"],
        ),
        (
            "1.油烟投诉突出。\n整改措施：由市城管局牵头开展整治。\n2.围挡破损。\n整改措施：由包片单位市住建局督促更换。",
            ["牵头 市城管局: 油烟投诉突出", "负责 市住建局: 围挡破损"],
        ),
        (
            "1.粮食产量增长2%。\n分管领导：卢遥\n部门分工：省农业农村厅牵头，省水利厅配合。",
            ["牵头 省农业农村厅: 粮食产量增长2%", "配合 省水利厅: 粮食产量增长2%"],
        ),
        (
            "成立市清河行动领导小组，办公室设在市水利局，承担领导小组日常工作。",
            ["负责 市水利局: 承担领导小组日常工作"],
        ),
        (
            "（一）扶贫（20分）\n1.完成小额贷款回收任务计20分。\n2.完成劳务输出任务计10分。\n由县统计局、县人社局考评。\n"
            "（二）农业\n1.产值增长8%。完成计分，不完成扣分。由县统计局考评。\n2.推广优质稻。由县农业农村局负责考核。",
            [
                "考核 县统计局: 扶贫（20分）",
                "考核 县人社局: 扶贫（20分）",
                "考核 县统计局: 产值增长8%",
                "考核 县农业农村局: 推广优质稻",
            ],
        ),
        ("四、关于水质。责成县疾控中心每周检测一次。", ["负责 县疾控中心: 每周检测一次"]),
        (
            "每季度末将进展报县政府办公室，县政府办公室将对落实情况进行全程跟踪督办。",
            ["负责 县政府办公室: 对落实情况进行全程跟踪督办"],
        ),
    ],
)
def test_titles_and_orders(raw: str, expected: list[str]) -> None:
    assert duties(raw) == expected


REPLY = "临江市人民政府关于水源保护区划定方案的批复\n临政函〔2020〕66号\n市生态环境局：\n经研究，现批复如下：\n"


def test_what_a_reply_tells_a_body_is_its_duty() -> None:
    raw = f"{REPLY}一、市水利局要加强调度管理，市农业农村局指导做好污染防治。\n"
    assert duties(raw) == ["负责 市水利局: 加强调度管理", "负责 市农业农村局: 指导做好污染防治"]


@pytest.mark.parametrize(
    "raw",
    [
        "市发展改革委要加强调度。",
        "建议责成县疾控中心每周检测一次。",
        "由评审组考核。",
        f"{REPLY}一、各县区要加强调度管理。\n",
    ],
)
def test_what_is_no_order(raw: str) -> None:
    assert duties(raw) == []
