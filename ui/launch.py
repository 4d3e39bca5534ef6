"""Start the web interface: Streamlit on this machine only, telling nobody outside about it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from graph.errors import SettingError
from graph.settings import Settings, variable
from graph.store import Store
from ui import console, guard

HOST = "127.0.0.1"
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # compared with, not listened on
_START_SECONDS = 60.0
BEGIN = b"\n"
"""What the server is told once the engine answers."""


def command(address: str, port: int) -> list[str]:
    """The command line of the process that serves the interface.

    Args:
        address: to listen on.
        port: to listen on.
    """
    # -P: what lies in the current folder is no module of ours, whatever it is called.
    return [sys.executable, "-P", "-m", "ui.web.serve", address, str(port)]


def run(settings: Settings, address: str, port: int, *, browser: bool) -> int:
    """Run the interface until it is stopped; its exit code.

    Args:
        settings: where the data folder is.
        address: to listen on; other than loopback only with a login.
        port: to listen on.
        browser: whether to open a browser.

    Raises:
        SettingError: other machines could reach the address and no login is set up, or the port is taken.
        EngineError: the graph cannot be used.
    """
    guard.guard(settings, address)
    _check_free(address, port)
    signal.signal(signal.SIGTERM, _leave)
    # The engine runs here, in the main thread of this process: the JVM would not end with a thread of Streamlit's.
    # Meanwhile the server loads what its pages need, which takes as long.
    with _server(settings, address, port) as server, Store.open(settings, lasting=True):
        return _serve(server, f"http://{HOST if address in _EVERYWHERE else address}:{port}", browser=browser)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


@contextmanager
def _server(settings: Settings, address: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The process that serves, ended with the block; it waits for a line before it answers anybody."""
    # Streamlit's own greeting is in English: out of sight. What goes wrong is still said on standard error.
    # In the data folder, not where the user is: Streamlit obeys a folder `.streamlit` of the current one.
    with subprocess.Popen(  # noqa: S603  # our own words
        command(address, port),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=settings.home,
        env=_environment(settings),
    ) as server:
        try:
            yield server
        finally:
            server.terminate()


def _serve(server: subprocess.Popen[bytes], url: str, *, browser: bool) -> int:
    """Let the server begin, and wait until it ends; its exit code."""
    assert server.stdin is not None
    # It may have ended already, and says why on standard error.
    with suppress(BrokenPipeError), server.stdin as told:
        told.write(BEGIN)
    threading.Thread(target=_greet, args=(url, browser), daemon=True).start()
    try:
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        # Before the engine ends that it asks.
        server.terminate()
        server.wait()


def _environment(settings: Settings) -> dict[str, str]:
    """Ours, without what would set Streamlit's options in our place, and with the data folder by its full path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    return {**kept, variable("home"): str(settings.home)}


def _check_free(address: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise SettingError(
                f"地址 {address} 的端口 {port} 用不了（{error.strerror}）。",
                "界面可能已经打开；也可以用 --port 换一个端口。",
            ) from error


def _greet(url: str, browser: bool) -> None:
    """Once the server answers, say where it is and open a browser."""
    # Not through an office's proxy: it would look for our server elsewhere.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            with opener.open(f"{url}/_stcore/health", timeout=1):
                break
        except OSError:
            time.sleep(0.1)
    else:
        return
    console.line(f"界面在 {url} ，按 Ctrl+C 结束。")
    if browser:
        webbrowser.open(url)
