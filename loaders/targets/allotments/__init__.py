"""Tables that give each region its share of an indicator, whatever their form, every figure in its column."""

from __future__ import annotations

from itertools import chain

from loaders.page.text import Text
from loaders.targets.allotments import grid, lines, markup
from loaders.targets.allotments.model import AllotmentTable, Column, Figure, Row

__all__ = ["AllotmentTable", "Column", "Figure", "Row", "find"]


def find(text: Text) -> list[AllotmentTable]:
    """Every table of figures by indicator and region, in the order of the text."""
    found = [table for cells in markup.marked(text) if (table := grid.table(cells)) is not None]
    written = (grid.table(cells) for cells in chain(markup.html(text), markup.markdown(text)))
    found.extend(table for table in written if table is not None and not text.in_table(table.start))
    found.extend(
        table
        for table in lines.tables(text)
        if not any(other.start < table.end and table.start < other.end for other in found)
    )
    return sorted(found, key=lambda table: table.start)
