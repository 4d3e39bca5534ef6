"""Makes OFD files (GB/T 33190) of lines and ruled tables, for tests and for the page of formats."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

_NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_WIDE, _HIGH, _MARGIN, _SIZE, _PITCH = 210.0, 297.0, 20.0, 4.2, 8.0
_IN_LINE = 40
"""Characters that a line holds."""
_PIECE = re.compile(
    r"[《〈（(【〔「“‘]*(?:[A-Za-z0-9.%+·/-]+|[^《〈（(【〔「“‘]|$)[》〉）)】〕」”’，。、；：！？,.;:!?%…—]*"
    r"|[《〈（(【〔「“‘]+"
)


@dataclass
class Sheet:
    """One page while it is made.

    Attributes:
        objects: what stands on it, as OFD writes it.
        top: where the next line begins, in millimetres.
    """

    objects: list[str] = field(default_factory=list)
    top: float = _MARGIN

    def line(self, words: str, left: float = _MARGIN) -> None:
        """Write a line."""
        self.objects.append(words_at(words, left, self.top))
        self.top += _PITCH

    def row(self, cells: Sequence[str]) -> None:
        """Write a row of a ruled table, its cells as high as the longest of them asks."""
        width = (_WIDE - 2 * _MARGIN) / len(cells)
        size = min(_SIZE, width / 4.5)
        room = max(1, int((width - 2) / size))
        parts = [[*_broken(cell, room)] for cell in cells]
        bottom = self.top + _PITCH * max(map(len, parts))
        for number, lines in enumerate(parts):
            left = _MARGIN + number * width
            for down, words in enumerate(lines):
                if words:
                    self.objects.append(words_at(words, left + 1, self.top + 1.5 + down * _PITCH, size=size))
            for x, y, wide, high in (
                (left, self.top, width, 0.0),
                (left, bottom, width, 0.0),
                (left, self.top, 0.0, bottom - self.top),
                (left + width, self.top, 0.0, bottom - self.top),
            ):
                self.objects.append(rule(x, y, wide, high))
        self.top = bottom


def words_at(words: str, left: float, top: float, more: str = "", *, size: float = _SIZE) -> str:
    """A text object: Chinese characters are as wide as they are high, others half as wide.

    Args:
        more: further attributes.
        size: of its font, in millimetres.
    """
    wide = [size if char > "\u2000" else size / 2 for char in words]
    steps = f' DeltaX="{" ".join(f"{step:.3f}" for step in wide[:-1])}"' if len(words) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{left} {top} {sum(wide)} {size + 1}" Font="3" Size="{size}"{more}>'
        f'<ofd:TextCode X="0" Y="{size}"{steps}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(left: float, top: float, wide: float, high: float) -> str:
    """A straight line."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{left} {top} {wide + 0.1} {high + 0.1}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {wide} {high}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def pages_of(blocks: Iterable[str | Sequence[Sequence[str]]]) -> list[str]:
    """Paragraphs (broken into lines, the first indented by two characters) and tables as the objects of pages."""
    pages = [Sheet()]
    for block in blocks:
        if isinstance(block, str):
            for paragraph in block.split("\n"):
                for number, line in enumerate(_broken(paragraph, _IN_LINE, 2)):
                    _room(pages, _PITCH).line(line, _MARGIN + (0 if number else 2 * _SIZE))
        else:
            for row in block:
                _room(pages, 10 * _PITCH).row(row)
            pages[-1].top += 2 * _PITCH
    return ["".join(page.objects) for page in pages]


def _broken(words: str, room: float, indent: float = 0.0) -> Iterator[str]:
    """Words in lines that hold so many characters, the first one less: not inside a word or before a closing mark."""
    line, filled = "", indent
    for piece in _PIECE.findall(words):
        wide = sum(1.0 if char > "\u2000" else 0.5 for char in piece)
        if line and filled + wide > room:
            yield line
            line, filled = "", 0.0
        line, filled = line + piece, filled + wide
    yield line


def _room(pages: list[Sheet], height: float) -> Sheet:
    if pages[-1].top + height > _HIGH - _MARGIN:
        pages.append(Sheet())
    return pages[-1]


def ofd(pages: Sequence[str], *, more: dict[str, str] | None = None, document: str = "", body: str = "") -> bytes:
    """An OFD.

    Args:
        pages: the objects of each page.
        more: parts besides, or in the place of, the usual ones.
        document: further elements of Document.xml.
        body: further elements of the entry in OFD.xml.
    """
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(1, len(pages) + 1))
    parts = {
        "OFD.xml": f'<ofd:OFD {_NAMES} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
        f"</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NAMES}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {_WIDE} {_HIGH}"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{document}</ofd:Document>",
    }
    for number, objects in enumerate(pages, 1):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page {_NAMES}><ofd:Content><ofd:Layer ID="9" Type="Body">{objects}</ofd:Layer>'
            "</ofd:Content></ofd:Page>"
        )
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in {**parts, **(more or {})}.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{words}')
    return stored.getvalue()
