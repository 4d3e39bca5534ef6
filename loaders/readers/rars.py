"""RAR archives of all versions, by the library rars where it is installed (the extra `archives`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.errors import ReadError
from loaders.readers.archives import LOCKED, Entry, bomb, broken, slashed
from loaders.readers.containers import missing
from loaders.readers.formats import BY_NAME
from loaders.readers.limits import MEMBERS, Limits

_LINK = 0o120000


class Container:
    """What a RAR holds."""

    def __init__(self, content: bytes, name: str, limits: Limits) -> None:
        try:
            import rars
        except ImportError as error:
            raise missing(name, BY_NAME["rar"], "archives") from error
        self._name, self._rars = name, rars
        try:
            self._archive = rars.RarFile.from_bytes(content, options=self._options(limits.size, limits))
            self._infos = list(self._archive.infolist())
        except rars.PasswordRequired as error:
            raise ReadError(f"“{name}”有密码，打不开。", "请先取消密码再读入。") from error
        except (rars.Error, OSError, ValueError) as error:
            raise broken(name) from error

    def _options(self, most: int, limits: Limits) -> Any:
        return self._rars.ReadOptions(
            max_member_output_bytes=most,
            max_total_output_bytes=2 * limits.size,
            max_reader_workspace_bytes=limits.memory // 2,
            rar50_dictionary_size_limit=limits.memory // 4,
            max_header_count=2 * MEMBERS,
        )

    def entries(self) -> Iterator[Entry]:
        """Its members, in their order."""
        for info in self._infos:
            refused = LOCKED if info.is_encrypted else ""
            if info.is_split_before or info.is_split_after:
                refused = "分在几卷中，缺其他各卷"
            if (info.file_attr or 0) >> 12 == _LINK >> 12:
                refused = "是符号链接"
            yield Entry(slashed(info.filename), info.file_size or 0, refused, info.is_dir())

    def read(self, number: int, limit: int) -> bytes:
        """The bytes of a member."""
        info = self._infos[number]
        if (info.file_size or 0) > limit:
            raise bomb(self._name)
        try:
            return bytes(self._archive.read(info))
        except (self._rars.Error, OSError, ValueError, MemoryError) as error:
            raise broken(self._name) from error
