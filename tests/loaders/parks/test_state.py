from __future__ import annotations

from collections.abc import Sequence

import pytest

from graph.ontology import ontology
from graph.statements import Statement
from loaders.extract import Extraction, extract
from loaders.page.text import Text
from loaders.parks import find as places
from loaders.passes import INDUSTRIES, PEOPLE, PLACES
from loaders.records import records

RULES = ("places", "industries", "people")
PIECE = "近日,临澧县召开会议,研究部署全年工作,要求各单位抓好落实。"

PARK = "常德经开区打造医药化工、轻工食品两大主导产业。"
ZONE_IN_ZONE = "推进常德经开区云锦材料产业园建设。常德经济技术开发区要抓好落实。"
SYSTEM = "常德市重点打造新型制造业、新能源产业、文化旅游等三大产业体系。"
UNLISTED = "常德市聚焦“4+4”产业,抓好项目。"
PARKS = "常德市建设常德经开区、常德高新区两大千亿产业园区。"
COMPANIES = "常德经开区加快发展,青禾集团、云锦科技两大“镇园之宝”加快发展。"
TARGET = "到2025年,常德经开区力争新能源产业产值达到35亿元。"
SYSTEM_TARGET = "常德经开区打造轻工、建材两大主导产业,力争两大主导产业产值分别过500亿元。"
OTHER_WORD = "2019年常德高新区获批成为国家工程机械高新技术产业化基地。"
PERSON = "常德市委副书记、市长周文主持会议。云锦公司董事长毛清说:好。"
BYLINE = f"# 甲\n\n● 庞波涛\n\n{PIECE}\n\n(作者系市政协副主席、中共临澧县委书记)\n"
PROJECT = "近日,常德经济技术开发区,总投资3亿元的云帆镁铝项目启动。常德经开区发展快。"
ALL = [
    PARK,
    ZONE_IN_ZONE,
    SYSTEM,
    UNLISTED,
    PARKS,
    COMPANIES,
    TARGET,
    SYSTEM_TARGET,
    OTHER_WORD,
    PERSON,
    BYLINE,
    PROJECT,
]

Fact = tuple[str, str, str]


def stated(raw: str) -> list[Statement]:
    return [one for one in extract(Text(raw, "a.txt")).statements if one.rule.startswith(RULES)]


def facts(raw: str, *relations: str) -> list[Fact]:
    return [(s.subject.name, s.relation, s.object.name) for s in stated(raw) if s.relation in relations]


def of_kind(extraction: Extraction, kind: str) -> list[dict[str, object]]:
    return [record for record in records(extraction) if record["kind"] == kind]


@pytest.mark.parametrize(
    ("raw", "relations", "expected"),
    [
        (PARK, ["属于"], [("常德经开区", "属于", "常德市"), ("两大主导产业", "属于", "常德经开区")]),
        (PARK, ["主导产业"], [("常德经开区", "主导产业", "医药化工"), ("常德经开区", "主导产业", "轻工食品")]),
        (PARK, ["列入"], [("医药化工", "列入", "两大主导产业"), ("轻工食品", "列入", "两大主导产业")]),
        (ZONE_IN_ZONE, ["位于"], [("常德经开区云锦材料产业园", "位于", "常德经开区")]),
        # one industry with its last word and without
        (
            SYSTEM,
            ["列入"],
            [
                ("新型制造业", "列入", "三大产业体系"),
                ("新能源", "列入", "三大产业体系"),
                ("文化旅游", "列入", "三大产业体系"),
            ],
        ),
        # a system is kept where the text names no member
        (UNLISTED, ["属于", "列入"], [("“4+4”产业", "属于", "常德市")]),
        (
            TARGET,
            ["目标"],
            [("新能源", "目标", "新能源产业产值"), ("常德经开区", "目标", "新能源产业产值")],
        ),
        (
            SYSTEM_TARGET,
            ["目标"],
            [("两大主导产业", "目标", "两大主导产业产值"), ("常德经开区", "目标", "两大主导产业产值")],
        ),
        # a relation of no kind that the ontology has stays in the records
        (OTHER_WORD, ["主导产业", "特色产业", "主攻方向"], []),
        ("王小明说。", ["任职"], []),
    ],
)
def test_facts(raw: str, relations: Sequence[str], expected: list[Fact]) -> None:
    assert facts(raw, *relations) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (PARKS, [("园区", "常德经开区"), ("园区", "常德高新区")]),
        (COMPANIES, [("企业", "青禾集团"), ("企业", "云锦科技")]),
    ],
)
def test_members_that_are_no_industries(raw: str, expected: list[tuple[str, str]]) -> None:
    members = [s.subject for s in stated(raw) if s.relation == "列入"]
    assert [(m.kind, m.name) for m in members] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            PERSON,
            [("周文", "市委", "副书记"), ("周文", "市人民政府", "市长"), ("毛清", "云锦公司", "董事长")],
        ),
        (BYLINE, [("庞波涛", "市政协", "副主席"), ("庞波涛", "中共临澧县委", "书记")]),
    ],
)
def test_people_hold_posts_at_bodies(raw: str, expected: list[Fact]) -> None:
    held = [s for s in stated(raw) if s.relation == "任职"]
    posts = {(s.raw, s.attributes["post"]) for s in held}
    assert posts == {(person, post) for person, _, post in expected}
    assert all(body.kind in ("机构", "企业") for body in (s.object for s in held))


def test_a_company_is_one_and_an_article_tells_whose_committee_it_is() -> None:
    kinds = {s.raw: s.object.kind for s in stated(PERSON)}
    assert kinds["毛清"] == "企业"
    assert "临澧县/党委" in {s.object.id for s in stated(BYLINE)}


@pytest.mark.parametrize(
    ("head", "expected"),
    [("", "a.txt/泰山路街道金锦社区"), (f"# 甲\n\n● 庞波涛\n\n{PIECE}\n", "临澧县/泰山路街道金锦社区")],
)
def test_a_street_called_like_a_region_does_not_lie_there(head: str, expected: str) -> None:
    raw = f"{head}泰山路街道金锦社区党委副书记毛清说:好。\n"
    assert [s.object.id for s in stated(raw) if s.relation == "任职"] == [expected]


def test_a_target_carries_its_figure() -> None:
    figure = next(s.object for s in stated(TARGET) if s.relation == "目标")
    keys = ("value", "unit", "comparator", "indicator", "year")
    assert [figure.properties[key] for key in keys] == [35.0, "亿元", "=", "产值", "2025"]


def test_a_park_is_one_node_by_all_its_names_in_projects_too() -> None:
    found = extract(Text(PROJECT, "a.txt")).statements
    parks = {(node.id, node.name) for s in found for node in (s.subject, s.object) if node.kind == "园区"}
    assert parks == {("常德市/常德经开区", "常德经开区")}


def test_what_only_the_article_tells_of_a_park_is_marked() -> None:
    told = {
        s.subject.name: s.attributes["inferred"]
        for s in stated(f"常德市\n{PARK}青禾生物产业园开工。")
        if s.rule.startswith("places")
    }
    assert told == {"常德经开区": False, "青禾生物产业园": True}


@pytest.mark.parametrize("raw", ALL)
def test_statements_hold_and_come_again_with_the_same_ids(raw: str) -> None:
    first = stated(raw)
    assert first
    for one in first:
        one.check(ontology())
        assert raw[one.start : one.end] == one.quote
        assert all(
            "names" in node.properties
            for node in (one.subject, one.object)
            if node.kind in ("产业", "产业体系", "园区", "人员")
        )
    assert len({one.id for one in first}) == len(first)
    assert [one.id for one in stated(raw)] == [one.id for one in first]


def test_the_records_have_the_fields_of_the_gold() -> None:
    found = extract(Text(SYSTEM_TARGET, "a.txt"))
    (park,) = of_kind(found, "park")
    assert (park["name"], park["variants"], park["region"], park["level"]) == ("常德经开区", [], "常德市", "经开区")
    assert park["targets"]
    assert park["quote"] == "常德经开区"
    by_type = {record["type"]: record for record in of_kind(found, "industry")}
    assert set(by_type) == {"system", "park_industry", "industry_target"}
    assert (by_type["system"]["owner"], by_type["system"]["members"]) == ("常德经开区", ["轻工", "建材"])
    assert (by_type["park_industry"]["park"], by_type["park_industry"]["relation"]) == ("常德经开区", "主导产业")
    assert (by_type["industry_target"]["value"], by_type["industry_target"]["comparator"]) == (500.0, ">")


def test_a_person_with_several_posts_is_one_record() -> None:
    first = of_kind(extract(Text(PERSON, "a.txt")), "person")[0]
    assert first["person"] == "周文"
    assert first["posts"] == ["常德市委副书记", "市长"]
    assert len(first["organisation"]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize("raw", ["", "一、抓好落实。由市民政局牵头,市财政局配合。", "市财政局负责资金安排。"])
def test_a_text_without_them_gives_nothing(raw: str) -> None:
    found = extract(Text(raw, "a.txt"))
    assert not stated(raw)
    assert not {record["kind"] for record in records(found)} & {"park", "industry", "person"}


def test_signals_of_both_finders_are_kept() -> None:
    found = extract(Text("常德经开区打造烟草、轻工三大主导产业。", "a.txt"))
    assert [signal.reason for signal in found.signals] == ["“三大主导产业”写明 3 个，读到 2 个"]


def test_every_ending_of_a_park_is_looked_for() -> None:
    assert [word for word in places.ENDINGS if not places.HINT.search(word)] == []


def test_a_text_without_a_word_for_them_names_none() -> None:
    text = Text("由市民政局牵头,市财政局配合,抓好落实。\n" * 20)
    doc = extract(text).doc
    assert (doc[PLACES], doc[INDUSTRIES], doc[PEOPLE]) == ([], [], [])
