"""Answers about clauses and their bodies. One clause counts once, however many things it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.cite import cite
from queries.asking.answer.world import World, chosen, holds, unique, words
from queries.asking.recall.passages import matched
from queries.asking.recall.subjects import subject
from queries.asking.recall.views import COLUMNS
from queries.asking.understand.characters import pairs
from queries.asking.understand.form import Form, Ranks

ROLES = tuple(role for role in COLUMNS if role)
_ITEMS = ("事项", "章节")
ALL_WORDS = 0.9
"""Least share of the words of `about` that a clause's item and headings must hold."""


def answer(form: Form, world: World) -> Answer | None:
    """The answer to a form about clauses; None where it has none."""
    match form.find:
        case "单位":
            return _bodies(form, world)
        case "方案":
            return _plans(form, world)
        case "搭档":
            return _pairs(form, world)
        case _:
            return _items(form, world)


def once(rows: Sequence[Row]) -> list[Row]:
    """One row a clause: the item's own before those of projects and lists that the same words name."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = (row["document"], row["start"], row["end"])
        kept = found.get(key)
        if kept is None or (kept["item_kind"] not in _ITEMS and row["item_kind"] in _ITEMS):
            found[key] = row
    return list(found.values())


def _collectives(row: Row) -> set[str]:
    """The parties of a clause that have no name of their own."""
    return {id_ for id_, name in zip(row["parties"], row["names"], strict=True) if name in row["collectives"]}


def _about(form: Form, rows: Sequence[Row], world: World) -> list[Row]:
    """The rows whose items, texts and headings hold the words that they must be about."""
    for condition in form.where:
        if condition.kind == "about":
            wanted = subject(str(condition.value), world.knowledge)
            rows = [row for row in rows if _holds(wanted, row, world)]
    return list(rows)


def _holds(wanted: Any, row: Row, world: World) -> bool:
    texts = (str(row["item"]), str(row["text"]), *map(str, row["path"]))
    own = world.knowledge.words_of(str(row["item_id"]))
    held = own | frozenset(pair for text in texts for pair in pairs(matched(text)))
    match = world.knowledge.passages.match(wanted, held)
    return bool(wanted) and match.covered >= ALL_WORDS and match.names


def _single(form: Form) -> bool:
    """Whether the only condition is that one body has a role: then nothing found means that it is not written."""
    return len(form.where) == 1 and form.where[0].kind == "has" and not form.where[0].neg


def _nothing(form: Form, asked: Any, world: World) -> Answer:
    if any(condition.kind == "about" for condition in form.where) or _single(form):
        return world.answer(form, asked, None, (), "", answered=False)
    value: Any = 0 if form.fold == "count" else "否" if form.fold == "exists" else []
    return world.answer(form, asked, value, (), f"没有符合条件的{'单位' if form.find == '单位' else '责任条款'}。")


def _items(form: Form, world: World) -> Answer | None:
    asked, found = world.ask(form)
    rows = _about(form, once(found), world)
    if not rows:
        return _nothing(form, asked, world)
    if form.fold == "most":
        return _largest(form, asked, rows, world)
    cited = _cites(form, rows)
    value: Any = unique(cited)
    told = f"有 {len(rows)} 条：{words(value)}。{_beside(form, world)}"
    match form.fold:
        case "count":
            value = len(rows)
        case "both":
            value = {"条数": len(rows), "事项": value}
        case "exists":
            value, told = "是", f"有，{told.removeprefix('有 ')}"
        case "roles":
            value = _by_role(form, rows)
            told = f"{words(value)}。"
        case "map":
            value = _with_bodies(form, rows, world)
            told = f"{words(value)}。"
    return world.answer(form, asked, value, rows, told)


def _beside(form: Form, world: World) -> str:
    """What a body's responsibility list has besides its clauses, where the body is all that is asked for."""
    if not _single(form) or form.where[0].kind != "has":
        return ""
    _, rows = world.ask(Form("uncounted", "条款", form.where))
    row = rows[0]
    said = ((row["inherited"], "承自标题的 {} 项"), (row["others"], "行文和专班的 {} 项"))
    told = "、".join(words.format(number) for number, words in said if number)
    return f"（按条款计；责任清单另列{told}。）" if told else ""


def _bodies_of(form: Form) -> list[str]:
    return [str(c.value) for c in form.where if c.kind == "has" and not c.neg]


def _cites(form: Form, rows: Sequence[Row]) -> list[str]:
    """The items, with the role of the body that the form asks about where it says none and has several."""
    has = [c for c in form.where if c.kind == "has" and not c.neg]
    if len(has) != 1 or has[0].role or form.fold == "both":
        return [cite(row) for row in rows]
    roles = [role_of(row, str(has[0].value)) for row in rows]
    return [f"{cite(row)}({role})" if len(set(roles)) > 1 else cite(row) for row, role in zip(rows, roles, strict=True)]


def role_of(row: Row, body: str) -> str:
    """The role of a body in a clause."""
    return next((role for role in ROLES if body in row[COLUMNS[role]]), "参与")


def _by_role(form: Form, rows: Sequence[Row]) -> dict[str, list[str]]:
    [body, *_] = _bodies_of(form)
    wanted = form.asks or ROLES
    found = {role: [cite(row) for row in rows if body in row[COLUMNS[role]]] for role in ROLES if role in wanted}
    return {role: unique(items) for role, items in found.items() if items}


def _with_bodies(form: Form, rows: Sequence[Row], world: World) -> dict[str, Any]:
    """Each clause with its bodies; the clauses of one item together where the question is for items."""
    found: dict[str, list[str]] = {}
    others = bool(form.without)
    for row in rows:
        key = cite(row) if others else cite(row).split("——")[0]
        bodies = [world.show(b) for b in row[COLUMNS[form.role]] if b not in form.without]
        if bodies or others:
            found.setdefault(key, []).extend(bodies)
    return {key: unique(bodies) or "独自" for key, bodies in found.items()}


def _largest(form: Form, asked: Any, rows: Sequence[Row], world: World) -> Answer:
    sizes = {at: len(row[COLUMNS[form.role]]) for at, row in enumerate(rows) if row[COLUMNS[form.role]]}
    best = chosen({at: float(size) for at, size in sizes.items()}, form.ranks or Ranks())
    kept = [rows[at] for at in best]
    column = f"{form.role or '责任'}单位数"
    shown = [
        {
            "事项": cite(row),
            column: sizes[at],
            form.role or "责任单位": [world.show(b) for b in row[COLUMNS[form.role]]],
        }
        for at, row in zip(best, kept, strict=True)
    ]
    value: Any = shown[0] if len(shown) == 1 else shown
    return world.answer(form, asked, value, kept, f"{words(value)}。", answered=bool(shown))


def _bodies(form: Form, world: World) -> Answer | None:
    if form.fold in ("list", "count", "roles"):
        return _listed(form, world)
    if form.fold in ("compare", "rank"):
        return _compared(form, world) if form.fold == "compare" else _rank(form, world)
    asked, rows = _counts(form, world)
    counts = {row["agency_id"]: float(row["clauses"]) for row in rows}
    by_id = {row["agency_id"]: row for row in rows}

    def shown(found: dict[str, float]) -> dict[str, int]:
        return {world.show(id_): int(n) for id_, n in found.items()}

    unit = f"{form.role}条款"
    match form.fold:
        case "most":
            ranks = form.ranks or Ranks()
            best = chosen(counts, ranks)
            told = "、".join(f"{name}（{n} 条）" for name, n in shown(best).items())
            value: Any = shown(best) if form.figures else list(shown(best))
            if ranks.last == ranks.first and best:
                names = list(shown(best))
                count = int(next(iter(best.values())))
                value = {
                    form.asks[0]: names[0] if len(names) == 1 else names,
                    "次数" if form.without else "条数": count,
                }
            text = f"{unit}数{ranks.words}的是{told}（按条款计）。"
            return world.answer(form, asked, value, [by_id[id_] for id_ in best], text, answered=bool(best))
        case "having":
            kept = {id_: n for id_, n in counts.items() if holds(form.op, n, form.n)}
            text = f"符合条件的单位有 {len(kept)} 家：{words(shown(kept)) or '无'}（按条款计）。"
            return world.answer(form, asked, shown(kept), [by_id[id_] for id_ in kept], text)
        case "every":
            return _every(form, asked, rows, world)
    return None


def _counts(form: Form, world: World) -> tuple[Any, list[dict[str, Any]]]:
    """How many clauses each body has; the clauses themselves are only looked at where something is asked of them."""
    whole = (
        form.fold != "every"
        and not form.without
        and all(c.kind in ("plan", "document") and not c.neg for c in form.where)
    )
    return world.ask(replace(form, view="workload")) if whole else world.ask(form, "bodies")


def _listed(form: Form, world: World) -> Answer | None:
    asked, all_rows = world.ask(form)
    rows = _about(form, once(all_rows), world)
    if not rows:
        return _nothing(form, asked, world)
    wanted = form.asks or (form.role,)
    found: dict[str, list[str]] = {
        role: unique(
            world.show(b)
            for row in rows
            for b in row[COLUMNS[role]]
            if b not in form.without and b not in _collectives(row)
        )
        for role in wanted
    }
    if not any(found.values()):
        # Bodies without a name of their own are told where nobody else is: 市学安委成员单位.
        found = {
            role: unique(world.show(b) for row in rows for b in row[COLUMNS[role]] if b not in form.without)
            for role in wanted
        }
    bodies = found[wanted[0]]
    if form.fold == "count":
        return world.answer(form, asked, len(bodies), rows, f"有 {len(bodies)} 家：{words(bodies)}。")
    value: Any = bodies if len(wanted) == 1 else found
    if not bodies:
        return world.answer(form, asked, None, (), "", answered=False)
    return world.answer(form, asked, value, rows, f"{words(value)}。", answered=bool(bodies))


def _without_bodies(form: Form) -> Form:
    return replace(form, where=tuple(c for c in form.where if c.kind != "has"), without=frozenset())


def _compared(form: Form, world: World) -> Answer | None:
    asked, rows = _counts(_without_bodies(form), world)
    counts = {row["agency_id"]: int(row["clauses"]) for row in rows}
    own: dict[str, int] = {world.show(id_): counts.get(id_, 0) for id_ in _bodies_of(form)}
    most = [name for name, n in own.items() if n == max(own.values())]
    first = "一样多" if len(most) > 1 else most[0]
    value = {"更多": first, **{name: own[name] for name in sorted(own, key=lambda name: -own[name])}}
    kept = [row for row in rows if row["agency_id"] in _bodies_of(form)]
    told = "，".join(f"{name} {n} 条" for name, n in own.items())
    gap = f"{first}更多，相差 {max(own.values()) - min(own.values())} 条" if len(most) == 1 else first
    return world.answer(form, asked, value, kept, f"{told}，{gap}（按条款计）。")


def _rank(form: Form, world: World) -> Answer | None:
    asked, rows = _counts(_without_bodies(form), world)
    [body] = _bodies_of(form)
    own = next((row for row in rows if row["agency_id"] == body), None)
    if own is None:
        return world.answer(form, asked, None, (), "", answered=False)
    counts = [int(row["clauses"]) for row in rows]
    at = 1 + sum(n > own["clauses"] for n in counts)
    value = {"排名": at, form.role or "条数": int(own["clauses"])}
    even = "（并列）" if counts.count(int(own["clauses"])) > 1 else ""
    own_place = f"{world.show(body)}排第 {at}{even}，{own['clauses']} 条（按条款计）"
    told = f"有{form.role}条款的单位有 {len(rows)} 家，{own_place}。"
    return world.answer(form, asked, value, [own], told)


def _every(form: Form, asked: Any, rows: Sequence[Row], world: World) -> Answer | None:
    """Bodies that have a part in each plan, or in each clause."""
    if form.asks == ("clause",):
        _, clauses = world.ask(form)
        total = len(once(clauses))
        kept = [row for row in rows if row["clauses"] >= total]
    else:
        plans = world.knowledge.plans
        kept = [row for row in rows if plans and plans <= set(row["plans"])]
    names = [world.show(row["agency_id"]) for row in kept]
    told = f"处处都有的单位有 {len(names)} 家：{words(names)}。" if names else "没有处处都有的单位。"
    return world.answer(form, asked, names, kept, told)


def _plans(form: Form, world: World) -> Answer | None:
    asked, found_rows = world.ask(form)
    rows = once(found_rows)
    counts: Counter[str] = Counter(str(row["plan"]) for row in rows)
    best = chosen({plan: float(n) for plan, n in counts.items()}, form.ranks or Ranks())
    if len(best) != 1:
        return None
    [plan] = best
    place = world.knowledge.places.get(plan)
    name = place.name if place is not None else plan
    value = {(form.asks or ("方案",))[0]: name, "条数": counts[plan]}
    kept = [row for row in rows if row["plan"] == plan]
    return world.answer(form, asked, value, kept, f"“{name}”，{counts[plan]} 条（按条款计）。")


def _pairs(form: Form, world: World) -> Answer | None:
    asked, rows = world.ask(form)
    column = COLUMNS[form.role]
    counts: Counter[tuple[str, str]] = Counter()
    for row in once(rows):
        named = sorted(set(row[column]) - _collectives(row))
        counts.update(combinations(named, 2))
    best = chosen({pair: float(n) for pair, n in counts.items()}, form.ranks or Ranks())
    if not best:
        return world.answer(form, asked, None, (), "", answered=False)
    shown = [{"部门": [world.show(a), world.show(b)], "次数": int(n)} for (a, b), n in best.items()]
    kept = [row for row in once(rows) if any(set(pair) <= set(row[column]) for pair in best)]
    value: Any = shown[0] if len(shown) == 1 else shown
    return world.answer(form, asked, value, kept, f"{words(value)}（按条款计）。")
