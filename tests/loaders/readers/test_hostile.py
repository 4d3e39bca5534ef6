"""Files made to do harm, or broken: each has its line or is read, nothing hangs, nothing outside is touched."""

from __future__ import annotations

import base64
import io
import os
import re
import socket
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission

from benchmarks.ofd_files import ofd, words_at
from loaders.readers import Failure, discover, read_all

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
with socket.create_server(("127.0.0.1", 0)) as _free:
    _PORT = _free.getsockname()[1]
_ADDRESS = f"http://127.0.0.1:{_PORT}/"
"""Where files call out to; nobody must come."""
_GOOD = "一、目标。（市工信局牵头，市科技局配合）"
_SETTINGS = {
    "QIANTOU_READ_SECONDS": "10",
    "QIANTOU_READ_MEMORY": "600m",
    "QIANTOU_READ_SIZE": "60m",
    "QIANTOU_READ_CHARACTERS": "300000",
    # Neither LibreOffice nor tesseract is on this path: what needs them must say so.
    "PATH": "/nowhere",
}


@dataclass(frozen=True)
class Hostile:
    """A file and what becomes of it: words of the error, of the reason why it is left out, or of the text."""

    name: str
    make: Callable[[Path], None]
    error: str = ""
    skipped: str = ""
    text: str = ""

    @property
    def wanted(self) -> str:
        """A pattern for what becomes of it."""
        if self.error:
            return f"error .*(?:{self.error})"
        return f"skipped .*{self.skipped}" if self.skipped else f"text .*{re.escape(self.text)}"


def content(words: bytes | str) -> Callable[[Path], None]:
    """Make a file of these bytes."""
    return lambda path: path.write_bytes(words.encode() if isinstance(words, str) else words) and None


# -- zips ------------------------------------------------------------------------------------------------------------


def packed(members: dict[str, bytes | str]) -> bytes:
    """A zip of these members."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in members.items():
            archive.writestr(name, words)
    return stored.getvalue()


def docx(body: str, before: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A Word document with this body."""
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": xml, **(parts or {})})


def paragraph(words: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def bomb(name: str) -> bytes:
    """A zip whose one member unpacks to 100 MB of zeros."""
    return packed({name: b"\0" * 100_000_000})


def flagged(bits: int) -> bytes:
    """A zip whose member has these flags set in both of its headers."""
    made = bytearray(packed({"方案.txt": _GOOD}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.index(mark) + place
        struct.pack_into("<H", made, at, struct.unpack_from("<H", made, at)[0] | bits)
    return bytes(made)


def claiming(size: int) -> bytes:
    """A zip whose directory says that its member unpacks to so many bytes."""
    made = bytearray(packed({"word/document.xml": "<x/>" * 100_000}))
    struct.pack_into("<I", made, made.index(b"PK\x01\x02") + 24, size)
    return bytes(made)


def with_link(target: str) -> bytes:
    """A zip that holds a symbolic link."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        info = zipfile.ZipInfo("链接.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, target)
    return stored.getvalue()


def nested(depth: int) -> bytes:
    """Zips inside zips."""
    made = packed({"方案.txt": _GOOD})
    for _ in range(depth):
        made = packed({"内层.zip": made})
    return made


# -- pdf -------------------------------------------------------------------------------------------------------------


def pdf(*objects: str, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    made, places = b"%PDF-1.7\n", []
    for number, words in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    at = made.rindex(b"xref")
    return made + f"trailer <</Size {len(objects) + 1} /Root {root} 0 R>>\nstartxref\n{at}\n%%EOF".encode()


def pages(count: int) -> bytes:
    """A PDF of many empty pages."""
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100]>>"
    tree = f"<</Type /Pages /Count {count} /Kids [{kids}]>>"
    return pdf("<</Type /Catalog /Pages 2 0 R>>", tree, *([page] * count))


def one_page(extra: str = "", *objects: str, media: str = "0 0 100 100") -> bytes:
    """A PDF of one page."""
    page = f"<</Type /Page /Parent 2 0 R /MediaBox [{media}] {extra}>>"
    return pdf("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 1 /Kids [3 0 R]>>", page, *objects)


def stream(words: bytes) -> str:
    """A stream object whose content is deflated."""
    data = zlib.compress(words)
    return f"<</Length {len(data)} /Filter /FlateDecode>>\nstream\n{data.decode('latin-1')}\nendstream"


def written(
    user: str = "", owner: str = "", words: str = "Plan A is led by the office of trade and industry."
) -> bytes:
    """A PDF with a line of text, locked with these passwords."""
    document = FPDF()
    if owner:
        document.set_encryption(owner, user, permissions=AccessPermission.none())
    document.add_page()
    document.set_font("Helvetica", size=12)
    document.cell(text="Plan A is led by the office of trade and industry.")
    return bytes(document.output())


# -- others ----------------------------------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    """A picture that claims this size."""

    def chunk(kind: bytes, words: bytes) -> bytes:
        return struct.pack(">I", len(words)) + kind + words + struct.pack(">I", zlib.crc32(kind + words))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 30_000))
        + chunk(b"IEND", b"")
    )


def ole(*names: str) -> bytes:
    """The shell of an old office file with these streams in its directory."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<H", head, 30, 9)
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names))
    return bytes(head) + entries.ljust(1024, b"\0")


def workbook(sheet: str, strings: str = "") -> bytes:
    """A workbook of one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    default = f'<Default Extension="xml" ContentType="{kind}.worksheet+xml"/>'
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{default}<Override PartName='
            f'"/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}'
            '/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="表" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="'
            f'{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{relations}'
            '/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
            "xl/sharedStrings.xml": strings or f'<sst xmlns="{main}"/>',
        }
    )


def sparse(path: Path) -> None:
    """A file of 500 MB that takes no room."""
    with path.open("wb") as made:
        made.truncate(500_000_000)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈" * 100}">' for n in range(12))
ENTITY_BOMB = f"<!DOCTYPE x [{LAUGHS}]>"
THEFT = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
CALL = '<!DOCTYPE x [<!ENTITY % x SYSTEM "ADDRESS"> %x;]>'.replace("ADDRESS", _ADDRESS)
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>市工信局牵头</t></is></c></row>'


def composed() -> bytes:
    """An OFD in which a composed drawing holds itself."""
    itself = '<ofd:Content><ofd:CompositeObject ID="1" ResourceID="8"/></ofd:Content>'
    unit = f'<ofd:CompositeGraphicUnit ID="8">{itself}</ofd:CompositeGraphicUnit>'
    names = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    document = (
        f"<ofd:Document {names}><ofd:CommonData><ofd:DocumentRes>R.xml</ofd:DocumentRes></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    more = {"Doc_0/R.xml": f"<ofd:Res {names}>{unit}</ofd:Res>", "Doc_0/Document.xml": document}
    return ofd(['<ofd:CompositeObject ID="1" ResourceID="8"/>'], more=more)


def mail(*, depth: int = 0, name: str = "方案.txt", inside: bytes = _GOOD.encode()) -> bytes:
    """A mail with an attachment, inside so many others."""
    made = b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    made += b"Content-Type: application/octet-stream\n"
    made += f"Content-Disposition: attachment; filename*=utf-8''{quote(name)}\n".encode()
    made += b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(inside) + b"--b--\n"
    for number in range(depth):
        kind = b"multipart/mixed; boundary=x%d\n\n--x%d\n" % (number, number)
        made = b"From: a@example.org\nContent-Type: " + kind + made + b"\n--x%d--\n" % number
    return made


def tarred(name: str, words: bytes = _GOOD.encode(), packing: str = "gz") -> bytes:
    """A packed tar with one member."""
    stored = io.BytesIO()
    with tarfile.open(fileobj=stored, mode=f"w:{packing}") as archive:  # type: ignore[call-overload]
        info = tarfile.TarInfo(name)
        info.size = len(words)
        archive.addfile(info, io.BytesIO(words))
    return stored.getvalue()


def sevenzip(words: bytes) -> bytes:
    """A 7z with one member; not one where the library is missing."""
    if find_spec("py7zr") is None:
        return b"7z\xbc\xaf\x27\x1c"
    import py7zr

    stored = io.BytesIO()
    with py7zr.SevenZipFile(stored, "w") as archive:
        archive.writestr(words, "方案.txt")
    return stored.getvalue()


def rar(words: bytes) -> bytes:
    """A RAR with one member; not one where the library is missing."""
    if find_spec("rars") is None:
        return b"Rar!\x1a\x07\x01\x00"
    import rars

    made = rars.RarBuilder()
    made.add_bytes(words, "方案.txt")
    return bytes(made.to_bytes())


_LEAPS = {
    "Doc_0/Document.xml": '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>'
    '<ofd:Page ID="1" BaseLoc="../../../etc/passwd"/></ofd:Pages></ofd:Document>'
}
NEW = "另装组件|"
"""What the message says where a library is missing."""

CORPUS = (
    # OFD
    Hostile("好.ofd", content(ofd([words_at(_GOOD, 20, 20)])), text="市工信局牵头"),
    Hostile("截断.ofd", content(ofd([words_at(_GOOD, 20, 20)])[:-40]), error="“截断.ofd”已损坏"),
    Hostile("无页.ofd", content(ofd([])), error="“无页.ofd”已损坏"),
    Hostile("越界.ofd", content(ofd([""], more=_LEAPS)), error="“越界.ofd”已损坏.*路径指向文件之外"),
    Hostile("套环.ofd", content(composed()), error="“套环.ofd”中的层次套得太深"),
    Hostile("炸弹.ofd", content(ofd([" " * 70_000_000])), error="“炸弹.ofd”解开后过大"),
    Hostile(
        "多字.ofd",
        content(
            ofd(
                [
                    f'<ofd:TextObject Boundary="0 0 9 9"><ofd:TextCode DeltaX="g 999999999 1">{"牵" * 2_100_000}'
                    "</ofd:TextCode></ofd:TextObject>"
                ]
            )
        ),
        error="“多字.ofd”的文字过多|超过了内存上限|超过 10 秒|解开后过大",
    ),
    Hostile("实体.ofd", content(ofd([""], more={"OFD.xml": f"{ENTITY_BOMB}<x>&l11;</x>"})), error="“实体.ofd”"),
    # Mails and other archives
    Hostile("好.eml", content(mail()), text="市工信局牵头"),
    Hostile("深.eml", content(mail(depth=60)), error="“深.eml”中的层次套得太深"),
    Hostile("越界.eml", content(mail(name="../../../越界.txt")), error="路径指向压缩包之外|.._.._.._越界|没有读"),
    Hostile("炸弹.eml", content(mail(name="内.zip", inside=bomb("方案.txt"))), error="解开后过大"),
    Hostile("坏.msg", content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3000), error="Outlook 邮件"),
    Hostile("好.tgz", content(tarred("方案.txt")), text="市工信局牵头"),
    Hostile("越界.tgz", content(tarred("../越界.txt")), error="路径指向压缩包之外"),
    Hostile("炸弹.tar.xz", content(tarred("方案.txt", b"\0" * 300_000_000, "xz")), error="解开后过大"),
    Hostile("断.gz", content(tarred("方案.txt")[:60]), error="“断.gz”已损坏"),
    Hostile("断.7z", content(sevenzip(_GOOD.encode())[:-9]), error=f"{NEW}“断.7z”已损坏"),
    Hostile("炸弹.7z", content(sevenzip(b"\0" * 100_000_000)), error=f"{NEW}解开后过大|已损坏"),
    Hostile("断.rar", content(rar(_GOOD.encode())[:-30]), error=f"{NEW}“断.rar”已损坏"),
    Hostile("炸弹.rar", content(rar(b"\0" * 100_000_000)), error=f"{NEW}解开后过大|已损坏"),
    # Plain text
    Hostile("空.txt", content(b""), error="“空.txt”是空文件"),
    Hostile("空白.md", content(" \n\t\u3000".encode()), error="“空白.md”中没有文字"),
    Hostile("零字节.txt", content(b"\0" * 5000), error="“零字节.txt”不是文本文件"),
    Hostile("夹零.txt", content("市工信局\0牵头".encode() * 50), error="“夹零.txt”不是文本文件"),
    Hostile("乱码.txt", content(bytes(range(128, 256)) * 50), error="认不出“乱码.txt”的字符编码"),
    Hostile("程序.txt", content(b"MZ\x90\0" + os.urandom(4000)), error="“程序.txt”不是文本文件"),
    Hostile("大.txt", sparse, error="“大.txt”有 476 MB，超过 60 MB"),
    Hostile("长.txt", content("牵头" * 200_000), error="“长.txt”的文字超过 300000 字"),
    Hostile("半个字.txt", content((_GOOD * 30).encode()[:-1]), text="市工信局牵头"),
    # Word
    Hostile("截断.docx", content(docx(paragraph(_GOOD))[:-60]), error="“截断.docx”已损坏，或不是完整的Word 文档"),
    Hostile(
        "没有正文.docx",
        content(packed({"a.xml": "<a/>"})),
        error="“没有正文.docx”已损坏，或不是完整的Word 文档",
    ),
    Hostile("空正文.docx", content(docx("")), error="“空正文.docx”中没有文字"),
    Hostile("坏标记.docx", content(docx("<w:p><w:r>")), error="“坏标记.docx”已损坏"),
    Hostile("实体炸弹.docx", content(docx(paragraph("&l11;"), ENTITY_BOMB)), error="“实体炸弹.docx”已损坏"),
    Hostile("偷文件.docx", content(docx(paragraph("&x;"), THEFT)), error="“偷文件.docx”带有文档类型定义"),
    Hostile("外连.docx", content(docx(paragraph("x"), CALL)), error="“外连.docx”带有文档类型定义"),
    Hostile(
        "偷样式.docx",
        content(docx(paragraph("x"), parts={"word/styles.xml": f"{THEFT}<s>&x;</s>"})),
        error="文档类型定义",
    ),
    Hostile("压缩炸弹.docx", content(bomb("word/document.xml")), error="“压缩炸弹.docx”解开后过大"),
    Hostile("假大小.docx", content(claiming(400)), error="“假大小.docx”已损坏"),
    Hostile("深层.docx", content(docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000)), error="“深层.docx”中的层次套得太深"),
    Hostile(
        "深表.docx", content(docx("<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80)), error="层次套得太深"
    ),
    Hostile("加密.docx", content(ole("EncryptionInfo", "EncryptedPackage")), error="“加密.docx”有密码"),
    Hostile("太长.docx", content(docx(paragraph("牵头" * 200_000))), error="“太长.docx”的文字超过 300000 字"),
    Hostile(
        "外链图.docx",
        content(docx(f'<w:p><w:r><w:drawing><a r="{_ADDRESS}"/></w:drawing></w:r></w:p>{paragraph(_GOOD)}')),
        text=_GOOD,
    ),
    Hostile("其实是网页.docx", content(f"<html><body><p>{_GOOD}</p></body></html>"), text=_GOOD),
    Hostile("程序.docx", content(b"MZ\x90\0" + os.urandom(4000)), error="“程序.docx”不是Word 文档，也不是文本文件"),
    # PDF
    Hostile("截断.pdf", content(written()[:400]), error="“截断.pdf”已损坏"),
    Hostile("只有头.pdf", content(b"%PDF-1.7\n" + os.urandom(2000)), error="“只有头.pdf”已损坏"),
    Hostile("密码.pdf", content(written("secret", "owner")), error="“密码.pdf”有密码"),
    Hostile("限制打印.pdf", content(written("", "owner")), text="office of trade"),
    Hostile("万页.pdf", content(pages(10_000)), error="“万页.pdf”有 10000 页，超过 5000 页"),
    Hostile(
        "页树成环.pdf",
        content(pdf("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 3 /Kids [2 0 R 2 0 R]>>")),
        error="“页树成环.pdf”已损坏",
    ),
    Hostile(
        "谎报页数.pdf", content(one_page().replace(b"/Count 1", b"/Count 900000000")), error="“谎报页数.pdf”中没有文字"
    ),
    Hostile("深数组.pdf", content(one_page(f"/X {'[' * 100_000}{']' * 100_000}")), error="“深数组.pdf”中没有文字"),
    Hostile(
        "流炸弹.pdf",
        content(one_page("/Contents 4 0 R", stream(b"0 0 m " * 10_000_000))),
        error="“流炸弹.pdf”中没有文字",
    ),
    Hostile("巨页.pdf", content(one_page(media="0 0 1e9 1e9")), error="“巨页.pdf”中没有文字"),
    Hostile(
        "脚本.pdf",
        content(written().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction <</S /Launch /F (sh)>>")),
        text="office of trade",
    ),
    Hostile("其实是文本.pdf", content(_GOOD), text=_GOOD),
    Hostile("大.pdf", sparse, error="“大.pdf”有 476 MB，超过 60 MB"),
    # Web pages
    Hostile("深层.html", content("<div>" * 100_000 + _GOOD), error="“深层.html”中的层次套得太深"),
    Hostile(
        "跨度炸弹.html",
        content(f"<table>{'<tr>' + '<td rowspan=65534 colspan=1000>牵头</td>' * 50}</table>" * 5),
        text="牵头",
    ),
    Hostile(
        "外部.html",
        content(f'<iframe src="file:///etc/passwd"></iframe><img src="{_ADDRESS}"><p>{_GOOD}</p>'),
        text=_GOOD,
    ),
    Hostile("未闭合.html", content("<html><body><!-- " + "<p>牵头" * 1000), error="“未闭合.html”中没有文字"),
    Hostile("实体.html", content(f"{ENTITY_BOMB}<html><body><p>{_GOOD}&l11;</p></body></html>"), text=_GOOD),
    Hostile("空壳.mht", content("MIME-Version: 1.0\nContent-Type: image/png\n\nx"), error="“空壳.mht”已损坏"),
    # Workbooks
    Hostile("截断.xlsx", content(workbook(CELL)[:-30]), error="“截断.xlsx”已损坏"),
    Hostile(
        "远格.xlsx",
        content(workbook(CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        error="单元格离其他内容太远",
    ),
    Hostile(
        "炸弹.xlsx",
        content(workbook(CELL, "<sst>" + " " * 80_000_000 + "</sst>")),
        error="“炸弹.xlsx”解开后过大",
    ),
    Hostile("加密.xlsx", content(ole("EncryptedPackage")), error="“加密.xlsx”有密码"),
    Hostile(
        "实体.xlsx",
        content(workbook(CELL, f"{ENTITY_BOMB}<sst><si><t>&l11;</t></si></sst>")),
        error="“实体.xlsx”已损坏",
    ),
    Hostile("空壳.xls", content(ole("Workbook")), error="“空壳.xls”已损坏"),
    Hostile("夹零.csv", content(b"a,b\n\0\0\0,c\n" * 100), error="“夹零.csv”不是文本文件"),
    Hostile("不闭合.csv", content('序号,"' + "牵头" * 100), text="牵头"),
    # Archives
    Hostile(
        "越界.zip", content(packed({"../../越界.txt": _GOOD})), error="“越界.zip”中的“../../越界.txt”路径指向压缩包之外"
    ),
    Hostile("绝对.zip", content(packed({"/tmp/绝对.txt": _GOOD})), error="“绝对.zip”中的“/tmp/绝对.txt”路径指向"),
    Hostile("盘符.zip", content(packed({"C:\\绝对.txt": _GOOD})), error="“盘符.zip”中的“C:/绝对.txt”路径指向"),
    Hostile("链接.zip", content(with_link("/etc/passwd")), error="“链接.zip”中的“链接.txt”是符号链接"),
    Hostile("五层.zip", content(nested(5)), error="“五层.zip”中的“.*”压缩包套了 3 层以上"),
    Hostile(
        "万件.zip", content(packed({f"{n}.txt": "" for n in range(10_001)})), error="“万件.zip”中的文件超过 10000 个"
    ),
    Hostile("密码.zip", content(flagged(1)), error="“密码.zip”中的“方案.txt”有密码"),
    Hostile("炸弹.zip", content(bomb("炸.txt")), error="“炸弹.zip”中的“炸.txt”解开后过大"),
    Hostile("截断.zip", content(packed({"a.txt": _GOOD})[:-20]), error="“截断.zip”已损坏"),
    Hostile("空.zip", content(packed({})), error="“空.zip”是空的压缩包"),
    # Old office files and scans, on a machine without the programs that read them
    Hostile("旧.doc", content(ole("WordDocument")), error="“旧.doc”是旧版 Word 或 WPS 文档，读它需要 LibreOffice"),
    Hostile("旧.wps", content(ole("WordDocument")), error="“旧.wps”是旧版 Word 或 WPS 文档，读它需要 LibreOffice"),
    Hostile("加密.doc", content(ole("EncryptedPackage")), error="“加密.doc”有密码"),
    Hostile("像素炸弹.png", content(png(60_000, 60_000)), error="“像素炸弹.png”是图片。识别文字需要"),
    # What lies in a folder beside files
    Hostile("链接.txt", lambda path: path.symlink_to("/etc/passwd"), skipped="符号链接"),
    Hostile("断链.txt", lambda path: path.symlink_to("没有"), skipped="符号链接"),
    Hostile("圈", lambda path: path.symlink_to(path.parent, target_is_directory=True), skipped="符号链接"),
    Hostile("管道.txt", lambda path: os.mkfifo(path), skipped="不是普通文件"),
    Hostile("~$方案.docx", content(b"x" * 162), skipped="临时文件"),
    Hostile("程序.exe", content(b"MZ"), skipped="不读 .exe 文件"),
    Hostile("图标.png", content(png(16, 16)[:60]), skipped="图片太小"),
    # One file that is as it should be
    Hostile("好.txt", content(_GOOD), text=_GOOD),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them in one folder."""
    place = tmp_path_factory.mktemp("恶意")
    for hostile in CORPUS:
        path = place / hostile.name
        hostile.make(path)
        if path.suffix == ".png" and hostile.error:
            path.write_bytes(path.read_bytes().ljust(30_000, b"\0"))
    return place


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Listens at that address."""
    with socket.create_server(("127.0.0.1", _PORT)) as opened:
        opened.setblocking(False)
        yield opened


@pytest.fixture(scope="module")
def outcome(folder: Path, listener: socket.socket) -> dict[str, str]:
    """What became of each file: "error …", "skipped …" or "text …"."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _SETTINGS.items():
            patch.setenv(name, value)
        sources, skipped = discover([folder])
        found = {one.name: f"skipped {one.reason}" for one in skipped}
        for source, one in zip(sources, read_all(sources), strict=True):
            name = source.name.split("/")[0]
            found[name] = f"error {one.error}" if isinstance(one, Failure) else f"text {one.raw}"
    return found


def test_the_corpus_is_large_enough() -> None:
    assert len({hostile.name for hostile in CORPUS}) == len(CORPUS) > 40


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name)
def test_each_file_has_its_line(hostile: Hostile, outcome: dict[str, str]) -> None:
    said = outcome[hostile.name]
    assert re.search(f"^{hostile.wanted}", said, re.DOTALL), said[:300]
    if hostile.error:
        assert "\n" not in said
        assert hostile.name in said


@pytest.mark.usefixtures("outcome")
def test_nobody_calls_out(listener: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.usefixtures("outcome")
def test_nothing_outside_is_written(folder: Path) -> None:
    places = (folder.parents[1], folder.parent, Path("../.."), Path(".."), Path("/tmp"))
    assert not [place for place in places if (place / "越界.txt").exists() or (place / "绝对.txt").exists()]
    assert sorted(path.name for path in folder.iterdir()) == sorted(hostile.name for hostile in CORPUS)


def test_nothing_outside_is_read(outcome: dict[str, str]) -> None:
    secret = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[0]
    assert not any(secret in said for said in outcome.values())
