"""OFD files as the standard describes them: words by their places, tables by their rules, and what is not shown."""

from __future__ import annotations

import pytest

from benchmarks.ofd_files import ofd, pages_of, words_at
from graph.errors import ReadError
from loaders.readers import job
from loaders.readers.limits import Limits
from loaders.readers.model import Reading

_N = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def read(content: bytes) -> Reading:
    """Read an OFD."""
    return job.read(job.Job(content, "方案.ofd", Limits.of()))


def reasons(found: Reading) -> set[str]:
    """What its notices say."""
    return {notice.reason for notice in found.notices}


def test_lines_become_paragraphs_and_ruled_tables_tables() -> None:
    table = [["任务", "牵头单位"], ["建设标准化的园区并且配套道路管网", "市工信局"]]
    long = "本市坚持以园区为载体，" * 6 + "到年底全部建成。"
    found = read(ofd(pages_of(["一、建园区。（市工信局牵头）", long, table, "结语。"])))
    assert found.raw == (
        f"一、建园区。（市工信局牵头）\n\n{long}\n\n"
        "| 任务 | 牵头单位 |\n| 建设标准化的园区并且配套道路管网 | 市工信局 |\n\n结语。"
    )
    assert {block.page for block in found.blocks} == {1}


def test_words_stand_where_their_places_say_not_where_the_file_writes_them() -> None:
    objects = words_at("后面的一行。", 20, 40) + words_at("先头的一行。", 20, 30)
    assert read(ofd([objects])).raw == "先头的一行。\n\n后面的一行。"


def test_a_turned_line_is_read_in_its_direction() -> None:
    turned = words_at("市工信局牵头。", 60, 20, ' CTM="0 1 -1 0 0 0"')
    assert read(ofd([turned])).raw == "市工信局牵头。"


def test_a_template_stands_below_its_page() -> None:
    below, above = words_at("单位：市工信局。", 20, 20), words_at("任务：建园区。", 20, 30)
    template = f'<ofd:Page {_N}><ofd:Content><ofd:Layer ID="7">{below}</ofd:Layer></ofd:Content></ofd:Page>'
    page = (
        f'<ofd:Page {_N}><ofd:Template TemplateID="5"/><ofd:Content><ofd:Layer ID="9">{above}'
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )
    document = (
        f"<ofd:Document {_N}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/></ofd:CommonData>'
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    parts = {"Doc_0/Tpls/T.xml": template, "Doc_0/Pages/Page_1/Content.xml": page, "Doc_0/Document.xml": document}
    assert read(ofd([""], more=parts)).raw == "单位：市工信局。\n\n任务：建园区。"


@pytest.mark.parametrize(
    ("objects", "reason"),
    [
        (words_at("旧任务。", 20, 40, ' Visible="false"'), "隐藏的文字没有读"),
        (words_at("内部资料", 20, 40, ' Alpha="30"'), "水印没有读入正文"),
        ('<ofd:ImageObject ID="3" Boundary="20 40 50 50" ResourceID="8"/>', "图片没有读"),
        (
            '<ofd:TextObject ID="1" Boundary="20 40 50 5" Size="4"><ofd:FillColor Value="255 255 255"/>'
            "<ofd:TextCode>旧任务。</ofd:TextCode></ofd:TextObject>",
            "白色的文字没有读",
        ),
    ],
)
def test_what_is_not_shown_is_not_read_and_said(objects: str, reason: str) -> None:
    found = read(ofd([words_at("建园区。", 20, 30) + objects]))
    assert found.raw == "建园区。"
    assert reason in reasons(found)


def test_attachments_seals_and_notes_are_told() -> None:
    more = {
        "Doc_0/Annots/A.xml": f'<ofd:Annotations {_N}><ofd:Page PageID="1"><ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Page>'
        "</ofd:Annotations>",
        "Doc_0/Annots/P.xml": f'<ofd:PageAnnot {_N}><ofd:Annot Type="Highlight"/></ofd:PageAnnot>',
    }
    document = "<ofd:Attachments>Attachs.xml</ofd:Attachments><ofd:Annotations>Annots/A.xml</ofd:Annotations>"
    found = read(
        ofd([words_at("建园区。", 20, 30)], more=more, document=document, body="<ofd:Signatures>S.xml</ofd:Signatures>")
    )
    assert reasons(found) == {"附件没有读", "签章没有读", "批注没有读"}


def test_an_encrypted_one_is_refused() -> None:
    with pytest.raises(ReadError, match="有密码"):
        read(ofd([""], body="<ofd:Encryptions/>"))
