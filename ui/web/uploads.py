"""Names of uploaded files, made safe to be files of a folder."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

LONGEST = 200
"""Bytes of a name; file systems take 255."""

_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def file_name(sent: str) -> str:
    """A name for a file, from what a browser sends as one: its last part, nothing that leaves the folder or misleads.

    Args:
        sent: whatever a browser, or who imitates one, sends.
    """
    last = re.split(r"[/\\]", sent)[-1]
    name = _UNFIT.sub("_", last).strip(" .") or "文件"
    suffix = PurePosixPath(name).suffix
    if len(name.encode("utf-8")) <= LONGEST:
        return name
    room = LONGEST - len(suffix.encode("utf-8"))
    if room < LONGEST // 2:
        suffix, room = "", LONGEST
    return name.encode("utf-8")[:room].decode("utf-8", "ignore") + suffix
