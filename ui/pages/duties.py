"""责任清单: what the graph knows of one subject of any kind, as a table, a picture and a file.

A body's page holds what it answers for; a 专班, a park or a region has more tables beside; a list of projects, an
industry, a plan has its own. The same rows as `qiantou duty`, and the file holds the rows that are seen, or all.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from graph.ontology import ontology
from graph.store import Row
from queries import reports
from queries.reports import Body, DutyReport, DutyRow, Subject
from queries.reports.listing import Listing, Table
from ui.web import evidence, links, lists, nodes, pictures, resources
from ui.web.words import plain

RELATIONS = [*ontology().roles, "办公室设在"]
"""The relations that make a line of a list."""

HEIGHT = 430
OWN = "责任"
"""What the part with a body's own duties is called."""

COLUMNS = (
    lists.ROLE,
    lists.ITEM,
    lists.Column("leads", "牵头单位", 120),
    lists.Column("cooperators", "配合单位", 200),
    lists.Column("responsible", "负责单位", 160),
    lists.Column("targets", "目标", 160),
    lists.Column("plan", "方案", 200),
    lists.Column("note", "备注", 120),
    lists.TITLE,
)
BROWSED = (
    lists.Column("name", "名称", 320),
    lists.Column("region", "地区", 120),
    lists.Column("uses", "关系", 80, number=True),
)
"""The columns of the table of everything of a kind."""


@dataclass(frozen=True)
class Filter:
    """Which lines of a list are shown; empty parts leave everything.

    Attributes:
        roles: these roles only.
        plan: one plan (annex or document).
        words: lines that contain them in item, bodies or sentence.
        own: leave out what was taken from a heading.
    """

    roles: tuple[str, ...] = ()
    plan: str = ""
    words: str = ""
    own: bool = False

    def keeps(self, row: DutyRow) -> bool:
        """Whether a line is shown."""
        text = "\n".join((row.item, row.quote, *row.leads, *row.cooperators, *row.responsible))
        return (
            (not self.roles or row.role in self.roles)
            and (not self.plan or plan(row) == self.plan)
            and (not self.words or self.words in text)
            and not (self.own and row.inherited)
        )


def plan(row: DutyRow) -> str:
    """The plan that a line belongs to: the annex, else the document."""
    return row.path[0] if row.path else row.title


def table(rows: Iterable[DutyRow]) -> list[dict[str, Any]]:
    """Lines as the table shows them."""
    return [
        {
            **asdict(row),
            "item": f"{row.item_number}{row.item}",
            "leads": [*row.leads, *(f"{name}（承自标题）" for name in row.section_leads)],
            "cooperators": [*row.cooperators, *(["等"] if row.open else [])],
            "targets": "；".join(row.targets),
            "plan": plan(row),
        }
        for row in rows
    ]


def narrowed(report: DutyReport, which: Filter) -> DutyReport:
    """A list with the lines that a filter leaves, numbered as in the whole list."""
    kept = ((section, tuple(row for row in section.rows if which.keeps(row))) for section in report.sections)
    return replace(report, sections=tuple(replace(section, rows=rows) for section, rows in kept if rows))


def facts(body: Body, rows: Sequence[DutyRow]) -> list[Row]:
    """The facts that lines of a body's list state: what the picture beside it shows."""
    # By way of the body: a search by statement reads every relationship of the graph.
    beside = resources.ask("neighbourhood", node=body.id, kind=body.kind, relations=RELATIONS)
    known = {row["statement"]: row for row in beside}
    # A post that one of its people holds does not touch the body itself.
    apart = pictures.stated([asdict(row) for row in rows if row.statement not in known])
    known |= {row["statement"]: row for row in apart}
    return [known[row.statement] for row in rows if row.statement]


def cells(part: Table) -> tuple[list[dict[str, Any]], list[lists.Column]]:
    """The rows and columns of a table beside, as a table of a page wants them; a row keeps its own keys too."""
    columns = [column for column in part.printed if column.heading not in ("位置", "序号")]
    rows = [{**row, **{f"#{column.heading}": column.value(row) for column in columns}} for row in part.rows]
    return rows, [lists.Column(f"#{column.heading}", column.heading, max(90, 9 * column.width)) for column in columns]


def draw() -> None:
    """Draw the page."""
    found = nodes.box(
        "查清单",
        key="duties.search",
        kinds=reports.KINDS,
        placeholder="单位、专班、园区、地区、项目清单、产业、方案的名称",
    )
    asked = found.key if found is not None else links.given("agency") or st.session_state.get("duties.agency", "")
    if not asked:
        _browse()
        return
    meant = resources.meanings(asked)
    if len(meant) == 1:
        _subject(meant[0])
    elif meant:
        _several(asked, meant)
    else:
        st.error(f"图谱里没有“{plain(asked)}”。请在上面的框里输入名称的一部分查找，或从下面选择。")
        st.session_state.pop("duties.agency", None)
        _browse()


def open_(subject: Subject) -> None:
    """Show a subject; the address says it too."""
    st.session_state["duties.agency"] = subject.key
    for name in ("part", "roles", "plan", "words", "own", "sort", "hide", "row", "kind"):
        links.note(**{name: ""})
    links.note(agency=_said(subject))


def _said(subject: Subject) -> str:
    """How an address names a subject: agencies by their id alone, as always."""
    return subject.id if subject.kind == "机构" else subject.key


# --- choosing ---------------------------------------------------------------------------------------------------------


def _several(name: str, meant: Sequence[Subject]) -> None:
    own = resources.own()
    st.subheader(f"“{plain(name)}”有 {len(meant)} 种所指，请选择")
    for subject in meant:
        mine = "　（本地区）" if own.region and subject.region == own.region else ""
        words = f"{plain(subject.full_name)}　{subject.kind}　{plain(subject.region)}{mine}"
        st.button(words, key=f"duties.meant:{subject.key}", on_click=open_, args=(subject,))


def _browse() -> None:
    """Everything of a kind as a table, the own unit and those of the own region first."""
    own = resources.own()
    kinds = [kind for kind in reports.KINDS if resources.counts()["nodes"].get(kind)]
    if not kinds:
        st.info("图谱是空的。请先在“导入”中读入文件。")
        return
    if own.unit:
        for unit in resources.meanings(f"机构|{own.unit}"):
            st.button(
                f"本单位：{plain(unit.full_name)}", key="duties.own", type="primary", on_click=open_, args=(unit,)
            )
    given = links.given("kind")
    kind = (
        st.segmented_control(
            "种类",
            kinds,
            default=given if given in kinds else kinds[0],
            label_visibility="collapsed",
            key="duties.kind",
        )
        or kinds[0]
    )
    links.note(kind=kind)
    rows = sorted(
        (row for row in resources.ask("names") if row["kind"] == kind),
        key=lambda row: (not own.region or row["region"] != own.region, -row["uses"], row["name"], row["id"]),
    )
    chosen = lists.choose(rows, BROWSED, key=f"duties.browse:{kind}", label=kind, lines=1)
    if chosen is not None:
        row = rows[chosen]
        open_(Subject(row["id"], row["name"], row["name"], kind, row["region"]))
        st.rerun()


# --- one subject ------------------------------------------------------------------------------------------------------


def _subject(subject: Subject) -> None:
    st.session_state["duties.agency"] = subject.key
    links.note(agency=_said(subject), kind="")
    report, beside = resources.duties(subject), resources.beside(subject)
    _heading(subject)
    numbers = {OWN: report.total} if report is not None else {}
    numbers |= {part.title: len(part.rows) for part in beside}
    part = _part(subject, numbers)
    if part == OWN and report is not None:
        _duties(subject, report, beside)
    elif part:
        _beside(subject, next(table for table in beside if table.title == part), report, beside)
    else:
        st.info("已读入的文件没有写明它的任何情况。")
    _whole(subject)


def _heading(subject: Subject) -> None:
    st.session_state["title"] = subject.name
    told = "　".join(part for part in (subject.kind, subject.region) if part)
    left, right = st.columns([6, 1], vertical_alignment="center")
    left.markdown(f"## {plain(lists.shown(subject.full_name))}　:gray[{plain(told)}]")
    with right:
        resources.choose_day()
    at = resources.moment()
    if at.day or at.every:
        left.caption("全部文件，不论是否现行" if at.every else f"截至 {at.day}")
    for sentence in resources.left_out(subject):
        # What the command line calls options is behind a button here.
        told, option, _ = sentence.partition("；--all")
        st.caption(plain(f"{told}；点“日期”看当时或全列。" if option else told))


def _part(subject: Subject, numbers: Mapping[str, int]) -> str:
    """Which table is shown: that of the address, else the first with rows."""
    filled = [name for name, number in numbers.items() if number]
    if len(filled) < 2:
        links.note(part="")
        return filled[0] if filled else next(iter(numbers), "")
    given = links.given("part")
    part = st.segmented_control(
        "内容",
        filled,
        default=given if given in filled else filled[0],
        format_func=lambda name: f"{name} {numbers[name]}",
        label_visibility="collapsed",
        key=f"duties.part:{subject.key}",
    )
    links.note(part=part or filled[0])
    return str(part or filled[0])


def _duties(subject: Subject, report: DutyReport, beside: Sequence[Table]) -> None:
    which = _filter(report)
    kept = narrowed(report, which)
    rows = kept.rows
    stated = facts(report.body, rows)
    left, right = st.columns([3, 2], gap="small")
    with left:
        chosen = lists.choose(
            table(rows),
            COLUMNS,
            key=f"duties.table:{subject.key}",
            label=f"{subject.name}责任清单",
            told=f"共 {report.total} 项，列出 {len(rows)} 项；出自 {report.clauses} 个条款",
            height=0.86,
            address=True,
            on_choose=lambda index: _remember("" if index is None else rows[index].statement),
        )
        if chosen is not None and pictures.fact(stated, st.session_state.get("duties.fact", "")) is None:
            _remember(rows[chosen].statement)
        _downloads(subject, (kept, ()), (report, beside), len(rows), report.total + sum(len(t.rows) for t in beside))
    with right:
        _picture(subject, stated)


def _beside(subject: Subject, part: Table, report: DutyReport | None, every: Sequence[Table]) -> None:
    words = _words(f"{subject.key}:{part.title}")
    kept = replace(part, rows=tuple(row for row in part.rows if not words or words in _text(part, row)))
    rows, columns = cells(kept)
    left, right = st.columns([3, 2], gap="small")
    with left:
        chosen = lists.choose(
            rows,
            columns,
            key=f"duties.beside:{subject.key}:{part.title}",
            label=part.title,
            told=f"{part.title}：共 {len(part.rows)} 项，列出 {len(rows)} 项",
            height=0.86,
            address=True,
        )
        total = (report.total if report is not None else 0) + sum(len(table.rows) for table in every)
        none = replace(report, sections=()) if report is not None else None
        _downloads(subject, (none, (kept,)), (report, every), len(rows), total)
    with right:
        if chosen is not None:
            evidence.show(rows[chosen])
        stated = pictures.stated(rows[:_DRAWN])
        if stated:
            pictures.draw(
                stated, key="duties.beside.picture", height=HEIGHT, view_key=f"duties:{subject.key}:{part.title}"
            )


_DRAWN = 200
"""So many rows of a table beside are drawn as a picture."""


def _text(part: Table, row: Mapping[str, Any]) -> str:
    return "\n".join(str(column.value(row)) for column in part.columns)


def _remember(fact: str) -> None:
    """What was clicked on last, in the table or in the picture; its sentence is shown."""
    st.session_state["duties.fact"] = fact


def _words(name: str) -> str:
    key = f"duties.words:{name}"
    if key not in st.session_state:
        st.session_state[key] = links.given("words")
    words = st.text_input("筛选", placeholder="筛选：事项、单位、原句", label_visibility="collapsed", key=key)
    links.note(words=words.strip())
    return words.strip()


def _filter(report: DutyReport) -> Filter:
    """The filters above the table, first as the address says; the choice of roles shows how many lines each has."""
    numbers = {section.role: len(section.rows) for section in report.sections}
    plans = list(dict.fromkeys(plan(row) for row in report.rows))
    name = report.body.id
    roles, of_plan, words, own = st.columns([4, 2, 2, 1.3], vertical_alignment="center")
    given = [role for role in links.given("roles").split(",") if role in numbers]
    picked = roles.pills(
        "角色",
        list(numbers),
        selection_mode="multi",
        default=given,
        format_func=lambda role: f"{role} {numbers[role]}",
        label_visibility="collapsed",
        key=f"duties.roles:{name}",
    )
    asked = links.given("plan")
    chosen = of_plan.selectbox(
        "方案",
        plans,
        index=plans.index(asked) if asked in plans else None,
        placeholder="全部方案",
        label_visibility="collapsed",
        key=f"duties.plan:{name}",
    )
    with words:
        typed = _words(name)
    left_out = own.checkbox("不含承自标题", value=links.given("own") == "1", key=f"duties.own:{name}")
    links.note(roles=",".join(picked), plan=chosen or "", own="1" if left_out else "")
    return Filter(roles=tuple(picked), plan=chosen or "", words=typed, own=left_out)


# --- taking along -----------------------------------------------------------------------------------------------------

DOWNLOADS = {".xlsx": "Excel", ".docx": "Word", ".md": "Markdown", ".csv": "CSV"}
"""The forms in which a list can be taken along: file suffix -> what users call it."""

Parts = tuple[DutyReport | None, Sequence[Table]]
"""A subject's duties and the tables beside, all of their rows or those that are seen."""


def _downloads(subject: Subject, seen: Parts, whole: Parts, number: int, total: int) -> None:
    """What is seen, or everything, as a file."""
    with st.container(horizontal=True, vertical_alignment="center"):
        which = "全部"
        if number < total:
            which = (
                st.segmented_control(
                    "带走哪些",
                    ("当前", "全部"),
                    default="当前",
                    format_func={"当前": f"当前 {number} 项", "全部": f"全部 {total} 项"}.__getitem__,
                    label_visibility="collapsed",
                    key=f"duties.which:{subject.key}",
                )
                or "当前"
            )
        parts = whole if which == "全部" else seen
        for suffix, name in DOWNLOADS.items():
            st.download_button(
                f"下载 {name}",
                written(lambda: _dated(subject, parts), suffix),
                f"{subject.name}责任清单{suffix}",
                on_click="ignore",
                key=f"duties.download{suffix}",
            )


def _dated(subject: Subject, parts: Parts) -> Listing:
    """The list as a file holds it: as of when, and what it leaves out."""
    store = resources.then()
    return reports.dated(store, reports.assembled(store, subject, *parts).listing(), subject)


def written(make: Callable[[], DutyReport | Listing], suffix: str) -> Callable[[], bytes]:
    """What makes the file once somebody wants it."""

    def write() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"清单{suffix}"
            reports.write(make(), path)
            return path.read_bytes()

    return write


def _picture(subject: Subject, stated: Sequence[Row]) -> None:
    """The facts of the lines shown as a picture; above it the sentence of the one that was clicked on last."""
    found = pictures.fact(stated, st.session_state.get("duties.fact", ""))
    if found is not None:
        evidence.show(found)
    pictures.draw(
        stated,
        key="duties.picture",
        height=HEIGHT + 40 if found is None else HEIGHT - 130,
        highlight=[found["statement"]] if found else [],
        view_key=f"duties:{subject.key}",
        on_select=lambda selection: _remember(selection.id if selection and selection.type == "edge" else ""),
    )


def _whole(subject: Subject) -> None:
    """The ways on from here."""
    with st.container(horizontal=True):
        links.link("graph", "在子图中展开", node=subject.key)
        if subject.kind == "文件":
            links.link("documents", "看原文", document=subject.id)
