"""What a reader should look at: rows not read, words left over in a clause, numbers that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from loaders.duties.model import Found, Task
from loaders.duties.tables import Table
from loaders.lexicon.counts import miscounted
from loaders.page.spans import Signal

# Deadlines, and rules for other items: they belong to no party and lose nothing.
_HARMLESS = re.compile(
    r"\d+月|\d+日|年底|年前|季度|上半年|下半年|长期|持续|常态|每[年月季周]|全年|适时|按时|按期|完成|推进$|以?下(?:均|皆)?同|以下|以上|"
    r"上述|第一|首位|不再|列第|牵头单位|无牵头|未明确|按照?(?:职责|分工)|同上|[/无—-]"
)


def signals(tasks: Sequence[Task], tables: Iterable[Table]) -> set[Signal]:
    """Cells and clauses that were not understood whole."""
    clauses = [found for task in tasks for found in task.clauses]
    return {*_in_tables(tables), *_in_clauses(clauses), *_in_lists(clauses)}


def _in_tables(tables: Iterable[Table]) -> Iterator[Signal]:
    for table in tables:
        for cell in table.skipped:
            yield Signal(cell.start, cell.end, "表格中的这一行没有读懂")


def _in_clauses(clauses: Iterable[Found]) -> Iterator[Signal]:
    for found in clauses:
        for words in found.clause.leftovers:
            if not _HARMLESS.search(words):
                yield Signal(found.start, found.end, f"条款中的“{words}”没有认出是单位还是要求")


def _in_lists(clauses: Iterable[Found]) -> Iterator[Signal]:
    for found in clauses:
        for told, named in miscounted(found.words.text, found.clause.parties):
            yield Signal(found.start, found.end, f"写明 {told} 个单位，读到 {named} 个")
