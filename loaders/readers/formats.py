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
        reader: module of loaders.readers that reads it; empty for those whose members are read one by one, and for
            those that are not read.
        holds: a name in the directory of the zip that such a file is; empty where it is none.
        container: module of loaders.readers that takes it apart into files; empty for a single document.
        advice: for what is not read, with which program to save it otherwise.
    """

    name: str
    caption: str
    suffixes: tuple[str, ...]
    starts: tuple[bytes, ...] = ()
    reader: str = ""
    holds: str = ""
    container: str = ""
    advice: str = ""


_TO_PDF = "请用 {} 打开，打印或导出为 PDF 后再读入。"
_TO_OFFICE = "请用 {} 打开，另存为 .docx、.xlsx 或 .pptx 后再读入。"
FORMATS = (
    Format("text", "纯文本", (".txt", ".md", ".markdown", ".text"), reader="plain"),
    Format("html", "网页", (".html", ".htm", ".shtml", ".xhtml"), reader="webpages"),
    Format("mht", "单文件网页", (".mht", ".mhtml"), reader="webpages"),
    Format("docx", "Word 文档", (".docx", ".docm", ".dotx", ".dotm"), reader="word", holds="word/document.xml"),
    Format("wordxml", "Word XML 文档", (".xml",), reader="word"),
    Format("pptx", "PPT 演示文稿", (".pptx", ".pptm", ".ppsx", ".potx"), reader="slides", holds="ppt/presentation.xml"),
    Format("ofd", "OFD 版式文件", (".ofd",), reader="ofd", holds="OFD.xml"),
    Format("pdf", "PDF", (".pdf",), (b"%PDF-",), reader="pdf"),
    Format("xlsx", "Excel 工作簿", (".xlsx", ".xlsm"), reader="sheets", holds="xl/workbook.xml"),
    Format("xlsb", "Excel 二进制工作簿", (".xlsb",), reader="sheets", holds="xl/workbook.bin"),
    Format("xls", "旧版 Excel 或 WPS 表格", (".xls", ".et"), reader="sheets"),
    Format("ods", "ODF 电子表格", (".ods",), reader="sheets", holds="content.xml"),
    Format("sheetxml", "Excel 2003 XML 工作簿", (), reader="sheets_2003"),
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
    Format("zip", "压缩包", (".zip",), container="archives"),
    Format(
        "tar",
        "tar 压缩包",
        (".tar", ".tgz", ".tbz", ".txz", ".gz", ".bz2", ".xz"),
        (b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0"),
        container="tars",
    ),
    Format("7z", "7z 压缩包", (".7z",), (b"7z\xbc\xaf\x27\x1c",), container="sevenzips"),
    Format("rar", "RAR 压缩包", (".rar",), (b"Rar!\x1a\x07",), container="rars"),
    Format("eml", "邮件", (".eml",), container="mails"),
    Format("msg", "Outlook 邮件", (".msg",), container="outlook"),
    Format(
        "ceb", "方正 CEB 版式文件", (".ceb", ".cebx"), (b"Founder CEB",), advice=_TO_PDF.format("方正 Apabi Reader")
    ),
    Format("gd", "书生 GD、SEP 版式文件", (".gd", ".sep", ".gw", ".s2", ".s72"), advice=_TO_PDF.format("书生阅读器")),
    Format(
        "caj", "CAJ 文献", (".caj", ".kdh", ".nh"), (b"CAJ\0", b"HN\0\0", b"KDH "), advice=_TO_PDF.format("CAJViewer")
    ),
    Format("xps", "XPS 文档", (".xps", ".oxps"), holds="FixedDocSeq.fdseq", advice=_TO_PDF.format("XPS 查看器")),
    Format("uof", "标文通（UOF）文档", (".uof", ".uot", ".uos", ".uop"), advice=_TO_OFFICE.format("WPS、永中 Office")),
    Format("ppt", "旧版 PPT 或 WPS 演示文稿", (".ppt", ".pps", ".dps"), advice=_TO_OFFICE.format("PowerPoint、WPS")),
    Format("odp", "ODF 演示文稿", (".odp",), holds="content.xml", advice=_TO_OFFICE.format("LibreOffice、WPS")),
)
BY_NAME = {known.name: known for known in FORMATS}
READ = tuple(known for known in FORMATS if known.reader or known.container)
"""Those that are read, or taken apart into files that are."""
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
_TAR = re.compile(rb"(?s).{257}ustar")
_MARK = re.compile(rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff|\0")
_XML = re.compile(rb"\s*<(?:\?xml|[\w-]+:?[\w-]* )")
_XMLS = (
    ("wordxml", re.compile(rb"schemas\.microsoft\.com/office/word/2003/wordml|<pkg:package\b[^>]*2006/xmlPackage")),
    ("sheetxml", re.compile(rb"<(?:ss:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet")),
    ("uof", re.compile(rb"<(?:uof:)?UOF\b|schemas\.uof\.org")),
)
_MAIL = re.compile(
    rb"(?:(?:Received|Return-Path|From|To|Subject|Date|Message-ID|X-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*){2}", re.I
)
_MAIL_PART = re.compile(rb"^(?:From|Content-Type|MIME-Version):", re.I | re.M)
_SAVED_PAGE = re.compile(rb"^(?:Snapshot-Content-Location|Content-Type:\s*multipart/related)", re.I | re.M)


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
    if named is not None and named.advice and not named.holds:
        return named
    bare = _MARK.sub(b"", head)
    if _XML.match(bare):
        found = next((form for form, pattern in _XMLS if pattern.search(bare)), "")
        if found:
            return BY_NAME[found]
    if named is BY_NAME["eml"] or (_MAIL.match(bare) and _MAIL_PART.search(bare) and not _SAVED_PAGE.search(bare)):
        return BY_NAME["eml"]
    if _TAR.match(head):
        return BY_NAME["tar"]
    if _HTML.match(bare):
        return BY_NAME["html"]
    if named is BY_NAME["mht"] or _MHT.match(bare):
        return BY_NAME["mht"]
    return named if named in (TEXT, BY_NAME["html"], BY_NAME["csv"]) else TEXT
