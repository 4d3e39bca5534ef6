"""Tables of rows: Chinese headings, wrapped cells, a click on a row chooses it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from graph.spreadsheet import guarded
from graph.statements import digest
from queries.catalogue import get
from ui import console

Width = Literal["small", "medium", "large"] | int

ROW_HEIGHTS = {1: 35, 2: 66, 3: 88}
"""Pixels of a row by the lines it has room for; Streamlit wraps cells only in rows of more than 64."""


@dataclass(frozen=True)
class Column:
    """A column: the key in the rows, its heading, its width, and whether its values stay numbers."""

    key: str
    heading: str
    width: Width = "medium"
    number: bool = False


ROLE = Column("role", "角色", 80)
ITEM = Column("item", "事项", 240)
QUOTE = Column("quote", "原句", 340)
TITLE = Column("title", "文件", 200)
"""Columns that most tables have."""


def frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> pd.DataFrame:
    """The rows as a table of texts, and numbers where a column says so."""
    content = {
        column.heading: [row.get(column.key) if column.number else shown(row.get(column.key)) for row in rows]
        for column in columns
    }
    return pd.DataFrame(content)


_WIDTHS: dict[str, Width] = {column.key: column.width for column in (ROLE, ITEM, QUOTE, TITLE)}
_WIDTHS |= {"path": 220, "number": 60}
_WIDTH_OF_TYPE: dict[str, Width] = {"integer": 90, "number": 90, "flag": 90, "list": 200, "text": 160}


def columns_of(query: str) -> list[Column]:
    """The columns of a question of the catalogue that are for people, the sentence and its document last."""
    every = [column for column in get(query).columns if console.told(column.name) or column.name == "title"]
    ordered = sorted(every, key=lambda column: column.name in ("quote", "path", "title"))
    return [
        Column(
            column.name,
            column.caption.partition("：")[0].partition("，")[0],
            _WIDTHS.get(column.name, _WIDTH_OF_TYPE[column.type]),
            number=column.type in ("integer", "number"),
        )
        for column in ordered
    ]


def shown(value: object) -> str:
    """A value in one line: lists joined, flags as 是, white space of broken lines left out."""
    return " ".join(console.cell(value).split())


def written(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> bytes:
    """All rows as CSV: UTF-8 with a byte order mark, so that Excel reads it right; nothing in it is a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.heading for column in columns])
    writer.writerows([guarded(shown(row.get(column.key))) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def download(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], file: str) -> None:
    """A button that hands over all rows as a file."""
    st.download_button(
        f"下载 CSV（{len(rows)} 行）", lambda: written(rows, columns), file, on_click="ignore", key=f"download:{file}"
    )


def choose(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    key: str,
    height: int | None = None,
    lines: int = 2,
    on_choose: Callable[[int | None], None] | None = None,
) -> int | None:
    """Draw a table and give the index of the row that the user has clicked on, if any.

    Args:
        rows: any number; all are in the table.
        columns: in their order; those empty in every row are left out.
        key: name of the table on its page; with other rows it is another table, in which nothing is chosen.
        height: pixels; the table scrolls inside.
        lines: lines that a row has room for, from 1 to 3; longer cells open on a double click.
        on_choose: called before the rerun with the index of the row that was clicked on, None when it was let go.
    """
    filled = [column for column in columns if any(shown(row.get(column.key)) for row in rows)] or list(columns)
    name = f"{key}:{digest(*(sorted(map(str, row.items())) for row in rows))}"

    def told() -> None:
        if on_choose is not None:
            on_choose(_chosen(st.session_state[name].selection, len(rows)))

    chosen = st.dataframe(
        frame(rows, filled),
        key=name,
        hide_index=True,
        width="stretch",
        height=height or "auto",
        row_height=ROW_HEIGHTS[lines],
        column_config={column.heading: _config(column) for column in filled},
        on_select=told,
        selection_mode=["single-row", "single-cell"],
        placeholder="",
    )
    return _chosen(chosen.selection, len(rows))


def _config(column: Column) -> Any:
    if column.number:
        return st.column_config.NumberColumn(width=column.width)
    return st.column_config.TextColumn(width=column.width)


def _chosen(selection: Any, rows: int) -> int | None:
    picked = [*selection.get("rows", ()), *(cell[0] for cell in selection.get("cells", ()))]
    return picked[0] if picked and 0 <= picked[0] < rows else None
