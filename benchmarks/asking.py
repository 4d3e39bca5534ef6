"""How questions are answered, and how long an answer takes after the start.

`python -m benchmarks.asking [DOCUMENTS ...]`: median and 95th percentile over the project's own questions, in a graph
of its own documents, or of those named.

`python -m benchmarks.asking --questions FILE [DOCUMENTS ...]`: the questions of each file (JSON lines with
`question`, `answer`, `id` and, for a conversation, `before`, what was asked before) are asked of a graph of the
documents named; each that is not right is printed with what was wanted, then how many are right, right in part,
declined and wrong (benchmarks/evaluation/questions.py says what each means), and the times.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import data
from benchmarks.evaluation.questions import OWN, VERDICTS, rows, verdict
from graph.settings import Settings
from graph.store import Store
from queries.asking import Answer, Asker, Conversation
from ui.archive import Archive
from ui.building import build

_ROUNDS = 3


@contextmanager
def graph_of(paths: Sequence[Path]) -> Iterator[Store]:
    """A graph of its own of some documents."""
    with TemporaryDirectory() as home, Store.open(settings := Settings(home=Path(home))) as store:
        build(store, Archive.of(settings), tuple(paths))
        yield store


def run(paths: Sequence[Path]) -> None:
    """Print seconds to get ready, and milliseconds a question: median, 95th percentile, and of that one engine read."""
    with graph_of(paths) as store:
        asker = Asker(store)
        ready = _seconds(lambda: asker.ask("市工信局牵头哪些任务"))
        questions = [row["question"] for row in rows(OWN)]
        times = [_seconds(lambda q=question: asker.ask(q)) for _ in range(_ROUNDS) for question in questions]
        reads = [_seconds(store.documents) for _ in range(20)]
    print(f"准备 {ready:.1f} 秒；{_told(times)}")
    print(f"其中一次最小的图查询 {median(reads) * 1e3:.0f} 毫秒")


def score(files: Sequence[Path], paths: Sequence[Path]) -> None:
    """Print what is not right of each file's questions, how many are, and the times."""
    with graph_of(paths) as store:
        asker = Asker(store)
        asker.refresh()
        for file in files:
            _score(asker, file)


def _score(asker: Asker, file: Path) -> None:
    counts: Counter[str] = Counter()
    times: list[float] = []
    for row in rows(file):
        conversation = Conversation(asker)
        for before in row.get("before") or ():
            conversation.ask(before)
        start = perf_counter()
        answer = conversation.ask(row["question"])
        times.append(perf_counter() - start)
        found = verdict(row["answer"], answer)
        counts[found] += 1
        if found != "right":
            print(_line(found, row, answer))
    told = "，".join(f"{name} {counts[name]}" for name in VERDICTS)
    print(f"{file.name}：{sum(counts.values())} 问，{told}；{_told(times)}")


def _line(found: str, row: dict[str, Any], answer: Answer) -> str:
    given = json.dumps(answer.value, ensure_ascii=False) if answer.answered else answer.text
    wanted = json.dumps(row["answer"], ensure_ascii=False)
    return f"{found} {row.get('id', '')} {row['question']}\n  应为 {wanted}\n  答 {given}\n  理解为 {answer.understood}"


def _told(times: Sequence[float]) -> str:
    slow = quantiles(times, n=20)[-1] if len(times) > 1 else max(times)
    return f"每问中位数 {median(times) * 1e3:.0f} 毫秒，95 分位 {slow * 1e3:.0f} 毫秒"


def _seconds(work: object) -> float:
    assert callable(work)
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", type=Path, default=[data.DOCUMENTS])
    parser.add_argument("--questions", action="append", type=Path, default=[], help="问题文件，可以给几次")
    given = parser.parse_args()
    if given.questions:
        score(given.questions, given.documents)
    else:
        run(given.documents)


if __name__ == "__main__":
    main()
