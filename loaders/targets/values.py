"""Numbers with their units, and how an indicator stands to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.targets.words import DECLINE, GROWTH, Words

_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_DIGITS_HERE = re.compile(r"[\d.]*")
_POWER = re.compile("[万亿千百]{1,2}(?=.)")
_QUOTED = re.compile(r"“[^“”]{0,40}”|\"[^\"\n]{1,40}\"|《[^《》]{0,60}》")
_BRACKET = re.compile(r"\([^()]{0,300}\)|〈[^〈〉]{0,60}〉")


class Value(NamedTuple):
    """A number in a sentence.

    Attributes:
        start, end: offsets of the number in the sentence.
        stop: where its unit and the comparator behind it end.
        upper: the greater end of a range, None for a single number.
        unit: with its power of ten (万人); 亿 alone is 亿元; empty where none is written.
        kind: kind of the unit: classifier, quantity, measure, rate, money or none.
        behind: the comparator that stands behind it, or "".
    """

    start: int
    end: int
    stop: int
    value: float
    upper: float | None
    unit: str
    kind: str
    behind: str


def mask(said: str) -> str:
    """The sentence with what stands in quotes and brackets blotted out, at the same length."""
    hidden = _QUOTED.sub(lambda match: "“" + "\1" * (len(match.group()) - 2) + "”", said)
    return _BRACKET.sub(lambda match: "(" + "\0" * (len(match.group()) - 2) + ")", hidden)


def values(masked: str, start: int, end: int, words: Words) -> Iterator[Value]:
    """The numbers with units between two offsets of a sentence."""
    place = start
    while (opening := words.opening.search(masked, place, end)) is not None:
        place = opening.start() if opening.group().isdigit() else opening.end()
        match = words.value.match(masked, place, end)
        if match is None:
            place = _digits_end(masked, place, end)
            continue
        yield _value(masked, match, end, words)
        place = match.end()


def _digits_end(masked: str, place: int, end: int) -> int:
    digits = _DIGITS_HERE.match(masked, place, end)
    return max(place + 1, digits.end() if digits is not None else place + 1)


def _value(masked: str, match: re.Match[str], end: int, words: Words) -> Value:
    written = match["unit"] or match["hanunit"] or ""
    behind = words.behind.match(masked, match.end(), end)
    op = words.ops[behind.group().rpartition(")")[2]] if behind is not None else ""
    stop = behind.end() if behind is not None else match.end()
    group = next(name for name in ("num", "bare", "han") if match[name] is not None)
    number, unit = _read(match[group], written)
    low = match["low"] if group == "num" else None
    first = match.start("low") if low is not None else match.start(group)
    value = _plain(low) if low is not None else number
    upper = number if low is not None else None
    return Value(first, match.end(group), stop, value, upper, unit, _kind(unit, words), op)


def _read(number: str, unit: str) -> tuple[float, str]:
    """The number and its unit; 千亿 is 1000 亿元."""
    if number[0].isdigit():
        return _plain(number), "亿元" if unit == "亿" else unit
    if number.endswith("亿"):
        return _spelled(number[:-1]), "亿" + (unit or "元")
    return _spelled(number), unit


def _plain(number: str) -> float:
    return float(number.replace(",", ""))


def _spelled(number: str) -> float:
    value = _DIGITS.get(number[:1], 1)
    for char in number:
        value *= _TENS.get(char, 1)
    return float(value)


def _kind(unit: str, words: Words) -> str:
    if not unit:
        return "none"
    bare = _POWER.sub("", unit) if unit not in words.kinds else unit
    return words.kinds.get(bare, "none")


def comparator(before: re.Match[str], value: Value, words: Words) -> str:
    """How an indicator stands to its value, by the words on both sides of the number."""
    op = words.ops.get(before["op"] or "", "=")
    if value.upper is not None and op == "=":
        op = "≥"
    if value.behind:
        op = value.behind if op in ("=", ">", "≥", "≈", value.behind) or value.behind == "≈" else op
    if value.kind == "rate" and before["growth"]:
        return GROWTH + op
    return DECLINE + op if value.kind == "rate" and before["decline"] else op
