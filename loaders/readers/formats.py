"""The formats that are read, in one table: their suffixes, how their content begins, the module that reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True)
class Format:
    """A family of files.

    Attributes:
        name: short, for programs.
        caption: what a user calls it.
        suffixes: that its files have, in small letters.
        starts: bytes that its content begins with; empty where the content is told apart otherwise (`sniff`).
        reader: module of loaders.readers that reads it; empty for archives, whose members are read one by one.
        holds: a name in the directory of the zip that such a file is; empty where it is none.
    """

    name: str
    caption: str
    suffixes: tuple[str, ...]
    starts: tuple[bytes, ...] = ()
    reader: str = ""
    holds: str = ""


FORMATS = (
    Format("text", "纯文本", (".txt", ".md", ".markdown", ".text"), reader="plain"),
    Format("html", "网页", (".html", ".htm", ".shtml", ".xhtml"), reader="webpages"),
    Format("mht", "单文件网页", (".mht", ".mhtml"), reader="webpages"),
    Format("docx", "Word 文档", (".docx", ".docm", ".dotx"), reader="word", holds="word/document.xml"),
    Format("pdf", "PDF", (".pdf",), (b"%PDF-",), reader="pdf"),
    Format("xlsx", "Excel 工作簿", (".xlsx", ".xlsm"), reader="sheets", holds="xl/workbook.xml"),
    Format("xlsb", "Excel 二进制工作簿", (".xlsb",), reader="sheets", holds="xl/workbook.bin"),
    Format("xls", "旧版 Excel 或 WPS 表格", (".xls", ".et"), reader="sheets"),
    Format("csv", "逗号或制表符分隔的表", (".csv", ".tsv"), reader="sheets"),
    Format("doc", "旧版 Word 或 WPS 文档", (".doc", ".wps", ".dot"), reader="office"),
    Format("rtf", "RTF 文档", (".rtf",), (b"{\\rtf",), reader="office"),
    Format("odt", "ODF 文档", (".odt",), reader="office", holds="content.xml"),
    Format(
        "image",
        "图片（扫描件）",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"),
        (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM"),
        reader="scans",
    ),
    Format("zip", "压缩包", (".zip",)),
)
BY_NAME = {known.name: known for known in FORMATS}
BY_SUFFIX = {suffix: known for known in FORMATS for suffix in known.suffixes}
TEXT = BY_NAME["text"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of old office programs begin; an encrypted docx or xlsx is such a file too."""
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
HEAD = 4096
"""Bytes of a file's beginning that decide what it is."""

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|meta|body|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHT = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*MIME-Version:", re.IGNORECASE)
_MARK = re.compile(rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff|\0")


def of_name(name: str) -> Format | None:
    """The format that a file's suffix names."""
    return BY_SUFFIX.get(PurePath(name).suffix.lower())


def of_start(head: bytes, name: str) -> Format | None:
    """The format that the beginning of a file shows; None where more of it must be seen (`OLE`, `ZIPS`).

    A file that begins like none of the others is text of the kind that its suffix names.
    """
    if head.startswith((OLE, *ZIPS)):
        return None
    if b"%PDF-" in head[:1024]:
        return BY_NAME["pdf"]
    for known in FORMATS:
        # Two letters are too few to tell a picture from a text.
        if head.startswith(known.starts) and (not head.startswith(b"BM") or b"\0" in head[:32]):
            return known
    named = of_name(name)
    bare = _MARK.sub(b"", head)
    if _HTML.match(bare):
        return BY_NAME["html"]
    if named is BY_NAME["mht"] or _MHT.match(bare):
        return BY_NAME["mht"]
    return named if named in (TEXT, BY_NAME["html"], BY_NAME["csv"]) else TEXT
