"""The texts behind the graph, kept beside it: what a page needs to show a sentence in its paragraph.

The graph holds statements with offsets, not texts. A build therefore keeps of each document its text, headings, duty
cues and signals in one file, named after the digest of the text that the graph knows too, so that a file never belongs
to another version than the statements do. Its first line is the digest of the rest: what the disk or somebody has
altered is no answer, and `qiantou status` says so.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.journal import Journal, Known
from graph.settings import Settings
from graph.statements import Document, Statement
from loaders import judged
from loaders.judged import Judged
from loaders.kept import Heading, Kept
from loaders.ledger.cues import Cue
from loaders.page.spans import Signal
from ui import sealed
from ui.machine import Machine
from ui.sealed import State

__all__ = ["Archive", "State"]

FOLDER = "texts"
_REMEMBERED = 4
"""Documents laid open that are remembered: whoever corrects one looks at it again and again."""


class Archive:
    """What one data folder keeps beside its graph.

    Attributes:
        machine: what the rules read in each document.
        journal: what people have judged.
        four_eyes: whether a judgement counts only once a second person confirms it.
    """

    def __init__(self, home: Path, shared: Path | None = None, *, four_eyes: bool = False) -> None:
        self.home = home
        self.folder = home / FOLDER
        self.machine = Machine(home)
        self.journal = Journal(home, shared)
        self.four_eyes = four_eyes
        self._judged: deque[tuple[tuple[str, int, int], tuple[Judged, object, object]]] = deque(maxlen=_REMEMBERED)

    @classmethod
    def of(cls, settings: Settings) -> Archive:
        """The archive beside the graph that the settings name."""
        shared = Path(settings.journal).expanduser().absolute() if settings.journal else None
        return cls(settings.home, shared, four_eyes=settings.four_eyes)

    def judged(self, document: Document, statements: Sequence[Statement], text: str, known: Known) -> Judged:
        """What people have left of a document; the same object as before for what is looked at again.

        Args:
            document: its own data.
            statements: all that the rules read in it.
            text: the text, which the offsets count in.
            known: the journal.
        """
        key = document.id, id(statements), id(known)
        for told, held in self._judged:
            if told == key:
                return held[0]
        found = judged.apply(document, statements, text, known, four_eyes=self.four_eyes)
        # What the key is made of is held with it, so that no other object can have its id.
        self._judged.append((key, (found, statements, known)))
        return found

    def keep(self, kept: Kept) -> None:
        """Keep a document's text; one that is there already is written anew, in one step.

        Raises:
            EngineError: the folder cannot be written.
        """
        sealed.write(self._path(kept.sha256), json.dumps(asdict(kept), ensure_ascii=False), "原文")

    def get(self, sha256: str) -> Kept | None:
        """The document with that text; None where it is not kept here, as when another machine has read it."""
        return self._look(sha256)[1]

    def state(self, sha256: str) -> State:
        """Whether a text is kept, and as it was written; a file of an earlier release counts as none."""
        return self._look(sha256)[0]

    def _look(self, sha256: str) -> tuple[State, Kept | None]:
        state, body = sealed.read(self._path(sha256))
        if state != "kept":
            return state, None
        try:
            kept = _kept(json.loads(body))
        except (ValueError, KeyError, TypeError):
            # Sealed, but by a release that kept other things: the page shows the quotes alone until it is read again.
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


def _kept(row: dict[str, Any]) -> Kept:
    parts = {
        "headings": tuple(Heading(**heading) for heading in row["headings"]),
        "cues": tuple(Cue(**cue) for cue in row["cues"]),
        "signals": tuple(Signal(**signal) for signal in row["signals"]),
    }
    return Kept(**{**row, **parts})
