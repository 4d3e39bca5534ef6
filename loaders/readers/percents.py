"""Which cells of an Excel workbook show their number as a percentage; its bare number for 7.5% is 0.075."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from loaders.readers import xml
from loaders.readers.job import Job

Place = tuple[int, int]
"""Row and column of a cell, from 1."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = frozenset({"9", "10"})
"""ECMA-376 part 1, 18.8.30: the numbers of the formats 0% and 0.00%."""
_LITERAL = re.compile(r'"[^"]*"|\\.')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def percents(archive: zipfile.ZipFile, job: Job) -> dict[int, frozenset[Place]]:
    """The places of such cells by the number of their sheet, from 1; sheets without any are left out.

    Raises:
        ReadError: a part of the workbook is no XML, or too large.
    """
    styles = _styles(xml.part(archive, "xl/styles.xml", job))
    if not styles:
        return {}
    found: dict[int, frozenset[Place]] = {}
    for number, member in enumerate(_sheets(archive, job), 1):
        sheet = xml.part(archive, member, job)
        places = frozenset(_places(sheet, styles)) if sheet is not None else frozenset()
        if places:
            found[number] = places
    return found


def _styles(root: etree._Element | None) -> frozenset[str]:
    """The numbers of the cell styles that write a percentage."""
    if root is None:
        return frozenset()
    codes = {row.get("numFmtId", ""): row.get("formatCode", "") for row in root.iter(f"{_MAIN}numFmt")}
    shown = _BUILT_IN | {number for number, code in codes.items() if "%" in _LITERAL.sub("", code)}
    formats = root.find(f"{_MAIN}cellXfs")
    rows = formats.iter(f"{_MAIN}xf") if formats is not None else ()
    return frozenset(str(number) for number, row in enumerate(rows) if row.get("numFmtId") in shown)


def _sheets(archive: zipfile.ZipFile, job: Job) -> Iterator[str]:
    """The parts of the sheets, in the order of the workbook."""
    book, links = xml.part(archive, "xl/workbook.xml", job), xml.part(archive, "xl/_rels/workbook.xml.rels", job)
    if book is None or links is None:
        return
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    for sheet in book.iter(f"{_MAIN}sheet"):
        yield str(PurePosixPath("xl", targets.get(sheet.get(_LINK, ""), ""))).lstrip("/")


def _places(sheet: etree._Element, styles: frozenset[str]) -> Iterator[Place]:
    for cell in sheet.iter(f"{_MAIN}c"):
        place = _PLACE.fullmatch(cell.get("r", "")) if cell.get("s") in styles else None
        if place is not None:
            yield int(place[2]), _column(place[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
