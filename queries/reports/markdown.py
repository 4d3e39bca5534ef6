"""Lists as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from queries.reports.listing import Cell, Listing, Table, cited
from queries.reports.numerals import chinese

_SPECIAL = re.compile(r"([\\|`*_<>\[\]#~])")


def write_markdown(listing: Listing, path: Path) -> None:
    """Write the pages of a list: title, sources, a table for each part."""
    path.write_text("\n".join(_lines(listing)) + "\n", encoding="utf-8")


def _lines(listing: Listing) -> Iterator[str]:
    yield from (f"# {_escaped(listing.title)}", "")
    for line in listing.below:
        yield from (f"{_escaped(line)}。", "")
    yield f"{_escaped(listing.counted)}。"
    if not listing.complete:
        yield from ("", "**本清单已截断，没有列全。**")
    yield from ("", "## 来源", "")
    yield from (f"{number}. {_escaped(cited(source))}" for number, source in enumerate(listing.sources, 1))
    for number, table in enumerate(listing.pages, 1):
        yield from ("", f"## {chinese(number)}、{_escaped(table.title)}", "", f"{_escaped(table.note)}。", "")
        if table.rows:
            yield from _table(table)
    if listing.notes:
        yield from ("", "## 说明", "")
        yield from (f"- {_escaped(note)}" for note in listing.notes)


def _table(table: Table) -> Iterator[str]:
    columns = table.printed
    yield _row([column.heading for column in columns])
    yield _row(["---"] * len(columns))
    yield from (_row([_escaped(column.value(row)) for column in columns]) for row in table.rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(cell: Cell) -> str:
    """A text in which nothing is taken for markup, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(cell).split()))
