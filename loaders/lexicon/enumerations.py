"""One grammar for lists of names in running text: "甲、乙和丙", “甲、乙”, "甲“A”、乙(含丙、丁)"."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(
    r"[、](?:和|与|以及|及)?|以及(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff”)])和(?=[\u4e00-\u9fff“]{2})|(?<=”)(?=“)"
)
_BOUND = re.compile(r"软件和信息|信息和软件|文化和旅游|体育和旅游|科学和技术|医疗和康养|仓储和物流")
"""What 和 joins to one name."""
_OPENING, _CLOSING = "(〔[〈《", ")〕]〉》"


def items(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The members of a list between two offsets: cut at 、 and 和 outside of brackets, without quotation marks around.

    >>> [("甲园、乙园和丙园")[s:e] for s, e in items("甲园、乙园和丙园", 0, 8)]
    ['甲园', '乙园', '丙园']
    """
    bound = [match.span() for match in _BOUND.finditer(text, start, end)]
    found: list[tuple[int, int]] = []
    place, depth, at = start, 0, start
    for mark in _SEPARATOR.finditer(text, start, end):
        depth += sum((char in _OPENING) - (char in _CLOSING) for char in text[at : mark.start()])
        at = mark.start()
        if depth > 0 or any(first < mark.start() < last for first, last in bound):
            continue
        found.append(_bare(text, place, mark.start()))
        place = mark.end()
    return (*found, _bare(text, place, end))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A member without the quotation marks that stand around all of it."""
    quoted = end - start > 2 and text[start] == "“" and text[end - 1] == "”" and text.find("”", start) == end - 1
    return (start + 1, end - 1) if quoted else (start, end)
