"""Rows and columns that an ods or an xls hides are not read, and said."""

from __future__ import annotations

import io
import struct
import zipfile

from loaders.readers import job, sheet_hidden
from loaders.readers.limits import Limits
from loaders.readers.model import Reading

ROWS = (
    ("任务", "牵头单位", "旧牵头"),
    ("建厂房", "市工信局", "市商务局"),
    ("旧任务", "市水利局", "市商务局"),
    ("修道路", "市住建局", "市商务局"),
)
READ = "| 任务 | 牵头单位 |\n| 建厂房 | 市工信局 |\n| 修道路 | 市住建局 |"
SAID = [("隐藏的行没有读", "表：第 3 行"), ("隐藏的列没有读", "表：C 列")]


def ods(content: str) -> bytes:
    """A spreadsheet with this content."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return stored.getvalue()


def tables(hide_row: str) -> str:
    """The content of a spreadsheet whose third row is hidden in this way, and its third column."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row{hide_row if number == 2 else ''}>{''.join(map(cell.format, row))}</table:table-row>"
        for number, row in enumerate(ROWS)
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    return (
        f"<office:document-content {names}><office:body><office:spreadsheet><table:table table:name='表'>"
        "<table:table-column table:number-columns-repeated='2'/><table:table-column table:visibility='collapse'/>"
        f"{rows}<table:table-row table:visibility='collapse' table:number-rows-repeated='1048000'/>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def stream() -> bytes:
    """The workbook stream of an xls with the same table."""
    begin = struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)
    sheet = [record(0x809, begin), record(0x7D, struct.pack("<HHHHHH", 2, 2, 2000, 0, 1, 0))]
    for number, row in enumerate(ROWS):
        hidden = 0x20 if number == 2 else 0
        sheet.append(record(0x208, struct.pack("<HHHHHHI", number, 0, 3, 255, 0, 0, 0x100 | hidden)))
        for column, words in enumerate(row):
            text = struct.pack("<HB", len(words), 1) + words.encode("utf-16-le")
            sheet.append(record(0x204, struct.pack("<HHH", number, column, 0) + text))
    name = struct.pack("<BB", 1, 1) + "表".encode("utf-16-le")
    opening = record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0))
    start = len(opening) + 4 + 6 + len(name) + 4
    book = opening + record(0x85, struct.pack("<IH", start, 0) + name) + record(0x0A)
    return book + b"".join(sheet) + record(0x0A)


def xls(content: bytes) -> bytes:
    """An OLE file of one stream; streams of 4,096 bytes and more need no smaller sectors."""
    content = content.ljust(-(-max(len(content), 4096) // 512) * 512, b"\0")
    sectors = len(content) // 512
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [fat, end, *range(3, sectors + 2), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        end,
        0,
        end,
        0,
    )
    head += struct.pack("<109I", 0, *[free] * 108)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        words = name.encode("utf-16-le")
        shape = struct.pack("<HBBIII36xIQ", len(words) + 2 if name else 0, kind, 1, free, free, child, start, size)
        return words.ljust(64, b"\0") + shape

    folder = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(content))
    folder += entry("", 0, free, 0, 0) * 2
    return head + table + folder + content


def read(content: bytes, name: str) -> Reading:
    return job.read(job.Job(content, name, Limits.of()))


def told(found: Reading) -> list[tuple[str, str]]:
    return [(notice.reason, notice.detail) for notice in found.notices]


def test_an_ods() -> None:
    for way in ("collapse", "filter"):
        found = read(ods(tables(f" table:visibility='{way}'")), "表.ods")
        assert (found.raw, told(found)) == (READ, SAID)


def test_an_xls() -> None:
    found = read(xls(stream()), "表.xls")
    assert (found.raw, told(found)) == (READ, SAID)


def test_a_broken_or_locked_xls_hides_nothing() -> None:
    assert sheet_hidden.of_xls(b"no OLE file") == {}
    locked = record(0x809, bytes(16)) + record(0x2F, bytes(6)) + stream()
    assert sheet_hidden.of_xls(xls(locked)) == {}
    assert sheet_hidden.of_xls(xls(stream()[:60]))[1].rows == set()  # cut off behind the list of sheets
