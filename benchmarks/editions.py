"""What editions cost: `duty` and questions over the whole graph with documents of which three in ten are superseded.

Beside it the same graph before these were loaded, whose answers are the same. Run with
`python -m benchmarks.editions [DOCUMENTS]`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
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


def timed(ask: Callable[[], object]) -> float:
    """Median milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken[2:])


def main() -> None:
    """Fill a graph in two steps and print a row for each question."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    superseded = documents * 3 // 10
    found = extract(read(data.DOCUMENTS / PLAN))
    keep = [one for one in found.statements if one.relation != "目标"][:480]
    late = {number for number in range(2 * superseded) if number % 2 == 0}
    rows: list[tuple[str, Callable[[Store], object]]] = [
        ("duty", lambda store: reports.duty_report(store, "市工信局")),
        *((name, lambda store, name=name: catalogue.run(store, name)) for name in QUESTIONS),
    ]
    with tempfile.TemporaryDirectory() as home, Store.open(Settings(Path(home), fsync=False), lasting=True) as store:
        for number in sorted(set(range(documents)) - late):
            store.replace(*copy(found.document, keep, number, superseded))
        before = {name: timed(lambda: ask(store)) for name, ask in rows}  # noqa: B023
        for number in sorted(late):
            store.replace(*copy(found.document, keep, number, superseded))
        states = [standing.state for _, standing in store.standings()]
        print({state: states.count(state) for state in sorted(set(states))}, flush=True)
        for name, ask in rows:
            after = timed(lambda: ask(store))  # noqa: B023
            print(
                f"{name}: {before[name]:.0f} ms without, {after:.0f} ms with, ratio {after / before[name]:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
