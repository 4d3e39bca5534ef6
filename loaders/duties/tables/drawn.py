"""Tables drawn with characters: ┌─┬─┐ above, ├─┼─┤ between rows, │ between cells that go on over several lines.

A rule may cross some columns only: then a body stands beside several tasks, or a task beside several bodies. Each cell
of bodies makes a row, with the task that begins where it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.duties.tables.grid import read
from loaders.duties.tables.model import Box, Cell, Table
from loaders.lexicon.columns import PARTIES, columns, meaning
from loaders.page.text import Text

_TOP = re.compile(r"^[ ]*┌[─┬]+┐", re.MULTILINE)
_EDGE = re.compile(r"[│├┤┼┌┐└┘┬┴]")
_OPENS = frozenset("│├└┌")
_RULE = re.compile(r"[─\s]*─[─\s]*")
_BULLET = re.compile(
    r"(?P<sign>[△▲●○◆◇■□★·•*])|\d{1,3}[.、)]|\(\d{1,3}\)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)"
)
_MOST_LINES = 2_000


@dataclass
class _Block:
    """A cell: its first line and its words."""

    line: int
    parts: list[Cell] = field(default_factory=list)


def drawn(text: Text) -> Iterator[Table]:
    """Tables drawn with characters, below a line of headings."""
    end = 0
    for match in _TOP.finditer(text.folded):
        if match.start() < end:
            continue
        lines = [*_lines(text.folded, match.start())]
        end = lines[-1][1]
        heads, found = _blocks(text, lines, match.group().count("┬") + 1)
        rows = [*_rows(text, heads, found)]
        yield from read(text, [heads, *rows], "drawn") if rows else ()


def _lines(folded: str, place: int) -> Iterator[tuple[int, int]]:
    """The lines of a drawn table from a place on."""
    for _ in range(_MOST_LINES):
        end = folded.find("\n", place)
        end = end if end >= 0 else len(folded)
        if folded[place:end].lstrip(" ")[:1] not in _OPENS or place >= end:
            return
        yield place, end
        place = end + 1


def _blocks(text: Text, lines: Sequence[tuple[int, int]], width: int) -> tuple[list[Box], list[list[_Block]]]:
    """The headings, and the cells of each column below them."""
    found: list[list[_Block]] = [[] for _ in range(width)]
    fresh = [True] * width
    heads: list[Box] = []
    for number, (start, end) in enumerate(lines):
        edges = [match.start() for match in _EDGE.finditer(text.folded, start, end)]
        cells = [*pairwise(edges)]
        if len(cells) != width:
            # The name of a part over all columns, or a line whose own words hold a bar: cells end there.
            fresh = [True] * width
            continue
        for column, (first, last) in enumerate(cells):
            if _RULE.fullmatch(text.folded, first + 1, last):
                fresh[column] = True
                continue
            cell = Cell(*text.trim(first + 1, last))
            if cell.start < cell.end:
                bullet = _BULLET.match(text.folded, cell.start, cell.end)
                if fresh[column] or bullet is not None:
                    found[column].append(_Block(number))
                sign = bullet is not None and bullet["sign"] is not None and bullet.end() < cell.end
                found[column][-1].parts.append(Cell(*text.trim(bullet.end(), cell.end)) if sign and bullet else cell)
                fresh[column] = False
        if not heads and number and all(fresh) and all(found):
            heads = [Box(tuple(cell for block in column for cell in block.parts)) for column in found]
            found = [[] for _ in range(width)]
    return heads, found


def _rows(text: Text, heads: Sequence[Box], found: Sequence[list[_Block]]) -> Iterator[list[Box]]:
    """A row for each cell of the first column of bodies: what stands beside its first line."""
    known = [meaning("".join(text.squeeze(cell.start, cell.end).text for cell in box.fragments)) for box in heads]
    bodies = next((place for place, what in enumerate(known) if what in PARTIES), -1)
    if bodies < 0 or not any(what in columns().task for what in known):
        return
    for block in found[bodies]:
        beside = [next((one for one in reversed(column) if one.line <= block.line), None) for column in found]
        yield [Box(tuple(one.parts)) if one is not None else Box() for one in beside]
