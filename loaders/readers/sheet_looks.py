"""How an Excel workbook shows its cells, which its bare values do not tell: percentages and units, what is hidden or
struck through, formulas without a value, comments, pictures.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from loaders.readers import archives, xml
from loaders.readers.job import Job
from loaders.readers.numbering import whole

Place = tuple[int, int]
"""Row and column of a cell, from 1."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_WORDS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BUILT_IN = frozenset({"9", "10"})
"""ECMA-376 part 1, 18.8.30: the numbers of the formats 0% and 0.00%."""
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_UNIT = re.compile(r'^(?:"([^"]*)"|\\(.))*[#0,.?]+(?:"([^"]*)"|\\(.)|_.|\*.| )*$')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_WIDEST, _MOST_PLACES = 1000, 5_000_000
_TOLD = 10


@dataclass
class Looks:
    """What one sheet shows, and what it does not.

    Attributes:
        percent: places whose number is shown as a percentage.
        units: places whose number is shown with words before and behind it.
        struck: places with words that are struck through -> the words that are not.
        rows, columns: hidden ones.
        blank: places of formulas without a value, or with an error for one.
        empty: the same without a stored value, as Excel names them.
        errors: places whose formula gives an error.
        comments, pictures: how many there are.
        boxes: the words of boxes of text that lie on the sheet.
    """

    percent: set[Place] = field(default_factory=set)
    units: dict[Place, tuple[str, str]] = field(default_factory=dict)
    struck: dict[Place, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    blank: set[Place] = field(default_factory=set)
    empty: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    comments: int = 0
    pictures: int = 0
    boxes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Styles:
    """By the number of a cell's style: those of percentages, of numbers with units, of words struck through."""

    percent: frozenset[str] = frozenset()
    units: dict[str, tuple[str, str]] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()


def looks(archive: zipfile.ZipFile, job: Job) -> dict[int, Looks]:
    """How each sheet looks, by its number from 1.

    Raises:
        ReadError: a part of the workbook is no XML, or too large.
    """
    styles = _styles(xml.part(archive, "xl/styles.xml", job))
    strings = xml.part(archive, "xl/sharedStrings.xml", job)
    rich = _rich(strings)
    found: dict[int, Looks] = {}
    for number, member in enumerate(_sheets(archive, job), 1):
        sheet = xml.part(archive, member, job)
        if sheet is not None:
            found[number] = _looks(sheet, styles, rich)
            _beside(found[number], archive, member, job)
    return found


def without_strays(archive: zipfile.ZipFile, job: Job) -> bytes:
    """The workbook without blank cells far away from all others, which would make it huge; the same where none is.

    Raises:
        ReadError: cells with words stand so far apart that nobody can have meant it.
    """
    strings = xml.part(archive, "xl/sharedStrings.xml", job)
    blank = {str(n) for n, item in enumerate(strings) if not _words(item).strip()} if strings is not None else set()
    changed: dict[str, bytes] = {}
    for member in _sheets(archive, job):
        sheet = xml.part(archive, member, job)
        if sheet is None or not _is_huge(_extent(sheet.iter(f"{_MAIN}c"))):
            continue
        for cell in [cell for cell in sheet.iter(f"{_MAIN}c") if _is_blank(cell, blank)]:
            row = cell.getparent()
            if row is not None:
                row.remove(cell)
        if _is_huge(_extent(sheet.iter(f"{_MAIN}c"))):
            raise job.too_large(f"的工作表中有单元格离其他内容太远，超过 {_WIDEST} 列")
        dimension = sheet.find(f"{_MAIN}dimension")
        if dimension is not None:
            sheet.remove(dimension)
        changed[member] = etree.tostring(sheet, encoding="UTF-8", xml_declaration=True)
    if not changed:
        return job.content
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as made:
        for info in archive.infolist():
            made.writestr(
                info.filename, changed.get(info.filename) or archives.part(archive, info, job.name, job.limits.size)
            )
    return stored.getvalue()


def _is_huge(extent: Place) -> bool:
    return extent[1] > _WIDEST or extent[0] * extent[1] > _MOST_PLACES


def _extent(cells: Iterator[etree._Element]) -> Place:
    """The last row and the last column."""
    rows = columns = 0
    for cell in cells:
        place = _place(cell)
        if place is not None:
            rows, columns = max(rows, place[0]), max(columns, place[1])
    return rows, columns


def _is_blank(cell: etree._Element, blank: set[str]) -> bool:
    value, inline = cell.findtext(f"{_MAIN}v"), cell.find(f"{_MAIN}is")
    if cell.get("t") == "s":
        return value is None or value.strip() in blank
    return not (value or "").strip() and (inline is None or not _words(inline).strip())


def _styles(root: etree._Element | None) -> _Styles:
    if root is None:
        return _Styles()
    codes = {row.get("numFmtId", ""): row.get("formatCode", "") for row in root.iter(f"{_MAIN}numFmt")}
    shown = BUILT_IN | {number for number, code in codes.items() if is_percent(code)}
    units = {number: unit for number, code in codes.items() if (unit := unit_of(code))}
    fonts = root.find(f"{_MAIN}fonts")
    struck = (
        {str(n) for n, font in enumerate(fonts) if _is_on(font.find(f"{_MAIN}strike"))} if fonts is not None else set()
    )
    formats = root.find(f"{_MAIN}cellXfs")
    rows = list(formats.iter(f"{_MAIN}xf")) if formats is not None else []
    return _Styles(
        frozenset(str(n) for n, row in enumerate(rows) if row.get("numFmtId") in shown),
        {str(n): units[row.get("numFmtId", "")] for n, row in enumerate(rows) if row.get("numFmtId", "") in units},
        frozenset(str(n) for n, row in enumerate(rows) if row.get("fontId") in struck),
    )


def is_percent(code: str) -> bool:
    """Whether a number format shows a share as a percentage."""
    return "%" in _LITERAL.sub("", code)


def unit_of(code: str) -> tuple[str, str] | None:
    """The words that a number format puts before and behind a number: 0"亿元" is ("", "亿元")."""
    first = re.sub(r"\[[^\]]*\]", "", code.split(";")[0]).strip()
    if not _UNIT.match(first):
        return None
    middle = re.search(r"[#0,.?]+", _LITERAL.sub(lambda match: "\0" * len(match.group()), first))
    if middle is None:
        return None
    before, behind = (
        "".join(a or b for a, b in _LITERAL.findall(part)) for part in (first[: middle.start()], first[middle.end() :])
    )
    return (before, behind.strip()) if before.strip() or behind.strip() else None


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def _rich(strings: etree._Element | None) -> dict[str, str]:
    """Shared strings with struck words: the others of their words, by the number of the string."""
    return (
        {str(n): words for n, item in enumerate(strings) if (words := _unstruck(item)) is not None}
        if strings is not None
        else {}
    )


def _unstruck(item: etree._Element) -> str | None:
    """The words of a text that are not struck through; None where none is."""
    runs = list(item.iterfind(f"{_MAIN}r"))
    struck = [_is_on(run.find(f"{_MAIN}rPr/{_MAIN}strike")) for run in runs]
    if not any(struck):
        return None
    return "".join(run.findtext(f"{_MAIN}t") or "" for run, gone in zip(runs, struck, strict=True) if not gone)


def _words(item: etree._Element) -> str:
    """The words of a text, without its phonetic guides."""
    return "".join(t.text or "" for t in item.iter(f"{_MAIN}t"))


def _sheets(archive: zipfile.ZipFile, job: Job) -> Iterator[str]:
    """The parts of the sheets, in the order of the workbook."""
    book, links = xml.part(archive, "xl/workbook.xml", job), xml.part(archive, "xl/_rels/workbook.xml.rels", job)
    if book is None or links is None:
        return
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    for sheet in book.iter(f"{_MAIN}sheet"):
        yield posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get(_LINK, ""), ""))).lstrip("/")


def _looks(sheet: etree._Element, styles: _Styles, rich: dict[str, str]) -> Looks:
    found = Looks()
    for column in sheet.iterfind(f"{_MAIN}cols/{_MAIN}col"):
        if column.get("hidden") in ("1", "true"):
            first, last = whole(column.get("min", ""), 1), whole(column.get("max", ""), 1)
            found.columns.update(range(max(1, first), min(_LAST_COLUMN, last) + 1))
    number = 0
    for row in sheet.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        number = int(row.get("r", "")) if re.fullmatch(r"\d{1,7}", row.get("r", ""), re.ASCII) else number + 1
        if row.get("hidden") in ("1", "true") and len(row):
            found.rows.add(number)
        for cell in row:
            _cell(found, cell, styles, rich)
    return found


def _cell(found: Looks, cell: etree._Element, styles: _Styles, rich: dict[str, str]) -> None:
    place = _place(cell)
    if place is None:
        return
    style, value, inline = cell.get("s", ""), cell.findtext(f"{_MAIN}v"), cell.find(f"{_MAIN}is")
    if style in styles.percent:
        found.percent.add(place)
    elif style in styles.units:
        found.units[place] = styles.units[style]
    if style in styles.struck and (value or inline is not None):
        found.struck[place] = ""
    elif cell.get("t") == "s" and value in rich:
        found.struck[place] = rich[value]
    elif inline is not None and (words := _unstruck(inline)) is not None:
        found.struck[place] = words
    if cell.find(f"{_MAIN}f") is not None and not value:
        found.empty.append(cell.get("r", ""))
        found.blank.add(place)
    elif cell.get("t") == "e":
        found.errors.append(f"{cell.get('r', '')} {value or ''}")
        found.blank.add(place)


def _beside(found: Looks, archive: zipfile.ZipFile, member: str, job: Job) -> None:
    """Comments and pictures, which stand in parts of their own."""
    folder, name = posixpath.split(member)
    links = xml.part(archive, f"{folder}/_rels/{name}.rels", job)
    for link in links.iter(_RELATION) if links is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
        kind = link.get("Type", "").rsplit("/", 1)[-1]
        if kind in ("comments", "threadedComment"):
            root = xml.part(archive, target, job)
            comments = (
                [
                    one
                    for one in root.iter(etree.Element)
                    if etree.QName(one).localname in ("comment", "threadedComment")
                ]
                if root is not None
                else []
            )
            found.comments = max(found.comments, len(comments))
        elif kind == "drawing":
            root = xml.part(archive, target, job)
            found.boxes.extend(_boxes(root))
            shapes = [etree.QName(one).localname for one in root.iter(etree.Element)] if root is not None else []
            found.pictures += sum(shape in ("pic", "graphicFrame") for shape in shapes)


def _boxes(drawing: etree._Element | None) -> Iterator[str]:
    """The words of the boxes of text in a drawing, a paragraph a line."""
    for body in drawing.iter(f"{_DRAWN}txBody") if drawing is not None else ():
        words = ["".join(t.text or "" for t in p.iter(f"{_WORDS}t")) for p in body.iterfind(f"{_WORDS}p")]
        if any(word.strip() for word in words):
            yield "\n".join(words)


def told(places: list[str]) -> str:
    """Some places, as a notice lists them."""
    return "、".join(places[:_TOLD]) + (f" 等 {len(places)} 处" if len(places) > _TOLD else "")


def _place(cell: etree._Element) -> Place | None:
    place = _PLACE.fullmatch(cell.get("r", ""))
    return (int(place[2]), column_of(place[1])) if place is not None else None


def column_of(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters_of(column: int) -> str:
    """The letters of a column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def name_of(place: Place) -> str:
    """A place as Excel names it."""
    return f"{letters_of(place[1])}{place[0]}"
