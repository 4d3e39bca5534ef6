"""A real browser for tests: how it is started, a page that notes every fault, and a Streamlit server to look at."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(__file__).parents[2]

AXE = ROOT / "ui" / "graphview" / "node_modules" / "axe-core" / "axe.min.js"
"""What finds faults of accessibility; `npm ci` in ui/graphview puts it there."""

# The view stands in a shadow root on Streamlit's pages.
FIND = """() => {
  const search = (root) => {
    for (const element of root.querySelectorAll('*')) {
      const found = element.qiantouView ?? (element.shadowRoot && search(element.shadowRoot));
      if (found) return found;
    }
  };
  return window.qiantouView ?? search(document);
}"""


class Screen:
    """A browser page with a graph view on it, and everything that went wrong on it."""

    def __init__(self, page: Any, allowed: tuple[str, ...]) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self.note)
        page.on("request", lambda request: self.check(request.url, allowed))

    def note(self, message: Any) -> None:
        """What the browser's console says: on a page without faults, nothing."""
        self.faults.append(f"{message.type}: {message.text}")

    def check(self, address: str, allowed: tuple[str, ...]) -> None:
        if not address.startswith(allowed):
            self.faults.append(address)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.wait_for_drawing()

    def wait_for_drawing(self) -> None:
        self.page.wait_for_function(f"() => ({FIND})()?.cy.nodes().length > 0", timeout=60_000)
        self.page.wait_for_timeout(300)

    def ask(self, expression: str) -> Any:
        """The value of an expression about `view` and its `cy`."""
        return self.page.evaluate(f"() => {{ const view = ({FIND})(), {{ cy }} = view; return {expression}; }}")

    def point(self, element: str) -> tuple[float, float]:
        x, y = self.ask(
            f"(() => {{ const element = cy.getElementById('{element}'), box = view.canvas.getBoundingClientRect(); "
            "const at = element.isNode() ? element.renderedPosition() : element.renderedMidpoint(); "
            "return [box.x + at.x, box.y + at.y]; })()"
        )
        return x, y

    def click(self, element: str) -> None:
        self.page.mouse.click(*self.point(element))
        # A click counts as single when no second one follows.
        self.page.wait_for_timeout(500)

    def positions(self) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = self.ask(
            "Object.fromEntries(cy.nodes().map((n) => [n.id(), n.position()]))"
        )
        return found

    def toggle(self, name: str) -> None:
        """Click in the legend."""
        self.page.click(f"[data-name='{name}']")
        self.page.wait_for_timeout(100)

    def panel(self) -> str:
        text: str = self.page.inner_text("#qg-evidence")
        return text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {address}")


@contextlib.contextmanager
def serving(
    command: Sequence[str], port: int, log: Path, *, folder: Path = ROOT, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run a server until the block ends; gives its address once it answers."""
    # Fixtures of a module run before `clean_environment`: without this the server would use the tests' Neo4j.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QIANTOU_")}
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=folder, env={**inherited, **(environment or {})}, stdout=output, stderr=output
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(30)
