"""The 台账 on the command line: written out to be filled in, taken back, and what is due."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph import work
from graph.errors import QueryError, SettingError
from graph.store import Store
from queries import reports
from queries.reports import ledger_excel
from queries.reports.ledger import CAPTIONS, COLUMNS, Ledger, ledger
from queries.reports.naming import Subject

SUFFIXES = reports.SUFFIXES
_FILE = "columns.json"
_SEPARATORS = str.maketrans("、，", ",,")


def made(store: Store, home: Path, subject: Subject) -> Ledger:
    """The 台账 of something, with what people have added.

    Raises:
        QueryError: nothing of that kind has one.
        EngineError: the engine could not be used.
    """
    if subject.kind not in (*reports.BODIES, "文件", "章节"):
        raise QueryError(f"{subject.told}没有台账。", "台账可以是一份文件、一个附件或一个单位的。")
    return ledger(store, subject, work.Work(home).read())


def columns(home: Path, wanted: str) -> tuple[str, ...]:
    """The columns that somebody names, kept for the next time; else those that he named last.

    Args:
        home: the data folder.
        wanted: headings with commas between them; empty for those of the last time, 默认 for the usual ones.

    Raises:
        QueryError: there is no such column.
        SettingError: the folder cannot be written.
    """
    path = home / _FILE
    if not wanted:
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))["ledger"]
        except (OSError, ValueError, KeyError, TypeError):
            return ()
        known = {column.heading for column in COLUMNS}
        return tuple(heading for heading in kept if heading in known)
    named = tuple(part.strip() for part in wanted.translate(_SEPARATORS).split(",") if part.strip())
    chosen = () if named == ("默认",) else named
    ledger_excel.columns(chosen)
    draft = path.with_suffix(f".{os.getpid()}.new")
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_text(json.dumps({"ledger": chosen}, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise SettingError(
            f"选定的栏写不进文件夹 {home}（{error.strerror}）。", "请检查目录权限和磁盘空间。"
        ) from error
    return chosen


def write(found: Ledger, path: Path, headings: Sequence[str]) -> None:
    """Write a 台账: a workbook to fill in, or a list to read.

    Raises:
        QueryError: the suffix is unknown, there is no such column, or the file cannot be written.
    """
    chosen = ledger_excel.columns(headings)
    if path.suffix.lower() != ".xlsx":
        reports.write(found.listing(chosen), path)
        return
    if not path.parent.is_dir():
        raise QueryError(f"不能写入 {path}：没有文件夹 {path.parent}。", "请先建立这个文件夹，或换一个位置。")
    unit = found.subject.name if found.subject.kind in reports.BODIES else ""
    try:
        ledger_excel.write(found, path, chosen, unit)
    except OSError as error:
        raise QueryError(f"不能写入文件 {path}。", "请关闭正在使用它的程序，或换一个有写入权限的位置。") from error


@dataclass(frozen=True)
class Taken:
    """What came of a workbook that was sent back.

    Attributes:
        rows: how many rows were read.
        written: how many fields were new.
        conflicts: number of the row, field, and what each says.
        strays: lines that hang on nothing.
    """

    rows: int
    written: int
    conflicts: tuple[tuple[int, str, tuple[str, ...]], ...]
    strays: tuple[int, ...]


def take(home: Path, path: Path, user: str = "") -> Taken:
    """Take back what was filled in: what differs from what was written out, beside what others wrote meanwhile.

    Args:
        home: the data folder.
        path: the workbook.
        user: who filled it in; by default the user of this computer.

    Raises:
        QueryError: the file is no 台账 that this program has written, or says what a field cannot hold.
        EngineError: the folder cannot be written.
    """
    rows, strays = ledger_excel.read(path)
    files, at, by = work.Work(home), work.now(), work.writer(user)
    before = files.read().values()
    entries: list[work.Entry] = []
    for row in rows:
        _check(row.order, row.said.get("status", ""))
        current = before.get(row.anchor.mark, {})
        for entry in work.changes(by, row.anchor, row.said, row.base, at):
            # Who says what counts already says nothing new.
            if current.get(entry.field, work.EMPTY).said != entry.value:
                entries.append(entry)
    written = files.add(entries)
    after = files.read().values()
    conflicts = [
        (row.order, CAPTIONS[name], tuple(f"{entry.value or '（空）'}（{entry.by}）" for entry in value.heads))
        for row in rows
        for name, value in after.get(row.anchor.mark, {}).items()
        if value.is_contested
    ]
    return Taken(len(rows), written, tuple(conflicts), tuple(strays))


def _check(order: int, status: str) -> None:
    if status and status not in work.STATUSES:
        raise QueryError(f"第 {order} 项的状态不能是“{status}”。", f"请填 {'、'.join(work.STATUSES)} 之一，或留空。")


def told(taken: Taken) -> Iterable[str]:
    """What came of it, in sentences; conflicts one a line."""
    yield f"读入 {taken.rows} 行，新写入 {taken.written} 处填报。"
    for order, caption, versions in taken.conflicts:
        yield f"第 {order} 项“{caption}”有不同说法，都已保留：{'；'.join(versions)}。"
    if taken.strays:
        lines = "、".join(map(str, taken.strays))
        yield f"工作表第 {lines} 行对不上任何事项，没有读入；新增的事项请写进文件。"
