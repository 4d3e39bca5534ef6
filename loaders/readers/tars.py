"""Tar archives, packed or not, and single files packed by gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from loaders.readers.archives import Entry, bomb, broken
from loaders.readers.limits import MEMBERS, Limits

_BROKEN = (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
_GZIP, _BZIP, _XZ = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0"
_PLAIN = {".tgz": ".tar", ".tbz": ".tar", ".txz": ".tar"}
_TIMES = 4
"""How many times the size of the largest file a tar may have when it is unpacked."""


class Container:
    """What a tar holds; a packed file that is none holds itself."""

    def __init__(self, content: bytes, name: str, limits: Limits) -> None:
        self._name = name
        limit = _TIMES * limits.size
        try:
            content = _unpacked(content, limit + 1)
        except _BROKEN as error:
            raise broken(name) from error
        if len(content) > limit:
            raise bomb(name)
        self._content = content
        self._infos = self._list()

    def _list(self) -> list[tarfile.TarInfo] | None:
        """The members; None where it is no tar."""
        if self._content[257:262] != b"ustar":
            return None
        try:
            with tarfile.open(fileobj=io.BytesIO(self._content), errors="surrogateescape") as archive:
                found: list[tarfile.TarInfo] = []
                for info in archive:
                    found.append(info)
                    if len(found) > MEMBERS:
                        break
                return found
        except _BROKEN as error:
            raise broken(self._name) from error

    def entries(self) -> Iterator[Entry]:
        """Its members, in their order."""
        if self._infos is None:
            path = PurePosixPath(self._name)
            suffix = path.suffix.lower()
            yield Entry(path.stem + _PLAIN.get(suffix, ""), len(self._content))
            return
        for info in self._infos:
            refused = "" if info.isfile() else "是链接或设备"
            yield Entry(shown(info.name), info.size, refused, info.isdir())

    def read(self, number: int, limit: int) -> bytes:
        """The bytes of a member."""
        if self._infos is None:
            return self._content
        info = self._infos[number]
        if not info.isfile() or info.size > limit:
            raise bomb(self._name)
        try:
            with tarfile.open(fileobj=io.BytesIO(self._content), errors="surrogateescape") as archive:
                stream = archive.extractfile(info)
                return stream.read(limit) if stream is not None else b""
        except _BROKEN as error:
            raise broken(self._name) from error


def shown(name: str) -> str:
    """A name whose bytes are no UTF-8 in GB18030, as programs on Windows write it, else with its bytes as `\\xff`."""
    coded = name.encode("utf-8", "surrogateescape")
    for charset in ("utf-8", "gb18030"):
        try:
            return coded.decode(charset)
        except UnicodeDecodeError:
            continue
    return coded.decode("utf-8", "backslashreplace")


def _unpacked(content: bytes, limit: int) -> bytes:
    """What a packed file holds, up to so many bytes; the file itself where it is not packed."""
    stream = io.BytesIO(content)
    if content.startswith(_GZIP):
        return gzip.GzipFile(fileobj=stream).read(limit)
    if content.startswith(_BZIP):
        return bz2.BZ2File(stream).read(limit)
    return lzma.LZMAFile(stream).read(limit) if content.startswith(_XZ) else content
