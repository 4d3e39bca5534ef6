"""Files that only grow, one for each writer: what people add to the graph or beside it.

The union of the files of a folder is what is known, so that a colleague's file beside one's own merges the two. A line
is written whole or, where a crash tears it, told and skipped; the next line never hangs on a torn one.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import EngineError
from graph.locks import FileLock

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_WAIT = 10.0


class Lines:
    """The files of one folder.

    Args:
        folder: where they are; made when the first line is written.
        what: what a file is, and what is written there, in Chinese: for errors.
    """

    def __init__(self, folder: Path, what: tuple[str, str]) -> None:
        self.folder = folder
        self._file, self._content = what

    def read(self) -> Iterator[tuple[str, int, str]]:
        """Every line: name of its file, number, words; files by name, empty lines left out."""
        for path in sorted(self.folder.glob("*.jsonl")):
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
                if line.strip():
                    yield path.name, number, line

    def append(self, writer: str, make: Callable[[Sequence[str]], Sequence[str]]) -> None:
        """Write lines behind those of a writer, and wait until the disk has them.

        Args:
            writer: user@machine.
            make: gives the lines, from those that the file holds then.

        Raises:
            EngineError: the folder cannot be written, or another program goes on writing there.
        """
        with self.held(), (self.folder / file_name(writer)).open("ab+") as file:
            file.seek(0)
            content = file.read()
            # After a crash the last line may have no end; the next must not be glued to it.
            end = "\n" if content and not content.endswith(b"\n") else ""
            lines = make(content.decode("utf-8", "replace").split("\n"))
            file.write((end + "".join(f"{line}\n" for line in lines)).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Inside, no other program writes into this folder; it is made where it is missing.

        Raises:
            EngineError: the folder cannot be written, or another program goes on writing there.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self.folder / ".lock", wait=_WAIT) as lock:
                if not lock.held:
                    raise EngineError(f"{self._file}所在的 {self.folder} 正被别的程序写入。", "请稍后再试。")
                yield
        except OSError as error:
            raise EngineError(
                f"{self._content}写不进文件夹 {self.folder}（{error.strerror}）。", "请检查目录权限和磁盘空间后重试。"
            ) from error


def file_name(writer: str) -> str:
    """The name of a writer's file."""
    return f"{_NOT_IN_NAMES.sub('_', writer.replace('@', '.at.'))}.jsonl".replace(".at.", "@")


def writer(user: str = "") -> str:
    """Who writes: user@machine.

    Args:
        user: who has logged in; by default the user of this computer.
    """
    return f"{user or getpass.getuser()}@{platform.node() or 'localhost'}"


def now() -> datetime:
    """The time that entries carry."""
    return datetime.now(UTC).replace(microsecond=0)
