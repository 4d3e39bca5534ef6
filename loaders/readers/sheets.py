"""Workbooks (xlsx, xlsb, xls, et) and csv: each sheet a table, what stands above and below it paragraphs."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from loaders.readers.archives import opened
from loaders.readers.charset import decode
from loaders.readers.job import Job
from loaders.readers.model import Cell, Notice, Reading, Writer, clean
from loaders.readers.percents import Place, percents

_DELIMITERS = ",\t;，"
_MOST_COLUMNS = 1000
_LONGEST_HEADING = 40
_Value = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
_Rows = Sequence[Sequence[_Value]]
_Merged = dict[tuple[int, int], tuple[int, int]]
"""First place of a merged cell (row and column from 1) -> how many rows and columns it fills."""


def read(job: Job) -> Reading:
    """Read a workbook or a csv file.

    Raises:
        ReadError: it is broken, locked, or too large.
    """
    writer = Writer(job.limits.characters, job.name)
    if job.form.name == "csv":
        rows, notices = _csv(job)
        _write(writer, _filled(rows, frozenset()), {}, 1)
        return writer.reading(notices=notices)
    shown: dict[int, frozenset[Place]] = {}
    if job.form.holds:
        with opened(job.content, job.name) as archive:
            _check_size(archive, job)
            shown = percents(archive, job)
    try:
        return _workbook(job, writer, shown)
    except PasswordError as error:
        raise job.locked() from error
    except CalamineError as error:
        raise job.broken() from error


def _check_size(archive: zipfile.ZipFile, job: Job) -> None:
    """Refuse a workbook whose parts unpack to more than a file may have: its reader unpacks without a limit."""
    if sum(info.file_size for info in archive.infolist()) > job.limits.size:
        raise job.too_large("解开后过大，可能是压缩炸弹")


def _workbook(job: Job, writer: Writer, shown: Mapping[int, frozenset[Place]]) -> Reading:
    book = CalamineWorkbook.from_filelike(io.BytesIO(job.content))
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
        rows = _filled(sheet.to_python(skip_empty_area=False), shown.get(number, frozenset()))
        _write(writer, rows, merged, number)
    notices = [Notice("隐藏的工作表没有读", "、".join(hidden))] if hidden else []
    return writer.reading(sheets=book.sheet_names, notices=notices)


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


@dataclass(frozen=True)
class _Row:
    """A row with words: its number, its cells by column, and whether an empty row stands before it."""

    number: int
    cells: dict[int, str]
    apart: bool

    @property
    def lone(self) -> bool:
        """Whether it holds one cell only: a title, a note, a paragraph, or the heading of a part of the table."""
        return len(self.cells) == 1

    @property
    def long(self) -> bool:
        """Whether its one cell is too long for the heading of a part."""
        return self.lone and len(next(iter(self.cells.values()))) > _LONGEST_HEADING


def _write(writer: Writer, rows: Sequence[_Row], merged: _Merged, sheet: int) -> None:
    """A sheet: its tables, and the rows of one cell above, below and between them as paragraphs."""
    for group in _groups(rows):
        if group[0].lone:
            for row in group:
                writer.paragraph(next(iter(row.cells.values())), sheet=sheet, row=row.number)
        else:
            writer.table([cell for row in group for cell in _cells(row, merged)], sheet)


def _filled(rows: _Rows, shown: frozenset[Place]) -> list[_Row]:
    """The rows with words.

    Args:
        shown: places of the cells that show their number as a percentage.
    """
    filled: list[_Row] = []
    for number, values in enumerate(rows, 1):
        told = ((column, said(value, percent=(number, column) in shown)) for column, value in enumerate(values, 1))
        cells = {column: words for column, value in told if (words := clean(value))}
        if cells:
            filled.append(_Row(number, cells, not filled or filled[-1].number < number - 1))
    return filled


def _groups(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Tables, and paragraphs between them: a lone short row right between two rows of a table is part of it."""
    group: list[_Row] = []
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        heads = following is not None and not (row.apart or row.long or following.lone or following.apart)
        alone = row.lone and not (heads and group and not group[0].lone)
        if group and (alone != group[0].lone or (row.apart and not alone)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _cells(row: _Row, merged: _Merged) -> list[Cell]:
    return [
        Cell(words, row.number, column, *merged.get((row.number, column), (1, 1)))
        for column, words in row.cells.items()
    ]


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
