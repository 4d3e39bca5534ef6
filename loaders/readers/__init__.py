"""Files to text. Every file named on the command line is read or reported; none is passed over in silence.

What is not plain text is read in a process of its own (`process`), which takes limits upon itself (`limits`).
`formats` lists what is read, `job` finds out what a file is, and one module a family of formats reads it.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from graph.errors import ReadError
from loaders.page.text import Text
from loaders.readers import job
from loaders.readers.formats import HEAD, TEXT, of_start
from loaders.readers.limits import Limits
from loaders.readers.model import Notice, Reading
from loaders.readers.process import Reader
from loaders.readers.sources import Skipped, Source, discover
from loaders.readers.tars import shown

__all__ = ["Failure", "Limits", "Notice", "Reader", "Skipped", "Source", "attempt", "discover", "read", "read_all"]


@dataclass(frozen=True)
class Failure:
    """A file that could not be read, and why."""

    source: Source
    error: ReadError


def read(path: Path) -> Text:
    """Read one file.

    Raises:
        ReadError: it cannot be opened, is empty, too large, broken, locked, or of no kind that is read.
    """
    with Reader() as reader:
        return _read(Source(shown(path.name), path), reader)


def read_all(sources: Iterable[Source]) -> Iterator[Text | Failure]:
    """Each file's text, or why there is none, in order; the next file is read while the caller is at work."""
    with Reader() as reader, ThreadPoolExecutor(max_workers=1) as ahead:
        waiting: list[Future[Text | Failure]] = []
        for source in sources:
            waiting.append(ahead.submit(attempt, source, reader))
            if len(waiting) > 1:
                yield waiting.pop(0).result()
        for last in waiting:
            yield last.result()


def attempt(source: Source, reader: Reader) -> Text | Failure:
    """A file's text, or why there is none."""
    try:
        return _read(source, reader)
    except ReadError as error:
        return Failure(source, error)


def _read(source: Source, reader: Reader) -> Text:
    if source.error is not None:
        raise source.error
    content, limits = source.content, reader.limits
    if source.path is not None:
        content = _plain_content(source.path, source.name, limits)
    reading = (
        job.read(job.Job(content, source.name, limits))
        if content and not source.chain and of_start(content[:HEAD], source.name) is TEXT
        else reader.read(source.name, source.path, source.content, source.chain)
    )
    return _text(reading, source.name)


def _plain_content(path: Path, name: str, limits: Limits) -> bytes:
    """The bytes of a file that begins like plain text, none of another; it must be a file and not too large."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ReadError(f"“{name}”不是普通文件。", "请指定文件或文件夹。")
        if about.st_size > limits.size:
            raise ReadError(
                f"“{name}”有 {about.st_size // 2**20} MB，超过 {limits.size // 2**20} MB。",
                "请拆成几份再读入，或调大 QIANTOU_READ_SIZE。",
            )
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            if not head.strip() and len(head) == about.st_size:
                raise ReadError(f"“{name}”是空文件。", "请换成有内容的文件。")
            return head + stream.read(limits.size) if of_start(head, name) is TEXT else b""
    except OSError as error:
        raise ReadError(f"打不开“{name}”（{error.strerror}）。", "请检查文件是否存在、是否有读取权限。") from error


def _text(reading: Reading, name: str) -> Text:
    return Text(reading.raw, name, reading.blocks, reading.sheets, reading.facts, reading.notices, reading.doubtful)
