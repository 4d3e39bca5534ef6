"""How long an answer takes after the start: median and 95th percentile over the fifty questions.

`python -m benchmarks.asking [files...]`: of the project's own documents, or of the files named.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import data
from benchmarks.evaluation.questions import OWN, rows
from graph.settings import Settings
from graph.store import Store
from queries.asking import Asker
from ui.archive import Archive
from ui.building import build

_ROUNDS = 3


def run(paths: Sequence[Path]) -> None:
    """Print seconds to get ready, and milliseconds a question: median, 95th percentile, and of that one engine read."""
    with TemporaryDirectory() as home, Store.open(settings := Settings(home=Path(home))) as store:
        build(store, Archive.of(settings), tuple(paths))
        asker = Asker(store)
        ready = _seconds(lambda: asker.ask("市工信局牵头哪些任务"))
        questions = [row["question"] for row in rows(OWN)]
        times = [_seconds(lambda q=question: asker.ask(q)) for _ in range(_ROUNDS) for question in questions]
        reads = [_seconds(store.documents) for _ in range(20)]
    slow = quantiles(times, n=20)[-1]
    print(f"准备 {ready:.1f} 秒；每问中位数 {median(times) * 1e3:.0f} 毫秒，95 分位 {slow * 1e3:.0f} 毫秒")
    print(f"其中一次最小的图查询 {median(reads) * 1e3:.0f} 毫秒")


def _seconds(work: object) -> float:
    assert callable(work)
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    run([Path(name) for name in sys.argv[1:]] or [data.DOCUMENTS])
