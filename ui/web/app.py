"""The interface as Streamlit runs it: who is there, and which pages they see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import pages
from ui.passwords import Person
from ui.web import access, links, resources
from ui.web.errors import safely
from ui.web.words import plain

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

NAME = "牵头图谱"
STYLE = Path(__file__).with_name("style.css")


def main() -> None:
    """Draw what this session sees."""
    st.set_page_config(page_title=NAME, page_icon="🗂", layout="wide", initial_sidebar_state="collapsed")
    # Streamlit's html drops a style element that stands alone in a string with other markup, and keeps a file's.
    st.html(STYLE)
    _frame()(key="frame")
    safely(_session)


@cache
def _frame() -> ComponentRenderer:
    """What is put right on every page: its language, the English words that Streamlit has no setting for."""
    script = STYLE.with_name("frame.js").read_text(encoding="utf-8")
    return st.components.v2.component("qiantou_frame", html="<span></span>", js=script)


def _session() -> None:
    person = access.person()
    if person is None:
        # Every page asks for the login, so that whoever followed a link sees its page afterwards.
        asking = [replace(entry, draw=access.log_in) for entry in pages.entries(may_import=True, may_review=True)]
        st.navigation(_known(asking), position="hidden").run()
        return
    resources.store()
    _pages(person)


def _pages(person: Person) -> None:
    entries = pages.entries(may_import=person.may_import, may_review=person.may_review, local=access.local())
    known = _known(entries)
    links.register({entry.name: page for entry, page in zip(entries, known, strict=True)})
    lost = _lost(entries)
    chosen = st.navigation([*known, *lost], position="top")
    st.set_page_config(page_title=f"{chosen.title} · {NAME}")
    if not access.local():
        with st.sidebar:
            st.text(person.name)
            st.button("退出登录", on_click=access.log_out)
    chosen.run()


def _lost(entries: Sequence[links.Entry]) -> list[StreamlitPage]:
    """A page for an address that is no page: Streamlit would show the first one under a box of English words."""
    context = get_script_run_ctx()
    asked = context.pages_manager.intended_page_name if context is not None else ""
    if not asked or asked in {entry.name for entry in entries}:
        return []

    def draw() -> None:
        st.error(f"没有“{plain(asked)}”这一页。请从上面的菜单选择，或核对地址。")
        links.link(entries[0].name, "回到总览")

    return [st.Page(draw, title="没有这一页", url_path=asked, visibility="hidden")]


def _known(entries: Sequence[links.Entry]) -> list[StreamlitPage]:
    """The pages as Streamlit knows them; the first one is the start."""
    return [_page(entry, first=entry is entries[0]) for entry in entries]


def _page(entry: links.Entry, *, first: bool) -> StreamlitPage:
    return st.Page(lambda: _drawn(entry), title=entry.title, url_path=entry.name, default=first)


def _drawn(entry: links.Entry) -> None:
    """Draw a page; while it takes longer than a moment, it says so, over what is there already."""
    with st.spinner("正在取数……"):
        safely(entry.draw)


if __name__ == "__main__":
    main()
