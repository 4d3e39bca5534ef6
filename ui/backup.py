"""`qiantou backup` and `qiantou restore`: the graph, and everything else of the data folder that cannot be made again.

A backup is one zip file: the graph in lines of JSON (`graph/`), so that another release or another engine can load it,
the files of the data folder (`home/`), and a list of all of it with their digests (`manifest.json`). It is made while
writers of this folder wait, so that graph, texts and journal are those of one moment. A restore looks at everything
before it touches anything, loads the graph beside the earlier one, compares what it finds there with the backup, and
only then changes the files and lets the new graph take over. What was there before stays in `before-restore`.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from graph import snapshot
from graph.errors import DamagedError, EngineBusyError, EngineError, QiantouError, ReadError
from graph.locks import FileLock
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.store import Store

FORMAT = 1
"""Of backups; one more at every change that an earlier release cannot read."""

EARLIER = "before-restore"
"""Folder in the data folder that takes what a restore has replaced."""

LEFT_OUT = frozenset(
    {
        # The engine's own: the graph is in the backup in a form that does not depend on it.
        "databases", "config", "database", "log",
        # Of programs that run: locks, and the card of the engine.
        "engine.json", "engine.lock", "writing.lock", "commit.lock",
        # What can be made again, and what a restore has put aside.
        "cache", EARLIER,
    }
)  # fmt: skip
"""What of the data folder is in no backup; all else is, whoever put it there."""

_MANIFEST, _NODES, _EDGES, _HOME = "manifest.json", "graph/nodes.jsonl", "graph/edges.jsonl", "home/"
_LARGEST = 1 << 34
"""Bytes of the largest member that is unpacked."""


@dataclass(frozen=True)
class Contents:
    """What a backup holds.

    Attributes:
        made: day and time, with the zone.
        documents, nodes, edges, files: numbers.
    """

    made: str
    documents: int
    nodes: int
    edges: int
    files: int

    def told(self) -> str:
        """In words."""
        return f"{self.documents} 份文件、{self.nodes} 个节点、{self.edges} 条关系，另有 {self.files} 个随附的文件"


def backup(store: Store, settings: Settings, out: Path) -> Contents:
    """Write a backup into a file, in one step: a backup that was interrupted leaves none.

    Raises:
        QiantouError: the file cannot be written, or a file of the data folder cannot be read.
        EngineError: the graph cannot be read.
    """
    draft = out.with_name(f"{out.name}.{os.getpid()}.new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with store.held():
                contents = _write(store.snapshot(), settings.home, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(out)
    except OSError as error:
        raise QiantouError(
            f"备份写不进“{out}”（{error.strerror}）。", "请检查目录权限和磁盘空间，或换一个位置。"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return contents


def _write(graph: Snapshot, home: Path, file: Any) -> Contents:
    digests: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

        def add(name: str, content: bytes) -> None:
            digests[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(name, content)

        add(_NODES, "".join(graph.node_lines()).encode("utf-8", "surrogatepass"))
        add(_EDGES, "".join(graph.edge_lines()).encode("utf-8", "surrogatepass"))
        for path in _files(home):
            # What was put away in between is no loss: nobody who holds by the lock of writers does that.
            with contextlib.suppress(FileNotFoundError):
                add(_HOME + path.relative_to(home).as_posix(), _whole_lines(path))
        contents = Contents(
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            documents=sum("digest" in row for (kind, _), row in graph.nodes.items() if kind == "文件"),
            nodes=len(graph.nodes),
            edges=len(graph.edges),
            files=len(digests) - 2,
        )
        sums = {kind: f"{number:x}" for kind, number in sorted(graph.sums.items())}
        manifest = {"format": FORMAT, **vars(contents), "sums": sums, "sha256": digests}
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return contents


def _files(home: Path) -> Iterator[Path]:
    """The files of a data folder that belong into a backup, drafts that somebody is writing aside."""
    for path in sorted(home.rglob("*")):
        top = path.relative_to(home).parts[0]
        if (
            top not in LEFT_OUT
            and path.is_file()
            and not path.is_symlink()
            and not path.name.endswith((".new", ".lock"))
        ):
            yield path


def _whole_lines(path: Path) -> bytes:
    """The content of a file; of one that grows line by line without the line that somebody is writing."""
    content = path.read_bytes()
    return content[: content.rfind(b"\n") + 1] if path.suffix == ".jsonl" else content


@dataclass(frozen=True)
class Backup:
    """A backup that was read and found whole."""

    contents: Contents
    graph: Snapshot
    files: dict[str, bytes]


def load(file: Path) -> Backup:
    """Read a backup, and compare everything in it with its list.

    Raises:
        ReadError: it cannot be read, is no backup, was altered, or is of a later release.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(_member(archive, _MANIFEST))
            if manifest["format"] != FORMAT:
                raise ReadError(f"“{file}”是另一版程序的备份（格式 {manifest['format']}）。", "请用写它的那一版恢复。")
            held = {name: _member(archive, name) for name in manifest["sha256"]}
        if altered := [name for name in held if hashlib.sha256(held[name]).hexdigest() != manifest["sha256"][name]]:
            raise ReadError(f"备份“{file}”已损坏（{'、'.join(altered[:3])}）。", "请换一份完好的备份。")
        files = {name.removeprefix(_HOME): held[name] for name in held if name.startswith(_HOME)}
        if outside := [name for name in files if not _inside(name)]:
            raise ReadError(f"备份“{file}”中的“{outside[0]}”不在数据目录之内。", "请确认备份的来源可靠。")
        sums = {str(kind): int(number, 16) for kind, number in manifest["sums"].items()}
        graph = snapshot.read(_lines(held[_NODES]), _lines(held[_EDGES]), sums)
        numbers = {name: manifest[name] for name in Contents.__dataclass_fields__}
    except OSError as error:
        raise ReadError(f"打不开备份“{file}”（{error.strerror}）。", "请检查路径和读取权限。") from error
    except (
        zipfile.BadZipFile,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        EOFError,
        NotImplementedError,
    ) as error:
        raise ReadError(f"“{file}”不是完整的备份（{error}）。", "请换一份由 qiantou backup 写的文件。") from error
    return Backup(Contents(**numbers), graph, files)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(f"{name} 太大")
    return archive.read(name)


def _lines(content: bytes) -> Iterator[str]:
    return iter(io.StringIO(content.decode("utf-8", "surrogatepass"), newline="\n"))


def _inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and not name.startswith("/")
        and ".." not in parts
        and "\\" not in name
        and (":" not in parts[0] and parts[0] not in LEFT_OUT)
    )


def restore(settings: Settings, file: Path, *, replace: bool) -> Contents:
    """Put a backup in place of what the data folder holds.

    Args:
        settings: whose data folder it is.
        file: the backup.
        replace: whether a graph that holds documents may be replaced.

    Raises:
        ReadError: the backup cannot be read or is not whole; nothing was touched.
        QiantouError: the graph holds documents, and `replace` was not asked for.
        EngineError: the graph cannot be written, or is not as in the backup; it is then as before.
    """
    found = load(file)
    with opened(settings) as store:
        if not replace and (loaded := len(store.documents())):
            raise QiantouError(
                f"图谱中已有 {loaded} 份文件，恢复会换下它们。",
                f"确实要恢复，请加上 --replace；换下的原文、记录等留在 {settings.home / EARLIER} 中。",
            )
        store.restore(found.graph, lambda: _change_files(settings.home, found.files))
    return found.contents


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The graph, or an empty one in place of one that is damaged beyond opening."""
    try:
        store = Store.open(settings)
    except DamagedError:
        empty(settings)
        store = Store.open(settings)
    with store:
        yield store


def empty(settings: Settings) -> None:
    """Put the engine's files aside, so that it begins with an empty graph; texts, journal and users stay.

    Raises:
        EngineBusyError: an engine runs on them.
        EngineError: they cannot be moved.
    """
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(settings.home / "engine.lock") as lock:
        if not lock.held:
            raise EngineBusyError("图数据库正在运行。", "请先关闭界面等正在使用的程序。")
        _aside(settings.home, ["databases", "database"])


def _change_files(home: Path, files: dict[str, bytes]) -> None:
    """Put the files of a backup in place of those of the data folder.

    Raises:
        EngineError: they cannot be written or moved; those that were moved already are in `EARLIER`.
    """
    fresh = home / f"restoring.{os.getpid()}"

    def work() -> None:
        for name, content in files.items():
            path = fresh / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                target.write(content)
        standing = [path.name for path in home.iterdir() if path.name not in LEFT_OUT and path != fresh]
        _aside(home, standing)
        for path in sorted(fresh.iterdir()) if fresh.exists() else ():
            path.rename(home / path.name)

    try:
        _moving(home, work)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _aside(home: Path, names: list[str]) -> None:
    def work() -> None:
        target = home / EARLIER
        target.mkdir(mode=0o700, exist_ok=True)
        for name in names:
            if (home / name).exists():
                kept = target / name
                shutil.rmtree(kept) if kept.is_dir() else kept.unlink(missing_ok=True)
                (home / name).rename(kept)

    _moving(home, work)


def _moving(home: Path, work: Callable[[], None]) -> None:
    try:
        work()
    except OSError as error:
        raise EngineError(
            f"数据目录 {home} 中的文件换不了（{error.strerror}）。",
            f"换下的在 {home / EARLIER} 中；请检查权限和空间后重试。",
        ) from error
