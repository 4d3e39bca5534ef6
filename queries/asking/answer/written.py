"""Values as documents write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import data
from queries.asking.answer.answer import Row


def figure(value: Any) -> int | float | Any:
    """A number without a needless decimal part."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


@cache
def bounding() -> tuple[str, str]:
    """Patterns of what stands before and behind a value and says how it bounds; 达到 and its like say nothing more."""
    rows = data.read(data.RULES / "targets.yaml")
    before = (word for sign, words in rows["before"].items() if sign != "=" for word in words)
    behind = (word for words in rows["behind"].values() for word in words)
    return _optional(before), _optional(behind)


def _optional(words: Iterable[str]) -> str:
    """A pattern of one of the words or nothing, the longest first."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))})?"


def written_value(row: Row) -> str:
    """A value with its bounds and unit as the document writes it: 不低于6亿元."""
    value, unit = figure(row["value"]), str(row["unit"] or "")
    quote = "".join(str(row["quote"]).split())
    before, behind = bounding()
    wanted = re.compile(rf"{before}{re.escape(str(value))}{re.escape(unit)}{behind}")
    found = wanted.search(quote)
    if found is not None:
        return found.group()
    bounds = {"≥": "以上", ">": "以上", "≤": "以内", "<": "以下", "≈": "左右"}
    return f"{value}{unit}{bounds.get(str(row['comparator'] or '')[-1:], '')}"
