"""Records of data files: "key": "value" pairs that name a task and who answers for it, also where braces are lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.duties.tables import names
from loaders.duties.tables.model import Cell, Row, Table, words
from loaders.lexicon.columns import PARTIES, columns, is_foreign, key_meaning
from loaders.page.text import Text

_STRING = r'"(?:[^"\\\n]|\\.){0,5000}"|\'(?:[^\'\\\n]|\\.){0,5000}\'|`[^`\\]{0,5000}`'
_TOKEN = re.compile(
    rf'(?P<brace>[{{}}])|(?P<key>"[^"\\\n]{{1,30}}"|\'[^\'\\\n]{{1,30}}\'|[A-Za-z_]\w{{0,29}}|[\u4e00-\u9fff]{{2,12}})\s{{0,20}}:\s{{0,200}}'
    rf"(?:(?P<value>{_STRING})|(?P<list>\[\s{{0,200}}(?:{_STRING})(?:\s{{0,200}},\s{{0,200}}(?:{_STRING})){{0,60}}\s{{0,200}},?\s{{0,200}}\])"
    rf"|(?P<cut>[\"'][^\"'\n]{{1,500}}\Z)|(?=[{{\[]))|(?P<loose>{_STRING})"
)
_ITEM = re.compile(_STRING)
_PAIR = re.compile(r""":\s{0,200}["'`\[]""")
_KEY_END = re.compile(r"\w+(?=[\"'\s]{0,4}\Z)")
_MAX_KEY = 40
_PAPER = re.compile(r"(?:^关于|^《.*》$|的(?:通知|意见|决定|批复|公告|通告|函|办法|规定)$)")
_MIN_TASK = 4


@dataclass
class _Record:
    """What stands between two braces, as far as it is read."""

    start: int
    keys: set[str] = field(default_factory=set)
    values: dict[str, list[Cell]] = field(default_factory=dict)
    foreign: bool = False
    asks: bool = False


@dataclass
class _Reader:
    text: Text
    open: list[_Record] = field(default_factory=lambda: [_Record(0)])
    rows: list[Row] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    skipped: list[Cell] = field(default_factory=list)

    def brace(self, char: str, place: int) -> None:
        """A record begins inside the one that is open, or ends."""
        if char == "{":
            self.open.append(_Record(place))
            return
        self.finish()
        self.open.pop()
        if not self.open:
            self.open.append(_Record(place))

    def pair(self, key: str, cells: list[Cell], place: int) -> None:
        """A key and its value; a key that the record has already begins the next record."""
        record = self.open[-1]
        if key in record.keys:
            self.finish()
            record = self.open[-1] = _Record(place)
        record.keys.add(key)
        record.foreign = record.foreign or is_foreign(key)
        what = key_meaning(key)
        record.asks = record.asks or what == "诉求"
        if what is not None and cells:
            record.values.setdefault(what, cells)

    def finish(self) -> None:
        """Read the innermost record as a row."""
        record = self.open[-1]
        parties = [(what, cell) for what in PARTIES for cell in record.values.get(what, [])]
        task = self._task()
        if not parties or task is None or record.foreign or record.asks:
            return
        self.roles.update(what for what, _ in parties)
        said = [(what, cell, words(self.text, cell).text) for what, cell in parties]
        named = [(what, cell) for what, cell, inside in said if names.may_read(inside)]
        self.skipped += [c for what, c, inside in said if (what, c) not in named and not names.nobody(inside)]
        if named:
            spans = [task, *(cell for _, cell in parties)]
            others = [(what, cell) for what, cells in record.values.items() if what not in PARTIES for cell in cells]
            others = [(what, cell) for what, cell in others if cell != task]
            span = min(c.start for c in spans), max(c.end for c in spans)
            self.rows.append(Row(*span, task, tuple(named), tuple(others)))

    def _task(self) -> Cell | None:
        """The record's task, else that of the record it stands in."""
        for record in reversed(self.open):
            for what in columns().task:
                for cell in record.values.get(what, [])[:1]:
                    said = words(self.text, cell).text
                    if len(said) >= _MIN_TASK and not _PAPER.search(said) and not names.reads(said):
                        return cell
        return None


def records(text: Text) -> Iterator[Table]:
    """The records of a text that assign tasks, as one table."""
    raw = text.raw
    if not any(_names_bodies(raw, match.start()) for match in _PAIR.finditer(raw)):
        return
    reader = _Reader(text)
    for token in _TOKEN.finditer(raw):
        if token["brace"]:
            reader.brace(token["brace"], token.start())
        elif token["key"]:
            reader.pair(token["key"].strip("\"'"), [*_values(text, token)], token.start())
    while len(reader.open) > 1:
        reader.brace("}", len(raw))
    reader.finish()
    if reader.rows:
        rows = sorted(reader.rows, key=lambda row: row.start)
        start = min(row.start for row in rows)
        end = max([*(row.end for row in rows), *(cell.end for cell in reader.skipped)])
        yield Table(start, end, "json", frozenset(reader.roles), tuple(rows), tuple(reader.skipped))


def _names_bodies(raw: str, colon: int) -> bool:
    """Whether the key that ends at a colon is one of bodies."""
    key = _KEY_END.search(raw, max(0, colon - _MAX_KEY), colon)
    return key is not None and key_meaning(key.group()) in PARTIES


def _values(text: Text, token: re.Match[str]) -> Iterator[Cell]:
    """The value, or the values of a list, without quotation marks."""
    for group in ("value", "list", "cut"):
        if token[group] is None:
            continue
        for item in _ITEM.finditer(text.raw, *token.span(group)) if group != "cut" else (token,):
            start, end = item.span(group if group == "cut" else 0)
            start, end = text.trim(start + 1, end if group == "cut" else end - 1)
            if end > start:
                yield Cell(start, end)
