"""Deep links: every page has a path, what it shows stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.web.words import plain

_KEY = "pages"


@dataclass(frozen=True)
class Entry:
    """A page: what links call it (its path in the address), what users call it, and what draws it."""

    name: str
    title: str
    draw: Callable[[], None]


def register(pages: dict[str, StreamlitPage]) -> None:
    """Make the pages of this session known to links."""
    st.session_state[_KEY] = pages


def link(page: str, label: str, **values: str) -> None:
    """A link to a page of this session, with what it shall show; words of documents in its label are only words."""
    pages = st.session_state.get(_KEY, {})
    if page in pages:
        st.page_link(pages[page], label=plain(label), query_params=values)


def go(page: str, **values: str) -> None:
    """Go to a page, with what it shall show."""
    st.switch_page(st.session_state[_KEY][page], query_params=values)


def address(page: str, **values: str) -> str:
    """The address of a page below the interface's own."""
    return f"/{page}?{urlencode(values)}" if values else f"/{page}"


def given(name: str) -> str:
    """What the address says of a value; empty where it says nothing."""
    value = st.query_params.get(name, "")
    return value if isinstance(value, str) else ""


def given_all(name: str) -> list[str]:
    """Every value that the address gives under a name."""
    return list(st.query_params.get_all(name))


def note(**values: str | Iterable[str]) -> None:
    """Write what the page shows into the address, so that it can be passed on; empty values are left out."""
    wanted = {name: value if isinstance(value, str) else list(value) for name, value in values.items()}
    for name, value in wanted.items():
        if value:
            if st.query_params.get_all(name) != ([value] if isinstance(value, str) else value):
                st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]
