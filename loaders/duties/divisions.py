"""Duties that a lead-in or a heading announces, entry by entry, as far as no sentence of them was read otherwise.

`loaders.entries.duties` finds the entries: "甲局:T", "乙部门。T", "丙处负责T" below 职责分工如下, and what one body
does below 主要职责是.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.duties.model import Found, Task
from loaders.entries import duties
from loaders.entries.duties import Duty
from loaders.lexicon.clauses import Clause
from loaders.page.outline import Outline, home
from loaders.page.spans import Spans
from loaders.page.text import Text

RULE, FUNCTIONS = "prose:division", "prose:functions"


def find(text: Text, tree: Outline, read: Sequence[tuple[int, int]]) -> list[Task]:
    """The duties of such entries, in the order of the text.

    Args:
        read: the stretches that are read otherwise.
    """
    taken = Spans(read)
    return [_task(tree, duty) for duty in duties.find(text) if not taken.touches(duty.start, max(duty.task))]


def _task(tree: Outline, duty: Duty) -> Task:
    rule = FUNCTIONS if duty.is_function else RULE
    found = Found(duty.start, duty.end, duty.words, Clause(duty.parties, rule))
    return Task(home(tree, duty.task[0]), *duty.task, "prose", (found,))
