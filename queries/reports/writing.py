"""A list as a file: the suffix says in which form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from graph.errors import QueryError
from queries.reports.listing import Listing

SUFFIXES = (".xlsx", ".docx", ".md", ".csv", ".json")
"""The kinds of file that a list can be written as."""


class Report(Protocol):
    """What can be laid out as a list."""

    def listing(self) -> Listing:
        """The list."""


def check_suffix(path: Path) -> None:
    """Refuse a file name that no writer knows, before anything is asked of the graph.

    Raises:
        QueryError: the suffix is unknown.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise QueryError(f"不认识文件类型“{path.suffix}”（{path.name}）。", f"可用的有 {'、'.join(SUFFIXES)}。")


def write(report: Report, path: Path) -> None:
    """Write a report in the form that the file name's suffix says.

    Raises:
        QueryError: the suffix is unknown, or the file cannot be written.
    """
    check_suffix(path)
    try:
        _writer(path.suffix.lower())(report.listing(), path)
    except OSError as error:
        raise _unwritable(path) from error


def _writer(suffix: str) -> Callable[[Listing, Path], None]:
    """What writes that kind of file, imported when it is asked for: most lists are only printed."""
    match suffix:
        case ".xlsx":
            from queries.reports.excel import write_xlsx

            return write_xlsx
        case ".docx":
            from queries.reports.word import write_docx

            return write_docx
        case ".md":
            from queries.reports.markdown import write_markdown

            return write_markdown
        case ".csv":
            from queries.reports.plain import write_csv

            return write_csv
        case _:
            from queries.reports.plain import write_json

            return write_json


def _unwritable(path: Path) -> QueryError:
    if not path.parent.is_dir():
        return QueryError(f"不能写入 {path}：没有文件夹 {path.parent}。", "请先建立这个文件夹，或换一个位置。")
    return QueryError(f"不能写入文件 {path}。", "请关闭正在使用它的程序，或换一个有写入权限的位置。")
