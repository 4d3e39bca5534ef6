"""What an answer owes to time: how the edition before had it, and which documents were not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.store import Store
from graph.timeline import Edition, Standing
from queries.asking.answer.answer import Answer
from queries.catalogue import run

Row = Mapping[str, Any]
Standings = Mapping[str, tuple[Edition, Standing]]

LEAD = "牵头"
"""Where the lead has changed, who else has is not said."""

_ITEMS = 3
"""An answer about more items than these is a list; how each of them was before is for `qiantou diff`."""


def told(answer: Answer, store: Store) -> Answer:
    """The answer with what was so before, and with what it leaves out because it is not in force.

    Raises:
        EngineError: the graph could not be read.
    """
    standings = {edition.id: (edition, standing) for edition, standing in store.standings()}
    past = {id_ for id_, (_, standing) in standings.items() if not standing.listed}
    if store.moment.every or not past:
        return answer
    works = {standings[row["document"]][0].work for row in answer.rows if row.get("document") in standings}
    near = [standings[id_][0] for id_ in past if not answer.answered or standings[id_][0].work in works]
    if not near:
        return answer
    left = _left_out(sorted(near, key=lambda one: (one.date, one.id)), answered=answer.answered)
    before = _before(answer, store, standings)
    text = f"{answer.text}{_sentence(answer.rows, before, standings)}" if before else answer.text
    return replace(answer, text=text, earlier=before, left_out=left)


def _left_out(near: Sequence[Edition], *, answered: bool) -> str:
    dates = "、".join(dict.fromkeys(one.date or "日期不详" for one in near[:_ITEMS]))
    what = "未计入" if answered else "没有查"
    return f"另有 {len(near)} 份不是现行的文件（{dates}{'等' if len(near) > _ITEMS else ''}）{what}；--all 一并查。"


def _before(answer: Answer, store: Store, standings: Standings) -> tuple[Row, ...]:
    """Who had the same roles in the same items in the edition before, where these were others."""
    rows = [row for row in answer.rows if {"role", "agency_id", "item", "document"} <= row.keys()]
    items = list(dict.fromkeys((str(row["item"]), str(row["document"])) for row in rows))
    if not answer.answered or not 0 < len(items) <= _ITEMS:
        return ()
    found: list[Row] = []
    for item, document in items:
        if document in standings:
            now = [row for row in rows if (row["item"], row["document"]) == (item, document)]
            found += _of_item(now, run(store, "earlier_parties", item=item).rows, standings[document][0], standings)
    return tuple(found)


def _of_item(now: Sequence[Row], earlier: Sequence[Row], edition: Edition, standings: Standings) -> list[Row]:
    roles = {row["role"] for row in now}
    same = [
        row
        for row in earlier
        if row["role"] in roles
        and standings[row["document"]][0].work == edition.work
        and standings[row["document"]][0].rank < edition.rank
    ]
    if not same:
        return []
    last = max((standings[row["document"]][0] for row in same), key=lambda one: one.rank)
    then = [row for row in same if row["document"] == last.id]
    changed = [role for role in roles if _parties(then, role) != _parties(now, role)]
    told = [LEAD] if LEAD in changed else changed
    return [row for row in then if row["role"] in told]


def _parties(rows: Sequence[Row], role: str) -> set[str]:
    return {row["agency_id"] for row in rows if row["role"] == role}


def _sentence(rows: Sequence[Row], before: Sequence[Row], standings: Standings) -> str:
    """现行的是 2023-09-01 修订的一版；此前（2023-02-17）由市工信局牵头。"""
    current = next(standings[row["document"]][0] for row in rows if row.get("document") in standings)
    said = []
    for item in dict.fromkeys(row["item"] for row in before):
        of_item = [row for row in before if row["item"] == item]
        roles: dict[str, list[str]] = {}
        for row in of_item:
            roles.setdefault(row["role"], []).append(row["agency"])
        told = "，".join(f"由{'、'.join(dict.fromkeys(names))}{role}" for role, names in roles.items())
        said.append(f"此前（{of_item[0]['date']}）{told}")
    return f"现行的是 {current.date} {current.stage}的一版；{'；'.join(said)}。"
