"""Words found again in a text, whatever its white space and the width of its characters."""

from __future__ import annotations

from graph.anchors import AROUND, Anchor, fold

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BESIDE = AROUND // 2
"""Characters on each side that must be the same for one of several places to be the one meant."""


def plain(name: str) -> str:
    """A name as the rules see names: half-width, without white space.

    >>> plain("市政府（ 办公室）")
    '市政府(办公室)'
    """
    return "".join(name.translate(_HALF).split())


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, as they are written, else folded; offsets in characters, end exclusive.

    >>> places("市工 信局牵头", "市工信局")
    [(0, 5)]
    """
    if not (wanted := fold(words)):
        return []
    if exact := _every(text, words):
        return [(at, at + len(words)) for at in exact]
    folded = [(fold(char), place) for place, char in enumerate(text)]
    flat = "".join(char for char, _ in folded)
    own = [place for char, place in folded for _ in char]
    return [(own[at], own[at + len(wanted) - 1] + 1) for at in _every(flat, wanted)]


def nearest(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Where words stand nearest to a place; None where they do not stand in the text."""
    return min(places(text, words), key=lambda span: (abs(span[0] - near), span), default=None)


def again(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """Where the sentence of an anchor stands now: its only place, else the one between the same neighbours."""
    found = places(text, anchor.quote)
    if len(found) == 1:
        return found[0]
    before, after = fold(anchor.before)[-_BESIDE:], fold(anchor.after)[:_BESIDE]
    beside = [
        (start, end)
        for start, end in found
        if fold(text[max(0, start - AROUND) : start]).endswith(before)
        and fold(text[end : end + AROUND]).startswith(after)
    ]
    return beside[0] if len(beside) == 1 else None


def _every(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
