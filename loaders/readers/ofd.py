"""OFD, the format of pages of Chinese offices (GB/T 33190-2016): a zip of XML with every character in its place.

Templates stand below their page, layers that are off and drawings of seals are left out and told. What stands on a page
becomes lines and ruled tables, and goes the way of a PDF's.
"""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from graph.errors import ReadError
from loaders.readers import flow, margins, placed, xml
from loaders.readers.archives import opened, slashed
from loaders.readers.job import Job
from loaders.readers.laid import Box, Page
from loaders.readers.model import Notice, Reading, Writer
from loaders.readers.placed import Glyph
from loaders.readers.ruled import Rules

_POINTS = 72 / 25.4
"""OFD measures in millimetres (7.3), pages here in points."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_DEEPEST, _MOST_GLYPHS, _MOST_RULES = 20, 2_000_000, 20_000
_NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LOOSE = 1.3
"""In sizes of a character: a step to the next one that is no space between words."""
_FAINT = 60
"""Of 255: words more transparent than that are a watermark."""

_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read(job: Job) -> Reading:
    """Read an OFD.

    Raises:
        ReadError: it is broken, locked, too large, or has too many pages.
    """
    with opened(job.content, job.name) as archive:
        return _Document(job, archive, {slashed(name): name for name in archive.namelist()}).read()


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    yield from (child for child in (element if element is not None else ()) if _local(child) == name)


def _child(element: etree._Element | None, *names: str) -> etree._Element | None:
    for name in names:
        element = next(_children(element, name), None)
    return element


def _text(element: etree._Element | None, *names: str) -> str:
    found = _child(element, *names)
    return (found.text or "").strip() if found is not None else ""


def _floats(words: str | None) -> list[float]:
    return [float(number) for number in _NUMBERS.findall(words or "")[:100_000]]


def _box(words: str | None) -> tuple[float, float, float, float] | None:
    numbers = _floats(words)
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """First `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _at(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


@dataclass
class _Drawn:
    """What is drawn on one page."""

    glyphs: list[Glyph] = field(default_factory=list)
    rules: Rules = field(default_factory=Rules)


@dataclass
class _Document:
    """One file while it is read."""

    job: Job
    archive: zipfile.ZipFile
    members: dict[str, str]
    counts: dict[str, int] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    units: dict[str, etree._Element] = field(default_factory=dict)
    glyphs: int = 0

    def read(self) -> Reading:
        """All documents in the file, page after page."""
        root = self._part("OFD.xml")
        if root is None:
            raise self.job.broken()
        if any(_local(element) == "Encryptions" or _local(element) == "EncryptInfo" for element in root.iter()):
            raise self.job.locked()
        pages: list[Page] = []
        facts: dict[str, str] = {}
        for body in _children(root, "DocBody"):
            facts.setdefault("title", _text(body, "DocInfo", "Title"))
            self._versions(body)
            pages.extend(self._document(_text(body, "DocRoot"), len(pages)))
            if _text(body, "Signatures"):
                self._count("签章没有读")
        if not pages:
            raise self.job.broken()
        left_out = margins.take(pages)
        for page in pages:
            page.lines = placed.in_order(page)
        writer = Writer(self.job.limits.characters, self.job.name)
        flow.write(writer, pages)
        notices = [Notice(reason, f"{count} 处") for reason, count in self.counts.items()]
        if left_out:
            notices.append(Notice("页眉页脚没有读入正文", "、".join(left_out)))
        return writer.reading(facts=facts, notices=notices)

    def _versions(self, body: etree._Element) -> None:
        """Earlier versions that the file keeps beside the one shown."""
        for version in _children(_child(body, "Versions"), "Version"):
            if version.get("Current") not in ("true", "1"):
                self._count("文件中的旧版本没有读")

    def _count(self, reason: str, number: int = 1) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + number

    def _part(self, name: str) -> etree._Element | None:
        member = self.members.get(name)
        if member is None and name.lower() in (lower := {known.lower(): one for known, one in self.members.items()}):
            member = lower[name.lower()]
        return xml.part(self.archive, member, self.job) if member is not None else None

    def _beside(self, folder: str, place: str) -> str:
        """The name of a part that another one names; never one outside of the file."""
        place = slashed(place) if place.startswith("/") else posixpath.join(folder, slashed(place))
        name = posixpath.normpath(place)
        if name.startswith(".."):
            raise self.job.broken("路径指向文件之外")
        return name

    # -- documents and pages -----------------------------------------------------------------------------------------

    def _document(self, place: str, before: int) -> Iterator[Page]:
        name = self._beside("", place)
        root = self._part(name)
        if root is None:
            raise self.job.broken()
        folder = posixpath.dirname(name)
        common = _child(root, "CommonData")
        area = self._area(_child(common, "PageArea")) or _A4
        templates = {
            one.get("ID", ""): self._beside(folder, one.get("BaseLoc", "")) for one in _children(common, "TemplatePage")
        }
        self._layers(root)
        self._resources(common, folder)
        listed = list(_children(_child(root, "Pages"), "Page"))
        if len(listed) + before > self.job.limits.pages:
            raise ReadError(
                f"“{self.job.name}”有 {len(listed) + before} 页，超过 {self.job.limits.pages} 页。",
                "请拆成几份再读入，或调大 QIANTOU_READ_PAGES。",
            )
        if _text(root, "Attachments"):
            self._count("附件没有读")
        notes = self._annotations(root, folder)
        for number, page in enumerate(listed, before + 1):
            yield self._page(page, number, folder, area, templates, notes)
            self.job.progress()

    def _area(self, element: etree._Element | None) -> tuple[float, float, float, float] | None:
        # Coordinates are those of the physical page, whatever part of it is shown (7.5).
        return _box(_text(element, "PhysicalBox"))

    def _layers(self, root: etree._Element) -> None:
        """Objects that are not shown belong to layers that are off; OFD has no other switch (7.7)."""
        self.hidden = {
            layer.get("ID", "")
            for layer in root.iter(etree.Element)
            if _local(layer) == "Layer" and layer.get("Visible") == "false"
        }

    def _resources(self, common: etree._Element | None, folder: str) -> None:
        """Composed drawings that pages refer to, by their ids."""
        for kind in ("PublicRes", "DocumentRes"):
            for place in _children(common, kind):
                root = self._part(self._beside(folder, (place.text or "").strip()))
                for unit in root.iter(etree.Element) if root is not None else ():
                    if _local(unit) == "CompositeGraphicUnit":
                        self.units[unit.get("ID", "")] = unit

    def _annotations(self, root: etree._Element, folder: str) -> dict[str, list[etree._Element]]:
        """The notes of each page, by its id: what they draw stands on the page (12)."""
        found: dict[str, list[etree._Element]] = {}
        place = _text(root, "Annotations")
        listed = self._part(self._beside(folder, place)) if place else None
        for page in _children(listed, "Page"):
            name = self._beside(posixpath.dirname(self._beside(folder, place)), _text(page, "FileLoc"))
            notes = self._part(name)
            found[page.get("PageID", "")] = list(_children(notes, "Annot")) if notes is not None else []
        return found

    def _page(
        self,
        listed: etree._Element,
        number: int,
        folder: str,
        area: tuple[float, float, float, float],
        templates: dict[str, str],
        notes: dict[str, list[etree._Element]],
    ) -> Page:
        root = self._part(self._beside(folder, listed.get("BaseLoc", "")))
        if root is None:
            raise self.job.broken()
        area = self._area(_child(root, "Area")) or area
        drawn = _Drawn()
        origin: _Matrix = (_POINTS, 0.0, 0.0, _POINTS, -area[0] * _POINTS, -area[1] * _POINTS)
        for template in _children(root, "Template"):
            below = self._part(templates.get(template.get("TemplateID", ""), ""))
            if below is not None:
                self._content(below, drawn, origin)
        self._content(root, drawn, origin)
        for note in notes.get(listed.get("ID", ""), ()):
            self._note(note, drawn, origin)
        return placed.page(number, area[2] * _POINTS, area[3] * _POINTS, drawn.glyphs, drawn.rules)

    def _content(self, root: etree._Element, drawn: _Drawn, origin: _Matrix) -> None:
        for layer in _children(_child(root, "Content"), "Layer"):
            if layer.get("ID", "") in self.hidden or layer.get("Visible") == "false":
                self._count("隐藏的图层没有读")
                continue
            self._objects(layer, drawn, origin, 0)

    def _note(self, note: etree._Element, drawn: _Drawn, origin: _Matrix) -> None:
        if note.get("Visible") == "false":
            self._count("隐藏的注释没有读")
        elif note.get("Type") == "Watermark":
            self._count("水印没有读入正文")
        elif note.get("Type") in ("Stamp", "Link"):
            return
        else:
            words = "".join(code.text or "" for code in note.iter(etree.Element) if _local(code) == "TextCode")
            self._count("批注没有读" + (f"：{words[:100]}" if words else ""))

    # -- objects -----------------------------------------------------------------------------------------------------

    def _objects(self, container: etree._Element, drawn: _Drawn, matrix: _Matrix, depth: int) -> None:
        """The objects of a layer, block or composed drawing."""
        if depth > _DEEPEST:
            raise RecursionError
        for item in container:
            kind = _local(item)
            if item.get("Visible") == "false":
                self._count("隐藏的文字没有读" if kind == "TextObject" else "隐藏的图形没有读")
            elif kind == "TextObject":
                self._words(item, drawn, self._inside(item, matrix))
            elif kind == "PathObject":
                self._path(item, drawn, self._inside(item, matrix))
            elif kind == "PageBlock":
                self._objects(item, drawn, matrix, depth + 1)
            elif kind == "CompositeObject":
                content = _child(self.units.get(item.get("ResourceID", "")), "Content")
                if content is not None:
                    self._objects(content, drawn, self._inside(item, matrix), depth + 1)
            elif kind == "ImageObject":
                self._count("图片没有读")

    def _inside(self, item: etree._Element, matrix: _Matrix) -> _Matrix:
        """What turns places inside an object to places on the page: its own matrix, then its corner (8.5)."""
        own = _floats(item.get("CTM"))
        box = _box(item.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
        inner: _Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) == 6 else _PLAIN
        return _times(_times(inner, (1.0, 0.0, 0.0, 1.0, box[0], box[1])), matrix)

    def _words(self, item: etree._Element, drawn: _Drawn, matrix: _Matrix) -> None:
        """The characters of an object, each where it stands (11.2, 11.3)."""
        size = (_floats(item.get("Size")) or [4.0])[0]
        alpha = (_floats(item.get("Alpha")) or [255.0])[0]
        colour = _child(item, "FillColor")
        if colour is not None:
            alpha = min(alpha, (_floats(colour.get("Alpha")) or [255.0])[0])
        white = colour is not None and _floats(colour.get("Value"))[:3] == [255.0, 255.0, 255.0]
        x = y = 0.0
        for code in _children(item, "TextCode"):
            x = (_floats(code.get("X")) or [x])[0]
            y = (_floats(code.get("Y")) or [y])[0]
            words = code.text or ""
            if alpha < _FAINT:
                self._count("水印没有读入正文")
                continue
            if white:
                self._count("白色的文字没有读", len(words.strip()))
                continue
            self.glyphs += len(words)
            if self.glyphs > _MOST_GLYPHS:
                raise self.job.too_large("的文字过多")
            across, down = _steps(code.get("DeltaX"), len(words)), _steps(code.get("DeltaY"), len(words))
            here, level = x, y
            for number, char in enumerate(words):
                step = across[number] if number < len(across) else 0.0
                wide = step if 0 < step < _LOOSE * size else size if char > "\u2e80" else size / 2
                drawn.glyphs.append(_glyph(char, here, level, size, wide, matrix))
                here += step if number < len(across) else (0.0 if down else wide)
                level += down[number] if number < len(down) else 0.0

    def _path(self, item: etree._Element, drawn: _Drawn, matrix: _Matrix) -> None:
        """The straight lines of a path (9.1)."""
        if item.get("Stroke") == "false" and item.get("Fill") != "true":
            return
        if len(drawn.rules.across) + len(drawn.rules.down) > _MOST_RULES:
            return
        points: list[tuple[float, float]] = []
        words = re.findall(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", _text(item, "AbbreviatedData"))
        begin = last = (0.0, 0.0)
        place = 0
        while place < len(words):
            sign = words[place]
            place += 1
            count = {"S": 1, "M": 1, "L": 1, "Q": 2, "B": 3}.get(sign, 0)
            numbers = [float(one) for one in words[place : place + 2 * count] if not one.isalpha()]
            place += len(numbers)
            if len(numbers) == 2 * count and count:
                here = _at(matrix, numbers[-2], numbers[-1])
                if sign in "SM":
                    begin = here
                elif sign == "L":
                    drawn.rules.line(_between(last, here))
                last = here
                points.append(here)
            elif sign == "C":
                drawn.rules.line(_between(last, begin))
                last = begin
        if item.get("Fill") == "true" and points:
            # A rule drawn as a narrow filled rectangle.
            drawn.rules.line(
                Box(
                    min(x for x, _ in points),
                    min(y for _, y in points),
                    max(x for x, _ in points),
                    max(y for _, y in points),
                )
            )


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _steps(words: str | None, most: int) -> list[float]:
    """The distances between characters; `g 15 4` stands for fifteen times 4 (11.3)."""
    found: list[float] = []
    given = iter((words or "").split())
    for word in given:
        if word == "g":
            times, step = next(given, "0"), next(given, "0")
            numbers = _floats(step)
            if times.isdigit() and numbers:
                found.extend(numbers * min(int(times[:9]), most))
        else:
            found.extend(_floats(word)[:1])
        if len(found) > most:
            break
    return found


def _glyph(char: str, x: float, y: float, size: float, wide: float, matrix: _Matrix) -> Glyph:
    """A character by its origin on the base line: as a box on the page, and which way it is turned."""
    corners = [_at(matrix, *point) for point in ((x, y - 0.86 * size), (x + wide, y + 0.14 * size))]
    (left, top), (right, bottom) = corners
    turn = math.degrees(math.atan2(matrix[1], matrix[0]))
    return Glyph(char, min(left, right), min(top, bottom), max(left, right), max(top, bottom), turn)
