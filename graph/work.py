"""What people add about their work: status, progress, who does it. It stands beside the graph, never in it.

Each writer has a file of its own in the data folder, `work/<user>@<machine>.jsonl`, that only grows; the union of the
files is what is known, so that copying a colleague's file beside one's own merges the two and nothing conflicts
unseen. An entry says which earlier entries its writer had seen. Two that did not know of each other and say different
things about one field are both kept and both shown; the next entry that has seen them settles it.

Entries hang on anchors (`graph.anchors`), so they survive reading again, a shift of the text and renumbering.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

from graph.anchors import Anchor, match
from graph.appending import Lines, now, writer
from graph.statements import digest

FOLDER = "work"
FIELDS = ("status", "progress", "office", "person", "done", "link", "note")
"""What can be said of an item: how it stands, how far it has come, who does it, the day it was done, a link, a note."""
STATUSES = ("未启动", "推进中", "已办结", "已终止")
DONE = "已办结"
CLOSED = frozenset({DONE, "已终止"})

__all__ = ["Entry", "Known", "Lost", "Value", "Work", "changes", "joined", "now", "writer"]


@dataclass(frozen=True)
class Entry:
    """One field of one item, as one person set it.

    Attributes:
        id: hash of all but the time, so that the same said twice is one.
        at: when, ISO 8601 in UTC.
        by: who, as user@machine.
        anchor: the fact that it hangs on: who has which role in what.
        field: one of `FIELDS`.
        value: what was said; empty where a person took it away.
        knew: ids of the entries of that field that the writer had seen, the ones that counted then.
    """

    id: str
    at: str
    by: str
    anchor: Anchor
    field: str
    value: str
    knew: tuple[str, ...] = ()

    @classmethod
    def new(cls, by: str, anchor: Anchor, field: str, value: str, knew: Iterable[str], *, at: datetime) -> Self:
        """An entry made now."""
        seen = tuple(sorted(knew))
        return cls(digest(by, anchor.mark, field, value, *seen), at.isoformat(), by, anchor, field, value, seen)

    def as_line(self) -> str:
        """As a line of the file holds it."""
        said = {**vars(self), "anchor": self.anchor.as_json(), "knew": list(self.knew)}
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_line(cls, line: str) -> Self:
        """An entry that a file holds.

        Raises:
            ValueError, KeyError, TypeError: the line is none.
        """
        said: dict[str, Any] = json.loads(line)
        return cls(**{**said, "anchor": Anchor.from_json(said["anchor"]), "knew": tuple(said["knew"])})


@dataclass(frozen=True)
class Value:
    """What counts for one field of one item.

    Attributes:
        said: the value; of several that did not know of each other the latest.
        heads: the entries that no later one has seen; more than one where people contradict each other.
    """

    said: str
    heads: tuple[Entry, ...]

    @property
    def is_contested(self) -> bool:
        """Whether people who did not know of each other said different things."""
        return len({entry.value for entry in self.heads}) > 1

    @property
    def seen(self) -> tuple[str, ...]:
        """The ids that a writer has seen who looks at it now."""
        return tuple(sorted(entry.id for entry in self.heads))


EMPTY = Value("", ())


@dataclass(frozen=True)
class Known:
    """Everything that the files hold, whatever their order.

    Attributes:
        entries: by id.
        skipped: files and line numbers that could not be read, as a line that a crash tore.
    """

    entries: Mapping[str, Entry]
    skipped: tuple[tuple[str, int], ...] = ()

    def values(self) -> dict[str, dict[str, Value]]:
        """What counts, by the mark of the anchor and the field."""
        kept: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            kept[entry.anchor.mark, entry.field].append(entry)
        found: defaultdict[str, dict[str, Value]] = defaultdict(dict)
        for (mark, field), entries in kept.items():
            found[mark][field] = _value(entries)
        return dict(found)


def _value(entries: Iterable[Entry]) -> Value:
    ordered = sorted(entries, key=lambda entry: (entry.at, entry.id))
    seen = {id_ for entry in ordered for id_ in entry.knew}
    heads = tuple(entry for entry in ordered if entry.id not in seen)
    return Value(heads[-1].value, heads) if heads else Value(ordered[-1].value, (ordered[-1],))


@dataclass(frozen=True)
class Lost:
    """Progress without an owner: its item is not in the documents any more.

    Attributes:
        anchor: as it stood.
        values: what was said of it.
        like: the mark of what it may have become; empty where nothing is like it.
    """

    anchor: Anchor
    values: Mapping[str, Value]
    like: str = ""


def joined(known: Known, current: Sequence[Anchor]) -> tuple[dict[str, dict[str, Value]], list[Lost]]:
    """What counts for each anchor of today, by its mark, and what has lost its place.

    What is found at levels 1 and 2 of `anchors.match` counts; what is only alike is for a person.

    Args:
        known: the files.
        current: the anchors of the works that are looked at; entries of other works are left alone.
    """
    values = known.values()
    anchors = {entry.anchor.mark: entry.anchor for entry in known.entries.values()}
    here = {anchor.mark: anchor for anchor in current}
    works = {anchor.work for anchor in current}
    found = {mark: dict(said) for mark, said in values.items() if mark in here}
    moved = [anchor for mark, anchor in sorted(anchors.items()) if mark not in here and anchor.work in works]
    free = [anchor for mark, anchor in here.items() if mark not in found]
    lost: list[Lost] = []
    for one in match(moved, free):
        target = free[one.index].mark if one.index is not None else ""
        if one.level in (1, 2):
            found[target] = values[one.anchor.mark]
        else:
            lost.append(Lost(one.anchor, values[one.anchor.mark], target))
    return found, lost


class Work:
    """The files of one data folder."""

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER
        self._lines = Lines(self.folder, ("台账文件", "进展"))

    def read(self) -> Known:
        """What all writers have said; lines that cannot be read are told, not used."""
        entries: dict[str, Entry] = {}
        skipped: list[tuple[str, int]] = []
        for name, number, line in self._lines.read():
            try:
                entry = Entry.from_line(line)
            except (ValueError, KeyError, TypeError):
                skipped.append((name, number))
                continue
            known = entries.get(entry.id)
            if known is None or entry.at < known.at:
                entries[entry.id] = entry
        return Known(entries, tuple(skipped))

    def add(self, entries: Iterable[Entry]) -> int:
        """Write entries to the file of their writer, those that no file holds yet; how many were written.

        Raises:
            EngineError: the folder cannot be written.
        """
        known = self.read().entries
        by_writer: defaultdict[str, list[str]] = defaultdict(list)
        for entry in {entry.id: entry for entry in entries if entry.id not in known}.values():
            by_writer[entry.by].append(entry.as_line())
        for by, lines in by_writer.items():
            self._lines.append(by, partial(_whatever, lines=lines))
        return sum(map(len, by_writer.values()))


def _whatever(_earlier: Sequence[str], lines: Sequence[str]) -> Sequence[str]:
    return lines


def changes(
    by: str, anchor: Anchor, said: Mapping[str, str], base: Mapping[str, tuple[str, Sequence[str]]], at: datetime
) -> Iterator[Entry]:
    """The entries that make an item as somebody has left it, where that differs from what he was given.

    Args:
        by: who.
        anchor: the item.
        said: each field as he has left it.
        base: each field as he was given it, with the ids that it stood for.
        at: when.
    """
    for field, value in said.items():
        given, seen = base.get(field, ("", ()))
        if value != given:
            yield Entry.new(by, anchor, field, value, seen, at=at)
