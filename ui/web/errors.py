"""What becomes of errors on a page: a Chinese sentence that says what to do; the unexpected ones go into a log."""

from __future__ import annotations

import logging
import logging.handlers
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from graph.errors import QiantouError
from graph.statements import digest
from ui.web import resources
from ui.web.words import plain


def safely(draw: Callable[[], None]) -> None:
    """Draw something; an error becomes a sentence that says what to do, an unexpected one goes into the log as well."""
    try:
        draw()
    except QiantouError as error:
        st.error(plain(error))
    except Exception as error:  # noqa: BLE001  # whatever it is, no stack trace may reach the page
        number = digest(type(error).__name__, error)[:6]
        _log().exception("error %s", number, exc_info=error)
        where = plain(log_file())
        st.error(f"页面出了意外的错误（编号 {number}）。请刷新页面再试；仍然不行时，请把日志 {where} 交给管理员。")


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
