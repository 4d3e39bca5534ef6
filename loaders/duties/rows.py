"""Rows of tables as tasks, with a clause for each cell that names bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.duties import tables
from loaders.duties.find import list_words, read, stated
from loaders.duties.model import Found, Task
from loaders.duties.tables import Cell, Row, Table
from loaders.lexicon.clauses import (
    ANSWER,
    COOPERATE,
    first_leads,
)
from loaders.lexicon.columns import CONTENT
from loaders.page.outline import Outline, home
from loaders.page.text import Text


def find(text: Text, tree: Outline, found: Sequence[Table], others: Sequence[Task] = ()) -> list[Task]:
    """Each row of the tables as a task, with a clause for each cell that names bodies.

    Args:
        others: the tasks outside of the tables, whose clauses may state that the first of a list leads.
    """
    result: list[Task] = []
    spans = [(hit.start, hit.end) for task in others for hit in task.clauses if hit.clause.convention != "below"]
    rules = [place for place in stated(text) if not any(start <= place < end for start, end in spans)]
    for table in found:
        # A rule in a table is for that table, one outside of all for each.
        first = any(_inside(table, place) or not any(_inside(other, place) for other in found) for place in rules)
        for row in table.rows:
            hits = [hit for label, cell in row.parties if (hit := _in_cell(text, table, row, label, cell)) is not None]
            hits = _first_leads(hits) if first else hits
            name = tables.words(text, row.task).text
            node = home(tree, row.start)
            content = next(((cell.start, cell.end) for what, cell in row.others if what == CONTENT), None)
            result.append(Task(node, row.task.start, row.task.end, "row", tuple(hits), name=name, content=content))
    return result


def _inside(table: Table, place: int) -> bool:
    return table.start <= place < table.end


def _first_leads(hits: list[Found]) -> list[Found]:
    """The cells of a row under the rule that the first of a list leads; a list may fill several cells."""
    if any(party.role != ANSWER for hit in hits for party in hit.clause.parties):
        return hits
    first = [replace(hit, clause=first_leads(hit.clause)) for hit in hits[:1]]
    others = [
        replace(hit, clause=replace(hit.clause, parties=tuple(party.given(COOPERATE) for party in hit.clause.parties)))
        for hit in hits[1:]
    ]
    return [*first, *others]


def _in_cell(text: Text, table: Table, row: Row, label: str, cell: Cell) -> Found | None:
    """The bodies of a cell; the row is the evidence, with the cell where one cell serves several rows."""
    start, end = min(row.start, cell.start), max(row.end, cell.end)
    words = tables.words(text, cell) if cell.holes else list_words(text, cell.start, cell.end, cell=True)
    return read(text, start, end, words, default=tables.role(label, table.roles))
