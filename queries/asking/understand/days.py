"""Words of time in a question as days: 9月底前, 年底, 下个月, 第三季度, 上半年.

The words stand in data/rules/asking.yaml under `days`. A word that names no year means the year that the question is
asked about; who calls says which that is.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import data
from queries.asking.understand.characters import number

_FILE = data.RULES / "asking.yaml"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"


@dataclass(frozen=True)
class Days:
    """Some days.

    Attributes:
        first: the first as YYYY-MM-DD; empty where only the last bounds.
        last: the last.
    """

    first: str
    last: str


@cache
def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = data.read(_FILE)["days"]
    return found


def _any(name: str) -> str:
    words = _words()[name]
    known = list(words) if isinstance(words, Mapping) else str(words).split()
    return f"(?:{'|'.join(sorted(map(re.escape, known), key=lambda word: (-len(word), word)))})"


@cache
def pattern() -> str:
    """A pattern of words of time, without named groups."""
    year = rf"(?:(?:20\d\d)年?度?|{_any('years')})的?"
    month = rf"(?:{_N}月份?|{_any('months')})"
    end = _any("ends")
    quarter = f"(?:第?[一二三四1-4]季度|{_any('quarters')})(?:{end})?"
    parts = (rf"{month}(?:\d{{1,2}}[日号]|{end}|[上中下]旬)?", _any("year_ends"), "[上下]半年", quarter)
    within = f"(?:{'|'.join(parts)})"
    ahead = f"(?:未来|今后|最近|近)?{_N}(?:天|日|个月|周|个星期)(?:之内|以内|内)"
    return f"(?:{year}{within}|{within}|{_any('weeks')}|{_any('near')}|{ahead}|{year})"


def bounded() -> str:
    """A pattern of words behind a time that make it a last day."""
    return _any("before")


def days(words: str, today: date, year: int) -> Days | None:
    """What words of time mean; None where they mean none.

    Args:
        words: as `pattern` finds them, with what bounds them behind.
        today: the day on which is asked.
        year: the year that is meant where the words name none.
    """
    said = words
    bound = re.search(f"{bounded()}$", said)
    core = said[: bound.start()] if bound is not None else said
    found = _within(core, today, year)
    if found is None:
        return None
    first, last = found
    end = re.search(f"(?:{_any('ends')}|{_any('year_ends')})$", core) is not None
    exact = re.search(r"\d[日号]$", core) is not None
    if bound is not None and not (end or exact) and not re.search("年度?$", core):
        # 9月前 is before its first day, 9月底前 and 9月30日前 take in the day.
        last = first - timedelta(days=1)
    return Days("" if bound is not None or end else first.isoformat(), last.isoformat())


def _within(words: str, today: date, year: int) -> tuple[date, date] | None:
    """The first and last day of a stretch of time."""
    match = re.match(rf"(?:(20\d\d)(?:年(?![底末终尾])度?)?|({_any('years')}))的?", words)
    if match is not None:
        year = int(match[1]) if match[1] else year + int(_words()["years"][match[2]])
        words = words[match.end() :]
        if not words:
            return date(year, 1, 1), date(year, 12, 31)
    for read in (_of_month, _of_year, _near):
        found = read(words, today, year)
        if found is not None:
            return found
    return None


def _of_month(words: str, today: date, year: int) -> tuple[date, date] | None:
    match = re.match(rf"({_N})月份?(?:(\d{{1,2}})[日号]|([上中下])旬)?", words)
    month = re.match(_any("months"), words)
    if match is None and month is None:
        return None
    if match is None:
        assert month is not None
        at = today.year * 12 + today.month - 1 + int(_words()["months"][month.group()])
        return _month(at // 12, at % 12 + 1)
    at = int(number(match[1]))
    if not 1 <= at <= 12:
        return None
    first, last = _month(year, at)
    if match[2]:
        day = int(match[2])
        return (date(year, at, day),) * 2 if 1 <= day <= last.day else None
    third = {"上": (1, 10), "中": (11, 20), "下": (21, last.day), None: (1, last.day)}[match[3]]
    return first.replace(day=third[0]), first.replace(day=third[1])


def _of_year(words: str, today: date, year: int) -> tuple[date, date] | None:
    if re.match(_any("year_ends"), words):
        return date(year, 12, 1), date(year, 12, 31)
    if re.match("[上下]半年", words):
        return (date(year, 1, 1), date(year, 6, 30)) if words[0] == "上" else (date(year, 7, 1), date(year, 12, 31))
    match = re.match("第?([一二三四1-4])季度", words)
    return _quarter(year, int(number(match[1])) - 1) if match is not None else None


def _near(words: str, today: date, year: int) -> tuple[date, date] | None:
    match = re.match(_any("quarters"), words)
    if match is not None:
        at = today.year * 4 + (today.month - 1) // 3 + int(_words()["quarters"][match.group()])
        return _quarter(at // 4, at % 4)
    match = re.match(_any("weeks"), words)
    if match is not None:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=int(_words()["weeks"][match.group()]))
        return monday, monday + timedelta(days=6)
    match = re.match(_any("near"), words)
    if match is not None:
        return (today + timedelta(days=int(_words()["near"][match.group()])),) * 2
    match = re.match(rf"(?:未来|今后|最近|近)?({_N})(天|日|个月|周|个星期)", words)
    if match is None:
        return None
    each = {"天": 1, "日": 1, "周": 7, "个星期": 7, "个月": 30}[match[2]]
    return today, today + timedelta(days=each * int(number(match[1])))


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _quarter(year: int, at: int) -> tuple[date, date]:
    return date(year, 3 * at + 1, 1), _month(year, 3 * at + 3)[1]
