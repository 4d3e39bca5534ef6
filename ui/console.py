"""What the command line prints: tables, lists and errors, in Chinese."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

# Where no terminal tells its width (a file, a pipe) tables get room for sentences.
_WIDTH = None if sys.stdout.isatty() else 200
out = Console(highlight=False, width=_WIDTH)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def error(message: str) -> None:
    """Print an error."""
    err.print(f"[bold red]错误：[/]{_plain(message)}")


def notice(message: str) -> None:
    """Print what the user should know, beside the results."""
    err.print(f"[yellow]提示：[/]{_plain(message)}")


def line(message: str = "") -> None:
    """Print one line of a result."""
    out.print(_plain(message), soft_wrap=True)


def _plain(message: str) -> str:
    return message.replace("[", "\\[")


def json_line(value: object) -> None:
    """Print one JSON object on one line, Chinese as it is."""
    # Not through rich: it would break long lines.
    out.file.write(json.dumps(value, ensure_ascii=False) + "\n")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table."""
    shown = Table(title=title, title_justify="left", show_lines=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(_plain(cell(value)) for value in row))
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


def skipped(paths: Sequence[Path]) -> None:
    """Say which files of a folder were not read because of their kind."""
    for suffix, count in sorted(Counter(path.suffix or "无后缀" for path in paths).items()):
        notice(f"文件夹中有 {count} 个 {suffix} 文件没有读（目前读 .txt 和 .md）。")


_REFERENCE = re.compile(r"(?:.*_)?(?:id|kind|region)$|^(?:document|statement|start|end|date|title|raw)$")


def rows(columns: Sequence[tuple[str, str]], found: Sequence[Mapping[str, Any]]) -> None:
    """Print rows of a query: `columns` are pairs of key and caption.

    Columns that only programs need (ids, offsets) and those empty in every row are left to --format json.
    """
    shown = [(key, caption) for key, caption in columns if not _REFERENCE.match(key)] or list(columns)
    filled = [(key, caption) for key, caption in shown if any(cell(row[key]) for row in found)]
    table("", [caption for _, caption in filled], ([row[key] for key, _ in filled] for row in found))


def progress() -> Progress:
    """A progress bar on standard error; silent where that is no terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
