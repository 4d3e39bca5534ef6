"""Two writers, four readers and the interface on one graph: `python -m benchmarks.crowd [SECONDS]`.

Each reader asks again and again who leads in each document, and compares what it sees with the two editions that the
writers put there by turns: anything else is a mixture. How many writes get through, and the longest that one waited, is
what a colleague feels.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import QiantouError
from graph.settings import Settings
from graph.store import Store
from loaders.extract import Extraction, extract
from loaders.page.text import Text
from queries import catalogue
from tests.support.browsing import free_port, serving

WRITERS, READERS = 2, 4
ITEMS = 40


@dataclass
class Seen:
    """What one of them has done.

    Attributes:
        waits: seconds of each action.
        wrong: what should not have been.
    """

    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def text(writer: int, edition: int) -> Text:
    """A document of which all duties are the same body's; the next edition gives them to another."""
    body = ("市工信局", "市教育局")[edition % 2]
    items = "".join(f"{n}.抓第{n}件事。({body}牵头,市财政局配合)\n" for n in range(1, ITEMS + 1))
    return Text(f"第{'甲乙'[writer]}市工作方案\n一、任务\n{items}", f"{writer}.txt")


def main() -> None:
    """Run for so many seconds, and say what was seen."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 300.0
    editions = [[extract(text(writer, edition)) for edition in range(2)] for writer in range(WRITERS)]
    with tempfile.TemporaryDirectory() as folder:
        home, port = Path(folder) / "数据", free_port()
        home.mkdir()
        command = [sys.executable, "-m", "ui.cli", "ui", "--port", str(port), "--no-browser"]
        environment = {"QIANTOU_HOME": str(home), "HOME": folder}
        with serving(command, port, Path(folder) / "ui.log", environment=environment) as address:
            _crowd(home, address, editions, seconds)
            found = subprocess.run(
                [sys.executable, "-m", "ui.cli", "status"],
                env={"PATH": "/usr/bin:/bin", **environment, "PYTHONPATH": str(Path(__file__).parents[1])},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            print(f"status 退出码 {found.returncode} {found.stderr.strip()[:300]}")


def _crowd(home: Path, address: str, editions: list[list[Extraction]], seconds: float) -> None:
    ready = threading.Barrier(WRITERS + READERS + 1)
    crowd: dict[str, Seen] = {}
    threads = []

    def add(name: str, work: Callable[[Seen], None]) -> None:
        seen = crowd[name] = Seen()

        def run() -> None:
            ready.wait()
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                began = time.monotonic()
                try:
                    work(seen)
                except (QiantouError, OSError) as error:
                    seen.wrong.append(f"{type(error).__name__} {error}")
                seen.waits.append(time.monotonic() - began)

        threads.append(threading.Thread(target=run))

    stores = [Store.open(Settings(home=home)) for _ in range(WRITERS + READERS)]
    for number, store in enumerate(stores[:WRITERS]):
        _write(store, editions[number], Seen())
        add(f"写 {number}", lambda seen, store=store, number=number: _write(store, editions[number], seen))  # type: ignore[misc]
    for number, store in enumerate(stores[WRITERS:]):
        add(f"读 {number}", lambda seen, store=store: _read(store, seen))  # type: ignore[misc]
    add("界面", lambda seen: _look(address, seen))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    for name, seen in crowd.items():
        longest, middle = max(seen.waits), statistics.median(seen.waits)
        print(f"{name}：{len(seen.waits)} 次，中位 {middle:.2f} 秒，最长 {longest:.2f} 秒，不对 {len(seen.wrong)} 次")
        for wrong in seen.wrong[:3]:
            print(f"    {wrong}")


def _write(store: Store, editions: list[Extraction], seen: Seen) -> None:
    for edition in editions:
        store.replace(edition.document, edition.statements)


def _read(store: Store, seen: Seen) -> None:
    query = (
        "MATCH (a:机构)-[r:牵头]->(:事项) WHERE r.document ENDS WITH $file "
        "RETURN a.name AS name, count(r) AS n ORDER BY name"
    )
    for writer in range(WRITERS):
        rows = store.read(query, {"file": f"{writer}.txt"}).rows
        if len(rows) != 1 or rows[0]["n"] != ITEMS:
            seen.wrong.append(f"混合：{rows}")
    catalogue.run(store, "agencies")


def _look(address: str, seen: Seen) -> None:
    for path in ("_stcore/health", ""):
        with urllib.request.urlopen(f"{address}{path}", timeout=60) as answer:
            if answer.status != 200:
                seen.wrong.append(f"{path} {answer.status}")
    time.sleep(0.5)


if __name__ == "__main__":
    main()
