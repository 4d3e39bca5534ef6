"""Tables whose cells are kept apart by commas or semicolons, as spreadsheets export them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.duties.tables.grid import read
from loaders.duties.tables.heads import MAX_LINE
from loaders.duties.tables.model import Box, Cell, Table
from loaders.lexicon.columns import PARTIES, meaning
from loaders.page.text import Text

_MAX_ROW = 4_000
# A heading between two separators: cheap to look for, and few texts hold one.
_HINT = re.compile(r"[,;]\"?[\u4e00-\u9fff]{2,8}(?:单位|部门|主体|责任人|机构)\"?(?=[,;\n]|\s*\Z)")
_FIELD = {mark: re.compile(rf'[ ]*(?:"(?P<quoted>(?:[^"]|""){{0,{_MAX_ROW}}})"|[^{mark}\n"]*)[ ]*') for mark in ",;"}


def separated(text: Text) -> Iterator[Table]:
    """Tables of comma-separated lines below a line of headings; a cell in quotation marks may hold line breaks."""
    end = 0
    for hint in _HINT.finditer(text.raw):
        start = text.raw.rfind("\n", 0, hint.start()) + 1
        if start < end or hint.end() - start > MAX_LINE:
            continue
        mark = text.raw[hint.start()]
        head, end = _row(text, start, mark)
        known = [meaning(text.raw[cell.start : cell.end]) for box in head for cell in box.fragments]
        if len(head) > 2 and sum(what is not None for what in known) * 2 > len(head) and {*known} & {*PARTIES}:
            yield from _table(text, head, end, mark)


def _table(text: Text, head: list[Box], place: int, mark: str) -> Iterator[Table]:
    grid: list[Sequence[Box]] = [head]
    skipped: list[Cell] = []
    while place < len(text.raw):
        boxes, after = _row(text, place, mark)
        if len(boxes) < 2:
            break
        if len(boxes) == len(head):
            grid.append(boxes)
        else:
            skipped.append(Cell(*text.trim(place, after)))
        place = after
    found = [*read(text, grid, "csv")]
    if found and skipped:
        end = max(found[-1].end, skipped[-1].end)
        found[-1] = replace(found[-1], end=end, skipped=(*found[-1].skipped, *skipped))
    yield from found


def _row(text: Text, place: int, mark: str) -> tuple[list[Box], int]:
    """The cells of a line, and where the next line begins."""
    boxes: list[Box] = []
    while True:
        field = _FIELD[mark].match(text.raw, place)
        assert field is not None  # The pattern matches nothing at all, too.
        start, end = text.trim(*field.span("quoted" if field["quoted"] is not None else 0))
        boxes.append(Box((Cell(start, end),) if start < end else ()))
        place = field.end()
        if text.raw[place : place + 1] != mark:
            break
        place += 1
    rest = text.raw.find("\n", place)
    return boxes, rest + 1 if rest >= 0 else len(text.raw)
