"""Who may see the interface, and who may load documents.

On this machine (the server listens on a loopback address) nobody logs in, and everybody may do everything. From other
machines a person logs in by OIDC, where the secrets have an `[auth]` section, or with a name and a password of the
password file. What decides is the address that the server really listens on, so that a server started by other means
asks for a login just the same.
"""

from __future__ import annotations

import time
from threading import Lock

import streamlit as st

from ui.guard import guard
from ui.passwords import Passwords, Person
from ui.web import resources

TRIES, PAUSE = 5, 60.0
"""After so many wrong passwords a name has to wait so many seconds."""

_PERSON = "person"
_failures: dict[str, list[float]] = {}
_counting = Lock()


def person() -> Person | None:
    """Who uses this session; None where they have yet to log in.

    Raises:
        SettingError: other machines can reach the server, and no login is set up.
    """
    how = guard(resources.settings(), st.get_option("server.address") or "")
    if how == "none":
        return Person("", may_import=True)
    if how == "password":
        known = st.session_state.get(_PERSON)
        return known if isinstance(known, Person) else None
    return _by_oidc()


def _by_oidc() -> Person | None:
    if not st.user.is_logged_in:
        return None
    name = str(st.user.get("email") or st.user.get("name") or "")
    importers = [part.strip() for part in resources.settings().importers.split(",")]
    return Person(name, may_import=bool(name) and name in importers)


def log_in() -> None:
    """Draw the login."""
    _, middle, _ = st.columns([1, 1, 1])
    with middle:
        st.title("牵头图谱")
        if guard(resources.settings(), st.get_option("server.address") or "") == "oidc":
            st.button("登录", on_click=st.login, type="primary")
        else:
            _password_form()


def _password_form() -> None:
    with st.form("login"):
        name = st.text_input("姓名")
        password = st.text_input("口令", type="password")
        sent = st.form_submit_button("登录", type="primary")
    if not sent:
        return
    wait = waiting(name, time.monotonic())
    if wait:
        st.error(f"口令多次不对，请在 {wait:.0f} 秒后再试。")
        return
    found = Passwords(resources.settings().home).check(name, password)
    if found is None:
        failed(name, time.monotonic())
        st.error("姓名或口令不对，请核对后重试；忘记口令请找管理员用 qiantou user 重设。")
        return
    st.session_state[_PERSON] = found
    st.rerun()


def log_out() -> None:
    """End the session of whoever is logged in."""
    if st.session_state.pop(_PERSON, None) is None:
        st.logout()


def failed(name: str, now: float) -> None:
    """Count a wrong password.

    Args:
        name: as typed.
        now: seconds of a clock that never goes back.
    """
    with _counting:
        recent = [at for at in _failures.get(name, ()) if now - at < PAUSE]
        _failures[name] = [*recent, now]


def waiting(name: str, now: float) -> float:
    """Seconds that a name has to wait before another try; 0 where it need not."""
    with _counting:
        recent = [at for at in _failures.get(name, ()) if now - at < PAUSE]
    return PAUSE - (now - recent[-TRIES]) if len(recent) >= TRIES else 0.0
