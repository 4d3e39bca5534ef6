"""Hidden rows and columns of the workbooks that are no OOXML: ods (ODF 1.3) and xls (BIFF8, [MS-XLS])."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator

import olefile
from lxml import etree

from loaders.readers import xml
from loaders.readers.job import Job
from loaders.readers.sheet_looks import Looks

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_NOT_SHOWN = frozenset({"collapse", "filter"})
"""ODF 1.3 part 3, 19.739: rows and columns that are hidden or that a filter leaves out."""
_COUNT = re.compile(r"\d{1,7}", re.ASCII)
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384

_STREAMS = ("Workbook", "Book")
_BOUNDSHEET, _FILEPASS, _ROW, _COLINFO, _EOF = 0x85, 0x2F, 0x208, 0x7D, 0x0A
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01


def of_ods(archive: zipfile.ZipFile, job: Job) -> dict[int, Looks]:
    """What each sheet of an ods hides, by its number from 1.

    Raises:
        ReadError: the content is no XML, or too large.
    """
    content = xml.part(archive, "content.xml", job)
    if content is None:
        return {}
    found: dict[int, Looks] = {}
    for number, sheet in enumerate(content.iter(f"{_TABLE}table"), 1):
        rows, columns = (
            _not_shown(sheet, f"{_TABLE}table-{kind}", f"{_TABLE}number-{kind}s-repeated", most)
            for kind, most in (("row", _MOST_ROWS), ("column", _MOST_COLUMNS))
        )
        found[number] = Looks(rows=set(rows), columns=set(columns))
    return found


def _not_shown(sheet: etree._Element, tag: str, repeated: str, most: int) -> Iterator[int]:
    """Numbers of the rows, or of the columns, that are not shown."""
    number = 1
    for one in sheet.iter(tag):
        said = one.get(repeated, "")
        times = max(1, int(said)) if _COUNT.fullmatch(said) else 1
        # The empty rest of a sheet is hidden in one go; nothing is lost with it.
        told = tag.endswith("column") or any(word.strip() for word in one.itertext())
        if one.get(f"{_TABLE}visibility") in _NOT_SHOWN and told:
            yield from range(number, min(number + times, most + 1))
        number += times
        if number > most:
            return


def of_xls(content: bytes) -> dict[int, Looks]:
    """What each sheet of an xls hides, by its number from 1; nothing of a file that is locked or broken.

    The reader of the cells says what is wrong with such a file.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            name = next((name for name in _STREAMS if ole.exists(name)), "")
            stream = ole.openstream(name).read() if name else b""
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error):
        return {}
    starts: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            return {}
        if kind == _BOUNDSHEET and len(body) >= 6:
            starts.append(int.from_bytes(body[:4], "little"))
    return {number: _hidden(stream, start) for number, start in enumerate(starts, 1)}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a part of the stream, up to its end."""
    while 0 <= at <= len(stream) - 4:
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        if kind == _EOF:
            return
        at += 4 + size


def _hidden(stream: bytes, start: int) -> Looks:
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
    return found
