"""Tables of figures by indicator and region: invented ones, right and wrong, and the real one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from loaders.page.text import Text
from loaders.readers import read
from loaders.targets.allotments import AllotmentTable, Figure, find

SEEDS = sorted((Path(__file__).parents[4] / "shared").glob("seeds/*.txt"))


def said(figure: Figure | None) -> str:
    return "-" if figure is None else f"{figure.value:g}"


def lines(tables: list[AllotmentTable]) -> list[str]:
    """One line a row: group/indicator/unit total: figures."""
    return [
        f"{row.group}/{row.indicator}/{row.unit} {said(row.total)}: {' '.join(said(f) for f in row.figures)}"
        for table in tables
        for row in table.rows
    ]


def dump(*rows: str) -> str:
    """Cells parted by bars as a dump writes them: a filled one has a line and a blank line, others a blank line."""
    cells = [cell.strip() for row in rows for cell in row.split("|")]
    return "".join(f"{cell}\n\n" if cell else "\n" for cell in cells)


MARKS = "|指标|合计|青山县|白水区|赤石市|\n|-|-|-|-|-|\n"
HEAD = "序号|民生项目|全市|任务|各地任务|青山县|白水区|红岩|高新区|市本级"
RIGHT = [
    (
        "markdown",
        MARKS + "|新建公厕(座)|6|1||5|\n|改造管网（公里）|3.5|1.5|2| |",
        ["/新建公厕/座 6: 1 - 5", "/改造管网/公里 3.5: 1.5 2 -"],
        [],
    ),
    (
        "a column of units, a group written once, a dash for nothing",
        "| 类别 | 指标 | 单位 | 青山县 | 白水区 | 市本级 | 总计 |\n|-|-|-|-|-|-|-|\n"
        "| 养老 | 新增床位 | 张 | 1,200 | / | 300 | 1500 |\n"
        "| | 培训护理员 | 人 | 20 | — | 5 | 25 |",
        ["养老/新增床位/张 1500: 1200 - 300", "养老/培训护理员/人 25: 20 - 5"],
        [],
    ),
    (
        "regions at the left",
        "| 序号 | 地区 | 植树(亩) | 修渠(公里) |\n|-|-|-|-|\n"
        "| 1 | 青山县 | 10 | 2 |\n| 2 | 白水区 | 20 |  |\n| 3 | 赤石镇 | 5 | 4 |\n"
        "|  | 合计 | 35 | 6 |",
        ["/植树/亩 35: 10 20 5", "/修渠/公里 6: 2 - 4"],
        [],
    ),
    (
        "html with cells over several rows and columns",
        "<table><tr><td rowspan=2>项目</td><td rowspan='2'>全市任务</td><td colspan=3>各地任务</td></tr>"
        "<tr><td><p>青山县</p></td><td>白水区</td><td>赤石<br>度假区</td></tr>"
        "<tr><td>新增车位(个)</td><td>9</td><td><span>4</span></td><td>&nbsp;</td><td>5</td></tr></table>",
        ["/新增车位/个 9: 4 - 5"],
        [],
    ),
    (
        "one cell a line, headings and names over two lines",
        dump(
            HEAD, "1|学位|新增学位(个)|60|10|20||30", "新增小学|学位(个)|60|10|20||30", "2|厕位|新建公厕(座)|7|||7|", ""
        )
        + "归档\n",
        ["学位/新增学位/个 60: 10 20 - 30", "学位/新增小学学位/个 60: 10 20 - 30", "厕位/新建公厕/座 7: - - 7 -"],
        [],
    ),
    (
        "the end of the text took the last empty cells",
        dump(HEAD, "1|车位|新增车位(个)|30|10|20||", "2|厕位|新建公厕(座)|7|3|4||").rstrip(),
        ["车位/新增车位/个 30: 10 20 - -", "厕位/新建公厕/座 7: 3 4 - -"],
        [],
    ),
    (
        "without blank lines between cells",
        "指标\n合计\n青山县\n白水区\n赤石县\n植树(亩)\n6\n1\n\n5\n修渠(公里)\n3\n1\n1\n1\n完\n",
        ["/植树/亩 6: 1 - 5", "/修渠/公里 3: 1 1 1"],
        [],
    ),
    (
        "rates do not add up and need not",
        "|指标|全县|甲山镇|乙水镇|丙石乡|\n|-|-|-|-|-|\n|入学率|95|94|95|96|\n|覆盖率(%)|80|70|80|90|",
        ["/入学率/ 95: 94 95 96", "/覆盖率/% 80: 70 80 90"],
        [],
    ),
    (
        "a row that does not add up",
        MARKS + "|新建公厕(座)|7|1|1|4|",
        ["/新建公厕/座 7: 1 1 4"],
        ["“新建公厕”各地之和 6 与合计 7 不符"],
    ),
    (
        "parts that do not make up the whole",
        MARKS + "|新增学位(个)|30|10|10|10|\n|新增小学学位(个)|12|4|4|4|\n|新增高中学位(个)|15|5|5|5|",
        ["/新增学位/个 30: 10 10 10", "/新增小学学位/个 12: 4 4 4", "/新增高中学位/个 15: 5 5 5"],
        ["“新增学位”分项之和 27 与 30 不符"],
    ),
    (
        "parts that make up the whole but not in a column",
        MARKS + "|新增学位(个)|30|10|10|10|\n|新增小学学位(个)|12|5|3|4|\n|新增高中学位(个)|18|6|6|6|",
        ["/新增学位/个 30: 10 10 10", "/新增小学学位/个 12: 5 3 4", "/新增高中学位/个 18: 6 6 6"],
        ["“新增学位”第 1 列分项之和 11 与 10 不符", "“新增学位”第 2 列分项之和 9 与 10 不符"],
    ),
    (
        "其中 may leave a rest, but be no more than the whole",
        MARKS + "|就业(人)|30|10|10|10|\n|其中:困难人员(人)|6|2|2|2|\n|培训(人)|3|1|1|1|\n|其中:妇女(人)|5|1|2|2|",
        ["/就业/人 30: 10 10 10", "/其中:困难人员/人 6: 2 2 2", "/培训/人 3: 1 1 1", "/其中:妇女/人 5: 1 2 2"],
        ["“培训”分项之和 5 与 3 不符"],
    ),
    (
        "siblings are no parts",
        MARKS + "|新增床位(张)|6|2|2|2|\n|改造床位(张)|9|3|3|3|",
        ["/新增床位/张 6: 2 2 2", "/改造床位/张 9: 3 3 3"],
        [],
    ),
    (
        "a cell that holds no number",
        MARKS + "|修路(公里)|3|1|2|待定|",
        ["/修路/公里 3: 1 2 -"],
        ["表格中的“待定”不是数字"],
    ),
    (
        "an empty cell is lost",
        dump(HEAD, "1|车位|新增车位(个)|30|10|20|", "2|厕位|新建公厕(座)|7|3|4||", "") + "完\n",
        ["厕位/新建公厕/座 7: 3 4 - -"],
        ["“新增车位”这一行少 1 格，不能确定各数属于哪一列"],
    ),
]
WRONG = [
    ("no numbers", "|任务|青山县|白水区|赤石市|\n|-|-|-|-|\n|修路|是|否|是|"),
    ("two regions only", "|指标|青山县|白水区|\n|-|-|-|\n|修路|1|2|"),
    ("no regions", "|指标|一季度|二季度|三季度|\n|-|-|-|-|\n|投资|1|2|3|"),
    ("a list of regions", "青山县\n白水区\n赤石市\n以上地区要抓好落实。\n"),
    ("names of regions and a table of contents", "青山县\n\n白水区\n\n赤石市\n\n1\n\n总则\n\n2\n\n附则\n"),
    ("running text", "青山县1个、白水区2个、赤石市3个。"),
    ("an empty text", ""),
]


@pytest.mark.parametrize(
    ("raw", "rows", "reasons"), [pytest.param(raw, rows, why, id=name) for name, raw, rows, why in RIGHT]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_tables(raw: str, rows: list[str], reasons: list[str], newline: str) -> None:
    text = Text("前言。\n\n".replace("\n", newline) + raw.replace("\n", newline))
    found = find(text)
    assert lines(found) == rows
    assert [doubt.reason for table in found for doubt in table.signals] == reasons
    for table in found:
        for row in table.rows:
            assert len(row.figures) == len(table.columns)
            for figure in filter(None, (row.total, *row.figures)):
                assert table.start <= row.start <= figure.start < figure.end <= row.end <= table.end
                assert float(text.raw[figure.start : figure.end].replace(",", "")) == figure.value


@pytest.mark.parametrize("raw", [pytest.param(raw, id=name) for name, raw in WRONG])
def test_what_is_no_table_of_figures_by_region(raw: str) -> None:
    assert find(Text(raw)) == []


def test_a_heading_over_two_lines_is_one_column() -> None:
    text = Text(dump(HEAD, "1|车位|新增车位(个)|30|10|20||", "2|厕位|新建公厕(座)|7|3|4||", "") + "完\n")
    (table,) = find(text)
    assert [column.name for column in table.columns] == ["青山县", "白水区", "红岩高新区", "市本级"]
    column = table.columns[2]
    assert text.raw[column.start : column.end] == "红岩\n\n高新区"


@pytest.mark.parametrize(
    "raw",
    [
        "|" * 300_000,
        "|青山县|白水区|赤石市|\n" * 20_000,
        "青山县\n白水区\n赤石市\n" * 20_000,
        "青山县\n白水区\n赤石市\n" + "1\n" * 100_000,
        "\n" * 300_000,
        "<td>" * 100_000,
        "<table><tr><td rowspan=99>" * 20_000,
    ],
    ids=lambda raw: raw[:10],
)
def test_long_texts_take_linear_time(raw: str) -> None:
    began = time.process_time()
    find(Text(raw))
    assert time.process_time() - began < 10


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="the real documents are not here")
def test_the_plans_table_has_320_cells_and_adds_up() -> None:
    text = read(next(path for path in SEEDS if path.name.startswith("001")))
    (table,) = find(text)
    assert (len(table.columns), len(table.rows)) == (16, 20)
    assert table.columns[11].name == "柳叶湖旅游度假区"
    assert table.signals == ()
    for row in table.rows:
        assert row.total is not None
        assert sum(figure.value for figure in row.figures if figure is not None) == row.total.value
    rows = {row.indicator: row for row in table.rows}
    parts = [rows[name] for name in ("新增公办幼儿园学位", "新增义务教育学位", "新增高中(含职高)阶段教育学位")]
    for column, whole in enumerate(rows["新增公办学位"].figures):
        own = [part.figures[column] for part in parts]
        assert sum(figure.value for figure in own if figure is not None) == (whole.value if whole else 0)
    assert [said(figure) for figure in rows["改造城区公厕"].figures] == [*"---12-13-8------"]


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="the real documents are not here")
def test_a_wrong_figure_in_the_plan_is_a_signal() -> None:
    text = read(next(path for path in SEEDS if path.name.startswith("001")))
    (table,) = find(Text(text.raw.replace("\n4230\n", "\n4231\n")))
    assert sorted(doubt.reason for doubt in table.signals) == [
        "“新增义务教育学位”各地之和 4230 与合计 4231 不符",
        "“新增公办学位”分项之和 7661 与 7660 不符",
    ]
