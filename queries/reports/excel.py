"""Lists for Excel and WPS: a summary, then one sheet a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from graph.errors import QueryError
from graph.spreadsheet import OWN_EXPORT
from queries.reports.listing import Cell, Column, Listing, cited, yes

EXCEL_CELL = 32_767
"""The most characters that a cell holds."""

EXCEL_ROWS = 1_048_576
"""The most rows that a sheet holds, its heading included."""

_LINE_HEIGHT = 15.0
"""Points that one line of a cell takes."""

_TALLEST = 400.0
"""Points that Excel lets a row have are 409; a taller cell is read in the formula bar."""

_SHEET_NAME = 31
"""The most characters of a sheet's name."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_FONT = "宋体"
_SUMMARY = (Column("项目", 20, lambda row: row["label"]), Column("内容", 100, lambda row: row["value"]))


def write_xlsx(listing: Listing, path: Path) -> None:
    """Write an Excel workbook.

    Raises:
        QueryError: the list does not fit Excel.
        OSError: the file cannot be written.
    """
    _check_fits(listing)
    # Texts from documents stay texts: nothing in them may become a formula, a link or a number.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {**options, "constant_memory": False})
    book.set_properties({"title": listing.title, "category": OWN_EXPORT})
    styles = _styles(book)
    _sheet(book, styles, "汇总", listing.title, _SUMMARY, _summary(listing))
    for table in listing.tables:
        rows = [table.cells(row) for row in table.rows]
        _sheet(book, styles, table.title, f"{listing.title}（{table.title}）", table.columns, rows)
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


def _summary(listing: Listing) -> list[list[Cell]]:
    counted: list[list[Cell]] = [[table.title, table.note or f"{len(table.rows)} 条"] for table in listing.tables]
    sources: list[list[Cell]] = [[f"来源{number}", cited(source)] for number, source in enumerate(listing.sources, 1)]
    return [
        *([label, value] for label, value in listing.about),
        *counted,
        ["总条数", listing.total],
        ["已列出", sum(len(table.rows) for table in listing.tables if not table.facts.get("summary"))],
        ["是否截断", yes(not listing.complete)],
        *sources,
    ]


def _styles(book: xlsxwriter.Workbook) -> tuple[Any, Any]:
    common = {"text_wrap": True, "border": 1, "border_color": "#94A3B8", "font_name": _FONT, "font_size": 11}
    head = book.add_format({**common, "bold": True, "bg_color": "#E2E8F0", "valign": "vcenter", "align": "center"})
    return head, book.add_format({**common, "valign": "top", "align": "left"})


def _sheet(
    book: xlsxwriter.Workbook,
    styles: tuple[Any, Any],
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
) -> None:
    sheet = book.add_worksheet(_NOT_IN_NAMES.sub(" ", name)[:_SHEET_NAME])
    widths = [column.width for column in columns]
    printed = next((at for at, column in enumerate(columns) if not column.printed), len(columns))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    lines = [[column.heading for column in columns], *rows]
    for line, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            _put(sheet, line, column, cell, styles[min(line, 1)])
        sheet.set_row(line, min(_TALLEST, _LINE_HEIGHT * max(map(_lines, cells[:printed], widths))))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    _lay_out_for_print(sheet, title, len(rows), printed)


def _lines(cell: Cell, width: int) -> int:
    """Lines that a cell takes in a column: a Chinese character is as wide as two Latin ones."""
    return sum(
        max(1, -(-sum(1 if char.isascii() else 2 for char in line) // max(1, width - 1)))
        for line in str(cell).split("\n")
    )


def _lay_out_for_print(sheet: Any, title: str, rows: int, columns: int) -> None:
    """A4 across, as wide as the page, title and header on every page."""
    sheet.print_area(0, 0, rows, columns - 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    # In headers & begins a code; twice it is itself.
    sheet.set_header(f'&C&"黑体,Regular"&14{title.replace("&", "&&")}'[:255])
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _put(sheet: Any, line: int, column: int, cell: Cell, style: Any) -> None:
    put = sheet.write_string if isinstance(cell, str) else sheet.write_number
    put(line, column, cell, style)


def _check_fits(listing: Listing) -> None:
    # The library would cut such a text, and drop such a row, without a word.
    for table in listing.tables:
        longest = max((len(str(cell)) for row in table.rows for cell in table.cells(row)), default=0)
        if longest > EXCEL_CELL or len(table.rows) >= EXCEL_ROWS:
            happened = f"“{table.title}”表有 {len(table.rows)} 行，最长的一格 {longest} 字，超出 Excel 的上限。"
            raise QueryError(happened, "请改为输出 csv 或 json。")
