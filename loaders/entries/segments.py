"""A text cut into numbered pieces: its lines, and inside a line what a number opens behind a full stop."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.page.outline import wrap_width
from loaders.page.text import Squeezed, Text, kept

_NUMERAL = "一二三四五六七八九十百"
_KINDS = (
    ("chapter", rf"第[{_NUMERAL}\d]+[章编节]"),
    ("cn", rf"[{_NUMERAL}]{{1,3}}[ ]*、"),
    ("article", rf"第[{_NUMERAL}\d]+条"),
    ("cn_bracket", rf"\([ ]*[{_NUMERAL}]{{1,3}}[ ]*\)、?"),
    ("decimal", r"\d{1,2}(?:\.\d{1,2}){1,3}(?![\d%])[.、]?"),
    ("digit", r"\d{1,3}[ ]*(?:[.、](?!\d)|(?=[ ]{1,4}[\u4e00-\u9fff]))"),
    ("digit_bracket", r"\([ ]*\d{1,3}[ ]*\)、?|\d{1,3}\)"),
    ("circled", r"[①-⑳]"),
)
RANK = {kind: rank for rank, (kind, _) in enumerate(_KINDS)}
NONE = len(_KINDS)
"""The rank of a piece without a number."""

_NUMBER = re.compile(
    r"[ ]*(?:#{1,6}[ ]*)?(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS) + r")[ ]*"
)
_HEADING_INSIDE = re.compile(
    rf"(?<=[\u4e00-\u9fff。;:)])[ ]+(?=(?:[{_NUMERAL}]{{1,3}}、|\([{_NUMERAL}]{{1,3}}\))[ ]*[\u4e00-\u9fff])"
)
_OPENS_PIECE = (
    rf"(?:[{_NUMERAL}]{{1,3}}、|\([{_NUMERAL}]{{1,3}}\)|\d{{1,2}}[.、](?!\d)|\(\d{{1,2}}\)|[①-⑳])[ ]*[\u4e00-\u9fff]"
)
_INSIDE = re.compile(rf"(?:(?<=[。;:!)])|(?<=[ ]{{2}}))[ ]*(?={_OPENS_PIECE})")
_FULL = re.compile(r"[。;:!?]\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text.

    Attributes:
        start, end: its offsets, white space at the ends left out.
        body: where its words begin, behind its number.
        rank: how high its number stands; the smaller the higher, `NONE` without a number.
        words: its words without white space, from `body` on.
    """

    start: int
    end: int
    body: int
    rank: int
    words: Squeezed

    @property
    def text(self) -> str:
        """Its words."""
        return self.words.text


@kept
def pieces(text: Text) -> tuple[Piece, ...]:
    """Every piece of a text that is not blank, in order."""
    found: list[Piece] = []
    for start, end in _spans(text):
        start, end = text.trim(start, end)
        if start >= end:
            continue
        number = _NUMBER.match(text.folded, start, end)
        body = number.end() if number is not None else start
        kind = number.lastgroup if number is not None else None
        rank = RANK[kind] if kind is not None and kind != "decimal" else RANK["decimal"] if kind else NONE
        found.append(Piece(start, end, body, rank, text.squeeze(body, end)))
    return tuple(found)


def _spans(text: Text) -> list[tuple[int, int]]:
    """The lines, those that a printer broke put together, cut where a number opens a piece inside."""
    folded, width = text.folded, wrap_width(text.folded)
    lines: list[tuple[int, int]] = []
    place = 0
    for line in folded.split("\n"):
        end = place + len(line)
        torn = width and lines and len(folded[lines[-1][0] : lines[-1][1]].split("\n")[-1]) >= width * 0.85
        if (
            torn
            and line.strip()
            and not _FULL.search(folded[max(0, lines[-1][1] - 4) : lines[-1][1]])
            and not _NUMBER.match(line)
        ):
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((place, end))
        place = end + 1
    cut: list[tuple[int, int]] = []
    for start, end in lines:
        at = start
        inside = sorted(
            (*_INSIDE.finditer(folded, start, end), *_HEADING_INSIDE.finditer(folded, start, end)),
            key=lambda match: match.start(),
        )
        for match in inside:
            if match.start() > at:
                cut.append((at, match.start()))
                at = match.start()
        cut.append((at, end))
    return cut
