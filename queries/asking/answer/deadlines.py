"""What is due by when, how often, when something is to be done, and what has no deadline.

An item counts once, however many deadlines it has. A stretch of time (年内, 2023年) is no day to be done by: what has
only that is told beside the list and not counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.cite import cite
from queries.asking.answer.world import World, chosen, unique, words
from queries.asking.recall.resolving import items_meant
from queries.asking.understand.form import Condition, Form, Ranks, chinese_day

_STRETCH = re.compile(r"(?:(?:19|20)\d\d年度?|[今本当全]年|年内|全年)")
"""Words that name a stretch of time and no day in it."""
_ROLES = {"牵头": "leads", "配合": "cooperators", "负责": "responsible"}


def answer(form: Form, world: World) -> Answer | None:
    """The answer to a form about deadlines; None where the words mean no item that has one."""
    if form.find == "时间":
        return _when(form, world)
    asked, found = world.ask(form)
    bounded = any(c.kind == "until" for c in form.where)
    items = [row for row in found if row["item_kind"] == "事项"]
    rows = [row for row in items if not (bounded and _is_stretch(row))]
    note = _beside([row for row in items if not _counted(row, rows)], "只写了年份，没有写到哪一天")
    note += _beside([row for row in found if row not in items], "写在标题下，不属于哪个事项")
    if form.fold == "most":
        return _soonest(form, asked, rows, world)
    if form.find == "单位":
        return _bodies(form, asked, rows, world, note)
    cited = unique(map(cite, rows))
    if not rows and form.fold != "exists":
        none = world.answer(form, asked, None, (), "", answered=False)
        return replace(none, text=f"文件未写明。{form.say()}：没有找到。{note}")
    told = (
        f"有 {len(cited)} 项：{words([_told(row) for row in _once(rows)])}。{note}"
        if rows
        else f"没有这样的事项。{note}"
    )
    value: Any = cited
    match form.fold:
        case "count":
            value = len(cited)
        case "exists":
            value = "是" if cited else "否"
    return world.answer(form, asked, value, rows, told)


def undated(form: Form, world: World) -> Answer | None:
    """The items with bodies and without a deadline, or how many."""
    asked, rows = world.ask(form)
    cited = unique(map(cite, rows))
    value: Any = len(cited) if form.fold == "count" else cited
    told = f"没有写明时限的事项有 {len(cited)} 项：{words(cited)}。" if rows else "没有这样的事项。"
    return world.answer(form, asked, value, rows, told)


def _beside(rows: Sequence[Row], why: str) -> str:
    """What is not counted, and why."""
    cited = unique(map(cite, rows))
    return f"（另有 {len(cited)} 项{why}，未计入：{words(cited)}。）" if cited else ""


def _is_stretch(row: Row) -> bool:
    return _STRETCH.fullmatch(str(row["words"])) is not None


def _counted(row: Row, rows: Sequence[Row]) -> bool:
    return any(row["item_id"] == other["item_id"] for other in rows)


def _once(rows: Sequence[Row]) -> list[Row]:
    return list({row["item_id"]: row for row in reversed(rows)}.values())[::-1]


def _told(row: Row) -> str:
    day = f"，即{chinese_day(str(row['until']))}" if row["computed"] and row["until"] else ""
    return f"{cite(row)}（{row['words']}{day}）"


def _bodies_of(row: Row, role: str) -> list[str]:
    """The bodies of a role; where none is asked for, those who lead, else those who answer."""
    return list(row[_ROLES[role]] if role in _ROLES else row["leads"] or row["responsible"])


def _bodies(form: Form, asked: Any, rows: Sequence[Row], world: World, note: str) -> Answer:
    names = unique(world.show(body) for row in rows for body in _bodies_of(row, form.role))
    value: Any = len(names) if form.fold == "count" else names
    return world.answer(form, asked, value, rows, f"有 {len(names)} 家：{words(names)}。{note}", answered=bool(names))


def _soonest(form: Form, asked: Any, rows: Sequence[Row], world: World) -> Answer:
    days = sorted({str(row["until"]) for row in rows})
    ranks = form.ranks or Ranks(least=True)
    best = chosen({day: float(day.replace("-", "")) for day in days}, ranks)
    kept = [row for row in rows if row["until"] in best]
    if form.find == "单位":
        kept = [row for row in kept if _bodies_of(row, form.role)]
        value: Any = unique(world.show(body) for row in kept for body in _bodies_of(row, form.role))
    else:
        value = unique(map(cite, kept))
    day = "、".join(chinese_day(day) for day in best)
    end = "早" if ranks.least else "晚"
    told = f"时限最{end}的是{words(value)}，{day}：{words([_told(row) for row in _once(kept)])}。"
    return world.answer(form, asked, value, kept, told, answered=bool(value))


def _when(form: Form, world: World) -> Answer | None:
    """When the item that the words mean is to be done."""
    items = items_meant(form, world.knowledge)
    if not items:
        return None
    ids = Condition("items", tuple(place.id for place in items), items[0].name)
    own = replace(form, where=(ids, *(c for c in form.where if c.kind != "about")))
    asked, rows = world.ask(own)
    if not rows:
        return None
    by_item: dict[str, list[str]] = {}
    for row in rows:
        by_item.setdefault(cite(row), []).append(str(row["words"]))
    value: Any = {item: unique(told) for item, told in by_item.items()}
    if len(value) == 1:
        value = next(iter(value.values()))
    found = world.answer(form, asked, value, rows, f"{'；'.join(_told(row) for row in rows)}。")
    return replace(found, understood=f"{form.say()}（事项：{'、'.join(unique(map(cite, rows)))}）")
