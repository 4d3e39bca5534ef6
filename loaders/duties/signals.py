"""What a reader should look at: unread sentences, words left over in a clause, numbers that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.builder import FoundBody
from loaders.duties.tables import Table
from loaders.duties.tasks import Found, Task
from loaders.ledger.cues import Cue
from loaders.lexicon.clauses import Party
from loaders.page.text import Squeezed

_NUMERAL = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_STATED = re.compile(r"等(?P<count>\d+|[一二三四五六七八九十])(?:个|家)(?:[^,。;、]{0,8}?)(?:部门|单位|机构)")
# Deadlines, and rules for other items: they belong to no party and lose nothing.
_HARMLESS = re.compile(
    r"\d+月|\d+日|年底|年前|季度|上半年|下半年|长期|持续|常态|每[年月季周]|全年|适时|按时|按期|完成|推进$|以?下(?:均|皆)?同|以下|以上|"
    r"上述|第一|首位|不再|列第|牵头单位|无牵头|未明确|按照?(?:职责|分工)|同上|[/无—-]"
)


@dataclass(frozen=True, slots=True)
class Signal:
    """Something in a text that needs a look.

    Attributes:
        start, end: offsets of the words concerned.
        reason: what is the matter, in Chinese.
    """

    start: int
    end: int
    reason: str


def signals(
    tasks: Sequence[Task], bodies: Sequence[FoundBody], tables: Iterable[Table], cues: Iterable[Cue]
) -> list[Signal]:
    """Every signal of a document, in the order of the text."""
    clauses = [found for task in tasks for found in task.clauses]
    lists = [(f.start, f.end, f.words, f.clause.parties) for f in clauses]
    lists.extend((b.start, b.end, b.words, b.body.members) for b in bodies)
    nameless = {Signal(b.start, b.end, "议事协调机构的名称残缺") for b in bodies if b.body.is_nameless}
    found = {*_unread(cues), *_in_tables(tables), *_in_clauses(clauses), *_miscounted(lists), *nameless}
    return sorted(found, key=lambda signal: (signal.start, signal.end, signal.reason))


def _unread(cues: Iterable[Cue]) -> Iterator[Signal]:
    for cue in cues:
        if cue.fate == "signal":
            yield Signal(cue.sentence_start, cue.sentence_end, "未读懂的责任语句")


def _in_tables(tables: Iterable[Table]) -> Iterator[Signal]:
    for table in tables:
        for cell in table.skipped:
            yield Signal(cell.start, cell.end, "表格中的这一行没有读懂")


def _in_clauses(clauses: Iterable[Found]) -> Iterator[Signal]:
    for found in clauses:
        for words in found.clause.leftovers:
            if not _HARMLESS.search(words):
                yield Signal(found.start, found.end, f"条款中的“{words}”没有认出是单位还是要求")


def _miscounted(lists: Iterable[tuple[int, int, Squeezed, Sequence[Party]]]) -> Iterator[Signal]:
    """ "A、B等8个部门" must name eight."""
    for start, end, words, parties in lists:
        for stated in _STATED.finditer(words.text):
            count = _NUMERAL.get(stated["count"]) or int(stated["count"])
            first = max(words.text.rfind(mark, 0, stated.start()) for mark in ",;。:") + 1
            named = sum(1 for party in parties if first <= party.start and party.end <= stated.start())
            if named and named != count:
                yield Signal(start, end, f"写明 {count} 个单位，读到 {named} 个")
