"""Start the web interface: Streamlit on this machine only, telling nobody outside about it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

APP = Path(__file__).with_name("app.py")
_OPTIONS = {
    "server.address": "127.0.0.1",
    "browser.serverAddress": "127.0.0.1",
    "browser.gatherUsageStats": "false",
    "server.fileWatcherType": "none",
    "client.toolbarMode": "viewer",
    "client.showErrorDetails": "none",
    "theme.font": "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif",
}


def command(port: int) -> list[str]:
    """The command line that starts the interface."""
    options = {**_OPTIONS, "server.port": str(port)}
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(APP), *flags]


def run(port: int) -> int:
    """Run the interface until it is stopped; its exit code."""
    try:
        return subprocess.run(command(port), check=False).returncode  # noqa: S603  # no shell, our own words
    except KeyboardInterrupt:
        return 0
