"""Answers about an order: who has the most, who stands where in it, which of two has more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from queries.asking import ranks
from queries.asking.answer import Row, Value
from queries.asking.made import Made, column, unique, words
from queries.asking.names import Names
from queries.asking.reading import Reading
from queries.asking.written import figure

_THE_WHOLE_CITY = "市本级"
"""What falls to the city itself is in the table, but the city is none of the places that are compared."""


def ranked(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """The rows at the asked places of the order by a figure: one with its fields, or several by name.

    Rows without a figure are no part of the order.

    Args:
        rows: those of the question of the catalogue.
        how: `of`, the column of the figure, or one for each role that a question may name; `fields`, what an answer of
            one row has, its name first; where there are none, `key`; `single`, that 哪两家 asks for one row, a pair.
        reading: the question.
        names: how documents write names.
    """
    of, label = _of(how, reading)
    asked = ranks.asked(reading, single=how.get("single", False))
    found = ranks.chosen(_in_order(rows, of), asked, lambda row: float(row[of]))
    fields = {key: of if name == "figure" else name for key, name in how.get("fields", {"": how.get("key")}).items()}
    shown = [{key: column(row, name, names) for key, name in fields.items()} for row in found]
    name = next(iter(fields))
    figures = {words(one[name]): figure(row[of]) for one, row in zip(shown, found, strict=True)}
    units = [how.get("unit") or row.get("unit", "") for row in found]
    told = "、".join(f"{who}（{number} {unit}）" for (who, number), unit in zip(figures.items(), units, strict=False))
    value: Value = _joined(shown, name) if "fields" in how else figures
    if asked.last > asked.first:
        value = figures if reading.has("数") else list(figures)
    more = {key: "、".join(dict.fromkeys(words(one[key]) for one in shown)) for key in fields if key}
    return Made(value or None, len(found), told, {"名次": asked.words, "什么": label, **more})


def _of(how: Mapping[str, Any], reading: Reading) -> tuple[str, str]:
    """The column of the figure, and the role that it counts."""
    if isinstance(how["of"], str):
        return how["of"], ""
    return next(((name, role) for role, name in how["of"].items() if not role or reading.has(role)), ("", ""))


def _in_order(rows: Sequence[Row], of: str) -> list[Row]:
    return [row for row in rows if row[of] and _THE_WHOLE_CITY not in str(row.get("place", ""))]


def _joined(shown: list[dict[str, Any]], name: str) -> Value:
    """One row; of several that differ only in the name, the names as a list."""
    others = [{key: item for key, item in one.items() if key != name} for one in shown]
    if len(shown) > 1 and all(other == others[0] for other in others):
        return {name: unique(one[name] for one in shown), **others[0]}
    return shown[0] if len(shown) == 1 else shown


def rank_of(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """Where the one that the question names (`this`, its ids) stands in the order, the greatest first."""
    of, label = _of(how, reading)
    own = next((row for row in rows if row[how["id"]] in how["this"] and row[of]), None)
    if own is None:
        return Made(None, 0, "", {})
    others = _in_order(rows, of)
    at, even = ranks.place(others, float(own[of]), lambda row: float(row[of]))
    number = figure(own[of])
    told = f"第 {at}{'（并列）' if even > 1 else ''}，{number} {how.get('unit') or own.get('unit', '')}"
    value = {"排名": at, label or how["as"]: number}
    return Made(value, 1, told, {"个数": str(len(others)), "什么": label})


def compared(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """Which of those that the question names has more, with the figures of all."""
    of, label = _of(how, reading)
    figures = {column(row, how["key"], names): figure(row[of]) for row in sorted(rows, key=lambda row: -row[of])}
    if len(figures) < 2:
        return Made(None, 0, "", {})
    most = [name for name, number in figures.items() if number == max(figures.values())]
    told = "，".join(f"{name} {number} {how['unit']}" for name, number in figures.items())
    first = "一样多" if len(most) > 1 else most[0]
    ends = "一样多" if len(most) > 1 else f"{most[0]}更多"
    return Made({"更多": first, **figures}, len(figures), f"{told}，{ends}", {"什么": label})
