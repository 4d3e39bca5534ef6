"""The interface as Streamlit runs it: who is there, which pages they see, and what becomes of errors."""

from __future__ import annotations

import logging
import logging.handlers
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from graph.errors import QiantouError
from graph.statements import digest
from ui import pages
from ui.passwords import Person
from ui.web import access, links, resources

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
        access.log_in()
        return
    resources.store()
    _pages(person)


def _pages(person: Person) -> None:
    entries = pages.entries(may_import=person.may_import)
    known = {entry.name: _page(entry, first=number == 0) for number, entry in enumerate(entries)}
    links.register(known)
    chosen = st.navigation(list(known.values()), position="top")
    if person.name:
        with st.sidebar:
            st.text(person.name)
            st.button("退出登录", on_click=access.log_out)
    chosen.run()


def _page(entry: links.Entry, *, first: bool) -> st.Page:
    return st.Page(lambda: safely(entry.draw), title=entry.title, url_path=entry.name, default=first)


def safely(draw: Callable[[], None]) -> None:
    """Draw something; an error becomes a sentence that says what to do, an unexpected one goes into the log as well."""
    try:
        draw()
    except QiantouError as error:
        st.error(str(error))
    except Exception as error:  # noqa: BLE001  # whatever it is, no stack trace may reach the page
        number = digest(type(error).__name__, error)[:6]
        _log().exception("error %s", number, exc_info=error)
        st.error(f"页面出了意外的错误（编号 {number}）。请刷新页面再试；仍然不行时，请把日志 {log_file()} 交给管理员。")


def log_file() -> Path:
    """Where unexpected errors are written."""
    return resources.settings().home / "log" / "ui.log"


@cache
def _log() -> logging.Logger:
    log_file().parent.mkdir(parents=True, exist_ok=True)
    log = logging.getLogger("qiantou.ui")
    log.propagate = False
    handler = logging.handlers.RotatingFileHandler(log_file(), maxBytes=2_000_000, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    return log


if __name__ == "__main__":
    main()
