"""A short paper of invented text, and what the rules read in it: for tests of what people make of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from graph.anchors import Anchor, anchors
from graph.journal import Act, Entry, Known
from graph.statements import Statement
from loaders.extract import Extraction, extract
from loaders.page.text import Text

START = datetime(2026, 5, 1, tzinfo=UTC)
PAPER = """常德市人民政府办公室关于印发《常德市河湖整治三年行动方案》的通知

2026年3月1日

一、重点任务（市水利局牵头）

1.疏浚河道。完成四条河道清淤。（市水利局牵头，市住房城乡建设局、市生态环境局配合）

2.建设泵站。新建泵站六座。（市住房城乡建设局牵头，市财政局、市河长服务中心配合）

3.巡查水质。每月公布结果。（市生态环境局负责）

4.种植护岸林。由市林业局为各村提供苗木。
"""
REVISED = PAPER.replace("2026年3月1日", "2026年9月1日").replace("四条河道", "五条河道")


@cache
def read(text: str = PAPER) -> Extraction:
    """What the rules read."""
    return extract(Text(text))


def anchor(relation: str, raw: str, task: str, text: str = PAPER) -> Anchor:
    """What judgements on a fact hang on."""
    found = read(text)
    every = anchors(found.document, found.statements, text)
    [one] = [
        one
        for one, said in zip(every, found.statements, strict=True)
        if (one.relation, one.raw) == (relation, raw) and one.task.startswith(task) and not _inherited(said)
    ]
    return one


def _inherited(one: Statement) -> bool:
    return one.attributes.get("inherited") is True


def entry(
    act: Act,
    on: Anchor,
    after: dict[str, object] | None = None,
    *,
    by: str = "甲@pc",
    day: int = 0,
    knew: tuple[Entry, ...] = (),
    span: tuple[int, int] | None = None,
) -> Entry:
    """A judgement."""
    at = START + timedelta(days=day)
    return Entry.new(by, act, on, at=at, why="看过", after=after, span=span or (), knew=[one.id for one in knew])


def known(*entries: Entry) -> Known:
    """A journal."""
    return Known({one.id: one for one in entries})
