"""From indicators, and the tables that share them out, to JSON records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.statements import Document
from loaders.document import Record
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.headings import Headings
from loaders.page.outline import part_of
from loaders.page.text import Text
from loaders.targets.allotments import AllotmentTable
from loaders.targets.model import Target


def records(
    text: Text, document: Document, targets: Sequence[Target], tables: Sequence[AllotmentTable]
) -> Iterator[Record]:
    """One record for each target and for each table."""
    headings = Headings(text)
    for target in targets:
        yield _target(text, document, headings, target)
    for table in tables:
        yield _table(text, table)


def _target(text: Text, document: Document, headings: Headings, target: Target) -> Record:
    annex = part_of(target.node)
    path = headings.down_to(target.node)
    return {
        "kind": "target",
        "doc": text.file,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "upper": target.upper,
        "unit": target.unit,
        "scope": _name(target.scope) or document.region or None,
        "year": target.year,
        "year_told": target.is_year_told,
        "attachment": annex.number.rstrip(":") if annex is not None else None,
        "task_path": list(path if annex is None else path[1:]),
        "suspect": target.suspect,
        **text.evidence(target.start, target.end),
    }


def _name(scope: str | None) -> str | None:
    """The name of a region by its id; a park is called as it is."""
    region = gazetteer().region_by_id(scope or "")
    return region.name if region is not None else scope


def _table(text: Text, table: AllotmentTable) -> Record:
    """A table with its columns; each row with its total and one figure, or nothing, for each column."""
    rows = [
        {
            "group": row.group,
            "indicator": row.indicator,
            "unit": row.unit,
            "total": row.total.value if row.total is not None else None,
            "figures": [figure.value if figure is not None else None for figure in row.figures],
            **text.evidence(row.start, row.end),
        }
        for row in table.rows
    ]
    columns, evidence = [column.name for column in table.columns], text.evidence(table.start, table.end)
    return {"kind": "table", "doc": text.file, "columns": columns, "rows": rows, **evidence}
