"""What editions cost: `duty` and questions over the whole graph with documents of which three in ten are superseded.

Beside it the same graph without these, whose answers are the same, asked in turns by a process of its own. Run with
`python -m benchmarks.editions [DOCUMENTS]`.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import data
from graph.settings import Settings
from graph.statements import Document, Entity, Statement
from graph.store import Store
from loaders.extract import extract
from loaders.readers import read
from queries import catalogue, reports

PLAN = "常德市打好发展六仗实施方案.md"
ROUNDS = 9
QUESTIONS = ("agencies_by_leads", "most_cooperators", "tasks_without_lead", "memberships", "plans")


def copy(
    document: Document, statements: list[Statement], number: int, superseded: int
) -> tuple[Document, list[Statement]]:
    """The plan as another document: the first ones in pairs of an earlier and a later edition of one work."""
    work = number if number >= 2 * superseded else number // 2
    date = "2024-01-01" if number < 2 * superseded and number % 2 else "2023-01-01"
    made = replace(document, id=f"{number}", title=f"第{work}号工作方案的实施意见", date=date, number="")

    def moved(entity: Entity) -> Entity:
        if entity.kind == "文件":
            return made.entity() if entity.id == document.id else entity
        if "document" not in entity.properties:
            return entity
        more = {**entity.properties, "document": made.id}
        return Entity(entity.kind, f"{entity.id}#{number}", entity.name, more)

    return made, [
        replace(one, subject=moved(one.subject), object=moved(one.object), document=made.id, date=date)
        for one in statements
    ]


def fill(home: Path, numbers: Sequence[int], superseded: int) -> None:
    """A graph with these copies."""
    found = extract(read(data.DOCUMENTS / PLAN))
    keep = [one for one in found.statements if one.relation != "目标"][:480]
    with Store.open(Settings(home, fsync=False), lasting=True) as store:
        for number in numbers:
            store.replace(*copy(found.document, keep, number, superseded))


def answer(home: Path, questions: Connection) -> None:
    """In a process of its own: wait for a question's name, ask it, say how long it took and how many rows it has."""
    with Store.open(Settings(home), brief=True) as store:
        while name := questions.recv():
            start, used = time.perf_counter(), time.process_time()
            if name == "duty":
                rows = reports.duty_report(store, "市工信局").total
            else:
                rows = len(catalogue.run(store, name).rows)
            questions.send((time.perf_counter() - start, time.process_time() - used, rows))


def main() -> None:
    """Fill two graphs, ask both the same in turns, and print a row for each question."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    superseded = documents * 3 // 10
    late = {number for number in range(2 * superseded) if number % 2 == 0}
    without = [number for number in range(documents) if number not in late]
    with tempfile.TemporaryDirectory() as folder:
        sides = []
        for name, numbers in (("without", without), ("with", range(documents))):
            home = Path(folder) / name
            fill(home, numbers, superseded)
            here, there = multiprocessing.Pipe()
            process = multiprocessing.get_context("spawn").Process(target=answer, args=(home, there))
            process.start()
            sides.append((here, process))
        for question in ("duty", *QUESTIONS):
            print(question, *compared([side for side, _ in sides], question), flush=True)
        for side, process in sides:
            side.send("")
            process.join()


def compared(sides: Sequence[Connection], question: str) -> tuple[str, ...]:
    """Both asked in turns: what the machine does beside strikes both alike."""
    taken: list[list[tuple[float, float, int]]] = [[], []]
    for _ in range(ROUNDS):
        for side, times in zip(sides, taken, strict=True):
            side.send(question)
            times.append(side.recv())
    rows = {one[2] for times in taken for one in times}
    medians = [[statistics.median(one[at] for one in times[2:]) for at in (0, 1)] for times in taken]
    (clock, processor), (clock_with, processor_with) = medians
    return (
        f"{1000 * clock:.0f} ms without, {1000 * clock_with:.0f} ms with, ratio {clock_with / clock:.2f};",
        f"of processor time {processor_with / processor:.2f}; rows {sorted(rows)}",
    )


if __name__ == "__main__":
    main()
