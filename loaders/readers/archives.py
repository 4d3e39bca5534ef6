"""Zip files: which format they are, what they hold, and one member at a time, never written to disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graph.errors import ReadError
from loaders.readers.formats import BY_NAME, FORMATS, Format, of_name
from loaders.readers.limits import Limits

LOCKED = "有密码"
_UTF8_NAME, _LOCKED = 0x800, 0x1
_RATIO = 1000
"""Text deflates to a hundredth at best; a member that grows more than so is a bomb."""
_SMALL = 1 << 20
_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OFFICE = {
    b"wordprocessingml.document.main+xml": "docx",
    b"wordprocessingml.template.main+xml": "docx",
    b"word.document.macroEnabled.main+xml": "docx",
    b"word.template.macroEnabledTemplate.main+xml": "docx",
    b"presentationml.presentation.main+xml": "pptx",
    b"presentationml.slideshow.main+xml": "pptx",
    b"presentationml.template.main+xml": "pptx",
    b"powerpoint.presentation.macroEnabled.main+xml": "pptx",
    b"excel.sheet.binary.macroEnabled.main": "xlsb",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"spreadsheetml.template.main+xml": "xlsx",
    b"excel.sheet.macroEnabled.main+xml": "xlsx",
}


class Entry(NamedTuple):
    """What one place of an archive holds.

    Attributes:
        name: as the archive names it, with slashes.
        size: bytes that it claims to unpack to.
        refused: why it is not read; empty for a file that can be.
        folder: whether it is no file.
    """

    name: str
    size: int
    refused: str = ""
    folder: bool = False


def slashed(name: str) -> str:
    """A member's name as other programs write it: some on Windows put backslashes between folders."""
    return name.replace("\\", "/").lstrip("/")


def opened(content: bytes, name: str) -> zipfile.ZipFile:
    """A zip file in memory.

    Raises:
        ReadError: it is broken.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError) as error:
        raise broken(name) from error


def broken(name: str) -> ReadError:
    """The error of a damaged archive."""
    caption = (of_name(name) or BY_NAME["zip"]).caption
    return ReadError(f"“{name}”已损坏，或不是完整的{caption}。", "请换一份完好的文件。")


def kind(content: bytes, name: str) -> Format:
    """Which format a file that is a zip has, by the names in its directory.

    Raises:
        ReadError: it is broken, or lacks the part that its suffix promises.
    """
    with opened(content, name) as archive:
        inside = {slashed(member): member for member in archive.namelist()}
        if found := _office(archive, inside, name):
            return BY_NAME[found]
        if "content.xml" in inside:
            odf = _odf(archive, inside, name)
            if odf is not None:
                return odf
        for known in FORMATS:
            if known.holds in inside and known.holds != "content.xml":
                return known
    named = of_name(name)
    if named is not None and named.advice:
        return named
    if named is not None and named.holds:
        raise broken(name)
    return BY_NAME["zip"]


def _office(archive: zipfile.ZipFile, inside: Mapping[str, str], name: str) -> str:
    """The format of an Office Open XML file by the content type of its main part; empty where it is none.

    The part may be called otherwise than usual (`word/document2.xml`).
    """
    member = inside.get("[Content_Types].xml")
    types = part(archive, member, name, _SMALL) if member is not None else b""
    return next((form for sign, form in _OFFICE.items() if sign in types), "")


def _odf(archive: zipfile.ZipFile, inside: Mapping[str, str], name: str) -> Format | None:
    kind = part(archive, inside["mimetype"], name, 100) if "mimetype" in inside else b""
    return next((BY_NAME[form] for sign, form in _ODF.items() if kind.startswith(sign)), None)


def part(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, name: str, limit: int) -> bytes:
    """The bytes of one member.

    Args:
        name: of the archive, for the error.
        limit: bytes that it may unpack to.

    Raises:
        ReadError: it is missing, locked, broken or larger.
    """
    try:
        info = archive.getinfo(member) if isinstance(member, str) else member
    except KeyError as error:
        raise broken(name) from error
    if info.flag_bits & _LOCKED:
        raise ReadError(f"“{name}”有密码，打不开。", "请先取消密码再读入。")
    if info.file_size > limit or info.file_size > max(_SMALL, info.compress_size * _RATIO):
        raise bomb(name)
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise broken(name) from error
    if len(content) > limit:
        raise bomb(name)
    return content


def bomb(name: str) -> ReadError:
    """The error of an archive that unpacks to far more than it is."""
    return ReadError(
        f"“{name}”解开后过大，可能是压缩炸弹。", "请确认文件来源可靠；确需读入，可调大 QIANTOU_READ_SIZE。"
    )


class Container:
    """What a zip holds (`containers.Container`)."""

    def __init__(self, content: bytes, name: str, limits: Limits) -> None:
        self._content, self._name = content, name
        with opened(content, name) as archive:
            self._infos = archive.infolist()

    def entries(self) -> Iterator[Entry]:
        """Its members, in their order."""
        for info in self._infos:
            refused = "是符号链接" if stat.S_ISLNK(info.external_attr >> 16) else ""
            if info.flag_bits & _LOCKED:
                refused = LOCKED
            yield Entry(_name(info), info.file_size, refused, info.is_dir())

    def read(self, number: int, limit: int) -> bytes:
        """The bytes of a member."""
        with opened(self._content, self._name) as archive:
            return part(archive, self._infos[number], self._name, limit)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the mark for UTF-8 it is UTF-8 or GB18030 all the same, as Windows writes it."""
    name = info.orig_filename if hasattr(info, "orig_filename") else info.filename
    if not info.flag_bits & _UTF8_NAME:
        coded = name.encode("cp437", "replace")
        for charset in ("utf-8", "gb18030"):
            try:
                name = coded.decode(charset)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/").split("\0")[0]
