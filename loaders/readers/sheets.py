"""Workbooks (xlsx, xlsb, xls, et, ods) and csv: each sheet a table, what stands above and below it paragraphs."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from loaders.readers import sheet_looks_ods, sheet_looks_xls
from loaders.readers.archives import opened
from loaders.readers.charset import decode
from loaders.readers.job import Job
from loaders.readers.model import Notice, Reading, Writer, clean
from loaders.readers.sheet_looks import Looks, Place, letters_of, looks, name_of, told, without_strays
from loaders.readers.tabular import Row, grouped

_DELIMITERS = ",\t;，"
_MOST_COLUMNS = 1000
_Value = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
_Rows = Sequence[Sequence[_Value]]
_NONE = Looks()


def read(job: Job) -> Reading:
    """Read a workbook or a csv file.

    Raises:
        ReadError: it is broken, locked, or too large.
    """
    writer = Writer(job.limits.characters, job.name)
    if job.form.name == "csv":
        rows, notices = _csv(job)
        grouped(writer, _filled(rows, _NONE), {}, 1)
        return writer.reading(notices=notices)
    shown: dict[int, Looks] = {}
    content = job.content
    if job.form.holds:
        with opened(job.content, job.name) as archive:
            _check_size(archive, job)
            shown = sheet_looks_ods.looks(archive, job) if job.form.name == "ods" else looks(archive, job)
            content = without_strays(archive, job)
    else:
        shown = sheet_looks_xls.looks(job.content)
    try:
        return _workbook(job, content, writer, shown)
    except PasswordError as error:
        raise job.locked() from error
    except CalamineError as error:
        raise job.broken() from error


def _check_size(archive: zipfile.ZipFile, job: Job) -> None:
    """Refuse a workbook whose parts unpack to more than a file may have: its reader unpacks without a limit."""
    if sum(info.file_size for info in archive.infolist()) > job.limits.size:
        raise job.too_large("解开后过大，可能是压缩炸弹")


def _workbook(job: Job, content: bytes, writer: Writer, shown: Mapping[int, Looks]) -> Reading:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    hidden: list[str] = []
    for number, about in enumerate(book.sheets_metadata, 1):
        if about.visible is not SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        sheet = book.get_sheet_by_index(number - 1)
        if sheet.total_width > _MOST_COLUMNS:
            raise job.too_large(f"的工作表“{about.name}”有 {sheet.total_width} 列，超过 {_MOST_COLUMNS} 列")
        merged = {
            (top + 1, left + 1): (bottom - top + 1, right - left + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        }
        look = shown.get(number, _NONE)
        grouped(writer, _filled(sheet.to_python(skip_empty_area=False), look), merged, number)
        for words in look.boxes:
            writer.paragraph(words, sheet=number)
    notices = [Notice("隐藏的工作表没有读", "、".join(hidden))] if hidden else []
    read_sheets = {
        book.sheet_names[number - 1]: one for number, one in shown.items() if number <= len(book.sheet_names)
    }
    kept = {name: one for name, one in read_sheets.items() if name not in hidden}
    return writer.reading(sheets=book.sheet_names, notices=[*notices, *_notices(kept)])


def _notices(shown: Mapping[str, Looks]) -> Iterator[Notice]:
    """What the sheets hide or only draw, with its places."""
    for reason, places in (
        ("隐藏的行没有读", lambda one: [f"第 {row} 行" for row in sorted(one.rows)]),
        ("隐藏的列没有读", lambda one: [f"{letters_of(column)} 列" for column in sorted(one.columns)]),
        ("带删除线的文字没有读", lambda one: [name_of(place) for place in sorted(one.struck)]),
        ("公式没有存下算出的值，没有读", lambda one: one.empty),
        ("单元格是公式错误，没有读", lambda one: one.errors),
        ("单元格批注没有读", lambda one: [f"{one.comments} 条"] if one.comments else []),
        ("文本框读在工作表之后", lambda one: [f"{len(one.boxes)} 个"] if one.boxes else []),
        ("图片和图表没有读", lambda one: [f"{one.pictures} 幅"] if one.pictures else []),
    ):
        found = [f"{name}：{told(listed)}" for name, one in shown.items() if (listed := places(one))]
        if found:
            yield Notice(reason, "；".join(found))


def _csv(job: Job) -> tuple[list[list[str]], tuple[Notice, ...]]:
    text, notices = decode(job.content, job.name)
    start = text.removeprefix("\ufeff")
    first = next((line for line in start.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(job.limits.characters)
    try:
        return list(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)), notices
    except csv.Error as error:
        raise job.broken() from error


def _filled(rows: _Rows, looks: Looks) -> list[Row]:
    """The rows with words, without hidden ones.

    Args:
        looks: how the sheet shows its cells.
    """
    filled: list[Row] = []
    last = 0
    for number, values in enumerate(rows, 1):
        if number in looks.rows:
            continue
        told = (
            (column, _shown(value, (number, column), looks))
            for column, value in enumerate(values, 1)
            if column not in looks.columns
        )
        # A cell whose words are not read keeps its place, or its row would be taken for a paragraph.
        cells = {
            column: words
            for column, value in told
            if (words := clean(value)) or (number, column) in looks.struck or (number, column) in looks.blank
        }
        if any(cells.values()):
            filled.append(Row(number, cells, not filled or _gap(last, number, looks)))
        # A row of words that are not read is no empty one.
        last = number if cells else last
    return filled


def _gap(last: int, number: int, looks: Looks) -> bool:
    """Whether an empty row, and not only a hidden one, stands between two rows."""
    return any(between not in looks.rows for between in range(last + 1, number))


def _shown(value: _Value, place: Place, looks: Looks) -> str:
    if place in looks.blank:
        return ""
    if place in looks.struck:
        return looks.struck[place]
    words = said(value, percent=place in looks.percent)
    if place in looks.units and isinstance(value, int | float) and not isinstance(value, bool):
        before, behind = looks.units[place]
        return f"{before}{words}{behind}"
    return words


def said(value: _Value, *, percent: bool = False) -> str:
    """A value as a person would write it: whole numbers without point, a day without an hour, a share as a percentage.

    Args:
        percent: whether its cell shows a number as a percentage.
    """
    match value:
        case bool():
            return "是" if value else "否"
        case int() | float() if percent:
            return f"{value * 100:.12g}%"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
        case datetime.datetime():
            midnight = value.time() == datetime.time()
            return f"{value:%Y-%m-%d}" if midnight else f"{value:%Y-%m-%d %H:%M:%S}"
        case _:
            return str(value)
