from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.page.text import Text
from loaders.parks import find as places
from loaders.readers import read

SHARED = Path(__file__).parents[4] / "shared"
SEEDS = sorted(SHARED.glob("seeds/*.txt"))


def named(raw: str) -> list[tuple[str, str]]:
    found = places.find(Text(raw))
    assert ["".join(raw[p.start : p.end].split()) for p in found] == [p.name for p in found]
    return [(p.name, p.canonical) for p in found]


def one(name: str) -> list[tuple[str, str]]:
    return [(name, name)]


@pytest.mark.parametrize(
    ("raw", "unread"),
    [
        ("长沙经开区、云锦创谷、常德高新区扩区。", ["云锦创谷"]),
        ("长沙经开区、双河县、市工信局、常德高新区联动。", []),
        ("长沙经开区、常德高新区扩区。", []),
    ],
)
def test_what_stands_among_parks_and_is_not_read_is_a_signal(raw: str, unread: list[str]) -> None:
    text = Text(raw)
    assert [raw[s.start : s.end] for s in places.signals(text, places.find(text))] == unread


def test_a_park_is_shown_as_the_text_writes_it() -> None:
    raw = "长沙经济开发区开工。益阳高新技术产业开发区签约,益阳高新区招商。"
    assert places.shown(places.find(Text(raw))) == {"长沙经开区": "长沙经济开发区", "益阳高新区": "益阳高新区"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # full, short and bare name are one zone
        (
            "常德经济技术开发区挂牌。加快常德经开区建设。在经开区试点。",
            [("常德经济技术开发区", "常德经开区"), ("常德经开区", "常德经开区"), ("经开区", "常德经开区")],
        ),
        # with two candidates the bare name stays unresolved
        ("长沙经开区、常德经开区扩区,在经开区试点。", [("长沙经开区", "长沙经开区"), ("常德经开区", "常德经开区")]),
        ("支持益阳高新技术产业开发区升级。", [("益阳高新技术产业开发区", "益阳高新区")]),
        # parks of an industry; the verb and what joins are no part of the name
        (
            "今年要力争青禾生物产业园、云锦制造产业园等36个项目开工。",
            [("青禾生物产业园", "青禾生物产业园"), ("云锦制造产业园", "云锦制造产业园")],
        ),
        ("加快推进云锦(长沙)智能农机产业园基地建设。", one("云锦(长沙)智能农机产业园")),
        ("位于长沙经开区的云锦智造产业园开工。", [("长沙经开区", "长沙经开区"), ("云锦智造产业园", "云锦智造产业园")]),
        ("武陵区和常德高新区签约。", one("常德高新区")),
        # what is done before a park or beside it is no part of its name
        ("项目涵盖青禾生物产业园。编制云锦制造产业园规划。", [*one("青禾生物产业园"), *one("云锦制造产业园")]),
        ("推进会暨西部(岳阳)光电材料产业园项目启动。", one("西部(岳阳)光电材料产业园")),
        ("深化与上海临海新片区协同。", one("上海临海新片区")),
        # what a formula spells out; kinds alone are names in a row with one
        (
            "一区即岳阳临湖经开区;两园即高端化工产业园、青禾港航产业园。",
            [*one("岳阳临湖经开区"), *one("高端化工产业园"), *one("青禾港航产业园")],
        ),
        ("建设高端化工产业园。", []),
        (
            "以岳阳国际生物城、临湖医学城、岳阳云溪数谷为核心,联动汨罗“南部药谷”。",
            [
                *one("岳阳国际生物城"),
                *one("临湖医学城"),
                *one("岳阳云溪数谷"),
                *one("汨罗“南部药谷”"),
            ],
        ),
        ("打造“绿色硅谷”。", []),
        ("平江物流园区开工,红山中心商贸集聚区招商。", [*one("平江物流园区"), *one("红山中心商贸集聚区")]),
        ("记者从区经济开发区获悉。", [("区经济开发区", "区经开区")]),
        ("各县经济开发区要落实。", []),
        # a member of a list begins where the list is cut, though a county's short name stands in it
        ("包括:漕湾新兴技术开发区、平江经开区。", [*one("漕湾新兴技术开发区"), *one("平江经开区")]),
        ("省级以上开发区扩区。", []),
        ("建设云锦产业园和智谷科技园。", [*one("云锦产业园"), *one("智谷科技园")]),
        ("打造现代化产业集聚区,全区工业园区启动。", []),
        # a zone of its own in a zone
        ("推进常德经开区新材料产业园建设。", [*one("常德经开区"), *one("常德经开区新材料产业园")]),
        # a cell of a table, over two lines
        (
            "某湖旅游度假区管委会。\n12\n\n某湖旅游\n\n度假区\n\n",
            [("某湖旅游度假区", "某湖旅游度假区"), ("某湖旅游度假区", "某湖旅游度假区")],
        ),
        # rows of short names
        (
            "产业集团、云锦园区、高新园区、天一园区等平台",
            [("云锦园区", "云锦园区"), ("高新园区", "高新园区"), ("天一园区", "天一园区")],
        ),
        # sights
        ("打响云台山、青龙湖、白鹿洞等旅游名片。", [("云台山", "云台山"), ("青龙湖", "青龙湖"), ("白鹿洞", "白鹿洞")]),
        ("支持云台山争创国家5A级旅游景区。", one("云台山")),
        # no name: kinds, titles, counts, verbs
        ("推动“五好”园区建设,5个园区获批。", []),
        ("建设培育一批主业突出的现代产业园、科技园。", []),
        ("成功创建国家级高新区。", []),
        ("充分发挥综合保税区作用,允许综合保税区内企业开展。", []),
        ("创建国家农业现代化示范区、国家现代农业产业园。", []),
        ("分别创建国家现代农业示范区。", []),
        ("各县区、开发区和工业园区要抓好落实。", []),
        ("", []),
    ],
)
def test_find(raw: str, expected: list[tuple[str, str]]) -> None:
    assert named(raw) == expected


def test_a_park_knows_its_zone_and_its_region() -> None:
    found = places.find(Text("推进常德经开区新材料产业园建设。"))
    assert [(p.canonical, p.within, p.region) for p in found] == [
        ("常德经开区", "", "常德市"),
        ("常德经开区新材料产业园", "常德经开区", "常德市"),
    ]


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="the real documents are not here")
def test_the_parks_of_the_gold() -> None:
    found = {path.name[:3]: {name for p in places.find(read(path)) for name in (p.name, p.canonical)} for path in SEEDS}
    with (SHARED / "gold" / "parks.jsonl").open(encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    missing = [row["name"] for row in rows if not {row["name"], *row["variants"]} & found[row["doc"]]]
    assert missing == ["24个沿海发达园区"]
