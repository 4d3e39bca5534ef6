"""The search box inside Streamlit: what fits is looked up while one types, a few lines of JavaScript without building.

Streamlit's own select box sends every name to the browser, knows no second names, and speaks English.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line below the box: what comes back when it is chosen, its words, and what tells it from others."""

    key: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What fits the words in the box, best first, and what the line below says of their number."""

    found: Sequence[Suggestion] = ()
    told: str = ""


def search_box(label: str, *, key: str, placeholder: str, suggest: Callable[[str], Suggestions]) -> str | None:
    """Draw a search box; gives the key of what was chosen, in the one run after the choice.

    Args:
        label: read out by screen readers.
        key: name of the component in this session.
        placeholder: shown while it is empty.
        suggest: what fits the words that were typed; asked only when there are any.
    """
    typed = _typed(key)
    fitting = suggest(typed) if typed else Suggestions()
    mounted = _renderer()(
        key=key,
        data={
            "label": label,
            "placeholder": placeholder,
            "typed": typed,
            "told": fitting.told,
            "found": [[one.key, one.words, one.note] for one in fitting.found],
        },
        default={"typed": ""},
        on_typed_change=lambda: None,
        on_chosen_change=lambda: None,
    )
    chosen: Any = mounted.get("chosen")
    # The value comes from the browser: anything unexpected counts as nothing.
    return chosen if isinstance(chosen, str) else None


def _typed(key: str) -> str:
    import streamlit as st

    typed: Any = st.session_state[key].get("typed") if key in st.session_state else ""
    return typed.strip() if isinstance(typed, str) else ""


@cache
def _renderer() -> ComponentRenderer:
    import streamlit as st

    script, style = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("searchbox.js", "searchbox.css"))
    return st.components.v2.component("qiantou_search", html='<div class="qs"></div>', js=script, css=style)
