"""The graph view inside Streamlit: drawn by our own component; clicks and double clicks come back to Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from ui.graphview.assets import BUILD, COMPONENT_SCRIPT, COMPONENT_STYLE, FOLDER
from ui.graphview.payload import Layout, payload
from ui.graphview.view import View

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

PACKAGE = "qiantou"
COMPONENT = "graph"
NAME = f"{PACKAGE}.{COMPONENT}"

_declaring = Lock()


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user has clicked."""

    type: Literal["node", "edge"]
    id: str


def graph_view(
    view: View,
    *,
    key: str,
    layout: Layout = "force",
    height: int = 620,
    highlight: Iterable[str] = (),
    view_key: str = "",
    on_select: Callable[[Selection | None], None] | None = None,
    on_expand: Callable[[str], None] | None = None,
) -> Selection | None:
    """Draw a view in a Streamlit page; gives what is selected in it.

    Nodes that were drawn before stay where they are on reruns, on coming back to the page, and when the view grows.

    Args:
        key: name of the component in this session.
        highlight: ids of nodes and edges to stress, as those of a path.
        view_key: positions are kept under this name; give another one for another picture in the same place, so that
            it is laid out afresh. Without it, `key` is taken.
        on_select: called before the rerun with what was clicked, or None.
        on_expand: called before the rerun with the id of the node that the user wants expanded.
    """
    mounted = _component()(
        key=key,
        height=height,
        data={**payload(view, layout=layout, view_key=view_key or key, highlight=highlight), "height": height},
        default={"selected": None},
        on_selected_change=lambda: on_select(_selection(_state(key, "selected"))) if on_select else None,
        on_expand_change=lambda: _expand(_state(key, "expand"), on_expand),
    )
    return _selection(mounted.get("selected"))


def _expand(node: object, on_expand: Callable[[str], None] | None) -> None:
    if isinstance(node, str) and on_expand is not None:
        on_expand(node)


def _state(key: str, name: str) -> object:
    import streamlit as st

    return st.session_state[key].get(name)


def _selection(value: Any) -> Selection | None:
    # The value comes from the browser: anything unexpected counts as nothing.
    if not isinstance(value, dict) or value.get("type") not in ("node", "edge") or not isinstance(value.get("id"), str):
        return None
    return Selection(value["type"], value["id"])


def _component() -> ComponentRenderer:
    """The component, made known to the running Streamlit at its first use.

    Streamlit finds a component's files by a pyproject.toml among the files of an installed distribution, which an
    editable install does not list; so the manifest is handed over directly, and it works the same from a wheel and from
    the source tree. Not at import: there may be no runtime yet, and each runtime has its own register.
    """
    from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
    from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

    manager = get_bidi_component_manager()
    with _declaring:
        if manager.get_component_asset_root(NAME) is None:
            manifest = ComponentManifest(PACKAGE, "", [ComponentConfig(COMPONENT, BUILD.name)])
            manager.register_from_manifest(manifest, FOLDER)
        return _renderer()


@cache
def _renderer() -> ComponentRenderer:
    import streamlit as st

    return st.components.v2.component(NAME, js=COMPONENT_SCRIPT, css=COMPONENT_STYLE, html='<div class="qg"></div>')
