"""Bounds on figures that a question sets: 超过30台, 5000人以上."""

from __future__ import annotations

import re
from collections.abc import Callable

_MORE, _AT_LEAST = "超过|大于|多于|高于|突破", "不少于|不低于|至少|达到"
_LESS, _AT_MOST = "少于|低于|小于|不足|不到", "不超过|不多于|至多|最多"
_FIGURE = r"(?P<number>\d+(?:\.\d+)?)[个人台张座户家亩名条]?"
_BEFORE = re.compile(rf"(?P<word>{_AT_MOST}|{_AT_LEAST}|{_MORE}|{_LESS})了?{_FIGURE}")
_BEHIND = re.compile(rf"{_FIGURE}(?P<word>以上|以下|以内)")

Holds = Callable[[float], bool]


def always(value: float) -> bool:
    """Without a bound every figure holds."""
    return True


def asked(question: str) -> tuple[str, Holds]:
    """The bound as the question says it, and whether a figure keeps it; empty words where there is none."""
    match = _BEFORE.search(question) or _BEHIND.search(question)
    if match is None:
        return "", always
    number, word = float(match["number"]), match["word"]
    if word in _MORE.split("|"):
        return match.group(), lambda value: value > number
    if word in _LESS.split("|"):
        return match.group(), lambda value: value < number
    if word in (*_AT_MOST.split("|"), "以下", "以内"):
        return match.group(), lambda value: value <= number
    return match.group(), lambda value: value >= number
