"""What users of the web interface wait for: `make bench-ui`.

From a click to a drawn graph of 100, 300 and 500 nodes, beside st-link-analysis on the same graph, turn by turn; from
one page to the next; twenty sessions at once. Times are those of a shared machine: read them as ratios, with its load.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from graph.settings import Settings
from graph.store import Store
from queries.catalogue import run
from tests.support.browsing import CHROMIUM, FLAGS, ROOT, free_port, serving

SIZES = (100, 300, 500)
ROUNDS = 3
SESSIONS = 20

OURS = [sys.executable, "-m", "streamlit", "run", "benchmarks/drawing/ours.py"]
PEER = [str(ROOT / ".venv-bench" / "bin" / "python"), "-m", "streamlit", "run", "benchmarks/drawing/peer.py"]
VIEWS = {
    "本项目": OURS,
    "st-link-analysis 默认（cose）": [*PEER, "cose"],
    "st-link-analysis fcose 无动画": [*PEER, "fcose"],
}
OPTIONS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
}

PAGES: dict[str, dict[str, str]] = {
    "duties": {"agency": "常德市/工业和信息化"},  # in the test of sessions another one for each
    "graph": {"node": "机构|常德市/工业和信息化"},
    "asking": {"q": "市工信局牵头哪些事项？"},
    "places": {},
    "cooperation": {},
    "documents": {},
    "cypher": {},
    "": {},
}
"""Path of a page -> what its address says."""

# Both views are cytoscape's, which leaves itself with its container. A graph is drawn when all nodes are there and
# neither they nor the window on them have moved for a second; its time is that of the last movement.
WATCH = """(nodes) => new Promise((done) => {
  const search = (root) => {
    for (const element of root.querySelectorAll('*')) {
      const found = element._cyreg?.cy ?? (element.shadowRoot && search(element.shadowRoot));
      if (found) return found;
    }
  };
  let before = '', moved = 0;
  const timer = setInterval(() => {
    const cy = search(document);
    if (!cy || cy.nodes().length !== nodes) return;
    const now = JSON.stringify([cy.zoom(), cy.pan(), cy.nodes().map((node) => node.position())]);
    if (now !== before) [before, moved] = [now, Date.now()];
    else if (Date.now() - moved > 1000) { clearInterval(timer); done(moved); }
  }, 20);
})"""
# From now on: the milliseconds until the last change on the page, once it has rested for half a second.
REST = """() => {
  const app = document.querySelector('[data-testid="stApp"]'), began = Date.now();
  window.qiantouRest = new Promise((done) => {
    let changed = 0;
    const watcher = new MutationObserver(() => { changed = Date.now(); });
    watcher.observe(app, { subtree: true, childList: true, characterData: true });
    const timer = setInterval(() => {
      if (!changed || Date.now() - changed < 500 || app.dataset.testScriptState !== 'notRunning') return;
      clearInterval(timer);
      watcher.disconnect();
      done(changed - began);
    }, 20);
  });
}"""
READY = "() => document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"


@contextmanager
def streamlit(command: Sequence[str], folder: Path) -> Iterator[str]:
    """Run a page until the block ends; gives its address."""
    port = free_port()
    flags = [f"--{name}={value}" for name, value in {**OPTIONS, "server.port": str(port)}.items()]
    script = command.index("run") + 2
    words = [*command[:script], *flags, "--", *command[script:]]
    with serving(words, port, folder / f"{port}.log", environment={"PYTHONPATH": str(ROOT)}) as address:
        yield address


@contextmanager
def interface(folder: Path) -> Iterator[str]:
    """Run `qiantou ui` on the project's own documents; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "ui.cli", "ui", "--port", str(port), "--no-browser"]
    environment = {"QIANTOU_HOME": str(folder), "HOME": str(folder)}
    with serving(command, port, folder / "ui.log", environment=environment) as address:
        yield address


# --- drawing ---


def draw(page: Page, address: str, nodes: int) -> float:
    """Seconds from the click to the drawn graph."""
    page.goto(address)
    page.get_by_role("button", name=f"画 {nodes}").wait_for()
    page.wait_for_function(READY)
    page.wait_for_timeout(300)
    began = page.evaluate("() => Date.now()")
    page.get_by_role("button", name=f"画 {nodes}").click()
    frame = _frame(page)
    return float(frame.evaluate(WATCH, nodes) - began) / 1000


def _frame(page: Page) -> Any:
    """Where the graph stands: the page, or the frame of a component of the old kind."""
    graph = page.locator("iframe, .qg").first
    graph.wait_for(state="attached", timeout=60_000)
    inner = [frame for frame in page.frames if frame != page.main_frame]
    return inner[0] if inner else page.main_frame


def drawing(page: Page, folder: Path) -> None:
    """Print the seconds of every view and size, and how they compare."""
    if not Path(PEER[0]).exists():
        print("没有 .venv-bench，不与 st-link-analysis 比较：先 make .venv-bench/.ready")
        return
    with ExitStack() as running:
        addresses = {name: running.enter_context(streamlit(words, folder)) for name, words in VIEWS.items()}
        for address in addresses.values():
            draw(page, address, SIZES[0])
        print(f"\n从点击到画完（秒，{ROUNDS} 轮的中位数）")
        for nodes in SIZES:
            times: dict[str, list[float]] = {name: [] for name in addresses}
            for _ in range(ROUNDS):
                for name, address in addresses.items():
                    times[name].append(draw(page, address, nodes))
            medians = {name: statistics.median(seconds) for name, seconds in times.items()}
            ours = next(iter(medians.values()))
            told = "；".join(f"{name} {seconds:.2f}（{seconds / ours:.1f} 倍）" for name, seconds in medians.items())
            print(f"  {nodes} 个节点：{told}", flush=True)


# --- pages ---


def changes(page: Page, address: str) -> None:
    """Print the seconds from a click in the menu to a page that has been drawn."""
    page.goto(address)
    links = page.get_by_test_id("stTopNavLink")
    links.first.wait_for(timeout=120_000)
    page.wait_for_function(READY)
    names = links.all_inner_texts()
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(ROUNDS + 1):
        for name in [*names[1:], names[0]]:
            times[name].append(_change(page, name))
    print(f"\n从点菜单到页面画完（秒，首次不计，{ROUNDS} 轮的中位数）")
    medians = {name: statistics.median(seconds[1:]) for name, seconds in times.items()}
    print("  " + "；".join(f"{name} {seconds:.2f}" for name, seconds in medians.items()))
    print(f"  最慢 {max(medians.values()):.2f}")


def _change(page: Page, name: str) -> float:
    page.evaluate(REST)
    page.get_by_test_id("stTopNavLink").filter(has_text=name).first.click()
    return float(page.evaluate("() => window.qiantouRest")) / 1000


# --- sessions ---


@dataclass
class Visit:
    """A page that was drawn: its path, the seconds it took, the errors on it."""

    page: str
    seconds: float
    errors: list[str]


@dataclass
class Session:
    """A session without a browser: it speaks the protocol of Streamlit's own front end."""

    socket: ClientConnection

    def visit(self, page: str, values: dict[str, str]) -> Visit:
        """Have a page drawn."""
        began = time.perf_counter()
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = urlencode(values)
        self.socket.send(message.SerializeToString())
        errors = []
        while True:
            answer = ForwardMsg.FromString(self.socket.recv(timeout=300))
            errors += _errors(answer)
            if answer.WhichOneof("type") == "script_finished":
                return Visit(page, time.perf_counter() - began, errors)


def _errors(answer: ForwardMsg) -> list[str]:
    element = answer.delta.new_element
    if element.HasField("exception"):
        return [element.exception.message]
    return [element.alert.body] if element.HasField("alert") and element.alert.format == element.alert.ERROR else []


def sessions(address: str, folder: Path) -> None:
    """Print what becomes of twenty sessions that visit every page at once, and the memory of one."""
    server = _server(folder)
    with ExitStack() as open_:
        first = _session(address, open_)
        for page, values in PAGES.items():
            first.visit(page, values)
        before = _memory(server)
        every = [_session(address, open_) for _ in range(SESSIONS)]
        ready = Barrier(SESSIONS)
        with ThreadPoolExecutor(SESSIONS) as pool:
            work = pool.map(_visit_all, every, _agencies(folder), repeat(ready))
            found = [visit for visits in work for visit in visits]
        grown = _memory(server) - before
    seconds = sorted(visit.seconds for visit in found)
    errors = [error for visit in found for error in visit.errors]
    print(f"\n{SESSIONS} 个会话同时各看 {len(PAGES)} 页：{len(found)} 次，出错 {len(errors)} 次")
    print(f"  每页 中位 {statistics.median(seconds):.2f} 秒，最慢 {seconds[-1]:.2f} 秒，各页中位：")
    of_page = {page: statistics.median(visit.seconds for visit in found if visit.page == page) for page in PAGES}
    print("  " + "；".join(f"{page or 'overview'} {median:.2f}" for page, median in of_page.items()))
    print(f"  服务进程 {before:.0f} MB，每个会话增加 {grown / SESSIONS:.1f} MB")
    for error in dict.fromkeys(errors):
        print(f"  {error}")


def _session(address: str, open_: ExitStack) -> Session:
    url = address.replace("http", "ws") + "_stcore/stream"
    return Session(open_.enter_context(connect(url, subprotocols=["streamlit"], max_size=None, proxy=None)))  # type: ignore[list-item]


def _visit_all(session: Session, agency: str, ready: Barrier) -> list[Visit]:
    pages = PAGES | {"duties": {"agency": agency}}
    ready.wait()
    return [session.visit(page, values) for page, values in pages.items()]


def _agencies(folder: Path) -> list[str]:
    """The busiest agencies: nobody may find the list that another session has asked for."""
    with Store.open(Settings(folder)) as store:
        return [row["agency_id"] for row in run(store, "agencies_by_leads").rows[:SESSIONS]]


def _server(folder: Path) -> int:
    """The process of the pages: the one whose secrets lie in this data folder."""
    for process in Path("/proc").glob("[0-9]*"):
        words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0") if process.exists() else []
        if "streamlit" in words and any(str(folder) in word for word in words):
            return int(process.name)
    raise SystemExit("没有找到界面的进程。")


def _memory(process: int) -> float:
    """Resident memory in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def main(parts: Sequence[str]) -> None:
    """Run what is named, or everything: drawing, changes, sessions."""
    wanted = parts or ("drawing", "changes", "sessions")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.set_default_timeout(120_000)
        print(f"负载 {os.getloadavg()[0]:.1f}，{os.cpu_count()} 核", flush=True)
        if "drawing" in wanted:
            drawing(page, folder)
        if {"changes", "sessions"} & set(wanted):
            with interface(folder) as address:
                if "changes" in wanted:
                    changes(page, address)
                if "sessions" in wanted:
                    sessions(address, folder)
        print(f"负载 {os.getloadavg()[0]:.1f}")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
