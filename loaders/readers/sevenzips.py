"""7z archives, by py7zr where it is installed (the extra `archives`)."""

from __future__ import annotations

import io
import lzma
import zlib
from collections.abc import Iterator
from typing import Any

from graph.errors import ReadError
from loaders.readers.archives import LOCKED, Entry, bomb, broken
from loaders.readers.containers import missing
from loaders.readers.formats import BY_NAME
from loaders.readers.limits import Limits


class Container:
    """What a 7z holds."""

    def __init__(self, content: bytes, name: str, limits: Limits) -> None:
        try:
            import py7zr
        except ImportError as error:
            raise missing(name, BY_NAME["7z"], "archives") from error
        self._content, self._name = content, name
        self._errors = (
            py7zr.exceptions.ArchiveError,
            lzma.LZMAError,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            IndexError,
            KeyError,
            TypeError,
            AttributeError,
            AssertionError,
        )
        self._locked = False
        try:
            with self._open() as archive:
                self._locked = archive.needs_password()
                self._files = list(archive.files)
        except py7zr.exceptions.PasswordRequired as error:
            raise ReadError(f"“{name}”有密码，打不开。", "请先取消密码再读入。") from error
        except self._errors as error:
            raise broken(name) from error

    def _open(self) -> Any:
        import py7zr

        return py7zr.SevenZipFile(io.BytesIO(self._content), "r")

    def entries(self) -> Iterator[Entry]:
        """Its members, in their order."""
        for file in self._files:
            refused = "是链接" if file.is_symlink or file.is_junction else LOCKED if self._locked else ""
            yield Entry(file.filename, file.uncompressed or 0, refused, file.is_directory)

    def read(self, number: int, limit: int) -> bytes:
        """The bytes of a member."""
        file = self._files[number]
        if (file.uncompressed or 0) > limit:
            raise bomb(self._name)
        try:
            from py7zr.io import BytesIOFactory

            factory = BytesIOFactory(limit + 1)
            with self._open() as archive:
                archive.extract(targets=[file.filename], factory=factory)
            made = factory.products.get(file.filename)
        except self._errors as error:
            raise broken(self._name) from error
        if made is None:
            raise broken(self._name)
        made.seek(0)
        content: bytes = made.read()
        if len(content) > limit:
            raise bomb(self._name)
        return content
