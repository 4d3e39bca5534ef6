"""Projects: the lists that they stand in, where they are, what they cost, who builds them, their parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.world import World, holds, unique, words
from queries.asking.recall.passages import Subject, matched
from queries.asking.recall.subjects import subject
from queries.asking.understand.characters import pairs
from queries.asking.understand.form import Form
from queries.catalogue import get

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:余|多)?(亿|万)")
_SCALES = {"亿": 1e8, "万": 1e4}
_SCALE = re.compile(r"(\d[\d.,]*(?:余|多)?[万亿]?(?:平方米|平方公里|公里|亩|张|套|座|台|米|吨|千瓦|兆瓦))")
ALL_WORDS = 0.9
"""Least share of the words of `about` that a project must hold."""
_ONE_SENTENCE = 150
"""Projects no farther apart than this many characters are told of together."""


def yuan(amount: str) -> float | None:
    """An amount as a document writes it, in yuan; None where it has no figure."""
    match = _AMOUNT.search(amount or "")
    return float(match[1]) * _SCALES[match[2]] if match else None


def answer(form: Form, world: World) -> Answer | None:
    """The answer to a form about projects; None where it has none."""
    asked, found = world.ask(_plain(form))
    rows: list[Row] = list(found)
    if form.asks:
        return _of_one(form, asked, rows, world)
    bounds = [c for c in form.where if c.kind == "money"]
    rows = [row for row in rows if all(_keeps(row, c.op, float(c.value)) for c in bounds)]  # type: ignore[arg-type]
    rows = _about(form, _one_each(rows), world)
    if not rows:
        return world.answer(form, asked, None, (), "", answered=False)
    if form.fold == "most":
        return _dearest(form, asked, rows, world)
    if form.fold == "parts":
        value: Any = {row["project"]: row["parts"] for row in rows if row["parts"]}
        return world.answer(form, asked, value, rows, f"{words(value)}。", answered=bool(value))
    if bounds:
        value = {row["project"]: row["amount"] for row in rows}
        return world.answer(form, asked, len(value) if form.fold == "count" else value, rows, f"{words(value)}。")
    if form.fold == "costs_known":
        value = {row["project"]: row["amount"] for row in rows if row["amount"]}
        return world.answer(form, asked, value, rows, f"{words(value)}。", answered=bool(value))
    if form.fold == "costs":
        return _costs(form, asked, rows, world)
    if form.fold == "lists":
        listed = [row for row in rows if row["list"]]
        named = {row["project_id"]: row["project"] for row in listed}
        value = {name: unique(r["list"] for r in listed if r["project_id"] == id_) for id_, name in named.items()}
        return world.answer(form, asked, value, listed, f"{words(value)}。", answered=bool(value))
    names = unique(row["project"] for row in rows)
    value = len(names) if form.fold == "count" else names
    return world.answer(form, asked, value, rows, f"有 {len(names)} 个：{words(names)}。")


def _plain(form: Form) -> Form:
    return replace(form, where=tuple(c for c in form.where if c.kind != "money"))


def _keeps(row: Row, op: str, bound: float) -> bool:
    value = yuan(str(row["amount"]))
    return (
        value is not None and holds(op, value, bound) and not ("以上" in str(row["amount"]) and op in ("<", "<=", "="))
    )


def _about(form: Form, rows: Sequence[Row], world: World) -> list[Row]:
    """The rows that hold the words which they must be about, in their names, parts, goals or their section."""
    for condition in form.where:
        if condition.kind == "about":
            wanted = subject(str(condition.value), world.knowledge)
            rows = [row for row in rows if _holds(wanted, row, world)]
    return list(rows)


def _holds(wanted: Subject, row: Row, world: World) -> bool:
    own = (str(row["project"]), str(row["goal"]), *map(str, row["parts"]))
    held = frozenset(pair for text in own for pair in pairs(matched(text)))
    match = world.knowledge.passages.match(wanted, held)
    return bool(wanted) and match.covered >= ALL_WORDS and match.names


def _one_each(rows: Sequence[Row]) -> list[Row]:
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["project_id"], row["list"])
        if key not in found or (not found[key]["amount"] and row["amount"]):
            found[key] = row
    return list(found.values())


def _dearest(form: Form, asked: Any, rows: Sequence[Row], world: World) -> Answer:
    known = [(value, row) for row in rows if (value := yuan(str(row["amount"]))) is not None]
    if not known:
        return world.answer(form, asked, None, (), "", answered=False)
    most = max(value for value, _ in known)
    kept = [row for value, row in known if value == most]
    told: dict[str, Any] = {row["project"]: row["amount"] for row in kept}
    if len(kept) == 1:
        told = {"项目": kept[0]["project"], "投资": kept[0]["amount"]}
    return world.answer(form, asked, told, kept, f"写明的投资最大的是{words(told)}。")


def _costs(form: Form, asked: Any, rows: Sequence[Row], world: World) -> Answer:
    """Projects with what they cost, those told of in the same breath with how large they are."""
    told = [row for row in rows if row["amount"]]
    near = [row for row in rows if any(_together(row, other) for other in told)]
    value = {row["project"]: row["amount"] or _scale(row) for row in near or rows}
    return world.answer(form, asked, value, near or rows, f"{words(value)}。")


def _together(row: Row, other: Row) -> bool:
    return bool(row["document"] == other["document"] and abs(row["start"] - other["start"]) < _ONE_SENTENCE)


def _scale(row: Row) -> str:
    found = _SCALE.search(str(row["quote"]).split(str(row["project"]))[0])
    return f"{found[1]}（未写投资）" if found is not None else "未写明"


_OF_ONE = {
    "投资": ("project_amounts", "amount"),
    "地点": ("project_places", "place"),
    "清单": ("lists_of_project", "list"),
}


def _of_one(form: Form, asked: Any, rows: Sequence[Row], world: World) -> Answer | None:
    """What is asked of one project: by the questions of the catalogue, which also look at its parts and its whole."""
    ids = [str(c.value) for c in form.where if c.kind == "project"]
    if len(ids) != 1:
        return None
    found: dict[str, Any] = {}
    kept: list[Row] = []
    for ask in form.asks:
        if ask == "业主单位":
            mine, values = list(rows), unique(owner for row in rows for owner in row["owners"])
        else:
            name, column = _OF_ONE[ask]
            mine = list(get(name).read(world.store, {"project": ids[0]}).rows)
            values = unique(row[column] for row in mine)
        if values:
            found[ask] = values
            kept += mine
    if len(found) < len(form.asks):
        return world.answer(form, asked, None, (), "", answered=False)
    value: Any = found
    if len(found) == 1:
        value = next(iter(found.values()))
    else:
        value = {ask: values[0] if len(values) == 1 else values for ask, values in found.items()}
    return world.answer(form, asked, value, kept, f"{words(value)}。")
