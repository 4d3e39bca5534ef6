"""An answer beside that of the edition before: 现由甲牵头（2023-09-01 修订；此前为乙）, with the sentences of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from graph.store import Store
from graph.timeline import Edition, Standing
from queries.asking.answer.answer import Answer
from queries.asking.answer.world import words

NOW, THEN = "现行", "此前"


def last_day(now: Answer, store: Store) -> str:
    """The last day on which an edition before those that an answer rests on was in force; empty where there is none.

    An answer that is none rests on every edition in force.

    Raises:
        EngineError: the graph could not be read.
    """
    standings = {edition.id: (edition, standing) for edition, standing in store.standings()}
    own = {str(row["document"]) for row in now.rows if row.get("document") in standings}
    if not now.answered:
        own = {id_ for id_, (edition, one) in standings.items() if one.listed and not _is_alone(edition, standings)}
    works = {standings[id_][0].work for id_ in own}
    older = [edition for edition, _ in standings.values() if edition.work in works and edition.id not in own]
    starts = [standings[id_][0].starts or standings[id_][0].date for id_ in own]
    if not older or not all(starts) or not starts:
        return ""
    first = min(starts) if now.answered else max(starts)
    if not any((edition.starts or edition.date) < first for edition in older):
        return ""
    return (date.fromisoformat(first) - timedelta(days=1)).isoformat()


def _is_alone(edition: Edition, standings: Mapping[str, tuple[Edition, Standing]]) -> bool:
    return sum(other.work == edition.work for other, _ in standings.values()) == 1


def no_edition(now: Answer) -> Answer:
    """That the documents hold no edition before the one that answers."""
    text = f"文件未写明：图谱里没有更早的一版。现行的一版：{now.text}"
    return replace(now, answered=False, value=None, rows=(), text=text)


def told(now: Answer, then: Answer, day: str, *, both: bool) -> Answer:
    """The answer of the edition before, or both.

    Args:
        now: the answer of the edition in force.
        then: that of the edition before.
        day: the last day on which that was in force.
        both: whether the two are asked for.
    """
    started = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    before = words(then.value) if then.answered else "没有写明"
    same = then.answered and _same(now.value, then.value)
    plain = now.text if not now.earlier else now.text.split("现行的是")[0]
    text = f"{plain}（{started} 起的一版；此前为{before}{'，没有变化' if same else ''}。）"
    understood = f"现行的一版与 {day} 有效的一版：{now.understood}"
    if both:
        value = {NOW: now.value, THEN: then.value if then.answered else None, "变化": "没有" if same else "有"}
        return replace(now, value=value, text=text, rows=[*now.rows, *then.rows], earlier=(), understood=understood)
    if not then.answered:
        return replace(then, text=f"文件未写明：{day} 有效的一版没有写明。{text}")
    return replace(
        then,
        text=f"{then.text}（{day} 有效的一版；现为{words(now.value) if now.answered else '没有'}。）",
        rows=[*then.rows, *now.rows],
        understood=f"{day} 有效的一版：{then.understood}",
    )


def _same(one: object, other: object) -> bool:
    """Whether two values say the same, in whatever order."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other
