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
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import data
from benchmarks.evaluation.questions import OWN, VERDICTS, rows, verdict
from benchmarks.generated import city, plan
from graph.errors import QueryError
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


ABOUT = (
    "{agency}牵头哪些事项？",
    "{agency}牵头多少项？",
    "{agency}和{other}都参与的事项有哪些？",
    "{agency}牵头、{other}没有参与的事项有多少？",
    "{agency}配合谁？",
    "{agency}牵头任务数排第几？",
    "哪个单位牵头最多？",
    "配合单位不少于8家的事项有多少？",
    "没有写明牵头单位的事项有哪些？",
    "{item}由谁牵头？",
    "{item}由谁牵头，谁配合？",
    "{agency}是不是{item}的牵头单位？",
    "{item}什么时候完成？",
    "哪些事项年底前到期？",
    "{project}在哪里？",
    "{project}的建设单位是谁？",
    "{place}有哪些项目？",
    "{item}完成量要达到多少？",
    "垃圾焚烧发电厂由谁牵头？",
    "一共有几份文件？",
)
"""Questions of every kind; the names are of a generated city."""


def grow(sizes: Sequence[int]) -> None:
    """Print the times at each number of relationships."""
    with TemporaryDirectory() as home, Store.open(Settings(home=Path(home))) as store:
        number = edges = 0
        for size in sizes:
            while edges < size:
                document, statements = plan(number)
                store.replace(document, statements[: size - edges])
                number, edges = number + 1, edges + len(statements[: size - edges])
            _sized(store, edges)


def _sized(store: Store, edges: int) -> None:
    asker = Asker(store)
    ready = _seconds(asker.refresh)
    wall: list[float] = []
    own: list[float] = []
    answered = 0
    stopped: list[str] = []
    for question in _questions():
        start, used = perf_counter(), process_time()
        try:
            answered += asker.ask(question).answered
        except QueryError:
            stopped.append(question)
        wall.append(perf_counter() - start)
        own.append(process_time() - used)
    slowest = max(zip(wall, _questions(), strict=True))
    print(
        f"{edges} 条关系：准备 {ready:.1f} 秒；{len(wall)} 问，答了 {answered}；钟表{_told(wall)}；处理器{_told(own)}"
    )
    print(
        f"  最慢 {slowest[0] * 1e3:.0f} 毫秒：{slowest[1]}；超过时限 {len(stopped)}；负载 {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _questions() -> list[str]:
    """The questions about things of the first plans, which every size holds."""
    _, statements = plan(0)
    items = [s.subject.name for s in statements if s.relation == "属于" and s.subject.kind == "事项"]
    projects = [s.subject.name for s in statements if s.relation == "位于"]
    agencies = [agency.name for agency in city(0).agencies]
    asked = []
    for at in range(5):
        names = {
            "agency": agencies[at],
            "other": agencies[at + 5],
            "item": items[7 * at],
            "project": projects[at],
            "place": "第0市",
        }
        asked += [form.format(**names) for form in ABOUT]
    return asked


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
    parser.add_argument("--edges", action="append", type=int, default=[], help="关系数，从小到大，可以给几次")
    given = parser.parse_args()
    if given.edges:
        grow(given.edges)
    elif given.questions:
        score(given.questions, given.documents)
    else:
        run(given.documents)


if __name__ == "__main__":
    main()
