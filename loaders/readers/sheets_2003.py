"""Excel's XML of 2003 (SpreadsheetML), which many a system exports under the name .xls.

Microsoft's "XML Spreadsheet Reference" describes it: rows and cells carry an index where some are left out before them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from loaders.readers import xml
from loaders.readers.job import Job
from loaders.readers.model import Notice, Reading, Writer
from loaders.readers.numbering import whole
from loaders.readers.tabular import Row, grouped

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 1000


def read(job: Job) -> Reading:
    """Read a workbook in one XML file.

    Raises:
        ReadError: it is no XML, or too large.
    """
    root = xml.parse(job.content, job)
    writer = Writer(job.limits.characters, job.name)
    names: list[str] = []
    hidden: list[str] = []
    counts = {"隐藏的行或列没有读": 0, "单元格批注没有读": 0}
    struck = {style.get(f"{_S}ID", "") for style in root.iter(f"{_S}Style") if _strikes(style)}
    for number, sheet in enumerate(root.iterfind(f"{_S}Worksheet"), 1):
        names.append(sheet.get(f"{_S}Name", ""))
        visible = sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible") or ""
        if visible.startswith("SheetHidden") or visible.startswith("SheetVeryHidden"):
            hidden.append(names[-1])
            continue
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        rows = list(_rows(sheet, merged, counts, struck))
        grouped(writer, rows, merged, number)
    notices = [Notice(reason, f"{count} 处") for reason, count in counts.items() if count]
    if hidden:
        notices.append(Notice("隐藏的工作表没有读", "、".join(hidden)))
    return writer.reading(sheets=names, notices=notices)


def _strikes(style: etree._Element) -> bool:
    font = style.find(f"{_S}Font")
    return font is not None and font.get(f"{_S}StrikeThrough") in ("1", "true")


def _rows(
    sheet: etree._Element, merged: dict[tuple[int, int], tuple[int, int]], counts: dict[str, int], struck: set[str]
) -> Iterator[Row]:
    number = 0
    for row in sheet.iterfind(f"{_S}Table/{_S}Row"):
        number = max(number + 1, min(_MOST_ROWS, whole(row.get(f"{_S}Index", ""), 0)))
        if row.get(f"{_S}Hidden") in ("1", "true"):
            counts["隐藏的行或列没有读"] += 1
            continue
        cells: dict[int, str] = {}
        column = 0
        for cell in row.iterfind(f"{_S}Cell"):
            column = max(column + 1, whole(cell.get(f"{_S}Index", ""), 0))
            if column > _MOST_COLUMNS:
                break
            counts["单元格批注没有读"] += cell.find(f"{_S}Comment") is not None
            data = cell.find(f"{_S}Data")
            words = "".join(str(part) for part in data.itertext()) if data is not None else ""
            if words.strip() and cell.get(f"{_S}StyleID", "") in struck:
                counts["带删除线的文字没有读"] = counts.get("带删除线的文字没有读", 0) + 1
            elif words.strip():
                cells[column] = words
            down, across = whole(cell.get(f"{_S}MergeDown", ""), 0), whole(cell.get(f"{_S}MergeAcross", ""), 0)
            if down > 0 or across > 0:
                merged[(number, column)] = (1 + max(0, min(down, 5000)), 1 + max(0, min(across, _MOST_COLUMNS)))
            column += max(0, min(across, _MOST_COLUMNS))
        if cells:
            yield Row(number, cells)
