"""Questions about what a piece of work is: who leads it, who cooperates, what it is to reach.

The words of the question are held against every sentence of the documents; the best one tells which item, part of an
item, section or project is meant. Its own clause answers, else that of the item or list it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Store
from queries.asking.answer import Answer, Row
from queries.asking.cite import cite
from queries.asking.forms import targets
from queries.asking.intents import own_region, trusted, years_agree
from queries.asking.knowledge import Knowledge
from queries.asking.made import unique, words
from queries.asking.passages import Match, Place, Subject
from queries.asking.reading import Reading
from queries.asking.written import written_value
from queries.catalogue import get

_KINDS = ("事项", "章节", "项目", "项目清单")
_ROLES = ("牵头", "配合", "负责", "指导", "联系")
_OTHER_THINGS = (
    "职务词", "职务", "问企业", "召集", "组长", "指挥长", "日期词", "主导产业", "特色产业", "主攻方向", "发文",
)  # fmt: skip
"""Words of questions that ask for something else than who does a piece of work."""
_NEAR = 0.04
"""Scores that differ by no more than this are told as other ways to understand the question."""
_FAR = 0.12
"""A place without a clause that covers so much more of the question is what it means: nobody is named for it."""


@dataclass(frozen=True)
class Found:
    """What a question is about: the place, the sentence that says so, and the rows that say who answers for it."""

    match: Match
    rows: Sequence[Row]


def attempt(reading: Reading, knowledge: Knowledge, store: Store) -> Answer | None:
    """The answer to a question about a piece of work; None when the question asks for something else."""
    aspects = list(_aspects(reading))
    if not aspects:
        return None
    named = {mention.text: {node.id for node in mention.nodes} for mention in reading.parties()}
    subject = reading.work(own_region(reading, knowledge) | frozenset(named))
    if not subject:
        return None
    found, others = find(subject, reading, knowledge, store)
    if found is None or not _has_all(found, named):
        return None
    return _answer(found, others, aspects, reading, knowledge, store)


def _has_all(found: Found, named: Mapping[str, set[str]]) -> bool:
    """Whether the agencies that the question names are among those who do the work."""
    bodies = {row["agency_id"] for row in found.rows}
    return all(bodies & ids for ids in named.values())


def _aspects(reading: Reading) -> Iterator[str]:
    """What is asked of the work: roles, all bodies, its goal."""
    # 企业上市由哪个单位抓 asks for an office, not for a company.
    if reading.has("没", *_OTHER_THINGS) or (reading.has("企业哪") and not reading.has("哪单位")):
        return
    roles = [role for role in ("牵头", "配合") if reading.has(role)]
    asks_who = reading.has("问单位")
    if roles and (asks_who or reading.has("问角色") or _asks_which_one(reading)):
        yield from roles
    elif asks_who and reading.has("涉及词"):
        yield from _ROLES
    elif asks_who:
        yield "责任单位"
    if (asks_who or roles) and _goal_parts(reading):
        yield "目标"


def _asks_which_one(reading: Reading) -> bool:
    """Whether it asks for one without saying of what: 牵头的是哪个; 牵头搞哪块 asks for work."""
    return any("哪" in token._.tags and token.text in ("哪个", "哪一个", "哪") for token in reading.tokens)


def _goal_parts(reading: Reading) -> list[Reading]:
    return [part for part in reading.clauses() if part.has("数", "目标") and not part.has("问单位")]


def find(subject: Subject, reading: Reading, knowledge: Knowledge, store: Store) -> tuple[Found | None, list[Found]]:
    """What a subject means, and what else it may mean; a place without any body only where no other fits."""
    matches = [match for match in knowledge.passages.search(subject, _is_work) if trusted(match)]
    matches = [match for match in matches if years_agree(reading, match, knowledge)]
    # Of sentences that say as much, the one that says it in one breath.
    matches.sort(key=lambda match: (-round(match.score, 2), knowledge.passages.spread(subject, match.passage)))
    found: list[Found] = []
    seen: set[str] = set()
    for match in matches[:12]:
        if match.place.id in seen or (found and match.score < found[0].match.score - _NEAR):
            continue
        seen.add(match.place.id)
        rows = responsible(match.place, knowledge, store)
        if rows:
            found.append(Found(match, rows))
    best = matches[0] if matches else None
    if best is not None and (not found or best.covered > found[0].match.covered + _FAR):
        return Found(best, ()), []
    return (found[0], found[1:]) if found else (None, [])


def _is_work(place: Place) -> bool:
    return place.kind in _KINDS


def responsible(place: Place, knowledge: Knowledge, store: Store) -> Sequence[Row]:
    """Who answers for a place: by its own clause, else its parts', else that of the item that it is part of."""
    here: Place | None = place
    while here is not None and here.kind in _KINDS:
        rows = get("item_parties").read(store, {"item": here.id}).rows
        own = [row for row in rows if not row["part"] and not row["inherited"]]
        if own:
            return [*own, *(row for row in rows if row["inherited"])]
        if rows:
            return rows
        if here.kind == "章节":
            return []
        here = knowledge.places.get(here.parent)
    return []


def _answer(
    found: Found, others: Sequence[Found], aspects: Sequence[str], reading: Reading, knowledge: Knowledge, store: Store
) -> Answer:
    query = get("item_parties")
    place = found.match.place
    item = _cited(place, knowledge)
    values: dict[str, Any] = {}
    rows: list[Row] = list(found.rows)
    for aspect in aspects:
        if aspect == "目标":
            goal, more = _goal(found, reading, knowledge, store)
            values[aspect] = goal
            rows += more
        else:
            values |= _bodies(found.rows, aspect)
    if len(values) > 1 and "责任单位" in values and _role_of(found.rows) == "牵头":
        values = {"牵头" if key == "责任单位" else key: value for key, value in values.items()}
    said = {key: value for key, value in values.items() if value}
    common: dict[str, Any] = {
        "question": reading.text,
        "query": query.name,
        "cypher": query.text,
        "params": {"item": rows[0]["item_id"] if found.rows else place.id},
        "files": knowledge.files,
        "understood": f"事项：{item}",
    }
    if not said:
        return Answer(answered=False, value=None, text=_unsaid(found, item, aspects), **common)
    values = said if list(aspects) == list(_ROLES) else values
    value: Any = next(iter(said.values())) if len(values) == 1 else values
    return Answer(
        answered=True,
        value=value,
        text=_text(item, found, said, values),
        rows=rows,
        others={
            _cited(other.match.place, knowledge): _asked_of(other.match.place, aspects)
            for other in others
            if _differs(other, found)
        },
        **common,
    )


_ASKED = {"牵头": "由谁牵头", "配合": "由谁配合", "责任单位": "由谁负责", "目标": "目标是什么"}


def _asked_of(place: Place, aspects: Sequence[str]) -> str:
    """The same question about another piece of work."""
    asked = ["涉及哪些单位"] if list(aspects) == list(_ROLES) else [_ASKED[aspect] for aspect in aspects]
    return f"“{place.name}”{'，'.join(asked)}？"


def _bodies(rows: Sequence[Row], aspect: str) -> dict[str, list[str]]:
    """The bodies of a role; where nobody in particular is asked for, those who lead, else those who answer."""
    by_role = {role: unique(row["raw"] or row["agency"] for row in rows if row["role"] == role) for role in _ROLES}
    own = {
        role: unique(row["raw"] or row["agency"] for row in rows if row["role"] == role and not row["inherited"])
        for role in _ROLES
    }
    if aspect in _ROLES:
        return {aspect: own[aspect] or by_role[aspect]}
    first = next((role for role in ("牵头", "负责") if own[role]), None) or next(
        (role for role in ("牵头", "负责", "配合", "指导", "联系") if by_role[role]), "负责"
    )
    return {aspect: own[first] or by_role[first]}


def _role_of(rows: Sequence[Row]) -> str:
    """The role of those who are named when nobody in particular is asked for."""
    own = [row for row in rows if not row["inherited"]] or rows
    return next((role for role in ("牵头", "负责", *_ROLES) if any(row["role"] == role for row in own)), "负责")


def _goal(found: Found, reading: Reading, knowledge: Knowledge, store: Store) -> tuple[Any, list[Row]]:
    """What the work is to reach: the figures that the question's words fit, else the sentence behind the title."""
    near = _indicators(found, reading, knowledge, store)
    if near:
        made = targets(near, {}, reading, knowledge.names)
        value = made.value[0] if isinstance(made.value, list) and len(made.value) == 1 else made.value
        return (_with_unit(near[0]) if isinstance(value, (int, float)) else value), near
    words_ = knowledge.body(found.match.place)
    return words_, []


def _with_unit(row: Row) -> str:
    return written_value(row)


def _indicators(found: Found, reading: Reading, knowledge: Knowledge, store: Store) -> list[Row]:
    parts = _goal_parts(reading)
    subject = parts[0].subject() if parts and parts[0].subject() else reading.subject()
    inside = knowledge.span(found.match.place)
    matches = [
        match
        for match in knowledge.passages.search(subject, lambda place: place.kind == "指标")
        if match.place.document == found.match.place.document and inside[0] <= match.passage.start < inside[1]
    ]
    best = next((match for match in matches if match.covered >= 0.4), None)
    if best is None:
        return []
    rows = get("target_values").read(store, {"indicator": best.place.id}).rows
    return [row for row in rows if row["start"] == best.passage.start]


def _differs(other: Found, found: Found) -> bool:
    """Whether another place, that neither holds this one nor is held by it, names other bodies."""
    one, two = found.match.place, other.match.place
    if one.name in "".join(two.above) or two.name in "".join(one.above):
        return False
    return {row["agency_id"] for row in other.rows} != {row["agency_id"] for row in found.rows}


def _cited(place: Place, knowledge: Knowledge) -> str:
    return cite({"item": place.name, "number": place.number, "path": list(place.above[1:]), "item_kind": place.kind})


def _text(item: str, found: Found, said: dict[str, Any], asked: dict[str, Any]) -> str:
    told = {"牵头": "牵头单位是{}", "配合": "配合单位是{}", "责任单位": "由{}", "目标": "目标：{}"}
    role = _role_of(found.rows)
    parts = [told.get(key, key + "单位是{}").format(words(value)) for key, value in said.items()]
    parts = [f"{part}{role}" if part.startswith("由") else part for part in parts]
    missing = [key for key in asked if key not in said]
    if missing:
        parts.append(f"{'、'.join(missing)}：文件未写明")
    open_ = "（单位名单以“等”结尾）" if any(row["open"] for row in found.rows) else ""
    inherited = "（承自所在标题）" if found.rows and all(row["inherited"] for row in found.rows) else ""
    return f"“{item}”：{'；'.join(parts)}{open_}{inherited}。"


def _unsaid(found: Found, item: str, aspects: Sequence[str]) -> str:
    named = {role: unique(row["raw"] for row in found.rows if row["role"] == role) for role in _ROLES}
    there = "；".join(f"{role}：{words(who)}" for role, who in named.items() if who)
    wanted = "、".join(f"{aspect}单位" if aspect in _ROLES else aspect for aspect in aspects)
    also = f"只写了 {there}。" if there else ""
    return f"文件未写明。已找到“{item}”，但没有写明{wanted}。{also}"
