"""Persons in charge, offices and results of a task: in their columns, and behind their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.duties.tables import Cell, Row, Table, names, words
from loaders.leaders.model import Said
from loaders.lexicon.columns import CONTACT, LEADER, OFFICE, RESULT, meaning
from loaders.page.articles import is_name, name_tokens
from loaders.page.outline import Outline, home
from loaders.page.spans import Spans
from loaders.page.text import Text

PERSONS = (LEADER, CONTACT)
_LABEL = re.compile("[\u4e00-\u9fff]{2,8}$")
_COLON, _LABEL_LENGTH = re.compile(":"), 8
_END = re.compile(r"[。;,)\n\]】]|\Z")
_SEPARATOR = re.compile(r"[、,;/\n|]|\s{2,}|(?<=[科处室股办])[ ]")
_LONGEST = 60
_TITLE = re.compile("同志$")


def find(text: Text, tree: Outline, tables: Sequence[Table]) -> list[Said]:
    """All that the rows and labels of a document say of this, in the order of the text."""
    found = [one for table in tables for row in table.rows for one in _in_row(text, tree, row)]
    skip = Spans((table.start, table.end) for table in tables)
    found += _labelled(text, tree, skip)
    return sorted(found, key=lambda one: (one.words_start, one.words_end, one.start))


def _in_row(text: Text, tree: Outline, row: Row) -> Iterator[Said]:
    node, task = home(tree, row.start), (row.task.start, row.task.end)
    for what, cell in row.others:
        span = min(row.start, cell.start), max(row.end, cell.end)
        for said, start, end, is_person in _words(text, what, cell):
            yield Said(what, said, start, end, *span, node, task, "column", is_person)


def _words(text: Text, what: str, cell: Cell) -> Iterator[tuple[str, int, int, bool]]:
    inside = words(text, cell).text
    if what not in (*PERSONS, OFFICE, RESULT) or not inside or names.nobody(inside) or names.is_time(inside):
        return
    if what == RESULT:
        yield inside, cell.start, cell.end, False
        return
    persons = name_tokens(text.folded, cell.start, cell.end) if what in PERSONS else None
    if persons is not None:
        yield from ((name, start, end, True) for start, end, name in persons)
        return
    for start, end in _parts(text, cell):
        said = _TITLE.sub("", text.squeeze(start, end).text)
        if 1 < len(said) <= _LONGEST // 3:
            yield said, start, end, what in PERSONS and is_name(said)


def _parts(text: Text, cell: Cell) -> Iterator[tuple[int, int]]:
    place = cell.start
    for match in (*_SEPARATOR.finditer(text.folded, cell.start, cell.end), None):
        start, end = text.trim(place, match.start() if match is not None else cell.end)
        if start < end:
            yield start, end
        place = match.end() if match is not None else cell.end


def _labelled(text: Text, tree: Outline, skip: Spans) -> Iterator[Said]:
    """责任领导:王某;责任科室:规划科."""
    for colon in _COLON.finditer(text.folded):
        match = _LABEL.search(text.folded, max(0, colon.start() - _LABEL_LENGTH), colon.start())
        if match is None:
            continue
        label = match.group()
        what = next(
            (found for at in range(len(label) - 2) if (found := meaning(label[at:])) in (*PERSONS, RESULT)), None
        )
        stop = _END.search(text.folded, colon.end())
        if what is None or stop is None or skip.touches(match.start(), colon.end()):
            continue
        cell = Cell(*text.trim(colon.end(), stop.start()))
        if not cell.start < cell.end <= cell.start + _LONGEST:
            continue
        line = text.folded.rfind("\n", 0, match.start()) + 1
        span = text.trim(max(line, match.start() - _LONGEST), stop.end())
        for said, start, end, is_person in _words(text, what, cell):
            if what == RESULT or is_person:
                yield Said(what, said, start, end, *span, home(tree, start), None, "label", is_person)
