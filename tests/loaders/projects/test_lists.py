"""Lists of projects by class, as tables, and as items that describe one each."""

from __future__ import annotations

import pytest

from loaders.page.outline import outline
from loaders.page.text import Text
from loaders.projects.find import Findings, find

Said = tuple[str | None, int | None, str, str | None, str | None, str | None]


def read(words: str) -> Findings:
    text = Text(words)
    found = find(text, outline(text))
    assert all(text.written(p.start, p.end) == p.name for p in found.projects)
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # the class stands in front; what is built says so, or it stands among those that do
        (
            "其中,城市开发项目为白马片区、青石片区、莲湖环境综合治理项目。社会事业项目为西城职业教育园区。",
            [
                ("城市开发项目", 1, "白马片区"),
                ("城市开发项目", 2, "青石片区"),
                ("城市开发项目", 3, "莲湖环境综合治理项目"),
                ("社会事业项目", 1, "西城职业教育园区"),
            ],
        ),
        ("新开工项目有云帆产业园、金石大桥。", [("新开工项目", 1, "云帆产业园"), ("新开工项目", 2, "金石大桥")]),
        ("重点项目是重中之重。", []),
        ("该项目为民生项目。", []),
        ("招商引资项目为我市注入活力。", []),
        # included among so many of a class, clause by clause
        (
            "开工的项目中,包括云帆制造基地、金石机器人等产业项目,规划展览馆、档案馆等城市项目。",
            [
                (None, None, "云帆制造基地"),
                (None, None, "金石机器人"),
                ("城市项目", None, "规划展览馆"),
                ("城市项目", None, "档案馆"),
            ],
        ),
        ("包括甲河环境实验室等东城功能区项目28个,总投资2亿元。", [(None, None, "甲河环境实验室")]),
        (
            "总投资5亿元以上的项目有7个,包括云帆纤维生产、双河公路一期工程等项目。",
            [(None, None, "云帆纤维生产"), (None, None, "双河公路一期工程")],
        ),
        ("云帆织造产业园等重点项目超进度推进。", [(None, None, "云帆织造产业园")]),
        ("召开美丽双河建设项目推进会。", []),
        # one stage for all, without a noun; a slogan or facilities as the noun; what follows the name is no part of it
        (
            "确保云江铁路(甲至乙段)、双河至石岗高速等建成通车。",
            [(None, None, "云江铁路(甲至乙段)"), (None, None, "双河至石岗高速")],
        ),
        ("推进云帆物流园、双河度假区等“一心两环”建设。", [(None, None, "云帆物流园"), (None, None, "双河度假区")]),
        ("云帆新机场、双河快线等重大设施提速建设。", [(None, None, "云帆新机场"), (None, None, "双河快线")]),
        ("全长430公里的云双高铁已完成整体建设进度的近50%。", [(None, None, "云双高铁")]),
        ("将改革贯穿于产业发展和项目建设的各个领域。", []),
        (
            "云帆欣时代、双河影视、步步高等商贸流通项目3个。",
            [(None, None, n) for n in ("云帆欣时代", "双河影视", "步步高")],
        ),
        ("举行动员会暨云帆建材建设项目开工仪式。", [(None, None, "云帆建材建设项目")]),
        ("民营企业500强云帆钢构项目正式签约。", [(None, None, "云帆钢构项目")]),
        ("云帆档案中心项目也开工。", [(None, None, "云帆档案中心项目")]),
        # 项目 alone before a verb of several; 和 may stand within a name
        (
            "项目涵盖金石新材料产业园、云帆装饰材料和智能家居生产项目、东城排水防涝提升工程以及博远未来城建设等。",
            [
                (None, None, "金石新材料产业园"),
                (None, None, "云帆装饰材料和智能家居生产项目"),
                (None, None, "东城排水防涝提升工程"),
                (None, None, "博远未来城建设"),
            ],
        ),
        # companies with what they make
        (
            "力促云帆机器人、博远电路板等一批10亿元以上项目实现突破。",
            [(None, None, "云帆机器人"), (None, None, "博远电路板")],
        ),
    ],
)
def test_projects_of_a_class(words: str, expected: list[tuple[str | None, int | None, str]]) -> None:
    assert [(p.list_name, p.order, p.name) for p in read(words).projects] == expected


ROWS: list[Said] = [
    ("2026年重点项目表", 1, "云帆刀具生产线项目", "3.2亿元", "云帆公司", "东城经开区"),
    ("2026年重点项目表", 2, "金石污水厂扩建", "8000万元", "市水务集团", "西湖镇"),
]


@pytest.mark.parametrize(
    "words",
    [
        "2026年重点项目表\n|序号|项目名称|建设单位|总投资|建设地点|\n|--|--|--|--|--|\n"
        "|1|云帆刀具生产线项目|云帆公司|3.2亿元|东城经开区|\n|2|金石污水厂扩建|市水务集团|8000万元|西湖镇|\n",
        "2026年重点项目表\n序号  项目名称  建设单位  总投资  建设地点\n"
        "1  云帆刀具生产线项目  云帆公司  3.2亿元  东城经开区\n2  金石污水厂扩建  市水务集团  8000万元  西湖镇\n",
        "2026年重点项目表\n序号\n项目名称\n建设单位\n总投资\n建设地点\n1\n云帆刀具生产线项目\n云帆公司\n3.2亿元\n东城经开区\n"
        "2\n金石污水厂扩建\n市水务集团\n8000万元\n西湖镇\n",
        "2026年重点项目表\n1.云帆刀具生产线项目。建设单位:云帆公司,建设地点:东城经开区,总投资3.2亿元。\n"
        "2.金石污水厂扩建。总投资:8000万元;建设地点:西湖镇;建设单位:市水务集团。\n",
    ],
    ids=["bars", "gaps", "one cell a line", "items"],
)
def test_rows_and_items_of_a_list(words: str) -> None:
    said = [(p.list_name, p.order, p.name, p.amount, p.owner, p.place) for p in read(words).projects]
    expected = ROWS if "1." not in words else [(None, None, *row[2:]) for row in ROWS]
    assert said == expected


def test_a_unit_in_the_heading_belongs_to_the_sums() -> None:
    words = "|项目名称|总投资(万元)|\n|云帆刀具生产线项目|3200|\n|合计|3200|\n"
    assert [(p.name, p.amount) for p in read(words).projects] == [("云帆刀具生产线项目", "3200万元")]


def test_a_heading_that_counts_its_projects_is_held_to_it() -> None:
    words = "一、重点建设项目(共3个)\n1.云帆大桥。全长2公里。\n2.金石水库。库容3亿立方米。\n3.抓好落实。\n"
    found = read(words)
    assert [p.name for p in found.projects] == ["云帆大桥", "金石水库"]
    assert [s.reason for s in found.signals] == [
        "“重点建设项目”写明 3 个项目，读到 2 个",
        "项目清单中这一项没有读成项目",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "|项目|金额|\n|办公费|3|\n|差旅费|2|\n",
        "一、加快项目建设\n1.加快推进重点项目建设。总投资要保持增长。\n2.强化要素保障。优化投资环境。\n",
    ],
)
def test_no_list_of_projects(words: str) -> None:
    assert read(words).projects == []
