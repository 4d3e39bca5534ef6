"""What changed between two editions, as a list that can be written: what changed, in what, from what to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.changes import CHANGES, Evidence, Item, Row, compare, items
from graph.statements import Document, Statement
from queries.reports import listing
from queries.reports.listing import ORDER, Column, Listing, Source, Table, joined, text


@dataclass(frozen=True)
class Side:
    """One of the two editions: its own data and what it states."""

    document: Document
    statements: Sequence[Statement]

    @property
    def source(self) -> Source:
        """As lists cite it."""
        one = self.document
        return Source(one.title, one.number, one.issuer, one.date, one.file, one.id)

    @property
    def told(self) -> str:
        """Title and date."""
        return f"{self.document.title}（{self.document.date or '日期不详'}）"


_CHANGE = "变化"
"""Heading of the column that says what the table's title says too; pages do without it."""

_COLUMNS = (
    ORDER,
    Column(_CHANGE, 9, text("change")),
    Column("事项", 26, lambda row: f"{row['number']}{row['item']}"),
    Column("说明", 28, text("detail")),
    Column("旧版原句", 40, text("old_quote")),
    Column("新版原句", 40, text("new_quote")),
    Column("所在", 20, lambda row: " > ".join(row["path"])),
    Column("旧起", 8, text("old_start"), printed=False),
    Column("旧止", 8, text("old_end"), printed=False),
    Column("新起", 8, text("new_start"), printed=False),
    Column("新止", 8, text("new_end"), printed=False),
)
_BY_AGENCY = (
    Column("单位", 30, text("agency")),
    Column("新增的责任", 60, text("gained")),
    Column("不再承担的责任", 60, text("lost")),
)


def changes(old: Side, new: Side) -> Listing:
    """The list of what changed from one edition to the other; a table a kind of change, then what it means to whom."""
    found = compare(items(old.statements), items(new.statements))
    # In the order of the tables, within one in that of the later edition.
    rows = listing.numbered(told(row) for row in sorted(found, key=lambda row: CHANGES.index(row.change)))
    tables = tuple(
        Table(change, _COLUMNS, part, f"{len(part)} 项", {"change": change})
        for change in CHANGES
        if (part := tuple(row for row in rows if row["change"] == change))
    )
    agencies = by_agency(found)
    summary = Table("按单位", _BY_AGENCY, tuple(agencies), f"{len(agencies)} 个单位", {"summary": True})
    every = (*tables, summary) if agencies else tables
    pages = tuple(replace(table, columns=tuple(c for c in table.columns if c.heading != _CHANGE)) for table in every)
    return Listing(
        title="两版对比",
        about=(("旧版", old.told), ("新版", new.told)),
        counted=listing.counted(tables) if tables else "没有变化",
        tables=every,
        pages=pages,
        below=(f"旧版：{old.told}", f"新版：{new.told}"),
        sources=(old.source, new.source),
        notes=("只因增删而顺延的编号、单位的不同写法、标点和换行不算变化。",),
        facts={"old": old.document.id, "new": new.document.id, "rows": list(rows), "by_agency": agencies},
    )


def told(row: Row) -> dict[str, Any]:
    """A change as a row of a list; `parties` are all bodies of the item, id -> name, whether they changed or not."""
    shown = row.after or row.before
    assert shown is not None
    return {
        "change": row.change,
        "number": shown.number,
        "item": shown.name,
        "plan": shown.annex,
        "path": list(shown.path),
        "detail": row.detail,
        "gained": {name: list(roles) for name, roles in row.gained.items()},
        "lost": {name: list(roles) for name, roles in row.lost.items()},
        "parties": _parties(row),
        **_side("old", row.before, row.evidence(earlier=True)),
        **_side("new", row.after, row.evidence(earlier=False)),
    }


def _parties(row: Row) -> dict[str, str]:
    sides = [item for item in (row.before, row.after) if item is not None]
    return {party.id: party.name for item in sides for parties in item.roles.values() for party in parties}


def _side(name: str, item: Item | None, evidence: Evidence | None) -> dict[str, Any]:
    if item is None or evidence is None:
        return {f"{name}_{key}": None for key in ("item", "number", "quote", "start", "end")}
    quote, start, end = evidence
    said = {"item": item.name, "number": item.number, "quote": quote, "start": start, "end": end}
    return {f"{name}_{key}": value for key, value in said.items()}


def by_agency(rows: Iterable[Row]) -> list[dict[str, str]]:
    """What each body has gained and lost, most changes first, then by name."""
    gained: defaultdict[str, list[str]] = defaultdict(list)
    lost: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        shown = row.after or row.before
        assert shown is not None
        for side, held in ((gained, row.gained), (lost, row.lost)):
            _note(side, held, shown.name)
    names = sorted({*gained, *lost}, key=lambda name: (-len(gained[name]) - len(lost[name]), name))
    return [{"agency": name, "gained": _lines(gained[name]), "lost": _lines(lost[name])} for name in names]


def _note(side: defaultdict[str, list[str]], held: Mapping[str, tuple[str, ...]], item: str) -> None:
    for name, roles in held.items():
        side[name].append(f"{joined(roles)}“{item}”")


def _lines(said: Sequence[str]) -> str:
    return "；".join(said)
