"""The interface as Streamlit runs it: who is there, and which pages they see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import pages
from ui.passwords import Person
from ui.web import access, links, resources
from ui.web.errors import safely

STYLE = Path(__file__).with_name("style.css")


def main() -> None:
    """Draw what this session sees."""
    st.set_page_config(page_title="牵头图谱", page_icon="🗂", layout="wide", initial_sidebar_state="collapsed")
    # Streamlit's html drops a style element that stands alone in a string with other markup, and keeps a file's.
    st.html(STYLE)
    safely(_session)


def _session() -> None:
    person = access.person()
    if person is None:
        # Every page asks for the login, so that whoever followed a link sees its page afterwards.
        asking = [replace(entry, draw=access.log_in) for entry in pages.entries(may_import=True)]
        st.navigation(_known(asking), position="hidden").run()
        return
    resources.store()
    _pages(person)


def _pages(person: Person) -> None:
    entries = pages.entries(may_import=person.may_import)
    known = _known(entries)
    links.register({entry.name: page for entry, page in zip(entries, known, strict=True)})
    chosen = st.navigation(known, position="top")
    if person.name:
        with st.sidebar:
            st.text(person.name)
            st.button("退出登录", on_click=access.log_out)
    chosen.run()


def _known(entries: Sequence[links.Entry]) -> list[StreamlitPage]:
    """The pages as Streamlit knows them; the first one is the start."""
    return [_page(entry, first=entry is entries[0]) for entry in entries]


def _page(entry: links.Entry, *, first: bool) -> StreamlitPage:
    return st.Page(lambda: safely(entry.draw), title=entry.title, url_path=entry.name, default=first)


if __name__ == "__main__":
    main()
