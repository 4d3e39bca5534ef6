"""The process that serves the interface: `python -P -m ui.web.serve ADDRESS PORT`; see ui/launch.py, which tells it by
a line on standard input when to begin.

Streamlit's application with our gate around it. Options stand here and are handed over, so that no settings file of a
folder changes what keeps strangers out.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any, cast

from graph.settings import Settings, from_environment
from loaders.readers import Limits
from ui import guard
from ui.web.gate import Gate, Reached, Room, Uploads

APP = Path(__file__).with_name("app.py")
FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif"

_LOADED = (
    "pandas",
    "pyarrow",
    "networkx",
    "graph.export",
    "queries.asking",
    "queries.reports",
    "ui.building",
    "ui.review",
)
"""Modules that are loaded while the engine starts, not while the first user waits."""

SESSION_FILES, ALL_FILES = 2, 6
"""How many files of the largest size one session may keep before they are written, and how many all together."""

_OPTIONS: dict[str, Any] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    # No menu: it would be in English, and browsers print and follow dark themes without it.
    "client.toolbarMode": "minimal",
    "client.allowedOrigins": [],
    "global.developmentMode": False,
    "logger.hideWelcomeMessage": True,
    # Streamlit would greet in English, and ask for an address to write to: we greet and open the browser ourselves.
    "server.headless": True,
    "server.showEmailPrompt": False,
    "server.fileWatcherType": "none",
    "server.baseUrlPath": "",
    "server.corsAllowedOrigins": [],
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": {},
    "server.xsrfCookieSameSite": "strict",
    "theme.font": FONTS,
    "theme.headingFont": FONTS,
    "theme.light.primaryColor": "#1d4ed8",
    "theme.dark.primaryColor": "#60a5fa",
}


def options(settings: Settings, address: str, port: int) -> dict[str, Any]:
    """Streamlit's options, by their names.

    Args:
        settings: where the data folder is, and what a file may take.
        address: to listen on.
        port: to listen on.
    """
    reached = Reached.at(address, settings.hosts.split(","))
    return {
        **_OPTIONS,
        "server.address": address,
        "server.port": port,
        "server.allowedHosts": [] if reached.by_address else sorted(reached.names),
        "server.maxUploadSize": max(1, Limits.of(settings).size // 2**20),
        "browser.serverAddress": address,
        "secrets.files": [str(settings.home / guard.SECRETS)],
    }


def main() -> None:
    """Load what the pages need, wait for the word to begin, and serve until the process is ended."""
    from starlette.middleware import Middleware
    from streamlit import runtime
    from streamlit.starlette import App

    # What the pages need, but not the pages: what they keep for all sessions, they keep with the server's runtime.
    for name in _LOADED:
        importlib.import_module(name)
    if not sys.stdin.readline():
        return  # whoever started this is gone
    settings, address, port = from_environment(), sys.argv[1], int(sys.argv[2])
    size = Limits.of(settings).size
    gate = Middleware(
        cast(Any, Gate),
        reached=Reached.at(address, settings.hosts.split(",")),
        uploads=lambda: cast(Uploads, runtime.get_instance().uploaded_file_mgr),
        room=Room(session=SESSION_FILES * size, all=ALL_FILES * size),
    )
    App(APP, middleware=[gate]).run(config=options(settings, address, port))


if __name__ == "__main__":
    main()
