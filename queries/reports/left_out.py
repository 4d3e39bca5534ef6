"""What a list leaves out because it is not in force: which documents, how many items of each, and how to see them.

A list never leaves anything out in silence, and never hides an annex that a revision did not restate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from graph.anchors import fold
from graph.store import Store
from graph.timeline import Edition, Standing
from queries.catalogue import run
from queries.reports.listing import Listing, day
from queries.reports.naming import Subject
from queries.reports.reviews import reviewed

_CALLED = {
    "已被取代": "旧版",
    "已废止": "已废止的文件",
    "未生效": "尚未施行的文件",
    "期满": "有效期已满的文件",
    "征求意见": "征求意见稿",
}
"""What a document is called that is not listed, by its state."""

_NAMED = 3
"""Documents that a sentence names; of more it says how many."""


@dataclass(frozen=True)
class LeftOut:
    """A document that is not listed.

    Attributes:
        items: how many of its items would be listed; None where that was not counted.
    """

    edition: Edition
    standing: Standing
    items: int | None


def dated(store: Store, listing: Listing, subject: Subject | None = None) -> Listing:
    """A list that says as of when it is, what it leaves out, and who has corrected it.

    Args:
        store: the graph, as of the moment that the list was made at.
        listing: the list.
        subject: what it is about; None where it is about all documents.

    Raises:
        EngineError: the engine could not be used.
    """
    standings = {edition.id: (edition, standing) for edition, standing in store.standings()}
    sources = {source.document for source in listing.sources}
    taken = frozenset(one["id"] for one in listing.facts.get("former", ()))
    sentences = tuple(_sentences(store, standings, subject, sources, taken))
    moment = store.moment
    asked = [("截至", day(moment.day))] if moment.day else []
    asked += [("范围", "全部文件，不论是否现行")] if moment.every else []
    facts = {"as_of": moment.on(), "all": moment.every, "left_out": list(sentences)}
    return replace(
        reviewed(store, listing),
        about=(*listing.about, *asked, *(("未列入", sentence) for sentence in sentences)),
        notes=(*sentences, *listing.notes),
        facts={**listing.facts, **facts},
        left_out=sentences,
    )


def left_out(store: Store, subject: Subject) -> tuple[str, ...]:
    """What a list about something leaves out, in sentences.

    Raises:
        EngineError: the engine could not be used.
    """
    standings = {edition.id: (edition, standing) for edition, standing in store.standings()}
    return tuple(_sentences(store, standings, subject, (), frozenset()))


def _sentences(
    store: Store,
    standings: Mapping[str, tuple[Edition, Standing]],
    subject: Subject | None,
    sources: Iterable[str],
    taken: Set[str],
) -> Iterable[str]:
    drafts = [standings[id_][0] for id_ in sources if id_ in standings and standings[id_][1].state == "征求意见"]
    if drafts:
        yield f"其中有{_titles(drafts)}：是征求意见稿，尚未印发。"
    if subject is not None and subject.kind == "机构":
        yield from _lineage(store, subject, taken)
    if store.moment.every:
        return
    left = _counted(store, standings, subject)
    for state, called in _CALLED.items():
        of_state = [one for one in left if one.standing.state == state]
        if of_state:
            yield _sentence(called, of_state)
    yield from _not_restated(store, left)


def _counted(store: Store, standings: Mapping[str, tuple[Edition, Standing]], subject: Subject | None) -> list[LeftOut]:
    past = {id_: found for id_, found in standings.items() if not found[1].listed}
    if not past:
        return []
    if subject is None:
        return [LeftOut(*found, None) for found in past.values()]
    rows = run(store, "left_out", node=subject.id, kind=subject.kind).rows
    return [LeftOut(*past[row["document"]], row["items"]) for row in rows if row["document"] in past]


def _sentence(called: str, left: Sequence[LeftOut]) -> str:
    dates = "、".join(dict.fromkeys(one.edition.date or "日期不详" for one in left[:_NAMED]))
    more = "等" if len(left) > _NAMED else ""
    items = [one.items for one in left if one.items is not None]
    counted = f"的 {sum(items)} 项" if items else ""
    then = left[-1].edition.takes_effect
    see = f"，--as-of {then} 看当时" if then else ""
    return f"另有 {len(left)} 份{called}（{dates}{more}）{counted}未列入；--all 全列{see}。"


def _lineage(store: Store, subject: Subject, taken: Set[str]) -> Iterable[str]:
    """What a body was called before, who has taken over from one that is no more, and whose duties it got in part."""
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for row in run(store, "lineage", agency=subject.id).rows:
        if row["relation"] == "后身":
            # Of a body that no document names the graph knows an id, which is no name to tell anybody.
            became = f"{_BECAME[row['event']]}{row['agency']}"
            unknown = "改用新的名称；新的机构没有出现在已读入的文件中"
            then = unknown if row["agency"] == row["agency_id"] else became
            yield f"{subject.name}是旧名称，最迟用到 {row['until']}，此后{then}。"
        elif row["relation"] == "转入" and row["items"]:
            parts[row["until"]].append(f"{row['agency']} {row['items']} 项")
        elif row["items"] and row["agency_id"] not in taken:
            yield (
                f"前身{row['agency']}（名称用到 {row['until']}）另有 {row['items']} 项未列入；"
                f"加 --with-former 一并列出，或用 qiantou duty {row['agency_id']} 查看。"
            )
    for day_, bodies in sorted(parts.items()):
        yield (
            f"{day_} 有一部分职责从{'、'.join(bodies[:_NAMED])}{'等' if len(bodies) > _NAMED else ''}转入"
            "（各为此前文件中的项数），哪些随之转入文件没有写明，没有列入。"
        )


_BECAME = {
    "组建": "组建为",
    "更名": "更名为",
    "并入": "并入",
    "合并": "合并为",
    "职责划转": "职责划入",
    "加挂": "改为加挂牌子于",
}
"""What became of a body, by the event of its 沿革."""


def _not_restated(store: Store, left: Sequence[LeftOut]) -> Iterable[str]:
    """Annexes of superseded editions that the edition in their place does not have: they may still hold."""
    pairs = {one.edition.id: one.standing.by for one in left if one.standing.state == "已被取代" and one.standing.by}
    if not pairs:
        return
    rows = run(store, "annexes", documents=sorted({*pairs, *pairs.values()})).rows
    editions = {one.edition.id: one.edition for one in left}
    for old, new in pairs.items():
        restated = {fold(row["name"]) for row in rows if row["document"] == new}
        missing = [
            f"{row['number'].rstrip(':：')}{row['name']}"
            for row in rows
            if row["document"] == old and fold(row["name"]) not in restated
        ]
        if missing:
            yield f"旧版（{editions[old].date}）的{'、'.join(missing)}，新版没有重列，是否仍然有效请核对原文。"


def _titles(editions: Sequence[Edition]) -> str:
    return "、".join(f"《{edition.title}》（{edition.date or '日期不详'}）" for edition in editions)
