"""Who may see the interface, and who may load documents.

On this machine (the server listens on a loopback address) nobody logs in, and everybody may do everything. From other
machines a person logs in by OIDC, where the secrets have an `[auth]` section, or with a name and a password of the
password file. What decides is the address that the server really listens on, so that a server started by other means
asks for a login just the same. Whose password is taken away or changed is out with the next thing they do.
"""

from __future__ import annotations

import time

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.attempts import Attempts
from ui.guard import guard
from ui.passwords import Passwords, Person
from ui.web import resources
from ui.web.gate import admitted

_PERSON = "person"
_attempts = Attempts()


def person() -> Person | None:
    """Who uses this session; None where they have yet to log in. Says at the gate whether its uploads are taken.

    Raises:
        SettingError: other machines can reach the server, and no login is set up.
    """
    found = _person()
    if (context := get_script_run_ctx()) is not None:
        admitted.note(context.session_id, admitted=found is not None and found.may_import)
    return found


def local() -> bool:
    """Whether only this machine reaches the server, so that whoever uses it sits here; a name, or none, says nothing.

    Raises:
        SettingError: as `person`.
    """
    return guard(resources.settings(), st.get_option("server.address") or "") == "none"


def _person() -> Person | None:
    how = guard(resources.settings(), st.get_option("server.address") or "")
    if how == "none":
        return Person("", may_import=True, may_review=True)
    if how == "password":
        known = st.session_state.get(_PERSON)
        return Passwords(resources.settings().home).still(known) if isinstance(known, Person) else None
    return _by_oidc()


def _by_oidc() -> Person | None:
    if not st.user.is_logged_in:
        return None
    email = str(st.user.get("email") or "")
    # Names and addresses that the provider has not verified are chosen by whoever registers there.
    vouched = bool(email) and st.user.get("email_verified", True) is not False
    settings = resources.settings()
    may_import, may_review = (vouched and email in _listed(names) for names in (settings.importers, settings.reviewers))
    return Person(email or str(st.user.get("name") or ""), may_import=may_import, may_review=may_review)


def _listed(names: str) -> list[str]:
    return [part.strip() for part in names.split(",")]


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
    found = _checked(name, password)
    if found is not None:
        st.session_state[_PERSON] = found
        st.rerun()


def _checked(name: str, password: str) -> Person | None:
    """The person, once their turn has come; None, and why on the page, where they are not let in."""
    address = _address()
    wait = _attempts.wait(name, address, time.monotonic())
    if wait is None:
        st.error("从这台电脑登录的次数太多，请一分钟后再试。")
        return None
    with st.spinner("正在核对……"):
        time.sleep(wait)
        found = Passwords(resources.settings().home).check(name, password)
    if found is None:
        _attempts.failed(name, address, time.monotonic())
        st.error("姓名或口令不对，请核对后重试；忘记口令请找管理员用 qiantou user 重设。")
    else:
        _attempts.passed(name)
    return found


def _address() -> str:
    """Where the session comes from; of this machine's own, and behind a proxy of its, an empty word for all."""
    return st.context.ip_address or ""


def log_out() -> None:
    """End the session of whoever is logged in."""
    if st.session_state.pop(_PERSON, None) is None:
        st.logout()
