"""Places in an order that a question asks for: the most, the second, the first three, the last but one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from queries.asking.answer import Row
from queries.asking.reading import Reading

_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_NUMERAL = "[一二两三四五六七八九十]|[1-9]\\d?"
_NTH = re.compile(f"(倒数)?第({_NUMERAL})")
_FIRST = re.compile(f"(前|倒数前?|后|最后)({_NUMERAL})")
_SO_MANY = re.compile(f"哪({_NUMERAL})[个家项大]|[的前]({_NUMERAL})[个家项位名]|({_NUMERAL})个(?:地方|单位|部门|区县)")


@dataclass(frozen=True)
class Ranks:
    """The places from `first` to `last` (1-based), counted from the least where `least` is set."""

    first: int
    last: int
    least: bool

    @property
    def words(self) -> str:
        """As a sentence tells them: 最多, 排第二, 排前三, 排第二至第四."""
        end = "倒数" if self.least else ""
        if self.first == self.last == 1:
            return "最少" if self.least else "最多"
        if self.first == 1:
            return f"排{end}前{_told(self.last)}"
        until = f"至第{_told(self.last)}" if self.last > self.first else ""
        return f"排{end}第{_told(self.first)}{until}"


def asked(reading: Reading, *, single: bool = False) -> Ranks:
    """The places that a question asks for: the first one where it only says 最多.

    Args:
        reading: the question.
        single: that 哪两家 asks for a pair, not for the first two.
    """
    said = [token.text for token in reading.tokens if "最" in token._.tags]
    least = reading.has("最小")
    nth = [match for words in said if (match := _NTH.search(words)) is not None]
    if nth:
        numbers = [_number(match[2]) for match in nth]
        return Ranks(min(numbers), max(numbers), least or any(match[1] for match in nth))
    for words in said:
        if (match := _FIRST.search(words)) is not None:
            return Ranks(1, _number(match[2]), least or match[1] not in ("前",))
    many = None if single else _SO_MANY.search(reading.text)
    return Ranks(1, _number(next(filter(None, many.groups()))) if many is not None else 1, least)


def _number(numeral: str) -> int:
    return _NUMERALS.get(numeral) or int(numeral)


def _told(number: int) -> str:
    return next((numeral for numeral, value in _NUMERALS.items() if value == number), str(number))


def chosen(rows: Sequence[Row], ranks: Ranks, figure: Callable[[Row], float]) -> list[Row]:
    """The rows at the places asked for, in their order; those that stand even with one of them too."""
    order = sorted(rows, key=lambda row: figure(row) if ranks.least else -figure(row))
    at = [figure(row) for row in order[ranks.first - 1 : ranks.last]]
    return [row for row in order if figure(row) in at]


def place(rows: Sequence[Row], own: float, figure: Callable[[Row], float]) -> tuple[int, int]:
    """The place of a figure among the rows', the greatest first, and how many rows have the same figure."""
    figures = [figure(row) for row in rows]
    return 1 + sum(other > own for other in figures), figures.count(own)
