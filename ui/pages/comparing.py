"""对比: two loaded documents compared by meaning; each change with the sentences of both, side by side."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from graph.timeline import Edition
from queries.reports.changes import changes
from queries.reports.listing import Listing
from ui import comparing
from ui.pages.duties import DOWNLOADS, written
from ui.web import links, lists, resources
from ui.web.words import plain

COLUMNS = (
    lists.Column("change", "变化", 90),
    lists.Column("number", "编号", 60),
    lists.ITEM,
    lists.Column("detail", "说明", 320),
    lists.Column("path", "所在", 200),
)


def editions() -> list[Edition]:
    """The loaded documents: works of several editions first, later editions first."""
    found = [edition for edition, _ in resources.store().standings()]
    times = {one.work: sum(other.work == one.work for other in found) for one in found}
    later = sorted(found, key=lambda one: (one.date, one.id), reverse=True)
    return sorted(later, key=lambda one: (times[one.work] < 2, one.work))


def beside(before: str, after: str) -> tuple[str, str]:
    """Two sentences as HTML, with what differs marked."""
    old, new = [], []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, came = escape(before[a:b]), escape(after[c:d])
        old.append(gone if tag == "equal" or not gone else f"<del>{gone}</del>")
        new.append(came if tag == "equal" or not came else f"<ins>{came}</ins>")
    return "".join(old), "".join(new)


def draw() -> None:
    """Draw the page."""
    known = editions()
    if len(known) < 2:
        st.info("图谱中不到两份文件，没有可以对比的。请先在“导入”中读入旧版和新版。")
        return
    ids = [one.id for one in known]
    titles = {one.id: f"{one.title}（{one.date or '日期不详'}）" for one in known}
    # Two documents that are no editions of one work are compared only when somebody chooses them.
    usual: tuple[str | None, ...] = (ids[0], ids[1]) if known[0].work == known[1].work else (None, None)
    left, right = st.columns(2)
    second = _choose(right, "新版", ids, titles, links.given("new"), usual[0])
    first = _choose(left, "旧版", ids, titles, links.given("old"), usual[1])
    links.note(old=first or "", new=second or "")
    if first is None or second is None:
        st.info("请选两份文件。" if any(usual) else "已读入的文件中没有哪一件有两版；也可以选任意两份来对比。")
        return
    if first == second:
        st.info("请选两份不同的文件。")
        return
    found = _compared(resources.state(), first, second)
    rows: list[dict[str, Any]] = list(found.facts["rows"])
    st.caption(f"{found.counted}。{''.join(found.notes)}")
    if not rows:
        st.success("按意思对比，两份文件没有变化。")
        return
    kinds = list(dict.fromkeys(row["change"] for row in rows))
    picked = st.pills("变化", kinds, selection_mode="multi", label_visibility="collapsed", key="comparing.kinds")
    shown = [row for row in rows if not picked or row["change"] in picked]
    chosen = lists.choose(shown, COLUMNS, key="comparing.rows", label="两版对比", height=0.5, lines=2)
    _sentences(shown[chosen if chosen is not None else 0])
    _downloads(found)
    with st.expander("按单位看"):
        lists.choose(found.facts["by_agency"], _BY_AGENCY, key="comparing.agencies", label="按单位", height=0.5)


_BY_AGENCY = (
    lists.Column("agency", "单位", 160),
    lists.Column("gained", "新增的责任", 360),
    lists.Column("lost", "不再承担的责任", 360),
)


def _choose(
    place: st.delta_generator.DeltaGenerator,
    label: str,
    ids: Sequence[str],
    titles: dict[str, str],
    given: str,
    usual: str | None,
) -> str | None:
    chosen = given if given in ids else usual
    found: str | None = place.selectbox(
        label,
        ids,
        index=None if chosen is None else ids.index(chosen),
        format_func=titles.__getitem__,
        placeholder=f"选择{label}",
        key=f"comparing.{label}",
    )
    return found


# Not `cache_data`: the columns of tables hold functions, which cannot be copied.
@st.cache_resource(show_spinner="正在对比……", max_entries=16)
def _compared(state: str, first: str, second: str) -> Listing:
    store = resources.store()
    return changes(comparing.loaded(store, first), comparing.loaded(store, second))


def _sentences(row: dict[str, Any]) -> None:
    """Both sentences of a change, side by side."""
    st.markdown(f"**{row['change']}**　{plain(lists.shown(row['number'] + row['item']))}")
    before, after = beside(row["old_quote"] or "", row["new_quote"] or "")
    for column, title, words in zip(st.columns(2), ("旧版", "新版"), (before, after), strict=True):
        column.caption(title)
        column.html(f"<div class='qt-paragraph qt-diff'>{words or '（没有这一项）'}</div>")


def _downloads(found: Listing) -> None:
    with st.container(horizontal=True):
        for suffix, name in DOWNLOADS.items():
            st.download_button(
                f"下载 {name}",
                written(lambda: found, suffix),
                f"两版对比{suffix}",
                on_click="ignore",
                key=f"comparing.download{suffix}",
            )
