"""The table inside Streamlit: an HTML table, a few lines of JavaScript without building.

Streamlit's own grid is a canvas: it prints only what is on the screen, a screen reader hears little of it, its menus
are in English, and the page does not learn how it is sorted. This one is a table, and the page sorts it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is drawn: its heading, pixels it gets at least, whether its values are numbers."""

    heading: str
    width: int
    number: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """How somebody looks at a table.

    Attributes:
        chosen: place of the chosen row in the rows as they were given; None where none is.
        sort: heading of the column that it is sorted by, with a minus before it where descending; empty as given.
        hidden: headings of the columns that are not shown.
    """

    chosen: int | None = None
    sort: str = ""
    hidden: frozenset[str] = frozenset()


def shown(key: str, before: Shown, token: str) -> Shown:
    """How the user of this session looks at a table.

    Args:
        key: name of the table in this session.
        before: how it is looked at until something is done to it.
        token: what stands for its rows; a choice among other rows is none.
    """
    import streamlit as st

    state: Any = st.session_state.get(key, {})
    return Shown(
        chosen=_chosen(state.get("chosen"), token, before.chosen),
        sort=_text(state.get("sort"), before.sort),
        hidden=_hidden(state.get("hidden"), before.hidden),
    )


# What comes from the browser is checked: anything unexpected counts as nothing said.


def _chosen(value: object, token: str, before: int | None) -> int | None:
    if not isinstance(value, str):
        return before
    of, _, at = value.partition(":")
    if of != token:
        return None if of else before
    return int(at) if at.isdecimal() else None


def _text(value: object, before: str) -> str:
    return value if isinstance(value, str) else before


def _hidden(value: object, before: frozenset[str]) -> frozenset[str]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return frozenset(value)
    return before


def table_view(
    label: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | float | None]],
    places: Sequence[int],
    *,
    key: str,
    token: str,
    now: Shown,
    told: str,
    height: int | float,
    lines: int,
    on_choose: Callable[[], None],
    shades: Sequence[Sequence[float]] = (),
) -> None:
    """Draw a table.

    Args:
        label: read out by screen readers.
        columns: all of them; those that `now` hides are offered.
        rows: a cell for each column, in the order to be seen.
        places: of each row, its place in the rows as they were given.
        key: name of the table in this session.
        token: what stands for its rows.
        now: how it is looked at.
        told: what the line above it says of the number of rows.
        height: pixels, or, up to 1, the share of the window below its top.
        lines: lines that a row has room for until it is chosen.
        on_choose: called before the rerun when a row was chosen or let go.
        shades: how strongly each cell is coloured, from 0 to 1; none for none.
    """
    _renderer()(
        key=key,
        data={
            "label": label,
            "columns": [[column.heading, column.width, column.number] for column in columns],
            "rows": [list(row) for row in rows],
            "places": list(places),
            "token": token,
            "chosen": -1 if now.chosen is None else now.chosen,
            "sort": now.sort,
            "hidden": sorted(now.hidden),
            "told": told,
            "height": height,
            "lines": lines,
            "shades": [list(row) for row in shades],
        },
        on_chosen_change=on_choose,
        on_sort_change=lambda: None,
        on_hidden_change=lambda: None,
    )


@cache
def _renderer() -> ComponentRenderer:
    import streamlit as st

    script, style = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("tableview.js", "tableview.css"))
    return st.components.v2.component("qiantou_table", html='<div class="qv"></div>', js=script, css=style)
