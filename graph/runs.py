"""What each run of reading changed: a record beside the graph, one line a document, that only grows.

The graph holds what is; this file (`changes.jsonl` in the data folder) holds how it came to be so: which document was
new, which took the place of which edition, what the same text is read as by other rules. A line is written behind the
transaction that it tells of, so a crash between the two loses a line; it also lacks what other programs, earlier
releases and restored backups have put into the graph. `unrecorded` finds the documents whose last line is not what the
graph holds, and every list of changes names them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self

from graph.errors import EngineError
from graph.locks import FileLock

FILE = "changes.jsonl"

Why = Literal["新读入", "补入旧版", "新版", "文字有改动", "规则更新", "撤回"]
"""Why a document's facts changed: it is new; new, but older than an edition that was there; it takes the place of one;
it is the document that was there with another text; the same text, read by other rules; it was taken out."""

WHOLE: frozenset[str] = frozenset({"新读入", "补入旧版", "撤回"})
"""Where everything that a document says came or went at once, and nothing was compared."""

_WAIT = 10.0


@dataclass(frozen=True)
class Version:
    """An edition as it was read.

    Attributes:
        sha256: digest of its text.
        rules: which rules read it.
    """

    id: str
    title: str
    date: str
    sha256: str
    rules: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From the properties of a document's node; what an earlier release did not write is empty."""
        told = {key: str(row.get(key) or "") for key in ("id", "date", "sha256", "rules")}
        return cls(title=str(row.get("name") or ""), **told)


@dataclass(frozen=True)
class Entry:
    """What one run changed in one document.

    Attributes:
        run: when the run began, ISO 8601 in UTC; the same for all documents of one run.
        at: when the document was written.
        why: what kind of change it was.
        file: name of the file that was read.
        before: what was there; None where nothing was.
        after: what is there now; None where it was taken out.
        items: changes of items, each as a row of a list with `change` and `parties` (id -> name of every body of it).
        facts: statements that came (新增) and went (删除), each with its mark; none where everything did.
        statements: relationships that the document has now, or had.
        compared: whether what was there could be read; a damaged graph is mended without saying what changed.
    """

    run: str
    at: str
    why: Why
    file: str
    before: Version | None
    after: Version | None
    items: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)
    facts: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)
    statements: int = 0
    compared: bool = True

    @property
    def version(self) -> Version:
        """The edition that it is about."""
        one = self.after or self.before
        assert one is not None
        return one

    @property
    def day(self) -> str:
        """The day on which it was written, in this computer's time zone."""
        return datetime.fromisoformat(self.at).astimezone().date().isoformat()

    def as_line(self) -> str:
        """As a line of the file holds it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_line(cls, line: str) -> Self:
        """An entry that the file holds.

        Raises:
            ValueError, KeyError, TypeError: the line is none.
        """
        said: dict[str, Any] = json.loads(line)
        sides = {side: Version(**said[side]) if said[side] else None for side in ("before", "after")}
        return cls(**{**said, **sides, "items": tuple(said["items"]), "facts": tuple(said["facts"])})


@dataclass(frozen=True)
class Known:
    """What the file holds.

    Attributes:
        entries: in the order in which they were written.
        skipped: numbers of the lines that could not be read, as one that a crash tore.
    """

    entries: tuple[Entry, ...]
    skipped: tuple[int, ...] = ()


class Record:
    """The file of one data folder."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    def read(self) -> Known:
        """Every entry.

        Raises:
            EngineError: the file cannot be read.
        """
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n") if self.path.exists() else []
        except OSError as error:
            raise EngineError(f"变化记录 {self.path} 读不了（{error.strerror}）。", "请检查文件权限后重试。") from error
        entries: list[Entry] = []
        skipped: list[int] = []
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    entries.append(Entry.from_line(line))
                except (ValueError, KeyError, TypeError):
                    skipped.append(number)
        return Known(tuple(entries), tuple(skipped))

    def add(self, entries: Iterable[Entry]) -> None:
        """Write entries behind the others.

        Raises:
            EngineError: the file cannot be written.
        """
        lines = "".join(f"{entry.as_line()}\n" for entry in entries).encode("utf-8", "surrogatepass")
        if not lines:
            return
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self.path.with_suffix(".lock"), wait=_WAIT) as lock:
                if not lock.held:
                    raise EngineError(f"变化记录 {self.path} 正被别的程序写入。", "请稍后再试。")
                with self.path.open("ab+") as file:
                    # After a crash the last line may have no end; the next must not be glued to it.
                    size = file.seek(0, os.SEEK_END)
                    torn = size > 0 and (file.seek(size - 1), file.read(1))[1] != b"\n"
                    file.write((b"\n" if torn else b"") + lines)
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            raise EngineError(
                f"变化记录写不进 {self.path}（{error.strerror}）。", "图谱已写好；请检查目录权限和磁盘空间。"
            ) from error


def unrecorded(entries: Iterable[Entry], documents: Iterable[Mapping[str, Any]]) -> Iterator[Version]:
    """The loaded documents whose last entry is not what the graph holds of them.

    Args:
        entries: in the order in which they were written.
        documents: the rows of `Store.documents`.
    """
    last = {entry.version.id: entry.after for entry in entries}
    for row in documents:
        now = Version.of(row)
        then = last.get(now.id)
        if then is None or (then.sha256, then.rules) != (now.sha256, now.rules):
            yield now


def now() -> str:
    """The time that entries carry."""
    return datetime.now(UTC).isoformat(timespec="seconds")
