"""Duties that a lead-in or a heading announces, entry by entry, as far as no sentence of them was read otherwise.

`loaders.entries.duties` finds the entries: "甲局:T", "乙部门。T", "丙处负责T" below 职责分工如下, and what one body
does below 主要职责是.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.duties.model import Found, Task
from loaders.entries import duties
from loaders.entries.duties import Duty
from loaders.lexicon.clauses import Clause
from loaders.lexicon.modals import SHARE
from loaders.page.outline import Outline, home
from loaders.page.spans import Spans
from loaders.page.text import Text

RULE, FUNCTIONS = "prose:division", "prose:functions"
_SHARED = re.compile(SHARE)
_SHORTEST = 5
"""Characters of a task at least."""


def find(text: Text, tree: Outline, read: Sequence[tuple[int, int]]) -> list[Task]:
    """The duties of such entries, in the order of the text.

    Args:
        read: the stretches that are read otherwise.
    """
    taken = Spans(read)
    return [_task(tree, cut) for duty in duties.find(text) if (cut := _unread(text, duty, taken)) is not None]


def _unread(text: Text, duty: Duty, taken: Spans) -> Duty | None:
    """A duty as far as no sentence of it was read otherwise: of "甲科。组织T,负责U" what stands before 负责."""
    start, end = duty.task
    if not taken.touches(duty.start, end):
        return duty
    behind = taken.first(start, end)
    if behind is None or behind - start < _SHORTEST or taken.touches(duty.start, behind):
        return None
    if _SHARED.match(text.folded, start, behind) is not None:
        return None
    return replace(duty, task=text.trim(start, len(text.folded[:behind].rstrip(" \n,;、"))), end=behind)


def _task(tree: Outline, duty: Duty) -> Task:
    rule = FUNCTIONS if duty.is_function else RULE
    found = Found(duty.start, duty.end, duty.words, Clause(duty.parties, rule))
    return Task(home(tree, duty.task[0]), *duty.task, "prose", (found,))
