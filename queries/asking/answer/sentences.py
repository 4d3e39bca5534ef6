"""A figure, a date or a place in an order that a sentence of the documents states and no node holds.

The sentence must cover what the question is about. Where it has several values of the kind that is asked for, the one
is meant that stands between the same two marks as the words beside the question word: 占地多少 is 2000亩 of
投资50亿元、占地2000亩. Where that leaves several, there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.world import World
from queries.asking.recall.knowledge import Knowledge
from queries.asking.recall.passages import Match, Passage, Place, Subject, matched
from queries.asking.recall.resolving import trusted, years, years_agree
from queries.asking.recall.subjects import subject
from queries.asking.understand.characters import pairs
from queries.asking.understand.form import Form
from queries.catalogue import get

_NUMBER = r"\d[\d,.]*\s*(?:余|多)?[万亿]?"
_UNITS = "亩|家|户|个|台|座|所|平方公里|公里|平方米|公顷|张|套|条|名|人次|人|次|万?吨|[万亿]?元|批"
_UNIT_ASKED = re.compile(f"(?:多少|几)({_UNITS})")
_AREA = re.compile("占地|面积|多大地")
_AREAS = "亩|平方公里|平方米|公顷"
_DATE = (
    r"(?:(?:19|20)\d{2}\s*年)\s*(?:\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[上下]半年|第?[一二三四]季度|年?底|年末|年初)?"
    r"|\d{1,2}月\d{1,2}日|[明今后]年(?:春节[前后]?|[上下]半年|年?底|年?初)?"
)
_PLACE = "第[一二三四五六七八九十]{1,3}[名位]?"
_STRETCH = re.compile(r"[^,，、;；。!！?？:：]+")
_KINDS = ("事项", "章节", "文件")
_SHORTEST = 3
"""Fewer characters tell of no sentence."""
_SHORTLY = 1000
"""Characters before a sentence in which its article names the place that it is about."""
_AS_WELL = 0.03
"""Sentences that cover as much of a question, but for this share, may be meant too."""


@dataclass(frozen=True)
class Value:
    """A value in a sentence: its words and the stretch between two marks that it stands in."""

    words: str
    stretch: str
    match: Match


def answer(form: Form, world: World) -> Answer | None:
    """The one value of a sentence that a question asks for; None where there is none, or several fit."""
    said = next((str(c.value) for c in form.where if c.kind == "about"), "")
    places = [c.name for c in form.where if c.kind == "place"]
    [ask, beside] = form.asks
    pattern = wanted(ask)
    about = subject(said, world.knowledge)
    if pattern is None or len(about.bare) < _SHORTEST:
        return None
    here = [
        match
        for match in _sentences(about, said, world.knowledge)
        if all(_is_about(place, match, world.knowledge) for place in places)
    ]
    found = [value for match in here for value in _values(match, pattern) if _is_of_year(said, value)]
    meant = _meant(found, beside, about)
    return _answer(form, meant, world) if meant is not None else None


def wanted(ask: str) -> re.Pattern[str] | None:
    """What the value looks like that words ask for; None where they ask for none."""
    if ask == "名次":
        return re.compile(_PLACE)
    unit = _UNIT_ASKED.search(ask)
    if unit is not None:
        return re.compile(f"{_NUMBER}{unit[1]}(?:以上|以内|左右)?")
    if _AREA.search(ask) is not None:
        return re.compile(f"{_NUMBER}(?:{_AREAS})")
    return re.compile(_DATE) if ask == "日期" else None


def _sentences(about: Subject, said: str, knowledge: Knowledge) -> list[Match]:
    """The sentences that cover a subject best."""
    found = [
        match
        for match in knowledge.passages.search(about, lambda place: place.kind in _KINDS)
        if not match.passage.title and trusted(match) and years_agree(said, match, knowledge)
    ]
    most = max((match.covered for match in found), default=0.0)
    return [match for match in found if match.covered >= most - _AS_WELL]


def _is_about(place: str, match: Match, knowledge: Knowledge) -> bool:
    """Whether a sentence, a heading above it or what stands shortly before it names a place."""
    if place in "".join(match.place.above):
        return True
    at, document = match.passage.start, match.place.document
    return any(
        place in passage.words
        for passage in knowledge.passages.all
        if passage.place.document == document and at - _SHORTLY < passage.start <= at and passage.place.kind in _KINDS
    )


def _is_of_year(said: str, value: Value) -> bool:
    """Whether the one year that a sentence or its part names is the question's: what was in 2022 is not of 2023."""
    asked = years(said)
    told = years(value.stretch) or years(value.match.passage.words)
    return not asked or len(told) != 1 or told[0] in asked


def _values(match: Match, wanted: re.Pattern[str]) -> Iterator[Value]:
    for stretch in _STRETCH.finditer(match.passage.words):
        for value in wanted.finditer(stretch.group()):
            yield Value("".join(value.group().split()), stretch.group(), match)


def _meant(values: Sequence[Value], beside: str, subject: Subject) -> Value | None:
    """The one value that is meant: the only one, that next to the words beside the question word, or that near them."""
    for chosen in (values, _next_to(values, beside), _near(values, beside, subject)):
        if len({value.words for value in chosen}) == 1:
            return chosen[0]
    return None


def _next_to(values: Sequence[Value], beside: str) -> list[Value]:
    said = [("".join(value.stretch.split()), value) for value in values]
    return [
        value for words, value in said if beside and (beside + value.words in words or value.words + beside in words)
    ]


def _near(values: Sequence[Value], beside: str, subject: Subject) -> list[Value]:
    wanted, own = set(pairs(matched(beside))), {pair for _, pair in subject.pairs}
    here = [(value, set(pairs(matched(value.stretch)))) for value in values]
    here = [(value, held) for value, held in here if wanted & held]
    most = max((len(own & held) for _, held in here), default=0)
    return [value for value, held in here if len(own & held) == most]


def _answer(form: Form, value: Value, world: World) -> Answer:
    query = get("passages")
    place = value.match.place
    return Answer(
        question="", answered=True, value=[value.words],
        text=f"{value.words}（原句：{''.join(value.match.passage.words.split())}）。",
        query=query.name, cypher=query.text, params=query.bind({"document": place.document}),
        rows=[_row(place, value.match.passage, world.knowledge)], files=world.knowledge.files,
        understood=f"{form.say()}（原句所说：{place.name}）", form=form,
    )  # fmt: skip


def _row(place: Place, sentence: Passage, knowledge: Knowledge) -> Row:
    """A sentence as the question `passages` tells of its place."""
    document = knowledge.documents.get(place.document, {})
    return {
        "kind": place.kind,
        "id": place.id,
        "name": place.name,
        "number": place.number,
        "level": len(place.above),
        "path": list(place.above[1:]),
        "quote": sentence.words,
        "start": sentence.start,
        "end": sentence.end,
        "parties": place.parties,
        "parent": place.parent,
        "plan": place.plan,
        "document": place.document,
        "title": place.above[0] if place.above else "",
        "date": str(document.get("date", "")),
    }
