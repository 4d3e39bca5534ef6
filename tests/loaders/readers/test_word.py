"""Word documents, written as Word writes them: what a reader of the page sees is what is read."""

from __future__ import annotations

import io
import zipfile

import pytest

from loaders.readers import job
from loaders.readers.limits import Limits
from loaders.readers.model import Reading
from loaders.readers.numbering import formatted

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="wps" xmlns:v="v"'
)


def read(body: str, **parts: str) -> Reading:
    """A document with this body; `parts` are the inside of styles, numbering, footnotes …"""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{inside}</w:{name}>")
    return job.read(job.Job(stored.getvalue(), "方案.docx", Limits.of()))


def p(words: str, about: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{about}</w:pPr>{r(words)}</w:p>"


def r(words: str) -> str:
    """A run."""
    return f"<w:r><w:t>{words}</w:t></w:r>"


def mark(kind: str) -> str:
    """A mark of a field."""
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (r("甲") + r("乙"), "甲乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲\t乙\n丙"),
        ("<w:r><w:t>甲</w:t><w:br w:type='page'/><w:t>乙</w:t></w:r>", "甲乙"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", "1-2"),
        # Tracked changes: what is inserted stays, what is deleted or moved away goes.
        (f"<w:ins>{r('甲局')}</w:ins><w:del><w:r><w:delText>乙局</w:delText></w:r></w:del>{r('牵头')}", "甲局牵头"),
        (f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", "新"),
        (f"<w:ins><w:del>{r('甲')}</w:del></w:ins>{r('乙')}", "乙"),
        # Fields: the result, not the code, also where a field stands inside the code of another.
        (
            f"{mark('begin')}<w:r><w:instrText>DATE</w:instrText></w:r>{mark('separate')}{r('2023年')}{mark('end')}",
            "2023年",
        ),
        (
            f"{mark('begin')}{r('代码')}{mark('separate')}{r('结果')}{mark('end')}",
            "结果",
        ),
        (f"<w:fldSimple w:instr='x'>{r('结果')}</w:fldSimple>", "结果"),
        (f"<w:hyperlink>{r('链接')}</w:hyperlink>", "链接"),
        (f"<w:sdt><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>", "控件"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>" + r("明"), "明"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>明</w:t></w:r>", "明"),
        (f"<w:r><w:ruby><w:rt>{r('wù')}</w:rt><w:rubyBase>{r('务')}</w:rubyBase></w:ruby></w:r>", "务"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + r("是"), "\uf0fe是"),
        ("<w:r><w:t>甲</w:t><w:commentReference w:id='1'/></w:r>", "甲"),
    ],
)  # fmt: skip
def test_the_words_of_a_paragraph(inside: str, words: str) -> None:
    assert read(f"<w:p>{inside}</w:p>").raw == words


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert read(p("市工信", deleted) + p("局牵头") + p("完")).raw == "市工信局牵头\n\n完"


def test_changes_are_said() -> None:
    found = read(f"<w:p><w:ins>{r('甲')}</w:ins><w:del>{r('乙')}</w:del></w:p>")
    assert found.notices == (("含修订，按接受全部修订后的文字读", "2 处"),)


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{p('框中的字')}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert read(f"<w:p>{r('前')}<w:r>{drawing}</w:r>{r('后')}</w:p>{p('下一段')}").raw == "前后\n\n框中的字\n\n下一段"


def test_footnotes_stand_at_the_end() -> None:
    found = read(
        "<w:p>" + r("甲") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + r("乙") + "</w:p>" + p("丙"),
        footnotes=f"<w:footnote w:id='-1'>{p('分隔')}</w:footnote><w:footnote w:id='2'>{p('脚注的话')}</w:footnote>",
    )
    assert found.raw == "甲乙\n\n丙\n\n脚注的话"
    assert [block.kind for block in found.blocks] == ["paragraph", "paragraph", "note"]


def test_headings_come_from_styles_and_from_paragraphs() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='a'><w:name w:val='heading 2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='b'><w:name w:val='自定义'/><w:basedOn w:val='a'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='t'><w:name w:val='Title'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='toc'><w:name w:val='toc 1'/></w:style>"
    )
    about = ("t", "a", "b")
    body = "".join(p(f"题{name}", f"<w:pStyle w:val='{name}'/>") for name in about)
    body += p("大纲", "<w:outlineLvl w:val='0'/>") + p("正文", "<w:outlineLvl w:val='9'/>")
    found = read(body + p("目录项 1", "<w:pStyle w:val='toc'/>"), styles=styles)
    assert [(b.kind, b.level) for b in found.blocks] == [
        ("heading", 0), ("heading", 2), ("heading", 2), ("heading", 1), ("paragraph", 0),
    ]  # fmt: skip
    assert found.notices == (("目录没有读入正文", "1 处"),)


# -- numbers ---------------------------------------------------------------------------------------------------------

LEVELS = "".join(
    f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
    for level, (form, text) in enumerate(
        [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）")]
    )
)
NUMBER = "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
NUMBERING = f"<w:abstractNum w:abstractNumId='7'>{LEVELS}</w:abstractNum>{NUMBER}"


def item(words: str, level: int, number: int = 1) -> str:
    """A paragraph of a list."""
    return p(words, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


def lines(found: Reading) -> list[str]:
    """Its paragraphs."""
    return found.raw.split("\n\n")


def test_numbers_are_those_that_word_shows() -> None:
    body = item("甲", 0) + item("乙", 1) + item("丙", 2) + item("丁", 2) + item("戊", 3) + item("己", 1) + item("庚", 2)
    found = read(body + p("无") + item("辛", 0) + item("壬", 1), numbering=NUMBERING)
    assert lines(found) == [
        "一、甲",
        "（一）乙",
        "1. 丙",
        "2. 丁",
        "（1）戊",
        "（二）己",
        "1. 庚",
        "无",
        "二、辛",
        "（一）壬",
    ]


def test_a_list_may_start_anew_and_have_levels_of_its_own() -> None:
    more = (
        "<w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/>"
        "</w:lvlOverride></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:lvl w:ilvl='0'>"
        "<w:start w:val='5'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1)'/><w:suff w:val='nothing'/></w:lvl>"
        "</w:lvlOverride></w:num>"
    )
    found = read(item("甲", 0) + item("乙", 0) + item("丙", 0, 2) + item("丁", 0, 2), numbering=NUMBERING + more)
    assert lines(found) == ["一、甲", "二、乙", "一、丙", "二、丁"]
    assert lines(read(item("甲", 0, 3) + item("乙", 0, 3), numbering=NUMBERING + more)) == ["V)甲", "VI)乙"]


def test_numbers_may_come_from_the_style_and_be_taken_away() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='h'><w:name w:val='heading 1'/>"
        "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    )
    body = p("甲", "<w:pStyle w:val='h'/>") + p("乙", "<w:pStyle w:val='h'/><w:numPr><w:numId w:val='0'/></w:numPr>")
    assert lines(read(body + p("丙", "<w:pStyle w:val='h'/>"), styles=styles, numbering=NUMBERING)) == [
        "一、甲",
        "乙",
        "二、丙",
    ]


def test_several_levels_in_one_number() -> None:
    levels = (
        "<w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='第%1章'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:isLgl/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>"
    )
    numbering = f"<w:abstractNum w:abstractNumId='7'>{levels}</w:abstractNum>{NUMBER}"
    assert lines(read(item("总则", 0) + item("目的", 1) + item("依据", 1), numbering=numbering)) == [
        "第一章总则",
        "1.1 目的",
        "1.2 依据",
    ]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"), ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"), ("chineseCountingThousand", 2020, "二千零二十"),
        ("ideographDigital", 10, "一〇"), ("chineseLegalSimplified", 12, "壹拾贰"), ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"), ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 1, "⒈"),
        ("ideographTraditional", 2, "乙"), ("ideographZodiac", 13, "子"), ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"), ("lowerLetter", 28, "bb"), ("lowerRoman", 14, "xiv"), ("none", 3, ""),
        ("hindiVowels", 4, "4"),
    ],
)  # fmt: skip
def test_formats_of_numbers(form: str, number: int, shown: str) -> None:
    assert formatted(number, form) == shown


# -- tables ----------------------------------------------------------------------------------------------------------


def table(*rows: str) -> str:
    """A table of these rows."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def c(words: str, about: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{p(words)}</w:tc>"


SPAN, FIRST, MORE = "<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>"


def test_merged_cells_stand_once_and_know_their_size() -> None:
    found = read(table(c("甲", SPAN) + c("乙"), c("丙", FIRST) + c("丁") + c("戊"), c("", MORE) + c("己") + c("庚")))
    assert found.raw == "| 甲 | | 乙 |\n| 丙 | 丁 | 戊 |\n| | 己 | 庚 |"
    sizes = {found.raw[b.start : b.end]: (b.row, b.column, b.rows, b.columns) for b in found.blocks}
    assert sizes["甲"] == (1, 1, 1, 2)
    assert sizes["丙"] == (2, 1, 2, 1)
    assert sizes["庚"] == (3, 3, 1, 1)


def test_the_words_of_a_cell_stay_on_one_line() -> None:
    inner = f"<w:tc>{p('市工信局')}{p('市财政局|二科')}{table(c('内') + c('表'))}</w:tc>"
    assert read(table(c("单位") + inner)).raw == "| 单位 | 市工信局  市财政局\\|二科  内  表 |"


def test_a_frame_of_one_column_is_no_table() -> None:
    found = read(table(c("红头"), c("文号")))
    assert found.raw == "红头\n\n文号"
    assert {block.kind for block in found.blocks} == {"paragraph"}


def test_deleted_rows_are_gone() -> None:
    found = read(
        f"<w:tbl><w:tr>{c('甲') + c('乙')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{c('丙') + c('丁')}</w:tr></w:tbl>"
    )
    assert found.raw == "| 甲 | 乙 |"


def test_rows_may_begin_further_right() -> None:
    found = read(
        f"<w:tbl><w:tr>{c('甲') + c('乙')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{c('丙')}</w:tr></w:tbl>"
    )
    assert found.raw == "| 甲 | 乙 |\n| | 丙 |"


# -- beside the text -------------------------------------------------------------------------------------------------


def test_pages_are_those_that_word_has_set() -> None:
    break_ = "<w:r><w:lastRenderedPageBreak/></w:r>"
    found = read(f"{p('一页')}<w:p>{r('前半')}{break_}{r('后半')}</w:p>{p('二页')}")
    assert found.raw == "一页\n\n前半后半\n\n二页"
    assert [(found.raw[b.start : b.end], b.page) for b in found.blocks] == [
        ("一页", 1),
        ("前半", 1),
        ("后半", 2),
        ("二页", 2),
    ]


def test_what_is_left_out_is_said() -> None:
    found = read(
        p("正文") + "<w:altChunk/><w:p><w:r><w:object/></w:r></w:p>",
        comments=f"<w:comment>{p('改一下')}</w:comment>",
        header1=p("某某市人民政府文件"),
        footer1=p("第1页"),
    )
    assert set(found.notices) == {
        ("嵌入的文档没有读", "1 处"),
        ("嵌入的对象没有读", "1 处"),
        ("批注没有读", "1 处"),
        ("页眉页脚没有读入正文", "某某市人民政府文件"),
    }


def test_documents_of_the_strict_kind_are_read_too() -> None:
    stored = io.BytesIO()
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{strict}"><w:body>{p("甲")}</w:body></w:document>')
    assert job.read(job.Job(stored.getvalue(), "方案.docx", Limits.of())).raw == "甲"


STYLES = (
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="S"><w:name w:val="s"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="S"/></w:style>'
)


VISIBLE, BASED, WHITE = '<w:vanish w:val="0"/>', '<w:rStyle w:val="B"/>', '<w:color w:val="FFFFFF"/>'
SHADED, TINY = '<w:shd w:fill="000000"/>', '<w:sz w:val="2"/>'


def styled(words: str, about: str) -> str:
    """A run with these properties."""
    return f"<w:r><w:rPr>{about}</w:rPr><w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "words", "reason"),
    [
        (p("藏", '<w:pStyle w:val="H"/>') + p("现"), "现", "隐藏的文字没有读"),
        (f"<w:p><w:pPr><w:pStyle w:val='H'/></w:pPr>{styled('现', VISIBLE)}</w:p>", "现", ""),
        (f"<w:p>{styled('旧', '<w:strike/>')}{r('新')}</w:p>", "新", "带删除线的文字没有读"),
        (f"<w:p>{styled('旧', '<w:dstrike/>')}{r('新')}</w:p>", "新", "带删除线的文字没有读"),
        (f"<w:p>{styled('旧', BASED)}{r('新')}</w:p>", "新", "带删除线的文字没有读"),
        (f"<w:p>{styled('白', WHITE)}{r('黑')}</w:p>", "黑", "隐藏的文字没有读"),
        (f"<w:p>{styled('白', WHITE + SHADED)}</w:p>", "白", ""),
        (f"<w:p>{styled('小', TINY)}{r('大')}</w:p>", "大", "隐藏的文字没有读"),
    ],
)
def test_what_is_hidden_or_struck_out_is_not_read_and_said(body: str, words: str, reason: str) -> None:
    found = read(body, styles=STYLES)
    assert found.raw == words
    assert [notice.reason for notice in found.notices] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (r" eq \o\ac(○,3)", "③"),
        (r"EQ \o(市财政局,)", "市财政局"),
        (r"EQ \* jc2 \* &quot;Font:宋体&quot; \* hps10 \o\ad(\s\up 9(gong),工)", "工"),
        (r"eq \o\al(\s\up 6(甲局),\s\do 6(乙局))", "甲局乙局"),
        (r"eq \f(1,2)", "1/2"),
        (r"eq \b\bc\{(甲局)", "甲局"),
        (r"DATE", ""),
    ],
)
def test_an_eq_field_shows_its_code(code: str, words: str) -> None:
    inside = f"{r('甲')}{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('end')}{r('乙')}"
    assert read(f"<w:p>{inside}</w:p>").raw == f"甲{words}乙"


@pytest.mark.parametrize(
    ("drawing", "reason"),
    [
        ('<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>', "图片没有读"),
        ('<d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>', "图示（SmartArt）没有读"),
        ('<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>', "图表没有读"),
        ('<v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="奖"/>', "艺术字没有读"),
    ],
)
def test_what_is_drawn_is_said(drawing: str, reason: str) -> None:
    found = read(p("甲") + f"<w:p><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>")
    assert found.raw == "甲"
    assert reason in [notice.reason for notice in found.notices]


def test_the_words_of_a_diagram_are_quoted() -> None:
    stored = io.BytesIO()
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    body = p("甲") + (
        '<w:p><w:r><w:drawing><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></w:drawing></w:r></w:p>'
    )
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/diagrams/data1.xml", f"<x {a}><a:p><a:t>专班</a:t></a:p><a:p><a:t>市工信局</a:t></a:p></x>"
        )
    found = job.read(job.Job(stored.getvalue(), "方案.docx", Limits.of()))
    assert ("图示、图表中的文字没有读入正文", "专班、市工信局") in found.notices


@pytest.mark.parametrize(
    "alternate",
    [
        "<mc:Choice Requires='x'><w:symEx/></mc:Choice><mc:Fallback><w:t>工</w:t></mc:Fallback>",
        "<mc:Choice Requires='wps'><w:t>工</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback>",
    ],
)
def test_of_two_ways_to_say_it_the_first_with_words(alternate: str) -> None:
    inside = f"<w:r><w:t>市</w:t><mc:AlternateContent>{alternate}</mc:AlternateContent><w:t>信局</w:t></w:r>"
    assert read(f"<w:p>{inside}</w:p>").raw == "市工信局"


def test_parts_may_have_other_names_and_backslashes() -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        archive.writestr(
            "[Content_Types].xml",
            '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels\\.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{relation}" Target="word/document2.xml"/></Relationships>',
        )
        archive.writestr("word\\document2.xml", f"<w:document {NAMES}><w:body>{p('甲')}</w:body></w:document>")
    assert job.read(job.Job(stored.getvalue(), "方案.docx", Limits.of())).raw == "甲"


@pytest.mark.parametrize(
    "content",
    [
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body><wx:sect>'
        '<w:p><w:pPr><w:listPr><wx:t wx:val="一、"/></w:listPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
        "</wx:sect></w:body></w:wordDocument>",
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part '
        f'pkg:name="/word/document.xml"><pkg:xmlData><w:document {NAMES}><w:body>{p("一、甲")}</w:body></w:document>'
        "</pkg:xmlData></pkg:part></pkg:package>",
    ],
)
def test_word_in_one_xml_file(content: str) -> None:
    whole = f'<?xml version="1.0" encoding="UTF-8"?>{content}'.encode()
    assert job.read(job.Job(whole, "方案.doc", Limits.of())).raw == "一、甲"
