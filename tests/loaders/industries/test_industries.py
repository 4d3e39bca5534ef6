from __future__ import annotations

from pathlib import Path

import pytest

from loaders.industries import find as industries
from loaders.industries.model import IndustryTarget, ParkIndustry, System
from loaders.page.outline import outline
from loaders.page.text import Text
from loaders.parks import find as places
from loaders.readers import read

SEEDS = sorted((Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt"))


def found(raw: str) -> list[industries.Finding]:
    text = Text(raw)
    return industries.find(text, outline(text), places.find(text))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # formulas: what the text does not name is not guessed
        ("聚焦“4+4”产业,抓好项目。", [("“4+4”产业", 8, "未列明")]),
        ("加快构建“3+3+2”现代产业体系。", [("“3+3+2”现代产业体系", 8, "未列明")]),
        (
            "按照国家级园区“两主一特”、省级园区“一主一特”要求。",
            [("“两主一特”", 3, "未列明"), ("“一主一特”", 2, "未列明")],
        ),
        ("新材料新能源、装备制造“一主一特”两大产业", [("“一主一特”两大产业", 2, "新材料新能源、装备制造")]),
        # counted, with the list in front, in quotes, behind, or without one
        ("重点打造新型制造业、新能源、文化旅游等三大产业体系。", [("三大产业体系", 3, "新型制造业、新能源、文化旅游")]),
        ("园区“医药化工、装备制造”两大主导产业。", [("两大主导产业", 2, "医药化工、装备制造")]),
        ("壮大三大主导产业:烟草、轻工、建材。", [("三大主导产业", 3, "烟草、轻工、建材")]),
        ("对应9大产业以及现代物流。", [("9大产业", 9, "未列明")]),
        (
            "打造轻工、建材两大主导产业和物流、文旅两大特色产业集群。",
            [("两大主导产业", 2, "轻工、建材"), ("两大特色产业集群", 2, "物流、文旅")],
        ),
        # no number
        ("围绕酿酒、纺织、建材和化工等具有比较优势的传统产业。", [("传统产业", None, "酿酒、纺织、建材、化工")]),
        ("重点打造粮食、油料、畜禽百亿加工产业。", [("百亿加工产业", None, "粮食、油料、畜禽")]),
        ("紧紧围绕智能机械、电子信息主特产业体系。", [("主特产业体系", None, "智能机械、电子信息")]),
        ("我县主导产业为陶瓷、鞋业、食品。", [("主导产业", None, "陶瓷、鞋业、食品")]),
        # formulas with an open part, of digits alone, of areas; spelled out behind by the systems that they add up
        ("“2+N”产业集群初步形成。", [("“2+N”产业集群", None, "未列明")]),
        ("聚焦“5+1”现代工业体系。", [("“5+1”现代工业体系", 6, "未列明")]),
        ("明晰“一区六园十六基地”产业布局。", [("“一区六园十六基地”", None, "未列明")]),
        (
            "聚力“211”产业体系建设,做强做大化工、建材两大主导产业,做优做精机器人一大特色产业,前瞻布局氢能源一大未来产业。",
            [
                ("“211”产业体系", None, "化工、建材、机器人、氢能源"),
                ("两大主导产业", 2, "化工、建材"),
                ("一大特色产业", 1, "机器人"),
                ("一大未来产业", 1, "氢能源"),
            ],
        ),
        # the level of a cluster; services; what is to be broken through; members in the sentences behind
        ("打造电子信息、装备制造百亿级产业集群。", [("百亿级产业集群", None, "电子信息、装备制造")]),
        ("大力发展工业设计、现代物流等生产性服务业。", [("生产性服务业", None, "工业设计、现代物流")]),
        ("突破制造装备、基础零件等核心技术。", [("核心技术", None, "制造装备、基础零件")]),
        (
            "主攻两大产业。在新能源产业上,抓好招商。在食品产业上,抓好品牌。",
            [("两大产业", 2, "新能源产业、食品产业")],
        ),
        # how many of which size, the last of one industry alone
        (
            "形成化工、建材2个千亿级产业集群,高端装备500亿级产业集群。",
            [("2个千亿级产业集群", 2, "化工、建材"), ("500亿级产业集群", None, "高端装备")],
        ),
        (
            "培育软件和信息技术服务、会展等4个五百亿级产业集群。",
            [("4个五百亿级产业集群", 4, "软件和信息技术服务、会展")],
        ),
        ("有色金属、电子信息等七大先进制造业基地。", [("七大先进制造业基地", 7, "有色金属、电子信息")]),
        ("提出发展汽车、化工两个重点工业行业。", [("两个重点工业行业", 2, "汽车、化工")]),
        ("形成“一核两轴”的产业空间布局。", [("“一核两轴”", None, "未列明")]),
        ("锚定化工、文旅等“两大特色”产业导向。", [("“两大特色”产业", 2, "化工、文旅")]),
        ("紧扣农副产品加工、绿色化工两大主导产业,努力使其壮大。", [("两大主导产业", 2, "农副产品加工、绿色化工")]),
        # an industry as a heading over what of it is to be developed
        (
            "一、高端装备产业集群\n主攻工程机械、农机装备等,建成基地。\n",
            [("高端装备产业集群", None, "工程机械、农机装备")],
        ),
        ("引导青禾科技、云锦科技等重点制造业企业出海。", []),
        ("打造一批千亿产业集群、新兴优势产业集群。", []),
        ("建设“一区五园”。", []),
        # not a system
        ("抓好十大产业项目建设。", []),
        ("抓好十大产业、十大工程。", []),
        ("5个园区获批,设立10个产业生态圈。", []),
        ("推动工业、商业等产业与旅游融合。", []),
        ("以主导产业为重点、龙头企业为支撑。", []),
        ("", []),
    ],
)
def test_systems(raw: str, expected: list[tuple[str, int | None, str]]) -> None:
    systems = [one for one in found(raw) if isinstance(one, System)]
    assert [(s.name, s.declared, s.listing) for s in systems] == expected
    for system in systems:
        assert all(raw[m.start : m.end] == m.name for m in system.members)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "常德经开区打造医药化工、轻工食品两大主导产业。",
            [("常德经开区", "主导产业", "医药化工"), ("常德经开区", "主导产业", "轻工食品")],
        ),
        ("推进常德经开区和常德经开区新材料产业园建设。", [("常德经开区", "专业园区", "新材料")]),
        ("2019年常德高新区获批成为国家工程机械高新技术产业化基地。", [("常德高新区", "国家级基地", "工程机械")]),
        # a city's systems are not a park's
        ("常德市打造烟草、轻工两大主导产业。", []),
    ],
)
def test_industries_of_parks(raw: str, expected: list[tuple[str, str, str]]) -> None:
    pairs = [one for one in found(raw) if isinstance(one, ParkIndustry)]
    assert [(p.park_or_region, p.relation, p.industry) for p in pairs] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("力争农产品精深加工产业产值突破千亿。", [("农产品精深加工产业", "产值", "≥", 1000, "亿元", "")]),
        ("力争农产品精深加工产业产值突破千亿元。", [("农产品精深加工产业", "产值", "≥", 1000, "亿元", "")]),
        ("到2025年,力争新能源产业产值达到35亿元。", [("新能源产业", "产值", "=", 35, "亿元", "2025")]),
        (
            "烟草、电子信息产业产值均达到700亿元以上。",
            [("烟草", "产值", "≥", 700, "亿元", ""), ("电子信息产业", "产值", "≥", 700, "亿元", "")],
        ),
        (
            "新材料、装备制造“一主一特”两大产业总产值分别突破120亿元、60亿元。",
            [("新材料", "总产值", "≥", 120, "亿元", ""), ("装备制造", "总产值", "≥", 60, "亿元", "")],
        ),
        ("高新技术产业增加值增长13%以上。", [("高新技术产业", "增加值增长", "增长≥", 13, "%", "")]),
        # neither an industry nor an output
        ("第一产业增加值增长3.5%。", []),
        ("产业项目总投资343亿元。", []),
        ("新开工亿元产业项目87个。", []),
    ],
)
def test_targets(raw: str, expected: list[tuple[str, str, str, float, str, str]]) -> None:
    targets = [one for one in found(raw) if isinstance(one, IndustryTarget)]
    assert [(t.industry, t.indicator, t.comparator, t.value, t.unit, t.year) for t in targets] == expected


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("打造烟草、轻工三大主导产业。", 1),
        ("打造烟草、轻工两大主导产业。", 0),
        ("打造烟草、轻工等四大主导产业。", 0),
        ("打造三大主导产业。", 0),
        ("园区的主导产业为做强做优的那些。", 1),
        ("园区以主导产业为重点。", 0),
    ],
)
def test_what_is_announced_and_not_read_is_a_signal(raw: str, count: int) -> None:
    assert len(industries.signals(Text(raw), found(raw))) == count


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="the real documents are not here")
class TestSeeds:
    def test_what_differs_between_years_is_kept_twice(self) -> None:
        told = {
            (one.year, one.industry)
            for path in SEEDS
            for text in [read(path)]
            for one in industries.find(text, outline(text), places.find(text))
            if isinstance(one, ParkIndustry) and (one.park_or_region, one.relation) == ("常德经开区", "主导产业")
        }
        assert told == {
            ("2023", "医药化工"),
            ("2023", "装备制造"),
            ("2023", "轻工食品"),
            ("2023", "电力电子"),
            ("2020", "装备制造与军民融合"),
            ("2020", "生物医药与食品"),
            ("2020", "新能源新材料"),
        }

    def test_declared_numbers_hold(self) -> None:
        for path in SEEDS:
            text = read(path)
            assert industries.signals(text, industries.find(text, outline(text), places.find(text))) == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # whose a system is: the only zone that opens the text
        (
            "岳阳临湖经济开发区公布规划。做强化工、建材两大主导产业。",
            [("岳阳临湖经开区", "主导产业", "化工"), ("岳阳临湖经开区", "主导产业", "建材")],
        ),
        # the parks of an industry
        (
            "1.电子信息,以岳阳电子功能产业园、临湘高新区为核心,联动平江经开区等平台载体,重点发展芯片、软件。",
            [("岳阳电子功能产业园", "主导产业", "电子信息"), ("临湘高新区", "主导产业", "电子信息")],
        ),
        (
            "依托临湘高新区、平江经开区,发展食品加工产业。",
            [("临湘高新区", "主导产业", "食品加工"), ("平江经开区", "主导产业", "食品加工")],
        ),
        # what a park develops: told of it, in its sentence, its line, its heading, behind its name
        ("临湘高新区以化工新材料为主导产业。", [("临湘高新区", "主导产业", "化工新材料")]),
        (
            "云锦智造产业园重点发展数控机床、机器人等产业。",
            [("云锦智造产业园", "主攻方向", "数控机床"), ("云锦智造产业园", "主攻方向", "机器人")],
        ),
        ("一、云锦智造产业园\n主导产业:数控机床。\n", [("云锦智造产业园", "主导产业", "数控机床")]),
        (
            "园区名单:云锦智造产业园(数控机床、机器人);青禾食品加工园(饮料)。",
            [
                ("云锦智造产业园", "主导产业", "数控机床"),
                ("云锦智造产业园", "主导产业", "机器人"),
                ("青禾食品加工园", "主导产业", "饮料"),
            ],
        ),
        # by the names of clusters
        (
            "1、桃源县纺织特色产业集群\n2、津市市新洲镇轴承特色产业集群\n3、澧县(医药)特色产业集群\n",
            [("桃源县", "特色产业", "纺织"), ("津市市", "特色产业", "轴承"), ("澧县", "特色产业", "医药")],
        ),
        ("桃源县等10家产业集群入选。", []),
        ("桃源县现代化工(井矿盐化工)产业集群", [("桃源县", "产业", "现代化工(井矿盐化工)")]),
        # 该园区 is the park that was named last
        (
            "云锦工业园区挂牌。该园区加快轴承、机床等特色产业发展。",
            [
                ("云锦工业园区", "特色产业", "轴承"),
                ("云锦工业园区", "特色产业", "机床"),
            ],
        ),
        # a name and a colon begin the line: what follows is told of it, whoever else is named
        (
            "- 临湘高新区:编制青禾产业园规划,聚焦复合材料、精细化工等领域。\n"
            "- 岳阳平江县:重点发展食品、云母材料等产业。",
            [
                ("临湘高新区", "主攻方向", "复合材料"),
                ("临湘高新区", "主攻方向", "精细化工"),
                ("平江县", "主攻方向", "食品"),
                ("平江县", "主攻方向", "云母材料"),
            ],
        ),
        # no industry
        ("云锦智造产业园重点发展基础设施建设、人才引进。", []),
        ("依托云锦智造产业园,建设一批标准厂房。", []),
    ],
)
def test_what_parks_develop(raw: str, expected: list[tuple[str, str, str]]) -> None:
    assert [
        (one.park_or_region, one.relation, one.industry) for one in found(raw) if isinstance(one, ParkIndustry)
    ] == expected


def test_a_scale_is_of_the_industry_that_the_sentence_is_about() -> None:
    raw = "在新能源产业上,以青禾风电为龙头,力争2026年形成200亿级产业规模。"
    (target,) = [one for one in found(raw) if isinstance(one, IndustryTarget)]
    assert (target.industry, target.value, target.unit, target.year) == ("新能源产业", 200.0, "亿元", "2026")
