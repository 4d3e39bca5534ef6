"""The responsibility list of one agency: as rows, and as a file for Excel, for other programs, or for the record.

`duty_report` finds the agency and asks the catalogue; the writers lay the same rows out as xlsx, csv or json. Nothing
is ever left out: each list says how many rows there are, how many it shows, and whether it was cut.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from graph.errors import NotFoundError, QueryError
from graph.ontology import ontology
from graph.spreadsheet import guarded
from graph.store import Store
from queries.catalogue import run

OFFICE = "办公室"
"""Role of the body where the office of a 专班 sits; the ontology knows it as a relation, not as a role."""


@dataclass(frozen=True)
class Body:
    """An agency, or another body that can be responsible for something."""

    id: str
    name: str
    full_name: str
    kind: str
    region: str


@dataclass(frozen=True)
class DutyRow:
    """One line of a responsibility list.

    Attributes:
        number: the line's place in its section, from 1.
        role: 牵头, 配合, 负责 … or a role in a 专班.
        item: what the agency answers for; for roles in a 专班, the name of the 专班.
        item_number: the item's number in the document, may be empty.
        title: title of the document.
        date: date of the document.
        path: headings from the top of the document down to the item.
        leads: lead bodies of the same clause.
        section_leads: lead bodies that stand on a heading above.
        cooperators: cooperating bodies of the same clause.
        responsible: bodies of the same clause that answer without a lead, and those that guide or liaise.
        open: the list of bodies ends in 等.
        inherited: the duty was taken from a heading.
        note: who of the agency holds the role, where it is a person.
        quote: the sentence that says so, verbatim.
        start: where the quote starts in the document's text, in characters.
        end: one past its last character.
        place: page, table and row of the file that it stands in; empty for plain text.
        document: id of the document.
        statement: id of the statement in the graph.
    """

    number: int
    role: str
    item: str
    item_number: str
    title: str
    date: str
    path: tuple[str, ...]
    leads: tuple[str, ...]
    section_leads: tuple[str, ...]
    cooperators: tuple[str, ...]
    responsible: tuple[str, ...]
    open: bool
    inherited: bool
    note: str
    quote: str
    start: int
    end: int
    place: str
    document: str
    statement: str


@dataclass(frozen=True)
class Section:
    """All lines of one role, in the order of the documents."""

    role: str
    rows: tuple[DutyRow, ...]

    @property
    def inherited(self) -> int:
        """How many lines were taken from a heading."""
        return sum(row.inherited for row in self.rows)

    @property
    def clauses(self) -> int:
        """How many different clauses say so, those taken from a heading left out."""
        return len({(row.document, row.start, row.end) for row in self.rows if not row.inherited})


@dataclass(frozen=True)
class DutyReport:
    """The responsibility list of one agency.

    Attributes:
        body: the agency that the name stands for.
        sections: one for each role that the agency has, in the ontology's order of roles.
        complete: whether the sections hold all there is.
    """

    body: Body
    sections: tuple[Section, ...]
    complete: bool

    @property
    def total(self) -> int:
        """How many lines there are in all sections."""
        return sum(len(section.rows) for section in self.sections)

    @property
    def rows(self) -> tuple[DutyRow, ...]:
        """The lines of all sections."""
        return tuple(row for section in self.sections for row in section.rows)


def duty_report(store: Store, agency: str) -> DutyReport:
    """The full responsibility list of an agency.

    Args:
        store: the graph.
        agency: one of its names, its full name, or its id.

    Raises:
        NotFoundError: no body has that name; the advice names similar ones.
        QueryError: several bodies have it.
        EngineError: the engine could not be used.
    """
    body = find_body(store, agency)
    duties = run(store, "duties", agency=body.id)
    posts = run(store, "workgroups_of_agency", agency=body.id)
    # An id may also be another body's name: a region's id is its name.
    found = [
        *(_duty(row) for row in duties.rows if row["agency_id"] == body.id),
        *(_post(row) for row in posts.rows if row["agency_id"] == body.id),
    ]
    return DutyReport(body, _sections(found), complete=duties.complete and posts.complete)


def find_body(store: Store, agency: str) -> Body:
    """The one body that a name stands for: of several that a city may call so, the one that a document does.

    Raises:
        NotFoundError: no body has that name; the advice names similar ones.
        QueryError: several bodies have it; the advice names them with their regions.
        EngineError: the engine could not be used.
    """
    rows = run(store, "bodies", agency=agency).rows
    if not rows:
        raise _not_found(store, agency)
    for key in ("agency_id", "full_name"):
        rows = [row for row in rows if row[key] == agency] or rows
    rows = [row for row in rows if row["as_written"]] or rows
    if len(rows) > 1:
        bodies = "；".join(
            f"{row['full_name']}（{row['agency_region'] or '地区不详'}，编号 {row['agency_id']}）" for row in rows
        )
        raise QueryError(f"“{agency}”指 {len(rows)} 个单位：{bodies}。", "请改写全称或编号。")
    row = rows[0]
    return Body(row["agency_id"], row["agency"], row["full_name"], row["agency_kind"], row["agency_region"])


def _not_found(store: Store, agency: str) -> NotFoundError:
    known = list(dict.fromkeys(name for row in run(store, "agencies").rows for name in row["names"]))
    near = get_close_matches(agency, known, n=5, cutoff=0.4)
    advice = f"名称相近的有：{'、'.join(near)}。" if near else "请用 qiantou query agencies 查看全部单位。"
    return NotFoundError(f"图谱里没有名为“{agency}”的单位。", advice)


def _duty(row: Mapping[str, Any]) -> DutyRow:
    return DutyRow(
        number=0,
        role=ontology().roles[row["role"]],
        item=row["item"],
        item_number=row["number"],
        leads=tuple(row["leads"]),
        section_leads=tuple(row["section_leads"]),
        cooperators=tuple(row["cooperators"]),
        responsible=(*row["responsible"], *row["others"]),
        inherited=row["inherited"],
        note="",
        **_evidence(row),
    )


def _post(row: Mapping[str, Any]) -> DutyRow:
    return DutyRow(
        number=0,
        role=row["role"],
        item=row["workgroup"],
        item_number="",
        leads=(),
        section_leads=(),
        cooperators=(),
        responsible=(),
        inherited=False,
        note=f"由{row['person']}担任" if row["person"] else "",
        **_evidence(row),
    )


def _evidence(row: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("title", "date", "open", "quote", "start", "end", "place", "document", "statement")
    same = {key: row[key] for key in keys}
    return {**same, "path": tuple(row["path"])}


def _sections(rows: Iterable[DutyRow]) -> tuple[Section, ...]:
    by_role: dict[str, list[DutyRow]] = {role: [] for role in (*ontology().roles.values(), OFFICE)}
    for row in rows:
        listed = by_role[row.role]
        listed.append(_numbered(row, len(listed) + 1))
    return tuple(Section(role, tuple(listed)) for role, listed in by_role.items() if listed)


def _numbered(row: DutyRow, number: int) -> DutyRow:
    return DutyRow(**{**vars(row), "number": number})


# --- writing ----------------------------------------------------------------------------------------------------------

Cell = str | int


@dataclass(frozen=True)
class _Field:
    """A column of a written list: heading, width in characters of Latin text, and how to get it from a row."""

    heading: str
    width: int
    value: Callable[[DutyRow], Cell]


def _joined(names: Sequence[str]) -> str:
    return "、".join(names)


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _leads(row: DutyRow) -> str:
    return _joined([*row.leads, *(f"{name}（承自标题）" for name in row.section_leads)])


FIELDS = (
    _Field("序号", 6, lambda row: row.number),
    _Field("事项", 36, lambda row: f"{row.item_number}{row.item}"),
    _Field("牵头单位", 20, _leads),
    _Field("配合单位", 36, lambda row: _joined(row.cooperators)),
    _Field("负责单位", 30, lambda row: _joined(row.responsible)),
    _Field("位置", 36, lambda row: " > ".join(row.path)),
    _Field("原句", 48, lambda row: row.quote),
    _Field("文件", 30, lambda row: row.title),
    _Field("日期", 12, lambda row: row.date),
    _Field("页或表", 14, lambda row: row.place),
    _Field("角色", 10, lambda row: row.role),
    _Field("是否“等”", 9, lambda row: _yes(row.open)),
    _Field("是否承自标题", 13, lambda row: _yes(row.inherited)),
    _Field("备注", 24, lambda row: row.note),
    _Field("起", 8, lambda row: row.start),
    _Field("止", 8, lambda row: row.end),
    _Field("文件编号", 24, lambda row: row.document),
)
"""The columns of xlsx and csv lists, in order."""

_PRINTED = 10
"""How many of them, from the left, are printed: the others are for filters and for programs."""

_LINE_HEIGHT = 15.0
"""Points that one line of a cell takes."""

EXCEL_CELL = 32_767
"""The most characters that a cell holds."""

EXCEL_ROWS = 1_048_576
"""The most rows that a sheet holds, its heading included."""


def write(report: DutyReport, path: Path) -> None:
    """Write a report in the form that the file name's suffix says.

    Raises:
        QueryError: the suffix is unknown, or the file cannot be written.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise QueryError(f"不认识文件类型“{path.suffix}”（{path.name}）。", f"可用的有 {'、'.join(WRITERS)}。")
    writer(report, path)


def write_xlsx(report: DutyReport, path: Path) -> None:
    """Write an Excel workbook: a summary, then one sheet a role.

    Raises:
        QueryError: the file cannot be written, or does not fit Excel.
    """
    _check_fits_excel(report)
    # Texts from documents stay texts: nothing in them may become a formula, a link or a number.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {**options, "constant_memory": False})
    _sheet(book, "汇总", ("项目", "内容"), (20, 80), _summary(report))
    headings = tuple(field.heading for field in FIELDS)
    widths = tuple(field.width for field in FIELDS)
    for section in report.sections:
        _sheet(book, section.role, headings, widths, [_cells(row) for row in section.rows])
    try:
        book.close()
    except (XlsxWriterException, OSError) as error:
        raise _unwritable(path) from error


def write_csv(report: DutyReport, path: Path) -> None:
    """Write one table with all roles, UTF-8 with a byte order mark so that Excel reads it right.

    Each row carries the total, so that a cut copy is seen as such. A text that a spreadsheet would take for a formula
    gets an apostrophe in front.

    Raises:
        QueryError: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*(field.heading for field in FIELDS), "本角色条数", "总条数", "是否截断"])
            for section in report.sections:
                tail = (len(section.rows), report.total, _yes(not report.complete))
                writer.writerows([*map(guarded, _cells(row)), *tail] for row in section.rows)
    except OSError as error:
        raise _unwritable(path) from error


def write_json(report: DutyReport, path: Path) -> None:
    """Write the report's fields as they are, with totals.

    Raises:
        QueryError: the file cannot be written.
    """
    try:
        path.write_text(json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise _unwritable(path) from error


WRITERS: Mapping[str, Callable[[DutyReport, Path], None]] = {
    ".xlsx": write_xlsx,
    ".csv": write_csv,
    ".json": write_json,
}
"""File suffix -> what writes it."""


def as_json(report: DutyReport) -> dict[str, Any]:
    """The report as plain values: the agency, totals, and the rows by role."""
    return {
        "agency": asdict(report.body),
        "total": report.total,
        "shown": len(report.rows),
        "cut": not report.complete,
        "sections": [
            {
                "role": section.role,
                "total": len(section.rows),
                "clauses": section.clauses,
                "inherited": section.inherited,
                "rows": [asdict(row) for row in section.rows],
            }
            for section in report.sections
        ],
    }


def _cells(row: DutyRow) -> list[Cell]:
    return [field.value(row) for field in FIELDS]


def _summary(report: DutyReport) -> list[list[Cell]]:
    body = report.body
    counted: list[list[Cell]] = [
        [section.role, f"{len(section.rows)} 条（其中承自标题 {section.inherited} 条），出自 {section.clauses} 个条款"]
        for section in report.sections
    ]
    return [
        ["单位", body.name],
        ["全称", body.full_name],
        ["地区", body.region],
        ["编号", body.id],
        *counted,
        ["总条数", report.total],
        ["已列出", len(report.rows)],
        ["是否截断", _yes(not report.complete)],
    ]


def _sheet(
    book: xlsxwriter.Workbook, name: str, headings: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[Cell]]
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#E2E8F0", "border": 1, "text_wrap": True, "valign": "vcenter"})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for line, (cells, style) in enumerate([(headings, head), *((row, body) for row in rows)]):
        for column, cell in enumerate(cells):
            _put(sheet, line, column, cell, style)
        sheet.set_row(line, _LINE_HEIGHT * max(map(_lines, cells[:_PRINTED], widths)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    _lay_out_for_print(sheet, len(rows), min(_PRINTED, len(headings)))


def _lines(cell: Cell, width: int) -> int:
    """Lines that a cell takes in a column: a Chinese character is as wide as two Latin ones."""
    length = sum(1 if char.isascii() else 2 for char in str(cell))
    return max(1, -(-length // max(1, width - 1)))


def _lay_out_for_print(sheet: Any, rows: int, columns: int) -> None:
    """A4 across, as wide as the page, the header on every page."""
    sheet.print_area(0, 0, rows, columns - 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _put(sheet: Any, line: int, column: int, cell: Cell, style: Any) -> None:
    put = sheet.write_number if isinstance(cell, int) else sheet.write_string
    put(line, column, cell, style)


def _check_fits_excel(report: DutyReport) -> None:
    # The library would cut such a text, and drop such a row, without a word.
    for section in report.sections:
        longest = max((len(str(cell)) for row in section.rows for cell in _cells(row)), default=0)
        if longest > EXCEL_CELL or len(section.rows) >= EXCEL_ROWS:
            happened = f"“{section.role}”表有 {len(section.rows)} 行，最长的一格 {longest} 字，超出 Excel 的上限。"
            raise QueryError(happened, "请改为输出 csv 或 json。")


def _unwritable(path: Path) -> QueryError:
    if not path.parent.is_dir():
        return QueryError(f"不能写入 {path}：没有文件夹 {path.parent}。", "请先建立这个文件夹，或换一个位置。")
    return QueryError(f"不能写入文件 {path}。", "请关闭正在使用它的程序，或换一个有写入权限的位置。")
