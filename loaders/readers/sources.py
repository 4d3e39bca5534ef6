"""Which files there are to read: those named, those in folders and archives, and standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from graph.errors import ReadError
from loaders.readers.archives import LOCKED
from loaders.readers.containers import Member
from loaders.readers.formats import BY_NAME, READ, Format, of_name
from loaders.readers.limits import Limits
from loaders.readers.process import Reader
from loaders.readers.tars import shown

STDIN = Path("-")
SMALLEST_SCAN = 20_000
"""Bytes of the smallest picture in a folder that is taken for a scanned page; icons and emblems are smaller."""
_IMAGE = BY_NAME["image"]


@dataclass(frozen=True)
class Source:
    """A file that is to be read.

    Attributes:
        name: of the file; for a member of an archive its path from the archive on.
        path: of the file or of the archive; None for standard input.
        content: the bytes of standard input.
        chain: the member's place in the archive; empty for a file.
        error: why it cannot be read, where that is known already.
    """

    name: str
    path: Path | None
    content: bytes = field(default=b"", repr=False)
    chain: tuple[int, ...] = ()
    error: ReadError | None = None


class Skipped(NamedTuple):
    """A file in a folder or archive that is not read, and why."""

    name: str
    reason: str


def discover(paths: Iterable[Path]) -> tuple[list[Source], list[Skipped]]:
    """The files to read, in a fixed order, and those in folders and archives that are left out.

    Args:
        paths: files (read whatever their suffix), archives, folders (searched to the bottom, hidden files left out),
            `-` for standard input.

    Raises:
        ReadError: a path does not exist, or there is no document in any.
    """
    given = list(paths)
    files: list[Source] = []
    skipped: list[Skipped] = []
    limits = Limits.of()
    with Reader(limits) as reader:
        for path in given:
            for found in _below(path, reader):
                if isinstance(found, Source):
                    files.append(found)
                else:
                    skipped.append(found)
    if not files:
        known = "、".join(f"{form.caption}（{' '.join(form.suffixes)}）" for form in READ if form.suffixes)
        names = "、".join(shown(str(path)) for path in given)
        raise ReadError(f"“{names}”中没有可读的文件。", f"可读的有：{known}。")
    unique: dict[tuple[Path | None, tuple[int, ...]], Source] = {}
    for one in files:
        unique.setdefault((one.path, one.chain), one)
    return list(unique.values()), skipped


def _below(path: Path, reader: Reader) -> Iterator[Source | Skipped]:
    """The files that a path on the command line stands for."""
    if path == STDIN:
        yield _standard_input(reader.limits)
    elif path.is_dir():
        for inside in sorted(_walk(path)):
            yield from _in_folder(inside, reader)
    elif path.exists():
        yield from _file(path, reader)
    else:
        raise ReadError(f"找不到“{shown(str(path))}”。", "请检查路径是否写对。")


def _walk(folder: Path) -> Iterator[Path]:
    """The files of a folder to the bottom, without hidden ones; links to folders are not followed."""
    for place, folders, files in os.walk(folder):
        linked = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in (*files, *linked) if not name.startswith("."))


def _in_folder(path: Path, reader: Reader) -> Iterator[Source | Skipped]:
    form = of_name(path.name)
    if path.is_symlink():
        yield Skipped(shown(path.name), "是符号链接，文件夹中的链接不读")
    elif not path.is_file():
        yield Skipped(shown(path.name), "不是普通文件")
    elif path.name.startswith("~$"):
        yield Skipped(shown(path.name), "是 Office 打开文件时的临时文件")
    elif form is None or form.advice:
        yield Skipped(shown(path.name), _unreadable(path.name, form))
    elif form is _IMAGE and path.stat().st_size < SMALLEST_SCAN:
        yield Skipped(shown(path.name), "图片太小，不像扫描件")
    else:
        yield from _file(path, reader)


def _unreadable(name: str, form: Format | None) -> str:
    if form is not None:
        return f"是{form.caption}，读不了。{form.advice}".rstrip("。")
    suffix = Path(name).suffix.lower()
    return f"不读 {suffix} 文件" if suffix else "没有后缀，不读"


def _file(path: Path, reader: Reader) -> Iterator[Source | Skipped]:
    form, name = of_name(path.name), shown(path.name)
    if form is None or not form.container or not path.is_file():
        yield Source(name, path)
        return
    try:
        members = _members(path, reader)
    except ReadError as error:
        yield Source(name, path, error=error)
        return
    if not members:
        yield Source(name, path, error=ReadError(f"“{name}”是空的{form.caption}。", "请换成有内容的文件。"))
    for member in members:
        yield _member(path, member)


def _members(path: Path, reader: Reader) -> list[Member]:
    if path.stat().st_size > reader.limits.size:
        megabytes = reader.limits.size // 2**20
        raise ReadError(f"“{shown(path.name)}”超过 {megabytes} MB。", "请拆成几份再读入，或调大 QIANTOU_READ_SIZE。")
    return reader.members(shown(path.name), path)


def _member(path: Path, member: Member) -> Source | Skipped:
    name = f"{shown(path.name)}/{member.name}"
    form = of_name(member.name)
    if member.refused:
        advice = "请先取消密码再读入。" if member.refused == LOCKED else "请确认压缩包来源可靠。"
        error = ReadError(f"“{shown(path.name)}”中的“{member.name}”{member.refused}，没有读。", advice)
        return Source(name, path, chain=member.chain, error=error)
    if form is None or form.advice:
        return Skipped(name, _unreadable(name, form))
    if form is _IMAGE and member.size < SMALLEST_SCAN:
        return Skipped(name, "图片太小，不像扫描件")
    return Source(name, path, chain=member.chain)


def _standard_input(limits: Limits) -> Source:
    content = sys.stdin.buffer.read(limits.size + 1)
    error = None
    if len(content) > limits.size:
        error = ReadError(f"标准输入超过 {limits.size // 2**20} MB。", "请拆成几份再读入，或调大 QIANTOU_READ_SIZE。")
    elif not content.strip():
        error = ReadError("标准输入是空的。", "请用管道送入文件的内容。")
    return Source("标准输入", None, content if error is None else b"", error=error)
