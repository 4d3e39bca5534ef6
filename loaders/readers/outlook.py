"""Outlook's mails (msg): letter and attachments, as [MS-OXMSG] lays them out in an OLE file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import olefile

from graph.errors import ReadError
from loaders.readers.archives import Entry
from loaders.readers.charset import decode
from loaders.readers.formats import BY_NAME
from loaders.readers.limits import MEMBERS, Limits
from loaders.readers.mails import BODY

_BODY, _HTML, _DATA, _LONG_NAME, _NAME = "1000", "1013", "3701", "3707", "3704"
"""Property ids of [MS-OXPROPS]: PidTagBody, BodyHtml, AttachDataBinary, AttachLongFilename, AttachFilename."""
_STREAM = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})", re.IGNORECASE)
_ATTACHED = "__attach_version1.0_"
_BROKEN = (OSError, ValueError, IndexError, TypeError, KeyError, RecursionError)


class Container:
    """What such a mail holds."""

    def __init__(self, content: bytes, name: str, limits: Limits) -> None:
        self._name = name
        try:
            with olefile.OleFileIO(io.BytesIO(content)) as ole:
                self._parts = list(self._read(ole, limits))
        except _BROKEN as error:
            raise ReadError(
                f"“{name}”已损坏，或不是完整的{BY_NAME['msg'].caption}。", "请换一份完好的文件。"
            ) from error

    def _read(self, ole: olefile.OleFileIO, limits: Limits) -> Iterator[tuple[str, bytes, int]]:
        """Name, content and size of each part; what is too large is not loaded."""
        top: dict[str, list[str]] = {}
        attached: dict[str, dict[str, list[str]]] = {}
        for path in ole.listdir():
            found = _STREAM.fullmatch(path[-1])
            if found is None:
                # An attached mail is a storage of its own, whose streams stand deeper.
                continue
            if len(path) == 1:
                top.setdefault(found[1], path)
            elif len(path) == 2 and path[0].startswith(_ATTACHED):
                attached.setdefault(path[0], {}).setdefault(found[1].upper(), path)
        page = self._bytes(ole, top.get(_HTML), limits)
        letter = self._words(ole, top.get(_BODY), limits)
        if page.strip():
            yield f"{BODY}.html", page, len(page)
        elif letter.strip():
            yield f"{BODY}.txt", b"\xef\xbb\xbf" + letter.encode("utf-8", "replace"), len(letter)
        for number, folder in enumerate(sorted(attached)[:MEMBERS], 1):
            streams = attached[folder]
            name = self._words(ole, streams.get(_LONG_NAME) or streams.get(_NAME), limits) or f"未命名的附件{number}"
            size = ole.get_size(streams[_DATA]) if _DATA in streams else 0
            yield name, self._bytes(ole, streams.get(_DATA), limits), size

    def _bytes(self, ole: olefile.OleFileIO, path: list[str] | None, limits: Limits) -> bytes:
        if path is None or ole.get_size(path) > limits.size:
            return b""
        content: bytes = ole.openstream(path).read()
        return content

    def _words(self, ole: olefile.OleFileIO, path: list[str] | None, limits: Limits) -> str:
        """A property of text: UTF-16 (type 001F), or in the charset of the sender's system (001E)."""
        content = self._bytes(ole, path, limits)
        if path is None or not content:
            return ""
        if path[-1].upper().endswith("001F"):
            return content.decode("utf-16-le", "replace").rstrip("\0")
        return decode(content.rstrip(b"\0"), self._name)[0]

    def entries(self) -> Iterator[Entry]:
        """The letter and the attachments."""
        for name, _, size in self._parts:
            yield Entry(name.replace("/", "_").replace("\\", "_"), size)

    def read(self, number: int, limit: int) -> bytes:
        """The bytes of one of them."""
        return self._parts[number][1]
