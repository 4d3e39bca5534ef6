"""What the command line prints: tables, lists and errors, in Chinese."""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from loaders.readers import Notice, Skipped


class EnoughError(Exception):
    """Whoever reads our output (head, a closed window) has had enough, which is no error of ours.

    Rich and Click end the program with an exit status of 1 where they see a `BrokenPipeError`.
    """


class _Output(Console):
    """Standard output."""

    def on_broken_pipe(self) -> None:
        """End the command."""
        raise EnoughError


# Where no terminal tells its width (a file, a pipe) tables get room for sentences.
_WIDTH = None if sys.stdout.isatty() else 200
out = _Output(highlight=False, emoji=False, width=_WIDTH)
err = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)


def error(message: str) -> None:
    """Print an error."""
    err.print(Text.assemble(("错误：", "bold red"), _plain(message)))


def notice(message: str) -> None:
    """Print what the user should know, beside the results."""
    err.print(Text.assemble(("提示：", "yellow"), _plain(message)))


def line(message: str = "") -> None:
    """Print one line of a result."""
    out.print(Text(_plain(message)), soft_wrap=True)


def _plain(message: str) -> str:
    """The words, with no character in them that steers the terminal. They go to rich as a text, never as markup."""
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1], message)


# Control characters (colours, titles, answers that a terminal types), marks that turn the direction of the line, and
# halves of characters, which cannot be printed at all.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def json_line(value: object) -> None:
    """Print one JSON object on one line, Chinese as it is."""
    # Not through rich: it would break long lines.
    try:
        out.file.write(json.dumps(value, ensure_ascii=False) + "\n")
    except BrokenPipeError:
        raise EnoughError from None


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table."""
    shown = Table(title=Text(_plain(title)) if title else None, title_justify="left", show_lines=False)
    for column in columns:
        shown.add_column(Text(_plain(column)), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(_plain(cell(value))) for value in row))
    out.print(shown)


def cell(value: object) -> str:
    """A value as a table shows it; empty for what is not so."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else ""
        case float():
            return f"{value:.12g}" if abs(value) < 1e12 else str(value)
        case list() | tuple():
            return "、".join(cell(item) for item in value)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def skipped(files: Sequence[Skipped]) -> None:
    """Say which files of folders and archives were not read."""
    for words in skipped_lines(files):
        notice(words)


def skipped_lines(files: Sequence[Skipped]) -> list[str]:
    """Which files of folders and archives were not read, a line for each reason."""
    grouped = _grouped((file.reason, file.name) for file in files)
    return [f"没有读 {len(names)} 个文件，{reason}：{'、'.join(names)}。" for reason, names in grouped]


def notices(found: Sequence[tuple[str, Notice]]) -> None:
    """Say what was guessed, mended or left out when files were read."""
    for words in notice_lines(found):
        notice(words)


def notice_lines(found: Sequence[tuple[str, Notice]]) -> list[str]:
    """What was guessed, mended or left out when files were read, a line for each kind of it."""
    grouped = _grouped((one.reason, _with_detail(name, one.detail)) for name, one in found)
    return [f"{reason}：{'、'.join(files)}。" for reason, files in grouped]


def _with_detail(name: str, detail: str) -> str:
    return f"{name}（{detail}）" if detail else name


def _grouped(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return sorted(groups.items())


_REFERENCE = re.compile(r"(?:.*_)?(?:id|kind|region)$|^(?:document|statement|mark|start|end|date|title|raw)$")


def told(key: str) -> bool:
    """Whether a column of a query is for people, not for programs as ids and offsets are."""
    return _REFERENCE.match(key) is None


def rows(columns: Sequence[tuple[str, str]], found: Sequence[Mapping[str, Any]], *, every: bool = False) -> None:
    """Print rows of a query: `columns` are pairs of key and caption.

    Columns that only programs need (ids, offsets) and those empty in every row are left to --format json, unless
    `every` column is wanted.
    """
    if every:
        table("", [caption for _, caption in columns], ([row[key] for key, _ in columns] for row in found))
        return
    shown = [(key, caption) for key, caption in columns if told(key)] or list(columns)
    filled = [(key, caption) for key, caption in shown if any(cell(row[key]) for row in found)]
    table("", [caption for _, caption in filled], ([row[key] for key, _ in filled] for row in found))


@contextlib.contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int, int], None]]:
    """A progress bar on standard error; silent where that is no terminal.

    Yields:
        What to call with the name of the file in work, files that are done, all files, and the relationships so far.
    """
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    start = time.monotonic()
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(title, total=None, told="")

        def follow(name: str, done: int, total: int, facts: int) -> None:
            rate = facts / max(time.monotonic() - start, 1e-9)
            told = f"{facts} 条关系，每秒 {rate:.0f} 条"
            bar.update(task, description=_plain(f"{title} {name}".strip()), completed=done, total=total, told=told)

        yield follow
