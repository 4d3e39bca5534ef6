"""What a question that leaves something out takes over from the one before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from queries.asking.understand.finish import FINISH
from queries.asking.understand.form import Condition, Form
from queries.asking.understand.grammar import Draft
from queries.asking.understand.marks import ANY_MARK, Marked, kind_of

OF_THEM = re.compile("其中|这些|那些|里面|当中|它们")
"""Words that ask for some of what the last question found."""
_NAMED = {
    "has",
    "group",
    "party",
    "person",
    "body",
    "region",
    "place",
    "list",
    "plan",
    "heading",
    "document",
    "project",
    "relation",
    "system",
}


def carried(draft: Draft, said: str, context: Form) -> Form | None:
    """The form of a question with the conditions of the last, where it has none of its own or others in their place.

    Args:
        draft: what the rules of the last question's view made of it.
        said: the content words that they left.
        context: the last question's form.
    """
    if said:
        return None
    narrows = OF_THEM.search(draft.marked.text) is not None
    asks = bool(draft.find or draft.asks or draft.fold or draft.flags or draft.more.get("bare"))
    if draft.where and not narrows:
        return _in_place(draft, context) if not asks or draft.marked.text.endswith(("呢", "呢?")) else None
    if not asks and not draft.where:
        return None
    if "any_role" in draft.flags and "number" in draft.flags and context.fold == "count":
        draft.more["bare"] = ["负责"]
    if draft.more.get("bare") and draft.find != "单位":
        where = tuple(replace(c, role="") if c.kind == "has" and not c.neg else c for c in context.where)
    else:
        where = context.where
    draft.where = [*where, *(c for c in draft.where if c not in where)]
    if not (draft.flags - {"any_role"}) and not draft.asks and not draft.fold and draft.find == "":
        # 配合的呢: as the last was asked, with another role.
        draft.fold = context.fold if context.fold == "roles" else ""
        draft.flags |= {"number"} if context.fold == "count" else {"which"}
    return FINISH[draft_view(context)](draft, "")


def ranked_as(form: Form, context: Form | None) -> Form:
    """前三名是谁 behind 牵头最多的是谁: places of the same order."""
    bare = form.fold == "most" and not form.where and not form.role
    if context is None or not bare or (context.view, context.fold, context.find) != (form.view, "most", form.find):
        return form
    return replace(form, where=context.where, role=context.role, without=context.without)


def draft_view(context: Form) -> str:
    """The view whose words made a form."""
    return context.view if context.view in FINISH else "clauses"


def _in_place(draft: Draft, context: Form) -> Form | None:
    """The last form with the new names in the place of its own: 那市林业局呢."""
    where = list(context.where)
    without = set(context.without)
    for new in draft.where:
        old = [at for at, condition in enumerate(where) if condition.kind == new.kind]
        if len(old) != 1 or new.kind not in _NAMED:
            return None
        before = where[old[0]]
        where[old[0]] = replace(new, role=new.role or before.role, neg=before.neg)
        if str(before.value) in without:
            without = (without - {str(before.value)}) | {str(new.value)}
    return replace(context, where=tuple(where), without=frozenset(without))


def swapped(before: str, read: Marked, mark: Callable[[str], Marked]) -> str:
    """The question before with the name of this one in the place of its own of that kind; empty where it has none."""
    if not re.fullmatch(f"[那,]*(?P<n>{ANY_MARK.pattern})(?:的)?呢?\\??", read.text) or "呢" not in read.text:
        return ""
    [char] = ANY_MARK.findall(read.text)
    kinds = {kind_of(node) for node in read.names[char].nodes}
    last = mark(before)
    for old, mention in last.names.items():
        if kinds & {kind_of(node) for node in mention.nodes}:
            return last.written(last.text).replace(last.names[old].text, read.names[char].text, 1)
    return ""


__all__ = ["Condition", "carried", "ranked_as", "swapped"]
