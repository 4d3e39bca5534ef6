"""How an xls shows its cells (BIFF8, [MS-XLS]): what is hidden, struck through, a percentage, an error for a value."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from loaders.readers.sheet_looks import BUILT_IN, Looks, is_percent, name_of, unit_of

_STREAMS = ("Workbook", "Book")
_BOUNDSHEET, _FILEPASS, _ROW, _COLINFO, _EOF = 0x85, 0x2F, 0x208, 0x7D, 0x0A
_FONT, _FORMAT, _XF = 0x31, 0x41E, 0xE0
_NOTE, _BOOLERR, _FORMULA, _MULRK = 0x1C, 0x205, 0x06, 0xBD
_NUMBERS = frozenset({0x203, 0x27E, _FORMULA})
_WORDS = frozenset({0x204, 0xFD, 0xD6})
"""Records of cells: with numbers (NUMBER, RK, FORMULA), with words (LABEL, LABELSST, RSTRING)."""
_ROW_HIDDEN, _COLUMN_HIDDEN, _STRUCK_OUT, _WIDE = 0x20, 0x01, 0x08, 0x01
_MOST_COLUMNS = 16_384
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
"""[MS-XLS] 2.5.10."""


@dataclass
class _Styles:
    """What the workbook says of the looks of its cells, by the number of a cell's style."""

    struck_fonts: list[bool] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    cells: list[tuple[int, int]] = field(default_factory=list)

    def add(self, kind: int, body: bytes) -> None:
        """Take a record of the workbook's own part."""
        if kind == _FONT and len(body) >= 4:
            self.struck_fonts.append(bool(body[2] & _STRUCK_OUT))
        elif kind == _XF and len(body) >= 4:
            font, code = struct.unpack_from("<HH", body)
            self.cells.append((font, code))
        elif kind == _FORMAT and len(body) >= 5:
            number, length, wide = struct.unpack_from("<HHB", body)
            words = body[5 : 5 + length * 2].decode("utf-16-le", "replace") if wide & _WIDE else ""
            self.codes[number] = words or body[5 : 5 + length].decode("latin-1")

    def is_struck(self, style: int) -> bool:
        """Whether a style strikes its words through."""
        font = self.cells[style][0] if style < len(self.cells) else 0
        # There is no font of the number 4 ([MS-XLS] 2.5.129).
        font -= font > 4
        return font < len(self.struck_fonts) and self.struck_fonts[font]

    def code(self, style: int) -> tuple[str, str]:
        """The number and the words of a style's number format."""
        number = self.cells[style][1] if style < len(self.cells) else 0
        return str(number), self.codes.get(number, "")


def looks(content: bytes) -> dict[int, Looks]:
    """How each sheet of an xls looks, by its number from 1; nothing of a file that is locked or broken.

    The reader of the cells says what is wrong with such a file.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            name = next((name for name in _STREAMS if ole.exists(name)), "")
            stream = ole.openstream(name).read() if name else b""
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error):
        return {}
    starts: list[int] = []
    styles = _Styles()
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            return {}
        if kind == _BOUNDSHEET and len(body) >= 6:
            starts.append(int.from_bytes(body[:4], "little"))
        styles.add(kind, body)
    return {number: _looks(stream, start, styles) for number, start in enumerate(starts, 1)}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a part of the stream, up to its end."""
    while 0 <= at <= len(stream) - 4:
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        if kind == _EOF:
            return
        at += 4 + size


def _looks(stream: bytes, start: int, styles: _Styles) -> Looks:
    found = Looks()
    for kind, body in _records(stream, start):
        if kind == _ROW and len(body) >= 16:
            row, first, behind = struct.unpack_from("<HHH", body)
            if body[12] & _ROW_HIDDEN and behind > first:
                found.rows.add(row + 1)
        elif kind == _COLINFO and len(body) >= 10:
            first, last = struct.unpack_from("<HH", body)
            if body[8] & _COLUMN_HIDDEN:
                found.columns.update(range(first + 1, min(last, _MOST_COLUMNS - 1) + 2))
        elif kind == _NOTE:
            found.comments += 1
        elif kind == _MULRK and len(body) >= 6:
            row, first = struct.unpack_from("<HH", body)
            for number in range((len(body) - 6) // 6):
                _cell(found, kind, (row, first + number, *struct.unpack_from("<H", body, 4 + 6 * number)), body, styles)
        elif (kind in _WORDS or kind in _NUMBERS or kind == _BOOLERR) and len(body) >= 8:
            _cell(found, kind, struct.unpack_from("<HHH", body), body, styles)
    return found


def _cell(found: Looks, kind: int, head: tuple[int, ...], body: bytes, styles: _Styles) -> None:
    """Note how a cell looks.

    Args:
        head: its row and column from 0, and the number of its style.
    """
    place, style = (head[0] + 1, head[1] + 1), head[2]
    if kind in _WORDS:
        if styles.is_struck(style):
            found.struck[place] = ""
        return
    error = _error(kind, body)
    if error:
        found.errors.append(f"{name_of(place)} {error}")
        found.blank.add(place)
    elif kind != _BOOLERR:
        number, code = styles.code(style)
        if number in BUILT_IN or is_percent(code):
            found.percent.add(place)
        elif unit := unit_of(code):
            found.units[place] = unit
        if styles.is_struck(style):
            found.struck[place] = ""


def _error(kind: int, body: bytes) -> str:
    """The error that a cell holds for a value; empty where it holds a value."""
    code = -1
    if kind == _BOOLERR and body[7]:
        code = body[6]
    elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        code = body[8]
    return _ERRORS.get(code, "")
