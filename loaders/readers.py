"""Files to text. Every file named on the command line is read or reported; none is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import ReadError
from loaders.text import Text

SUFFIXES = frozenset({".txt", ".md", ".markdown"})
MAX_BYTES = 50_000_000
"""The largest file that is read; a plan has some hundred thousand characters."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_COMMON = re.compile("[\u4e00-\u9fff，。、；：“”（）《》—…！？A-Za-z0-9\\s]")


@dataclass(frozen=True)
class Failure:
    """A file that could not be read, and why."""

    path: Path
    error: ReadError


def discover(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files to read, in a fixed order, and those in folders that are left out because of their kind.

    Args:
        paths: files (read whatever their suffix) and folders (searched to the bottom, hidden ones left out).

    Raises:
        ReadError: a path does not exist, or the folders hold no document.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
            files.extend(p for p in inside if p.suffix.lower() in SUFFIXES)
            skipped.extend(p for p in inside if p.suffix.lower() not in SUFFIXES)
        elif path.exists():
            files.append(path)
        else:
            raise ReadError(f"找不到“{path}”。", "请检查路径是否写对。")
    if not files:
        known = "、".join(sorted(SUFFIXES))
        raise ReadError(f"“{'、'.join(map(str, paths))}”中没有可读的文件。", f"请放入后缀为 {known} 的文件。")
    return list(dict.fromkeys(files)), skipped


def _hidden(path: Path, top: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(top).parts)


def read(path: Path) -> Text:
    """Read one file.

    Raises:
        ReadError: it cannot be opened, is empty, too large, no text, or in an unknown charset.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"“{path.name}”超过 {MAX_BYTES // 1_000_000} MB。", "请拆成几份再读入。")
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"打不开“{path.name}”（{error.strerror}）。", "请检查文件是否存在、是否有读取权限。") from error
    raw = decode(content, path.name)
    if not raw.strip():
        raise ReadError(f"“{path.name}”是空文件。", "请换成有内容的文件。")
    return Text(raw, path.name)


def decode(content: bytes, name: str) -> str:
    """Text from bytes: UTF-8, else GB18030 (which holds GBK and GB2312), else UTF-16 where a byte order mark says so.

    Raises:
        ReadError: the bytes are no text, or in none of these charsets.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        charsets = ["utf-16"]
    elif b"\0" in content:
        raise ReadError(f"“{name}”不是文本文件。", "请先用 Word、WPS 等另存为 .txt 再读入。")
    else:
        charsets = ["utf-8", "gb18030"]
    for charset in charsets:
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if _plausible(text, charset):
            return text
    raise ReadError(f"认不出“{name}”的字符编码。", "请用记事本打开后另存为 UTF-8 编码再读入。")


def _plausible(text: str, charset: str) -> bool:
    """Bytes of another charset often decode as GB18030, but to rare characters."""
    if _CONTROL.search(text):
        return False
    if charset == "utf-8":
        return True
    sample = text[:20_000]
    common = len(_COMMON.findall(sample))
    return common >= 0.9 * len(sample) and _level_one(sample) >= 0.6


def _level_one(sample: str) -> float:
    """The share of Chinese characters that are among the 3,755 common ones (level 1 of GB/T 2312)."""
    han = [char for char in sample if "\u4e00" <= char <= "\u9fff"]
    common = sum(1 for char in han if 0xB0 <= char.encode("gb18030")[0] <= 0xD7 and len(char.encode("gb18030")) == 2)
    return common / len(han) if han else 1.0


def read_all(paths: Iterable[Path]) -> Iterator[Text | Failure]:
    """Each file's text, or why there is none, in order."""
    for path in paths:
        try:
            yield read(path)
        except ReadError as error:
            yield Failure(path, error)
