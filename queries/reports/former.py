"""The lists of the bodies that a body was before a reform, beside its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.store import Store
from queries.catalogue import run
from queries.reports import listing
from queries.reports.duties import report_of
from queries.reports.listing import Listing, Table
from queries.reports.naming import Subject, find


@dataclass(frozen=True)
class Former:
    """A body of before, and the last day of its name."""

    body: Subject
    until: str


def formers(store: Store, subject: Subject) -> list[Former]:
    """Whom a body has taken the place of, and whom these had, the latest first; each once.

    Raises:
        EngineError: the engine could not be used.
    """
    found: dict[str, Former] = {}
    open_ = [subject]
    while open_:
        for one in _before(store, open_.pop(0)):
            if one.body.id not in found and one.body.id != subject.id:
                found[one.body.id] = one
                open_.append(one.body)
    return sorted(found.values(), key=lambda one: (one.until, one.body.id), reverse=True)


def _before(store: Store, subject: Subject) -> Iterator[Former]:
    for row in run(store, "lineage", agency=subject.id).rows:
        if row["relation"] == "前身":
            yield Former(find(store, f"机构|{row['agency_id']}"), row["until"] or "")


def with_formers(store: Store, own: Listing, subject: Subject) -> Listing:
    """A body's list with those of its former bodies behind it; what only a part came from is not taken in.

    Raises:
        EngineError: the engine could not be used.
    """
    made = own
    told: list[dict[str, object]] = []
    for one in formers(store, subject):
        part = report_of(store, one.body).listing()
        if part.total:
            told.append({"agency": one.body.name, "id": one.body.id, "until": one.until, "total": part.total})
            made = _joined(made, part, f"前身{one.body.name}（名称用到 {one.until or '日期不详'}）")
    about = [("含前身", f"{one['agency']}（名称用到 {one['until'] or '日期不详'}）{one['total']} 项") for one in told]
    counted = listing.counted(made.tables) if told else own.counted
    return replace(made, about=(*own.about, *about), counted=counted, facts={**own.facts, "former": told})


def _joined(first: Listing, second: Listing, whose: str) -> Listing:
    def told(table: Table) -> Table:
        return replace(table, title=f"{whose}：{table.title}")

    return replace(
        first,
        tables=(*first.tables, *map(told, second.tables)),
        pages=(*first.pages, *map(told, second.pages)),
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
        complete=first.complete and second.complete,
    )
