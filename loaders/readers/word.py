"""Word documents (docx, Word's XML): the text as Word shows it with all changes accepted, with the numbers that Word
generates; what it hides or draws is not read, and said.

ECMA-376 Part 1 describes the parts; the numbers in comments are its sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from loaders.page.blocks import Kind
from loaders.readers import eq_fields
from loaders.readers.drawings import Drawn, drawn
from loaders.readers.job import Job
from loaders.readers.model import Cell, Notice, Reading, Writer, clean
from loaders.readers.numbering import Numbering, W, value, whole
from loaders.readers.package import Package

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_WX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_SYMBOL = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
_THROUGH = frozenset(
    [
        W + name
        for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "fldSimple", "dir", "bdo")
    ]
    + [_WX + name for name in ("sect", "sub-section", "pBdrGroup", "borders")]
)
_GONE = frozenset(W + name for name in ("del", "moveFrom", "delText", "delInstrText", "rt"))
_TOGGLES = ("vanish", "strike", "dstrike")
_TINY = 4
"""Half points: words set smaller cannot be read."""
_HIDDEN, _STRUCK = "隐藏的文字没有读", "带删除线的文字没有读"
_CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_MARKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TOC = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")
_MOST_COLUMNS = 200
_DEEPEST = 60


class _Looks(NamedTuple):
    """What hides words, or tells that they are no longer meant; None where nothing is said.

    Attributes:
        vanish, strike, dstrike: as ECMA-376 Part 1, 17.3.2, names them.
        white: whether they have the colour of the page.
        tiny: whether they are too small to be seen.
    """

    vanish: bool | None = None
    strike: bool | None = None
    dstrike: bool | None = None
    white: bool | None = None
    tiny: bool | None = None

    @classmethod
    def of(cls, about: etree._Element | None) -> _Looks:
        """What a `w:rPr` says."""
        if about is None:
            return cls()
        said = [about.find(f"{W}{name}") for name in _TOGGLES]
        on = [mark.get(f"{W}val") not in ("0", "false", "off") if mark is not None else None for mark in said]
        colour, shaded = value(about, "color").upper(), value(about, "highlight") or about.find(f"{W}shd") is not None
        size = value(about, "sz")
        white = (colour == "FFFFFF" and not shaded) if colour else None
        return cls(on[0], on[1], on[2], white, whole(size, _TINY + 1) <= _TINY if size else None)

    def under(self, other: _Looks) -> _Looks:
        """These looks with what others, which stand nearer to the words, say otherwise."""
        return _Looks(*(near if near is not None else far for far, near in zip(self, other, strict=True)))


_PLAIN = _Looks()


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says of its paragraphs: its own words, else those of the style it is based on."""

    name: str = ""
    level: int = -1
    list: str = ""
    depth: int = 0
    looks: _Looks = _PLAIN


@dataclass
class _Paragraph:
    """A paragraph: its words page by page, and what it is."""

    pieces: list[tuple[int, str]]
    level: int = -1
    toc: bool = False

    @property
    def words(self) -> str:
        return "".join(words for _, words in self.pieces)


@dataclass
class _Table:
    """A table as cells; `columns` counts those of its grid."""

    cells: list[Cell]
    items: list[list[_Item]]

    @property
    def columns(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=1) - 1


_Item = _Paragraph | _Table


def read(job: Job) -> Reading:
    """Read a Word document.

    Raises:
        ReadError: it is broken, locked, or too large.
    """
    with Package.of(job) as package:
        return _Document(job, package).read()


@dataclass
class _Field:
    """A field that is open: its code so far, and whether its result has begun."""

    code: str = ""
    shows: bool = False


@dataclass
class _Document:
    """One document while it is read."""

    job: Job
    package: Package
    numbering: Numbering = field(init=False)
    styles: dict[str, _Style] = field(init=False)
    default: str = ""
    page: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    looks: _Looks = _PLAIN
    tables: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    carried: list[tuple[int, str]] = field(default_factory=list)

    def read(self) -> Reading:
        """The whole document."""
        name = self.package.main("word/document.xml")
        root = self.package.root(name)
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise self.job.broken()
        self.numbering = Numbering.of(self._part("word/numbering.xml"))
        self.styles = self._read_styles(self._part("word/styles.xml"))
        # Only Word itself leaves these marks; without them nobody knows where its pages end.
        self.page = 1 if next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None else 0
        self.counts["含修订，按接受全部修订后的文字读"] = sum(1 for _ in root.iter(*_CHANGES))
        writer = Writer(self.job.limits.characters, self.job.name)
        self._write(writer, self._items(body, 0))
        self._write_notes(writer)
        self._tell(drawn(body, self.package, name))
        return writer.reading(facts={"title": self._title()}, notices=self._notices(root))

    def _part(self, name: str) -> etree._Element | None:
        return self.package.root(name)

    def _tell(self, found: Drawn) -> None:
        """Count what is drawn, whose words are not read."""
        for reason, number in found.counts.items():
            self._count(reason, number)
        self.words.extend(found.words)

    def _write(self, writer: Writer, items: Iterable[_Item]) -> None:
        for item in items:
            if isinstance(item, _Table):
                if item.columns > 1:
                    writer.table(item.cells)
                else:
                    # A frame drawn around paragraphs.
                    self._write(writer, (inner for cell in item.items for inner in cell))
            elif item.toc:
                self._count("目录没有读入正文", 1)
            else:
                self._write_paragraph(writer, item)

    def _write_paragraph(self, writer: Writer, item: _Paragraph) -> None:
        joint: str | None = None
        kind: Kind = "heading" if item.level >= 0 else "paragraph"
        for page, words in item.pieces:
            writer.paragraph(words, kind=kind, page=page, level=max(0, item.level), joint=joint)
            joint = "" if joint is not None or clean(words) else None

    # -- blocks ------------------------------------------------------------------------------------------------------

    def _items(self, container: etree._Element, depth: int) -> Iterator[_Item]:
        """Paragraphs and tables, in the order of the text; what is inside a text box follows its paragraph."""
        if depth > _DEEPEST:
            raise RecursionError
        for child in container:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                yield self._table(child, depth + 1)
            elif child.tag == f"{W}sdt":
                yield from self._control(child, depth)
            elif child.tag in _THROUGH:
                yield from self._items(child, depth + 1)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._items(_chosen(child), depth + 1)
            elif child.tag == f"{W}altChunk":
                self._count("嵌入的文档没有读", 1)

    def _control(self, control: etree._Element, depth: int) -> Iterator[_Item]:
        """A content control; Word keeps its table of contents in one."""
        toc = any(g.get(f"{W}val") == "Table of Contents" for g in control.iterfind(f"{W}sdtPr//{W}docPartGallery"))
        content = control.find(f"{W}sdtContent")
        for item in self._items(content, depth + 1) if content is not None else ():
            if toc and isinstance(item, _Paragraph):
                item.toc = True
            yield item

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[_Item]:
        about = element.find(f"{W}pPr")
        style = self.styles.get((value(about, "pStyle") if about is not None else "") or self.default, _Style())
        number = self._number(about, style)
        before, self.looks = self.looks, style.looks
        pieces = [*self.carried, (self.page, number), *self._inline(element, 0)]
        self.looks = before
        self.carried = []
        self.fields = [one for one in self.fields if one.shows]
        if about is not None and about.find(f"{W}rPr/{W}del") is not None:
            # The mark at its end is deleted: it goes on with the next paragraph.
            self.carried = pieces
            return
        level = whole(value(about, "outlineLvl") if about is not None else "", style.level - 1) + 1
        boxes, self.boxes = self.boxes, []
        yield _Paragraph(_by_page(pieces), level if 0 <= level <= 9 else -1, bool(_TOC.fullmatch(style.name)))
        for box in boxes:
            yield from self._items(box, depth + 1)

    def _number(self, about: etree._Element | None, style: _Style) -> str:
        """The number that Word writes before a paragraph: by its own properties, else by its style's."""
        own = about.find(f"{W}numPr") if about is not None else None
        number, level = style.list, style.depth
        if own is not None:
            number = value(own, "numId") or number
            level = whole(value(own, "ilvl"), level)
        shown = about.find(f"{W}listPr/{_WX}t") if about is not None else None
        if shown is not None:
            return str(shown.get(f"{_WX}val", ""))
        return self.numbering.next(number, level) if number else ""

    def _table(self, table: etree._Element, depth: int) -> _Table:
        """The cells of a table; those that go on with the one above are counted to it (17.4.85)."""
        made = _Table([], [])
        above: dict[int, int] = {}
        for number, row in enumerate(_rows(table), 1):
            column = 1 + whole(_of_row(row, "gridBefore"), 0)
            open_: dict[int, int] = {}
            for cell in _children(row, f"{W}tc"):
                about = cell.find(f"{W}tcPr")
                span = max(1, min(_MOST_COLUMNS, whole(value(about, "gridSpan") if about is not None else "", 1)))
                place = self._cell(made, cell, (number, column, span), above, depth)
                if place is not None:
                    open_[column] = place
                column += span
            above = open_
        return made

    def _cell(
        self, made: _Table, cell: etree._Element, where: tuple[int, int, int], above: dict[int, int], depth: int
    ) -> int | None:
        """Add a cell; its place in the list if the cell below it may go on with it."""
        row, column, span = where
        page = self.page
        deleted = cell.find(f"{W}tcPr/{W}cellDel") is not None
        self.tables += 1
        items = list(self._items(cell, depth)) if not deleted else []
        self.tables -= 1
        self._count("含修订，按接受全部修订后的文字读", int(deleted))
        words = "\n".join(_flat(items))
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val") != "restart" and column in above:
            place = above[column]
            old = made.cells[place]
            made.cells[place] = old._replace(rows=row - old.row + 1, words=f"{old.words}\n{words}")
            return place
        made.cells.append(Cell(words, row, column, 1, span, page))
        made.items.append(items)
        return len(made.cells) - 1 if merge is not None else None

    # -- words -------------------------------------------------------------------------------------------------------

    def _inline(self, container: etree._Element, depth: int) -> Iterator[tuple[int, str]]:
        """The words of a paragraph or a run, each with its page."""
        if depth > _DEEPEST:
            raise RecursionError
        for child in container:
            tag = child.tag
            if tag == f"{W}r":
                if not self._hidden(child):
                    yield from self._inline(child, depth + 1)
            elif tag == f"{W}t" or tag == f"{_M}t":
                if all(one.shows for one in self.fields):
                    yield self.page, child.text or ""
            elif tag == f"{W}instrText":
                if self.fields and not self.fields[-1].shows:
                    self.fields[-1].code += child.text or ""
            elif tag in _THROUGH or tag in (f"{_M}oMath", f"{_M}oMathPara", f"{_M}r"):
                yield from self._inline(child, depth + 1)
            elif tag in _MARKS:
                if child.get(f"{W}type") not in ("page", "column"):
                    yield self.page, _MARKS[tag]
            elif tag not in _GONE:
                yield from self._special(child, depth)

    def _special(self, child: etree._Element, depth: int) -> Iterator[tuple[int, str]]:
        tag = child.tag
        if tag == f"{W}lastRenderedPageBreak":
            self.page += 1 if self.page else 0
        elif tag == f"{W}fldChar":
            yield self.page, self._field(str(child.get(f"{W}fldCharType", "")))
        elif tag == f"{_SYMBOL}symEx":
            code = str(child.get(f"{_SYMBOL}char", ""))
            yield self.page, chr(int(code, 16)) if re.fullmatch("(?:10|0?[0-9A-Fa-f])?[0-9A-Fa-f]{4}", code) else ""
        elif tag == f"{W}sym":
            code = str(child.get(f"{W}char", ""))
            yield self.page, chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self.notes.append((tag.removeprefix(W).removesuffix("Reference"), str(child.get(f"{W}id", ""))))
        elif tag == f"{_MC}AlternateContent":
            yield from self._inline(_chosen(child), depth + 1)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self.boxes.extend(_boxes(child))
            self._count("嵌入的对象没有读", 1 if tag == f"{W}object" else 0)
        elif tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            yield from self._inline(content, depth + 1) if content is not None else ()
        elif tag == f"{W}ruby":
            base = child.find(f"{W}rubyBase")
            yield from self._inline(base, depth + 1) if base is not None else ()
        elif str(tag).startswith(_M):
            yield from self._inline(child, depth + 1)

    def _field(self, form: str) -> str:
        """A field has a code, which is not shown, and a result, which is (17.16.18); an EQ field shows its code."""
        if form == "begin":
            self.fields.append(_Field())
        elif self.fields and form == "separate":
            self.fields[-1].shows = True
        elif self.fields and form == "end":
            done = self.fields.pop()
            visible = not done.shows and all(one.shows for one in self.fields)
            return eq_fields.shown(done.code) if visible and eq_fields.is_eq(done.code) else ""
        return ""

    def _hidden(self, run: etree._Element) -> bool:
        """Whether a run's words are hidden or struck out: by its paragraph's style, its own style or itself."""
        about = run.find(f"{W}rPr")
        looks = self.looks
        if about is not None:
            own = self.styles.get(value(about, "rStyle"), _Style()).looks
            looks = looks.under(own).under(_Looks.of(about))
        struck = bool(looks.strike or looks.dstrike)
        # White words in a table stand on the colour of its style.
        hidden = bool(looks.vanish or looks.tiny or (looks.white and not self.tables))
        if hidden or struck:
            words = sum(len((t.text or "").strip()) for t in run.iter(f"{W}t"))
            self._count(_HIDDEN if hidden else _STRUCK, words)
        return hidden or struck

    # -- beside the text ---------------------------------------------------------------------------------------------

    def _write_notes(self, writer: Writer) -> None:
        """Footnotes, then endnotes, in the order in which the text refers to them."""
        for kind in ("footnote", "endnote"):
            root = self._part(f"word/{kind}s.xml") if any(note == kind for note, _ in self.notes) else None
            if root is None:
                continue
            by_id = {str(note.get(f"{W}id", "")): note for note in root.iterfind(f"{W}{kind}")}
            self.page = 0
            for _, number in [note for note in self.notes if note[0] == kind]:
                words = "\n".join(_flat(self._items(by_id[number], 0))) if number in by_id else ""
                writer.paragraph(words, kind="note")

    def _read_styles(self, root: etree._Element | None) -> dict[str, _Style]:
        elements: dict[str, etree._Element] = {}
        for style in root.iterfind(f"{W}style") if root is not None else ():
            name = str(style.get(f"{W}styleId", ""))
            elements[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self.default = name
        return {name: self._style(name, elements) for name in elements}

    def _style(self, name: str, elements: dict[str, etree._Element]) -> _Style:
        """A style with what it inherits."""
        title, level, number, depth = value(elements[name], "name"), -1, "", -1
        looks = _PLAIN
        seen: set[str] = set()
        while name in elements and name not in seen:
            seen.add(name)
            element = elements[name]
            heading = _HEADING.fullmatch(value(element, "name"))
            looks = _Looks.of(element.find(f"{W}rPr")).under(looks)
            about = element.find(f"{W}pPr")
            own = whole(value(about, "outlineLvl"), -1) if about is not None else -1
            if level < 0:
                level = own + 1 if own >= 0 else int(heading[1]) if heading is not None else -1
            numbers = about.find(f"{W}numPr") if about is not None else None
            if numbers is not None and not number:
                number = value(numbers, "numId")
                depth = whole(value(numbers, "ilvl"), self.numbering.styles.get(name, ("", 0))[1])
            name = value(element, "basedOn")
        if title.lower() in ("title", "标题"):
            level = 0
        return _Style(title, level, number, max(0, depth), looks)

    def _title(self) -> str:
        root = self._part("docProps/core.xml")
        return (root.findtext(f"{_DC}title") or "") if root is not None else ""

    def _notices(self, root: etree._Element) -> list[Notice]:
        comments = self._part("word/comments.xml")
        self._count("批注没有读", len(comments) if comments is not None else 0)
        notices = [
            Notice(reason, f"{count} {'字' if reason in (_HIDDEN, _STRUCK) else '处'}")
            for reason, count in self.counts.items()
            if count
        ]
        if self.words:
            notices.append(Notice("图示、图表中的文字没有读入正文", "、".join(self.words)))
        if margins := self._margins():
            notices.append(Notice("页眉页脚没有读入正文", "、".join(margins)))
        return notices

    def _margins(self) -> list[str]:
        """The words in headers and footers, without page numbers."""
        found: list[str] = []
        for name in filter(_MARGIN.fullmatch, self.package.names()):
            root = self._part(name)
            words = clean("".join(t.text or "" for t in root.iter(f"{W}t"))) if root is not None else ""
            if _WORDS.search(words) and not re.fullmatch(r"第\D{0,3}\d*\D{0,3}页.{0,12}", words):
                found.append(words)
        return list(dict.fromkeys(found))

    def _count(self, reason: str, number: int) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + number


def _by_page(pieces: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Words that follow each other on one page joined."""
    joined: list[tuple[int, str]] = []
    for page, words in pieces:
        if joined and (joined[-1][0] == page or not joined[-1][1]):
            joined[-1] = (page, joined[-1][1] + words)
        else:
            joined.append((page, words))
    return joined


def _chosen(alternate: etree._Element) -> etree._Element:
    """The first of several ways to say the same that says something; the others are for older programs.

    A way that only a newer program knows may hold no words: a sign of its own, data of WPS.
    """
    ways = [child for child in alternate if child.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    return next((way for way in ways if _says(way)), ways[0] if ways else etree.Element("nothing"))


def _says(way: etree._Element) -> bool:
    """Whether there are words in it, or a drawing."""
    return any(
        (element.tag in (f"{W}t", f"{_M}t") and element.text) or element.tag in (f"{W}drawing", f"{W}pict")
        for element in way.iter(etree.Element)
    )


def _boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing; one inside another comes with the outer one, and so does not count here."""
    for box in drawing.iter(f"{W}txbxContent"):
        above = box.getparent()
        while above is not None and above is not drawing and above.tag not in (f"{W}txbxContent", f"{_MC}Fallback"):
            above = above.getparent()
        if above is None or above is drawing:
            yield box


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells, those inside content controls and insertions too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH or child.tag == f"{W}sdt":
            yield from _children(child, tag)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that are not deleted."""
    for row in _children(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row


def _of_row(row: etree._Element, name: str) -> str:
    about = row.find(f"{W}trPr")
    return value(about, name) if about is not None else ""


def _flat(items: Iterable[_Item]) -> Iterator[str]:
    """The words of a cell, those of tables in it too."""
    for item in items:
        if isinstance(item, _Table):
            yield from (cell.words for cell in item.cells if clean(cell.words))
        elif clean(item.words):
            yield clean(item.words)
