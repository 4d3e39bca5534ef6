"""Lists that say how many they name: "A、B等8个部门"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.lexicon.clauses import Party
from loaders.lexicon.numerals import number

_STATED = re.compile(r"等(?P<count>\d+|[一二三四五六七八九十])(?:个|家)(?:[^,。;、]{0,8}?)(?:部门|单位|机构)")


def miscounted(words: str, parties: Sequence[Party]) -> list[tuple[int, int]]:
    """For each list whose number is not that of its names: the number told, and the number of names."""
    found: list[tuple[int, int]] = []
    for stated in _STATED.finditer(words):
        first = max(words.rfind(mark, 0, stated.start()) for mark in ",;。:") + 1
        named = sum(1 for party in parties if first <= party.start and party.end <= stated.start())
        if named and named != number(stated["count"]):
            found.append((number(stated["count"]), named))
    return found
