"""Places in the calendar as papers write them: 2026年6月底, 三季度, 年内, 2026.6.30, 国庆节, “十五五”期末.

A small reader by descent: each part of a date has a pattern of its own. Words come in as `Text.squeeze` gives them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml

import data
from loaders.lexicon.alternation import any_of
from loaders.lexicon.numerals import number

NUMBER = "(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_DOTTED = re.compile(
    r"(?P<year>20[0-9]{2})(?P<dot>[./-])(?P<month>1[0-2]|0?[1-9])(?:(?P=dot)(?P<day>3[01]|[12][0-9]|0?[1-9]))?(?![0-9])"
)
_YEAR = re.compile("(?P<year>20[0-9]{2}|二[〇○零0][〇○零一二三四五六七八九]{2}|[2-4][0-9])年(?:度(?!前))?")
_MONTH = re.compile("(?P<month>1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月份?")
_DAY = re.compile("(?P<day>3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]")
_TENTH = re.compile("(?P<tenth>[上中下])旬")
_EDGE = re.compile("(?P<edge>[底末初]|中(?!旬|[\u4e00-\u9fff]))")
_QUARTER = re.compile("第?(?P<quarter>[一二三四1-4ⅠⅡⅢⅣ])季度?[末底]?")
_HALF = re.compile("(?P<half>[上下])半年")
_YEAR_END = re.compile("年[底末终](?!线)")
_IN_YEAR = re.compile("年内|全年(?!持续)")
_DIGITS = {**dict(zip("ⅠⅡⅢⅣ", (1, 2, 3, 4), strict=True)), "十": 10}


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in the calendar, as coarse as it is written.

    Attributes:
        start, end: offsets of its words.
        first, last: month and day of its first and last day; (0, 0) where no day can be known.
        year: 0 where the words do not tell it.
        added: years to add to that of the document where the words say 今年 or 明年; None where they do not.
        grain: 年, 月, 日 ... how coarse it is.
        is_edge: whether the words mean its end alone (底, 末).
    """

    start: int
    end: int
    first: tuple[int, int] = (0, 0)
    last: tuple[int, int] = (0, 0)
    year: int = 0
    added: int | None = None
    grain: str = ""
    is_edge: bool = False

    def last_day(self, year: int) -> date | None:
        """Its last day in a year; None where none can be known, or there is no such day."""
        return _day(year, self.last)

    def eve(self, year: int) -> date | None:
        """The day before it begins."""
        first = _day(year, self.first)
        return first - timedelta(days=1) if first is not None else None


def _day(year: int, place: tuple[int, int]) -> date | None:
    month, day = place
    if not year or not month:
        return None
    length = monthrange(year, month)[1]
    return date(year, month, min(day, length)) if day <= length or day == _LAST else None


_LAST = 31
"""The last day of any month."""


@cache
def rows() -> dict[str, Any]:
    """The content of data/rules/times.yaml."""
    found: dict[str, Any] = yaml.safe_load((data.RULES / "times.yaml").read_text(encoding="utf-8"))
    return found


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = rows()
    return (
        re.compile(f"(?P<word>{any_of(words['years'])})"),
        re.compile(f"“?(?P<word>{any_of(words['plans'])})”?(?:(?:时?期)?[末间]|时期)"),
        re.compile(f"“?(?P<word>{any_of(words['named'])})”?(?=之前|以前|前)"),
        re.compile(f"(?P<word>{any_of(words['movable'])})(?:结束|到来|来临)?(?=之前|以前|前)"),
    )


def moment(words: str, place: int) -> Moment | None:
    """The place in the calendar that the words name from an offset on; None where they name none."""
    return _dotted(words, place) or _written(words, place) or _by_name(words, place)


def _dotted(words: str, place: int) -> Moment | None:
    match = _DOTTED.match(words, place)
    if match is None:
        return None
    month, day = int(match["month"]), int(match["day"] or 0)
    first, last, grain = ((month, day), (month, day), "日") if day else ((month, 1), (month, _LAST), "月")
    end = match.end()
    return Moment(place, end, first, last, int(match["year"]), grain=grain)


def _written(words: str, place: int) -> Moment | None:
    """年, 月, 日 and parts of them."""
    start = place
    relative = _named()[0].match(words, place)
    told = _YEAR.match(words, place) if relative is None else None
    found = Moment(start, start)
    if relative is not None:
        place = relative.end()
        found = replace(found, added=rows()["years"][relative["word"]])
    elif told is not None:
        place = told.end()
        found = replace(found, year=_year(told["year"]))
    has_year = place > start
    # 2026年年底 and 2026年底 both are the end of the year.
    at = place - 1 if has_year and words[place - 1 : place] == "年" and words[place : place + 1] != "年" else place
    part = _part(words, place, at)
    if part is not None:
        return replace(part, start=start, year=found.year, added=found.added)
    if has_year:
        day = _by_name(words, place)
        if day is not None and not day.year:
            return replace(day, start=start, year=found.year, added=found.added)
        return replace(found, end=place, first=(1, 1), last=(12, _LAST), grain="年")
    return None


def _year(said: str) -> int:
    digits = "".join(str(number(char)) for char in said)
    return int(digits) if len(digits) > 2 else 2000 + int(digits)


def _part(words: str, place: int, year_at: int) -> Moment | None:
    """The part of a year that begins at an offset."""
    if (match := _MONTH.match(words, place)) is not None:
        return _of_month(words, number(match["month"]), match.end())
    if (match := _QUARTER.match(words, place)) is not None:
        quarter = _DIGITS.get(match["quarter"]) or number(match["quarter"])
        ends = match.group()[-1] in "末底"
        first, last = (3 * quarter - 2, 1), (3 * quarter, _LAST)
        return Moment(place, match.end(), first, last, grain="季", is_edge=ends)
    if (match := _HALF.match(words, place)) is not None:
        low = match["half"] == "上"
        return Moment(place, match.end(), (1 if low else 7, 1), (6 if low else 12, _LAST), grain="半年")
    if (match := _IN_YEAR.match(words, year_at)) is not None:
        return Moment(place, match.end(), (1, 1), (12, _LAST), grain=match.group())
    if (match := _YEAR_END.match(words, year_at)) is not None:
        return Moment(place, match.end(), (12, _LAST), (12, _LAST), grain="年底", is_edge=True)
    return None


def _of_month(words: str, month: int, place: int) -> Moment | None:
    start = place
    if (match := _DAY.match(words, place)) is not None:
        day = number(match["day"])
        return Moment(start, match.end(), (month, day), (month, day), grain="日")
    if (match := _TENTH.match(words, place)) is not None:
        last = {"上": 10, "中": 20, "下": _LAST}[match["tenth"]]
        return Moment(start, match.end(), (month, max(1, min(last, 30) - 9)), (month, last), grain="旬")
    if (match := _EDGE.match(words, place)) is not None:
        if match["edge"] in "底末":
            return Moment(start, match.end(), (month, _LAST), (month, _LAST), grain="月底", is_edge=True)
        return Moment(start, match.end(), grain="旬")  # 月初 and 月中 name no day
    return Moment(start, place, (month, 1), (month, _LAST), grain="月")


def _by_name(words: str, place: int) -> Moment | None:
    _, plan, named, movable = _named()
    if (match := plan.match(words, place)) is not None:
        year = int(rows()["plans"][match["word"]])
        whole = "末" not in match.group()
        return Moment(
            place, match.end(), (1, 1), (12, _LAST), year, grain="五年" if whole else "年底", is_edge=not whole
        )
    if (match := named.match(words, place)) is not None:
        month, day = rows()["named"][match["word"]]
        return Moment(place, match.end(), (month, day), (month, day), grain="节")
    if (match := movable.match(words, place)) is not None:
        return Moment(place, match.end(), grain="节")
    return None


def added(day: date, count: int, unit: str) -> date | None:
    """A day so many days, weeks, months or years later; None for working days and hours, which need a calendar."""
    if unit in ("日", "天"):
        return day + timedelta(days=count)
    if unit in ("周", "星期"):
        return day + timedelta(weeks=count)
    months = {"月": count, "年": 12 * count}.get(unit)
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
