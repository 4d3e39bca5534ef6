"""Filling in a workbook as a person would, without the program that wrote it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def fill(source: Path, target: Path, cells: Mapping[str, str]) -> Path:
    """A copy of a workbook in which some cells of the first sheet hold other words.

    Args:
        cells: words by the name of the cell, e.g. L4.
    """
    draft = target.with_suffix(".draft")
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            content = read.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = _filled(content, cells)
            written.writestr(name, content)
    shutil.move(draft, target)
    return target


def _filled(content: bytes, cells: Mapping[str, str]) -> bytes:
    sheet = etree.fromstring(content)
    found = {cell.get("r"): cell for cell in sheet.iter(f"{_NS}c")}
    for name, words in cells.items():
        cell = found[name]
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{_NS}is"), f"{_NS}t")
        text.text = words
    return etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)
