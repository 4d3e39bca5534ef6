"""The regions and parks that a sentence is about."""

from __future__ import annotations

import re

from loaders.lexicon.gazetteer import gazetteer

_PARK = re.compile(
    r"(?:国家级?|省级)?(?:经开区|高新区|经济(?:技术)?开发区|高新技术(?:产业)?开发区|[\u4e00-\u9fff]{0,6}?(?:工业园区?|产业园区?|产业开发区|度假区|管理区|开发区))"
)
# A short name alone is a place only where what a place does follows; else it is part of a name (桃源抽水蓄能电站).
_DOES = re.compile(r"(?:地区)?(?:[,:]|全[县区市州]|[每全]年|年内|力争|确保|要|新|净增|完成|实现|达到|建成)")
_FULL = re.compile("[省市县区州盟旗镇乡]$")
# Names of districts that are words of every plan as well.
_COMMON = frozenset({"城区", "郊区", "矿区", "新区"})
_ANY_PARK = re.compile("^(?:各类?|全市|省级以上)?园区")


def places(said: str) -> dict[int, int]:
    """The regions and parks that a sentence names: where each begins and ends."""
    found: dict[int, int] = {}
    for start, end, name in gazetteer().find(said):
        if name in _COMMON:
            continue
        park = _PARK.match(said, end)
        if park is not None:
            found[start] = park.end()
        elif _FULL.search(name) or _DOES.match(said, end):
            found[start] = end
    return found


def general(indicator: str) -> str | None:
    """园区 where an indicator is one of parks as such."""
    return "园区" if _ANY_PARK.match(indicator) else None
