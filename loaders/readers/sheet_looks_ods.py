"""How an ods shows its cells (ODF 1.3): what is hidden, struck through, commented, drawn, or an error for a value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from loaders.readers import xml
from loaders.readers.job import Job
from loaders.readers.sheet_looks import Looks, name_of

_URN = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
_TABLE, _TEXT, _STYLE, _OFFICE, _DRAW = map(_URN.format, ("table", "text", "style", "office", "drawing"))
_NOT_SHOWN = frozenset({"collapse", "filter"})
"""ODF 1.3 part 3, 19.739: rows and columns that are hidden or that a filter leaves out."""
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LINE_THROUGH = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
_COUNT = re.compile(r"\d{1,7}", re.ASCII)
_ERROR = re.compile(r"#[A-Z/0]+[!?]?|#?(?:Err|错误):\s?\d{1,3}", re.ASCII)
_WITH_UNIT = re.compile(r"([^\d.+-]*)[+-]?[\d.,]+\s?([^\d.,]*)")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


class _Cell(NamedTuple):
    """A cell that holds something, its row and column from 1, and the style of its column where it has none."""

    row: int
    column: int
    node: etree._Element
    style: str


def looks(archive: zipfile.ZipFile, job: Job) -> dict[int, Looks]:
    """How each sheet of an ods looks, by its number from 1.

    Raises:
        ReadError: the content is no XML, or too large.
    """
    content = xml.part(archive, "content.xml", job)
    if content is None:
        return {}
    struck = _struck(xml.part(archive, "styles.xml", job)) | _struck(content)
    return {number: _looks(sheet, struck) for number, sheet in enumerate(content.iter(f"{_TABLE}table"), 1)}


def _struck(root: etree._Element | None) -> frozenset[str]:
    """The names of the styles that strike words through, those made from them included."""
    styles = list(root.iter(f"{_STYLE}style")) if root is not None else []
    found: set[str] = set()
    for style in styles:
        said = [part.get(key, "") for part in style.iter(f"{_STYLE}text-properties") for key in _LINE_THROUGH]
        given = [word for word in said if word]
        if (given and "none" not in given) or (not given and style.get(f"{_STYLE}parent-style-name", "") in found):
            found.add(style.get(f"{_STYLE}name", ""))
    return frozenset(found)


def _looks(sheet: etree._Element, struck: frozenset[str]) -> Looks:
    rows, columns = (
        _not_shown(sheet, f"{_TABLE}table-{kind}", f"{_TABLE}number-{kind}s-repeated", most)
        for kind, most in (("row", _MOST_ROWS), ("column", _MOST_COLUMNS))
    )
    found = Looks(rows=set(rows), columns=set(columns))
    for cell in _cells(sheet):
        _cell(found, cell, struck)
    for shape in (shape for shapes in sheet.iter(f"{_TABLE}shapes", *_CELLS) for shape in shapes):
        if str(shape.tag).startswith(_DRAW):
            words = "\n".join("".join(map(str, p.itertext())) for p in shape.iter(f"{_TEXT}p"))
            found.boxes.extend([words] if words.strip() else [])
            found.pictures += not words.strip()
    return found


def _not_shown(sheet: etree._Element, tag: str, repeated: str, most: int) -> Iterator[int]:
    """Numbers of the rows, or of the columns, that are not shown."""
    number = 1
    for one in sheet.iter(tag):
        times = _times(one, repeated)
        # The empty rest of a sheet is hidden in one go; nothing is lost with it.
        told = tag.endswith("column") or any(word.strip() for word in one.itertext())
        if one.get(f"{_TABLE}visibility") in _NOT_SHOWN and told:
            yield from range(number, min(number + times, most + 1))
        number += times
        if number > most:
            return


def _times(node: etree._Element, repeated: str) -> int:
    said = node.get(repeated, "")
    return max(1, int(said)) if _COUNT.fullmatch(said) else 1


def _cells(sheet: etree._Element) -> Iterator[_Cell]:
    """The cells with content; of a row that is repeated, the first."""
    defaults: list[str] = []
    for column in sheet.iter(f"{_TABLE}table-column"):
        style = column.get(f"{_TABLE}default-cell-style-name", "")
        times = _times(column, f"{_TABLE}number-columns-repeated")
        defaults.extend([style] * min(times, _MOST_COLUMNS - len(defaults)))
    number = 1
    for row in sheet.iter(f"{_TABLE}table-row"):
        column_number = 1
        for node in row.iterchildren(*_CELLS):
            if len(node) or node.get(f"{_TABLE}formula"):
                usual = defaults[column_number - 1] if column_number <= len(defaults) else ""
                yield _Cell(number, column_number, node, node.get(f"{_TABLE}style-name", "") or usual)
            column_number += _times(node, f"{_TABLE}number-columns-repeated")
        number += _times(row, f"{_TABLE}number-rows-repeated")


def _cell(found: Looks, cell: _Cell, struck: frozenset[str]) -> None:
    place, node = (cell.row, cell.column), cell.node
    paragraphs = list(node.iterchildren(f"{_TEXT}p"))
    words = "\n".join("".join(map(str, p.itertext())) for p in paragraphs)
    found.comments += sum(1 for _ in node.iterchildren(f"{_OFFICE}annotation"))
    kind = node.get(f"{_OFFICE}value-type", "")
    if kind == "percentage":
        found.percent.add(place)
    elif kind == "float" and (shown := _WITH_UNIT.fullmatch(words.strip())) and any(shown.groups()):
        found.units[place] = (shown[1], shown[2])
    if cell.style in struck and words.strip():
        found.struck[place] = ""
    elif any(span.get(f"{_TEXT}style-name", "") in struck for p in paragraphs for span in p.iter(f"{_TEXT}span")):
        found.struck[place] = "\n".join(_unstruck(p, struck) for p in paragraphs)
    if node.get(f"{_TABLE}formula"):
        if _ERROR.fullmatch(words.strip()):
            found.errors.append(f"{name_of(place)} {words.strip()}")
            found.blank.add(place)
        elif not kind and not words.strip():
            found.empty.append(name_of(place))
            found.blank.add(place)


def _unstruck(node: etree._Element, struck: frozenset[str]) -> str:
    """The words of a paragraph that are not struck through."""
    words = node.text or ""
    for part in node:
        gone = part.get(f"{_TEXT}style-name", "") in struck
        words += ("" if gone else _unstruck(part, struck)) + (part.tail or "")
    return words
