"""The first start: what to read, and whose graph it is. Nothing is read that nobody asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

import data
from graph import own as owning
from ui import building, ownership
from ui.web import links, resources
from ui.web.words import plain


def ask_what_to_read(*, may_import: bool, local: bool) -> None:
    """Draw the choice of an empty graph: one's own files, a folder of this computer, or the samples.

    Args:
        may_import: whether the person may load documents.
        local: whether the person sits at the computer that the interface runs on.
    """
    st.markdown("## 牵头图谱　:gray[从方案里读出谁牵头、谁配合、谁负责]")
    if not may_import:
        st.info("图谱里还没有文件。请能够导入文件的同事先读入。")
        return
    st.markdown("图谱里还没有文件。先读什么？")
    own, folder, samples = st.columns(3, gap="medium", border=True)
    with own:
        st.markdown("**自己的文件**")
        st.caption("Word、PDF、Excel、网页、文本、压缩包，拖进来就行；先看读懂了什么，再决定是否写入。")
        if st.button("选择文件", type="primary", width="stretch"):
            links.go("import")
    with folder:
        st.markdown("**这台电脑上的一个文件夹**")
        if local:
            _folder()
        else:
            st.caption("从其他电脑登录的，请用左边的“选择文件”。")
    with samples:
        st.markdown("**自带的样例**")
        st.caption("一份市级方案和几份报刊的摘编，用来熟悉界面；标有“样例”，随时可一次去掉。")
        if st.button("先看样例", width="stretch"):
            _read(data.DOCUMENTS)


def _folder() -> None:
    typed = st.text_input("文件夹", placeholder="例如 D:\\方案 或 /home/我/方案", label_visibility="collapsed").strip()
    if st.button("读入这个文件夹", width="stretch", disabled=not typed):
        _read(Path(typed.strip('"“”')).expanduser())


def _read(path: Path) -> None:
    bar = st.progress(0.0, "正在读……")

    def progress(name: str, done: int, total: int, facts: int) -> None:
        share = done / total if total else 1.0
        bar.progress(share, f"正在读 {plain(name)}（{done}/{total}），已有 {facts} 条关系" if name else "读完了")

    summary = building.build(resources.store(), resources.archive(), [path], progress)
    failed = f"，{len(summary.failures)} 个文件没有读成：" if summary.failures else ""
    st.session_state["first.said"] = (
        f"读入了 {len(summary.documents)} 份文件{failed}{'；'.join(str(f.error) for f in summary.failures)}。"
    )
    st.rerun()


def said() -> None:
    """What the reading came to, once."""
    if words := st.session_state.pop("first.said", ""):
        st.success(plain(words))


def offer_to_remove_samples(*, may_import: bool) -> None:
    """Say that there are samples in the graph, and take them out at a click."""
    found = resources.samples()
    if not found:
        return
    everything = len(found) == len(resources.ask_documents())
    words, button = st.columns([5, 1], vertical_alignment="center")
    beside = "" if everything else "，与自己的文件一起计数"
    words.info(f"图谱中有 {len(found)} 份自带的样例{beside}。")
    if may_import and button.button("去掉样例", width="stretch"):
        number = building.withdraw_samples(resources.store(), resources.archive())
        st.session_state["first.said"] = f"已去掉 {number} 份样例。"
        st.rerun()


def ask_whose(*, may_import: bool) -> None:
    """Ask once for the own region and unit: names that mean several things mean those of the own region first."""
    if not may_import or resources.own().asked:
        return
    with st.container(border=True, key="first-whose"):
        st.markdown("**您是哪里的？** 名称有几种所指时（如“发改委”“高新区”），先取本地区的。以后可用 qiantou own 改。")
        place, unit, keep, skip = st.columns([2, 3, 1, 1], vertical_alignment="bottom")
        regions = _regions(resources.state())
        region = place.selectbox("本地区", regions, index=None, placeholder="选择", key="first.region")
        units = [row for row in resources.ask("agencies", kind="机构") if region and row["agency_region"] == region]
        chosen = unit.selectbox(
            "本单位（可不选）",
            units,
            index=None,
            format_func=lambda row: str(row["agency"]),
            placeholder="选择" if region else "先选本地区",
            key="first.unit",
        )
        home = resources.settings().home
        if keep.button("记住", type="primary", disabled=region is None, width="stretch"):
            owning.write(home, owning.Own(region or "", chosen["agency_id"] if chosen else ""))
            st.rerun()
        if skip.button("不设", width="stretch"):
            owning.write(home, owning.Own())
            st.rerun()


@st.cache_data(show_spinner=False, max_entries=4)
def _regions(state: str) -> list[str]:
    return ownership.regions(resources.store())
