from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.page import articles
from loaders.page.text import Text
from loaders.people import find as people
from loaders.readers import read

SHARED = Path(__file__).parents[4] / "shared"
SEEDS = sorted(SHARED.glob("seeds/*.txt"))

BODY = "近日,临澧县召开会议,研究部署全年工作,要求各单位抓好落实。"


def named(raw: str) -> list[tuple[str, tuple[str, ...], str]]:
    text = Text(raw)
    found = people.find(text, articles.find(text))
    assert all(0 <= one.start < one.end <= len(raw) for one in found)
    return [(one.person, one.posts, one.organisation) for one in found]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("市委书记张和平强调,要抓落实。", [("张和平", ("市委书记",), "市委")]),
        ("市委副书记、市长周文主持会议。", [("周文", ("市委副书记",), "市委"), ("周文", ("市长",), "市人民政府")]),
        (
            "某市甲办主任、卫健局党组书记、局长王小明说。",
            [("王小明", ("某市甲办主任",), "某市甲办"), ("王小明", ("卫健局党组书记", "卫健局局长"), "卫健局")],
        ),
        ("党组书记、局长王某某表示,要抓落实。", [("王某某", ("党组书记", "局长"), "")]),
        # two characters or three
        ("云锦公司董事长毛清说:好。", [("毛清", ("董事长",), "云锦公司")]),
        ("投资方湖南省云锦有限公司总经理李建和表示满意。", [("李建和", ("总经理",), "湖南省云锦有限公司")]),
        ("73岁的村民吴世文说。", [("吴世文", ("村民",), "")]),
        # a name that a line break split, a name from abroad
        ("近日银行支行主要负责人黄 文尧介绍,分行发力。", [("黄文尧", ("主要负责人",), "银行支行")]),
        ("项目负责人安德鲁·布克说,好。", [("安德鲁·布克", ("项目负责人",), "")]),
        # a post for two
        (
            "由市委书记吴天成及市长罗卫平担任领导小组组长。",
            [
                ("吴天成", ("市委书记",), "市委"),
                ("吴天成", ("领导小组组长",), "领导小组"),
                ("罗卫平", ("市长",), "市人民政府"),
                ("罗卫平", ("领导小组组长",), "领导小组"),
            ],
        ),
        (
            "市甲局局长王芳、副局长刘洋参加。",
            [("王芳", ("市甲局局长",), "市甲局"), ("刘洋", ("市甲局副局长",), "市甲局")],
        ),
        ("经开区党工委书记王芳说。", [("王芳", ("经开区党工委书记",), "经开区党工委")]),
        # groups
        (
            "聘请张发言、庄文等8名院士为科技顾问和创业导师。",
            [("张发言", ("科技顾问", "创业导师"), ""), ("庄文", ("科技顾问", "创业导师"), "")],
        ),
        ("(课题组成员:王海、朱丽)", [("王海", ("课题组成员",), ""), ("朱丽", ("课题组成员",), "")]),
        # mastheads
        (
            "主 编 孙 云\n编 辑 马 滢 贾 佳\n王 波\n\n正文开始\n",
            [("孙云", ("主编",), ""), ("马滢", ("编辑",), ""), ("贾佳", ("编辑",), ""), ("王波", ("编辑",), "")],
        ),
        ("王云飞 摄\n", [("王云飞", ("摄影",), "")]),
        # posts without a name, words that begin like one
        ("由市政府分管副市长任召集人,市长任指挥长。", []),
        ("副市长高度重视园区工作,局长应邀出席。", []),
        ("坚持市长周调度、书记月调度。", []),
        ("书记、主任要带头。", []),
        ("以习近平总书记重要讲话精神为指引。", []),
        ("停车场方便多了,市民高先生说。", []),
        ("", []),
    ],
)
def test_find(raw: str, expected: list[tuple[str, tuple[str, ...], str]]) -> None:
    assert sorted(named(raw)) == sorted(expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            f"# 甲\n\n● 庞波涛\n\n{BODY}\n\n(作者系市政协副主席、中共某县委书记)\n",
            [("庞波涛", ("市政协副主席",), "市政协"), ("庞波涛", ("中共某县委书记",), "中共某县委")],
        ),
        # without a post nothing is made up
        (f"# 甲\n\n□徐文\n\n{BODY}\n", [("徐文", (), "")]),
        # a body that signs is nobody
        (f"# 甲\n\n● 市农业农村局\n\n{BODY}\n", []),
        (
            f"某县\n\n开工忙\n\n某某日报11月6日讯(全媒体记者 李小明 通讯员 王芳 周健){BODY}\n",
            [
                ("李小明", ("全媒体记者",), "某某日报"),
                ("王芳", ("通讯员",), "某某日报"),
                ("周健", ("通讯员",), "某某日报"),
            ],
        ),
    ],
)
def test_bylines(raw: str, expected: list[tuple[str, tuple[str, ...], str]]) -> None:
    assert sorted(named(raw)) == sorted(expected)


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="the real documents are not here")
def test_the_people_of_the_gold() -> None:
    found = set()
    for path in SEEDS:
        text = read(path)
        found |= {(path.name[:3], one.person) for one in people.find(text, articles.find(text))}
    with (SHARED / "gold" / "people.jsonl").open(encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert {(row["doc"], name) for row in rows for name in row["person"].split("、")} <= found
