"""Answers about coordinating bodies: members, posts, offices, and who has a task without being a member."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.world import World, chosen, unique, words
from queries.asking.understand.form import Condition, Form, Ranks
from queries.catalogue import get

_SET_UP = re.compile("(?:专班|指挥部|小组|联席会议|工作组)$")


def answer(form: Form, world: World) -> Answer | None:
    """The answer to a form about coordinating bodies; None where it has none."""
    if form.fold == "outsiders":
        return _outsiders(form, world)
    if form.find in ("人", "办公室"):
        return _posts(form, world)
    if form.find == "专班":
        return _groups(form, world) if form.fold != "most" else _largest(form, world)
    if form.fold == "most":
        return _busiest(form, world)
    if form.fold == "exists":
        return _is_member(form, world)
    return _members(form, world)


def _rows(form: Form, world: World, *kinds: str) -> tuple[Any, list[dict[str, Any]]]:
    """The rows of all groups that the form names; conditions of one kind are alternatives here."""
    kept = tuple(c for c in form.where if c.kind in kinds)
    called = tuple(c for c in form.where if c.kind == "called")
    asked, rows = world.ask(replace(form, where=(*called, *(kept if len(kept) == 1 else ()))))
    if len(kept) > 1:
        ids = {str(c.value) for c in kept}
        column = "workgroup_id" if kinds == ("group",) else "party_id"
        rows = [row for row in rows if row[column] in ids]
    return asked, rows


def _of(form: Form, kind: str) -> list[Condition]:
    return [c for c in form.where if c.kind == kind]


def _posts(form: Form, world: World) -> Answer | None:
    asked, rows = _rows(form, world, "group")
    if not _of(form, "group"):
        return _offices(form, asked, rows, world)
    names = {c.name for c in _of(form, "group")}
    found: dict[str, list[str]] = {}
    kept: list[Row] = []
    for post in form.asks:
        held = [row for row in rows if _is_post(post, row)]
        kept += held
        if held:
            found[post] = unique(row["raw"] if post == "办公室" else row["party"] for row in held)
    if len(found) < len(form.asks):
        return world.answer(form, asked, None, (), "", answered=False)
    if len(found) == 1:
        [(post, only)] = found.items()
        verb = "设在" if post == "办公室" else "是"
        return world.answer(form, asked, only, kept, f"“{'、'.join(sorted(names))}”的{post}{verb}{words(only)}。")
    value = {post: holders[0] if len(holders) == 1 else holders for post, holders in found.items()}
    return world.answer(form, asked, value, kept, f"“{'、'.join(sorted(names))}”：{words(value)}。")


def _is_post(post: str, row: Row) -> bool:
    if post == "办公室":
        return bool(row["role"] == "办公室")
    if row["role"] not in ("召集人", "副召集人", "任职"):
        return False
    if row["post"]:
        return bool(row["post"] == post)
    return bool(row["role"] == post or (post in ("组长", "指挥长") and row["role"] == "召集人"))


def _offices(form: Form, asked: Any, rows: Sequence[Row], world: World) -> Answer | None:
    """The same post or office of every group that has one."""
    [post] = form.asks if len(form.asks) == 1 else ("",)
    held = [row for row in rows if post and _is_post(post, row) and _is_plan_group(row)]
    if not held:
        return world.answer(form, asked, None, (), "", answered=False)
    found: dict[str, list[str]] = defaultdict(list)
    for row in held:
        found[row["workgroup"]].append(row["raw"] if post == "办公室" else row["party"])
    value = {group: unique(names) for group, names in found.items()}
    return world.answer(form, asked, value, held, f"{post}：{words(value)}。")


def _is_plan_group(row: Row) -> bool:
    return bool(_SET_UP.search(str(row["workgroup"])))


def _member_rows(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["role"] == "成员单位"]


def _members(form: Form, world: World) -> Answer | None:
    asked, rows = _rows(form, world, "group")
    members = _member_rows(rows)
    groups = _of(form, "group")
    if form.fold in ("map", "every"):
        return _across(form, asked, members, world)
    if len(groups) > 1:
        sets = [{row["party_id"] for row in members if row["workgroup_id"] == c.value} for c in groups]
        common = set.intersection(*sets)
        members = [row for row in members if row["party_id"] in common and row["workgroup_id"] == groups[0].value]
    elif not members:
        return world.answer(form, asked, None, (), "", answered=False)
    names = unique(row["raw"] for row in members if not row["generic"])
    value: Any = len(names) if form.fold == "count" else names
    told = f"成员单位有 {len(names)} 家：{words(names)}。" if names else "没有共同的成员单位。"
    return world.answer(form, asked, value, members, told)


def _across(form: Form, asked: Any, members: Sequence[Row], world: World) -> Answer | None:
    groups: dict[str, set[str]] = defaultdict(set)
    for row in members:
        if not row["generic"] and _is_plan_group(row):
            groups[row["workgroup"]].add(row["party_id"])
    if not groups:
        return world.answer(form, asked, None, (), "", answered=False)
    if form.fold == "map":
        value: Any = {group: len(ids) for group, ids in groups.items()}
        return world.answer(form, asked, value, members, f"成员单位数：{words(value)}。")
    common = set.intersection(*(ids for ids in groups.values() if len(ids) > 3))
    kept = [row for row in members if row["party_id"] in common]
    names = unique(world.show(row["party_id"]) for row in kept)
    return world.answer(form, asked, names, kept, f"每个专班都有的成员单位有 {len(names)} 家：{words(names)}。")


def _is_member(form: Form, world: World) -> Answer | None:
    asked, rows = world.ask(form)
    members = _member_rows(rows)
    [group], [party] = _of(form, "group"), _of(form, "party")
    told = f"“{party.name}”{'是' if members else '不是'}“{group.name}”的成员单位。"
    return world.answer(form, asked, "是" if members else "否", members, told)


def _groups(form: Form, world: World) -> Answer | None:
    parties = _of(form, "party")
    asked, rows = _rows(form, world, "party")
    if not parties:
        named = [row for row in rows if _is_plan_group(row)]
        names = unique(row["workgroup"] for row in named)
        value: Any = len(names) if form.fold == "count" else names
        return world.answer(form, asked, value, named, f"有 {len(names)} 个：{words(names)}。", answered=bool(names))
    if form.role:
        rows = [row for row in rows if row["role"] == form.role]
    held = [{row["workgroup_id"] for row in rows if row["party_id"] == c.value} for c in parties]
    common = set.intersection(*held)
    kept = [row for row in rows if row["workgroup_id"] in common]
    names = unique(row["workgroup"] for row in kept)
    if not names and len(parties) == 1:
        return world.answer(form, asked, None, (), "", answered=False)
    value = len(names) if form.fold == "count" else names
    told = f"有 {len(names)} 个专班：{words(names)}。" if names else "没有这样的专班。"
    return world.answer(form, asked, value, kept, told)


def _largest(form: Form, world: World) -> Answer | None:
    asked, rows = world.ask(form)
    counts: dict[str, set[str]] = defaultdict(set)
    for row in _member_rows(rows):
        if not row["generic"] and _is_plan_group(row):
            counts[row["workgroup"]].add(row["party_id"])
    best = chosen({group: float(len(ids)) for group, ids in counts.items()}, form.ranks or Ranks())
    shown = [{"专班": group, "家数": int(n)} for group, n in best.items()]
    value: Any = shown[0] if len(shown) == 1 else shown
    kept = [row for row in _member_rows(rows) if row["workgroup"] in best]
    return world.answer(form, asked, value, kept, f"{words(value)}。", answered=bool(shown))


def _busiest(form: Form, world: World) -> Answer | None:
    asked, rows = world.ask(form)
    counts: dict[str, set[str]] = defaultdict(set)
    for row in _member_rows(rows):
        if not row["generic"] and _is_plan_group(row):
            counts[row["party_id"]].add(row["workgroup"])
    best = chosen({party: float(len(groups)) for party, groups in counts.items()}, form.ranks or Ranks())
    names = [world.show(party) for party in best]
    number = int(next(iter(best.values()), 0))
    value = {"单位": names[0] if len(names) == 1 else names, "专班数": number}
    kept = [row for row in _member_rows(rows) if row["party_id"] in best]
    return world.answer(form, asked, value, kept, f"{words(value)}。", answered=bool(names))


def _outsiders(form: Form, world: World) -> Answer | None:
    """Who has a task in the plan of a group and is no member of it: a question of the catalogue, as 缺口 counts it."""
    [group] = _of(form, "group")
    query = get("outsiders")
    params = query.bind({"name": group.name})
    rows = [row for row in query.read(world.store, params).rows if row["via"] == "本身"]
    names = unique(world.show(row["agency_id"]) for row in rows)
    told = f"领了任务、却不在“{group.name}”成员单位名单里的有 {len(names)} 家：{words(names)}。"
    return Answer(
        question="", answered=True, value=names, text=told if names else "没有这样的单位。", query=query.name,
        cypher=query.text, params=params, rows=rows, files=world.knowledge.files, understood=form.say(), form=form,
    )  # fmt: skip
