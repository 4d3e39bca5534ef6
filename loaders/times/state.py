"""From deadlines to statements: which task is to be done by when."""

from __future__ import annotations

from collections.abc import Iterable

from graph.statements import Entity
from loaders.builder import Builder
from loaders.times.model import Deadline, Found


def state(builder: Builder, found: Iterable[Found]) -> None:
    """Each deadline, of a part of an item or of the heading or item that it stands under."""
    for one in found:
        part = builder.parts.get(one.task) if one.task is not None else None
        said = builder.text.written(one.deadline.start, one.deadline.end)
        builder.add(
            part or builder.entity(one.node),
            "时限",
            _time(one.deadline, said),
            (one.start, one.end),
            builder.path_in(one.node) if part is not None else builder.headings.above(one.node),
            f"times:{one.rule}",
            said,
            kind=one.deadline.kind,
            until=one.deadline.until,
            every=one.deadline.every,
            computed=one.deadline.computed,
            words_start=one.deadline.start,
            words_end=one.deadline.end,
        )


def _time(deadline: Deadline, said: str) -> Entity:
    """The node of a time: one for each day, each rhythm, and each wording that tells neither."""
    name = deadline.until or deadline.every or said
    return Entity("时间", name, name, {"until": deadline.until, "every": deadline.every})
