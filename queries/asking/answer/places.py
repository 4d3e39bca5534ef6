"""Answers about industries, systems of industries, posts and documents."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.world import World, unique, words
from queries.asking.recall.passages import Passage, Subject, matched
from queries.asking.recall.subjects import subject
from queries.asking.understand.characters import pairs
from queries.asking.understand.form import Form

_LEADING = re.compile("^[省市县区州]?(?:委|政府|人大常委会|政协)$|人民政府$|委员会$")
"""The bodies that a region's own posts belong to: 常德市市长 is of its government."""
ALL_WORDS = 0.9
"""Least share of the words of a question that a title must hold."""
_ANY_HEAD = ("一把手", "负责人")


def industries(form: Form, world: World) -> Answer | None:
    """The industries of a place, by year where these differ; the places that have an industry."""
    asked, rows = world.ask(form)
    if not rows:
        return world.answer(form, asked, None, (), "", answered=False)
    if form.find == "地方":
        places = unique(row["place"] for row in rows)
        value: Any = len(places) if form.fold == "count" else places
        return world.answer(form, asked, value, rows, f"有 {len(places)} 个：{words(places)}。")
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[str(row["year"])].append(str(row["industry"]))
    value = _by_year(found)
    return world.answer(form, asked, value, rows, f"{words(value)}。")


def _by_year(found: dict[str, list[str]]) -> Any:
    if len(found) == 1:
        return unique(next(iter(found.values())))
    return {f"{year}年" if year else "年份不详": unique(found[year]) for year in sorted(found, reverse=True)}


def systems(form: Form, world: World) -> Answer | None:
    """The members of a system; by owner where several have one of that name."""
    asked, rows = world.ask(form)
    rows = [row for row in rows if row["member"]]
    owners: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        owners[str(row["owner"])].append(str(row["member"]))
    groups = {owner: unique(members) for owner, members in owners.items()}
    value: Any = next(iter(groups.values())) if len(groups) == 1 else groups
    return world.answer(form, asked, value or None, rows, f"包括：{words(value)}。", answered=bool(rows))


def posts(form: Form, world: World) -> Answer | None:
    """The posts of a person, or who holds a post of a body; by year where that differs."""
    post = next((str(c.value) for c in form.where if c.kind == "post"), "")
    region = any(c.kind == "region" for c in form.where)
    asked, rows = world.ask(replace(form, where=tuple(c for c in form.where if c.kind != "post")))
    if form.find == "职务":
        named = [row for row in rows if not row["unnamed"]]
        value: Any = unique(f"{row['body']}{row['post']}" for row in named)
        return world.answer(form, asked, value, named, f"{words(value)}。", answered=bool(value))
    held = [
        row
        for row in rows
        if not row["unnamed"] and _holds(row, post) and (not region or _LEADING.search(str(row["body"])))
    ]
    people = unique(row["person"] for row in held)
    years = {row["person"]: _year(row) for row in held}
    value = people
    if len(people) > 1 and len(set(years.values())) == len(people):
        order = sorted(people, key=lambda person: years[person], reverse=True)
        value = {f"{years[p]}年" if years[p] else "年份不详": p for p in order}
    return world.answer(form, asked, value, held, f"{words(value)}。", answered=bool(people))


def _holds(row: Row, word: str) -> bool:
    return any(_same(post, word) for post in re.split("[、，]", str(row["post"])))


def _same(post: str, word: str) -> bool:
    if post.startswith("副") != word.startswith("副"):
        return False
    return word in _ANY_HEAD or post.endswith(word) or (word.endswith(post) and len(post) > 1)


def _year(row: Row) -> str:
    found = re.match(r"\d{4}", str(row.get("told_on") or "")) or re.match(r"\d{4}", str(row.get("date") or ""))
    return found.group() if found is not None else ""


def _titled(wanted: Subject, row: Row, world: World) -> bool:
    held = frozenset(pairs(matched(f"{row['title']}{row['number']}{row['issuer']}")))
    return bool(wanted) and world.knowledge.passages.match(wanted, held).covered >= ALL_WORDS


_COLUMNS = {"日期": "date", "发文机关": "issuer", "文号": "number"}


def _saying(form: Form, asked: Any, rows: list[dict[str, Any]], said: str, world: World) -> Answer:
    """The documents with some words, each with the first sentence that has them."""
    wanted = matched(said)
    first: dict[str, Passage] = {}
    for passage in world.knowledge.passages.all:
        if passage.place.kind in ("事项", "章节", "文件") and not passage.title and wanted in matched(passage.words):
            known = first.get(passage.place.document)
            if known is None or passage.start < known.start:
                first[passage.place.document] = passage
    kept = [
        {
            **row,
            "quote": first[row["document"]].words,
            "start": first[row["document"]].start,
            "end": first[row["document"]].end,
        }
        for row in rows
        if row["document"] in first
    ]
    titles = [str(row["title"]) for row in kept]
    value: Any = len(titles) if form.fold == "count" else titles
    told = f"写到“{said}”的文件有 {len(titles)} 份：{words(titles)}。"
    return world.answer(form, asked, value, kept, told, answered=bool(kept))


def documents(form: Form, world: World) -> Answer | None:
    """The documents, how many, or what stands on one of them."""
    asked, rows = world.ask(form)
    for condition in form.where:
        if condition.kind == "said":
            return _saying(form, asked, rows, str(condition.value), world)
        if condition.kind == "about":
            wanted = subject(str(condition.value), world.knowledge)
            rows = [row for row in rows if _titled(wanted, row, world)]
    if not form.asks:
        titles = unique(row["title"] for row in rows)
        value: Any = len(rows) if form.fold == "count" else titles
        return world.answer(
            form, asked, value, rows, f"图谱里有 {len(rows)} 份文件：{words(titles)}。", answered=bool(rows)
        )
    value = unique(row[_COLUMNS[form.asks[0]]] for row in rows)
    return world.answer(form, asked, value, rows, f"{form.asks[0]}：{words(value)}。", answered=bool(value))
