from __future__ import annotations

import pytest

from loaders.readers import job
from loaders.readers.limits import Limits
from loaders.readers.model import Reading

_LONG = "围绕主导产业补链强链，加快园区标准厂房建设，推动项目早开工早投产。（市工信局牵头，市科技局配合）"


def read(page: str, name: str = "页.html") -> Reading:
    """Read a web page."""
    return job.read(job.Job(page.encode(), name, Limits.of()))


@pytest.mark.parametrize(
    ("body", "raw"),
    [
        ("<p>甲<p>乙<br>丙", "甲\n\n乙\n丙"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n\n乙\n\n丙"),
        ("<p>&nbsp;&nbsp;　　市<b>工信</b>局</p>", "市工信局"),
        ("<p>市工\n    信局 牵头\n Plan A\n B</p>", "市工信局 牵头 Plan A B"),
        ("<p>甲</p><script>x</script><style>y</style><noscript>z</noscript><!-- 注 --><nav>导航</nav>", "甲"),
        ("<p>甲<span style='display: none'>暗</span><i hidden>暗</i>乙</p>", "甲乙"),
        ("<ol start=3><li>甲<li>乙</ol><ol type=a><li>丙</ol>", "3. 甲\n\n4. 乙\n\na. 丙"),
        ("<ol><li>1.甲<li>（二）乙</ol>", "1.甲\n\n（二）乙"),
        ("<ul><li>甲<li>乙</ul>", "甲\n\n乙"),
        ("<p>商<ruby>務<rt>wù</rt></ruby>局</p>", "商務局"),
        ("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "| 甲 | 乙 |\n| 丙 | 丁 |"),
        ("<table><tr><td rowspan=2>甲<td>乙<tr><td>丁</table>", "| 甲 | 乙 |\n| | 丁 |"),
        ("<table><tr><td colspan=2>甲<td>乙<tr><td>丙<td>丁<td>戊</table>", "| 甲 | | 乙 |\n| 丙 | 丁 | 戊 |"),
        ("<table><tr><td><p>甲</p><p>一|二</p><td>乙<br>丙</table>", "| 甲  一\\|二 | 乙  丙 |"),
        # A table that only lays out the page.
        ("<table><tr><td>左<td><table><tr><td>甲<td>乙</table></table>", "左\n\n| 甲 | 乙 |"),
        ("<table><tr><td>甲<tr><td>乙</table>", "甲\n\n乙"),
    ],
)
def test_what_a_browser_shows(body: str, raw: str) -> None:
    assert read(f"<html><body>{body}</body></html>").raw == raw


def test_headings_are_marked() -> None:
    found = read("<html><h1>标题</h1><p>文</p><h3>小题</h3></html>")
    assert [(block.kind, block.level) for block in found.blocks] == [("heading", 1), ("paragraph", 0), ("heading", 3)]


SITE = f"""<html><body><div class="header"><img><a href=1>首页</a><a href=2>公开</a><a href=3>互动</a></div>
<div class="crumbs">当前位置：首页</div>
<div class="title">某某市人民政府关于印发方案的通知</div><div class="info">时间：2023-02-17　字号：大 中 小</div>
<div id="zoom"><p>{_LONG}</p><p>{_LONG}</p>
<p>附件：<a href=1>附件一</a><a href=2>附件二</a><a href=3>附件三</a></p></div>
<ul><li><a href=4>某某市人民政府关于另一件事情的通知</a><li><a href=5>又一件</a><li><a href=6>再一件</a></ul>
<div class="pageFooter"><p>主办单位：某某市人民政府办公室</p><p>网站标识码：12345</p></div></body></html>"""


def test_what_a_site_puts_around_a_document_is_left_out_and_counted() -> None:
    found = read(SITE)
    assert found.raw.split("\n\n") == [
        "某某市人民政府关于印发方案的通知",
        "时间：2023-02-17 字号：大 中 小".replace(" ", "\u3000", 1),
        _LONG,
        _LONG,
        "附件：附件一附件二附件三",
    ]
    [notice] = found.notices
    assert notice.reason == "网页的导航、页脚等没有读入正文"
    left = (
        "首页公开互动当前位置：首页",
        "某某市人民政府关于另一件事情的通知又一件再一件",
        "主办单位：某某市人民政府办公室网站标识码：12345",
    )
    assert notice.detail == f"{len(''.join(left))} 字"


def test_words_of_a_foot_inside_the_document_stay() -> None:
    foot = "<div class=footer><p>主办单位：市教育局</p><p>技术支持：市数据局</p></div>"
    assert "市教育局" in read(f"<html><div id=zoom><p>{_LONG}</p>{foot}<p>{_LONG}</p></div></html>").raw


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        (
            "<meta name=ArticleTitle content=某方案><meta name=PubDate content='2023-2-7 10:42'>"
            "<meta name=ContentSource content=市政府办><meta name=Url content=http://gov.example/1>",
            {"title": "某方案", "date": "2023-02-07", "issuer": "市政府办", "source": "http://gov.example/1"},
        ),
        (
            "<title>某方案</title><link rel=canonical href=http://gov.example/2>",
            {"title": "某方案", "source": "http://gov.example/2"},
        ),
        ("<!-- saved from url=(0021)http://gov.example/33 -->", {"source": "http://gov.example/33"}),
        ("<meta property='og:title' content=某方案><meta name=PubDate content=昨天>", {"title": "某方案"}),
    ],
)
def test_what_a_page_says_of_itself(head: str, facts: dict[str, str]) -> None:
    assert read(f"<html><head>{head}</head><body><p>文</p></body></html>").facts == facts


def test_a_page_in_one_file() -> None:
    mht = (
        "From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        "Content-Type: text/html; charset=gb2312\n"
        "Content-Transfer-Encoding: quoted-printable\n\n<p>=CA=D0=B9=A4=D0=C5=BE=D6</p>\n--b--\n"
    )
    assert read(mht, "页.mht").raw == "市工信局"


@pytest.mark.parametrize(
    ("inside", "words", "reason"),
    [
        ("<p>甲<del>旧局</del>新局</p>", "甲新局", "带删除线（已删除）的文字没有读"),
        (
            "<p>甲<span style='text-decoration: line-through'>旧局</span>新局</p>",
            "甲新局",
            "带删除线（已删除）的文字没有读",
        ),
        ("<p>甲<span style='display:none'>暗局</span>明局</p>", "甲明局", "网页中隐藏的文字没有读"),
        ("<style>.x{display:none}</style><p>甲<span class='x'>暗局</span>明局</p>", "甲明局", "网页中隐藏的文字没有读"),
        (
            "<p>配合单位：<img alt='市财政局' src='a.png'>、市住建局</p>",
            "配合单位：市财政局、市住建局",
            "图片按替代文字读",
        ),
        ("<p>甲</p><p><img src='a.png'></p>", "甲", "图片没有读"),
        ("<p>牵头单位：<input value='市工信局'>。</p>", "牵头单位：市工信局。", "表单中填写的内容读在其所在的行"),
        (
            "<table><tr><td>牵头单位</td><td><select><option>甲局<option selected>乙局</select></td></tr></table>",
            "| 牵头单位 | 乙局 |",
            "表单中填写的内容读在其所在的行",
        ),
        ("<p>附件：<a href='/b/方案.docx'>方案</a></p>", "附件：方案", "网页链接的附件没有读，请下载后读入"),
        ("<p>甲</p><iframe src='http://example.org/a'></iframe>", "甲", "框架（iframe）中的网页没有读"),
        ("<p>甲</p><embed src='a.pdf'>", "甲", "嵌入的文件没有读"),
        (f"<p>甲</p><iframe srcdoc='<p>{'乙' * 30}</p>'></iframe>", f"甲\n\n{'乙' * 30}", ""),
        (
            f"<p>甲</p><textarea style='display:none'>&lt;p>{'乙' * 30}&lt;/p></textarea>",
            f"甲\n\n{'乙' * 30}",
            "正文在网页的隐藏文本框（textarea）中，照样读了",
        ),
    ],
)
def test_what_is_hidden_framed_or_filled_in_is_read_or_said(inside: str, words: str, reason: str) -> None:
    page = f"<html><meta charset='utf-8'><body>{inside}</body></html>"
    found = job.read(job.Job(page.encode(), "页.html", Limits.of()))
    assert found.raw == words
    assert [notice.reason for notice in found.notices] == ([reason] if reason else [])


def test_a_cell_that_reaches_to_the_end_of_its_table() -> None:
    rows = "<tr><td>任务<td>单位</tr><tr><td>甲<td rowspan=0>乙局</tr><tr><td>丙</tr>"
    found = job.read(job.Job(f"<meta charset='utf-8'><table>{rows}</table>".encode(), "页.html", Limits.of()))
    assert [(b.row, b.rows) for b in found.blocks if found.raw[b.start : b.end] == "乙局"] == [(2, 2)]


def test_the_frames_of_an_archive_are_read_from_it() -> None:
    parts = ["<frameset><frame src='a.files/sheet001.htm'></frameset>", f"<p>{'甲' * 30}</p>", f"<p>{'乙' * 30}</p>"]
    names = ["a.htm", "a.files/sheet001.htm", "a.files/sheet002.htm"]
    whole = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + "".join(
        f"--b\nContent-Type: text/html; charset=utf-8\nContent-Location: file:///C:/{name}\n\n{part}\n"
        for name, part in zip(names, parts, strict=True)
    )
    found = job.read(job.Job(f"{whole}--b--\n".encode(), "表.mht", Limits.of()))
    assert found.raw == f"{'甲' * 30}\n\n{'乙' * 30}"
