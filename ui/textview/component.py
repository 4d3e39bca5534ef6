"""The text view inside Streamlit: drawn by our own component, a few lines of JavaScript that need no building."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.textview.segments import Segment

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parent


def text_view(
    pieces: Sequence[Segment],
    headings: Sequence[tuple[int, int, str]],
    *,
    key: str,
    height: int,
    at: int | None = None,
    on_choose: Callable[[int], None] | None = None,
) -> None:
    """Draw a text with its marks, and its headings beside it.

    Args:
        pieces: the text, cut at its marks.
        headings: level (1 is the highest), first offset and words of each heading; pieces begin at these offsets.
        key: name of the component in this session.
        height: pixels; text and headings scroll inside.
        at: offset to scroll to.
        on_choose: called before the rerun with the first offset of the marked piece that was clicked on.
    """
    _renderer()(
        key=key,
        height=height,
        data={
            "pieces": [[piece.start, piece.text, piece.sort or ""] for piece in pieces],
            "headings": [list(heading) for heading in headings],
            "at": at,
            "height": height,
        },
        on_chosen_change=lambda: _tell(key, on_choose),
    )


def _tell(key: str, on_choose: Callable[[int], None] | None) -> None:
    import streamlit as st

    # The value comes from the browser: anything unexpected counts as nothing.
    chosen: Any = st.session_state[key].get("chosen")
    if on_choose is not None and isinstance(chosen, int):
        on_choose(chosen)


@cache
def _renderer() -> ComponentRenderer:
    import streamlit as st

    script, style = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("textview.js", "textview.css"))
    return st.components.v2.component("qiantou_text", html='<div class="qx"></div>', js=script, css=style)
