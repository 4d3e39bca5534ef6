from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from loaders.page.outline import outline
from loaders.page.text import Text
from loaders.projects.find import Findings, find
from loaders.readers import read

SHARED = Path(__file__).parents[4] / "shared"
SEEDS = sorted(SHARED.glob("seeds/*.txt"))
TEN = "甲港、乙桥、丙路、丁园、戊站、己厂、庚坝、辛湖、壬山、癸库"


def read_text(words: str) -> Findings:
    text = Text(words)
    found = find(text, outline(text))
    for project in found.projects:
        assert text.written(project.start, project.end) == project.name
        assert project.start_quote <= project.start <= project.end <= project.end_quote
        for part in project.parts:
            assert text.written(part.start, part.end) == part.name
    return found


def names(words: str) -> list[str]:
    return [project.name for project in read_text(words).projects]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # a list equated with its name
        (f"“十大产业项目”为{TEN}。", TEN.split("、")),
        # each list ends where the next one begins
        (f"十大产业项目:{TEN},三大工程:甲港、乙桥、丙路。", [*TEN.split("、"), "甲港", "乙桥", "丙路"]),
        ("三大工程是重点、难点。", []),
        # kinds of projects are none
        ("高风险地区项目开工须经核准。", []),
        ("矿山、金属冶炼、烟花爆竹等高危项目不达标不开工。", []),
        # before 等项目
        ("确保云帆三期、金石厂房二期等项目开工建设。", ["云帆三期", "金石厂房二期"]),
        ("力争云帆产业园、锐捷精工等36个项目开工。", ["云帆产业园", "锐捷精工"]),
        ("云帆重工、金石光电等一批投资10亿元以上重大产业项目建成投产。", ["云帆重工", "金石光电"]),
        ("加快推进双河新城、国际会展中心等重大项目建设。", ["双河新城", "国际会展中心"]),
        ("先后签约引进云帆刀具、金石二期等一批项目。", ["云帆刀具", "金石二期"]),
        (
            "争取宁云高铁等双河段项目和青石灌区现代化改造项目尽快开工。",
            ["宁云高铁", "青石灌区现代化改造项目"],
        ),
        ("加快推进青水河航道、双河港区、新岗等物流基地建设。", ["青水河航道", "双河港区", "新岗等物流基地"]),
        # between a verb and a stage
        ("加快推进双河港集装箱码头建设前期工作。", ["双河港集装箱码头"]),
        ("力争宁云高铁、双石高速年内具备开工条件。", ["宁云高铁", "双石高速"]),
        ("宁云铁路建成通车,双石高铁加快建设。", ["宁云铁路", "双石高铁"]),
        ("积极推进双河LNG储配基地、青石200兆瓦时储能电站项目建设。", ["双河LNG储配基地", "青石200兆瓦时储能电站项目"]),
        ("双河园区里,云帆德国地桩项目刚刚竣工投产。", ["云帆德国地桩项目"]),
        ("力争建成双河保税物流中心(B型)。", ["双河保税物流中心(B型)"]),
        ("与某院合作共建“双河创新孵化基地”。", ["双河创新孵化基地"]),
        ("启动建设普通高中“青石项目”。", ["普通高中“青石项目”"]),
        ("双石高速改扩建工程、宁云高速建成通车。", ["双石高速改扩建工程", "宁云高速"]),
        ("实施“双河隧道”、和平大道南延线工程,完成老旧小区改造120个。", ["双河隧道", "和平大道南延线工程"]),
        # beside an investment or a size
        ("投资2亿元的双河市妇幼保健计划生育服务中心大楼预计年底投入使用。", ["双河市妇幼保健计划生育服务中心大楼"]),
        ("总投资30亿元、年产150万吨镁铝深加工项目厂房建设启动。", ["年产150万吨镁铝深加工项目"]),
        ("同步启动了占地500亩、总建筑面积40万平方米的二期配套园建设。", ["二期配套园"]),
        # broken lines
        ("推进总投资83亿元的双河抽水蓄能电站\n项目,打造标杆。", ["双河抽水蓄能电站项目"]),
        ("这一年里全市上下齐心协力,加快建设的云帆建\n机二期等一批重大项目相继落户。", ["云帆建机二期"]),
    ],
)
def test_projects_in_running_text(words: str, expected: list[str]) -> None:
    assert [name.replace("\n", "") for name in names(words)] == expected


@pytest.mark.parametrize(
    "words",
    [
        "市发展改革委、市财政局、市交通运输局等按职责分工负责。",
        "深入推进“六大专项行动”和“四个十大”项目建设。",
        "实施十大行动:甲行动、乙行动、丙行动。",
        "打响“十大名片”,办好青石柑橘节、双河葡萄节等节庆活动。",
        "加快推进水库加固增蓄、灌区续建配套、河湖生态修复等重大水利工程。",
        "开工建设一批风电、光伏项目。",
        "开工建设过亿元工业项目100个以上、建成投产70个以上。",
        "深化投资项目审批制度改革,研究出台专项债项目管理办法。",
        "狠抓项目建设,健全项目建设奖惩机制,明确项目责任。",
        "推动危房改造、“两拆两退”、改水改厕等涉农项目。",
        "持续实施优化营商环境“生命线工程”,深入推进“千百十”工程。",
        "召开项目推进会议,举办重大项目签约活动。",
        "云帆机械等27家企业获批市级工程技术研究中心。",
        "联建了科技研发中心和成果转化中心。",
        "做好外资贷款项目申报备选工作。",
        "规范实施孕产妇健康管理、儿童营养改善等公共卫生服务项目。",
        "加快推进“十大产业项目”,确保达到时序进度。",
        "科学统筹算力中心建设,推动各区成为研发设计中心、销售服务中心。",
        "统筹省重点项目,完成高等级航道建设。",
        "副市长王某某出席并宣布项目开工。",
    ],
)
def test_no_projects(words: str) -> None:
    assert names(words) == []


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (f"加快推进{TEN}等“十大云帆项目”建设。", "癸库"),
        (f"加快推进{TEN.replace('、癸', '和癸')}等十大云帆项目建设。", "癸库"),
        (f"实施十大云帆项目:{TEN}。", "癸库"),
        (f"加快推进{TEN.replace('癸库', '癸区治理和丑区治理')}等十大云帆项目。", "癸区治理和丑区治理"),
    ],
)
def test_a_list_in_a_sentence(words: str, last: str) -> None:
    found = read_text(words)
    (list_,) = found.lists
    assert (list_.name, list_.declared, len(list_.projects)) == ("十大云帆项目", 10, 10)
    assert [project.order for project in list_.projects] == list(range(1, 11))
    assert list_.projects[-1].name == last
    assert found.signals == []


def test_a_bracket_holds_parts_or_belongs_to_the_name() -> None:
    words = f"推进高速公路(甲乙高速、丙丁高速)、物流中心(三、四期)、材料园(化工)、{TEN[:20]}等十大云帆项目建设。"
    (list_,) = read_text(words).lists
    first, second, third = list_.projects[:3]
    assert (first.name, [part.name for part in first.parts]) == ("高速公路", ["甲乙高速", "丙丁高速"])
    assert (second.name, third.name) == ("物流中心(三、四期)", "材料园(化工)")
    assert second.parts == third.parts == ()


def test_a_list_that_is_short_is_a_signal() -> None:
    found = read_text("部署双河大厦、青石大厦、云帆大厦等五大云帆项目建设。")
    assert [signal.reason for signal in found.signals] == ["“五大云帆项目”写明 5 个项目，读到 3 个"]


def test_a_few_examples_of_a_list_are_not_counted() -> None:
    found = read_text("部署双河大厦、青石大厦、云帆大厦等十大云帆项目建设。")
    assert found.signals == []


DETAILED = """一、任务
1.抓好三大云帆项目建设。加快推进双河大厦、青石治理、云帆学院新建等“三大云帆项目”建设。(市甲局牵头)
二、分工
(一)市“三大云帆项目”
1.双河大厦项目。完成主体工程。(市甲局牵头)
2.青石治理试点项目。完成双河福利院康复楼项目开工准备工作。(市乙局牵头,市丙局配合)
3.云帆学院扩建工程。启动二期建设。(市丁局牵头)
"""


def test_a_detailed_list_gives_goals_and_parts_and_equals_the_announced_one() -> None:
    found = read_text(DETAILED)
    announced, detailed = found.lists
    assert announced.name == detailed.name == "三大云帆项目"
    assert [project.goal for project in detailed.projects] == [
        "完成主体工程",
        "完成双河福利院康复楼项目开工准备工作",
        "启动二期建设",
    ]
    assert [part.name for part in detailed.projects[1].parts] == ["双河福利院康复楼项目"]
    assert [(pair.first.name, pair.second.name) for pair in found.same if pair.certain] == [
        ("双河大厦", "双河大厦项目"),
        ("青石治理", "青石治理试点项目"),
        ("云帆学院新建", "云帆学院扩建工程"),
    ]


@pytest.mark.parametrize(
    ("words", "alike"),
    [
        ("推进双河抽水蓄能电站建设。推进双河青石溪抽水蓄能电站建设。", True),
        ("推进云帆产业园一期建设。推进云帆产业园二期建设。", False),
        ("推进云帆产业园建设。推进金石材料产业园建设。", False),
    ],
)
def test_alike_is_not_certain(words: str, alike: bool) -> None:
    assert [pair.certain for pair in read_text(words).same] == ([False] if alike else [])


@pytest.mark.parametrize(
    ("words", "amount", "owner", "place"),
    [
        ("加快推进总投资83亿元的云帆电站项目。", "83亿元", None, None),
        ("云帆电站项目总投资5亿元,由金石电力公司投资建设。", "5亿元", "金石电力公司", None),
        ("今年引进的投资75亿元的云帆集团年产百吨纯碱项目已开工。", "75亿元", "云帆集团", None),
        ("拟投资2亿余元,分步推动市第二福利院项目建设。", "2亿余元", None, None),
        (
            "落户青岩经开区的总投资30亿元的云帆镁铝项目启动。投资方金石科技有限公司说。",
            "30亿元",
            "金石科技有限公司",
            "青岩经开区",
        ),
        ("由金石第三建筑公司承建的云帆国际会议中心项目封顶。", None, "金石第三建筑公司", None),
        ("近日,青岩高新区,总投资3亿元的云帆镁铝项目启动。", "3亿元", None, "青岩高新区"),
        ("推进常德经开区云帆材料产业园建设。", None, None, "常德经开区"),
        ("石门县发展快。推进石门云帆电厂三期建设。", None, None, "石门"),
        ("推进石门云帆电厂三期建设。", None, None, None),
    ],
)
def test_amount_owner_and_place(words: str, amount: str | None, owner: str | None, place: str | None) -> None:
    (project,) = read_text(words).projects
    assert (project.amount, project.owner, project.place) == (amount, owner, place)


def test_an_empty_text_has_no_projects() -> None:
    found = read_text("")
    assert (found.lists, found.projects, found.same, found.signals) == ([], [], [], [])


seeds = [pytest.mark.seeds, pytest.mark.skipif(not SEEDS, reason="the real documents are not here")]


@cache
def seed(number: str) -> Findings:
    text = read(next(path for path in SEEDS if path.name.startswith(number)))
    return find(text, outline(text))


def gold() -> list[dict[str, Any]]:
    with (SHARED / "gold" / "projects.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class TestSeeds:
    pytestmark = seeds

    def test_the_four_lists_of_the_plan_have_ten_projects_each_and_one_is_detailed(self) -> None:
        assert [len(list_.projects) for list_ in seed("001").lists] == [10] * 5

    def test_the_listed_projects_are_those_of_the_gold(self) -> None:
        listed = {project.start: project for list_ in seed("001").lists for project in list_.projects}
        rows = [row for row in gold() if row["order"] is not None]
        assert rows
        for row in rows:
            project = listed[row["evidence_start"]]
            assert (project.name, project.end) == (row["name"], row["evidence_end"])
            assert (project.order, project.list_name) == (row["order"], row["list"])
            own = listed.get(row.get("own_evidence_start", -1) + 2)
            if own is not None:
                assert own.goal_span == (row["goal_start"], row["goal_end"])
                assert [part.name for part in own.parts] == row["parts"]

    @pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
    def test_nine_of_ten_projects_of_the_gold_are_found(self, number: str) -> None:
        rows = [row for row in gold() if row["doc"] == number]
        spans = [(project.start, project.end) for project in seed(number).projects]
        hits = [r for r in rows if any(s < r["evidence_end"] and r["evidence_start"] < e for s, e in spans)]
        assert len(hits) >= 0.9 * len(rows)
