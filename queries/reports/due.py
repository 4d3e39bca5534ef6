"""What is due by when: every deadline with a day, against a day, as a list and as a calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from graph import work
from graph.statements import digest
from graph.store import Store
from queries.catalogue import run
from queries.reports import listing
from queries.reports.ledger import NEAR, Item, ledger
from queries.reports.listing import BASIS, Column, Listing, Row, Table, text
from queries.reports.naming import Subject

ALL = "全部文件"
_LINE = 73
"""Bytes of a line of a calendar, its end left out (RFC 5545, 3.1)."""


def due(
    store: Store, known: work.Known, subject: Subject | None, *, before: str = "", overdue: bool = False
) -> Listing:
    """The deadlines that have a day, the earliest first; what has none is counted.

    Args:
        store: the graph; its day is the one that lights are of.
        known: what people added.
        subject: a plan or a body; None for all documents in force.
        before: leave out what is due after that day.
        overdue: only what is past and not done.

    Raises:
        EngineError: the engine could not be used.
    """
    on = store.moment.on()
    items = tuple(_items(store, known, subject))
    rows = [row for item in items for row in _rows(item, on)]
    kept = [row for row in rows if (not before or row["until"] <= before) and (not overdue or row["light"] == "逾期")]
    ordered = listing.numbered(sorted(kept, key=lambda row: (row["until"], row["document"], row["start"], row["item"])))
    told = Counter(one.kind for item in items for one in item.deadlines if not one.until)
    name = subject.name if subject is not None else ALL
    note = f"{len(ordered)} 项"
    table = Table(
        "到期事项", (*_COLUMNS, listing.PLACE, listing.SENTENCE, listing.FILE, *listing.RECORD), ordered, note
    )
    page = Table("到期事项", (*_COLUMNS, BASIS), ordered, note)
    return Listing(
        title=f"{name}到期事项",
        about=(
            ("名称", name),
            ("计算日期", on),
            ("截至", before or "不限"),
            ("范围", "只看逾期" if overdue else "全部"),
        ),
        counted=_counted(ordered),
        tables=(table,),
        pages=(page,),
        sources=listing.sources(store, ordered),
        notes=tuple(_notes(on, told, items)),
        facts={"on": on, "before": before, "overdue": overdue, "without_day": dict(told)},
    )


def _items(store: Store, known: work.Known, subject: Subject | None) -> Iterator[Item]:
    if subject is not None:
        yield from ledger(store, subject, known).items
        return
    ids = sorted({row["document"] for row in run(store, "deadlines").rows})
    for id_ in ids:
        yield from ledger(store, Subject(id_, id_, id_, "文件", ""), known).items


def _rows(item: Item, on: str) -> Iterator[Row]:
    status = item.value("status")
    for one in item.deadlines:
        if not one.until:
            continue
        left = (date.fromisoformat(one.until) - date.fromisoformat(on)).days
        light = "已办结" if status in work.CLOSED else "逾期" if left < 0 else "临期" if left <= NEAR else "正常"
        yield {
            "until": one.until,
            "words": one.words,
            "light": light,
            "left": left,
            "item": f"{item.number}{item.item}",
            "leads": item.leads or item.responsible,
            "status": status,
            "mark": item.anchor.mark,
            "title": item.title,
            "date": item.date,
            "document": item.document,
            "path": item.path,
            "quote": one.quote,
            "start": one.start,
            "end": one.end,
        }


def _counted(rows: Iterable[Row]) -> str:
    found = Counter(row["light"] for row in rows)
    each = "，".join(f"{light} {found[light]}" for light in ("逾期", "临期", "正常", "已办结") if found[light])
    return f"共 {found.total()} 项" + (f"：{each}" if each else "")


def _notes(on: str, told: Mapping[str, int], items: Iterable[Item]) -> Iterator[str]:
    without = sum(not item.deadlines for item in items)
    each = "，".join(f"{kind} {count} 条" for kind, count in sorted(told.items()))
    yield f"按 {listing.day(on)} 计算，{NEAR} 天内到期为临期。"
    if each:
        yield f"另有没有具体日期的时限：{each}，不在本表中，见台账。"
    if without:
        yield f"另有 {without} 个事项文件没有写明时限。"


_COLUMNS = (
    listing.ORDER,
    Column("到期日", 11, text("until")),
    Column("情况", 8, text("light")),
    Column("剩余天数", 9, text("left")),
    Column("事项", 34, text("item")),
    Column("牵头或负责单位", 20, text("leads")),
    Column("时限原文", 16, text("words")),
    Column("状态", 8, text("status")),
)


def write_calendar(found: Listing, path: Path) -> None:
    """Write the deadlines as a calendar (RFC 5545), a whole day each; the same list makes the same file.

    Raises:
        OSError: the file cannot be written.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//qiantou//due//ZH", "CALSCALE:GREGORIAN"]
    for row in found.tables[0].rows:
        day = row["until"].replace("-", "")
        stamp = (row["date"] or row["until"]).replace("-", "").ljust(8, "0")[:8]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{digest(row['mark'], row['until'], row['words'])}@qiantou",
            f"DTSTAMP:{stamp if stamp[4:] != '0000' else day}T000000Z",
            f"DTSTART;VALUE=DATE:{day}",
            f"SUMMARY:{_escaped(row['item'])}",
            f"DESCRIPTION:{_escaped(_described(row))}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    path.write_bytes(b"".join(_folded(line) for line in lines))


def _described(row: Row) -> str:
    return f"{'、'.join(row['leads'])}\n时限：{row['words']}\n{row['title']}\n{listing.one_line(row['quote'])}"


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line cut where it is too long, never within a character."""
    parts: list[bytes] = [b""]
    for char in line:
        encoded = char.encode("utf-8")
        if len(parts[-1]) + len(encoded) > _LINE:
            parts.append(b" ")
        parts[-1] += encoded
    return b"\r\n".join(parts) + b"\r\n"


__all__ = ["ALL", "due", "write_calendar"]
