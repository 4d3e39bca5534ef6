"""Fifty more files made to do harm, of kinds that test_hostile.py has not: each has its line or is read."""

from __future__ import annotations

import io
import re
import socket
import zipfile
from pathlib import Path

import pytest

from loaders.readers import Failure, discover, read_all
from tests.loaders.readers.test_hostile import (
    _ADDRESS,
    _GOOD,
    _PORT,
    _SETTINGS,
    CELL,
    Hostile,
    content,
    docx,
    one_page,
    packed,
    paragraph,
    pdf,
    stream,
    workbook,
    written,
)

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def twice(name: str, first: bytes, second: bytes) -> bytes:
    """An archive that holds one name twice; readers differ in which they believe."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, first)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(name, second)
    return made.getvalue()


def related(kind: str, target: str) -> dict[str, str]:
    """A part of a Word file that points outside."""
    relation = f'<Relationship Id="r9" Type="{_RELATION}/{kind}" Target="{target}" TargetMode="External"/>'
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="{names}">{relation}</Relationships>'}


def field(words: str) -> str:
    """A field of Word with its instruction."""
    return f'<w:p><w:r><w:fldSimple w:instr="{words}"><w:r><w:t>域</w:t></w:r></w:fldSimple></w:r></w:p>'


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>{_GOOD}</p>{body}</body></html>"


READ = {
    # Text and records
    "半字.txt": '[{"牵头单位":"\\ud800市工信局","任务":"抓项目"}]',
    "大数.txt": '[{"牵头单位":"市工信局","任务":"抓项目","数":1e999,"整":' + "9" * 5000 + "}]",
    "重键.txt": '[{"任务":"甲","任务":"乙","牵头单位":"市工信局"}]',
    "方向.txt": f"\u202e{_GOOD}\u202c\u2066甲\u2069",
    "夹BOM.txt": f"{_GOOD}\ufeff{_GOOD}",
    "括号海.txt": "（" * 50_000 + _GOOD,
    "序号海.txt": "一、" * 50_000 + _GOOD,
    "顿号海.txt": "、" * 100_000 + _GOOD,
    "组合符.txt": "市" + "\u0301" * 100_000 + _GOOD,
    "竖线海.md": "|" * 100_000 + f"\n{_GOOD}",
    "公式.csv": f"任务,牵头单位\n=cmd|'/C calc'!A0,市工信局\n{_GOOD},@SUM(1)\n",
    "万列.csv": ",".join(["列"] * 20_000) + f"\n{_GOOD}\n",
    # Web pages
    "刷新.html": page("", f'<meta http-equiv="refresh" content="0;url={_ADDRESS}">'),
    "基址.html": page('<img src="x.png">', f'<base href="{_ADDRESS}">'),
    "样式.html": page("", f'<style>@import "{_ADDRESS}"; p {{background: url({_ADDRESS})}}</style>'),
    "对象.html": page(f'<object data="{_ADDRESS}"></object><embed src="{_ADDRESS}">'),
    "矢量.html": page(f'<svg onload="f()"><image href="{_ADDRESS}"/><script>f()</script></svg>'),
    "预取.html": page("", f'<link rel="prefetch" href="{_ADDRESS}"><link rel="stylesheet" href="{_ADDRESS}">'),
    "模板.html": page(f'<template><img src="{_ADDRESS}"></template><noscript><img src="{_ADDRESS}"></noscript>'),
    "脚本.html": page(f'<script>fetch("{_ADDRESS}")</script><a href="javascript:f()">链</a>'),
    "谎报编码.html": page("", '<meta charset="utf-7">'),
    "指令.xhtml": f'<?xml version="1.0"?><?xml-stylesheet href="{_ADDRESS}"?>{page("")}',
    # Word
    "模板外连.docx": docx(paragraph(_GOOD), parts=related("attachedTemplate", _ADDRESS)),
    "链接脚本.docx": docx(paragraph(_GOOD), parts=related("hyperlink", "javascript:f()")),
    "外部图.docx": docx(paragraph(_GOOD), parts=related("image", "file:///etc/passwd")),
    "引用域.docx": docx(field("INCLUDETEXT &quot;/etc/passwd&quot;") + paragraph(_GOOD)),
    "交换域.docx": docx(field("DDEAUTO c:\\\\windows\\\\cmd.exe") + paragraph(_GOOD)),
    "宏.docx": docx(paragraph(_GOOD), parts={"word/vbaProject.bin": "x"}),
    "嵌入.docx": docx(paragraph(_GOOD), parts={"word/embeddings/oleObject1.bin": "MZ"}),
    "巨跨度.docx": docx(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>"
        f"{paragraph(_GOOD)}</w:tc></w:tr></w:tbl>{paragraph(_GOOD)}"
    ),
    "负跨度.docx": docx(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='-5'/><w:vMerge/></w:tcPr>"
        f"{paragraph(_GOOD)}</w:tc></w:tr></w:tbl>"
    ),
    "巨编号.docx": docx(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='99999999999'/><w:numId w:val='-1'/></w:numPr></w:pPr>"
        f"<w:r><w:t>{_GOOD}</w:t></w:r></w:p>"
    ),
    "环样式.docx": docx(
        "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>" + _GOOD + "</w:t></w:r></w:p>",
        parts={
            "word/styles.xml": "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
            "<w:style w:styleId='a' w:type='paragraph'><w:basedOn w:val='b'/></w:style>"
            "<w:style w:styleId='b' w:type='paragraph'><w:basedOn w:val='a'/></w:style></w:styles>"
        },
    ),
    # Workbooks
    "公式.xlsx": workbook('<row r="1"><c r="A1"><f>WEBSERVICE("x")</f><v>1</v></c></row>' + CELL.replace('"1"', '"2"')),
    # PDF
    "动作.pdf": written().replace(b"/Type /Catalog", b"/Type /Catalog /AA <</WC <</S /JavaScript /JS (f)>>>>"),
    "外址.pdf": written().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction <</S /URI /URI (http://x)>>"),
    # Archives
    "重名.zip": twice("a.txt", _GOOD.encode(), b"MZ"),
    "引号名.zip": packed({'-rf "x" $(id) `id`.txt': _GOOD}),
    "控制名.zip": packed({"甲\n乙\x1b[2J.txt": _GOOD}),
    "方向名.zip": packed({"\u202etxt.exe.txt": _GOOD}),
}
"""Read, whatever else is in them."""

BROKEN = {
    "终端.txt": f"\x1b]0;标题\x07\x1b[2J{_GOOD}",
    "万属性.html": page("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">甲</p>"),
    "夹零.html": page("甲\0乙"),
    "错串.xlsx": workbook('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>' + CELL.replace('r="1"', 'r="2"')),
    "深层.txt": "[" * 200_000 + _GOOD,
    "七位.html": "+ADw-script+AD4-",
    "环引用.pdf": pdf("<</Type /Catalog /Pages 2 0 R>>", "2 0 R"),
    "自指流.pdf": one_page("/Contents 3 0 R", stream(b"q")),
    "坏编码.docx": docx(paragraph(_GOOD)).replace(b"utf-8", b"utf-7"),
    "两个正文.docx": twice("word/document.xml", b"<a", b"<b"),
}
"""Read or refused: neither hangs nor ends anything."""


def _corpus() -> tuple[Hostile, ...]:
    return tuple(Hostile(name, content(made)) for name, made in {**READ, **BROKEN}.items())


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What became of each file, and nobody called out meanwhile."""
    folder = tmp_path_factory.mktemp("恶意")
    for hostile in _corpus():
        hostile.make(folder / hostile.name)
    found: dict[str, list[str]] = {}
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", _PORT)) as listener:
        for name, value in _SETTINGS.items():
            patch.setenv(name, value)
        listener.setblocking(False)
        sources, _ = discover([folder])
        for source, one in zip(sources, read_all(sources), strict=True):
            said = f"error {one.error}" if isinstance(one, Failure) else f"text {one.raw}"
            found.setdefault(source.name.split("/")[0], []).append(said)
        with pytest.raises(BlockingIOError):
            listener.accept()
    return found


def test_there_are_fifty() -> None:
    assert len(_corpus()) >= 50


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read(name: str, outcome: dict[str, list[str]]) -> None:
    said = outcome[name][0]
    assert said.startswith("text "), said[:300]
    assert "工信局" in said or "office" in said
    assert "root:" not in said


@pytest.mark.parametrize("name", BROKEN)
def test_the_rest_has_one_line(name: str, outcome: dict[str, list[str]]) -> None:
    for said in outcome[name]:
        assert said.startswith("text ") or re.fullmatch(r"error [^\n]*。[^\n]*。", said), said[:300]
        assert said.startswith("text ") or name in said


def test_the_folder_is_as_it_was(tmp_path: Path, outcome: dict[str, list[str]]) -> None:
    assert set(outcome) == {hostile.name for hostile in _corpus()}
