"""A 台账 as a workbook that offices fill in and send back, and what they have filled in.

One sheet, one row an item, printed on A4 across. A hidden sheet keeps for each row what it hangs on and what it said
when it was written, so that what comes back can be told from what others wrote in the meantime.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from graph import work
from graph.anchors import Anchor
from graph.errors import QueryError
from graph.spreadsheet import OWN_EXPORT
from queries.reports import listing
from queries.reports.ledger import CAPTIONS, COLUMNS, Item, Ledger, row_of
from queries.reports.listing import Column

_SHEET, _HIDDEN = "台账", "记号"
_FILLED = {caption: name for name, caption in CAPTIONS.items()}
_CM = 4.3
"""Characters of a column's width that a centimetre holds at 10 points, about."""
_PAGE_CM = 27.7
_LINE = 13.5
"""Points that a line of a cell takes at 10 points."""
_TALLEST = 400.0
_HEAD = 3
"""Lines above the first item: title, who fills in and when, headings."""
_FONT, _TITLE_FONT, _HEAD_FONT = "仿宋", "方正小标宋简体", "黑体"


def columns(wanted: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of a 台账 that somebody names, in his order; none where he names none.

    Raises:
        QueryError: there is no such column.
    """
    known = {column.heading: column for column in COLUMNS}
    for heading in wanted:
        if heading not in known:
            raise QueryError(f"台账没有“{heading}”这一栏。", f"可用的有 {'、'.join(known)}。")
    return tuple(known[heading] for heading in wanted)


def write(ledger: Ledger, path: Path, chosen: Sequence[Column] = (), unit: str = "") -> None:
    """Write the workbook.

    Args:
        chosen: the columns; by default the usual ones.
        unit: who fills in, as the line below the title says.

    Raises:
        OSError: the file cannot be written.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": ledger.title, "category": OWN_EXPORT, "created": datetime(2000, 1, 1)})
    shown = ledger.columns(chosen)
    sheet = book.add_worksheet(_SHEET)
    styles = _Styles(book)
    _front(sheet, styles, ledger, len(shown), unit)
    _rows(sheet, styles, ledger.items, shown)
    _lay_out(sheet, len(ledger.items), shown)
    _keep(book.add_worksheet(_HIDDEN), ledger.items)
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


class _Styles:
    """The formats of the sheet."""

    def __init__(self, book: Any) -> None:
        cell = {"font_name": _FONT, "font_size": 10, "text_wrap": True, "border": 1, "valign": "vcenter"}
        self.title = book.add_format(
            {"font_name": _TITLE_FONT, "font_size": 20, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.line = book.add_format({"font_name": _FONT, "font_size": 11, "valign": "vcenter"})
        self.head = book.add_format({**cell, "font_name": _HEAD_FONT, "align": "center", "bg_color": "#F1F5F9"})
        self.text = book.add_format(cell)
        self.middle = book.add_format({**cell, "align": "center"})
        self.open = book.add_format({**cell, "bg_color": "#FFFBEB", "locked": False})


def _front(sheet: Any, styles: _Styles, ledger: Ledger, width: int, unit: str) -> None:
    last = max(width - 1, 1)
    sheet.merge_range(0, 0, 0, last, ledger.title, styles.title)
    sheet.set_row(0, 34 if _lines(ledger.title, 84) == 1 else 60)
    sheet.write_string(1, 0, f"填报单位：{unit or '　　　　　　'}　　　状态日期：{listing.day(ledger.on)}", styles.line)
    sheet.set_row(1, 22)


def _rows(sheet: Any, styles: _Styles, items: Sequence[Item], shown: Sequence[Column]) -> None:
    widths = _widths(shown)
    for at, (column, width) in enumerate(zip(shown, widths, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(_HEAD - 1, at, column.heading, styles.head)
    sheet.set_row(_HEAD - 1, 30)
    for line, item in enumerate(items, _HEAD):
        row = row_of(item)
        cells = [column.value(row) for column in shown]
        for at, (column, cell) in enumerate(zip(shown, cells, strict=True)):
            style = styles.open if column.heading in _FILLED else styles.middle if at == 0 else styles.text
            put = sheet.write_string if isinstance(cell, str) else sheet.write_number
            put(line, at, cell, style)
        lines = max(_lines(str(cell), width) for cell, width in zip(cells, widths, strict=True))
        sheet.set_row(line, min(_TALLEST, max(24.0, _LINE * lines + 4)))
    statuses = [at for at, column in enumerate(shown) if column.heading == CAPTIONS["status"]]
    for at in statuses if items else []:
        choice = {"validate": "list", "source": list(work.STATUSES), "error_message": "请从列表中选择状态。"}
        sheet.data_validation(_HEAD, at, _HEAD + len(items) - 1, at, choice)


def _widths(shown: Sequence[Column]) -> list[float]:
    """The page's width shared out as the columns want it, so that nothing is made smaller for printing."""
    wanted = sum(column.width for column in shown)
    return [max(4.0, _PAGE_CM * _CM * column.width / wanted - 0.7) for column in shown]


def _lines(cell: str, width: float) -> int:
    room = max(1, int(width))
    return sum(max(1, -(-sum(1 if char.isascii() else 2 for char in line) // room)) for line in cell.split("\n"))


def _lay_out(sheet: Any, rows: int, shown: Sequence[Column]) -> None:
    """A4 across, headings on every page, number of the page below."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD - 1)
    sheet.print_area(0, 0, _HEAD + max(rows, 1) - 1, max(len(shown) - 1, 1))
    sheet.freeze_panes(_HEAD, 2)
    sheet.autofilter(_HEAD - 1, 0, _HEAD + max(rows, 1) - 1, max(len(shown) - 1, 1))
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _keep(sheet: Any, items: Sequence[Item]) -> None:
    """What each row hangs on and what it said, in the order of the rows; 序号 tells a row that was moved."""
    sheet.hide()
    for line, item in enumerate(items):
        base = {name: [item.value(name), list(item.said.get(name, work.EMPTY).seen)] for name in work.FIELDS}
        kept = {"anchor": item.anchor.as_json(), "base": base}
        sheet.write_number(line, 0, item.order)
        # A cell holds 32,767 characters; a long sentence is told in several.
        said = json.dumps(kept, ensure_ascii=False)
        for at, start in enumerate(range(0, len(said), 30_000), 1):
            sheet.write_string(line, at, said[start : start + 30_000])


@dataclass(frozen=True)
class Returned:
    """A row as it came back.

    Attributes:
        order: its number.
        anchor: what it hangs on.
        said: the fields that the sheet has, as they are now.
        base: each field as it was written, with the ids that it stood for.
    """

    order: int
    anchor: Anchor
    said: Mapping[str, str]
    base: Mapping[str, tuple[str, tuple[str, ...]]]


def read(path: Path) -> tuple[list[Returned], list[int]]:
    """The rows of a workbook that came back, and the lines that hold something but hang on nothing.

    Raises:
        QueryError: the file cannot be read, or is no 台账 that this program has written.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise QueryError(f"不能读取 {path}。", "请给出 qiantou ledger 写出的 xlsx 台账。") from error
    if not {_SHEET, _HIDDEN} <= set(book.sheet_names):
        raise QueryError(
            f"{path} 不是 qiantou ledger 写出的台账：没有“{_SHEET}”和隐藏的“{_HIDDEN}”两张表。",
            "请在导出的文件上填写，不要另建文件或删去工作表。",
        )
    kept = dict(_kept(book.get_sheet_by_name(_HIDDEN).to_python(skip_empty_area=False), path))
    lines = book.get_sheet_by_name(_SHEET).to_python(skip_empty_area=False)
    head = next((at for at, line in enumerate(lines) if line and _said(line[0]) == "序号"), None)
    if head is None:
        raise QueryError(f"{path} 的台账没有“序号”一栏。", "请不要改动表头。")
    headings = [_said(cell) for cell in lines[head]]
    found: list[Returned] = []
    strays: list[int] = []
    for number, line in enumerate(lines[head + 1 :], head + 2):
        cells = dict(zip(headings, map(_said, line), strict=False))
        order = int(cells["序号"]) if cells.get("序号", "").isdecimal() else 0
        if order in kept:
            anchor, base = kept.pop(order)
            said = {name: cells[caption] for caption, name in _FILLED.items() if caption in cells}
            found.append(Returned(order, anchor, said, base))
        elif any(cells.values()):
            strays.append(number)
    return found, strays


_Kept = tuple[Anchor, dict[str, tuple[str, tuple[str, ...]]]]


def _kept(lines: Sequence[Sequence[Any]], path: Path) -> Iterator[tuple[int, _Kept]]:
    for line in lines:
        if not line or _said(line[0]) == "":
            continue
        try:
            said = json.loads("".join(map(str, line[1:])))
            base = {name: (str(value), tuple(seen)) for name, (value, seen) in said["base"].items()}
            yield int(float(line[0])), (Anchor.from_json(said["anchor"]), base)
        except (ValueError, KeyError, TypeError) as error:
            raise QueryError(f"{path} 中隐藏的“{_HIDDEN}”表被改动过。", "请重新导出台账，再填写。") from error


def _said(cell: object) -> str:
    """A cell as a person reads it: whole numbers without a point, days without a time."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()
