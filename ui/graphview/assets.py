"""The built JavaScript and styles. `npm ci && npm run build` in this folder writes them; users need no Node."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
BUILD = FOLDER / "build"

PAGE_SCRIPT = "page.js"
PAGE_STYLE = "page.css"
COMPONENT_SCRIPT = "component-*.js"
"""The names of the component's files hold a digest, so that no browser keeps an old one."""
COMPONENT_STYLE = "component-*.css"


@cache
def text(name: str) -> str:
    """The text of a built file."""
    return (BUILD / name).read_text(encoding="utf-8")
