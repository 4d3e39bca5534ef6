"""Lists for other programs: csv and json."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.spreadsheet import guarded
from queries.reports.listing import Cell, Listing, Table, yes

DIVISION = "类别"
"""The column that says to which table a row belongs, where no column of its own does."""


def write_csv(listing: Listing, path: Path) -> None:
    """Write one table with all rows, UTF-8 with a byte order mark so that Excel reads it right.

    Each row carries the totals, so that a cut copy is seen as such. A text that a spreadsheet would take for a formula
    gets an apostrophe in front. Columns that only some tables have are empty in the others.
    """
    headings = list(dict.fromkeys(column.heading for table in listing.tables for column in table.columns))
    said = all(table.title in table.cells(row) for table in listing.tables for row in table.rows)
    division = [] if said else [DIVISION]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*division, *headings, "本类条数", "总条数", "是否截断"])
        for table in listing.tables:
            tail = (len(table.rows), listing.total, yes(not listing.complete))
            named = [table.title] if division else []
            writer.writerows([*named, *map(guarded, cells), *tail] for cells in _under(headings, table))


def _under(headings: Sequence[str], table: Table) -> Iterator[list[Cell]]:
    """The cells of a table's rows under the headings of all tables."""
    for row in table.rows:
        cells = {column.heading: column.value(row) for column in table.columns}
        yield [cells.get(heading, "") for heading in headings]


def write_json(listing: Listing, path: Path) -> None:
    """Write the rows as they are, with totals."""
    path.write_text(json.dumps(as_json(listing), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def as_json(listing: Listing) -> dict[str, Any]:
    """The list as plain values: what it is about, totals, sources, and the rows by table."""
    return {
        "title": listing.title,
        **listing.facts,
        "total": listing.total,
        "shown": sum(len(table.rows) for table in listing.tables),
        "cut": not listing.complete,
        "sources": [asdict(source) for source in listing.sources],
        "sections": [
            {"title": table.title, **table.facts, "total": len(table.rows), "rows": [dict(row) for row in table.rows]}
            for table in listing.tables
        ],
    }
