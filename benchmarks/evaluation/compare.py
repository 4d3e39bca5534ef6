"""How two values of an answer and of a record are compared: without white space, widths made alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, TypeGuard

Row = dict[str, Any]

_SPACE = re.compile(r"\s+|[—-]\s*\d+\s*[—-]")
_REMARK = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[“”\"‘’《》\[\]【】<>()]")


def squash(words: object) -> str:
    """Words without white space and page numbers, full-width characters made half-width; "" for None."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", str(words))) if words is not None else ""


def bare(words: object) -> str:
    """The same without what stands in brackets and without quotation marks: the annotators' remarks stand there."""
    return _MARKS.sub("", _REMARK.sub("", squash(words)))


def core(words: object) -> str:
    """The same with brackets opened: 某项目(一期) and 某项目一期 are alike."""
    return _MARKS.sub("", squash(words))


def alike(one: object, other: object) -> bool:
    """Whether one holds the other, or half of the pairs of characters of the shorter stand in the longer."""
    short, long = sorted((core(one), core(other)), key=len)
    if not short:
        return not long
    pairs = [short[i : i + 2] for i in range(len(short) - 1)] or [short]
    return short in long or 2 * sum(pair in long for pair in pairs) >= len(pairs)


def same_set(one: Iterable[object], other: Iterable[object]) -> bool:
    """Whether two lists hold the same words, in any order."""
    return {squash(words) for words in one} == {squash(words) for words in other}


def overlap(gold: Row, record: Row) -> bool:
    """Whether a record stands in the words that prove a row, or in its byline."""
    start, end = record["start"], record["end"]
    return any(
        gold[f"{name}_start"] < end and start < gold[f"{name}_end"]
        for name in ("evidence", "byline")
        if f"{name}_start" in gold
    )


def is_number(value: object) -> TypeGuard[float]:
    """Whether a value is a figure."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
