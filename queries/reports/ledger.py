"""The 台账 of a plan or a body: every item with its own words, bodies and deadlines, and what people added to it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from graph import work
from graph.anchors import Anchor, fold
from graph.store import Store
from queries.catalogue import run
from queries.reports import listing
from queries.reports.listing import Column, Listing, Row, Source, Table, text
from queries.reports.naming import BODIES, Subject
from queries.reports.reviews import counted, judgements

LIGHTS = ("逾期", "临期", "正常", "已办结", "无期限")
"""How an item stands against its deadlines, the most pressing first; 无期限 has no day that is known."""
_ISSUED = re.compile("关于(?:印发|转发|发布|公布)《(?P<inner>.+)》的(?:通知|公告|函)$")
NEAR = 30
"""Days before a deadline in which an item is 临期."""


@dataclass(frozen=True)
class Deadline:
    """A deadline of an item."""

    until: str
    kind: str
    every: str
    words: str
    quote: str
    start: int
    end: int
    statement: str


@dataclass(frozen=True)
class Item:
    """One line of a 台账.

    Attributes:
        anchor: what progress hangs on: the item and the body that leads it, or whose 台账 it is.
        number, item, content: the item as the document writes it.
        leads, cooperators, responsible: its bodies; 等 behind lists that end so.
        leaders, offices, results: as the plan says them.
        deadlines: in the order of the text.
        said: what people added, by field.
        review: how many of its facts people have judged, and how; empty where none.
        light: how it stands on the day of the list.
        next: the earliest deadline that counts, YYYY-MM-DD; empty where there is none.
    """

    order: int
    anchor: Anchor
    item_id: str
    item_kind: str
    number: str
    item: str
    content: str
    leads: tuple[str, ...]
    cooperators: tuple[str, ...]
    responsible: tuple[str, ...]
    open_roles: tuple[str, ...]
    leaders: tuple[str, ...]
    offices: tuple[str, ...]
    results: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    title: str
    date: str
    document: str
    path: tuple[str, ...]
    quote: str
    start: int
    end: int
    review: str = ""
    said: Mapping[str, work.Value] = field(default_factory=dict)
    light: str = ""
    next: str = ""

    def value(self, name: str) -> str:
        """What people said of a field; the part of a body is the plan's where nobody said another."""
        own = self.said.get(name, work.EMPTY).said
        return own or ("、".join(self.offices) if name == "office" else "")

    @property
    def contested(self) -> tuple[str, ...]:
        """The fields of which people say different things."""
        return tuple(name for name in work.FIELDS if self.said.get(name, work.EMPTY).is_contested)


@dataclass(frozen=True)
class Ledger:
    """A 台账.

    Attributes:
        subject: the plan or body.
        on: the day that its lights are of.
        items: in the order of the documents.
        lost: progress whose item is gone.
        skipped: lines of progress files that could not be read.
    """

    subject: Subject
    on: str
    items: tuple[Item, ...]
    lost: tuple[work.Lost, ...]
    skipped: tuple[tuple[str, int], ...]
    sources: tuple[Source, ...]

    def counted(self) -> str:
        """How many items stand how, in words."""
        found = Counter(item.light for item in self.items)
        each = "，".join(f"{light} {found[light]}" for light in LIGHTS if found[light])
        return f"共 {len(self.items)} 项" + (f"：{each}" if each else "")

    def notes(self) -> tuple[str, ...]:
        """What must not be overlooked."""
        told = [f"状态按 {listing.day(self.on)} 计算，{NEAR} 天内到期为临期。"]
        if contested := [item for item in self.items if item.contested]:
            told.append(f"有 {len(contested)} 项的填报互相矛盾，两种说法都保留：第 {_numbers(contested)} 项。")
        if self.lost:
            told.append(f"无主进展 {len(self.lost)} 条：事项已不在现行文件中，见“无主进展”表。")
        if self.skipped:
            where = "、".join(f"{file} 第 {line} 行" for file, line in self.skipped)
            told.append(f"进展文件中有 {len(self.skipped)} 行读不出，没有采用：{where}。")
        return tuple(told)

    @property
    def title(self) -> str:
        """As it stands on top of the page: of a paper that issues another, the name of that other."""
        issued = _ISSUED.search(self.subject.name)
        return f"{issued['inner'] if issued is not None else self.subject.name}台账"

    def columns(self, chosen: Sequence[Column] = ()) -> tuple[Column, ...]:
        """The columns that somebody has chosen; else the usual ones, without those that the plan leaves empty."""
        if chosen:
            return tuple(chosen)
        usual = tuple(column for column in COLUMNS if column.printed)
        rows = tuple(map(row_of, self.items))
        kept = listing.filled(usual, rows) if rows else usual
        return tuple(column for column in usual if column in kept or column.heading in CAPTIONS.values())

    def listing(self, chosen: Sequence[Column] = ()) -> Listing:
        """As a list that can be written.

        Args:
            chosen: the columns that people read; by default the usual ones.
        """
        rows = tuple(map(row_of, self.items))
        tables = [Table("台账", COLUMNS, rows, self.counted())]
        if self.lost:
            tables.append(Table("无主进展", _LOST, tuple(map(_lost_row, self.lost)), f"{len(self.lost)} 条"))
        return Listing(
            title=self.title,
            form=("填报单位：　　　　　　　　", f"状态日期：{listing.day(self.on)}"),
            about=(("名称", self.subject.name), ("状态日期", self.on)),
            counted=self.counted(),
            tables=tuple(tables),
            pages=tuple(Table(one.title, self._columns(one, chosen), one.rows, one.note) for one in tables),
            sources=self.sources,
            notes=self.notes(),
            facts={"subject": asdict(self.subject), "on": self.on},
        )

    def _columns(self, table: Table, chosen: Sequence[Column]) -> tuple[Column, ...]:
        return self.columns(chosen) if table.title == "台账" else table.columns


def ledger(store: Store, subject: Subject, known: work.Known, on: str = "") -> Ledger:
    """The 台账 of a plan (a document or an annex) or of a body.

    Args:
        store: the graph.
        subject: as `naming.find` gives it.
        known: what people added.
        on: the day that lights are of, YYYY-MM-DD; the store's day by default.

    Raises:
        EngineError: the engine could not be used.
    """
    day = on or store.moment.on()
    own = {row["statement"]: row for row in run(store, "duties", agency=subject.id).rows} if _is_body(subject) else {}
    documents = sorted({row["document"] for row in own.values()} or _documents(store, subject))
    items: list[Item] = []
    current: list[Anchor] = []
    for document in documents:
        rows = run(store, "ledger_items", document=document).rows
        anchors = dict(zip((row["statement"] for row in rows), _anchors(rows), strict=True))
        current.extend(anchors.values())
        items.extend(_items(store, document, rows, anchors, subject, own))
    said, lost = work.joined(known, current)
    ordered = sorted(items, key=lambda one: (one.date, one.document))
    done = tuple(_standing(one, order, said.get(one.anchor.mark, {}), day) for order, one in enumerate(ordered, 1))
    sources = listing.sources(store, map(vars, done))
    return Ledger(subject, day, done, tuple(lost), known.skipped, sources)


def _is_body(subject: Subject) -> bool:
    return subject.kind in BODIES


def _documents(store: Store, subject: Subject) -> set[str]:
    """The document that a plan is, or is an annex of."""
    if subject.kind == "文件":
        return {subject.id}
    rows = run(store, "ledger_document", node=subject.id).rows if subject.kind == "章节" else []
    return {row["document"] for row in rows}


def _anchors(rows: Sequence[Row]) -> list[Anchor]:
    """What progress hangs on, for each row of the question."""
    said = [(row["role"], fold(row["raw"] or row["agency"]), row["item_kind"], fold(row["item"])) for row in rows]
    quoted = [(*key, fold(row["quote"])) for key, row in zip(said, rows, strict=True)]
    same, rivals = Counter(quoted), Counter(said)
    seen: Counter[tuple[str, ...]] = Counter()
    made: list[Anchor] = []
    for row, key, whole in zip(rows, said, quoted, strict=True):
        seen[whole] += 1
        made.append(
            Anchor(
                mark=row["mark"],
                work=row["work"],
                relation=row["role"],
                raw=row["raw"] or row["agency"],
                kinds=(row["agency_kind"], row["item_kind"]),
                task=row["item"],
                number=row["number"],
                path=tuple(row["path"]),
                quote=row["quote"],
                before="",
                after="",
                start=row["start"],
                nth=seen[whole],
                same=same[whole],
                rivals=rivals[key],
            )
        )
    return made


def _items(
    store: Store,
    document: str,
    rows: Sequence[Row],
    anchors: Mapping[str, Anchor],
    subject: Subject,
    own: Mapping[str, Row],
) -> Iterator[Item]:
    """The items of a document that belong into the list, in its order."""
    deadlines, charges = _deadlines(store, document), _charges(store, document)
    judged = judgements(store, (document,))
    by_item: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_item[row["item_id"]].append(row)
    wholes = {row["whole"] for row in rows if row["role"]}
    for id_, said in by_item.items():
        first = _first(said, own)
        if first is None or not _is_listed(first, said, subject, wholes, deadlines):
            continue
        item = _item(first, anchors[first["statement"]], said, deadlines.get(id_, ()), charges.get(id_, {}))
        yield replace(
            item, review=counted([row["statement"] for row in said if row["role"] and not row["inherited"]], judged)
        )


def _first(said: Sequence[Row], own: Mapping[str, Row]) -> Row | None:
    """The row that progress hangs on: the body's own, else the lead's, else the first."""
    if own:
        return next((row for row in said if row["statement"] in own), None)
    return next((row for row in said if not row["inherited"]), said[0])


def _is_listed(
    first: Row, said: Sequence[Row], subject: Subject, wholes: Iterable[str], deadlines: Mapping[str, Any]
) -> bool:
    if subject.kind == "章节" and subject.id not in (first["plan"], first["item_id"]):
        return False
    if first["item_kind"] == "章节":
        return any(row["role"] and not row["inherited"] for row in said) or first["item_id"] in deadlines
    # An item whose parts have bodies of their own is listed by its parts, unless it has a deadline itself.
    return bool(first["role"]) or first["item_id"] not in wholes or first["item_id"] in deadlines


def _item(
    first: Row, anchor: Anchor, said: Sequence[Row], deadlines: Sequence[Deadline], charges: Mapping[str, Sequence[str]]
) -> Item:
    def of(*roles: str) -> tuple[str, ...]:
        rows = [row for row in said if row["role"] in roles]
        named = (f"{row['agency']}{listing.FROM_HEADING if row['inherited'] else ''}" for row in rows)
        return tuple(dict.fromkeys(named))

    keys = ("item_id", "item_kind", "number", "content", "title", "date", "document", "quote", "start", "end")
    return Item(
        order=0,
        anchor=anchor,
        **{key: first[key] for key in keys},
        item=listing.in_full(first),
        path=tuple(first["path"]),
        leads=of("牵头"),
        cooperators=of("配合"),
        responsible=of("负责", "指导", "联系"),
        open_roles=tuple(sorted({row["role"] for row in said if row["open"]})),
        leaders=tuple(charges.get("责任人", ())),
        offices=tuple(charges.get("经办", ())),
        results=tuple(charges.get("提交", ())),
        deadlines=tuple(deadlines),
    )


def _deadlines(store: Store, document: str) -> dict[str, list[Deadline]]:
    found: dict[str, list[Deadline]] = {}
    keys = ("until", "kind", "every", "words", "quote", "start", "end", "statement")
    for row in run(store, "deadlines", document=document).rows:
        found.setdefault(row["item_id"], []).append(Deadline(**{key: row[key] for key in keys}))
    return found


def _charges(store: Store, document: str) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for row in run(store, "charges", document=document).rows:
        names = found.setdefault(row["item_id"], {}).setdefault(row["relation"], [])
        if row["name"] not in names:
            names.append(row["name"])
    return found


def _standing(item: Item, order: int, said: Mapping[str, work.Value], on: str) -> Item:
    """The item with its place in the list, what people added, and how it stands on a day."""
    light, day = standing(item.deadlines, said.get("status", work.EMPTY).said, on)
    return Item(**{**vars(item), "order": order, "said": said, "light": light, "next": day})


def standing(deadlines: Iterable[Deadline], status: str, on: str) -> tuple[str, str]:
    """How an item stands on a day, and the deadline that says so.

    Of several stages the next one counts: nobody says of a stage alone that it was met. `due` lists each of them.
    """
    days = sorted(one.until for one in deadlines if one.until)
    coming = next((day for day in days if day >= on), "")
    if status in work.CLOSED:
        return "已办结", days[-1] if days else ""
    if not days:
        return "无期限", ""
    if not coming:
        return "逾期", days[-1]
    left = (date.fromisoformat(coming) - date.fromisoformat(on)).days
    return ("临期" if left <= NEAR else "正常"), coming


def _numbers(items: Sequence[Item]) -> str:
    return "、".join(str(item.order) for item in items)


# --- laying out -------------------------------------------------------------------------------------------------------


def row_of(item: Item) -> Row:
    """An item as a row of a list."""
    own = {name: item.value(name) for name in work.FIELDS}
    flat = {key: value for key, value in vars(item).items() if key not in ("said", "anchor", "deadlines")}
    limits = [one.words for one in item.deadlines]
    contested = "；".join(f"{CAPTIONS[name]}：{_versions(item.said[name])}" for name in item.contested)
    return {
        **flat,
        **own,
        "mark": item.anchor.mark,
        "deadline": "；".join(dict.fromkeys(limits)),
        "contested": contested,
        "deadlines": [asdict(one) for one in item.deadlines],
    }


def _versions(value: work.Value) -> str:
    return "／".join(f"{entry.value or '（空）'}（{entry.by}）" for entry in value.heads)


def _lost_row(lost: work.Lost) -> Row:
    said = "；".join(f"{CAPTIONS[name]}：{value.said}" for name, value in lost.values.items())
    anchor = lost.anchor
    return {"item": f"{anchor.number}{anchor.task}", "agency": anchor.raw, "said": said, "quote": anchor.quote}


CAPTIONS = {
    "status": "状态",
    "progress": "进展情况",
    "office": "责任科室",
    "person": "责任人",
    "done": "办结日期",
    "link": "链接",
    "note": "备注",
}
"""What people call the fields that they fill in."""


def _item_name(row: Row) -> str:
    return f"{row['number']}{row['item']}"


COLUMNS = (
    Column("序号", 5, text("order")),
    Column("任务", 15, _item_name),
    Column("工作内容", 56, lambda row: "" if row["content"] == row["item"] else listing.one_line(row["content"])),
    Column("牵头单位", 11, listing.bodies("leads", "牵头")),
    Column("配合单位", 16, listing.bodies("cooperators", "配合")),
    Column("负责单位", 11, listing.bodies("responsible", "负责", "指导", "联系")),
    Column("责任领导", 8, text("leaders")),
    Column("完成时限", 11, text("deadline")),
    Column("成果形式", 8, text("results")),
    Column("责任科室", 9, text("office")),
    Column("责任人", 7, text("person")),
    Column("状态", 7, text("status")),
    Column("进展情况", 18, text("progress")),
    Column("备注", 7, text("note")),
    Column("到期情况", 9, text("light"), printed=False),
    Column("到期日", 11, text("next"), printed=False),
    Column("办结日期", 11, text("done"), printed=False),
    Column("链接", 16, text("link"), printed=False),
    Column("矛盾", 20, text("contested"), printed=False),
    Column("校核", 18, text("review"), printed=False),
    Column("位置", 30, lambda row: " > ".join(row["path"]), printed=False),
    Column("原句", 44, text("quote"), printed=False),
    Column("文件", 24, text("title"), printed=False),
    Column("记号", 22, text("mark"), printed=False),
)
"""The columns of a 台账; the first ones are printed, the rest is for filters and programs."""

_LOST = (
    Column("任务", 30, text("item")),
    Column("单位", 16, text("agency")),
    Column("填报", 40, text("said")),
    Column("原句", 44, text("quote")),
)
