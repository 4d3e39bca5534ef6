"""What an ods or an xls hides, strikes through or cannot work out is not read, and said."""

from __future__ import annotations

import io
import struct
import zipfile

from loaders.readers import job, sheet_looks_xls
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
    assert sheet_looks_xls.looks(b"no OLE file") == {}
    locked = record(0x809, bytes(16)) + record(0x2F, bytes(6)) + stream()
    assert sheet_looks_xls.looks(xls(locked)) == {}
    assert sheet_looks_xls.looks(xls(stream()[:60]))[1].rows == set()  # cut off behind the list of sheets


def ods_of(rows: str, styles: str = "") -> bytes:
    """A spreadsheet of these rows."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in zip(
            ("office", "table", "text", "style", "draw"), ("office", "table", "text", "style", "drawing"), strict=True
        )
    )
    return ods(
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet><table:table table:name='表'>{rows}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def row(*cells: str) -> str:
    """A row; a cell that is no element is its words."""
    made = (
        cell
        if cell.startswith("<")
        else f"<table:table-cell office:value-type='string'><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row>{''.join(made)}</table:table-row>"


STRUCK = (
    "<style:style style:name='weg' style:family='table-cell'><style:text-properties "
    "style:text-line-through-style='solid'/></style:style>"
    "<style:style style:name='mehr' style:family='table-cell' style:parent-style-name='weg'/>"
)


def test_what_an_ods_strikes_comments_and_cannot_work_out() -> None:
    gone = (
        "<table:table-cell table:style-name='mehr' office:value-type='string'><text:p>旧局</text:p></table:table-cell>"
    )
    part = (
        "<table:table-cell office:value-type='string'><text:p><text:span text:style-name='weg'>旧</text:span>市水利局"
        "</text:p></table:table-cell>"
    )
    note = (
        "<table:table-cell office:value-type='string'><office:annotation><text:p>拟改</text:p></office:annotation>"
        "<text:p>修水渠</text:p></table:table-cell>"
    )
    error = (
        "<table:table-cell table:formula='of:=NA()' office:value-type='string'><text:p>#N/A</text:p></table:table-cell>"
    )
    number = "<table:table-cell office:value-type='float' office:value='5'><text:p>5 亿元</text:p></table:table-cell>"
    rows = [
        row("任务", "牵头单位", "目标"),
        row(gone, gone, gone),
        row(note, part, error),
        row("修路", "市住建局", number),
    ]
    found = read(ods_of("".join(rows), STRUCK), "表.ods")
    assert found.raw == "| 任务 | 牵头单位 | 目标 |\n| 修水渠 | 市水利局 | |\n| 修路 | 市住建局 | 5亿元 |"
    assert told(found) == [
        ("带删除线的文字没有读", "表：A2、B2、C2、B3"),
        ("单元格是公式错误，没有读", "表：C3 #N/A"),
        ("单元格批注没有读", "表：1 条"),
    ]


def looked(*records: bytes) -> sheet_looks_xls.Looks:
    """How the one sheet of an xls with these records looks; its styles: plain, struck through, 0.0%, 0"亿元"."""
    font = [record(0x31, struct.pack("<HH", 200, flags) + bytes(12)) for flags in (0, 0, 0, 0, 8)]
    code = '0"亿元"'
    format_ = record(0x41E, struct.pack("<HHB", 170, len(code), 1) + code.encode("utf-16-le"))
    styles = [
        record(0xE0, struct.pack("<HH", font, code) + bytes(16)) for font, code in ((0, 0), (5, 0), (0, 10), (0, 170))
    ]
    opening = record(0x809, bytes(16)) + b"".join(font) + format_ + b"".join(styles)
    start = len(opening) + 4 + 10 + 4
    book = opening + record(0x85, struct.pack("<IHBB", start, 0, 1, 1) + "表".encode("utf-16-le")) + record(0x0A)
    return sheet_looks_xls.looks(xls(book + record(0x809, bytes(16)) + b"".join(records) + record(0x0A)))[1]


def test_what_an_xls_strikes_comments_and_cannot_work_out() -> None:
    def cell(kind: int, column: int, style: int, body: bytes = bytes(8)) -> bytes:
        return record(kind, struct.pack("<HHH", 0, column, style) + body)

    found = looked(
        cell(0xFD, 0, 0),
        cell(0xFD, 1, 1),
        cell(0x27E, 2, 2),
        record(0xBD, struct.pack("<HHHIHIH", 0, 3, 3, 0, 0, 0, 4)),
        cell(0x06, 5, 0, b"\x02\x00\x2a\x00\x00\x00\xff\xff"),
        cell(0x205, 6, 0, b"\x17\x01"),
        cell(0x205, 7, 0, b"\x01\x00"),
        record(0x1C, bytes(10)),
    )
    assert found == sheet_looks_xls.Looks(
        percent={(1, 3)},
        units={(1, 4): ("", "亿元")},
        struck={(1, 2): ""},
        blank={(1, 6), (1, 7)},
        errors=["F1 #N/A", "G1 #REF!"],
        comments=1,
    )
