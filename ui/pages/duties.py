"""责任清单: everything one body answers for, each line with its sentence, as a table, a picture and a file."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from graph.ontology import ontology
from graph.store import Row
from queries import reports
from queries.reports import Body, DutyReport, DutyRow
from ui.web import evidence, links, lists, pictures, resources

KINDS = ("机构", "议事协调机构", "园区", "地区", "企业", "人员")
"""The kinds of bodies, in the order of the choice."""

RELATIONS = [*ontology().roles, "办公室设在"]
"""The relations that make a line of a list."""

HEIGHT = 430

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
MEMBERS = (
    lists.ROLE,
    lists.Column("party", "单位或人员", 200),
    lists.Column("post", "职务", 160),
    lists.Column("workgroup", "专班", 260),
)


@dataclass(frozen=True)
class Unit:
    """A body that can be chosen: its id, name, kind and region."""

    id: str
    name: str
    kind: str
    region: str


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


def units(kind: str) -> list[Unit]:
    """The bodies of a kind, those of the same name together."""
    rows = resources.ask("agencies", kind=kind)
    return [Unit(row["agency_id"], row["agency"], row["agency_kind"], row["agency_region"]) for row in rows]


def labels(known: Iterable[Unit]) -> dict[str, str]:
    """The name of each body by its id, with the region where another one is called the same."""
    known = list(known)
    same = Counter(unit.name for unit in known)
    return {unit.id: f"{unit.name}（{unit.region or unit.id}）" if same[unit.name] > 1 else unit.name for unit in known}


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


def facts(body: Body, rows: Sequence[DutyRow]) -> list[Row]:
    """The facts that lines of a body's list state: what the picture beside it shows."""
    # By way of the body: a search by statement reads every relationship of the graph.
    beside = resources.ask("neighbourhood", node=body.id, kind=body.kind, relations=RELATIONS)
    known = {row["statement"]: row for row in beside}
    # A post that one of its people holds does not touch the body itself.
    apart = pictures.stated([asdict(row) for row in rows if row.statement not in known])
    known |= {row["statement"]: row for row in apart}
    return [known[row.statement] for row in rows if row.statement]


def draw() -> None:
    """Draw the page."""
    unit = _choose_unit()
    if unit is None:
        st.info("请选择或输入单位名称，查看它的全部责任；选好后可下载 " + "、".join(DOWNLOADS.values()) + "。")
        return
    report = resources.duties(unit)
    shown = _filter(report)
    rows = [row for row in report.rows if shown.keeps(row)]
    stated = facts(report.body, rows)
    left, right = st.columns([3, 2], gap="small")
    with left:
        _table(report, rows)
    with right:
        _picture(report, stated)
    if report.body.kind == "议事协调机构":
        _members(report.body.name)


def _remember(fact: str) -> None:
    """What was clicked on last, in the table or in the picture; its sentence is shown."""
    st.session_state["duties.fact"] = fact


def _choose_unit() -> str | None:
    """The id of the chosen body; the address says it too."""
    asked = links.given("agency") or st.session_state.get("duties.agency", "")
    kinds, names = st.columns([1, 2], vertical_alignment="bottom")
    kind_asked = (
        next((row["agency_kind"] for row in resources.ask("bodies", agency=asked)), KINDS[0]) if asked else None
    )
    kind = kinds.segmented_control(
        "种类", KINDS[:5], default=kind_asked or KINDS[0], label_visibility="collapsed", key=f"duties.kind:{kind_asked}"
    )
    known = units(kind or KINDS[0])
    ids, captions = [unit.id for unit in known], labels(known)
    chosen = names.selectbox(
        "单位",
        known,
        index=ids.index(asked) if asked in ids else None,
        format_func=lambda unit: captions[unit.id],
        placeholder="选择或输入单位名称",
        label_visibility="collapsed",
        key=f"duties.unit:{kind}:{asked}",
    )
    if chosen is None:
        return None
    st.session_state["duties.agency"] = chosen.id
    links.note(agency=chosen.id)
    return str(chosen.id)


def _filter(report: DutyReport) -> Filter:
    """The filters above the table; the choice of roles shows how many lines each has."""
    numbers = {section.role: len(section.rows) for section in report.sections}
    plans = list(dict.fromkeys(plan(row) for row in report.rows))
    name = report.body.id
    roles, of_plan, words, own = st.columns([4, 2, 2, 1.3], vertical_alignment="center")
    picked = roles.pills(
        "角色",
        list(numbers),
        selection_mode="multi",
        format_func=lambda role: f"{role} {numbers[role]}",
        label_visibility="collapsed",
        key=f"duties.roles:{name}",
    )
    return Filter(
        roles=tuple(picked),
        plan=of_plan.selectbox(
            "方案", plans, index=None, placeholder="全部方案", label_visibility="collapsed", key=f"duties.plan:{name}"
        )
        or "",
        words=words.text_input(
            "筛选", placeholder="筛选：事项、单位、原句", label_visibility="collapsed", key=f"duties.words:{name}"
        ).strip(),
        own=own.checkbox("不含承自标题", key=f"duties.own:{name}"),
    )


def _table(report: DutyReport, rows: Sequence[DutyRow]) -> None:
    body = report.body
    st.markdown(f"**{body.full_name}**　共 {report.total} 项，列出 {len(rows)} 项")
    lists.choose(
        table(rows),
        COLUMNS,
        key=f"duties.table:{body.id}",
        height=HEIGHT,
        on_choose=lambda index: _remember("" if index is None else rows[index].statement),
    )
    _downloads(report)


def _downloads(report: DutyReport) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        for suffix, name in DOWNLOADS.items():
            st.download_button(
                f"下载 {name}",
                written(report, suffix),
                f"{report.body.name}责任清单{suffix}",
                on_click="ignore",
                key=f"duties.download{suffix}",
            )
        links.link("graph", "在子图中展开", node=f"{report.body.kind}|{report.body.id}")


DOWNLOADS = {".xlsx": "Excel", ".docx": "Word", ".md": "Markdown", ".csv": "CSV"}
"""The forms in which a list can be taken along: file suffix -> what users call it."""


def written(report: DutyReport, suffix: str) -> Callable[[], bytes]:
    """What makes the file once somebody wants it."""

    def write() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"清单{suffix}"
            reports.write(report, path)
            return path.read_bytes()

    return write


def _picture(report: DutyReport, stated: Sequence[Row]) -> None:
    """The facts of the lines shown as a picture; above it the sentence of the one that was clicked on last."""
    found = pictures.fact(stated, st.session_state.get("duties.fact", ""))
    if found is not None:
        evidence.show(found)
    pictures.draw(
        stated,
        key="duties.picture",
        height=HEIGHT + 40 if found is None else HEIGHT - 130,
        highlight=[found["statement"]] if found else [],
        view_key=f"duties:{report.body.id}",
        on_select=lambda selection: _remember(selection.id if selection and selection.type == "edge" else ""),
    )


def _members(name: str) -> None:
    st.subheader("组成")
    rows = [row for row in resources.ask("workgroup_members", name=name) if row["workgroup"] == name]
    chosen = lists.choose(rows, MEMBERS, key="duties.members", height=280, lines=1)
    if chosen is not None:
        evidence.show(rows[chosen])
