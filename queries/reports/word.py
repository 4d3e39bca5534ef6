"""Lists for Word and WPS, laid out as offices hand them in: title, sources, a ruled table for each part.

A4 across. Fonts are those of official documents; 方正小标宋 is not on every computer, so the font table of the file
names what stands in for it (`_STAND_INS`).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from lxml import etree

from graph.spreadsheet import OWN_EXPORT
from queries.reports.listing import Cell, Column, Listing, Row, Table, cited
from queries.reports.numerals import chinese

_TITLE_FONT, _HEADING_FONT, _BODY_FONT, _LATIN_FONT = "方正小标宋简体", "黑体", "仿宋", "Times New Roman"
_STAND_INS = {
    _TITLE_FONT: "方正小标宋_GBK,华文中宋,宋体",
    _HEADING_FONT: "SimHei",
    _BODY_FONT: "仿宋_GB2312,FangSong,华文仿宋",
}
"""What takes the place of a font that a computer lacks, in order."""

_SMALL, _HEAD, _CELL, _CENTRED_CELL = "正文小字", "表头", "表格", "表格居中"
_OWN_STYLES = (
    (_SMALL, _BODY_FONT, 10.5, False),
    (_HEAD, _HEADING_FONT, 10.5, True),
    (_CELL, _BODY_FONT, 9.5, False),
    (_CENTRED_CELL, _BODY_FONT, 9.5, True),
)
"""Name, font, size in points, and whether centred, of the styles that the list adds to Word's own."""

_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = Cm(29.7), Cm(21.0), Cm(1.5)
_LEAST = Cm(0.6)
_BESIDE = 45
"""Twentieths of a point between the rule and the words of a cell."""
_SHORT = 260
"""Rows with no more characters than this stay on one page."""

_CENTRED = frozenset({"序号", "角色"})
"""Columns whose cells stand in the middle."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""

_MADE = datetime(2000, 1, 1)
"""The time that the file says it was made at: the same list makes the same file."""


def write_docx(listing: Listing, path: Path) -> None:
    """Write the pages of a list as a Word document."""
    paper = Document()
    _set_up(paper, listing.title)
    _front(paper, listing)
    for number, table in enumerate(listing.pages, 1):
        _part(paper, number if len(listing.pages) > 1 else 0, table)
    if listing.sources:
        _paragraph(paper, "来源", "Heading 1")
    for number, source in enumerate(listing.sources, 1):
        _paragraph(paper, f"{number}. {cited(source)}", _SMALL)
    if listing.notes:
        _paragraph(paper, "说明", "Heading 1")
        for number, note in enumerate(listing.notes, 1):
            _paragraph(paper, f"{number}. {note}", _SMALL)
    _save(paper, path)


def _set_up(paper: Paper, title: str) -> None:
    """Page, fonts and styles."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _PAGE_WIDTH, _PAGE_HEIGHT
    section.left_margin = section.right_margin = section.bottom_margin = _MARGIN
    section.top_margin = Cm(1.8)
    section.footer_distance = Cm(1.0)
    _style(paper, "Normal", _BODY_FONT, 12)
    _style(paper, "Title", _TITLE_FONT, 22, centred=True, after=6)
    _style(paper, "Heading 1", _HEADING_FONT, 14, before=10, after=4)
    for name, font, size, centred in _OWN_STYLES:
        paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _style(paper, name, font, size, centred=centred, before=1, after=1)
    _declare_fonts(paper)
    _page_numbers(section.footer.paragraphs[0])
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.category = OWN_EXPORT
    properties.created = properties.modified = _MADE


def _style(
    paper: Paper, name: str, font: str, size: float, *, centred: bool = False, before: float = 0, after: float = 0
) -> None:
    style: Any = paper.styles[name]
    style.font.size = Pt(size)
    style.font.bold = False
    style.font.color.rgb = None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A theme's font in the template would win over ours.
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    for key, value in (("ascii", _LATIN_FONT), ("hAnsi", _LATIN_FONT), ("cs", _LATIN_FONT), ("eastAsia", font)):
        fonts.set(qn(f"w:{key}"), value)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
    form.keep_with_next = name in (_HEAD, "Heading 1") or None
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _declare_fonts(paper: Paper) -> None:
    """Say in the file's font table what stands in for a font that is missing; and that the text is Chinese."""
    part = next(part for part in paper.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    table = parse_xml(part.blob)
    for name, others in _STAND_INS.items():
        font = f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        table.append(parse_xml(font))
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _page_numbers(paragraph: Any) -> None:
    """第 X 页，共 Y 页, counted by the program that shows it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words in ("第 ", "PAGE", " 页，共 ", "NUMPAGES", " 页"):
        if words.isascii() and words.isupper():
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), words)
            run = OxmlElement("w:r")
            digit = OxmlElement("w:t")
            digit.text = "1"
            run.append(digit)
            field.append(run)
            paragraph._p.append(field)
        else:
            paragraph.add_run(words)


def _front(paper: Paper, listing: Listing) -> None:
    """Title, who fills it in and when, and how many rows there are."""
    _paragraph(paper, listing.title, "Title")
    for line in listing.below:
        _paragraph(paper, line, "Normal").alignment = WD_ALIGN_PARAGRAPH.CENTER
    if listing.form:
        _paragraph(paper, "　　　　".join(listing.form), _SMALL)
    cut = "" if listing.complete else "本清单已截断，没有列全。"
    if cut or not listing.form:
        _paragraph(paper, f"{listing.counted}。{cut}", "Normal").alignment = WD_ALIGN_PARAGRAPH.CENTER


def _part(paper: Paper, number: int, table: Table) -> None:
    """A table below its heading; one that is alone needs none."""
    note = f"（{table.note}）" if table.note else ""
    if number:
        heading = _paragraph(paper, f"{chinese(number)}、{table.title}{note}", "Heading 1")
        heading.paragraph_format.keep_with_next = True
    if table.rows:
        _table(paper, table.printed, table.rows)


def _table(paper: Paper, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    made = paper.add_table(rows=1 + len(rows), cols=len(columns), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    _narrow_cells(made)
    widths = _widths(columns)
    for grid, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        grid.w = width
    lines: list[list[Cell]] = [[column.heading for column in columns]]
    lines += [[column.value(row) for column in columns] for row in rows]
    for at, (line, cells) in enumerate(zip(made._tbl.tr_lst, lines, strict=True)):
        _mark(line, head=at == 0, whole=sum(len(str(cell)) for cell in cells) <= _SHORT)
        for box, column, cell, width in zip(line.tc_lst, columns, cells, widths, strict=True):
            box.width = width
            middle = column.heading in _CENTRED or not isinstance(cell, str)
            _fill(box, str(cell), _HEAD if at == 0 else _CENTRED_CELL if middle else _CELL)


def _narrow_cells(made: Any) -> None:
    """Little room beside the words of a cell: Word's own takes a fifth of a narrow column."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(_BESIDE))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.append(margins)


def _widths(columns: Sequence[Column]) -> list[int]:
    """The page's width: a little for each column, the rest shared out as they want it."""
    rest = int(_PAGE_WIDTH - 2 * _MARGIN) - len(columns) * _LEAST
    wanted = sum(column.width for column in columns)
    return [_LEAST + rest * column.width // wanted for column in columns]


def _mark(line: Any, *, head: bool, whole: bool) -> None:
    """Repeat the header on every page; keep a short row on one page."""
    properties = line.get_or_add_trPr()
    for name in [name for name, wanted in (("w:cantSplit", whole), ("w:tblHeader", head)) if wanted]:
        properties.append(OxmlElement(name))


def _fill(cell: Any, words: str, style: str) -> None:
    # By the element, not by `Table.cell`, which walks through the whole table for each cell.
    paragraph = cell.p_lst[0]
    paragraph.style = style
    paragraph.add_r().text = _NOT_XML.sub("\ufffd", words)


def _paragraph(paper: Paper, words: str, style: str) -> Any:
    return paper.add_paragraph(_NOT_XML.sub("\ufffd", words), style=style)


def _save(paper: Paper, path: Path) -> None:
    """Write the file; its members carry a fixed time, since the same list makes the same file."""
    made = io.BytesIO()
    paper.save(made)
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            written.writestr(zipfile.ZipInfo(name), read.read(name), zipfile.ZIP_DEFLATED)
