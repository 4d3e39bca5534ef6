"""Presentations: slides from top to bottom, tables, notes, and what is hidden."""

from __future__ import annotations

import io
import zipfile

from loaders.readers import job
from loaders.readers.limits import Limits
from loaders.readers.model import Reading

_NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def shape(words: str, top: int, place: str = "", about: str = "") -> str:
    """A text box."""
    paragraphs = "".join(f"<a:p>{about}<a:r><a:t>{line}</a:t></a:r></a:p>" for line in words.split("\n"))
    holder = f'<p:ph type="{place}"/>' if place else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="框"/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="100" y="{top}"/></a:xfrm></p:spPr><p:txBody>{paragraphs}</p:txBody></p:sp>'
    )


def pptx(*slides: str, notes: str = "") -> bytes:
    """A presentation of these slides; the first has these notes."""
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_REL}/slide" Target="slides/slide{n}.xml"/>' for n in range(1, len(slides) + 1)
    )
    listed = "".join(f'<p:sldId id="{n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr(
            "ppt/presentation.xml", f"<p:presentation {_NAMES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
        )
        archive.writestr("ppt/_rels/presentation.xml.rels", rels.format(links))
        for number, slide in enumerate(slides, 1):
            attributes, _, inside = slide.partition("|") if slide.startswith("show=") else ("", "", slide)
            archive.writestr(
                f"ppt/slides/slide{number}.xml",
                f"<p:sld {_NAMES} {attributes}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:sld>",
            )
        if notes:
            link = f'<Relationship Id="n" Type="{_REL}/notesSlide" Target="../notesSlides/n.xml"/>'
            archive.writestr("ppt/slides/_rels/slide1.xml.rels", rels.format(link))
            archive.writestr(
                "ppt/notesSlides/n.xml",
                f"<p:notes {_NAMES}><p:cSld><p:spTree>{shape(notes, 0, 'body')}</p:spTree></p:cSld></p:notes>",
            )
    return stored.getvalue()


def read(content: bytes) -> Reading:
    """Read a presentation."""
    return job.read(job.Job(content, "汇报.pptx", Limits.of()))


def test_shapes_are_read_from_top_to_bottom_below_the_title() -> None:
    found = read(pptx(shape("后面", 900_000) + shape("前面", 500_000) + shape("分工", 990_000, "title")))
    assert found.raw == "分工\n\n前面\n\n后面"
    assert next((block.kind, block.page) for block in found.blocks) == ("heading", 1)


def test_a_table_is_a_table_and_numbers_are_written() -> None:
    cells = [["任务", "牵头单位"], ["建园区", "市工信局"]]
    rows = "".join(
        "<a:tr>"
        + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{c}</a:t></a:r></a:p></a:txBody></a:tc>" for c in row)
        + "</a:tr>"
        for row in cells
    )
    frame = (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    numbered = shape("建园区\n修道路", 10, about='<a:pPr><a:buAutoNum type="ea1ChsPeriod"/></a:pPr>')
    found = read(pptx(numbered, frame))
    assert found.raw == "一、建园区\n\n二、修道路\n\n| 任务 | 牵头单位 |\n| 建园区 | 市工信局 |"
    assert found.blocks[-1].page == 2


def test_hidden_slides_struck_words_and_pictures_are_told_and_notes_read_at_the_end() -> None:
    runs = '<a:r><a:rPr strike="sngStrike"/><a:t>旧</a:t></a:r><a:r><a:t>新</a:t></a:r>'
    struck = f"<p:sp><p:txBody><a:p>{runs}</a:p></p:txBody></p:sp>"
    found = read(
        pptx(struck + '<p:pic><a:blip r:embed="x"/></p:pic>', 'show="0"|' + shape("藏", 1), notes="市工信局牵头")
    )
    assert found.raw == "新\n\n市工信局牵头"
    assert found.blocks[-1].kind == "note"
    assert {notice.reason for notice in found.notices} == {
        "带删除线的文字没有读", "隐藏的幻灯片没有读", "图片没有读", "备注读在文末",
    }  # fmt: skip
