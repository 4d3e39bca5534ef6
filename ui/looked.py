"""Places that needed a look and that somebody has looked at: kept beside the graph, so that they ask nobody again.

A file a writer, `looked/<user>@<machine>.jsonl` in the data folder, that only grows; all together count. A place is
known by its document's work, what it was about and its words, so that it stays looked at when the text shifts or is
read again, and asks anew when its words change.
"""

from __future__ import annotations

import json
from pathlib import Path

from graph.anchors import fold
from graph.appending import Lines, now, writer
from graph.statements import digest

FOLDER = "looked"


def place(work: str, reason: str, words: str) -> str:
    """What a place is known by.

    Args:
        work: of its document, the same for all editions.
        reason: what it was about.
        words: as they stand there.
    """
    return digest(work, reason, fold(words))


class Looked:
    """What has been looked at, in a data folder."""

    def __init__(self, home: Path) -> None:
        self._lines = Lines(home / FOLDER, ("看过的记录", "看过的地方"))

    def read(self) -> frozenset[str]:
        """The places; a line that a crash has torn counts as none."""
        places: set[str] = set()
        for _, _, line in self._lines.read():
            try:
                places.add(str(json.loads(line)["place"]))
            except (ValueError, KeyError, TypeError):
                continue
        return frozenset(places)

    def note(self, place: str, user: str = "") -> None:
        """Say that a place was looked at.

        Raises:
            EngineError: the folder cannot be written.
        """
        by = writer(user)
        line = json.dumps({"place": place, "by": by, "at": now().isoformat()}, ensure_ascii=False)
        self._lines.append(by, lambda _: [line])
