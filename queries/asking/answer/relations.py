"""One end of any relation of the ontology, where the other is named; how many there are, and whether there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.cite import cite
from queries.asking.answer.world import World, unique, words
from queries.asking.answer.written import figure
from queries.asking.recall.resolving import items_meant
from queries.asking.understand.form import Condition, Form

_COLUMNS = {"from": "subject", "to": "object"}


def answer(form: Form, world: World) -> Answer | None:
    """The answer to a form about a relation; None where its words mean no item."""
    meant = _placed(form, world)
    if meant is None:
        return None
    asked, rows = world.ask(meant)
    names = unique(_name(row, form.find) for row in rows)
    if not names:
        return world.answer(form, asked, None, (), "", answered=False)
    value: Any = names
    match form.fold:
        case "count":
            value = len(names)
        case "exists":
            value = "是"
    told = f"有 {len(names)} 个：" if len(names) > 1 else ""
    return world.answer(form, asked, value, rows, f"{told}{words(_with_more(rows, form.find))}。")


def _placed(form: Form, world: World) -> Form | None:
    """The form with the items that its words mean."""
    about = next((c for c in form.where if c.kind == "about"), None)
    if about is None:
        return form
    items = items_meant(form, world.knowledge)
    end = "from" if form.find == "to" else "to"
    ids = Condition(end, tuple(place.id for place in items), about.name, of=items[0].kind if items else "")
    return replace(form, where=tuple(ids if c is about else c for c in form.where)) if items else None


def _name(row: Row, end: str) -> str:
    column = _COLUMNS[end]
    kind = str(row[f"{column}_kind"])
    if kind in ("事项", "章节"):
        return cite(
            {
                "item": row[column],
                "number": row[f"{column}_number"],
                "path": row[f"{column}_path"],
                "item_kind": kind,
            }
        )
    return str(row[column])


def _with_more(rows: Sequence[Row], end: str) -> list[str]:
    """The names with what the relation says besides."""
    found = []
    for row in rows:
        value = f"{figure(row['value'])}{row['unit']}" if row["value"] is not None else ""
        more = "，".join(str(part) for part in (row["post"], row["event"], value) if part)
        found.append(f"{_name(row, end)}（{more}）" if more else _name(row, end))
    return unique(found)
