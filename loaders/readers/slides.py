"""Presentations (pptx): each slide a page, its shapes from top to bottom, tables, and what the speaker notes say.

ECMA-376 Part 1, 19 (PresentationML) and 21 (DrawingML).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from loaders.readers.drawings import drawn
from loaders.readers.job import Job
from loaders.readers.model import Cell, Notice, Reading, Writer, clean
from loaders.readers.numbering import formatted, whole
from loaders.readers.package import Package

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MARGIN = ("dt", "ftr", "sldNum", "hdr")
"""Placeholders for date, footer and number, which every slide repeats."""
_NUMBERS = {
    "arabic": "decimal",
    "ea1Chs": "chineseCounting",
    "ea1Cht": "chineseCounting",
    "circleNum": "decimalEnclosedCircle",
}
_ENDS = {"Period": "{}.", "ParenBoth": "({})", "ParenR": "{})", "Plain": "{}"}
_DEEPEST, _MOST_COLUMNS = 30, 200
_ROW = 120_000
"""EMU (a third of a centimetre): shapes whose tops differ by less stand beside each other."""


class _Shape(NamedTuple):
    """A shape with words or a table, and where it stands."""

    top: int
    left: int
    element: etree._Element


def read(job: Job) -> Reading:
    """Read a presentation.

    Raises:
        ReadError: it is broken, locked, or too large.
    """
    with Package.of(job) as package:
        return _Presentation(job, package).read()


@dataclass
class _Presentation:
    """One presentation while it is read."""

    job: Job
    package: Package
    counts: dict[str, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def read(self) -> Reading:
        """All slides, in their order."""
        name = self.package.main("ppt/presentation.xml")
        root = self.package.root(name)
        if root is None:
            raise self.job.broken()
        links = self.package.links(name)
        writer = Writer(self.job.limits.characters, self.job.name)
        notes: list[tuple[int, str]] = []
        for number, slide in enumerate(root.iterfind(f"{_P}sldIdLst/{_P}sldId"), 1):
            part = links.get(slide.get(f"{_R}id", ""))
            found = self.package.root(part.target) if part is not None else None
            if part is None or found is None:
                raise self.job.broken(f"缺第 {number} 页")
            if found.get("show") in ("0", "false"):
                self._count("隐藏的幻灯片没有读")
                continue
            self._slide(writer, found, number)
            self._beside(found, part.target)
            notes.extend((number, words) for words in self._notes(part.target))
        for number, words in notes:
            writer.paragraph(words, kind="note", page=number)
        return writer.reading(facts={"title": self._title()}, notices=list(self._notices()))

    def _count(self, reason: str, number: int = 1) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + number

    def _title(self) -> str:
        root = self.package.root("docProps/core.xml")
        return (root.findtext(f"{_DC}title") or "") if root is not None else ""

    def _beside(self, root: etree._Element, part: str) -> None:
        """Count what the slide draws and what hangs on it."""
        found = drawn(root, self.package, part)
        for reason, number in found.counts.items():
            self._count(reason, number)
        self.words.extend(found.words)
        for link in self.package.links(part).values():
            if link.kind in ("comments", "comment"):
                self._count("批注没有读")
            elif link.kind in ("oleObject", "package"):
                self._count("嵌入的对象没有读")

    def _notices(self) -> Iterator[Notice]:
        for reason, count in self.counts.items():
            yield Notice(reason, f"{count} 处")
        if self.words:
            yield Notice("图示、图表中的文字没有读入正文", "、".join(self.words))

    # -- slides ------------------------------------------------------------------------------------------------------

    def _slide(self, writer: Writer, root: etree._Element, page: int) -> None:
        tree = root.find(f"{_P}cSld/{_P}spTree")
        shapes = list(self._shapes(tree, 0, 0, 0)) if tree is not None else []
        for shape in _in_order(shapes):
            table = shape.element.find(f".//{_A}tbl")
            if table is not None:
                writer.table([cell._replace(page=page) for cell in self._table(table)])
                continue
            title = _placeholder(shape.element) in ("title", "ctrTitle")
            for words in self._paragraphs(shape.element.find(f"{_P}txBody")):
                writer.paragraph(words, kind="heading" if title else "paragraph", page=page, level=1 if title else 0)

    def _shapes(self, tree: etree._Element, depth: int, top: int, left: int) -> Iterator[_Shape]:
        """The shapes with words; those of a group stand where the group does."""
        if depth > _DEEPEST:
            raise RecursionError
        for child in tree:
            if child.tag == f"{_MC}AlternateContent":
                way = child.find(f"{_MC}Choice")
                way = way if way is not None else child.find(f"{_MC}Fallback")
                yield from self._shapes(way, depth + 1, top, left) if way is not None else ()
                continue
            if not isinstance(child.tag, str) or not child.tag.startswith(_P):
                continue
            if (
                next((mark for mark in child.iterfind(f"*/{_P}cNvPr") if mark.get("hidden") in ("1", "true")), None)
                is not None
            ):
                self._count("隐藏的文本框没有读")
            elif child.tag == f"{_P}grpSp":
                place = _place(child)
                yield from self._shapes(child, depth + 1, *(place or (top, left)))
            elif _placeholder(child) in _MARGIN:
                continue
            elif child.tag in (f"{_P}sp", f"{_P}cxnSp", f"{_P}graphicFrame"):
                # Inside a group the group's place counts, and the order of drawing.
                place = _place(child) if not depth or (top, left) == (0, 0) else (top, left)
                yield _Shape(*(place or (top, left)), child)

    def _paragraphs(self, body: etree._Element | None) -> Iterator[str]:
        """The paragraphs of a shape, with the numbers that are shown before them."""
        count = 0
        for paragraph in body.iterfind(f"{_A}p") if body is not None else ():
            words = self._words(paragraph)
            number = paragraph.find(f"{_A}pPr/{_A}buAutoNum")
            count = count + 1 if number is not None and clean(words) else 0
            if number is not None and count:
                words = _numbered(number, count) + words
            if clean(words):
                yield words

    def _words(self, paragraph: etree._Element) -> str:
        """The words of a paragraph; those struck through are not read."""
        words = ""
        for child in paragraph:
            if child.tag == f"{_A}br":
                words += "\n"
            elif child.tag in (f"{_A}r", f"{_A}fld"):
                about = child.find(f"{_A}rPr")
                said = child.findtext(f"{_A}t") or ""
                if about is not None and about.get("strike") in ("sngStrike", "dblStrike"):
                    self._count("带删除线的文字没有读")
                else:
                    words += said
        return words

    def _table(self, table: etree._Element) -> Iterator[Cell]:
        for row, element in enumerate(table.iterfind(f"{_A}tr"), 1):
            for column, cell in enumerate(element.iterfind(f"{_A}tc"), 1):
                if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                    continue
                if column > _MOST_COLUMNS:
                    break
                down, across = whole(cell.get("rowSpan", ""), 1), whole(cell.get("gridSpan", ""), 1)
                words = "\n".join(self._paragraphs(cell.find(f"{_A}txBody")))
                yield Cell(words, row, column, max(1, min(5000, down)), max(1, min(_MOST_COLUMNS, across)))

    def _notes(self, part: str) -> Iterator[str]:
        """What the notes below a slide say; they are for the speaker, but hold what is not shown."""
        for link in self.package.links(part).values():
            root = self.package.root(link.target) if link.kind == "notesSlide" else None
            for shape in root.iter(f"{_P}sp") if root is not None else ():
                if _placeholder(shape) == "body":
                    words = "\n".join(self._paragraphs(shape.find(f"{_P}txBody")))
                    if words:
                        self._count("备注读在文末")
                        yield words


def _placeholder(shape: etree._Element) -> str:
    """Which part of the slide's layout a shape fills; empty for one of its own."""
    mark = shape.find(f"*/{_P}nvPr/{_P}ph")
    return mark.get("type", "body") if mark is not None else ""


def _place(shape: etree._Element) -> tuple[int, int] | None:
    """Top and left; None where the layout of the slide tells them."""
    off = shape.find(f"*/{_A}xfrm/{_A}off")
    off = off if off is not None else shape.find(f"{_P}xfrm/{_A}off")
    if off is None:
        return None
    y, x = off.get("y", ""), off.get("x", "")
    return (int(y), int(x)) if re.fullmatch(r"-?\d{1,12}", y) and re.fullmatch(r"-?\d{1,12}", x) else None


def _in_order(shapes: list[_Shape]) -> list[_Shape]:
    """Titles first, then from top to bottom; what stands beside each other from left to right."""
    ordered = sorted(shapes, key=lambda shape: (_placeholder(shape.element) not in ("title", "ctrTitle"), shape.top))
    rows: list[list[_Shape]] = []
    for shape in ordered:
        if rows and 0 <= shape.top - rows[-1][0].top < _ROW:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    return [shape for row in rows for shape in sorted(row, key=lambda one: one.left)]


def _numbered(mark: etree._Element, count: int) -> str:
    """The number before a paragraph, as `ST_TextAutonumberScheme` writes it (20.1.10.61)."""
    scheme = mark.get("type", "arabicPeriod")
    number = whole(mark.get("startAt", ""), 1) + count - 1
    form = next((form for start, form in _NUMBERS.items() if scheme.startswith(start)), "decimal")
    if form == "decimalEnclosedCircle":
        return formatted(number, form)
    if form == "chineseCounting":
        return f"{formatted(number, form)}、"
    return next((shape.format(number) for end, shape in _ENDS.items() if scheme.endswith(end)), f"{number}.")
