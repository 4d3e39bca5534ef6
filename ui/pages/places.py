"""项目·产业·园区: lists of projects, systems of industries, parks, and the shares that regions were given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from graph.store import Row
from ui.web import charts, evidence, links, lists, resources
from ui.web.words import plain

HEIGHT = 380
LOOSE = "未列入清单"
"""What projects on no list are gathered under."""

YEAR, UNIT = lists.Column("year", "年份", 70), lists.Column("unit", "单位", 80)
PROJECTS = (
    lists.Column("order", "序号", 60, number=True),
    lists.Column("project", "项目", 280),
    lists.Column("places", "所在园区或地区", 150),
    lists.Column("leads", "牵头单位", 140),
    lists.Column("owners", "建设单位", 140),
    lists.Column("amount", "投资", 100),
    lists.Column("goal", "目标", 200),
    lists.Column("parts", "组成部分", 200),
    lists.Column("item", "写在哪个事项", 200),
    lists.TITLE,
)
SYSTEMS = (
    lists.Column("system", "产业体系", 180),
    lists.Column("owner", "所属", 180),
    lists.Column("members", "写明的成员", 260),
    lists.Column("declared", "应有", 60, number=True),
    YEAR,
    lists.QUOTE,
    lists.TITLE,
)
INDUSTRIES = (
    lists.Column("place", "园区或地区", 160),
    lists.Column("relation", "关系", 100),
    lists.Column("industry", "产业", 200),
    YEAR,
    lists.QUOTE,
    lists.TITLE,
)
TARGETS = (
    lists.Column("indicator", "指标", 220),
    lists.Column("comparator", "比较", 60),
    lists.Column("value", "数值", 90, number=True),
    UNIT,
    YEAR,
    lists.Column("owner", "属于", 220),
    lists.Column("leads", "牵头单位", 160),
    lists.QUOTE,
    lists.TITLE,
)
SHARES = (
    lists.Column("group", "类别", 80),
    lists.Column("indicator", "指标", 200),
    lists.Column("value", "任务数", 90, number=True),
    UNIT,
    lists.Column("total", "合计", 90, number=True),
    lists.TITLE,
)
PARTIES = (
    lists.ROLE,
    lists.Column("agency", "单位", 180),
    lists.ITEM,
    lists.Column("via", "责任写在何处", 110),
    lists.Column("inherited", "承自标题", 80),
    lists.TITLE,
)


def project_lists(rows: Iterable[Row]) -> dict[str, int]:
    """The lists and how many projects each has, in the order of the documents; those on no list last.

    A project has a row for every place that names it.
    """
    named: dict[str, set[str]] = {}
    for row in rows:
        named.setdefault(row["list"] or LOOSE, set()).add(row["project_id"])
    loose = named.pop(LOOSE, None)
    return {name: len(ids) for name, ids in (*named.items(), *([(LOOSE, loose)] if loose else []))}


def projects(rows: Iterable[Row], chosen: str, place: str) -> list[Row]:
    """The projects of one list, or of all, in one place, or in all, each with its leads."""
    wanted = [
        row
        for row in rows
        if (not chosen or (row["list"] or LOOSE) == chosen) and (not place or place in row["places"])
    ]
    leads = project_leads()
    return [{**row, "leads": leads.get(row["project_id"], [])} for row in wanted]


def project_leads() -> dict[str, list[str]]:
    """Who leads each project: in its own words, and in those of its list and of the items that it stands in."""
    found: dict[str, list[str]] = {}
    for row in resources.ask("project_leads"):
        found.setdefault(row["project_id"], []).append(row["agency"])
    return {project: list(dict.fromkeys(agencies)) for project, agencies in found.items()}


def shares(rows: Sequence[Row]) -> pd.DataFrame:
    """Tasks shared out, as a table: a line for each indicator, a column for each region in the order of the document.

    The column 合计 holds the total that the document states.
    """
    places = list(dict.fromkeys(row["place"] for row in rows))
    lines: dict[tuple[str, str], dict[str, float | None]] = {}
    for row in rows:
        line = lines.setdefault(_line(row), {"合计": row["total"]})
        line[row["place"]] = row["value"]
    index = pd.MultiIndex.from_tuples(lines, names=["类别", "指标"])
    return pd.DataFrame(list(lines.values()), index=index, columns=["合计", *places])


def _line(row: Row) -> tuple[str, str]:
    """The line of the table that a share stands in: the group, and the indicator with its unit."""
    return row["group"] or "", f"{row['indicator']}（{row['unit']}）"


def heat(row: Mapping[str, Any]) -> dict[str, float]:
    """How strongly the cells of a line are coloured: the larger its share, the stronger; the total not at all."""
    values = {place: value for place, value in row.items() if place not in _NO_SHARE and value is not None}
    most = max(values.values(), default=0)
    return {place: round(0.75 * value / most, 2) for place, value in values.items()} if most else {}


_NO_SHARE = frozenset({"类别", "指标", "合计"})
"""Columns of the table of shares that are no place's."""


def draw() -> None:
    """Draw the page."""
    asked = links.given("part") if links.given("part") in _PARTS else next(iter(_PARTS))
    part = (
        st.segmented_control(
            "内容", list(_PARTS), default=asked, label_visibility="collapsed", key=f"places.part:{asked}"
        )
        or asked
    )
    links.note(part=part)
    for name in {"list", "place", "name", "park"} - _SAYS.get(part, frozenset()):
        links.note(**{name: ""})
    _PARTS[part]()


def _projects() -> None:
    rows = resources.ask("projects")
    if not rows:
        _nothing("项目")
        return
    numbers = project_lists(rows)
    which, where = st.columns([3, 1], vertical_alignment="center")
    asked = links.given("list") if links.given("list") in numbers else None
    chosen = which.pills(
        "清单",
        list(numbers),
        default=asked,
        format_func=lambda name: f"{name} {numbers[name]}",
        label_visibility="collapsed",
        key=f"places.list:{asked}",
    )
    places = ["", *sorted({place for row in rows for place in row["places"]})]
    given = links.given("place")
    place = where.selectbox(
        "园区或地区",
        places,
        index=places.index(given) if given in places else 0,
        format_func=lambda name: name or "全部园区和地区",
        label_visibility="collapsed",
        key=f"places.where:{given}",
    )
    links.note(list=chosen or "", place=place)
    shown = sorted(projects(rows, chosen or "", place), key=lambda row: not row["list"])
    st.caption(f"共 {len(rows)} 行，列出 {len(shown)} 行；一个项目在几处写到就有几行。点一行看它由谁牵头、出自哪里。")
    picked = lists.choose(shown, PROJECTS, key="places.projects", height=lists.WITH_EVIDENCE, address=True)
    if picked is not None:
        _project(shown[picked])


def _project(row: Row) -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        evidence.show(row)
        links.link("graph", f"在子图中看“{row['project']}”", node=f"项目|{row['project_id']}")
    with right:
        _responsible(row["project"])


def _responsible(name: str) -> None:
    """Who leads, cooperates in and answers for what bears a name; a click shows the sentence and the body's list."""
    found = resources.ask("task_parties", name=name)
    st.markdown(f"**谁负责“{plain(lists.shown(name))}”**（{len(found)} 条）")
    if not found:
        st.caption("文件未写明。")
        return
    picked = lists.choose(found, PARTIES, key="places.parties", height=220, lines=1)
    if picked is not None:
        row = found[picked]
        links.link("duties", f"“{row['agency']}”的责任清单", agency=row["agency_id"])
        evidence.show(row)


def systems(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Systems of industries, one row each, with the members that a document names; the first member's evidence."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        key = (row["document"], row["system"], row["owner"], row["year"])
        system = found.setdefault(key, {**row, "members": []})
        if row["member"]:
            system["members"].append(row["member"])
    return list(found.values())


def _industries() -> None:
    of_systems, own = systems(resources.ask("industry_systems")), resources.ask("industries")
    if not of_systems and not own:
        _nothing("产业")
        return
    given = links.given("name")
    name = st.text_input(
        "产业",
        given,
        placeholder="输入产业，看它属于哪些体系、在哪些园区和地区、由谁负责",
        label_visibility="collapsed",
        key=f"places.industry:{given}",
    ).strip()
    links.note(name=name)
    if name:
        _responsible(name)
    left, right = st.columns(2, gap="medium")
    with left:
        _facts("产业体系", matching(of_systems, name, ("system", "owner", "members")), SYSTEMS)
    with right:
        _facts("园区和地区的产业", matching(own, name, ("place", "industry")), INDUSTRIES)


def matching(rows: Iterable[Row], words: str, keys: Sequence[str]) -> list[Row]:
    """The rows that have the words in one of some columns."""
    return [row for row in rows if not words or any(words in str(row[key] or "") for key in keys)]


def _parks() -> None:
    parks = resources.ask("nodes", kind="园区")
    if not parks:
        _nothing("园区")
        return
    asked = links.given("park")
    ids = [row["id"] for row in parks]
    park = st.selectbox(
        "园区",
        parks,
        index=ids.index(asked) if asked in ids else None,
        format_func=lambda row: row["name"],
        placeholder=f"选择园区（共 {len(parks)} 个）",
        label_visibility="collapsed",
        key=f"places.park:{asked}",
    )
    if park is None:
        st.info("请选择一个园区，看它的项目、产业、任务数和责任。")
        return
    links.note(park=park["id"])
    name = park["name"]
    left, right = st.columns(2, gap="medium")
    with left:
        _facts("项目", projects(resources.ask("projects"), "", name), PROJECTS, lines=2)
    with right:
        _facts("产业", [row for row in resources.ask("industries") if row["place"] == name], INDUSTRIES[1:])
        _facts("任务数", [row for row in resources.ask("allotments") if row["place"] == name], SHARES)
    links.link("duties", f"“{name}”的责任清单", agency=park["id"])
    links.link("graph", f"在子图中看“{name}”", node=f"园区|{park['id']}")


def _facts(title: str, rows: Sequence[Row], columns: Sequence[lists.Column], *, lines: int = 1) -> None:
    """A table of facts under its heading; a click shows the sentence."""
    st.subheader(f"{title}（{len(rows)}）")
    if not rows:
        st.caption("文件未写明。")
        return
    picked = lists.choose(rows, columns, key=f"places.{title}", label=title, height=0.8, lines=lines)
    if picked is not None:
        evidence.show(rows[picked])


def _shares() -> None:
    rows = resources.ask("allotments")
    if not rows:
        _nothing("分解到各地的任务")
        return
    titles = list(dict.fromkeys((row["document"], row["path"][-1] if row["path"] else row["title"]) for row in rows))
    chosen = st.selectbox(
        "表", titles, format_func=lambda pair: pair[1], label_visibility="collapsed", key="places.sheet"
    )
    of_table = [row for row in rows if (row["document"], row["path"][-1] if row["path"] else row["title"]) == chosen]
    table = shares(of_table)
    st.caption(f"{len(table)} 个指标，{len(table.columns) - 1} 个地区和园区；颜色按行内大小，越深任务数越大。")
    cells = [
        {"类别": group, "指标": name, **{place: None if value != value else value for place, value in line.items()}}
        for (group, name), line in table.iterrows()
    ]
    columns = [
        lists.Column("类别", "类别", 80),
        lists.Column("指标", "指标", 200),
        *(lists.Column(str(place), str(place), 80, number=True) for place in table.columns),
    ]
    lists.choose(cells, columns, key="places.shares", label="任务分解", height=HEIGHT - 70, shade=heat)
    left, right = st.columns([1, 2], gap="medium")
    picked = left.selectbox(
        "指标",
        list(table.index),
        format_func=lambda line: " · ".join(part for part in line if part),
        key="places.indicator",
        label_visibility="collapsed",
    )
    line = table.loc[picked].drop("合计").dropna()
    with right:
        charts.bars({str(place): float(value) for place, value in line.items()}, picked[1])
    row = next(row for row in of_table if _line(row) == picked)
    with left:
        st.metric("合计", f"{row['total']:,.12g}" if row["total"] is not None else "未写明")
        evidence.show(row)


def _targets() -> None:
    rows = resources.ask("targets")
    if not rows:
        _nothing("指标")
        return
    words = st.text_input(
        "指标", placeholder="筛选：指标、事项、牵头单位", label_visibility="collapsed", key="places.target"
    )
    shown = matching(rows, words.strip(), ("indicator", "owner", "leads"))
    _facts("指标", shown, TARGETS)


def _nothing(what: str) -> None:
    st.info(f"已读入的文件中没有写明{what}。")


_SAYS = {"项目": frozenset({"list", "place"}), "产业": frozenset({"name"}), "园区": frozenset({"park"})}
"""What the address says of a part beside its name."""

_PARTS: dict[str, Any] = {
    "项目": _projects,
    "产业": _industries,
    "园区": _parks,
    "指标": _targets,
    "任务分解": _shares,
}
