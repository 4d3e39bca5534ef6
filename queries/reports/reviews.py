"""Who has corrected which rows of a list: a column 校核 where a row was reviewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from graph.journal import REVIEWS
from graph.store import Row, Store
from queries.catalogue import run
from queries.reports.listing import BASIS, EVIDENCE, Column, Listing, Table, text

COLUMN = Column("校核", 16, text("review"))


def judgements(store: Store, documents: Collection[str]) -> dict[str, Row]:
    """What people said of the facts of documents: id of a fact -> row of the question `reviews`.

    Raises:
        EngineError: the engine could not be used.
    """
    judged = [str(row["id"]) for row in store.documents() if row.get("reviews") and row["id"] in documents]
    if not judged:
        return {}
    return {str(row["statement"]): row for row in run(store, "reviews", documents=judged).rows}


def counted(statements: Collection[str], judged: Mapping[str, Row]) -> str:
    """How many of some facts were judged, and how: 2/5（采纳 1、改正 1）; empty where none."""
    said = Counter(_called(judged[id_]) for id_ in statements if id_ in judged)
    each = "、".join(f"{name} {number}" for name, number in said.items())
    return f"{said.total()}/{len(statements)}（{each}）" if said else ""


def _called(row: Row) -> str:
    return REVIEWS.get(str(row["review"]), str(row["review"]))


def reviewed(store: Store, listing: Listing) -> Listing:
    """A list with the column 校核, and `review` in its rows, where somebody has reviewed one of them; else the list.

    Raises:
        EngineError: the engine could not be used.
    """
    wanted = {str(row["document"]) for table in listing.tables for row in table.rows if "statement" in row}
    found = {id_: _told(row) for id_, row in judgements(store, wanted).items()}
    if not found:
        return listing
    tables = tuple(_with(table, found) for table in listing.tables)
    return replace(listing, tables=tables, pages=tuple(_with(table, found) for table in listing.pages))


def _told(row: Row) -> str:
    """How, who and when: 改正（张三，2026-05-01）."""
    who = "，".join(part for part in (str(row["reviewer"]), str(row["reviewed"])[:10]) if part)
    return f"{_called(row)}（{who}）" if who else _called(row)


def _with(table: Table, found: Mapping[str, str]) -> Table:
    if not any(row.get("statement") in found for row in table.rows):
        return table
    rows = tuple({**row, "review": found.get(str(row.get("statement")), "")} for row in table.rows)
    ends = (BASIS, *EVIDENCE)
    at = next((place for place, column in enumerate(table.columns) if column in ends), len(table.columns))
    return replace(table, columns=(*table.columns[:at], COLUMN, *table.columns[at:]), rows=rows)
