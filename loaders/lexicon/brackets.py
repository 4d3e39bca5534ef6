"""Brackets of every shape: which opening one belongs to which closing one, in time linear in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

CLOSING = {"(": ")", "〔": "〕", "[": "]", "【": "】", "〈": "〉"}
_ANY = re.compile(r"[()〔〕\[\]【】〈〉]")
MASK = "\0"


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of brackets.

    Attributes:
        start: offset of the opening character.
        end: offset after the closing character, or the end of the stretch where it is missing.
        depth: how many other pairs it stands in.
        closed: whether the closing character is there.
    """

    start: int
    end: int
    depth: int
    closed: bool = True


def pairs(folded: str, start: int, end: int) -> list[Pair]:
    """All pairs between two offsets, by the place of their opening character.

    A closing bracket closes the innermost open one of its own shape and drops what stands open inside that, so a lost
    bracket costs one pair and not the rest of the text.
    """
    found: list[Pair] = []
    open_: list[tuple[str, int]] = []
    for match in _ANY.finditer(folded, start, end):
        char = match.group()
        if char in CLOSING:
            open_.append((CLOSING[char], match.start()))
            continue
        for depth in range(len(open_) - 1, -1, -1):
            if open_[depth][0] == char:
                found.append(Pair(open_[depth][1], match.end(), depth))
                del open_[depth:]
                break
    found.extend(Pair(place, end, depth, closed=False) for depth, (_, place) in enumerate(open_))
    return sorted(found, key=lambda pair: pair.start)


def mask_inner(text: str) -> str:
    """The text with everything inside brackets blotted out, at the same length, so that patterns see the top level."""
    parts: list[str] = []
    open_: list[str] = []
    done = start = 0
    for match in _ANY.finditer(text):
        char = match.group()
        if char in CLOSING:
            if not open_:
                start = match.start()
            open_.append(CLOSING[char])
        elif open_ and char == open_[-1]:
            open_.pop()
            if not open_:
                parts += text[done:start], MASK * (match.end() - start)
                done = match.end()
    if open_:
        parts += text[done:start], MASK * (len(text) - start)
        done = len(text)
    return "".join(parts) + text[done:] if parts else text
