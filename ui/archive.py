"""The texts behind the graph, kept beside it: what a page needs to show a sentence in its paragraph.

The graph holds statements with offsets, not texts. A build therefore keeps of each document its text, headings, duty
cues and signals in one file, named after the digest of the text that the graph knows too, so that a file never belongs
to another version than the statements do. Its first line is the digest of the rest: what the disk or somebody has
altered is no answer, and `qiantou status` says so.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from graph.errors import EngineError
from graph.settings import Settings
from loaders.kept import Heading, Kept
from loaders.ledger.cues import Cue
from loaders.page.spans import Signal

FOLDER = "texts"

State = Literal["kept", "none", "altered"]


class Archive:
    """The kept texts of one data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / FOLDER

    @classmethod
    def of(cls, settings: Settings) -> Archive:
        """The archive beside the graph that the settings name."""
        return cls(settings.home)

    def keep(self, kept: Kept) -> None:
        """Keep a document's text; one that is there already is written anew, in one step.

        Raises:
            EngineError: the folder cannot be written.
        """
        path = self._path(kept.sha256)
        draft = path.with_suffix(f".{os.getpid()}.new")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_bytes(_sealed(json.dumps(asdict(kept), ensure_ascii=False).encode("utf-8", "surrogatepass")))
            draft.replace(path)
        except OSError as error:
            raise EngineError(
                f"原文写不进文件夹 {self.folder}（{error.strerror}）。", "请检查目录权限和磁盘空间后重试。"
            ) from error

    def get(self, sha256: str) -> Kept | None:
        """The document with that text; None where it is not kept here, as when another machine has read it."""
        return self._look(sha256)[1]

    def state(self, sha256: str) -> State:
        """Whether a text is kept, and as it was written; a file of an earlier release counts as none."""
        return self._look(sha256)[0]

    def _look(self, sha256: str) -> tuple[State, Kept | None]:
        try:
            content = self._path(sha256).read_bytes()
        except OSError:
            return "none", None
        seal, _, body = content.partition(b"\n")
        if content.startswith(b"{"):
            # Of a release that sealed nothing: the page shows the quotes alone until the document is read again.
            return "none", None
        if seal != _seal(body):
            return "altered", None
        try:
            kept = _kept(json.loads(body.decode("utf-8", "surrogatepass")))
        except (ValueError, KeyError, TypeError):
            # Sealed, but by a release that kept other things.
            return "none", None
        return ("kept", kept) if kept.sha256 == sha256 else ("altered", None)

    def forget_all_but(self, digests: Iterable[str]) -> None:
        """Delete the texts that the graph no longer knows."""
        wanted = set(digests)
        for path in self.folder.glob("*.json"):
            if path.stem not in wanted:
                path.unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.json"


def _sealed(body: bytes) -> bytes:
    return _seal(body) + b"\n" + body


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode("ascii")


def _kept(row: dict[str, Any]) -> Kept:
    parts = {
        "headings": tuple(Heading(**heading) for heading in row["headings"]),
        "cues": tuple(Cue(**cue) for cue in row["cues"]),
        "signals": tuple(Signal(**signal) for signal in row["signals"]),
    }
    return Kept(**{**row, **parts})
