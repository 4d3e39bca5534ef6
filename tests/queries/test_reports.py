"""The responsibility list: what is in it, and what the files hold when opened again."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from graph.errors import NotFoundError, QueryError
from graph.store import Store
from queries.reports import EXCEL_CELL, Body, DutyReport, DutyRow, Section, duty_report, write

QUOTE = "(市工信局牵头,市发展改革委、市科技局等按职责分工负责)"


def reopened(path: Path) -> Workbook:
    """The workbook as a reader of the file sees it; openpyxl leaves a file that it opens itself to the collector."""
    return load_workbook(io.BytesIO(path.read_bytes()))


def summary(report: DutyReport) -> list[tuple[str, list[str]]]:
    return [(section.role, [row.item for row in section.rows]) for section in report.sections]


# --- finding the agency ---


@pytest.mark.parametrize("name", ["市发改委", "市发展改革委", "常德市发展和改革委员会", "常德市/发展和改革委员会"])
def test_any_name_finds_the_body(graph: Store, name: str) -> None:
    assert duty_report(graph, name).body == Body(
        id="常德市/发展和改革委员会",
        name="市发展改革委",
        full_name="常德市发展和改革委员会",
        kind="机构",
        region="常德市",
    )


def test_unknown_name_suggests_similar_ones(graph: Store) -> None:
    with pytest.raises(NotFoundError, match=r"没有名为“市商业局”的单位。名称相近的有：.*市商务局") as missing:
        duty_report(graph, "市商业局")
    assert missing.value.advice.count("、") <= 4


def test_name_of_two_bodies_lists_them_with_their_regions(graph: Store) -> None:
    with pytest.raises(QueryError) as several:
        duty_report(graph, "市工信局")
    assert str(several.value) == (
        "“市工信局”指 2 个单位：岳阳市工业和信息化局（岳阳市，编号 岳阳市/工业和信息化局）；"
        "常德市工业和信息化局（常德市，编号 常德市/工业和信息化局）。请改写全称或编号。"
    )


# --- the rows ---


def test_sections_follow_the_order_of_roles(graph: Store) -> None:
    report = duty_report(graph, "市发展改革委")
    assert summary(report) == [
        ("牵头", ["发展现代物流", "抓好三大项目建设", "三大项目"]),
        ("配合", ["推动产业升级"]),
        ("负责", ["保障如期交楼"]),
        ("成员单位", ["产业提升工作专班"]),
    ]
    assert (report.total, len(report.rows), report.complete) == (6, 6, True)
    assert [section.clauses for section in report.sections] == [2, 1, 1, 1]


def test_row_in_full(graph: Store) -> None:
    [row] = duty_report(graph, "常德市工业和信息化局").sections[0].rows
    assert row == DutyRow(
        number=1,
        role="牵头",
        item="推动产业升级",
        item_number="1.",
        title="常德市产业提升实施方案",
        date="2024-02-01",
        path=("附件1 常德市产业提升工作方案", "一、重点任务", "(一)培育产业"),
        leads=("市工信局",),
        section_leads=(),
        cooperators=("市发展改革委", "市科技局"),
        responsible=(),
        open=True,
        inherited=False,
        note="",
        quote=QUOTE,
        start=91,
        end=119,
        place="",
        document="常政办发〔2024〕1号",
        statement=row.statement,
    )


def test_posts_in_person_carry_a_note(graph: Store) -> None:
    report = duty_report(graph, "常德市工业和信息化局")
    notes = [(row.role, row.item, row.note) for section in report.sections[1:] for row in section.rows]
    assert notes == [
        ("成员单位", "产业提升工作专班", ""),
        ("副召集人", "产业提升工作专班", "由市工信局主要负责人担任"),
        ("办公室", "产业提升工作专班", ""),
    ]


def test_inherited_leads_are_marked_and_not_counted_as_clauses(graph: Store) -> None:
    lead = duty_report(graph, "市住建局").sections[0]
    assert [(row.number, row.item, row.inherited) for row in lead.rows] == [
        (1, "防范风险", False),
        (2, "保障如期交楼", True),
        (3, "化解存量债务", True),
    ]
    assert (lead.clauses, lead.inherited) == (1, 2)


def test_body_without_duties_has_an_empty_report(graph: Store) -> None:
    report = duty_report(graph, "产业提升工作专班")
    assert (report.sections, report.total, report.complete) == ((), 0, True)


# --- files ---


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
        ("牵头", "3 条（其中承自标题 0 条），出自 2 个条款"),
        ("配合", "1 条（其中承自标题 0 条），出自 1 个条款"),
        ("负责", "1 条（其中承自标题 0 条），出自 1 个条款"),
        ("成员单位", "1 条（其中承自标题 0 条），出自 1 个条款"),
        ("总条数", 6),
        ("已列出", 6),
        ("是否截断", "否"),
    ]
    sheet = book["配合"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:Q2")
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
        "配合单位": "市发展改革委、市科技局",
        "负责单位": "",
        "是否“等”": "是",
        "是否承自标题": "否",
        "备注": "",
        "原句": QUOTE,
        "起": 91,
        "止": 119,
        "文件编号": "常政办发〔2024〕1号",
    }
    assert sheet["N2"].alignment.wrap_text
    assert sheet.column_dimensions["N"].width > sheet.column_dimensions["A"].width


def test_lead_of_the_heading_is_shown_beside_the_own_clause(report: DutyReport, tmp_path: Path) -> None:
    write(report, tmp_path / "清单.xlsx")
    sheet = reopened(tmp_path / "清单.xlsx")["负责"]
    assert (sheet["C2"].value, sheet["E2"].value) == ("市住建局（承自标题）", "市发展改革委、市财政局")


def test_xlsx_keeps_texts_as_texts(hostile: DutyReport, tmp_path: Path) -> None:
    write(hostile, tmp_path / "清单.xlsx")
    sheet = reopened(tmp_path / "清单.xlsx")["牵头"]
    cells = {place: sheet[place] for place in ("B2", "H2", "I2", "D2", "G2")}
    assert [cell.value for cell in cells.values()] == ["=1+1", "http://example.org", "0012", "+市财政局、-", "@SUM(A1)"]
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
    assert list(book["汇总"].values)[-3:] == [("总条数", 0), ("已列出", 0), ("是否截断", "否")]


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
    assert [(row["角色"], row["序号"], row["本角色条数"], row["总条数"], row["是否截断"]) for row in rows] == [
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
    with pytest.raises(QueryError, match=r"不认识文件类型.*可用的有 \.xlsx、\.csv、\.json"):
        write(report, tmp_path / name)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_missing_folder_is_named(report: DutyReport, tmp_path: Path, suffix: str) -> None:
    with pytest.raises(QueryError, match="没有文件夹"):
        write(report, tmp_path / "没有" / f"清单{suffix}")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_file_that_cannot_be_written_is_named(report: DutyReport, tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"清单{suffix}").mkdir()
    with pytest.raises(QueryError, match=f"不能写入文件 .*清单{suffix}"):
        write(report, tmp_path / f"清单{suffix}")
