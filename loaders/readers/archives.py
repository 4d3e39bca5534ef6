"""Zip files: what they hold, and one member at a time, never written to disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple

from graph.errors import ReadError
from loaders.readers.formats import BY_NAME, FORMATS, Format, of_name
from loaders.readers.limits import DEPTH, MEMBERS, Limits

LOCKED = "有密码"
_UTF8_NAME, _LOCKED = 0x800, 0x1
_RATIO = 1000
"""Text deflates to a hundredth at best; a member that grows more than so is a bomb."""
_SMALL = 1 << 20
_ODF_TEXT = b"application/vnd.oasis.opendocument.text"


class Member(NamedTuple):
    """A file in an archive.

    Attributes:
        chain: its number in the archive, behind that of the archive it stands in where archives are nested.
        name: as the archive names it, with the names of inner archives before it.
        refused: why it is not read; empty for a file that can be.
        size: bytes that it claims to unpack to.
    """

    chain: tuple[int, ...]
    name: str
    refused: str
    size: int


def opened(content: bytes, name: str) -> zipfile.ZipFile:
    """A zip file in memory.

    Raises:
        ReadError: it is broken.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError) as error:
        raise _broken(name) from error


def _broken(name: str) -> ReadError:
    caption = (of_name(name) or BY_NAME["zip"]).caption
    return ReadError(f"“{name}”已损坏，或不是完整的{caption}。", "请换一份完好的文件。")


def kind(content: bytes, name: str) -> Format:
    """Which format a file that is a zip has, by the names in its directory.

    Raises:
        ReadError: it is broken, or lacks the part that its suffix promises.
    """
    with opened(content, name) as archive:
        inside = set(archive.namelist())
        for known in FORMATS:
            if known.holds in inside and (known.name != "odt" or _is_odf_text(archive, name)):
                return known
    named = of_name(name)
    if named is not None and named.holds:
        raise _broken(name)
    return BY_NAME["zip"]


def _is_odf_text(archive: zipfile.ZipFile, name: str) -> bool:
    return "mimetype" in archive.namelist() and part(archive, "mimetype", name, 100) == _ODF_TEXT


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
        raise _broken(name) from error
    if info.flag_bits & _LOCKED:
        raise ReadError(f"“{name}”有密码，打不开。", "请先取消密码再读入。")
    if info.file_size > limit or info.file_size > max(_SMALL, info.compress_size * _RATIO):
        raise _bomb(name)
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise _broken(name) from error
    if len(content) > limit:
        raise _bomb(name)
    return content


def _bomb(name: str) -> ReadError:
    return ReadError(
        f"“{name}”解开后过大，可能是压缩炸弹。", "请确认文件来源可靠；确需读入，可调大 QIANTOU_READ_SIZE。"
    )


def member(content: bytes, name: str, chain: Sequence[int], limits: Limits) -> bytes:
    """The bytes of a member, through the archives that it stands in.

    Raises:
        ReadError: it is locked, broken or too large.
    """
    for number in chain:
        with opened(content, name) as archive:
            infos = archive.infolist()
            if number >= len(infos):
                raise _broken(name)
            content = part(archive, infos[number], name, limits.size)
    return content


def members(content: bytes, name: str, limits: Limits) -> list[Member]:
    """What an archive holds, that of archives inside it too, in the order of their names.

    Raises:
        ReadError: it is broken, or holds too many files.
    """
    found: list[Member] = []
    total = 0
    for one in _members(content, name, (), limits):
        found.append(one)
        total += one.size
        if len(found) > MEMBERS:
            raise ReadError(f"“{name}”中的文件超过 {MEMBERS} 个。", "请分成几个压缩包再读入。")
        if total > 20 * limits.size:
            raise _bomb(name)
    return sorted(found, key=lambda one: (one.name, one.chain))


def _members(content: bytes, name: str, above: tuple[int, ...], limits: Limits) -> Iterator[Member]:
    with opened(content, name) as archive:
        for number, info in enumerate(archive.infolist()):
            chain, inner = (*above, number), _name(info)
            if info.is_dir() or _hidden(inner):
                continue
            refused = _refused(info, inner, limits)
            if refused or of_name(inner) is not BY_NAME["zip"]:
                yield Member(chain, inner, refused, info.file_size)
            elif len(chain) >= DEPTH:
                yield Member(chain, inner, f"压缩包套了 {DEPTH} 层以上", info.file_size)
            else:
                yield from _inside(archive, info, inner, chain, limits)


def _inside(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, inner: str, chain: tuple[int, ...], limits: Limits
) -> Iterator[Member]:
    try:
        content = part(archive, info, inner, limits.size)
        for one in _members(content, inner, chain, limits):
            yield one._replace(name=f"{inner}/{one.name}")
    except ReadError as error:
        yield Member(chain, inner, error.happened.removeprefix(f"“{inner}”").rstrip("。"), 0)


def _refused(info: zipfile.ZipInfo, name: str, limits: Limits) -> str:
    """Why a member is not read; empty if it is."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return "是符号链接"
    path = PurePosixPath(name)
    if path.is_absolute() or PureWindowsPath(name).anchor or ".." in path.parts:
        return "路径指向压缩包之外"
    if info.flag_bits & _LOCKED:
        return LOCKED
    return "解开后过大" if info.file_size > limits.size else ""


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


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
