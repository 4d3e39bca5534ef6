"""Where an item stands, as people cite it: 附件1 (二) 1.积极开展促消费活动."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_ANNEX = re.compile(r"附[件表]?\s*[\d一二三四五六七八九十]+(?:[—-]\d+)?")
_BRACKETED = re.compile(r"[(（][一二三四五六七八九十百]+[)）]")
_CHINESE = re.compile("[一二三四五六七八九十百]+、|第[一二三四五六七八九十百]+[章节条]")
_ITEM = re.compile(r"\d+[.、]|[一二三四五六七八九十]+是")
_FIRST_WORDS = re.compile("[^,，;；:：。]*")


def cite(row: Mapping[str, Any]) -> str:
    """An item as a row of the catalogue tells it: annex and bracketed headings by number, then the item.

    Args:
        row: with `item`, `number` and `path`.
    """
    name, number, path = str(row["item"]), str(row.get("number") or ""), row.get("path") or []
    if row.get("item_kind") not in ("事项", "章节", None):
        return name
    parts = list(_above(path))
    inside = bool(path) and not number and _ITEM.match(path[-1]) is not None
    if inside:
        return " ".join([*parts, f"{path[-1]}——{first_words(name)}"])
    gap = " " if _BRACKETED.fullmatch(number) or _ANNEX.fullmatch(number) else ""
    return " ".join([*parts, f"{number}{gap}{name}"])


def first_words(name: str) -> str:
    """What a long name says up to its first comma or colon."""
    match = _FIRST_WORDS.match(name)
    return match.group() if match is not None and len(match.group()) > 1 else name


def _above(path: Sequence[str]) -> Iterator[str]:
    """The numbers of the annex and of bracketed headings; a heading without number in full."""
    for heading in path:
        number = _ANNEX.match(heading) or _BRACKETED.match(heading)
        if number is not None:
            yield number.group()
        elif not _CHINESE.match(heading) and not _ITEM.match(heading):
            yield heading
