"""Figures that are aimed at: how much, how many, by how much more. An indicator must hold the words of the question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.world import World, chosen, unique
from queries.asking.answer.written import figure, written_value
from queries.asking.recall.knowledge import Knowledge
from queries.asking.recall.passages import Match, Passage, Place
from queries.asking.recall.resolving import trusted, years_agree
from queries.asking.recall.subjects import subject
from queries.asking.understand.form import Form, Ranks
from queries.asking.understand.lexicon import lexicon
from queries.catalogue import get

_GROWTH = ("增", "速", "幅")
_OF_WHICH = "其中"
_SAME = 3
"""Characters with which the names of indicators begin that are parts of one."""
_AS_WELL, _EXACT, _MOST = 0.02, 0.6, 6
"""Indicators whose words are covered as well; a name that the question says to this share is meant; at most so many."""
_NEAR_BY = 400
"""Characters within which the figures of a second question stand by those of the first."""
_SAID = 0.3
"""Least share of an indicator's own name that a question says."""
_OF_ITEM = 0.4
"""Least share of the words of a question about a known item that its indicator must hold."""
_ELSEWHERE = 0.15
"""How much more of a question an indicator of another document must cover to be meant."""


def answer(form: Form, world: World) -> Answer | None:
    """The value of the indicator that the words mean; None where they mean none."""
    said = next((str(c.value) for c in form.where if c.kind == "about"), "")
    found = best(said, world)
    if not found:
        return None
    rows = [row for passage in found for row in _rows(passage, world)]
    if form.fold == "most":
        return _ordered(form, found, rows, world)
    if not rows:
        return None
    return _made(form, found, rows, values(rows), world)


def _made(form: Form, found: Sequence[Passage], rows: Sequence[Row], value: Any, world: World) -> Answer:
    query = get("target_values")
    told = "；".join(f"{row['indicator']}{written_value(row)}" for row in {r["indicator"]: r for r in rows}.values())
    named = "、".join(dict.fromkeys(passage.place.name for passage in found))
    return Answer(
        question="", answered=True, value=value, text=f"{told}。", query=query.name, cypher=query.text,
        params={"indicator": found[0].place.id}, rows=rows, files=world.knowledge.files,
        understood=f"{form.say()}（指标：{named}）", form=form,
    )  # fmt: skip


def values(rows: Sequence[Row]) -> Any:
    """The values of indicators: a number where one is just that, else as the document writes it."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(str(row["indicator"]), []).append(_value(row))
    each = {name: told[0] if len(set(map(str, told))) == 1 else unique(told) for name, told in found.items()}
    if len(each) > 1:
        return each
    only = next(iter(each.values()))
    return only if isinstance(only, (list, int, float)) else [only]


def _value(row: Row) -> Any:
    plain = row["comparator"] in ("=", None) and row["unit"] not in ("%", "‰") and len(row["unit"] or "") == 1
    return figure(row["value"]) if plain else written_value(row)


def _ordered(form: Form, found: Sequence[Passage], rows: Sequence[Row], world: World) -> Answer | None:
    comparable = len({row["indicator"] for row in rows}) > 1 and len({row["unit"] for row in rows}) == 1
    if not comparable:
        return None
    at = chosen({at: float(row["value"]) for at, row in enumerate(rows)}, form.ranks or Ranks())
    kept = [rows[place] for place in at]
    told = {str(row["indicator"]): written_value(row) for row in kept}
    if len(told) == 1:
        [(name, written)] = told.items()
        return _made(form, found, kept, {"指标": name, "目标": written}, world)
    return _made(form, found, kept, told, world)


def best(said: str, world: World, at: tuple[str, int] | None = None) -> list[Passage]:
    """The indicator that words mean; all that fit as well where each is called more than the words say.

    Args:
        said: the words.
        world: the graph.
        at: document and place near which it must stand; None for anywhere.
    """
    knowledge = world.knowledge
    wanted = subject(said, knowledge, soft=lexicon().measures)
    if not wanted:
        return []
    found = [
        match
        for match in knowledge.passages.search(wanted, lambda place: place.kind == "指标")
        if _is_near(match, at) and trusted(match) and match.title_said >= _SAID and years_agree(said, match, knowledge)
    ]
    found = _growth_or_not(found, said)
    if not found:
        return []
    # A question that names no other place means the plan itself before what a county's article says.
    found.sort(key=lambda match: -match.covered + _ELSEWHERE * (match.place.document != knowledge.main_document))
    alike = [m for m in found if m.covered > found[0].covered - _AS_WELL and m.place.above == found[0].place.above]
    exact = [m for m in alike if m.title_said >= _EXACT]
    kept = exact[:1] or alike
    return list({m.place.name: m.passage for m in kept[:_MOST]}.values())


def _is_near(match: Match, at: tuple[str, int] | None) -> bool:
    return at is None or (match.place.document == at[0] and abs(match.passage.start - at[1]) < _NEAR_BY)


def of_item(form: Form, place: Place, world: World) -> Answer | None:
    """The figure of an item that another question found."""
    said = next((str(c.value) for c in form.where if c.kind == "about"), "")
    found = near(said, place, world)
    rows = [row for passage in found for row in _rows(passage, world)]
    return _made(form, found, rows, values(rows), world) if rows else None


def beside(form: Form, answer: Answer, world: World) -> Answer | None:
    """The figure that words mean beside an answer: of the work that it found, or near the figure that it found."""
    place = world.knowledge.places.get(str(answer.params.get("item", "")))
    if place is not None:
        return of_item(form, place, world)
    if not answer.rows or "comparator" not in answer.rows[0]:
        return None
    said = next((str(c.value) for c in form.where if c.kind == "about"), "")
    known = answer.rows[0]
    found = [
        passage
        for passage in best(said, world, at=(str(known["document"]), int(known["start"])))
        if passage.start != known["start"] or passage.place.id != known["indicator_id"]
    ]
    if not found and "其中" in form.asks:
        first = next((p for p in world.knowledge.passages.all if _is_of(p, known)), None)
        found = list(_under(first, world.knowledge)) if first is not None else []
    rows = [row for passage in found for row in _rows(passage, world)]
    return _made(form, found, rows, values(rows), world) if rows else None


def _is_of(passage: Passage, row: Row) -> bool:
    return bool(passage.place.id == row["indicator_id"] and passage.start == row["start"])


def near(said: str, place: Place, world: World) -> list[Passage]:
    """The indicator of an item that words of a question about it mean, where these need not say what it is about."""
    knowledge = world.knowledge
    start, end = knowledge.span(place)
    wanted = subject(said, knowledge, soft=lexicon().measures)
    found = [
        match
        for match in knowledge.passages.search(wanted, lambda other: other.kind == "指标")
        if match.place.document == place.document and start <= match.passage.start < end and match.covered >= _OF_ITEM
    ]
    return [found[0].passage] if found else []


def _growth_or_not(found: list[Match], said: str) -> list[Match]:
    """Of indicators of one name those in per cent where growth is asked for, else those that are not; or all."""
    names = Counter(map(_named, found))
    growth = any(word in said for word in _GROWTH)
    wanted = [match for match in found if ("%" in match.passage.words) == growth]
    both = {name for name in map(_named, wanted) if names[name] > 1}
    return [match for match in found if match in wanted or _named(match) not in both]


def _named(match: Match) -> tuple[str, str]:
    return match.place.name, match.place.document


def _under(first: Passage, knowledge: Knowledge) -> Iterator[Passage]:
    """The figures behind 其中 that share the beginning of their names with the one they are part of."""
    sentence = next((p for p in knowledge.passages.all if _holds(p, first)), None)
    if sentence is None:
        return
    behind = re.sub("^[，,(（ \n]+", "", sentence.words[first.end - sentence.start :])
    if not behind.startswith(_OF_WHICH):
        return
    after = [
        p for p in knowledge.passages.all if p.place.kind == "指标" and _holds(sentence, p) and p.start > first.start
    ]
    for passage in sorted(after, key=lambda p: (p.start, p.end)):
        if passage.place.name[:_SAME] != first.place.name[:_SAME]:
            return
        yield passage


def _holds(sentence: Passage, part: Passage) -> bool:
    return (
        sentence.place.kind in ("事项", "章节", "文件")
        and not sentence.title
        and sentence.place.document == part.place.document
        and sentence.start <= part.start
        and part.end <= sentence.end
    )


def _rows(passage: Passage, world: World) -> Sequence[Row]:
    rows = get("target_values").read(world.store, {"indicator": passage.place.id}).rows
    return [row for row in rows if row["start"] == passage.start] or rows
