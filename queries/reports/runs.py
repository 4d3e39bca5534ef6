"""What runs of reading have changed, as a list: which documents, and in them which items and facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from graph.anchors import fold
from graph.changes import CHANGES
from graph.errors import NotFoundError
from graph.runs import WHOLE, Entry, Known, Version, unrecorded
from graph.store import Store
from queries.reports import listing
from queries.reports.listing import ORDER, Column, Listing, Row, Source, Table, text
from queries.reports.naming import find

_RUNS = (
    ORDER,
    Column("时间", 17, text("at")),
    Column("文件", 34, text("title")),
    Column("缘由", 12, text("why")),
    Column("变化", 44, text("told")),
)
_ITEMS = (
    ORDER,
    Column("时间", 17, text("at")),
    Column("文件", 24, text("title")),
    Column("缘由", 12, text("why")),
    Column("事项", 30, lambda row: f"{row['number']}{row['item']}"),
    Column("说明", 40, text("detail")),
    Column("原来的原句", 44, text("old_quote")),
    Column("现在的原句", 44, text("new_quote")),
    Column("所在", 30, lambda row: " > ".join(row["path"])),
    Column("原起", 8, text("old_start"), printed=False),
    Column("原止", 8, text("old_end"), printed=False),
    Column("现起", 8, text("new_start"), printed=False),
    Column("现止", 8, text("new_end"), printed=False),
    Column("文件编号", 24, text("document"), printed=False),
)
_FACTS = (
    ORDER,
    Column("时间", 17, text("at")),
    Column("文件", 24, text("title")),
    Column("缘由", 12, text("why")),
    Column("变化", 8, text("change")),
    Column("关系", 40, lambda row: f"{row['subject']} —{row['relation']}→ {row['object']}"),
    Column("原句", 44, text("quote")),
    Column("起", 8, text("start"), printed=False),
    Column("止", 8, text("end"), printed=False),
    Column("标记", 24, text("mark"), printed=False),
    Column("文件编号", 24, text("document"), printed=False),
)
_OTHER = "其他关系"


def runs(store: Store, known: Known, *, since: str = "", agency: str = "", region: str = "") -> Listing:
    """The list of what was changed, latest first.

    Args:
        store: the graph, which says what the record lacks and what a name means.
        known: the record.
        since: YYYY-MM-DD; only what was read on that day or later.
        agency: only what concerns this body; empty for everything.
        region: the own region, as `naming.find` takes it.

    Raises:
        NotFoundError, AmbiguousError: as `naming.find`, where the record does not know the name either.
        EngineError: the engine could not be used.
    """
    entries = [entry for entry in reversed(known.entries) if entry.day >= since]
    ids = _ids(store, known.entries, agency, region) if agency else frozenset[str]()
    told = [row for entry in entries if agency or entry.why not in WHOLE for row in _of(entry, entry.items, ids)]
    items = sorted(told, key=lambda row: CHANGES.index(row["change"]))
    facts = [row for entry in entries for row in _of(entry, entry.facts, ids) if not row["with_items"]]
    rows = [_run(entry, ids) for entry in entries]
    if agency:
        rows = [row for row in rows if row["items"] or row["facts"]]
    numbered = listing.numbered([*items, *facts])
    tables = tuple(_tables(numbered[: len(items)], numbered[len(items) :]))
    summary = Table("读入记录", _RUNS, listing.numbered(rows), f"{len(rows)} 份次", {"summary": True})
    every = (summary, *tables) if rows else tables
    about = [("自", listing.day(since))] if since else []
    about += [("单位", agency)] if agency else []
    return Listing(
        title="读入变化",
        below=tuple(f"{label}：{value}" for label, value in about),
        about=tuple(about),
        counted=f"读入、撤回文件 {len(rows)} 份次，{listing.counted(tables) if tables else '逐项列出的变化 0 项'}",
        tables=every,
        pages=every,
        sources=tuple(_sources(entries, {row["document"] for row in rows})),
        notes=(*_notes(entries, agency), *listing.NOTES[1:]),
        facts={"since": since, "agency": agency, "runs": rows, "rows": list(numbered)},
        left_out=tuple(_lacking(store, known)),
    )


def _ids(store: Store, entries: Iterable[Entry], agency: str, region: str) -> frozenset[str]:
    """The ids of a body: as the graph has it, else as the record has it of documents that are gone."""
    try:
        return frozenset({find(store, agency, region=region).id})
    except NotFoundError:
        rows = (row for entry in entries for row in (*entry.items, *entry.facts))
        found = {id_ for row in rows for id_, name in row["parties"].items() if fold(agency) in (fold(name), fold(id_))}
        if not found:
            raise
        return frozenset(found)


def _of(entry: Entry, rows: Iterable[Mapping[str, Any]], ids: frozenset[str]) -> Iterator[Row]:
    version = entry.version
    for row in rows:
        if not ids or ids & row["parties"].keys():
            more = {"at": _minute(entry.at), "title": version.title, "why": entry.why, "document": version.id}
            yield {**row, **more, "run": entry.run}


def _run(entry: Entry, ids: frozenset[str]) -> Row:
    items, facts = list(_of(entry, entry.items, ids)), list(_of(entry, entry.facts, ids))
    version = entry.version
    return {
        "run": entry.run,
        "at": _minute(entry.at),
        "document": version.id,
        "title": f"{version.title}（{version.date or '日期不详'}）",
        "why": entry.why,
        "told": _told(entry, items, [row for row in facts if not row["with_items"]]),
        "before": vars(entry.before) if entry.before else None,
        "after": vars(entry.after) if entry.after else None,
        "items": len(items),
        "facts": len(facts),
        "came": [row["mark"] for row in facts if row["change"] == "新增"],
        "gone": [row["mark"] for row in facts if row["change"] == "删除"],
    }


def _told(entry: Entry, items: Sequence[Row], facts: Sequence[Row]) -> str:
    if not entry.compared:
        return "图谱当时已损坏，与此前相比的变化没有算出"
    if entry.why in WHOLE:
        return f"{len(items)} 个事项，全文共 {entry.statements} 条关系"
    counts = Counter(str(row["change"]) for row in items)
    parts = [f"{change} {counts[change]}" for change in CHANGES if counts[change]]
    parts += [f"{_OTHER} {len(facts)}"] if facts else []
    told = "，".join(parts) or "读得的内容没有变化"
    before = entry.before
    return f"对比 {before.date or '日期不详'} 的旧版：{told}" if entry.why == "新版" and before else told


def _tables(items: Sequence[Row], facts: Sequence[Row]) -> Iterator[Table]:
    for change in CHANGES:
        part = tuple(row for row in items if row["change"] == change)
        if part:
            yield Table(change, listing.filled(_ITEMS, part), part, f"{len(part)} 项", {"change": change})
    if facts:
        yield Table(_OTHER, _FACTS, tuple(facts), f"{len(facts)} 项")


def _notes(entries: Sequence[Entry], agency: str) -> Iterator[str]:
    whole = [entry for entry in entries if entry.why in WHOLE]
    if whole and not agency:
        number = sum(len(entry.items) for entry in whole)
        yield (
            f"整份读入或撤回的 {len(whole)} 份文件只计数，其中的 {number} 个事项没有逐项列出；"
            "加 --agency 单位 列出与该单位有关的。"
        )
    if any(entry.why == "规则更新" for entry in entries):
        yield "缘由为“规则更新”的，文件的文字没有变，是新的读取规则读得不同。"
    yield "只因增删而顺延的编号、单位的不同写法、标点和换行不算变化。"


def _lacking(store: Store, known: Known) -> Iterator[str]:
    missing = [_title(one) for one in unrecorded(known.entries, store.documents())]
    if missing:
        more = f"等 {len(missing)} 份文件" if len(missing) > _NAMED else ""
        yield f"{'、'.join(missing[:_NAMED])}{more}最近一次读入没有记录：由旧版本写入，恢复自备份，或当时中断。"
    if known.skipped:
        yield f"变化记录第 {'、'.join(map(str, known.skipped))} 行已损坏，没有列入。"


_NAMED = 3
"""Documents that a sentence names; of more it says how many."""


def _title(version: Version) -> str:
    return f"《{version.title}》（{version.date or '日期不详'}）"


def _sources(entries: Iterable[Entry], wanted: set[str]) -> Iterator[Source]:
    files = {entry.version: entry.file for entry in entries if entry.version.id in wanted}
    for version, file in {version.id: (version, file) for version, file in files.items()}.values():
        yield Source(version.title, "", "", version.date, file, version.id)


def _minute(at: str) -> str:
    """A time as people write it, in this computer's time zone."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
