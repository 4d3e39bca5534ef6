"""What every list is made of, whatever it is about: tables with columns, rows with evidence, and their sources.

A list is made once (`duties`, `subjects`, `gaps`) and laid out by one writer for each kind of file (`excel`, `word`,
`markdown`, `plain`). Nothing is left out: each list says how many rows there are and whether it was cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from graph.store import Store
from queries.catalogue import run

Row = Mapping[str, Any]
Cell = str | int | float

EXCERPT = 160
"""Characters of a sentence that a printed list shows in full; of longer ones the part around the name."""

NOTES = (
    "单位名单后的“等”照原文，指名单没有列全。",
    f"依据栏为原句；超过 {EXCERPT} 字的只印出一段，以“……”标明，全文见 Excel、CSV 或 JSON 清单。",
)
"""What to know when reading any list."""

FROM_HEADING = "（承自标题）"

_WIDE = "\u2e80-\u9fff\uff00-\uffef“”"
_BREAK = re.compile(f"(?<=[{_WIDE}])\\s+|\\s+(?=[{_WIDE}])")


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters of Latin text, and how to get it from a row.

    Attributes:
        printed: whether it is printed; the others are for filters and for programs.
    """

    heading: str
    width: int
    value: Callable[[Row], Cell]
    printed: bool = True


@dataclass(frozen=True)
class Table:
    """One table of a list.

    Attributes:
        title: what its rows have in common.
        columns: in order, those that are printed first.
        rows: keys as the catalogue names them, in the order of the documents.
        note: what is counted, in a sentence; may be empty.
        facts: what programs may want to know of it besides.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def printed(self) -> tuple[Column, ...]:
        """The columns that are printed."""
        return tuple(column for column in self.columns if column.printed)

    def cells(self, row: Row) -> list[Cell]:
        """A row's cells, one for each column."""
        return [column.value(row) for column in self.columns]


@dataclass(frozen=True)
class Source:
    """A document that a list rests on; `number`, `issuer` and `date` may be empty."""

    title: str
    number: str
    issuer: str
    date: str
    file: str
    document: str


@dataclass(frozen=True)
class Listing:
    """A list that can be written to a file.

    Attributes:
        title: as it stands on top of the page.
        about: what it is about: pairs of label and value.
        counted: how many rows there are, in words.
        tables: for spreadsheets and programs.
        pages: as people read them; the same rows, perhaps grouped in another way.
        sources: the documents that the rows come from.
        notes: what to know when reading it.
        below: what stands below the title, a line each, for people who read it; `about` says it to programs.
        form: what stands below the title where a list is handed in: who fills it in, and when; empty for others.
        left_out: what it leaves out because it is not in force, in sentences.
        complete: whether the tables hold all there is.
        facts: what programs may want to know of it besides.
    """

    title: str
    about: tuple[tuple[str, Cell], ...]
    counted: str
    tables: tuple[Table, ...]
    pages: tuple[Table, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    complete: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many rows there are in all tables; a summary's rows only say again what others say."""
        return sum(len(table.rows) for table in self.tables if not table.facts.get("summary"))

    def listing(self) -> Listing:
        """Itself: what is written may be anything that can be laid out as a list."""
        return self


def joined(names: Iterable[str]) -> str:
    """Names in one cell."""
    return "、".join(names)


def yes(value: bool) -> str:
    """A flag in words."""
    return "是" if value else "否"


def counted(tables: Iterable[Table]) -> str:
    """How many rows the tables have, in words."""
    found = [(table.title, len(table.rows)) for table in tables]
    each = "，".join(f"{title} {number} 项" for title, number in found)
    return f"共 {sum(number for _, number in found)} 项：{each}" if found else "共 0 项"


def numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with their place from 1 under `order_in_list`."""
    return tuple({**row, "order_in_list": number} for number, row in enumerate(rows, 1))


def filled(columns: Sequence[Column], rows: Iterable[Row]) -> tuple[Column, ...]:
    """The columns that are not empty in every row."""
    kept = tuple(rows)
    return tuple(column for column in columns if any(column.value(row) != "" for row in kept))


def text(key: str) -> Callable[[Row], Cell]:
    """What gets a value of a row as a cell: lists joined, whole numbers without decimals, nothing as empty."""

    def value(row: Row) -> Cell:
        found = row[key]
        if isinstance(found, (list, tuple)):
            return joined(found)
        if isinstance(found, bool):
            return yes(found)
        if isinstance(found, float) and found.is_integer():
            return int(found)
        return "" if found is None else found

    return value


def bodies(key: str, *roles: str) -> Callable[[Row], str]:
    """What gets the bodies of a role, with 等 behind a list that ends so."""

    def value(row: Row) -> str:
        ends = "等" if row[key] and set(roles) & set(row["open_roles"]) else ""
        return f"{joined(row[key])}{ends}"

    return value


def item(row: Row) -> str:
    """An item with its number."""
    return f"{row.get('number') or ''}{row['item']}"


def from_heading(names: Iterable[str]) -> list[str]:
    """Lead bodies that stand on a heading above, marked so."""
    return [f"{name}{FROM_HEADING}" for name in names]


def in_full(row: Row) -> str:
    """An item's title; of one that is a long sentence, which the graph calls by its beginning, the whole sentence."""
    sentence = one_line(row["first_sentence"])
    return sentence if sentence.startswith(row["item"]) else str(row["item"])


def one_line(words: str) -> str:
    """A sentence without the line breaks of its document."""
    return " ".join(_BREAK.sub("", words).split())


def excerpt(quote: str, name: str = "") -> str:
    """A sentence as it is printed: a long one around a name, with ……  where words were left out."""
    line = one_line(quote)
    if len(line) <= EXCERPT:
        return line
    at = max(0, line.find(name))
    start = max(0, min(at - EXCERPT // 3, len(line) - EXCERPT))
    end = start + EXCERPT
    return f"{'……' if start else ''}{line[start:end]}{'……' if end < len(line) else ''}"


def basis(row: Row) -> str:
    """What a row rests on as it is printed: the headings above, and the sentence."""
    if "same_as" in row:
        return f"同第 {row['same_as']} 项"
    words = one_line(row["quote"]) if row.get("shared") else excerpt(row["quote"], row.get("raw", ""))
    return "：".join(part for part in (" › ".join(row["path"]), f"“{words}”") if part)


ORDER = Column("序号", 8, text("order_in_list"))
BASIS = Column("依据", 44, basis)
PLACE = Column("位置", 30, lambda row: " > ".join(row["path"]))
SENTENCE = Column("原句", 44, text("quote"))
FILE = Column("文件", 24, text("title"))
RECORD = (
    Column("日期", 12, text("date"), printed=False),
    Column("起", 8, text("start"), printed=False),
    Column("止", 8, text("end"), printed=False),
    Column("文件编号", 24, text("document"), printed=False),
)
EVIDENCE = (PLACE, SENTENCE, FILE, *RECORD)
"""The columns that say where a row comes from; every table ends with them."""


def paged(table: Table) -> Table:
    """A table as it is printed: one column for the evidence, no column that is empty in every row."""
    own = [column for column in table.printed if column not in EVIDENCE]
    return replace(table, columns=(*filled(own, table.rows), BASIS), rows=tuple(_said_once(table.rows)))


def _said_once(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows; one that rests on the same sentence as the row before it refers to where that was printed."""
    for _, group in groupby(rows, key=lambda row: (row["document"], row["start"], row["end"], *row["path"])):
        first, *others = group
        yield {**first, "shared": bool(others)}
        yield from ({**row, "same_as": first["order_in_list"]} for row in others)


def sources(store: Store, rows: Iterable[Row]) -> tuple[Source, ...]:
    """The documents that rows come from, in the order of the query `documents`.

    Raises:
        EngineError: the engine could not be used.
    """
    wanted = {row["document"] for row in rows}
    keys = ("title", "number", "issuer", "date", "file", "document")
    known = run(store, "documents").rows
    return tuple(Source(*(str(row[key]) for key in keys)) for row in known if row["document"] in wanted)


def cited(source: Source) -> str:
    """A source as official lists cite it: 《title》（number，issuer，date）."""
    name = source.title if source.title == source.file or "《" in source.title[:1] else f"《{_inner(source.title)}》"
    more = "，".join(part for part in (source.number, source.issuer, day(source.date)) if part)
    return f"{name}（{more}）" if more else f"{name}（文号、发文机关、日期不详）"


def day(date: str) -> str:
    """A date as documents write it: 2023-02-17 is 2023年2月17日; a part of one likewise."""
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False) if part.isdigit()
    )


def _inner(title: str) -> str:
    """Book marks inside book marks."""
    return title.replace("《", "〈").replace("》", "〉")
