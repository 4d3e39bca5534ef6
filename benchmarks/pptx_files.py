"""Makes presentations (pptx) of text boxes and tables, for tests and for the page of formats."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_ON_A_SLIDE, _STEP = 6, 500_000


def shape(words: str, top: int, place: str = "", about: str = "") -> str:
    """A text box.

    Args:
        words: its paragraphs, one a line.
        top: its place in EMU.
        place: the placeholder that it fills.
        about: properties of each paragraph.
    """
    paragraphs = "".join(f"<a:p>{about}<a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in words.split("\n"))
    holder = f'<p:ph type="{place}"/>' if place else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="框"/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="100" y="{top}"/></a:xfrm></p:spPr><p:txBody>{paragraphs}</p:txBody></p:sp>'
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table."""
    made = ""
    for row in rows:
        cells = (f"<a:tc><a:txBody><a:p><a:r><a:t>{escape(c)}</a:t></a:r></a:p></a:txBody></a:tc>" for c in row)
        made += f"<a:tr>{''.join(cells)}</a:tr>"
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{made}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def slides_of(blocks: Iterable[str | Sequence[Sequence[str]]]) -> list[str]:
    """Paragraphs, some to a slide, and tables, one to a slide."""
    slides: list[list[str]] = [[]]
    for block in blocks:
        if isinstance(block, str):
            if len(slides[-1]) >= _ON_A_SLIDE:
                slides.append([])
            slides[-1].append(shape(block, len(slides[-1]) * _STEP))
        else:
            slides.extend([[table(block)], []])
    return ["".join(shapes) for shapes in slides if shapes]


def pptx(slides: Sequence[str], *, notes: str = "", hidden: Sequence[int] = ()) -> bytes:
    """A presentation.

    Args:
        slides: the shapes of each.
        notes: what the speaker notes of the first slide say.
        hidden: numbers of the slides that are not shown.
    """
    numbers = range(1, len(slides) + 1)
    links = "".join(f'<Relationship Id="r{n}" Type="{_TYPES}/slide" Target="slides/slide{n}.xml"/>' for n in numbers)
    listed = "".join(f'<p:sldId id="{n}" r:id="r{n}"/>' for n in numbers)
    parts = {
        "ppt/presentation.xml": f"<p:presentation {_NAMES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _RELATIONS.format(links),
    }
    for number, inside in zip(numbers, slides, strict=True):
        show = ' show="0"' if number in hidden else ""
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {_NAMES}{show}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:sld>"
        )
    if notes:
        link = f'<Relationship Id="n" Type="{_TYPES}/notesSlide" Target="../notesSlides/n.xml"/>'
        parts["ppt/slides/_rels/slide1.xml.rels"] = _RELATIONS.format(link)
        parts["ppt/notesSlides/n.xml"] = (
            f"<p:notes {_NAMES}><p:cSld><p:spTree>{shape(notes, 0, 'body')}</p:spTree></p:cSld></p:notes>"
        )
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return stored.getvalue()
