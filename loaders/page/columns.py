"""What the columns of a table are called, by words that a kind of fact gives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.page.rows import Cell, Row
from loaders.page.text import Text

_UNIT = re.compile(r"[(:,]?(?:单位:)?(?P<unit>万亿元|亿元|万元|元)\)?$")
_ASIDE = re.compile(r"\([^()]*\)")
_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that a kind of fact knows.

    Attributes:
        at: for each thing that it looks for the number of its column.
        units: the unit that the heading of a column of sums gives.
        first: the number of the first row below the headings.
        width: how many columns there are.
    """

    at: Mapping[str, int]
    units: Mapping[str, str]
    first: int
    width: int

    def cell(self, row: Row, what: str) -> Cell | None:
        """The cell of a row that says a thing; None where the column or the words are missing."""
        column = self.at.get(what)
        if column is None or column >= len(row) or row[column][0] == row[column][1]:
            return None
        return row[column]


def columns(text: Text, rows: Sequence[Row], words: Mapping[str, Sequence[str]], must: str) -> Columns | None:
    """The columns of a table, by the first row that heads the one that must be there; None where no row does.

    Args:
        words: for each thing the headings that its column may have.
        must: the thing without which the table is of no interest.
    """
    named = {heading: what for what, headings in words.items() for heading in headings}
    for number, row in enumerate(rows[:_HEAD_ROWS]):
        at: dict[str, int] = {}
        units: dict[str, str] = {}
        for column, cell in enumerate(row):
            said = text.squeeze(*cell).text
            what = named.get(said) or named.get(_ASIDE.sub("", said)) or named.get(_UNIT.sub("", said))
            if what is not None and what not in at:
                at[what] = column
                unit = _UNIT.search(said)
                units |= {what: unit["unit"]} if unit is not None else {}
        if must in at and len(row) > 1:
            return Columns(at, units, number + 1, len(row))
    return None
