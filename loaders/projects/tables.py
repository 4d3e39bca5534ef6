"""Tables of projects: a row each, with who builds it, what it costs and where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.page.columns import Columns, columns
from loaders.page.outline import Node, Outline, home
from loaders.page.rows import Cell, Row, tables
from loaders.page.spans import Signal
from loaders.page.text import Text
from loaders.projects import words as w

_CAPTION = re.compile(r"(?P<name>[^\n。;:,]{0,40}(?:项目|工程)[^\n。;:,]{0,12}?)(?:\((?:共)?(?P<count>\d+)[个项]\))?$")
_NUMBERED = re.compile(r"^(?:附件\d*|表\d*|[(]?[一二三四五六七八九十\d]{1,3}[)、.])[:]?")
_NOT_NAME = re.compile(
    r"^(?:合计|小计|总计|[一二三四五六七八九十]+、?|\d+|序号)$|^(?:合计|小计|总计|共计)|^[(]?[一二三四五六七八九十]+[)、]"
)
_SUM = re.compile(r"^\d[\d,.]*$")
_CAPTION_LINES = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: offsets in the document of its name, of the row, and of what it says beside it."""

    name: tuple[int, int]
    row: tuple[int, int]
    owner: tuple[int, int] | None
    place: tuple[int, int] | None
    amount: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of projects.

    Attributes:
        name: the offsets of what it is called; None where no line above it says that.
        rows: its projects in order.
        unread: rows that name none.
    """

    node: Node
    name: tuple[int, int] | None
    declared: int | None
    rows: tuple[Listed, ...]
    unread: tuple[Signal, ...]


def find(text: Text, tree: Outline) -> Iterator[Table]:
    """The tables of a text that have a column of names of projects."""
    for rows in tables(text):
        heads = columns(text, rows, w.COLUMNS, "name")
        if heads is None or (len(heads.at) == 1 and _is_vague(text, rows[heads.first - 1][heads.at["name"]])):
            continue
        listed: list[Listed] = []
        unread: list[Signal] = []
        for row in rows[heads.first :]:
            read = _row(text, heads, row)
            if read is not None:
                listed.append(read)
            elif len(row) != heads.width and len(row) > 1:
                unread.append(Signal(row[0][0], row[-1][1] or row[0][1], "项目表中这一行的栏对不上，没有读成项目"))
        if listed:
            start = rows[0][0][0]
            caption = _caption(text, start)
            name, declared = caption if caption is not None else (None, None)
            yield Table(home(tree, start), name, declared, tuple(listed), tuple(unread))


def _is_vague(text: Text, heading: Cell) -> bool:
    """Whether a heading may mean anything unless another column tells that projects are meant."""
    return text.squeeze(*heading).text == "项目"


def _row(text: Text, heads: Columns, row: Row) -> Listed | None:
    name = heads.cell(row, "name")
    if name is None or len(row) != heads.width or _NOT_NAME.search(text.squeeze(*name).text):
        return None
    if text.squeeze(*name).text in w.COLUMNS["name"] or not w.has_han(text.squeeze(*name).text):
        return None
    filled = [cell for cell in row if cell[1] > cell[0]]
    return Listed(
        name,
        (min(s for s, _ in filled), max(e for _, e in filled)),
        heads.cell(row, "owner"),
        heads.cell(row, "place"),
        _amount(text, heads, row),
    )


def _amount(text: Text, heads: Columns, row: Row) -> str | None:
    cell = heads.cell(row, "amount")
    if cell is None:
        return None
    said = text.written(*cell)
    return said + heads.units.get("amount", "") if _SUM.match(said) else said if w.is_sum(said) else None


def _caption(text: Text, start: int) -> tuple[tuple[int, int], int | None] | None:
    """What one of the lines above a table calls it, and how many projects it says there are."""
    end = start
    for _ in range(_CAPTION_LINES):
        line = text.folded.rfind("\n", 0, end)
        first, last = text.trim(line + 1, end)
        end = max(line, 0)
        if first == last:
            if not end:
                return None
            continue
        words = text.squeeze(first, last)
        cut = _NUMBERED.match(words.text)
        match = _CAPTION.match(words.text, cut.end() if cut is not None else 0)
        if match is not None:
            return words.span(*match.span("name")), int(match["count"]) if match["count"] else None
    return None
