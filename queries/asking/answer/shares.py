"""Figures that a table shares out to regions and zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.world import World, chosen, unique, words
from queries.asking.answer.written import figure
from queries.asking.recall.views import Asked
from queries.asking.understand.form import Condition, Form, Ranks
from queries.catalogue import get

_THE_WHOLE_CITY = "市本级"
"""What falls to the city itself is in the table, but the city is none of the places that are compared."""


def answer(form: Form, world: World) -> Answer | None:
    """The answer to a form about shares; None where it has none."""
    match form.find:
        case "没有任务的地方":
            return _without(form, world)
        case "任务":
            return _of_place(form, world)
    if form.fold in ("most", "rank"):
        return _ordered(form, world)
    asked, found = world.ask(form)
    rows: list[Row] = list(found)
    if form.find == "地方":
        rows = _compared_places(rows) if any(c.kind == "amount" for c in form.where) else rows
        names = unique(row["place"] for row in rows)
        value: Any = {row["place"]: figure(row["value"]) for row in rows} if form.figures else names
        if form.fold == "count":
            value = len(names)
        return world.answer(
            form, asked, value, rows, f"{_told(rows) or '没有'}。", answered=bool(rows) or _bounded(form)
        )
    if form.fold == "compare":
        figures = {row["place"]: figure(row["value"]) for row in rows}
        if len(figures) < 2:
            return world.answer(form, asked, None, (), "", answered=False)
        most = [place for place, n in figures.items() if n == max(figures.values())]
        first = most[0] if len(most) == 1 else "一样多"
        return world.answer(
            form, asked, {"更多": first, **figures}, rows, f"{_told(rows)}，{first}{'更多' if len(most) == 1 else ''}。"
        )
    if not rows:
        return world.answer(form, asked, None, (), "", answered=False)
    asked_for = {id_ for c in form.where if c.kind == "place" for id_ in c.value}  # type: ignore[union-attr]
    if len(asked_for) > len({row["place_id"] for row in rows}):
        # A table that has no figure for one of them: told by itself it would be taken for that of both.
        return world.answer(form, asked, None, (), "", answered=False)
    if form.asks:
        return _of_all(form, asked, rows, world)
    if len({row["indicator_id"] for row in rows}) > 1:
        return world.answer(form, asked, _by_indicator(rows), rows, f"{_told(rows)}。")
    if len({row["place_id"] for row in rows}) == 1 and len(rows) == 1:
        return world.answer(form, asked, figure(rows[0]["value"]), rows, f"{_told(rows)}。")
    return world.answer(form, asked, {row["place"]: figure(row["value"]) for row in rows}, rows, f"{_told(rows)}。")


def _by_indicator(rows: Sequence[Row]) -> dict[str, Any]:
    """The figures of several indicators, each under its name; of several places under the place besides."""
    if len({row["place_id"] for row in rows}) == 1:
        return {row["indicator"]: figure(row["value"]) for row in rows}
    found: dict[str, Any] = {}
    for row in rows:
        found.setdefault(row["place"], {})[row["indicator"]] = figure(row["value"])
    return found


def _of_all(form: Form, asked: Asked, rows: Sequence[Row], world: World) -> Answer | None:
    """What falls to places beside what falls to all, and which part of it that is."""
    totals = {row["indicator_id"]: row["total"] for row in rows}
    total, own = sum(n or 0 for n in totals.values()), sum(row["value"] for row in rows)
    if not all(totals.values()) or len({row["unit"] for row in rows}) > 1:
        return None
    several = len(totals) > 1
    value: dict[str, Any] = _by_indicator(rows) if several else {row["place"]: figure(row["value"]) for row in rows}
    value["全市"] = figure(total)
    together = f"，合计 {figure(own)}{rows[0]['unit']}" if several else ""
    told = f"{_told(rows)}{together}，全市 {figure(total)}{rows[0]['unit']}"
    if form.asks == ("占比",):
        value["占比"] = f"{own / total:.1%}"
        told = f"{told}，占 {value['占比']}"
    return world.answer(form, asked, value, rows, f"{told}。")


def _bounded(form: Form) -> bool:
    return any(c.kind == "amount" for c in form.where)


def _told(rows: Sequence[Row]) -> str:
    return "；".join(f"{row['place']}{row['indicator']} {figure(row['value'])}{row['unit']}" for row in rows)


def _compared_places(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if _THE_WHOLE_CITY not in str(row["place"])]


def _ordered(form: Form, world: World) -> Answer | None:
    places = [c for c in form.where if c.kind == "place"]
    asked, rows = world.ask(replace(form, where=tuple(c for c in form.where if c.kind != "place")))
    order = [row for row in _compared_places(rows) if row["value"]]
    if form.fold == "rank":
        ids = {id_ for c in places for id_ in c.value}  # type: ignore[union-attr]
        own = next((row for row in order if row["place_id"] in ids), None)
        if own is None:
            return world.answer(form, asked, None, (), "", answered=False)
        values = [row["value"] for row in order]
        at = 1 + sum(value > own["value"] for value in values)
        even = "（并列）" if values.count(own["value"]) > 1 else ""
        own_place = f"{own['place']}排第 {at}{even}，{figure(own['value'])}{own['unit']}"
        told = f"有这项任务的地区和园区有 {len(order)} 个，{own_place}。"
        return world.answer(form, asked, {"排名": at, "任务": figure(own["value"])}, [own], told)
    ranks = form.ranks or Ranks()
    kept = []
    for indicator in dict.fromkeys(row["indicator_id"] for row in order):
        own_figures = {at: float(r["value"]) for at, r in enumerate(order) if r["indicator_id"] == indicator}
        kept += [order[at] for at in chosen(own_figures, ranks)]
    if len({row["indicator_id"] for row in kept}) > 1:
        each: dict[str, Any] = {}
        for row in kept:
            each.setdefault(row["indicator"], {})[row["place"]] = figure(row["value"])
        return world.answer(form, asked, each, kept, f"任务数{ranks.words}的是{_told(kept)}。")
    figures = {row["place"]: figure(row["value"]) for row in kept}
    value: Any = figures if form.figures or ranks.first == ranks.last else list(figures)
    return world.answer(form, asked, value, kept, f"任务数{ranks.words}的是{_told(kept)}。", answered=bool(kept))


def _without(form: Form, world: World) -> Answer | None:
    """The places of the table that have no share: a question of the catalogue."""
    [indicator] = [c for c in form.where if c.kind == "indicator"]
    query = get("places_without_share")
    params = query.bind({"indicator": str(indicator.value)})
    rows = _compared_places(query.read(world.store, params).rows)
    names = unique(row["place"] for row in rows)
    told = f"没有“{indicator.name}”任务的有 {len(names)} 个：{words(names)}。" if names else "各地都有这项任务。"
    return Answer(
        question="", answered=True, value=len(names) if form.fold == "count" else names, text=told, query=query.name,
        cypher=query.text, params=params, rows=rows, files=world.knowledge.files, understood=form.say(), form=form,
    )  # fmt: skip


def _of_place(form: Form, world: World) -> Answer | None:
    """All that a place has to do; with `most`, only those of which no other place has more (or less)."""
    [place] = [c for c in form.where if c.kind == "place"]
    asked, rows = world.ask(form if form.fold != "top" else replace(form, where=()))
    own = [row for row in rows if row["place_id"] in place.value]  # type: ignore[operator]
    if not own:
        return world.answer(form, asked, None, (), "", answered=False)
    if form.fold != "top":
        value: Any = {_label(row, own): figure(row["value"]) for row in own}
        if form.fold == "count":
            value = len(own)
        return world.answer(form, asked, value, own, f"{_told(own)}。")
    least = bool(form.ranks and form.ranks.least)
    kept = []
    for row in own:
        column = [r["value"] for r in _compared_places(rows) if r["indicator_id"] == row["indicator_id"]]
        if row["value"] == (min(column) if least else max(column)):
            kept.append(row)
    value = [row["indicator"] for row in kept]
    return world.answer(form, asked, value, kept, f"{_told(kept) or '没有'}。")


def _label(row: Row, rows: Sequence[Row]) -> str:
    same = [other for other in rows if other["indicator"] == row["indicator"]]
    return str(row["indicator"]) if len(same) == 1 else f"{row['indicator']}({row['unit']})"


__all__ = ["Condition", "answer"]
