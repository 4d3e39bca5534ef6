"""Which rules a document was read by."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import data
from graph import ontology

_SUFFIXES = frozenset({".py", ".yaml", ".csv"})
_OF_QUESTIONS = "intents.yaml"


@cache
def rules() -> str:
    """A word that changes whenever this room, its rules, the gazetteer or the ontology do; the same on every machine.

    Another word means that this release may read a document in another way, not that it does.
    """
    found = hashlib.blake2b(digest_size=6)
    # In the order of names and contents, not of paths: these are another machine's own.
    for name, content in sorted((path.name, _content(path)) for path in _files()):
        found.update(name.encode() + b"\0" + content)
    return found.hexdigest()


def _files() -> list[Path]:
    folders = (Path(__file__).parent, data.RULES, data.GAZETTEER)
    listed = [path for folder in folders for path in folder.rglob("*") if path.suffix in _SUFFIXES]
    return [ontology.FILE, *(path for path in listed if path.name != _OF_QUESTIONS)]


def _content(path: Path) -> bytes:
    # Git may have changed the ends of lines.
    return path.read_bytes().replace(b"\r\n", b"\n")
