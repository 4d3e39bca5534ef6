"""协同分析: who works with whom, who carries how much, who stands in the middle, where nobody is named."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import streamlit as st

from graph import export, views
from graph.ontology import ontology
from graph.store import Row
from graph.timeline import Moment
from queries.catalogue import get
from ui.graphview import CAP, TOGETHER, Edge, Node, Selection, View, graph_view, group
from ui.web import charts, evidence, links, lists, resources
from ui.web.words import plain

HEIGHT = 460
CLOSEST = 3
"""So many partners of each body are drawn where all bodies are wanted."""

PAIRS = 100
"""The network begins with so many pairs at most: those that share the most clauses."""

LOAD = {"leads": "牵头", "cooperations": "配合", "responsibilities": "负责", "guidances": "指导", "liaisons": "联系"}
"""Column of `agencies_by_leads` -> role."""

GAPS = {
    "tasks_without_agency": "没有责任单位",
    "tasks_without_lead": "没有牵头单位",
    "tasks_with_several_leads": "多家牵头",
    "most_cooperators": "配合单位最多",
    "outsiders": "领了任务不在专班",
    "collective_tasks": "交给未具名的集体",
    "open_lists": "名单没有列全",
    "sums_that_differ": "个数对不上",
}
"""Questions of the catalogue about gaps and overlaps -> what the choice calls them."""

SHARED = (
    lists.Column("number", "编号", 60),
    lists.ITEM,
    lists.Column("first_role", "前者", 70),
    lists.Column("second_role", "后者", 70),
    lists.QUOTE,
    lists.TITLE,
)
WORKLOAD = (
    lists.Column("agency", "单位", 180),
    lists.Column("agency_region", "地区", 90),
    lists.Column("clauses", "条款总数", 90, number=True),
    *(lists.Column(key, role, 70, number=True) for key, role in LOAD.items()),
)
MEASURES = (
    lists.Column("name", "单位", 180),
    lists.Column("region", "地区", 90),
    lists.Column("degree", "协同单位数", 100, number=True),
    lists.Column("strength", "共同条款数", 100, number=True),
    lists.Column("betweenness", "中介中心度", 100, number=True),
    lists.Column("eigenvector", "特征向量中心度", 120, number=True),
    lists.Column("group", "群组", 70, number=True),
)


@dataclass(frozen=True)
class Scope:
    """What is looked at: one document or all, the bodies of one region or all.

    Attributes:
        document: its id; empty for all.
        region: its name; empty for all.
    """

    document: str = ""
    region: str = ""


def network(scope: Scope) -> nx.Graph[str]:
    """Who stands in one clause with whom; worked out anew only when the graph has changed."""
    return _network(resources.state(), scope.document, scope.region)


@st.cache_data(show_spinner=False, max_entries=16)
def _network(state: str, document: str, region: str) -> nx.Graph[str]:
    return views.collaboration(resources.then(), document=document, region=region)


def measures(scope: Scope) -> list[dict[str, Any]]:
    """How each body stands in the network, most partners first, with the number of its group (the largest is 1)."""
    return _measures(resources.state(), scope.document, scope.region)


@st.cache_data(show_spinner=False, max_entries=16)
def _measures(state: str, document: str, region: str) -> list[dict[str, Any]]:
    found = _network(state, document, region)
    groups = _grouped(state, document, region)
    return [
        {
            **found.nodes[measure.key],
            "degree": measure.degree,
            "strength": int(measure.strength),
            "betweenness": round(measure.betweenness, 4),
            "eigenvector": round(measure.eigenvector, 4),
            "group": groups[measure.key],
        }
        for measure in views.centralities(found)
    ]


@st.cache_data(show_spinner=False, max_entries=16)
def _grouped(state: str, document: str, region: str) -> dict[str, int]:
    """The number of each body's group; the largest is 1."""
    found = views.communities(_network(state, document, region))
    return {key: number for number, members in enumerate(found, 1) for key in members}


def groups(rows: Iterable[Mapping[str, Any]]) -> dict[int, list[str]]:
    """The groups of more than one body: number -> its bodies, the best connected first."""
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row["group"], []).append(row["name"])
    return {number: found[number] for number in sorted(found) if len(found[number]) > 1}


def workload(scope: Scope) -> list[Row]:
    """The clauses of each body by role, most clauses first."""
    rows = resources.ask("agencies_by_leads", document=scope.document, region=scope.region)
    return sorted(rows, key=lambda row: -row["clauses"])


def weights_of(found: nx.Graph[str]) -> list[int]:
    """How many clauses each pair shares."""
    return [int(data["weight"]) for _, _, data in found.edges(data=True)]


def least(found: nx.Graph[str]) -> int:
    """The smallest weight from which a network has no more than `PAIRS` edges."""
    weights = Counter(weights_of(found))
    shown, bound = 0, max(weights, default=1)
    for weight in sorted(weights, reverse=True):
        shown += weights[weight]
        if shown > PAIRS:
            break
        bound = weight
    return bound


def closest(found: nx.Graph[str]) -> nx.Graph[str]:
    """Every body with the `CLOSEST` others with whom it shares the most clauses, whoever of the two counts them so.

    A network of hundreds of bodies becomes readable by it without losing any of them.
    """
    kept: nx.Graph[str] = nx.Graph()
    kept.add_nodes_from(found.nodes(data=True))
    for key, others in found.adjacency():
        for other in sorted(others, key=lambda other: (-others[other]["weight"], other))[:CLOSEST]:
            kept.add_edge(key, other, **others[other])
    return kept


def view(found: nx.Graph[str], bound: int, grouped: Mapping[str, int] | None = None) -> View:
    """The pairs that share at least so many clauses, and their bodies, those that share the most first.

    Args:
        found: the network.
        bound: the least weight that is shown.
        grouped: the number of each body's group; without it they are told apart by kind.
    """
    kept = [(a, b, data) for a, b, data in found.edges(data=True) if data["weight"] >= bound]
    strength: Counter[str] = Counter()
    for a, b, data in kept:
        strength.update({a: data["weight"], b: data["weight"]})
    names = called(found)
    nodes = [
        Node(key, names[key], group(grouped[key]) if grouped else found.nodes[key]["kind"])
        for key in sorted(strength, key=lambda key: (-strength[key], key))
    ]
    return View.of(nodes, [_edge(a, b, data, names) for a, b, data in kept])


def called(found: nx.Graph[str]) -> dict[str, str]:
    """The bodies' names, with the region where two have the same."""
    same = Counter(name for _, name in found.nodes(data="name"))
    return {
        key: f"{body['name']}（{body['region'] or body['kind']}）" if same[body["name"]] > 1 else body["name"]
        for key, body in found.nodes(data=True)
    }


def _edge(a: str, b: str, data: Mapping[str, int], names: Mapping[str, str]) -> Edge:
    first, second = sorted((a, b))
    told = f"{names[first]} 与 {names[second]}：同在 {data['weight']} 个条款，其中 {data['led']} 个由一方牵头"
    return Edge(f"{first}~{second}", first, second, TOGETHER, weight=data["weight"], title=told)


def shared(first: str, second: str, document: str) -> list[Row]:
    """The items that two bodies, by id, answer for in one clause, in one document or all."""
    rows = resources.ask("shared_tasks", first=first, second=second)
    return [row for row in rows if not row["inherited"] and document in ("", row["document"])]


def draw() -> None:
    """Draw the page."""
    scope, part = _choose()
    links.note(part=part, document=scope.document, region=scope.region)
    if part != _LAST:
        links.note(which="", rows="")
    if part != _COMPARED:
        links.note(one="", two="")
    if part != _NETWORK:
        links.note(least="", ties="")
    _PARTS[part](scope)


def _choose() -> tuple[Scope, str]:
    """What is looked at, and which part of the page; the address says both."""
    parts, documents, regions = st.columns([2.2, 2, 1], vertical_alignment="bottom")
    asked = _asked("part", list(_PARTS)) or next(iter(_PARTS))
    part = (
        parts.segmented_control(
            "内容", list(_PARTS), default=asked, label_visibility="collapsed", key=f"cooperation.part:{asked}"
        )
        or asked
    )
    titles = {row["id"]: row["name"] for row in reversed(resources.ask_documents())}
    document = _filter(documents, "document", titles, "全部文件", disabled=part == _COMPARED)
    known = sorted({row["agency_region"] for row in resources.ask("agencies", duties=True)} - {""})
    region = _filter(regions, "region", {name: name for name in known}, "全部地区", disabled=part == _LAST)
    return Scope(document, region), part


def _asked(name: str, known: Sequence[str]) -> str:
    given = links.given(name)
    return given if given in known else ""


def _filter(
    place: st.delta_generator.DeltaGenerator, name: str, known: Mapping[str, str], every: str, *, disabled: bool = False
) -> str:
    """A choice of one or all: key -> what it is called; empty for all."""
    asked = _asked(name, list(known))
    options = ["", *known]
    return place.selectbox(
        every,
        options,
        index=options.index(asked),
        format_func=lambda key: known.get(key, every),
        label_visibility="collapsed",
        key=f"cooperation.{name}:{asked}",
        disabled=disabled,
    )


# --- the network ---


def _draw_network(scope: Scope) -> None:
    found = network(scope)
    weights = weights_of(found)
    if not weights:
        _nothing()
        return
    name = f"{scope.document}:{scope.region}"
    grouped = _grouped(resources.state(), scope.document, scope.region)
    left, right = st.columns([2, 1], gap="small")
    with left:
        drawn, bound = _drawn(found, name)
        shown = view(drawn, bound, grouped)
        alone = len(found) - shown.total_nodes
        st.caption(
            f"共 {len(found)} 个单位、{len(weights)} 对协同；画出 {shown.total_nodes} 个单位、{shown.total_edges} 对"
            + (f"，另有 {alone} 个单位没有达到。" if alone else "。")
            + "双击一个单位，打开它的责任清单。"
        )
        selection = graph_view(
            shown,
            key="cooperation.picture",
            height=HEIGHT,
            view_key=f"cooperation:{name}:{'' if drawn is found else CLOSEST}",
            on_expand=_open,
        )
    with right:
        _downloads_of_network(found)
        _panel(found, selection, scope, grouped)
    if opened := st.session_state.pop("cooperation.open", None):
        links.go("duties", agency=found.nodes[opened]["id"])


def _drawn(found: nx.Graph[str], name: str) -> tuple[nx.Graph[str], int]:
    """What of the network is drawn, and from which weight on; the address says both."""
    ways = {"": "共同条款多的", "all": f"每个单位最紧密的 {CLOSEST} 家"}
    asked = _asked("ties", list(ways))
    way = st.segmented_control(
        "画哪些连线",
        list(ways),
        default=asked,
        format_func=ways.__getitem__,
        label_visibility="collapsed",
        key=f"cooperation.ties:{asked}",
    )
    links.note(ties=way or "")
    if way:
        links.note(least="")
        return closest(found), 1
    return found, _bound(weights_of(found), least(found), name)


def _bound(weights: Sequence[int], usual: int, name: str) -> int:
    """The least weight that is drawn, as the slider or the address says."""
    most = max(weights)
    if most == 1:
        return 1
    given = links.given("least")
    asked = min(int(given), most) if given.isdecimal() and int(given) else usual
    bound = int(
        st.slider("只画共同条款不少于", 1, most, asked, format="%d 个条款", key=f"cooperation.bound:{name}:{given}")
    )
    links.note(least=str(bound) if bound != usual else "")
    return bound


def _open(key: str) -> None:
    st.session_state["cooperation.open"] = key


def _panel(found: nx.Graph[str], selection: Selection | None, scope: Scope, grouped: Mapping[str, int]) -> None:
    names = called(found)
    if selection is None or not _is_in(found, selection):
        st.caption(
            f"点击一条连线，看两个单位共同承担的事项；点击一个单位，看它与谁协同。"
            f"最多画 {CAP} 个单位，全部单位在“中心与群组”的表里。"
        )
        _legend(found, names, grouped)
    elif selection.type == "node":
        _partners(found, selection.id, names)
    else:
        first, second = selection.id.split("~")
        rows = shared(found.nodes[first]["id"], found.nodes[second]["id"], scope.document)
        clauses = len({(row["document"], row["start"], row["end"]) for row in rows})
        st.markdown(f"**{plain(names[first])}** 与 **{plain(names[second])}**　共同 {clauses} 个条款，{len(rows)} 项")
        picked = lists.choose(rows, SHARED, key="cooperation.shared", height=240)
        if rows:
            evidence.show(rows[picked or 0])


def _legend(found: nx.Graph[str], names: Mapping[str, str], grouped: Mapping[str, int]) -> None:
    """Who stands in the groups that have a colour: those that share the most clauses."""
    members: dict[str, list[str]] = {}
    for key, number in grouped.items():
        members.setdefault(group(number), []).append(key)
    strength = dict(found.degree(weight="weight"))
    for called_, keys in members.items():
        keys.sort(key=lambda key: (-strength[key], key))
        more = f"等 {len(keys)} 个" if len(keys) > _NAMED else ""
        st.caption(f"**{called_}**　{'、'.join(plain(names[key]) for key in keys[:_NAMED])}{more}")


_NAMED = 4
"""So many bodies of a group are named beside the picture."""


def _is_in(found: nx.Graph[str], selection: Selection) -> bool:
    """Whether what was clicked on is still there: another document or region has another network."""
    return selection.id in found if selection.type == "node" else found.has_edge(*selection.id.split("~"))


def _partners(found: nx.Graph[str], key: str, names: Mapping[str, str]) -> None:
    rows = [{"name": names[other], **data} for other, data in found[key].items()]
    rows.sort(key=lambda row: (-row["weight"], row["name"]))
    st.markdown(f"**{plain(names[key])}**　与 {len(rows)} 个单位协同")
    columns = [
        lists.Column("name", "单位", 180),
        lists.Column("weight", "共同条款", 90, number=True),
        lists.Column("led", "其中一方牵头", 110, number=True),
    ]
    lists.choose(rows, columns, key="cooperation.partners", height=300, lines=1)
    links.link("duties", f"“{names[key]}”的责任清单", agency=found.nodes[key]["id"])


def _downloads_of_network(found: nx.Graph[str]) -> None:
    with st.container(horizontal=True):
        for form, name in {"graphml": "GraphML", "gexf": "GEXF（Gephi）"}.items():
            st.download_button(
                f"下载 {name}", _written(found, form), f"协同网络.{form}", on_click="ignore", key=f"cooperation.{form}"
            )


def _written(found: nx.Graph[str], form: str) -> Callable[[], bytes]:
    """What makes the file once somebody wants it."""

    def write() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"网络.{form}"
            export.write_network(found, form, path)
            return path.read_bytes()

    return write


# --- the workload ---


def _draw_workload(scope: Scope) -> None:
    rows = workload(scope)
    if not rows:
        _nothing()
        return
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st.caption(f"共 {len(rows)} 个单位；按条款计，承自标题的牵头、行文中的责任不计。点一行打开它的责任清单。")
        picked = lists.choose(rows, WORKLOAD, key="cooperation.load", height=0.9, lines=1, address=True)
        lists.download(rows, WORKLOAD, "工作量.csv", table="cooperation.load")
        if picked is not None:
            links.link("duties", f"“{rows[picked]['agency']}”的责任清单", agency=rows[picked]["agency_id"])
    with right, st.container(height=HEIGHT + 130, border=False):
        colours = {role: ontology().relations[role].color for role in LOAD.values()}
        loads = {_named(row, rows): {role: row[key] for key, role in LOAD.items() if row[key]} for row in rows}
        charts.stacked(loads, "条款数", colours)


def _named(row: Row, rows: Iterable[Row]) -> str:
    same = sum(other["agency"] == row["agency"] for other in rows)
    return f"{row['agency']}（{row['agency_region'] or row['agency_id']}）" if same > 1 else str(row["agency"])


# --- centralities and groups ---


def _draw_measures(scope: Scope) -> None:
    rows = measures(scope)
    if not rows:
        _nothing()
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.caption(
            f"共 {len(rows)} 个单位。协同单位数：与多少个单位同在一个条款；"
            "中介中心度：处在多少对单位之间；特征向量中心度：协同的单位本身也居中的，数值高。"
        )
        picked = lists.choose(rows, MEASURES, key="cooperation.measures", height=0.9, lines=1, address=True)
        lists.download(rows, MEASURES, "中心度.csv", table="cooperation.measures")
        if picked is not None:
            links.link("duties", f"“{rows[picked]['name']}”的责任清单", agency=rows[picked]["id"])
    with right, st.container(height=HEIGHT + 100, border=False):
        found = groups(rows)
        st.caption(f"彼此协同比与别家更多的单位分为一组（Louvain 方法），两家以上的有 {len(found)} 组。")
        for number, members in found.items():
            st.markdown(f"**群组 {number}**（{len(members)} 个）：{'、'.join(map(plain, members))}")


# --- gaps and overlaps ---


def _draw_gaps(scope: Scope) -> None:
    asked = _asked("which", list(GAPS)) or next(iter(GAPS))
    which = (
        st.pills(
            "问题",
            list(GAPS),
            default=asked,
            format_func=GAPS.__getitem__,
            label_visibility="collapsed",
            key=f"cooperation.gap:{asked}",
            on_change=lambda: links.note(rows=""),
        )
        or asked
    )
    links.note(which=which)
    query = get(which)
    found = lists.begun(which, "cooperation.gaps", document=scope.document)
    st.markdown(f"**{query.question}**　共 {found.total:,} 行")
    if query.note:
        st.caption(query.note)
    if not found.rows:
        st.info("没有这样的内容。")
        return
    picked = lists.choose_of(
        found, lists.columns_of(which), key="cooperation.gaps", file=f"{GAPS[which]}.csv", height=lists.WITH_EVIDENCE
    )
    evidence.show(found.rows[picked or 0])


# --- two documents, or two years, side by side ---


def parts() -> dict[str, tuple[views.Part, str]]:
    """What can be compared, the latest first: word of the address -> part, and what it is called; years, then
    documents."""
    documents = [row for row in reversed(resources.ask_documents()) if row["statements"]]
    years = sorted({str(row["date"])[:4] for row in documents if row["date"]}, reverse=True)
    return {year: (views.Part(year=year), f"{year} 年的全部文件") for year in years} | {
        str(row["id"]): (views.Part(document=str(row["id"])), f"{row['name']}（{row['date'] or '日期不详'}）")
        for row in documents
    }


def compared(first: views.Part, second: views.Part, region: str) -> list[views.Difference]:
    """What differs; older editions count as well, as they are what one compares with."""
    return _compared(resources.state(), first, second, region)


@st.cache_data(show_spinner=False, max_entries=16)
def _compared(state: str, first: views.Part, second: views.Part, region: str) -> list[views.Difference]:
    return views.compared(resources.store().at(Moment(every=True)), first, second, region=region)


def side_by_side(found: Iterable[views.Difference], bodies: int) -> list[dict[str, Any]]:
    """Differences of bodies (1) or of pairs (2) as rows."""
    return [
        {
            "agency": " 与 ".join(body.name for body in one.bodies),
            "region": "、".join(dict.fromkeys(body.region for body in one.bodies if body.region)),
            "agency_id": one.bodies[0].id,
            "first": one.first,
            "second": one.second,
            "more": one.second - one.first,
        }
        for one in found
        if len(one.bodies) == bodies
    ]


def _draw_compared(scope: Scope) -> None:
    known = parts()
    if len(known) < 2:
        st.info("要有两份文件，或者两年的文件，才能比较。")
        return
    before, after = st.columns(2, gap="medium")
    usual = list(known)[:2]
    first = _side(before, "one", "从前", known, usual[1])
    second = _side(after, "two", "现在", known, usual[0])
    left, right = st.columns(2, gap="medium")
    found = compared(known[first][0], known[second][0], scope.region)
    for place, bodies, name in ((left, 1, "单位"), (right, 2, "协同的单位")):
        rows = side_by_side(found, bodies)
        changed = [row for row in rows if row["more"]]
        columns = [
            lists.Column("agency", name, 190),
            lists.Column("region", "地区", 80),
            lists.Column("first", "从前", 60, number=True),
            lists.Column("second", "现在", 60, number=True),
            lists.Column("more", "增减", 60, number=True),
        ]
        with place:
            st.caption(f"{name}各在几个条款；{len(rows)} 个中 {len(changed)} 个有增减，增减大的在前。")
            lists.choose(rows, columns, key=f"cooperation.compared.{bodies}", height=0.9, lines=1)
            lists.download(rows, columns, f"{name}对比.csv", table=f"cooperation.compared.{bodies}")


def _side(
    place: st.delta_generator.DeltaGenerator,
    name: str,
    label: str,
    known: Mapping[str, tuple[views.Part, str]],
    usual: str,
) -> str:
    asked = _asked(name, list(known)) or usual
    chosen = place.selectbox(
        label,
        list(known),
        index=list(known).index(asked),
        format_func=lambda key: known[key][1],
        key=f"cooperation.{name}:{asked}",
    )
    links.note(**{name: chosen})
    return str(chosen)


def _nothing() -> None:
    st.info("所选的文件和地区中没有责任条款。")


_NETWORK = "协同网络"
_LAST = "空白与重叠"
_COMPARED = "比较"
_PARTS: dict[str, Callable[[Scope], None]] = {
    _NETWORK: _draw_network,
    "工作量": _draw_workload,
    "中心与群组": _draw_measures,
    _COMPARED: _draw_compared,
    _LAST: _draw_gaps,
}
