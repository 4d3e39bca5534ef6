"""Tables that state responsibilities, whatever their form and damage, as cells with offsets into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from loaders.duties.tables import lines, markup
from loaders.duties.tables import records as json_records
from loaders.duties.tables.cards import cards
from loaders.duties.tables.drawn import drawn
from loaders.duties.tables.fields import fields
from loaders.duties.tables.flat import flat
from loaders.duties.tables.model import Cell, Row, Table, role, words
from loaders.duties.tables.names import complete as is_name
from loaders.duties.tables.separated import separated
from loaders.lexicon.columns import DUTY
from loaders.page.text import Text

__all__ = ["DUTY", "Cell", "Row", "Table", "find", "is_name", "role", "words"]

_CAPTION_OF_REQUESTS = re.compile(r"诉求|请求|(?:需|争取|恳请)[^\n]{0,10}支持")
_CAPTION = 80


def find(text: Text) -> list[Table]:
    """Every table of a text that states responsibilities, in the order of the text."""
    found = [*markup.marked(text)]
    found.extend(table for table in _written(text) if not text.in_table(table.start))
    found.extend(lines.lines(text, found))
    kept = [table for table in found if not _asks(text, table)]
    return sorted(kept, key=lambda table: table.start)


def _written(text: Text) -> Iterator[Table]:
    return chain(
        markup.html(text),
        markup.markdown(text),
        json_records.records(text),
        separated(text),
        flat(text),
        fields(text),
        cards(text),
        drawn(text),
    )


def _asks(text: Text, table: Table) -> bool:
    """Whether the caption of a table says that it holds requests."""
    before = text.folded[max(0, table.start - _CAPTION) : table.start].rstrip(" |\n")
    return _CAPTION_OF_REQUESTS.search(before[before.rfind("\n") + 1 :]) is not None
