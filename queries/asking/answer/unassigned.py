"""Items for which no document names anybody."""

from __future__ import annotations

from typing import Any

from queries.asking.answer.answer import Answer
from queries.asking.answer.cite import cite
from queries.asking.answer.world import World, unique, words
from queries.asking.understand.form import Form


def answer(form: Form, world: World) -> Answer | None:
    """The items, or how many."""
    asked, rows = world.ask(form)
    cited = unique(cite(row) for row in rows)
    value: Any = len(rows) if form.fold == "count" else cited
    told = f"没有写明责任单位的事项有 {len(rows)} 项：{words(cited)}。" if rows else "没有这样的事项。"
    return world.answer(form, asked, value, rows, told)
