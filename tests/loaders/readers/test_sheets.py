from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
import xlsxwriter

from loaders.readers import job
from loaders.readers.limits import Limits
from loaders.readers.model import Reading
from loaders.readers.sheets import said


def read(content: bytes, name: str) -> Reading:
    """Read a workbook or a csv file."""
    return job.read(job.Job(content, name, Limits.of()))


def workbook(*sheets: tuple[str, list[list[object]]], merged: str = "", hidden: str = "") -> bytes:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title == hidden:
            sheet.sheet_state = "hidden"
    if merged:
        book.worksheets[0].merge_cells(merged)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


TABLE: list[list[object]] = [["序号", "任务", "牵头单位"], [1, "建园区", "市工信局"], [2, "修道路", None]]


def test_rows_around_a_table_are_paragraphs_and_know_their_sheet() -> None:
    rows = [["任务分工表"], ["单位：项"], [], *TABLE, ["说明：按月调度"]]
    found = read(workbook(("封面", [["首页"]]), ("分工", rows)), "表.xlsx")
    assert found.raw == (
        "首页\n\n任务分工表\n\n单位：项\n\n| 序号 | 任务 | 牵头单位 |\n| 1 | 建园区 | 市工信局 |\n"
        "| 2 | 修道路 | |\n\n说明：按月调度"
    )
    assert found.sheets == ("封面", "分工")
    assert [(b.kind, b.table, b.row) for b in found.blocks][:4] == [
        ("paragraph", 1, 1), ("paragraph", 2, 1), ("paragraph", 2, 2), ("cell", 2, 4),
    ]  # fmt: skip


def test_a_row_that_heads_a_part_of_the_table_stays_in_it() -> None:
    found = read(workbook(("表", [TABLE[0], ["一、产业"], TABLE[1], ["二、交通"], TABLE[2]])), "表.xlsx")
    assert found.raw.count("\n\n") == 0
    assert "| 一、产业 | | |" in found.raw


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (0.075, "0.0%", "7.5%"),
        (1, "0%", "100%"),
        (-0.3, "0.00%;[Red]-0.00%", "-30%"),
        (0.075, "General", "0.075"),
        (7.5, '0.0"%"', "7.5%"),
        ("七成", "0%", "七成"),
    ],
)
def test_a_percentage_is_read_as_its_cell_shows_it(value: object, form: str, expected: str) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("附表").append(["增速"])
    sheet = book["附表"]
    sheet["AB2"] = value
    sheet["AB2"].number_format = form
    stored = io.BytesIO()
    book.save(stored)
    assert read(stored.getvalue(), "表.xlsx").raw == f"增速\n\n{expected}"


def test_merged_cells_know_their_size() -> None:
    found = read(workbook(("表", TABLE), merged="C2:C3"), "表.xlsx")
    [block] = [block for block in found.blocks if found.raw[block.start : block.end] == "市工信局"]
    assert (block.row, block.column, block.rows, block.columns) == (2, 3, 2, 1)


def test_hidden_sheets_are_said() -> None:
    found = read(workbook(("表", TABLE), ("底稿", [["市财政局"]]), hidden="底稿"), "表.xlsx")
    assert "市财政局" not in found.raw
    assert found.notices == (("隐藏的工作表没有读", "底稿"),)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3.0, "3"), (2.5, "2.5"), (0.1 + 0.2, "0.3"), (1e20, "1e+20"), (True, "是"), (False, "否"), ("文", "文"),
        (datetime.datetime(2023, 2, 17), "2023-02-17"), (datetime.datetime(2023, 2, 17, 8, 30), "2023-02-17 08:30:00"),
        (datetime.date(2023, 2, 17), "2023-02-17"), (datetime.time(8, 30), "08:30:00"), (12, "12"),
    ],
)  # fmt: skip
def test_values_are_written_as_a_person_would(value: object, words: str) -> None:
    assert said(value) == words  # type: ignore[arg-type]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("charset", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv(delimiter: str, charset: str) -> None:
    text = delimiter.join(["序号", "任务"]) + "\r\n" + delimiter.join(["1", '"建园区,修""大""路"']) + "\r\n"
    assert read(text.encode(charset), "表.csv").raw == '| 序号 | 任务 |\n| 1 | 建园区,修"大"路 |'


def told(found: Reading) -> dict[str, str]:
    """Its notices."""
    return dict(found.notices)


def made(*rows: list[object]) -> tuple[openpyxl.Workbook, openpyxl.worksheet.worksheet.Worksheet]:
    """A workbook of one sheet with these rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    for row in rows:
        sheet.append(row)
    return book, sheet


def stored(book: openpyxl.Workbook) -> Reading:
    """What is read of a workbook."""
    kept = io.BytesIO()
    book.save(kept)
    return read(kept.getvalue(), "表.xlsx")


def test_a_box_of_text_is_read_behind_its_sheet() -> None:
    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored) as made:
        sheet = made.add_worksheet("表")
        sheet.write_row(0, 0, ["任务", "牵头单位"])
        sheet.write_row(1, 0, ["修路", "市住建局"])
        sheet.insert_textbox(3, 0, "植树由市林业局牵头。")
    found = read(stored.getvalue(), "表.xlsx")
    assert found.raw == "| 任务 | 牵头单位 |\n| 修路 | 市住建局 |\n\n植树由市林业局牵头。"
    assert [notice.reason for notice in found.notices] == ["文本框读在工作表之后"]


def test_hidden_rows_and_columns_are_not_read_and_said() -> None:
    book, sheet = made(*[["序号", "任务", "牵头单位", "旧"], [1, "甲", "乙局", "丙"], [2, "丁", "戊局", "己"]])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["D"].hidden = True
    found = stored(book)
    assert found.raw == "| 序号 | 任务 | 牵头单位 |\n| 2 | 丁 | 戊局 |"
    assert told(found) == {"隐藏的行没有读": "表：第 2 行", "隐藏的列没有读": "表：D 列"}


def test_struck_words_comments_and_formulas_without_a_value_are_said() -> None:
    book, sheet = made(*[["任务", "单位"], ["甲", "乙局"], ["丙", "=B2"]])
    sheet["B2"].font = openpyxl.styles.Font(strike=True)
    sheet["A2"].comment = openpyxl.comments.Comment("改", "某")
    found = stored(book)
    assert found.raw == "| 任务 | 单位 |\n| 甲 | |\n| 丙 | |"
    assert told(found) == {
        "带删除线的文字没有读": "表：B2", "公式没有存下算出的值，没有读": "表：B3", "单元格批注没有读": "表：1 条",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("form", "shown"),
    [('0"亿元"', "120亿元"), ('#,##0.0"亿元"', "120亿元"), ('"约"0"个"', "约120个"), ("0.00", "120"), ('0"%"', "120%")],
)
def test_a_unit_in_the_format_is_read(form: str, shown: str) -> None:
    book, sheet = made(["目标", "值"], ["产值", 120])
    sheet["B2"].number_format = form
    assert stored(book).raw.endswith(f"| 产值 | {shown} |")


def test_a_blank_cell_far_away_makes_no_sheet_huge() -> None:
    book, sheet = made(*TABLE)
    sheet["XFD1048576"] = " "
    assert stored(book).raw.startswith("| 序号 | 任务 | 牵头单位 |")


def test_tables_side_by_side_are_two() -> None:
    book, _ = made(*[["任务", "单位", None, "任务", "单位"], ["甲", "乙局", None, "丙", "丁局"]])
    assert stored(book).raw == "| 任务 | 单位 |\n| 甲 | 乙局 |\n\n| | | | 任务 | 单位 |\n| | | | 丙 | 丁局 |"


def test_excel_xml_of_2003() -> None:
    cells = "".join(f"<Cell><Data ss:Type='String'>{word}</Data></Cell>" for word in ("任务", "单位"))
    content = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table>'
        f"<Row>{cells}</Row><Row ss:Hidden='1'>{cells}</Row><Row ss:Index='5'>"
        "<Cell ss:Index='2'><Data>乙局</Data></Cell>"
        "<Cell><Data>丙</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    found = read(content.encode(), "表.xls")
    assert found.raw == "| 任务 | 单位 | |\n| | 乙局 | 丙 |"
    assert found.sheets == ("表",)
    assert told(found)["隐藏的行或列没有读"] == "1 处"
