"""Presentations: slides from top to bottom, tables, notes, and what is hidden."""

from __future__ import annotations

from benchmarks.pptx_files import pptx, shape, table
from loaders.readers import job
from loaders.readers.limits import Limits
from loaders.readers.model import Reading


def read(content: bytes) -> Reading:
    """Read a presentation."""
    return job.read(job.Job(content, "汇报.pptx", Limits.of()))


def test_shapes_are_read_from_top_to_bottom_below_the_title() -> None:
    found = read(pptx([shape("后面", 900_000) + shape("前面", 500_000) + shape("分工", 990_000, "title")]))
    assert found.raw == "分工\n\n前面\n\n后面"
    assert next((block.kind, block.page) for block in found.blocks) == ("heading", 1)


def test_a_table_is_a_table_and_numbers_are_written() -> None:
    frame = table([["任务", "牵头单位"], ["建园区", "市工信局"]])
    numbered = shape("建园区\n修道路", 10, about='<a:pPr><a:buAutoNum type="ea1ChsPeriod"/></a:pPr>')
    found = read(pptx([numbered, frame]))
    assert found.raw == "一、建园区\n\n二、修道路\n\n| 任务 | 牵头单位 |\n| 建园区 | 市工信局 |"
    assert found.blocks[-1].page == 2


def test_hidden_slides_struck_words_and_pictures_are_told_and_notes_read_at_the_end() -> None:
    runs = '<a:r><a:rPr strike="sngStrike"/><a:t>旧</a:t></a:r><a:r><a:t>新</a:t></a:r>'
    struck = f"<p:sp><p:txBody><a:p>{runs}</a:p></p:txBody></p:sp>"
    slides = [struck + '<p:pic><a:blip r:embed="x"/></p:pic>', shape("藏", 1)]
    found = read(pptx(slides, notes="市工信局牵头", hidden=[2]))
    assert found.raw == "新\n\n市工信局牵头"
    assert found.blocks[-1].kind == "note"
    assert {notice.reason for notice in found.notices} == {
        "带删除线的文字没有读", "隐藏的幻灯片没有读", "图片没有读", "备注读在文末",
    }  # fmt: skip
