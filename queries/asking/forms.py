"""The forms that an answer may have, each made of the rows of a question: a list, a number, pairs, the first ones.

`FORMS` names them as data/rules/intents.yaml does. A form gets the rows and what the intent says of it, and gives the
value and what the sentence may name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from graph.ontology import ontology
from queries.asking import bounds, ranks
from queries.asking.answer import Row, Value
from queries.asking.cite import cite
from queries.asking.made import Form, Made, column, made, unique, words
from queries.asking.names import Names
from queries.asking.orders import compared, rank_of, ranked
from queries.asking.reading import Reading
from queries.asking.written import figure, written_value

_ROLES = ("牵头", "负责", "配合", "指导", "联系")
_ONE_SENTENCE = 150
"""Projects no farther apart than this many characters are told of together."""
_SCALE = re.compile(r"(\d[\d.,]*(?:余|多)?[万亿]?(?:平方米|平方公里|公里|亩|张|套|座|台|米|吨|千瓦|兆瓦))")


_SEVERAL = 2
"""So many roles that a question names are what it asks for; a single one may be said by the way."""


def clauses(rows: Iterable[Row]) -> list[Row]:
    """One row a clause: the item's own before those of projects and lists that the same words name."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = (row["document"], row["start"], row["end"], row.get("role", ""))
        kept = found.get(key)
        if kept is None or (kept["item_kind"] not in ("事项", "章节") and row["item_kind"] in ("事项", "章节")):
            found[key] = row
    return list(found.values())


def _counted(values: list[Any], how: Mapping[str, Any], reading: Reading, count_name: str, list_name: str) -> Value:
    """A list; its number when only that is asked; both when both are."""
    asks_number = reading.has("数")
    asks_which = reading.has("哪", "列出", "包括", "谁")
    if asks_number and not asks_which:
        return len(values)
    if asks_number and how.get("both", False):
        return {count_name: len(values), list_name: values}
    return values


def list_of(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """The different values of a column."""
    if how.get("keep_city") is False and "本级" not in reading.text:
        rows = [row for row in rows if not row["place"].endswith("本级")]
    if "order" in how:
        rows = sorted(rows, key=lambda row: (row[how["order"]], row.get("order") or 0))
    found = unique(column(row, how["of"], names) for row in rows)
    if how.get("short"):
        found = _without_said(found, reading.text)
    value: Value = found
    if "as" in how:
        value = _counted(found, how, reading, how.get("count", "数量"), how["as"])
    return Made(value, len(found), words(found), {})


def _without_said(values: list[Any], question: str) -> list[Any]:
    """What tells several names apart: without the beginning and the end that all share and the question says."""
    begin = _shared([str(value) for value in values])
    end = _shared([str(value)[::-1] for value in values])[::-1]
    begin, end = (part if part in question and len(values) > 1 else "" for part in (begin, end))
    return [str(value).removeprefix(begin).removesuffix(end) for value in values]


def _shared(values: list[str]) -> str:
    """What all begin with."""
    return "".join(chars[0] for chars in takewhile(lambda chars: len(set(chars)) == 1, zip(*values, strict=False)))


def cites(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """The items, as people cite them; with the role behind where roles differ."""
    kept = clauses(row for row in rows if not row.get("inherited") and row.get("item_kind") != "议事协调机构")
    roles = {row.get("role", "") for row in kept}
    tell = bool(how.get("roles")) and len(roles) > 1
    found = unique(f"{cite(row)}({row['role']})" if tell else cite(row) for row in kept)
    value = _counted(found, {"both": True}, reading, how.get("count", "条数"), how.get("as", "事项"))
    return Made(value, len(found), words(found), {})


def by_role(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """The items by role, in the order of roles; of those roles only that the question names, where it names some."""
    kept = clauses(row for row in rows if not row.get("inherited") and row.get("item_kind") != "议事协调机构")
    value = {
        role: [cite(row) for row in kept if row["role"] == role] for role in ("牵头", "配合", "负责", "指导", "联系")
    }
    named = {role for role in value if reading.has(role)} if not reading.has("清单词", "角色词") else set()
    value = {role: items for role, items in value.items() if items and (role in named or len(named) < _SEVERAL)}
    told = "；".join(f"{role} {len(items)} 项：{words(items)}" for role, items in value.items())
    return Made(value, sum(map(len, value.values())), told, {})


def pairs(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """One column by another; several values of one key as a list."""
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    said, holds = bounds.asked(reading.text) if how.get("bounded") else ("", bounds.always)
    for row in rows:
        item = row[how["value"]]
        if not isinstance(item, list) and not holds(item):
            continue
        found[column(row, how["key"], names)].extend(item if isinstance(item, list) else [figure(item)])
    several = any(isinstance(row[how["value"]], list) and len(row[how["value"]]) > 1 for row in rows)
    value = {key: unique(items) for key, items in list(found.items())[: how.get("most")]}
    plain = {key: items if several or len(items) > 1 else items[0] if items else "" for key, items in value.items()}
    return made(plain or None, len(plain), 界=f"{said}的" if said else "")


def projects(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """The projects; with what they cost, or how large they are, where that is asked."""
    if not reading.has("投资"):
        return list_of(rows, {"of": how["key"]}, reading, names)
    told = [row for row in rows if row["amount"]]
    near = [row for row in rows if any(_together(row, other) for other in told)]
    costs = {row["project"]: row["amount"] or _scale(row) for row in near or rows}
    return made(costs, len(costs))


def _together(row: Row, other: Row) -> bool:
    return bool(row["document"] == other["document"] and abs(row["start"] - other["start"]) < _ONE_SENTENCE)


def _scale(row: Row) -> str:
    before = row["quote"].split(row["project"])[0]
    found = _SCALE.search(before)
    return f"{found[1]}（未写投资）" if found is not None else "未写明"


def by(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """A column by another; a plain list where there is only one key."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[str(row[how["key"]])].append(row[how["value"]])
    groups = {key: unique(items) for key, items in found.items()}
    asked = {key: items for key, items in groups.items() if any(year in key for year in reading.years)}
    groups = asked or groups
    if len(groups) == 1:
        only = next(iter(groups.values()))
        return Made(only, len(only), words(only), {})
    if all(re.fullmatch(r"\d{4}", key) for key in groups):
        groups = {f"{key}年": groups[key] for key in sorted(groups, reverse=True)}
    return made(dict(groups), len(groups))


def posts(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """Who holds the asked posts of a body; by post where several are asked."""
    asked = [_POSTS[tag] for token in reading.tokens for tag in token._.tags if tag in _POSTS]
    found: dict[str, list[str]] = {}
    for post in unique(asked):
        held = [row["party"] for row in rows if _is_post(post, row)]
        if held:
            found[post] = unique(held)
    if len(found) == 1:
        [(post, only)] = found.items()
        return Made(only, len(only), f"{post}是{words(only)}", {})
    value: Value = {post: holders[0] if len(holders) == 1 else holders for post, holders in found.items()}
    return Made(value or None, len(found), words(value), {})


_POSTS = {"召集": "召集人", "副召集": "副召集人"} | {
    post: post for post in ("组长", "副组长", "指挥长", "副指挥长", "第一副指挥长", "政委", "办公室主任")
}
"""Class of words of a question -> the post that they ask for."""


def _is_post(post: str, row: Row) -> bool:
    if row["post"]:
        return bool(row["post"] == post)
    return bool(row["role"] == post or (post in ("组长", "指挥长") and row["role"] == "召集人"))


def holders(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """Who holds a post: by the year that it is told of, where that differs."""
    people = unique(row["person"] for row in rows)
    years = {row["person"]: _year(row) for row in rows}
    if len(people) > 1 and len(set(years.values())) == len(people):
        value: Value = {
            f"{years[p]}年" if years[p] else "年份不详": p for p in sorted(people, key=lambda p: years[p], reverse=True)
        }
        return made(value, len(people))
    return Made(people, len(people), words(people), {})


def _year(row: Row) -> str:
    found = re.match(r"\d{4}", row.get("told_on") or "") or re.match(r"\d{4}", row.get("date") or "")
    return found.group() if found is not None else ""


def figures(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """The figure, a number; by place or by indicator where there are several."""
    key = "place" if len({row["place_id"] for row in rows}) > 1 else "indicator"
    value = {row[key]: figure(row["value"]) for row in rows}
    told = "；".join(f"{row[key]} {figure(row['value'])}{row['unit']}" for row in rows)
    if len(value) == 1:
        return Made(figure(rows[0]["value"]), 1, f" {figure(rows[0]['value'])}{rows[0]['unit']}", {})
    return Made(dict(value), len(value), told, {})


def numbers(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """How many clauses: in all, or in the roles that are asked for."""
    kept = clauses(row for row in rows if not row["inherited"] and row["item_kind"] != "议事协调机构")
    found = {role: sum(row["role"] == role for row in kept) for role in ("牵头", "配合", "负责")}
    asked = {role: found[role] for role in found if reading.has(role) and role in reading.text}
    if not asked or (
        reading.has("事词")
        and "，" not in reading.text
        and any(part.has("事词") and not part.has("牵头", "配合") for part in reading.clauses())
    ):
        asked = {"合计": len(kept), **asked}
    told = "，".join(f"{role} {number} 条" for role, number in {"合计": len(kept), **found}.items())
    value: Value = next(iter(asked.values())) if len(asked) == 1 else dict(asked)
    return Made(value, len(kept), told, {})


def plan_count(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """How many items, clauses or bodies a plan has; of the plan that is named, else of all."""
    plans = reading.named("方案")
    most = max(row["clauses"] for row in rows)
    main = next(row["document"] for row in rows if row["clauses"] == most)
    kept = [row for row in rows if row["document"] == main and row["clauses"]]
    if plans:
        kept = [row for row in rows if row["plan_id"] == plans[0].id]
    column, name = (
        ("clauses", "责任条款")
        if "条款" in reading.text
        else ("parties", "责任单位")
        if reading.has("单位词") and not reading.has("事词")
        else ("items", "事项")
    )
    value = sum(row[column] for row in kept)
    told = "；".join(f"{row['plan']} {row[column]}" for row in kept)
    return Made(value if kept else None, len(kept), f"{name}共 {value}（{told}）", {})


def targets(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """The values of indicators: a number where one is just that, else as the document writes it."""
    found: dict[str, Any] = {}
    for row in rows:
        found.setdefault(str(row["indicator"]), []).append(_target(row))
    value = {name: values[0] if len(set(map(str, values))) == 1 else unique(values) for name, values in found.items()}
    told = "；".join(f"{row['indicator']}{written_value(row)}" for row in {r["indicator"]: r for r in rows}.values())
    if len(value) == 1:
        only = next(iter(value.values()))
        return Made(only if isinstance(only, (list, int, float)) else [only], 1, told, {})
    return Made(dict(value), len(value), told, {})


def ranked_targets(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """The indicators at the asked places of the order by their values."""
    asked = ranks.asked(reading)
    found = ranks.chosen(rows, asked, lambda row: float(row["value"]))
    values = {row["indicator"]: written_value(row) for row in found}
    rank = asked.words.replace("多", "高").replace("少", "低")
    told = f"目标值{rank}的是{'、'.join(f'{name}（{value}）' for name, value in values.items())}"
    if len(values) == 1:
        [(name, value)] = values.items()
        return Made({"指标": name, "目标": value}, 1, told, {})
    return Made(dict(values), len(values), told, {})


def _target(row: Row) -> Any:
    return (
        figure(row["value"])
        if row["comparator"] in ("=", None) and row["unit"] not in ("%", "‰") and len(row["unit"] or "") == 1
        else written_value(row)
    )


def is_so(rows: Sequence[Row], how: Mapping[str, Any], reading: Reading, names: Names) -> Made:
    """That it is so."""
    return Made(["是"], len(rows), "是", {})


FORMS: Mapping[str, Form] = {
    "by": by,
    "by_role": by_role,
    "cites": cites,
    "figures": figures,
    "holders": holders,
    "list": list_of,
    "numbers": numbers,
    "plan_count": plan_count,
    "compared": compared,
    "pairs": pairs,
    "posts": posts,
    "projects": projects,
    "targets": targets,
    "ranked": ranked,
    "rank_of": rank_of,
    "is_so": is_so,
}
"""Every form by its name."""

assert set(_ROLES) <= {name for name, relation in ontology().relations.items() if relation.duty}
