"""子图: walk the graph from any node; every edge shows its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from graph.store import Row
from ui.graphview import CAP, Node, Selection
from ui.web import evidence, links, nodes, pictures, resources
from ui.web.words import plain

HEIGHT = 560
STARTS = 8
"""Bodies with the most leads that are offered as places to begin."""

_STATE = "graph.walk"


@dataclass(frozen=True)
class Opened:
    """A node whose relations are shown: all of them, or some."""

    key: str
    relations: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Opened:
        """From an address: `种类|编号`, and behind a `~` the relations, separated by commas."""
        key, _, relations = text.partition("~")
        return cls(key, tuple(part for part in relations.split(",") if part))

    def write(self) -> str:
        """For an address."""
        return f"{self.key}~{','.join(self.relations)}" if self.relations else self.key


@dataclass(frozen=True)
class Walk:
    """What the page shows: nodes that were opened, in order; nodes taken away; the end of a path from the first one."""

    opened: tuple[Opened, ...] = ()
    hidden: frozenset[str] = frozenset()
    to: str = ""

    def open(self, key: str, relations: Sequence[str] = ()) -> Walk:
        """With a node's relations shown; some relations are added to those shown already, none means all."""
        before = next((opened for opened in self.opened if opened.key == key), None)
        wanted = tuple(dict.fromkeys([*(before.relations if before else ()), *relations])) if relations else ()
        if before is None:
            return replace(self, opened=(*self.opened, Opened(key, wanted)))
        changed = replace(before, relations=wanted if before.relations else ())
        return replace(self, opened=tuple(changed if opened is before else opened for opened in self.opened))

    def close(self, key: str) -> Walk:
        """Without a node's relations, but for those that other opened nodes show."""
        return replace(self, opened=tuple(opened for opened in self.opened if opened.key != key))

    def hide(self, node: str) -> Walk:
        """Without a node."""
        return replace(self, hidden=self.hidden | {node})


def rows(walk: Walk) -> list[Row]:
    """The facts that a walk shows, each once."""
    found: dict[str, Row] = {}
    for opened in walk.opened:
        kind, _, node = opened.key.partition("|")
        for row in resources.ask("neighbourhood", node=node, kind=kind, relations=list(opened.relations)):
            if node in (row["source_id"], row["target_id"]):
                found[row["statement"]] = row
    for row in path(walk):
        found.setdefault(row["statement"], row)
    return [row for row in found.values() if not walk.hidden & {row["source_id"], row["target_id"]}]


def path(walk: Walk) -> list[Row]:
    """The shortest way from the first opened node to the walk's end, its steps as facts."""
    if not walk.to or not walk.opened:
        return []
    source, target = (key.partition("|")[2] for key in (walk.opened[0].key, walk.to))
    steps = resources.ask("path_between", source=source, target=target)
    facts = {row["statement"]: row for row in pictures.stated(steps)}
    return [facts[step["statement"]] for step in steps]


def starts(walk: Walk) -> list[Node]:
    """The opened nodes themselves, which are shown even where they have no relation."""
    known = [nodes.named(opened.key) for opened in walk.opened]
    return [Node(node.id, node.name, node.kind) for node in known if node is not None]


def draw() -> None:
    """Draw the page."""
    walk = _current()
    walk = _tools(walk)
    if not walk.opened:
        _begin()
        return
    stated = rows(walk)
    picture, panel = st.columns([2.4, 1], gap="small")
    with picture:
        selection = pictures.draw(
            stated,
            key="graph.picture",
            height=HEIGHT,
            more=starts(walk),
            highlight=[row["statement"] for row in path(walk)],
            view_key=f"graph:{walk.opened[0].key}",
            on_expand=lambda node: _set(_current().open(_key(stated, node, walk))),
        )
    with panel:
        _panel(walk, stated, selection)
    with st.expander(f"图中的全部关系，共 {len(stated)} 条（画面最多画 {CAP} 个节点，其余在这里）"):
        pictures.table(stated, key="graph.table")


def _current() -> Walk:
    """The walk of this session; an address that names nodes begins another one."""
    walk: Walk = st.session_state.get(_STATE, Walk())
    given = tuple(Opened.read(text) for text in links.given_all("node"))
    to = links.given("to")
    if given and (given, to) != (walk.opened, walk.to):
        walk = Walk(given, to=to)
        st.session_state[_STATE] = walk
    return walk


def _set(walk: Walk) -> None:
    st.session_state[_STATE] = walk
    links.note(node=[opened.write() for opened in walk.opened], to=walk.to)


def _tools(walk: Walk) -> Walk:
    """The search box that begins a walk, and the one that looks for a way."""
    begin, end, clear = st.columns([4, 4, 1], vertical_alignment="bottom")
    with begin:
        start = nodes.box("从哪里开始", key=f"graph.start:{_round()}", placeholder="从一个节点开始：输入名称的一部分")
    with end:
        goal = nodes.box("到哪里", key=f"graph.goal:{_round()}", placeholder="再选一个节点，找出两者最短的联系")
    if clear.button("重新开始", disabled=not walk.opened, width="stretch"):
        _again(Walk())
    if start is not None:
        _again(Walk().open(start.key))
    if goal is not None and walk.opened:
        _again(replace(walk, to=goal.key))
    links.note(node=[opened.write() for opened in walk.opened], to=walk.to)
    return walk


def _round() -> int:
    """Counts the walks of this session: with each, the search boxes are empty again."""
    return int(st.session_state.get("graph.round", 0))


def _again(walk: Walk) -> None:
    st.session_state["graph.round"] = _round() + 1
    _set(walk)
    st.rerun()


def _begin() -> None:
    st.info("输入一个节点的名称开始；双击图中的节点可以展开。下面是牵头最多的单位，也可以从它们开始。")
    leading = resources.ask("agencies_by_leads")[:STARTS]
    for column, row in zip(st.columns(max(1, len(leading))), leading, strict=False):
        if column.button(_called(row, leading), key=f"graph.begin:{row['agency_id']}", width="stretch"):
            _again(Walk().open(f"机构|{row['agency_id']}"))


def _called(row: Row, among: Sequence[Row]) -> str:
    """A body's name, with its region where another one of these is called the same."""
    same = sum(other["agency"] == row["agency"] for other in among)
    return f"{row['agency']}（{row['agency_region'] or row['agency_id']}）" if same > 1 else str(row["agency"])


def _key(stated: Iterable[Row], node: str, walk: Walk) -> str:
    kind = pictures.kind_of(stated, node)
    return f"{kind}|{node}" if kind else next((o.key for o in walk.opened if o.key.endswith(f"|{node}")), node)


def _panel(walk: Walk, stated: Sequence[Row], selection: Selection | None) -> None:
    if selection is None or selection.type == "edge":
        found = pictures.fact(stated, selection.id) if selection else None
        if found is None:
            st.caption("点击一条连线，看它的原句和出处；点击一个节点，看它的关系数并选择展开哪些；双击节点展开全部。")
            _told(walk, stated)
        else:
            evidence.show(found)
        return
    key = _key(stated, selection.id, walk)
    kind, _, node = key.partition("|")
    pictures.node_card(node, kind)
    _expansion(walk, key)
    links.link("duties", "查看责任清单", agency=node) if kind in pictures.PARTIES else None


def _told(walk: Walk, stated: Sequence[Row]) -> None:
    if walk.to:
        way = path(walk)
        names = [nodes.named(key) for key in (walk.opened[0].key, walk.to)]
        between = "与".join(f"“{plain(node.name)}”" for node in names if node)
        st.markdown(
            f"{between}之间最短的联系有 {len(way)} 步，已在图中标出。" if way else f"{between}之间八步以内没有联系。"
        )
        for row in way:
            st.caption(f"{plain(row['source'])} —{plain(row['relation'])}→ {plain(row['target'])}")
    elif not stated:
        st.caption("这个节点没有任何关系。")


def _expansion(walk: Walk, key: str) -> None:
    """How many relations a node has, which of them to show, and how to take it away again."""
    kind, _, node = key.partition("|")
    numbers: dict[str, int] = {}
    for row in resources.ask("neighbour_counts", node=node, kind=kind):
        numbers[row["relation"]] = numbers.get(row["relation"], 0) + row["facts"]
    opened = any(other.key == key for other in walk.opened)
    wanted = st.pills(
        f"共 {sum(numbers.values())} 条关系，选择要展开的（不选为全部）",
        list(numbers),
        selection_mode="multi",
        format_func=lambda name: f"{name} {numbers[name]}",
        key=f"graph.relations:{key}",
    )
    expand, close, hide = st.columns(3)
    _button(expand, "展开", lambda: walk.open(key, tuple(wanted)), disabled=not numbers)
    _button(close, "收起", lambda: walk.close(key), disabled=not opened or len(walk.opened) == 1)
    _button(hide, "隐藏", lambda: walk.hide(node), disabled=walk.opened[0].key == key)
    if walk.hidden:
        _button(
            st.container(),
            f"恢复隐藏的 {len(walk.hidden)} 个节点",
            lambda: replace(walk, hidden=frozenset()),
            disabled=False,
        )


def _button(place: st.delta_generator.DeltaGenerator, label: str, then: Callable[[], Walk], *, disabled: bool) -> None:
    if place.button(label, disabled=disabled, width="stretch", key=f"graph.{label}"):
        _set(then())
        st.rerun()
