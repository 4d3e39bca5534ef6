"""What the rules read in each document, kept beside the graph: what people's judgements are applied to.

The graph holds what people have left of it; a judgement that is made or taken back later starts from what the rules
said. One file a document in `facts/`, named after its id and the digest of its text, so that it never serves another
text than the graph knows; its first line is the digest of the rest, as with the texts (`ui.archive`).
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.statements import Document, Entity, Statement, Value, digest
from ui import sealed

FOLDER = "facts"
_REMEMBERED = 4
"""Documents that are remembered: whoever corrects one looks at it again and again."""


class Machine:
    """The kept statements of one data folder."""

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER
        self._last: deque[tuple[object, tuple[Document, list[Statement]]]] = deque(maxlen=_REMEMBERED)

    def keep(self, document: Document, statements: Sequence[Statement]) -> None:
        """Keep what the rules read in a document, in place of what they read before.

        Raises:
            EngineError: the folder cannot be written.
        """
        nodes = {(end.kind, end.id): end for one in statements for end in (one.subject, one.object)}
        places = {key: place for place, key in enumerate(nodes)}
        said = {
            "document": asdict(document),
            "nodes": [[one.kind, one.id, one.name, dict(one.properties)] for one in nodes.values()],
            "statements": [_packed(one, places) for one in statements],
        }
        sealed.write(self._path(document.id, document.sha256), json.dumps(said, ensure_ascii=False), "读出的内容")

    def get(self, document: str, sha256: str) -> tuple[Document, list[Statement]] | None:
        """What the rules read in a document of that text; None where it is not kept here, or not as it was written."""
        path = self._path(document, sha256)
        stamp = _stamp(path)
        for told, held in self._last:
            if told == stamp:
                return held
        state, body = sealed.read(path)
        if state != "kept":
            return None
        try:
            said = json.loads(body)
            found = Document(**said["document"])
            nodes = [Entity(kind, id_, name, _tuples(more)) for kind, id_, name, more in said["nodes"]]
            statements = [_unpacked(row, nodes, found) for row in said["statements"]]
        except (ValueError, KeyError, TypeError, IndexError):
            # Sealed, but by a release that kept other things.
            return None
        if (found.id, found.sha256) != (document, sha256):
            return None
        self._last.append((stamp, (found, statements)))
        return found, statements

    def forget_all_but(self, documents: Iterable[tuple[str, str]]) -> None:
        """Delete what belongs to no document of the graph; of each its id and the digest of its text."""
        wanted = {self._path(*one).name for one in documents}
        for path in self.folder.glob("*.json"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    def _path(self, document: str, sha256: str) -> Path:
        return self.folder / f"{digest(document, sha256)}.json"


def _stamp(path: Path) -> object:
    """Another value with every change of a file."""
    try:
        about = path.stat()
    except OSError:
        return path.name, None
    return path.name, about.st_size, about.st_mtime_ns, about.st_ino


def _packed(one: Statement, places: dict[tuple[str, str], int]) -> list[Any]:
    ends = places[one.subject.kind, one.subject.id], places[one.object.kind, one.object.id]
    said = (one.relation, one.start, one.end, one.quote, one.path, one.rule, one.raw, one.date)
    return [*ends, *said, dict(one.attributes)]


def _unpacked(row: list[Any], nodes: Sequence[Entity], document: Document) -> Statement:
    subject, object_, relation, start, end, quote, path, rule, raw, date, attributes = row
    ends = nodes[subject], nodes[object_]
    more = _tuples(attributes)
    return Statement(ends[0], relation, ends[1], document.id, start, end, quote, tuple(path), rule, raw, date, more)


def _tuples(more: dict[str, Any]) -> dict[str, Value]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in more.items()}
