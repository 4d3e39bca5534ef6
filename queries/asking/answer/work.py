"""Who does a piece of work: the words are held against every sentence; the best tells which item or project is meant.

Its own clause answers, else that of the item or list that it belongs to. Never counts, lists, negations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.ontology import ontology
from queries.asking.answer.answer import NOT_ANSWERED, UNKNOWN, Answer, Row
from queries.asking.answer.cite import cite
from queries.asking.answer.world import World, unique, words
from queries.asking.recall.passages import Match, Place
from queries.asking.recall.resolving import trusted, years_agree
from queries.asking.recall.subjects import subject
from queries.asking.understand.form import Condition, Form
from queries.catalogue import get

_KINDS = ("事项", "章节", "项目", "项目清单")
ROLES = ontology().duties
"""The roles that answers tell, the lead first."""
_NEAR = 0.04
"""Scores that differ by no more than this are told as other ways to understand the question."""
_FAR = 0.12
"""A place without a clause that covers so much more of the question is what it means: nobody is named for it."""
GOAL = "目标"


@dataclass(frozen=True)
class Found:
    """What a question is about: the place, the sentence that says so, and the rows that say who answers for it."""

    match: Match
    rows: Sequence[Row]


def answer(form: Form, world: World) -> Answer | None:
    """The answer to who does a piece of work; None where the words mean none."""
    said = next((str(c.value) for c in form.where if c.kind == "about"), "")
    found, others = find(said, world)
    if found is None:
        return None
    bodies = [c for c in form.where if c.kind == "has"]
    if bodies:
        return _of_bodies(form, bodies, found, world)
    if form.without:
        found = replace(found, rows=[row for row in found.rows if row["agency_id"] not in form.without])
    return _answer(form, found, others, world)


def _of_bodies(form: Form, bodies: Sequence[Condition], found: Found, world: World) -> Answer | None:
    """Which part the bodies that a question names have in a piece of work, or whether they have one."""
    if not found.rows:
        return None
    found = replace(found, rows=_said_by(form, found, world))
    ids = {str(c.value) for c in bodies}
    own = [row for row in found.rows if row["agency_id"] in ids]
    roles = {
        name: unique(row["role"] for row in own if row["agency_id"] == c.value) for c in bodies for name in [c.name]
    }
    item = _cited(found.match.place)
    told = "；".join(f"{name}：{words(mine) or '不在责任单位中'}" for name, mine in roles.items())
    asked = [ask for ask in form.asks if ask in ROLES]
    held = {row["agency_id"] for row in own if not asked or row["role"] in asked}
    value: Any = (
        ("是" if ids <= held else "否") if form.fold == "exists" else unique(r for mine in roles.values() for r in mine)
    )
    if form.fold != "exists" and len(bodies) > 1:
        value = roles
    query = get("item_parties")
    return Answer(
        question="", answered=bool(value), value=value or None, text=f"“{item}”：{told}。", query=query.name,
        cypher=query.text, params={"item": found.rows[0]["item_id"]}, rows=own or list(found.rows),
        files=world.knowledge.files, understood=f"{form.say()}（事项：{item}）", form=form,
    )  # fmt: skip


def find(said: str, world: World) -> tuple[Found | None, list[Found]]:
    """What words mean, and what else they may mean; a place without any body only where no other fits."""
    wanted = subject(said, world.knowledge)
    if not wanted:
        wanted = subject(said, world.knowledge, soft=frozenset())
    passages = world.knowledge.passages
    matches = [m for m in passages.search(wanted, lambda place: place.kind in _KINDS) if trusted(m)] if wanted else []
    matches = [match for match in matches if years_agree(said, match, world.knowledge)]
    # Of sentences that say as much, the one that says it in one breath.
    matches.sort(key=lambda match: (-round(match.score, 2), passages.spread(wanted, match.passage)))
    found: list[Found] = []
    seen: set[str] = set()
    for match in matches[:12]:
        if match.place.id in seen or (found and match.score < found[0].match.score - _NEAR):
            continue
        seen.add(match.place.id)
        rows = responsible(match.place, world)
        if rows:
            found.append(Found(match, rows))
    best = matches[0] if matches else None
    if best is not None and (not found or best.covered > found[0].match.covered + _FAR):
        return Found(best, ()), []
    return (found[0], found[1:]) if found else (None, [])


def responsible(place: Place, world: World) -> Sequence[Row]:
    """Who answers for a place: by its own clause, else its parts', else that of the item that it is part of."""
    here: Place | None = place
    while here is not None and here.kind in _KINDS:
        rows = get("item_parties").read(world.store, {"item": here.id}).rows
        own = [row for row in rows if not row["part"] and not row["inherited"]]
        if own:
            return [*own, *(row for row in rows if row["inherited"])]
        if rows:
            return rows
        if here.kind == "章节":
            return []
        here = world.knowledge.places.get(here.parent)
    return []


def _answer(form: Form, found: Found, others: Sequence[Found], world: World) -> Answer:
    query = get("item_parties")
    place = found.match.place
    found = replace(found, rows=_said_by(form, found, world))
    item = _cited(place)
    values: dict[str, Any] = {}
    for ask in form.asks:
        values |= {GOAL: world.knowledge.body(place)} if ask == GOAL else _bodies(found.rows, ask)
    if len(values) > 1 and "责任单位" in values and _role_of(found.rows) == "牵头":
        values = {"牵头" if key == "责任单位" else key: value for key, value in values.items()}
    said = {key: value for key, value in values.items() if value}
    if form.asks == ROLES:
        values = said
    value: Any = next(iter(said.values())) if len(values) == 1 and said else values
    if form.fold == "count" and isinstance(value, list):
        value = len(value)
    differ = [other for other in others if _differs(other, found)]
    return Answer(
        question="",
        answered=bool(said),
        value=value if said else None,
        text=_text(item, found, said, values) if said else _unsaid(found, item, form.asks),
        query=query.name,
        cypher=query.text,
        params={"item": found.rows[0]["item_id"] if found.rows else place.id},
        rows=list(found.rows) if said else (),
        files=world.knowledge.files,
        understood=f"{form.say()}（事项：{item}）",
        others={_cited(o.match.place): _asked_of(o.match.place, form.asks) for o in differ},
        form=form,
    )


def _said_by(form: Form, found: Found, world: World) -> Sequence[Row]:
    """Of the parts of an item with several clauses those whose own words are what is asked about; else all."""
    parts = {row["item_id"] for row in found.rows if row["part"]}
    if form.asks == ROLES or len(parts) < 2 or len(parts) != len({row["item_id"] for row in found.rows}):
        return found.rows
    said = next((str(c.value) for c in form.where if c.kind == "about"), "")
    wanted = subject(said, world.knowledge)
    held = {id_: world.knowledge.passages.match(wanted, world.knowledge.words_of(id_)) for id_ in parts}
    own = {id_ for id_, match in held.items() if trusted(match)}
    return [row for row in found.rows if row["item_id"] in own] if own else found.rows


_ASKED = {"牵头": "由谁牵头", "配合": "由谁配合", "责任单位": "由谁负责", GOAL: "目标是什么"}


def _asked_of(place: Place, asks: Sequence[str]) -> str:
    """The same question about another piece of work."""
    asked = ["涉及哪些单位"] if tuple(asks) == ROLES else [_ASKED[ask] for ask in asks if ask in _ASKED]
    return f"“{place.name}”{'，'.join(asked)}？"


def _bodies(rows: Sequence[Row], ask: str) -> dict[str, list[str]]:
    """The bodies of a role; where nobody in particular is asked for, those who lead, else those who answer."""
    by_role = {role: unique(row["raw"] or row["agency"] for row in rows if row["role"] == role) for role in ROLES}
    own = {
        role: unique(row["raw"] or row["agency"] for row in rows if row["role"] == role and not row["inherited"])
        for role in ROLES
    }
    if ask in ROLES:
        return {ask: own[ask] or by_role[ask]}
    first = next((role for role in ("牵头", "负责") if own[role]), None) or next(
        (role for role in ("牵头", "负责", "配合", "指导", "联系") if by_role[role]), "负责"
    )
    return {ask: own[first] or by_role[first]}


def _role_of(rows: Sequence[Row]) -> str:
    """The role of those who are named when nobody in particular is asked for."""
    own = [row for row in rows if not row["inherited"]] or rows
    return next((role for role in ("牵头", "负责", *ROLES) if any(row["role"] == role for row in own)), "负责")


def _differs(other: Found, found: Found) -> bool:
    """Whether another place, that neither holds this one nor is held by it, names other bodies."""
    one, two = found.match.place, other.match.place
    if one.name in "".join(two.above) or two.name in "".join(one.above):
        return False
    return {row["agency_id"] for row in other.rows} != {row["agency_id"] for row in found.rows}


def _cited(place: Place) -> str:
    return cite({"item": place.name, "number": place.number, "path": list(place.above[1:]), "item_kind": place.kind})


def _text(item: str, found: Found, said: dict[str, Any], asked: dict[str, Any]) -> str:
    told = {"牵头": "牵头单位是{}", "配合": "配合单位是{}", "责任单位": "由{}", GOAL: "目标：{}"}
    role = _role_of(found.rows)
    parts = [told.get(key, key + "单位是{}").format(words(value)) for key, value in said.items()]
    parts = [f"{part}{role}" if part.startswith("由") else part for part in parts]
    missing = [key for key in asked if key not in said]
    if missing:
        parts.append(f"{'、'.join(missing)}：文件未写明")
    open_ = "（单位名单以“等”结尾）" if any(row["open"] for row in found.rows) else ""
    inherited = "（承自所在标题）" if found.rows and all(row["inherited"] for row in found.rows) else ""
    return f"“{item}”：{'；'.join(parts)}{open_}{inherited}。"


_NAMED = 0.5
"""Least share of an item's title that a question says that means it."""


def _unsaid(found: Found, item: str, asks: Sequence[str]) -> str:
    named = {role: unique(row["raw"] for row in found.rows if row["role"] == role) for role in ROLES}
    there = "；".join(f"{role}：{words(who)}" for role, who in named.items() if who)
    wanted = "、".join(f"{ask}单位" if ask in ROLES else ask for ask in asks)
    also = f"只写了 {there}。" if there else ""
    # Where the question does not name the item, another may be meant, and this is no fact of the documents.
    opening = UNKNOWN if found.match.title_said >= _NAMED else NOT_ANSWERED
    return f"{opening}。已找到“{item}”，但没有写明{wanted}。{also}"
