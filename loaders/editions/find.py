"""Find how long a document holds, and which others it revises, repeals, rests on or forwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

import yaml

import data
from graph import editions
from graph.statements import Document
from loaders.editions.model import Reference, Times
from loaders.lexicon.numerals import number
from loaders.page.spans import Signal
from loaders.page.text import Squeezed, Text

_NUMBER = r"[\u4e00-\u9fff]{1,12}[〔\[(](?:19|20)\d\d[〕\])]\d{1,4}号"
_TITLE = r"《[^《》]{2,90}》"
_NAMED = rf"{_TITLE}(?:\({_NUMBER}\))?"
_EACH = re.compile(rf"(?P<title>{_TITLE})(?:\((?P<number>{_NUMBER})\))?")
_DATE = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_PERIOD = re.compile(r"(?<!\d)(?P<from>(?:19|20)\d\d)(?:年?[-—–~至到]+(?P<to>(?:19|20)\d\d))?(?(to)年?|年)(?!第)")
_STOPS = "。;!?"
_AMENDMENT = "这是对其他文件的部分修改，没有并入原文件，请对照原文件阅读"


def times(text: Text, document: Document) -> Times:
    """How long a document holds, and the years that it plans for.

    A term of years ends on the day before its last anniversary: five years from 2020-03-01 end on 2025-02-28, from
    2024-02-29 on 2029-02-28.
    """
    words = _squeezed(text).text
    starts = _starts(words, document.date)
    ends = _ends(words, starts or document.date)
    return Times(starts if starts != document.date else "", ends, _period(document.title))


def references(text: Text, document: Document) -> list[Reference]:
    """The documents that a document speaks of, each once for each relation, in the order of the text."""
    words = _squeezed(text)
    found: dict[tuple[str, str], Reference] = {}
    for relation, start, end, listed in sorted(_listed(words.text), key=lambda one: one[1:3]):
        for each in _EACH.finditer(listed):
            title, own = each["title"][1:-1], editions.plain(each["title"]) == editions.plain(document.title)
            if own and relation not in ("修订", "废止"):
                continue
            first, last = _sentence(text, words, start, end)
            raw = each.group()
            found.setdefault((relation, title), Reference(relation, title, each["number"] or "", raw, first, last))
    return list(found.values())


def signals(text: Text) -> Iterator[Signal]:
    """Where a document changes single articles of another, which nothing here applies."""
    words = _squeezed(text)
    match = _rules().amended.search(words.text)
    if match is not None:
        yield Signal(*_sentence(text, words, *match.span()), _AMENDMENT)


def _listed(words: str) -> Iterator[tuple[str, int, int, str]]:
    """Relation, start, end, and the titles that stand in it."""
    for relation, pattern in _rules().relations:
        for match in pattern.finditer(words):
            yield relation, match.start(), match.end(), match["listed"]


def _squeezed(text: Text) -> Squeezed:
    return text.squeeze(0, len(text.raw))


def _sentence(text: Text, words: Squeezed, start: int, end: int) -> tuple[int, int]:
    """The sentence around a match, no more than its paragraph."""
    first = max((words.text.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    stops = [at for at in (words.text.find(stop, max(start, end - 1)) for stop in _STOPS) if at >= 0]
    last = min(stops, default=len(words.text) - 1) + 1
    begin, finish = words.span(first, last)
    here, there = words.span(start, end)
    begin = max(begin, text.raw.rfind("\n", 0, here) + 1)
    line = text.raw.find("\n", there)
    return text.trim(begin, finish if line < 0 else min(finish, max(line, there)))


def _starts(words: str, issued: str) -> str:
    match = _rules().starts.search(words)
    if match is None:
        return ""
    if match["date"]:
        return _iso(match["date"])
    days = number(match["days"] or "")
    return (
        (date.fromisoformat(issued) + timedelta(days)).isoformat() if days and len(issued) == len("YYYY-MM-DD") else ""
    )


def _ends(words: str, first: str) -> str:
    match = _rules().ends.search(words)
    if match is None:
        return ""
    if written := match["until"] or match["date"]:
        return _iso(written)
    years = number(match["years"])
    if not years or len(first) != len("YYYY-MM-DD"):
        return ""
    start = date.fromisoformat(first)
    try:
        anniversary = start.replace(year=start.year + years)
    except ValueError:  # 29 February
        anniversary = date(start.year + years, 3, 1)
    return (anniversary - timedelta(1)).isoformat()


def _period(title: str) -> str:
    match = _PERIOD.search(editions.plain(title))
    if match is None:
        return ""
    return f"{match['from']}-{match['to']}" if match["to"] else match["from"]


def _iso(written: str) -> str:
    year, month, day = (int(part) for part in re.findall(r"\d+", written))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


class _Rules:
    """The words of data/rules/editions.yaml as patterns."""

    def __init__(self) -> None:
        raw = yaml.safe_load((data.RULES / "editions.yaml").read_text(encoding="utf-8"))
        words = {key: _anyof(listed) for key, listed in raw.items()}
        listed = rf"(?P<listed>{_NAMED}(?:(?:{words['joined']})*原?{_NAMED})*)(?:等(?:有关)?(?:文件)?)?"
        late = r"(?:起?(?P<days>\d{1,3})[日天]后)?"
        day = rf"(?:(?P<date>{_DATE})|(?:本[^,。;《》]{{1,8}})?(?:{words['issued']})之日{late})"
        own = rf"(?:(?<=[{_STOPS}:)])|^|{words['own']}|(?<=条))自"
        self.starts = re.compile(rf"{own}{day}(?:{words['takes_effect']}|起?施行|起?实施)")
        term = r"(?:为|是|:)?(?P<years>[一二两三四五六七八九十]{1,3}|\d{1,2})年"
        until = rf"(?:至|到|截至|截止到?|截止至)(?P<date>{_DATE})"
        near = rf"(?:(?:{words['takes_effect']}|起?施行|起?实施),?|{words['own']}|(?<=[。;]))"
        self.ends = re.compile(
            rf"{near}(?:(?:{words['valid']})(?:{term}|{until.replace('?P<date>', '?P<until>')})|{until})"
        )
        how = rf"(?:{words['repealed_how']})*"
        behind = rf"{listed}{how}(?:{words['repealed']})"
        before = rf"(?:{words['repealed']}){listed.replace('?P<listed>', '?P<ahead>')}"
        self.relations = (
            ("废止", re.compile(behind)),
            ("废止", re.compile(before.replace("?P<ahead>", "?P<listed>"))),
            ("修订", re.compile(rf"对(?:原)?{listed}(?:进行)?了?(?:{words['revised']})")),
            ("修订", re.compile(rf"(?:{words['revised']})后的{listed}")),
            ("依据", re.compile(rf"(?:{words['basis']}){listed}")),
            ("转发", re.compile(rf"(?:{words['forwarded']}){listed}")),
            ("转发", re.compile(rf"将{listed}(?:{words['forwarded']})")),
        )
        self.amended = re.compile(rf"第[一二三四五六七八九十百\d]+条[^。;]{{0,60}}?(?:{words['amended']})")


@cache
def _rules() -> _Rules:
    return _Rules()


def _anyof(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
