"""Lists of what is no agency: a 专班, a park, a region, a list of projects, an industry, with columns of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from graph.store import Store
from queries.asking.answer.written import written_value
from queries.catalogue import run
from queries.reports import listing
from queries.reports.duties import DutyReport, report_of
from queries.reports.listing import EVIDENCE, ORDER, Column, Listing, Row, Table, joined, text
from queries.reports.naming import BODIES, Subject, find

Rows = Iterable[Row]


def report(store: Store, name: str, kind: str = "", *, region: str = "") -> DutyReport | Listing:
    """The list that a name asks for: an agency's duties, a 专班's members and plan, a list's projects …

    Args:
        store: the graph.
        name: as `naming.find` knows it.
        kind: what it is, where the name means several things.
        region: the own region.

    Raises:
        NotFoundError: nothing has that name; the advice names similar ones.
        AmbiguousError: several have it.
        QueryError: there is no such kind.
        EngineError: the engine could not be used.
    """
    return report_about(store, find(store, name, kind, region=region))


def report_about(store: Store, subject: Subject) -> DutyReport | Listing:
    """The list about something that is known.

    Raises:
        EngineError: the engine could not be used.
    """
    own = report_of(store, subject) if subject.kind in BODIES else None
    return assembled(store, subject, own, beside(store, subject))


def beside(store: Store, subject: Subject) -> tuple[Table, ...]:
    """What there is to say of something besides its duties, no table without rows.

    Raises:
        EngineError: the engine could not be used.
    """
    make = _BESIDE_DUTIES.get(subject.kind) or _ALONE.get(subject.kind, (None, None))[0]
    return tuple(table for table in make(store, subject) if table.rows) if make else ()


def assembled(store: Store, subject: Subject, own: DutyReport | None, tables: Sequence[Table]) -> DutyReport | Listing:
    """The list of its duties and of the other tables, all of their rows or those that somebody has chosen.

    Args:
        store: the graph.
        subject: what the list is about.
        own: its duties; None for what can have none.
        tables: as `beside` makes them.

    Raises:
        EngineError: the engine could not be used.
    """
    if own is None:
        return _listing(store, subject, _ALONE[subject.kind][1](subject), tables)
    return _with_duties(store, subject, own, tables) if subject.kind in _BESIDE_DUTIES else own


def _table(title: str, columns: Sequence[Column], rows: Rows, note: str = "") -> Table:
    kept = listing.numbered(rows)
    return Table(title, (ORDER, *columns, *EVIDENCE), kept, note or f"{len(kept)} 项")


def _with_duties(store: Store, subject: Subject, own: DutyReport, more: Sequence[Table]) -> Listing:
    """A body's own duties, then what else there is to say of it."""
    duties = own.listing()
    every = (*duties.tables, *more)
    named = "组成与任务分工" if more and subject.kind == "议事协调机构" else "责任清单"
    return replace(
        duties,
        title=f"{subject.name}{named}",
        counted=listing.counted(every),
        tables=every,
        pages=(*duties.pages, *map(listing.paged, more)),
        sources=listing.sources(store, (row for table in every for row in table.rows)),
    )


def _listing(store: Store, subject: Subject, title: str, tables: Sequence[Table]) -> Listing:
    return Listing(
        title=title,
        about=(("名称", subject.name), ("种类", subject.kind), ("地区", subject.region), ("编号", subject.id)),
        counted=listing.counted(tables),
        tables=tuple(tables),
        pages=tuple(map(listing.paged, tables)),
        sources=listing.sources(store, (row for table in tables for row in table.rows)),
        notes=listing.NOTES,
        facts={"subject": asdict(subject)},
    )


# --- coordinating bodies ----------------------------------------------------------------------------------------------


def _workgroup(store: Store, subject: Subject) -> Iterator[Table]:
    members = [
        row for row in run(store, "workgroup_members", name=subject.name).rows if row["workgroup_id"] == subject.id
    ]
    yield _table("组成", _MEMBERS, members, _member_note(members))
    yield _table("任务分工", _TASKS, run(store, "workgroup_tasks", workgroup=subject.id).rows)


_MEMBERS = (
    Column("角色", 12, text("role")),
    Column("单位或人员", 26, text("party")),
    Column("职务", 16, text("post")),
)
_TASKS = (
    Column("事项", 34, lambda row: f"{row['number']}{listing.in_full(row)}"),
    Column("牵头单位", 18, lambda row: joined([*row["leads"], *listing.from_heading(row["section_leads"])])),
    Column("配合单位", 28, listing.bodies("cooperators", "配合")),
    Column("负责单位", 24, listing.bodies("responsible", "负责", "指导", "联系")),
)


def _member_note(rows: Sequence[Row]) -> str:
    members = {row["party_id"] for row in rows if row["role"] == "成员单位" and not row["generic"]}
    ends = "，名单以“等”结尾" if any(row["open"] for row in rows) else ""
    return f"{len(rows)} 项，其中成员单位 {len(members)} 家{ends}"


# --- parks and regions ------------------------------------------------------------------------------------------------


def _place(store: Store, subject: Subject) -> Iterator[Table]:
    industries = run(store, "industries", place=subject.name).rows
    yield _table("产业", _INDUSTRIES, (row for row in industries if row["place"] == subject.name))
    yield _table("项目", _PROJECTS, run(store, "projects_of_place", place=subject.id).rows)
    shares = run(store, "allotments", place=subject.name).rows
    yield _table("任务数", _SHARES, (row for row in shares if row["place_id"] == subject.id))
    yield _table("目标", _TARGETS, _targets_of(store, subject))


def _targets_of(store: Store, subject: Subject) -> list[dict[str, Any]]:
    rows = run(store, "targets", name=subject.name).rows
    return [row for row in rows if (row["owner"], row["owner_kind"]) == (subject.name, subject.kind)]


_INDUSTRIES = (
    Column("关系", 12, text("relation")),
    Column("产业", 24, text("industry")),
    Column("园区或地区", 20, text("place")),
    Column("年份", 8, text("year")),
)
_PROJECTS = (
    Column("项目", 36, text("project")),
    Column("投资", 14, text("amount")),
    Column("所属清单", 20, text("lists")),
    Column("写明位于此地", 12, text("located")),
)
_SHARES = (
    Column("类别", 14, text("group")),
    Column("指标", 28, text("indicator")),
    Column("任务数", 10, text("value")),
    Column("单位", 8, text("unit")),
    Column("合计", 10, text("total")),
)
_TARGETS = (
    Column("指标", 30, text("indicator")),
    Column("目标值", 18, lambda row: written_value(row)),
    Column("年份", 8, text("year")),
    Column("所属", 28, lambda row: f"{row['owner']}（{row['owner_kind']}）"),
    Column("牵头单位", 18, text("leads")),
)


# --- lists of projects ------------------------------------------------------------------------------------------------


def _project_list(store: Store, subject: Subject) -> Iterator[Table]:
    found: dict[str, list[Row]] = {}
    for row in run(store, "list_projects", list=subject.id).rows:
        found.setdefault(row["project_id"], []).append(row)
    yield _table("项目", _LISTED, map(_once, found.values()))


def _once(rows: Sequence[Row]) -> Row:
    """A project that several places of a document list, once; `also` says where else it stands."""
    first = rows[0]
    kind = "own" if first["own_leads"] or first["own_cooperators"] else "shared"
    leads, cooperators = ([*dict.fromkeys(first[f"{kind}_{role}"])] for role in ("leads", "cooperators"))
    also = [" > ".join(row["path"]) for row in rows[1:]]
    return {**first, "leads": leads, "cooperators": cooperators, "also": also, "clause": first[f"{kind}_clause"]}


_LISTED = (
    Column("项目", 32, text("project")),
    Column("组成部分", 24, text("parts")),
    Column("地点", 14, text("places")),
    Column("建设单位", 16, text("owners")),
    Column("投资", 12, text("amount")),
    Column("目标", 32, text("goal")),
    Column("牵头单位", 18, text("leads")),
    Column("配合、负责单位", 28, text("cooperators")),
    Column("分工原句", 28, lambda row: listing.one_line(row["clause"])),
    Column("另见", 20, text("also")),
)


# --- industries -------------------------------------------------------------------------------------------------------


def _industry(store: Store, subject: Subject) -> Iterator[Table]:
    """What the documents say of an industry and of those whose names contain its name."""
    name = subject.name
    yield _table("事项与责任单位", _CLAUSES, _clauses(run(store, "task_parties", name=name).rows))
    yield _table("园区和地区", _INDUSTRIES, run(store, "industries", name=name).rows)
    systems = run(store, "industry_systems").rows
    yield _table("产业体系", _SYSTEMS, (row for row in systems if name in row["member"]))
    yield _table("项目", _NAMED_PROJECTS, run(store, "projects", name=name).rows)
    yield _table("目标", _TARGETS, run(store, "targets", name=name).rows)


def _clauses(rows: Rows) -> Iterator[Row]:
    """One row for each item and clause, its bodies by role in the order of the sentence."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault((row["item_id"], row["document"], row["start"], row["end"]), []).append(row)
    for parties in found.values():
        by_role = {key: [row["agency"] for row in parties if row["role"] in roles] for key, roles in _BY_ROLE.items()}
        yield {**parties[0], **by_role, "open_roles": [row["role"] for row in parties if row["open"]]}


_BY_ROLE = {"leads": ("牵头",), "cooperators": ("配合",), "responsible": ("负责", "指导", "联系")}
_CLAUSES = (
    Column("事项", 34, listing.item),
    Column("种类", 12, text("item_kind")),
    Column("牵头单位", 18, text("leads")),
    Column("配合单位", 28, listing.bodies("cooperators", "配合")),
    Column("负责单位", 24, listing.bodies("responsible", "负责", "指导", "联系")),
)
_SYSTEMS = (
    Column("产业体系", 24, text("system")),
    Column("所属", 24, text("owner")),
    Column("成员", 24, text("member")),
    Column("年份", 8, text("year")),
)
_NAMED_PROJECTS = (
    Column("项目", 34, text("project")),
    Column("所属清单", 20, text("list")),
    Column("地点", 16, text("places")),
    Column("投资", 12, text("amount")),
    Column("目标", 30, text("goal")),
)

# --- projects and plans -----------------------------------------------------------------------------------------------


def _project(store: Store, subject: Subject) -> Iterator[Table]:
    """Where a project stands, and who answers for it."""
    rows = [row for row in run(store, "projects", name=subject.name).rows if row["project_id"] == subject.id]
    yield _table("写到它的地方", _PLACES_OF_PROJECT, rows)
    parties = run(store, "task_parties", name=subject.name).rows
    yield _table("责任单位", _CLAUSES, _clauses(parties))


_PLACES_OF_PROJECT = (
    Column("所属清单", 20, text("list")),
    Column("所在事项", 28, text("item")),
    Column("组成部分", 24, text("parts")),
    Column("地点", 16, text("places")),
    Column("建设单位", 20, text("owners")),
    Column("投资", 12, text("amount")),
    Column("目标", 30, text("goal")),
)


def _plan(store: Store, subject: Subject) -> Iterator[Table]:
    """Every item of a document or an annex, in its order, with its bodies; also those that name nobody."""
    yield _table("事项", _ITEMS, map(_parted, run(store, "assignments", name=subject.id).rows))


def _parted(row: Row) -> Row:
    """Guides and liaisons stand with those who answer."""
    roles = ("配合", "负责") if row["open"] else ()
    return {**row, "responsible": [*row["responsible"], *row["others"]], "open_roles": roles}


_ITEMS = (
    Column("事项", 34, listing.item),
    Column("牵头单位", 18, lambda row: joined([*row["leads"], *listing.from_heading(row["section_leads"])])),
    Column("配合单位", 28, listing.bodies("cooperators", "配合")),
    Column("负责单位", 24, listing.bodies("responsible", "负责")),
)

Make = Callable[[Store, Subject], Iterator[Table]]

_BESIDE_DUTIES: Mapping[str, Make] = {"议事协调机构": _workgroup, "园区": _place, "地区": _place}
"""Kinds that may have duties like an agency, and what else is told of them."""

_ALONE: Mapping[str, tuple[Make, Callable[[Subject], str]]] = {
    "项目清单": (_project_list, lambda subject: f"{subject.name.removesuffix('清单')}清单"),
    "产业": (_industry, lambda subject: f"{subject.name.removesuffix('产业')}产业清单"),
    "项目": (_project, lambda subject: f"{subject.name}责任清单"),
    "文件": (_plan, lambda subject: f"{subject.name}任务分工清单"),
    "章节": (_plan, lambda subject: f"{subject.name}任务分工清单"),
}
"""Kinds that have none, with the title of their lists."""
