"""Who has corrected which rows of a list: a column 校核 where a row was reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.journal import REVIEWS
from graph.store import Store
from queries.catalogue import run
from queries.reports.listing import BASIS, EVIDENCE, Column, Listing, Table, text

COLUMN = Column("校核", 16, text("review"))


def reviewed(store: Store, listing: Listing) -> Listing:
    """A list with the column 校核, and `review` in its rows, where somebody has reviewed one of them; else the list.

    Raises:
        EngineError: the engine could not be used.
    """
    wanted = {str(row["document"]) for table in listing.tables for row in table.rows if "statement" in row}
    documents = [str(row["id"]) for row in store.documents() if row.get("reviews") and row["id"] in wanted]
    if not documents:
        return listing
    found = {str(row["statement"]): _told(row) for row in run(store, "reviews", documents=documents).rows}
    tables = tuple(_with(table, found) for table in listing.tables)
    return replace(listing, tables=tables, pages=tuple(_with(table, found) for table in listing.pages))


def _told(row: Mapping[str, object]) -> str:
    """How, who and when: 改正（张三，2026-05-01）."""
    who = "，".join(part for part in (str(row["reviewer"]), str(row["reviewed"])[:10]) if part)
    said = REVIEWS.get(str(row["review"]), str(row["review"]))
    return f"{said}（{who}）" if who else said


def _with(table: Table, found: Mapping[str, str]) -> Table:
    if not any(row.get("statement") in found for row in table.rows):
        return table
    rows = tuple({**row, "review": found.get(str(row.get("statement")), "")} for row in table.rows)
    ends = (BASIS, *EVIDENCE)
    at = next((place for place, column in enumerate(table.columns) if column in ends), len(table.columns))
    return replace(table, columns=(*table.columns[:at], COLUMN, *table.columns[at:]), rows=rows)
