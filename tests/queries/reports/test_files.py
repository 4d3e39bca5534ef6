"""The files of a list, opened again."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from graph.errors import QueryError, ReadError
from graph.store import Store
from loaders.readers import read
from queries.reports import SUFFIXES, DutyReport, Section, duty_report, write
from queries.reports.excel import EXCEL_CELL

QUOTE = "(市工信局牵头,市发展改革委、市科技局等按职责分工负责)"


def reopened(path: Path) -> Workbook:
    """The workbook as a reader of the file sees it; openpyxl leaves a file that it opens itself to the collector."""
    return load_workbook(io.BytesIO(path.read_bytes()))


@pytest.fixture(scope="module")
def report(graph: Store) -> DutyReport:
    return duty_report(graph, "市发展改革委")


@pytest.fixture
def hostile(report: DutyReport) -> DutyReport:
    """A report whose texts look like formulas, links and numbers."""
    row = replace(report.rows[0], item_number="", item="=1+1", title="http://example.org", date="0012")
    row = replace(row, cooperators=("+市财政局", "-"), quote="@SUM(A1)")
    return replace(report, sections=(Section("牵头", (row,)),))


def test_xlsx_has_a_summary_and_a_sheet_for_each_role(report: DutyReport, tmp_path: Path) -> None:
    write(report, tmp_path / "清单.xlsx")
    book = reopened(tmp_path / "清单.xlsx")
    assert book.sheetnames == ["汇总", "牵头", "配合", "负责", "成员单位"]
    assert list(book["汇总"].values) == [
        ("项目", "内容"),
        ("单位", "市发展改革委"),
        ("全称", "常德市发展和改革委员会"),
        ("地区", "常德市"),
        ("编号", "常德市/发展和改革委员会"),
        ("牵头", "3 条，出自 2 个条款"),
        ("配合", "1 条，出自 1 个条款"),
        ("负责", "1 条，出自 1 个条款"),
        ("成员单位", "1 条，出自 1 个条款"),
        ("总条数", 6),
        ("已列出", 6),
        ("是否截断", "否"),
        ("来源1", "《常德市产业提升实施方案》（常政办发〔2024〕1号，常德市人民政府办公室，2024年2月1日）"),
    ]
    sheet = book["配合"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:R2")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    heading, row = (list(line) for line in sheet.values)
    assert dict(zip(heading, row, strict=True)) == {
        "序号": 1,
        "角色": "配合",
        "事项": "1.推动产业升级",
        "文件": "常德市产业提升实施方案",
        "日期": "2024-02-01",
        "页或表": "",
        "位置": "附件1 常德市产业提升工作方案 > 一、重点任务 > (一)培育产业",
        "牵头单位": "市工信局",
        "配合单位": "市发展改革委、市科技局等",
        "负责单位": "",
        "目标": "",
        "是否“等”": "是",
        "是否承自标题": "否",
        "备注": "",
        "原句": QUOTE,
        "起": 91,
        "止": 119,
        "文件编号": "常政办发〔2024〕1号",
    }
    assert sheet["H2"].alignment.wrap_text
    assert sheet.column_dimensions["H"].width > sheet.column_dimensions["A"].width


def test_lead_of_the_heading_is_shown_beside_the_own_clause(report: DutyReport, tmp_path: Path) -> None:
    write(report, tmp_path / "清单.xlsx")
    sheet = reopened(tmp_path / "清单.xlsx")["负责"]
    assert (sheet["C2"].value, sheet["E2"].value) == ("市住建局（承自标题）", "市发展改革委、市财政局")


def test_xlsx_keeps_texts_as_texts(hostile: DutyReport, tmp_path: Path) -> None:
    write(hostile, tmp_path / "清单.xlsx")
    sheet = reopened(tmp_path / "清单.xlsx")["牵头"]
    cells = {place: sheet[place] for place in ("B2", "I2", "J2", "D2", "H2")}
    assert [cell.value for cell in cells.values()] == [
        "=1+1",
        "http://example.org",
        "0012",
        "+市财政局、-",
        "@SUM(A1)",
    ]
    # openpyxl reads every text that begins with = as a formula; the file itself must say that it is a text.
    assert {cell.hyperlink for cell in cells.values()} == {None}
    assert formulas(tmp_path / "清单.xlsx") == 0


def formulas(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return sum(sheet.count(b"<f>") for sheet in sheets)


def test_xlsx_of_an_empty_report_has_only_the_summary(report: DutyReport, tmp_path: Path) -> None:
    write(replace(report, sections=()), tmp_path / "清单.xlsx")
    book = reopened(tmp_path / "清单.xlsx")
    assert book.sheetnames == ["汇总"]
    assert list(book["汇总"].values)[-4:-1] == [("总条数", 0), ("已列出", 0), ("是否截断", "否")]


def test_text_that_excel_would_cut_is_refused(report: DutyReport, tmp_path: Path) -> None:
    row = replace(report.rows[0], quote="长" * (EXCEL_CELL + 1))
    long = replace(report, sections=(Section("牵头", (row,)),))
    with pytest.raises(
        QueryError, match=r"“牵头”表有 1 行，最长的一格 32768 字，超出 Excel 的上限。请改为输出 csv 或 json"
    ):
        write(long, tmp_path / "清单.xlsx")
    assert list(tmp_path.iterdir()) == []
    write(long, tmp_path / "清单.csv")
    assert "长" * (EXCEL_CELL + 1) in (tmp_path / "清单.csv").read_text(encoding="utf-8-sig")


def test_csv_opens_in_excel_and_carries_the_totals(report: DutyReport, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    write(report, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["角色"], row["序号"], row["本类条数"], row["总条数"], row["是否截断"]) for row in rows] == [
        ("牵头", "1", "3", "6", "否"),
        ("牵头", "2", "3", "6", "否"),
        ("牵头", "3", "3", "6", "否"),
        ("配合", "1", "1", "6", "否"),
        ("负责", "1", "1", "6", "否"),
        ("成员单位", "1", "1", "6", "否"),
    ]
    assert rows[3]["原句"] == QUOTE


def test_csv_defuses_formulas(hostile: DutyReport, tmp_path: Path) -> None:
    write(hostile, tmp_path / "清单.csv")
    with (tmp_path / "清单.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["事项"], row["原句"], row["配合单位"]) == ("'=1+1", "'@SUM(A1)", "'+市财政局、-")
    assert row["起"].isdigit()


def test_json_holds_everything(report: DutyReport, tmp_path: Path) -> None:
    write(report, tmp_path / "清单.JSON")
    read = json.loads((tmp_path / "清单.JSON").read_text(encoding="utf-8"))
    assert read["agency"]["full_name"] == "常德市发展和改革委员会"
    assert (read["total"], read["shown"], read["cut"]) == (6, 6, False)
    assert [(s["role"], s["total"], s["clauses"], s["inherited"]) for s in read["sections"]] == [
        ("牵头", 3, 2, 0),
        ("配合", 1, 1, 0),
        ("负责", 1, 1, 0),
        ("成员单位", 1, 1, 0),
    ]
    assert read["sections"][1]["rows"][0]["quote"] == QUOTE


@pytest.mark.parametrize("name", ["清单.pdf", "清单"])
def test_unknown_suffix_names_the_known_ones(report: DutyReport, tmp_path: Path, name: str) -> None:
    with pytest.raises(QueryError, match=r"不认识文件类型.*可用的有 \.xlsx、\.docx、\.md、\.csv、\.json"):
        write(report, tmp_path / name)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_missing_folder_is_named(report: DutyReport, tmp_path: Path, suffix: str) -> None:
    with pytest.raises(QueryError, match="没有文件夹"):
        write(report, tmp_path / "没有" / f"清单{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_file_that_cannot_be_written_is_named(report: DutyReport, tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"清单{suffix}").mkdir()
    with pytest.raises(QueryError, match=f"不能写入文件 .*清单{suffix}"):
        write(report, tmp_path / f"清单{suffix}")


@pytest.mark.parametrize("suffix", [".docx", ".md", ".csv", ".json"])
def test_the_same_list_makes_the_same_file(report: DutyReport, tmp_path: Path, suffix: str) -> None:
    for name in ("一", "二"):
        write(report, tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"一{suffix}").read_bytes() == (tmp_path / f"二{suffix}").read_bytes()


# --- Word ---


def words_of(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def table_of(path: Path, at: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[at].rows]


def test_docx_has_title_totals_sources_and_a_table_a_plan(report: DutyReport, tmp_path: Path) -> None:
    write(report, tmp_path / "清单.docx")
    words = words_of(tmp_path / "清单.docx")
    assert words[:3] == [
        "常德市发展和改革委员会责任清单",
        "共 6 项：牵头 3 项，配合 1 项，负责 1 项，成员单位 1 项。",
        "一、附件1 常德市产业提升工作方案（5 项）",
    ]
    cited = "1. 《常德市产业提升实施方案》（常政办发〔2024〕1号，常德市人民政府办公室，2024年2月1日）"
    assert words[words.index("来源") + 1] == cited
    heading, *rows = table_of(tmp_path / "清单.docx")
    assert heading == ["序号", "事项", "角色", "牵头单位", "配合单位", "负责单位", "依据"]
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0] == [
        "1",
        "1.推动产业升级",
        "配合",
        "市工信局",
        "市发展改革委、市科技局等",
        "",
        f"一、重点任务 › (一)培育产业：“{QUOTE}”",
    ]


def test_docx_is_laid_out_for_print(report: DutyReport, tmp_path: Path) -> None:
    write(report, tmp_path / "清单.docx")
    paper = Document(str(tmp_path / "清单.docx"))
    [section] = paper.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    footer = section.footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    first, *others = (row._tr.xml for row in paper.tables[0].rows)
    assert "w:tblHeader" in first
    assert all("w:cantSplit" in row and "w:tblHeader" not in row for row in others)


def test_docx_has_chinese_fonts_and_what_stands_in_for_them(report: DutyReport, tmp_path: Path) -> None:
    write(report, tmp_path / "清单.docx")
    with zipfile.ZipFile(tmp_path / "清单.docx") as archive:
        fonts, styles = (archive.read(f"word/{name}.xml").decode() for name in ("fontTable", "styles"))
    paper = Document(str(tmp_path / "清单.docx"))
    used = {paragraph.style.name for paragraph in paper.paragraphs if paragraph.style is not None}
    assert used == {"Title", "Normal", "Heading 1", "正文小字"}
    for name in ("方正小标宋简体", "黑体", "仿宋"):
        assert f'w:eastAsia="{name}"' in styles
        assert f'<w:font w:name="{name}"><w:altName' in fonts
    assert 'w:val="方正小标宋_GBK,华文中宋,宋体"' in fonts


def test_docx_splits_only_long_rows(report: DutyReport, tmp_path: Path) -> None:
    row = replace(report.rows[0], item="长" * 600)
    write(replace(report, sections=(Section("牵头", (row,)),)), tmp_path / "清单.docx")
    assert "w:cantSplit" not in Document(str(tmp_path / "清单.docx")).tables[0].rows[1]._tr.xml


def test_docx_shows_the_part_of_a_long_sentence_around_the_name(report: DutyReport, tmp_path: Path) -> None:
    row = replace(report.rows[0], quote=f"{'甲' * 400}由市发展改革委牵头{'乙' * 400}", raw="市发展改革委")
    write(replace(report, sections=(Section("牵头", (row,)),)), tmp_path / "清单.docx")
    shown = table_of(tmp_path / "清单.docx")[1][-1]
    assert "“……甲" in shown
    assert "乙……”" in shown
    assert "由市发展改革委牵头" in shown
    assert any("超过 160 字的只印出" in words for words in words_of(tmp_path / "清单.docx"))


def test_docx_says_that_a_list_is_cut(report: DutyReport, tmp_path: Path) -> None:
    write(replace(report, complete=False), tmp_path / "清单.docx")
    assert words_of(tmp_path / "清单.docx")[1].endswith("本清单已截断，没有列全。")


def test_docx_holds_characters_that_xml_does_not(report: DutyReport, tmp_path: Path) -> None:
    row = replace(report.rows[0], item="响\x07铃", item_number="")
    write(replace(report, sections=(Section("牵头", (row,)),)), tmp_path / "清单.docx")
    assert table_of(tmp_path / "清单.docx")[1][1] == "响\ufffd铃"


# --- Markdown ---


def test_markdown_has_title_totals_sources_and_a_table_a_plan(report: DutyReport, tmp_path: Path) -> None:
    write(report, tmp_path / "清单.md")
    lines = (tmp_path / "清单.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# 常德市发展和改革委员会责任清单"
    assert lines[2] == "共 6 项：牵头 3 项，配合 1 项，负责 1 项，成员单位 1 项。"
    at = lines.index("## 一、附件1 常德市产业提升工作方案")
    assert lines[at + 4] == "| 序号 | 事项 | 角色 | 牵头单位 | 配合单位 | 负责单位 | 依据 |"
    assert lines[at + 6].startswith(
        "| 1 | 1.推动产业升级 | 配合 | 市工信局 | 市发展改革委、市科技局等 |  | 一、重点任务"
    )
    assert sum(line.startswith("| ") for line in lines) == 6 + 2 * 2


def test_markdown_takes_nothing_for_markup(report: DutyReport, tmp_path: Path) -> None:
    row = replace(report.rows[0], item="甲|乙\n<b>*丙*", item_number="")
    write(replace(report, sections=(Section("牵头", (row,)),)), tmp_path / "清单.md")
    assert "| 甲\\|乙 \\<b\\>\\*丙\\* |" in (tmp_path / "清单.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_list_of_ours_is_not_read_as_a_paper(report: DutyReport, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"清单{suffix}"
    write(report, path)
    with pytest.raises(ReadError, match="是本项目导出的清单"):
        read(path)
