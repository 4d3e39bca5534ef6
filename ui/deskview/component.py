"""The desk inside Streamlit: text on the left, facts on the right, keys for every judgement, forms for what is typed.

Whoever judges a hundred facts must never wait for a widget nor reach for the mouse, so keys and forms live in the
browser, and the page hears one deed at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parent

Act = Literal["accept", "reject", "fix", "add", "undo", "next", "back", "seen"]
_ACTS: tuple[str, ...] = get_args(Act)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row on the right.

    Attributes:
        mark: what a deed hands back.
        agency: the body as the text writes it.
        body: its resolved name.
        role, task: as they stand.
        state: how it stands with people, in words.
        open: whether somebody should still judge it.
        now: whether it belongs to what is in work.
        start, end: its words in the text.
        told: what the machine read, then who judged it, when and why; a line each.
    """

    mark: str
    agency: str
    body: str
    role: str
    task: str
    state: str
    open: bool
    now: bool
    start: int
    end: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody has done at the desk; texts are as typed.

    Attributes:
        act: which.
        marks: of the facts that it is about.
        agency, body, role, task, why: of a fix what is changed, of an addition all.
        span: offsets of the words that were selected; empty where none were.
        quote: the words as typed.
    """

    act: Act
    marks: tuple[str, ...] = ()
    agency: str = ""
    body: str = ""
    role: str = ""
    task: str = ""
    why: str = ""
    span: tuple[int, ...] = ()
    quote: str = ""


def desk_view(
    text: str,
    first: int,
    facts: Sequence[Fact],
    *,
    key: str,
    about: str,
    focus: tuple[int, int] | None,
    roles: Sequence[str],
    tasks: Sequence[str],
    agencies: Sequence[str],
    said: str,
    wrong: str,
    on_deed: Callable[[Deed], None],
) -> None:
    """Draw the desk, as high as the window leaves room for.

    Args:
        text: the stretch of the document on the left.
        first: its first offset.
        facts: the rows on the right, in their order.
        key: name of the component in this session.
        about: what is in work and why, in one line; another one begins another piece of work.
        focus: offsets of the words in work.
        roles: to choose from.
        tasks: names that are offered for a task, that of the place first.
        agencies: names that are offered for a body.
        said: what the last deed has done, read out.
        wrong: why the last deed could not be done; what was typed stays.
        on_deed: called before the rerun.
    """
    _renderer()(
        key=key,
        data={
            "text": text,
            "first": first,
            "facts": [asdict(fact) for fact in facts],
            "about": about,
            "focus": list(focus or ()),
            "roles": list(roles),
            "tasks": list(tasks),
            "agencies": list(agencies),
            "said": said,
            "wrong": wrong,
        },
        on_deed_change=lambda: _tell(key, on_deed),
    )


def _tell(key: str, on_deed: Callable[[Deed], None]) -> None:
    import streamlit as st

    state: Any = st.session_state.get(key, {})
    found = deed(state.get("deed"))
    if found is not None:
        on_deed(found)


def deed(value: object) -> Deed | None:
    """What comes from the browser, checked; anything unexpected is no deed."""
    if not isinstance(value, dict) or value.get("act") not in _ACTS:
        return None
    marks, span = value.get("marks", []), value.get("span", [])
    words = {name: value.get(name, "") for name in ("agency", "body", "role", "task", "why", "quote")}
    if not all(isinstance(word, str) for word in [*words.values(), *marks]):
        return None
    if not (isinstance(span, list) and len(span) in (0, 2) and all(isinstance(at, int) for at in span)):
        return None
    return Deed(value["act"], tuple(marks), **words, span=tuple(span))


@cache
def _renderer() -> ComponentRenderer:
    import streamlit as st

    script, style = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("deskview.js", "deskview.css"))
    return st.components.v2.component("qiantou_desk", html='<div class="qd"></div>', js=script, css=style)
