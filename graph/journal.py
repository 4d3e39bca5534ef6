"""The journal of people's corrections: judgements that have the last word over what the rules read, and that last.

The graph is a function of documents, data/ and this journal (`loaders.judged`). Each writer has a file of its own,
`journal/<user>@<machine>.jsonl`, that only grows; the union of the files is the journal, whatever their order and
however often an entry stands in them. An entry says which earlier judgements of its fact the writer had seen (`knew`):
these it takes the place of. Two that did not know of each other and say different things contradict each other, until
somebody who has seen both says a third.

An entry's id is the hash of what it says, and `prev` that of the line before it in its writer's file: what was altered,
taken out or put in between shows (`Known.tampered`). Whoever cuts off the end of a file is not seen by that file, only
by entries of others that knew of what is missing (`Known.missing`).

A folder that several computers share (`QIANTOU_JOURNAL`) carries the files from one to the other; each computer keeps
all of them in its own data folder, so that it works, and backs them up, when the share is away.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal, Self, get_args

from graph.anchors import Anchor
from graph.appending import Lines, file_name
from graph.errors import QueryError, ReadError
from graph.statements import digest

FOLDER = "journal"

Act = Literal["accept", "reject", "fix", "add", "same", "different", "name", "handled", "undo"]
ACTS: tuple[Act, ...] = get_args(Act)
IDENTITY = frozenset({"same", "different", "name"})
"""Acts that say which body a name means."""

REVIEWS: Mapping[str, str] = {"accepted": "采纳", "fixed": "改正", "added": "补充", "contested": "意见不一"}
"""What a statement's `review` says of it, in words."""

Scope = Literal["document", "region"]
"""How far a judgement on a name reaches: the document's work, or every document of its region."""

_DRAFT = ".new"


@dataclass(frozen=True)
class Entry:
    """One judgement.

    Attributes:
        id: hash of all the rest but `prev`.
        at: when, ISO 8601 in UTC.
        by: who, as user@machine.
        why: the reason, in the person's words; may be empty.
        act: what was done.
        anchor: the fact as the rules read it; of an added fact, as it was added; of a name, a fact that bears it; of a
            signal that was handled, its reason and its words.
        after: what shall hold instead; its keys depend on the act (`loaders.judged`).
        span: offsets of the words of an added fact, in the text that the person saw; empty for the other acts.
        knew: ids of the judgements on this fact that the person had seen, and that this one takes the place of.
        prev: hash of the line before in the writer's file; empty in its first.
    """

    id: str
    at: str
    by: str
    why: str
    act: Act
    anchor: Anchor
    after: Mapping[str, Any] = field(default_factory=dict)
    span: tuple[int, ...] = ()
    knew: tuple[str, ...] = ()
    prev: str = ""

    @classmethod
    def new(
        cls,
        by: str,
        act: Act,
        anchor: Anchor,
        *,
        at: datetime,
        why: str = "",
        after: Mapping[str, Any] | None = None,
        span: Sequence[int] = (),
        knew: Iterable[str] = (),
    ) -> Self:
        """An entry made now; `Journal.add` gives it its `prev`."""
        draft = cls("", at.isoformat(), by, why, act, anchor, after or {}, tuple(span), tuple(sorted(knew)))
        return replace(draft, id=draft.seal)

    @property
    def user(self) -> str:
        """The person, without the machine."""
        return self.by.rpartition("@")[0] or self.by

    @property
    def says(self) -> tuple[str, str]:
        """What it says of its fact, whoever says so and why: equal where two entries agree."""
        return self.act, _plain(self.after)

    @property
    def key(self) -> tuple[str, ...]:
        """What it is about: a fact; or a name or a body, as far as the judgement reaches."""
        about = str(self.after.get("about", ""))
        if not about:
            return ("fact", self.anchor.mark)
        return "name", about, *self.reach

    @property
    def reach(self) -> tuple[str, str]:
        """How far a judgement on a name reaches: the scope, and the work or the region that it means."""
        scope = str(self.after.get("scope", "document"))
        return scope, str(self.after.get("region", "")) if scope == "region" else self.anchor.work

    @property
    def seal(self) -> str:
        """The hash of what it says."""
        said = {**vars(self), "anchor": self.anchor.as_json(), "after": dict(self.after)}
        return digest(_plain({key: said[key] for key in said.keys() - {"id", "prev"}}))

    def as_line(self) -> str:
        """As a line of the file holds it."""
        said = {**vars(self), "anchor": self.anchor.as_json(), "after": dict(self.after)}
        return _plain({name: list(value) if isinstance(value, tuple) else value for name, value in said.items()})

    @classmethod
    def from_line(cls, line: str) -> Self:
        """An entry that a file holds.

        Raises:
            ValueError, KeyError, TypeError: the line is none.
        """
        said: dict[str, Any] = json.loads(line)
        parts = {"anchor": Anchor.from_json(said["anchor"]), "span": tuple(said["span"]), "knew": tuple(said["knew"])}
        found = cls(**{**said, **parts})
        if not _is_judgement(found):
            raise ValueError(f"no judgement: {found.act!r}")
        return found


_NEEDED: Mapping[str, frozenset[str]] = {
    "add": frozenset({"agency", "role", "task"}),
    "name": frozenset({"about", "from", "body"}),
    "same": frozenset({"about", "from", "body"}),
    "different": frozenset({"about", "from"}),
}
"""What `after` must hold, by act."""


def _is_judgement(entry: Entry) -> bool:
    """Whether everything is of its type: files come from other computers and other releases."""
    anchor, after = entry.anchor, entry.after
    words = (entry.id, entry.at, entry.by, entry.why, entry.prev, anchor.mark, anchor.work, anchor.relation, anchor.raw)
    more = (anchor.task, anchor.number, anchor.quote, anchor.before, anchor.after)
    numbers = (anchor.start, anchor.nth, anchor.same, anchor.rivals)
    return (
        entry.act in ACTS
        and _all(str, (*words, *more, *anchor.kinds, *anchor.path, *entry.knew))
        and _all(int, (*numbers, *entry.span))
        and len(anchor.kinds) == 2
        and len(entry.span) == (2 if entry.act == "add" else 0)
        and isinstance(after, dict)
        and after.keys() >= _NEEDED.get(entry.act, frozenset())
        and all(_fits(key, value) for key, value in after.items())
    )


def _all(kind: type, values: Iterable[object]) -> bool:
    return all(isinstance(value, kind) for value in values)


def _fits(key: str, value: object) -> bool:
    """Whether a value of `after` is of the type that its key stands for."""
    if key not in ("task", "body", "set"):
        return isinstance(value, str)
    if not isinstance(value, dict):
        return False
    if key == "set":
        return all(isinstance(one, str | int | float) or _is_list(one) for one in value.values())
    needed = ({"kind", "id", "name"},) if key == "body" else ({"words"}, {"kind", "name"})
    return any(value.keys() >= keys for keys in needed) and _all(str, value.values())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and _all(str, value)


def _plain(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Known:
    """Everything that the files hold, whatever their order.

    Attributes:
        entries: by id; those that are as they were written.
        skipped: files and numbers of lines that could not be read, as one that a crash tore.
        tampered: files, numbers of lines, and what is wrong with them in words.
        notices: what the person should know besides, as that the shared folder is away.
    """

    entries: Mapping[str, Entry]
    skipped: tuple[tuple[str, int], ...] = ()
    tampered: tuple[tuple[str, int, str], ...] = ()
    notices: tuple[str, ...] = ()

    @cached_property
    def heads(self) -> tuple[Entry, ...]:
        """The entries that no later one has taken the place of, undoings included; by time and then id."""
        taken = {id_ for entry in self.entries.values() for id_ in entry.knew}
        return tuple(sorted((one for one in self.entries.values() if one.id not in taken), key=moment))

    @property
    def judgements(self) -> tuple[Entry, ...]:
        """What people hold today: the heads without the undoings."""
        return tuple(entry for entry in self.heads if entry.act != "undo")

    @property
    def missing(self) -> frozenset[str]:
        """Ids that entries knew of and that no file holds."""
        return frozenset(id_ for entry in self.entries.values() for id_ in entry.knew if id_ not in self.entries)

    def people(self, entry: Entry) -> frozenset[str]:
        """Who says the same as an entry: its writer, and those whose entry it has seen and confirms."""
        found, waiting = {entry.user}, list(entry.knew)
        seen: set[str] = set()
        while waiting:
            earlier = self.entries.get(waiting.pop())
            if earlier is not None and earlier.id not in seen and earlier.says == entry.says:
                seen.add(earlier.id)
                found.add(earlier.user)
                waiting.extend(earlier.knew)
        return frozenset(found)


NOTHING = Known({})


def moment(entry: Entry) -> tuple[str, str]:
    """The order of entries; nothing but what is shown first depends on it."""
    return entry.at, entry.id


class Journal:
    """The journal of one data folder.

    Args:
        home: the data folder.
        shared: a folder that several computers share; None for none.
    """

    def __init__(self, home: Path, shared: Path | None = None) -> None:
        self.folder = home / FOLDER
        self.shared = shared
        self._lines = Lines(self.folder, ("校核记录", "校核"))
        self._last: tuple[object, Known] | None = None

    def read(self) -> Known:
        """What all writers have said, the shared folder's included; what cannot be used is told.

        The same object as the last time where no file has changed since.
        """
        if self._last is not None and self._last[0] == self._stamp():
            return self._last[1]
        notices = self.sync()
        stamp = self._stamp()
        known = replace(self._read(), notices=tuple(notices))
        self._last = stamp, known
        return known

    def _stamp(self) -> object:
        """Another value with every change of a file; of an unreachable share, None."""
        return [_stamp(folder) for folder in (self.folder, self.shared) if folder is not None]

    def _read(self) -> Known:
        entries: dict[str, Entry] = {}
        skipped: list[tuple[str, int]] = []
        tampered: list[tuple[str, int, str]] = []
        earlier: dict[str, str] = {}
        for name, number, line in self._lines.read():
            entry = _read(line)
            if entry is None:
                skipped.append((name, number))
                continue
            if entry.id != entry.seal:
                tampered.append((name, number, "内容被改动，没有采用"))
            else:
                entries[entry.id] = entry
            if entry.prev != earlier.get(name, ""):
                tampered.append((name, number, "与前一行接不上，前面有行被改动、删去或插入"))
            earlier[name] = digest(line)
        return Known(entries, tuple(skipped), tuple(tampered))

    def add(self, entries: Iterable[Entry]) -> None:
        """Write entries to the file of their writer, and hand it to the shared folder.

        Raises:
            EngineError: the data folder cannot be written.
        """
        by_writer: dict[str, list[Entry]] = {}
        for entry in entries:
            by_writer.setdefault(entry.by, []).append(entry)
        for writer, own in by_writer.items():
            self._lines.append(writer, partial(_chained, entries=own))
        self.sync()

    def take(self, path: Path) -> tuple[int, int]:
        """Take over a colleague's file: how many entries it holds, and how many were new.

        Raises:
            ReadError: the file cannot be read, or holds no entry.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ReadError(f"校核记录“{path}”读不了（{error.strerror}）。", "请检查路径和权限。") from error
        found = [entry for line in content.decode("utf-8", "replace").split("\n") if (entry := _read(line))]
        if not found:
            raise ReadError(f"“{path}”里没有校核记录。", "请给出同事数据目录 journal 中的 .jsonl 文件。")
        before = self.read().entries
        with self._lines.held():
            _merge(content, self.folder, file_name(found[0].by))
        self.sync()
        return len(found), len({entry.id for entry in found} - before.keys())

    def sync(self) -> list[str]:
        """Carry files between the data folder and the shared one; what could not be done, in words."""
        if self.shared is None:
            return []
        try:
            if not self.shared.is_dir():
                return [self._away("没有这个文件夹")]
            with self._lines.held():
                for path in sorted(self.shared.glob("*.jsonl")):
                    _merge(path.read_bytes(), self.folder, path.name)
                for path in sorted(self.folder.glob("*.jsonl")):
                    _merge(path.read_bytes(), self.shared, path.name)
        except OSError as error:
            return [self._away(str(error.strerror))]
        return []

    def _away(self, reason: str) -> str:
        return (
            f"共享的校核文件夹 {self.shared} 用不了（{reason}）：本机照常校核，恢复后自动补上；"
            "在此之前看不到同事的新校核。"
        )


def _stamp(folder: Path) -> object:
    try:
        if not folder.is_dir():
            return None
        return [(one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in sorted(folder.glob("*.jsonl"))]
    except OSError:
        return None


def _read(line: str) -> Entry | None:
    try:
        return Entry.from_line(line)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _chained(lines: Sequence[str], entries: Sequence[Entry]) -> list[str]:
    """Entries as lines behind those of a file; what the file holds already is left out."""
    held = [(line, entry) for line in lines if (entry := _read(line)) is not None]
    known = {entry.id for _, entry in held}
    prev = digest(held[-1][0]) if held else ""
    made: list[str] = []
    for entry in entries:
        if entry.id not in known:
            known.add(entry.id)
            made.append(replace(entry, prev=prev).as_line())
            prev = digest(made[-1])
    return made


def _merge(content: bytes, folder: Path, name: str) -> None:
    """Put a file into a folder: in place of an earlier state of itself, else beside the one of its name."""
    whole = content[: content.rfind(b"\n") + 1]
    target = folder / name
    held = target.read_bytes() if target.exists() else b""
    if held.startswith(whole):
        return
    if not whole.startswith(held[: held.rfind(b"\n") + 1]):
        # Not a continuation: two machines of one name, or a file that was altered. Both stay; the union counts.
        stem, _, _ = name.removesuffix(".jsonl").partition("~")
        target = folder / f"{stem}~{digest(whole.decode('utf-8', 'replace'))[:8]}.jsonl"
        if target.exists():
            return
    draft = target.with_suffix(f".{os.getpid()}{_DRAFT}")
    try:
        draft.write_bytes(whole)
        draft.replace(target)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def act_of(word: str) -> Act:
    """The act of that name.

    Raises:
        QueryError: there is none.
    """
    for act in ACTS:
        if act == word:
            return act
    raise QueryError(f"没有“{word}”这种校核。", f"可用 {'、'.join(ACTS)}。")
