"""Files whose first line is the digest of the rest: what the disk or somebody has altered is no answer."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Literal

from graph.errors import EngineError

State = Literal["kept", "none", "altered"]


def write(path: Path, body: str, what: str) -> None:
    """Write a file in one step; its folder is made where it is missing.

    Args:
        path: the file.
        body: its content.
        what: what it is, in Chinese, for the error.

    Raises:
        EngineError: the folder cannot be written.
    """
    draft = path.with_suffix(f".{os.getpid()}.new")
    content = body.encode("utf-8", "surrogatepass")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_bytes(_seal(content) + b"\n" + content)
        draft.replace(path)
    except OSError as error:
        raise EngineError(
            f"{what}写不进文件夹 {path.parent}（{error.strerror}）。", "请检查目录权限和磁盘空间后重试。"
        ) from error


def read(path: Path) -> tuple[State, str]:
    """Whether a file is there as it was written, and its content; one of an earlier release, unsealed, is none."""
    try:
        content = path.read_bytes()
    except OSError:
        return "none", ""
    if content.startswith(b"{"):
        return "none", ""
    seal, _, body = content.partition(b"\n")
    if seal != _seal(body):
        return "altered", ""
    try:
        return "kept", body.decode("utf-8", "surrogatepass")
    except ValueError:
        return "altered", ""


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode("ascii")
