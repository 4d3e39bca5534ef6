"""Lists of powers with each field and each value on a line of its own: 职权名称, 食盐批发许可, …, 法定主体, 商务局."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.duties.tables import names
from loaders.duties.tables.model import Cell, Row, Table, words
from loaders.lexicon.columns import DUTY, columns, fold
from loaders.page.text import Text

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_NUMBER = re.compile(r"\s*(?:\d{1,3}[.、)]|\(\d{1,3}\))\s*")
_MOST_LINES = 24
"""Lines between the name of a power and who holds it."""


def fields(text: Text) -> Iterator[Table]:
    """One table for all powers of a text that are written so."""
    if not any(f"\n{name}\n" in f"\n{text.folded}" for name in columns().powers):
        return
    lines = [text.trim(*match.span()) for match in _LINE.finditer(text.folded)]
    said = [fold(text.folded[start:end]).rstrip(":") for start, end in lines]
    rows: list[Row] = []
    for at, name in enumerate(said):
        if name in columns().powers and at + 1 < len(lines):
            rows.extend(_row(text, lines, said, at))
    if rows:
        yield Table(rows[0].start, max(row.end for row in rows), "fields", frozenset({DUTY}), tuple(rows))


def _row(text: Text, lines: list[tuple[int, int]], said: list[str], at: int) -> Iterator[Row]:
    """The row of a power whose field stands at a line."""
    start, end = lines[at + 1]
    number = _NUMBER.match(text.folded, start, end)
    task = Cell(number.end() if number is not None else start, end)
    parties: list[tuple[str, Cell]] = []
    for place in range(at + 2, min(len(lines) - 1, at + _MOST_LINES)):
        if said[place] in columns().powers:
            break
        cell = Cell(*lines[place + 1])
        if said[place] in columns().holders and names.reads(words(text, cell).text):
            parties.append((DUTY, cell))
    if parties:
        yield Row(lines[at][0], max(cell.end for _, cell in parties), task, tuple(parties))
