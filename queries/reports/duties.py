"""The responsibility list of one body: everything that it leads, cooperates in and answers for, and its posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any

from graph.ontology import ontology
from graph.store import Store
from queries.asking.answer.written import written_value
from queries.catalogue import run
from queries.reports import listing
from queries.reports.listing import Column, Listing, Row, Source, Table, joined, text
from queries.reports.naming import Subject, find_body

OFFICE = "办公室"
"""Role of the body where the office of a 专班 sits; the ontology knows it as a relation, not as a role."""

Body = Subject


@dataclass(frozen=True)
class DutyRow:
    """One line of a responsibility list.

    Attributes:
        number: the line's place in its section, from 1.
        role: 牵头, 配合, 负责 … or a role in a 专班.
        item: what the agency answers for; for roles in a 专班, the name of the 专班.
        item_number: the item's number in the document, may be empty.
        title: title of the document.
        date: date of the document.
        path: headings from the top of the document down to the item.
        leads: lead bodies of the same clause.
        section_leads: lead bodies that stand on a heading above.
        cooperators: cooperating bodies of the same clause.
        responsible: bodies of the same clause that answer without a lead, and those that guide or liaise.
        open: the list of bodies ends in 等.
        inherited: the duty was taken from a heading.
        counted: whether it counts as a clause; the daily work of an office and what running text says do not.
        note: who of the agency holds the role, where it is a person.
        quote: the sentence that says so, verbatim.
        start: where the quote starts in the document's text, in characters.
        end: one past its last character.
        place: page, table and row of the file that it stands in; empty for plain text.
        document: id of the document.
        statement: id of the statement in the graph.
        mark: its mark, the same wherever the sentence stands.
        raw: the agency as the sentence writes it.
        open_roles: the roles of the clause whose lists end in 等.
        targets: what the item is to reach, in words.
    """

    number: int
    role: str
    item: str
    item_number: str
    title: str
    date: str
    path: tuple[str, ...]
    leads: tuple[str, ...]
    section_leads: tuple[str, ...]
    cooperators: tuple[str, ...]
    responsible: tuple[str, ...]
    open: bool
    inherited: bool
    counted: bool
    note: str
    quote: str
    start: int
    end: int
    place: str
    document: str
    statement: str
    mark: str
    raw: str
    open_roles: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """All lines of one role, in the order of the documents."""

    role: str
    rows: tuple[DutyRow, ...]

    @property
    def inherited(self) -> int:
        """How many lines were taken from a heading."""
        return sum(row.inherited for row in self.rows)

    @property
    def uncounted(self) -> int:
        """How many lines are no clauses, those taken from a heading left out."""
        return sum(not row.counted and not row.inherited for row in self.rows)

    @property
    def clauses(self) -> int:
        """How many different clauses say so: what answers and the workload count (`{counted}` of the catalogue)."""
        return len({(row.document, row.start, row.end) for row in self.rows if row.counted})


@dataclass(frozen=True)
class DutyReport:
    """The responsibility list of one body.

    Attributes:
        body: the body that the name stands for.
        sections: one for each role that the body has, in the ontology's order of roles.
        sources: the documents that say so.
        complete: whether the sections hold all there is.
    """

    body: Body
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    complete: bool

    @property
    def total(self) -> int:
        """How many lines there are in all sections."""
        return sum(len(section.rows) for section in self.sections)

    @property
    def clauses(self) -> int:
        """How many different clauses say so in any role: what answers and the workload count."""
        duties = (row for row in self.rows if row.counted and row.role in ontology().duties)
        return len({(row.document, row.start, row.end) for row in duties})

    @property
    def rows(self) -> tuple[DutyRow, ...]:
        """The lines of all sections."""
        return tuple(row for section in self.sections for row in section.rows)

    def listing(self) -> Listing:
        """The report as a list that can be written: a table a role for spreadsheets, a table a plan for people."""
        tables = tuple(_table(section) for section in self.sections)
        return Listing(
            title=f"{self.body.full_name}责任清单",
            about=_about(self.body),
            counted=listing.counted(tables),
            tables=tables,
            pages=_pages(self.rows),
            sources=self.sources,
            notes=_NOTES,
            complete=self.complete,
            facts={"agency": asdict(self.body)},
        )


def duty_report(store: Store, agency: str) -> DutyReport:
    """The full responsibility list of a body.

    Args:
        store: the graph.
        agency: one of its names, its full name, or its id.

    Raises:
        NotFoundError: no body has that name; the advice names similar ones.
        QueryError: several bodies have it.
        EngineError: the engine could not be used.
    """
    return report_of(store, find_body(store, agency))


def report_of(store: Store, body: Body) -> DutyReport:
    """The same for a body that is known.

    Raises:
        EngineError: the engine could not be used.
    """
    duties = run(store, "duties", agency=body.id)
    posts = run(store, "workgroups_of_agency", agency=body.id)
    goals = targets(store, body)
    # An id may also be another body's name: a region's id is its name.
    found = [
        *(_duty(row, goals) for row in duties.rows if row["agency_id"] == body.id),
        *(_post(row) for row in posts.rows if row["agency_id"] == body.id),
    ]
    known = listing.sources(store, map(vars, found))
    return DutyReport(body, _sections(found), known, complete=duties.complete and posts.complete)


def targets(store: Store, body: Body) -> dict[str, tuple[str, ...]]:
    """What each duty of a body shall reach: id of the duty -> the indicators of its item in words.

    Raises:
        EngineError: the engine could not be used.
    """
    found: dict[str, list[str]] = {}
    for row in run(store, "duty_targets", agency=body.id).rows:
        found.setdefault(row["duty"], []).append(target(row))
    return {duty: tuple(dict.fromkeys(words)) for duty, words in found.items()}


def target(row: Row) -> str:
    """An indicator with its value as the document writes it, e.g. 园区亩均产值300万元以上."""
    return f"{row['indicator']}{written_value(row)}"


def _duty(row: Row, goals: Mapping[str, tuple[str, ...]]) -> DutyRow:
    return DutyRow(
        number=0,
        role=ontology().roles[row["role"]],
        item=listing.in_full(row),
        item_number=row["number"],
        leads=tuple(row["leads"]),
        section_leads=tuple(row["section_leads"]),
        cooperators=tuple(row["cooperators"]),
        responsible=(*row["responsible"], *row["others"]),
        inherited=row["inherited"],
        counted=row["counted"],
        note="",
        open_roles=tuple(row["open_roles"]),
        targets=goals.get(row["statement"], ()),
        **_evidence(row),
    )


def _post(row: Row) -> DutyRow:
    return DutyRow(
        number=0,
        role=row["role"],
        item=row["workgroup"],
        item_number="",
        leads=(),
        section_leads=(),
        cooperators=(),
        responsible=(),
        inherited=False,
        counted=True,
        note=f"由{row['person']}担任" if row["person"] else "",
        **_evidence(row),
    )


def _evidence(row: Row) -> dict[str, Any]:
    keys = ("title", "date", "open", "quote", "start", "end", "place", "document", "statement", "mark", "raw")
    same = {key: row[key] for key in keys}
    return {**same, "path": tuple(row["path"])}


def _sections(rows: Iterable[DutyRow]) -> tuple[Section, ...]:
    by_role: dict[str, list[DutyRow]] = {role: [] for role in (*ontology().roles.values(), OFFICE)}
    for row in rows:
        listed = by_role[row.role]
        listed.append(replace(row, number=len(listed) + 1))
    return tuple(Section(role, tuple(listed)) for role, listed in by_role.items() if listed)


# --- laying out -------------------------------------------------------------------------------------------------------

_NOTES = ("“承自标题”指牵头单位写在所在标题上，不在事项本身。", *listing.NOTES)


def _leads(row: Row) -> str:
    own = listing.from_heading(row["leads"]) if row["inherited"] else row["leads"]
    return joined([*own, *listing.from_heading(row["section_leads"])])


def _item(row: Row) -> str:
    return f"{row['item_number']}{row['item']}"


COLUMNS = (
    Column("序号", 6, text("number")),
    Column("事项", 32, _item),
    Column("牵头单位", 16, _leads),
    Column("配合单位", 28, listing.bodies("cooperators", "配合")),
    Column("负责单位", 22, listing.bodies("responsible", "负责", "指导", "联系")),
    Column("目标", 24, lambda row: "；".join(row["targets"])),
    listing.PLACE,
    listing.SENTENCE,
    listing.FILE,
    Column("日期", 12, text("date"), printed=False),
    Column("页或表", 14, text("place"), printed=False),
    Column("角色", 10, text("role"), printed=False),
    Column("是否“等”", 9, text("open"), printed=False),
    Column("是否承自标题", 13, text("inherited"), printed=False),
    Column("备注", 24, text("note"), printed=False),
    *listing.RECORD[1:],
)
"""The columns of xlsx and csv lists, in order."""


_PAGE = (
    listing.ORDER,
    Column("事项", 28, lambda row: f"{_item(row)}{'（' + row['note'] + '）' if row['note'] else ''}"),
    Column("角色", 10, text("role")),
    Column("牵头单位", 15, _leads),
    Column("配合单位", 27, listing.bodies("cooperators", "配合")),
    Column("负责单位", 22, listing.bodies("responsible", "负责", "指导", "联系")),
    Column("目标", 28, lambda row: "；".join(row["targets"])),
    listing.BASIS,
)
"""The columns of a list that people read; what stands in the title of its table is not said again."""


def _table(section: Section) -> Table:
    beside = (
        (f"承自标题 {section.inherited} 条", section.inherited),
        (f"行文和专班 {section.uncounted} 条", section.uncounted),
    )
    told = "、".join(words for words, number in beside if number)
    note = f"{len(section.rows)} 条{f'（其中{told}）' if told else ''}，出自 {section.clauses} 个条款"
    facts = {
        "role": section.role,
        "clauses": section.clauses,
        "inherited": section.inherited,
        "uncounted": section.uncounted,
    }
    return Table(section.role, COLUMNS, tuple(map(asdict, section.rows)), note, facts)


def _about(body: Body) -> tuple[tuple[str, str], ...]:
    return (("单位", body.name), ("全称", body.full_name), ("地区", body.region), ("编号", body.id))


def _pages(rows: Iterable[DutyRow]) -> tuple[Table, ...]:
    """A table for each plan, its lines in the order of the text, numbered through."""
    order = list(dict.fromkeys(row.document for row in rows))
    ordered = sorted(rows, key=lambda row: (order.index(row.document), row.start, row.end))
    plans = list(dict.fromkeys(_plan_key(vars(row)) for row in ordered))
    by_plan = sorted(ordered, key=lambda row: plans.index(_plan_key(vars(row))))
    listed = listing.numbered(asdict(row) for row in by_plan)
    several = len(order) > 1
    columns = listing.filled(_PAGE, listed)
    return tuple(_page(tuple(part), several, columns) for _, part in groupby(listed, key=_plan_key))


def _plan_key(row: Row) -> tuple[str, str]:
    return str(row["document"]), plan(row)


def _page(rows: tuple[Mapping[str, Any], ...], several: bool, columns: tuple[Column, ...]) -> Table:
    title = plan(rows[0])
    where = f"（{rows[0]['title']}）" if several and title != rows[0]["title"] else ""
    inside = tuple({**row, "path": row["path"][1:]} for row in rows)
    return Table(f"{title}{where}", columns, inside, f"{len(rows)} 项")


def plan(row: Row) -> str:
    """The plan that a line belongs to: the annex or first heading, else the document."""
    return str(row["path"][0]) if row["path"] else str(row["title"])


__all__ = ["Body", "DutyReport", "DutyRow", "Section", "duty_report", "plan", "report_of"]
