"""Questions for a figure, a date or a place in an order that a sentence of the documents states and no node holds.

The sentence must cover what the question is about. Where it has several values of the kind that is asked for, the one
is meant that stands between the same two marks as the words beside the question word: 占地多少 is 2000亩 of
投资50亿元、占地2000亩. Where that leaves several, there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.store import Store
from queries.asking.answer import Answer, Row
from queries.asking.characters import pairs
from queries.asking.intents import own_region, trusted, years_agree
from queries.asking.knowledge import Knowledge
from queries.asking.passages import Match, Passage, Place, Subject, matched
from queries.asking.reading import Reading
from queries.asking.rules import PARTICLE
from queries.catalogue import get

if TYPE_CHECKING:
    from spacy.tokens import Token

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
_NOT_ASKED_FOR = (
    "谁", "牵头", "配合", "负责", "哪单位", "成员", "没", "最", "文书词", "专班词", "办公室", "职务词", "投资",
)  # fmt: skip
_KINDS = ("事项", "章节", "文件")
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


def attempt(reading: Reading, knowledge: Knowledge, store: Store) -> Answer | None:
    """The answer to a question for one value in a sentence; None when it is for something else, or several fit."""
    wanted = _wanted(reading)
    body = reading.has("机构") and not reading.has("企业")
    if wanted is None or body or reading.has(*_NOT_ASKED_FOR):
        return None
    places = _places(reading)
    subject = reading.subject(own_region(reading, knowledge) | places)
    if len(subject.bare) < 3:
        return None
    sentences = _sentences(subject, reading, knowledge)
    here = [match for match in sentences if all(_is_about(place, match, knowledge) for place in sorted(places))]
    values = [value for match in here for value in _values(match, wanted)]
    meant = _meant(values, _beside(reading), subject)
    return _answer(meant, reading, knowledge) if meant is not None else None


def _wanted(reading: Reading) -> re.Pattern[str] | None:
    """What the value looks like that a question asks for; None where it asks for none."""
    if reading.has("名次"):
        return re.compile(_PLACE)
    unit = _UNIT_ASKED.search(reading.text)
    if unit is not None:
        return re.compile(f"{_NUMBER}{unit[1]}(?:以上|以内|左右)?")
    if _AREA.search(reading.text) is not None and reading.has("数"):
        return re.compile(f"{_NUMBER}(?:{_AREAS})")
    return re.compile(_DATE) if reading.has("日期词") else None


def _sentences(subject: Subject, reading: Reading, knowledge: Knowledge) -> list[Match]:
    """The sentences that cover a subject best."""
    found = [
        match
        for match in knowledge.passages.search(subject, lambda place: place.kind in _KINDS)
        if not match.passage.title and trusted(match) and years_agree(reading, match, knowledge)
    ]
    most = max((match.covered for match in found), default=0.0)
    return [match for match in found if match.covered >= most - _AS_WELL]


def _places(reading: Reading) -> frozenset[str]:
    """The places that it names, as it writes them; a park may be a project too, which the sentence itself must name."""
    return frozenset(
        mention.text
        for mention in reading.mentions
        if (mention.of("地区") or mention.of("园区")) and not mention.of("项目")
    )


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


def _values(match: Match, wanted: re.Pattern[str]) -> Iterator[Value]:
    for stretch in _STRETCH.finditer(match.passage.words):
        for value in wanted.finditer(stretch.group()):
            yield Value("".join(value.group().split()), stretch.group(), match)


def _beside(reading: Reading) -> str:
    """The last words before what asks, 占地 in 占地多少亩; those behind it where it asks for a time: 何时开工."""
    said = ""
    behind: Sequence[Token] = ()
    for at, token in enumerate(reading.tokens):
        if {"数", "日期词", "名次"} & set(token._.tags) and (said or "日期词" in token._.tags):
            behind = reading.tokens[at + 1 :]
            break
        said = "" if token.text in ",;?的" else said if PARTICLE in token._.tags else said + token.text
    after = "".join(token.text for token in behind if PARTICLE not in token._.tags).rstrip("?")
    return after if after and reading.has("日期词") else said


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


def _answer(value: Value, reading: Reading, knowledge: Knowledge) -> Answer:
    query = get("passages")
    place = value.match.place
    return Answer(
        question=reading.text,
        answered=True,
        value=[value.words],
        text=f"{value.words}（原句：{''.join(value.match.passage.words.split())}）。",
        query=query.name,
        cypher=query.text,
        params=query.bind({"document": place.document}),
        rows=[_row(place, value.match.passage, knowledge)],
        files=knowledge.files,
        understood=f"原句所说：{place.name}",
    )


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
