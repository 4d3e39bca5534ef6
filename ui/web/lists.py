"""Tables of rows: a click on a row chooses it, one on a heading sorts; what is seen can be passed on and saved."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd
import streamlit as st

from graph.spreadsheet import guarded
from graph.statements import digest
from graph.store import Row
from queries.asking.recall.views import asked
from ui import console, tableview
from ui.tableview import Shown, table_view
from ui.web import links, resources

Width = Literal["small", "medium", "large"] | int

WINDOW, WITH_EVIDENCE = 1.0, 0.55
"""Heights of tables: down to the lower edge of the window; with room for a sentence below."""

MOST = 5000
"""Rows that a table of a page holds."""

FIRST = 200
"""Rows that a long answer begins with: the engine makes no others until somebody wants them."""

_LOOKED = 400


@dataclass(frozen=True)
class Column:
    """A column: the key in the rows, its heading, its width, and whether its values stay numbers."""

    key: str
    heading: str
    width: Width = "medium"
    number: bool = False


@dataclass(frozen=True)
class Begun:
    """The first rows of a long answer.

    Attributes:
        rows: these.
        total: how many there are in all.
        every: asks for all of them.
    """

    rows: list[Row]
    total: int
    every: Callable[[], list[Row]]


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
    """The columns of a question of the catalogue or a view that are for people, the sentence and its document last."""
    every = [column for column in asked(query).columns if console.told(column.name) or column.name == "title"]
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


def download(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    file: str,
    *,
    table: str = "",
    begun: Begun | None = None,
) -> None:
    """A button that hands over the rows as a file, sorted and with the columns as a table of the page shows them.

    Args:
        rows: as the table was given them.
        columns: likewise.
        file: its name.
        table: name of the table on its page; without one, rows and columns as given.
        begun: where the table holds but the first rows: all of them are handed over.
    """
    now = _now(table, rows) if table else Shown()
    wanted = [column for column in columns if column.heading not in now.hidden]

    def write() -> bytes:
        every = rows if begun is None else begun.every()
        return written([every[at] for at in order(every, columns, now.sort)], wanted)

    st.download_button(
        f"下载 CSV（{len(rows) if begun is None else begun.total} 行）",
        write,
        file,
        on_click="ignore",
        key=f"download:{file}",
    )


def order(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], sort: str) -> list[int]:
    """The places of rows as sorted by a column: numbers by size, texts by their characters, empty cells last.

    Args:
        rows: any number.
        columns: among them the one that it is sorted by.
        sort: its heading, with a minus before it for descending; anything else leaves the rows as they are.
    """
    by = next((column for column in columns if column.heading == sort.removeprefix("-")), None)
    places = list(range(len(rows)))
    if by is None:
        return places
    cells = [rows[at].get(by.key) if by.number else shown(rows[at].get(by.key)) for at in places]
    filled = [at for at in places if cells[at] not in (None, "")]
    filled.sort(key=lambda at: cells[at], reverse=sort.startswith("-"))  # type: ignore[arg-type, return-value]
    return [*filled, *(at for at in places if cells[at] in (None, ""))]


def begun(query: str, key: str, /, **values: object) -> Begun:
    """The rows of a question of the catalogue for a table of the page: the first ones, and all of them once it is
    sorted or somebody asks for the rest.

    Args:
        query: its name.
        key: name of the table on its page; its address says how it is looked at.
        values: the question's.
    """
    every = resources.later(query, **values)
    if not (tableview.shown(key, Shown(sort=links.given("sort")), "").sort or links.given("rows") == WHOLE):
        page = resources.ask_first(query, FIRST, **values)
        return Begun(page.result.rows, page.total, every)
    rows = resources.ask(query, **values)
    return Begun(rows, len(rows), every)


def choose_of(found: Begun, columns: Sequence[Column], *, key: str, file: str, height: float = WINDOW) -> int | None:
    """Draw a long answer as the main table of a page, with what hands over all of it; says so where rows are left out.

    Args:
        found: the rows.
        columns: as `choose`.
        key: name of the table on its page.
        file: name of the file with all rows.
        height: as `choose`.
    """
    cut = len(found.rows) < found.total
    told = f"共 {found.total:,} 行，先列出前 {len(found.rows):,} 行；按列排序时取全部" if cut else ""
    picked = choose(found.rows, columns, key=key, told=told, height=height, address=True)
    with st.container(horizontal=True):
        download(found.rows, columns, file, table=key, begun=found)
        if cut:
            st.button("列出全部", on_click=links.note, kwargs={"rows": WHOLE}, key=f"{key}:rest")
    return picked


WHOLE = "all"
"""What the address says under `rows` where all are wanted."""


def choose(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    key: str,
    label: str = "",
    told: str = "",
    height: float = WINDOW,
    lines: int = 2,
    address: bool = False,
    on_choose: Callable[[int | None], None] | None = None,
    shade: Callable[[Mapping[str, Any]], Mapping[str, float]] | None = None,
) -> int | None:
    """Draw a table and give the index of the row that the user has clicked on, if any.

    Args:
        rows: any number; the first `MOST` are in the table, and it says so.
        columns: in their order; those empty in every row are left out.
        key: name of the table on its page; among other rows nothing is chosen.
        label: what the table is, for screen readers and in the line above it.
        told: what that line says instead of label and number of rows.
        height: pixels, or, up to 1, the share of the window below its top; the table scrolls inside.
        lines: lines that a row has room for until it is chosen.
        address: whether the address says how the table is looked at, so that it can be passed on; for the main table.
        on_choose: called before the rerun with the index of the row that was clicked on, None when it was let go.
        shade: how strongly cells of a row are coloured: key of the column -> from 0 to 1.
    """
    filled = [column for column in columns if any(shown(row.get(column.key)) for row in rows)] or list(columns)
    now = _now(key, rows, address=address)
    places = order(rows, filled, now.sort)[:MOST]
    table_view(
        label or "表",
        [tableview.Column(column.heading, _pixels(column.width), column.number) for column in filled],
        [_cells(rows[at], filled) for at in places],
        places,
        key=key,
        token=_token(rows),
        now=now,
        told=(told or f"{label}　共 {len(rows):,} 行".strip()) + _cut(len(rows)),
        height=height,
        lines=lines,
        on_choose=lambda: on_choose(_now(key, rows).chosen) if on_choose else None,
        shades=[[shade(rows[at]).get(column.key, 0) for column in filled] for at in places] if shade else (),
    )
    if address:
        _note(now)
    return now.chosen


def _note(now: Shown) -> None:
    """Write into the address how a table is looked at."""
    row = "" if now.chosen is None else str(now.chosen + 1)
    links.note(sort=now.sort, hide=",".join(sorted(now.hidden)), row=row)


def _now(key: str, rows: Sequence[Mapping[str, Any]], *, address: bool = False) -> Shown:
    """How a table is looked at: as the user of this session does, at first as the address says."""
    before = Shown()
    if address:
        row = links.given("row")
        hidden = frozenset(part for part in links.given("hide").split(",") if part)
        before = Shown(int(row) - 1 if row.isdecimal() else None, links.given("sort"), hidden)
    now = tableview.shown(key, before, _token(rows))
    return now if now.chosen is not None and 0 <= now.chosen < len(rows) else replace(now, chosen=None)


def _token(rows: Sequence[Mapping[str, Any]]) -> str:
    """What stands for rows; of very many, their number and some of them are looked at."""
    looked = rows if len(rows) <= _LOOKED else [*rows[: _LOOKED // 2], *rows[-_LOOKED // 2 :]]
    return digest(len(rows), *(sorted(map(str, row.items())) for row in looked))


def _cut(number: int) -> str:
    return f"，列出前 {MOST:,} 行；可筛选，或下载全部" if number > MOST else ""


def _cells(row: Mapping[str, Any], columns: Sequence[Column]) -> list[str | float | None]:
    return [row.get(column.key) if column.number else shown(row.get(column.key)) for column in columns]


def _pixels(width: Width) -> int:
    return width if isinstance(width, int) else {"small": 90, "medium": 160, "large": 320}[width]
