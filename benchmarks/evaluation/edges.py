"""Responsibilities against the answers: each edge is an agency as written, its role and what it answers for."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.evaluation.compare import Row, core, overlap, squash
from benchmarks.evaluation.tally import Tally
from loaders.extract import extract
from loaders.page.text import Text
from loaders.readers import read
from loaders.records import records


def responsibilities(found: Iterable[Row]) -> list[Row]:
    """The duties that a text states itself; those that items take over from a section are left out."""
    return [row for row in found if row["kind"] == "responsibility" and not row["inherited"]]


def clauses(rows: Sequence[Row], found: Sequence[Row]) -> Tally:
    """Edges inside the clauses of the answers; what stands outside of these clauses is left out."""
    spans = {(row["clause_start"], row["clause_end"]): row for row in rows if row["clause"] is not None}
    gold: Counter[tuple[int, str, str]] = Counter()
    for (start, _), row in spans.items():
        gold.update((start, squash(agent["name"]), agent["role"]) for agent in row["agents"])
    predicted: Counter[tuple[int, str, str]] = Counter()
    tally = Tally()
    for record in responsibilities(found):
        home = next((s for s in spans if record["start"] < s[1] and s[0] < record["end"]), None)
        if home is not None:
            predicted[(home[0], squash(record["agency"]), record["role"])] += 1
            _task(spans[home], record, tally)
    tally.shown = sum(gold.values())
    tally.whole, tally.records = tally.shown, sum(predicted.values())
    tally.right = sum((gold & predicted).values())
    tally.wrong = tally.records - tally.right
    tally.notes += [f"漏 {edge}" for edge in gold - predicted] + [f"错 {edge}" for edge in predicted - gold]
    return tally


def _task(row: Row, record: Row, tally: Tally) -> None:
    agrees = (row["task_start"], row["task_end"]) == (record["task_start"], record["task_end"])
    tally.asked["事项起止"] += 1
    tally.agree["事项起止"] += agrees
    tally.entire += agrees
    if not agrees:
        tally.notes.append(f"异 {row['clause'][:20]}：事项 {row['task']!r} ≠ {record['task']!r}")


def prose(rows: Sequence[Row], found: Sequence[Row], whole: float) -> Tally:
    """Duties in running text: whether any record with that agency stands in the words that say so."""
    tally = Tally(len(rows), whole)
    named = [(record, core(name)) for record in found for name in _agencies(record)]
    for row in rows:
        agent = core(row["agent"])
        if any(overlap(row, record) and (agent in name or name in agent) for record, name in named):
            tally.right += 1
        else:
            tally.notes.append(f"漏 {row['agent']}｜{row['evidence'][:60]}")
    tally.entire = tally.right
    return tally


def _agencies(record: Row) -> list[str]:
    """The agencies that a record names as answering for something."""
    if record["kind"] in ("responsibility", "exhortation"):
        return [record["agency"]]
    if record["kind"] == "workgroup":
        seat = [record["office_at"]] if record["office_at"] else []
        return [*seat, *(post["holder"] for post in record["posts"]), *record["members"]]
    return []


def cases(path: Path) -> Tally:
    """Short texts of other places, each with all its edges."""
    tally = Tally()
    with path.open(encoding="utf-8") as lines:
        for case in map(json.loads, lines):
            if not case.get("ambiguous"):
                found = list(records(extract(Text(case["text"], case["id"]))))
                tally += _all_edges(case["id"], case["gold"], responsibilities(found))
    return tally


TASK, TOLD = "事项开头相符", "漏掉的有提示"


def documents(folder: Path) -> Tally:
    """Longer texts with all their edges: also how many tasks are right, and how many missed edges a signal tells."""
    tally = Tally()
    for path in sorted(folder.glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl")
        text = read(path.with_name(f"{name}.txt"))
        found = list(records(extract(text)))
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        signals = [row for row in found if row["kind"] == "signal"]
        tally += _all_edges(name, gold, responsibilities(found), partial(_is_told, text.raw, signals))
    return tally


_SENTENCE = re.compile("[^。;；\\n]+")


def _is_told(raw: str, signals: Sequence[Row], edge: Row) -> bool:
    """Whether a signal lies on the sentence of a missed edge: the one that names the body nearest to its task."""
    task = max(0, raw.find(str(edge.get("task") or "")[:12]))
    places = [match.start() for match in re.finditer(re.escape(edge["agency"]), raw)]
    if not places:
        return False
    place = min(places, key=lambda one: abs(one - task))
    sentence = next(match for match in _SENTENCE.finditer(raw) if match.end() > place)
    return any(row["start"] < sentence.end() and sentence.start() < row["end"] for row in signals)


def _all_edges(
    name: str, gold: Sequence[Row], found: Sequence[Row], is_told: Callable[[Row], bool] | None = None
) -> Tally:
    """One text; collectives without a name count neither way, edges marked `hard` are not missed.

    Args:
        is_told: whether a signal tells an edge that is missed; None where that is not asked.
    """
    generic = {squash(edge["agency"]) for edge in gold if edge.get("generic")}
    left = [record for record in found if squash(record["agency"]) not in generic]
    tally = Tally(records=len(left))
    for edge in (edge for edge in gold if not edge.get("generic")):
        allowed = {edge["role"], *edge.get("role_alt", ())}
        fitting = [r for r in left if squash(r["agency"]) == squash(edge["agency"]) and r["role"] in allowed]
        pair = max(fitting, key=lambda record: _same_task(edge, record), default=None)
        if pair is not None:
            tally.right += 1
            left.remove(pair)
            if edge.get("task"):
                tally.asked[TASK] += 1
                tally.agree[TASK] += _begins(edge, pair)
        elif edge.get("hard"):
            continue
        else:
            tally.notes.append(f"漏 {name} {edge['agency']} {edge['role']}")
            if is_told is not None:
                tally.asked[TOLD] += 1
                tally.agree[TOLD] += is_told(edge)
        tally.shown += 1
    tally.whole, tally.wrong, tally.entire = tally.shown, len(left), tally.right
    tally.notes += [f"错 {name} {record['agency']} {record['role']}" for record in left]
    return tally


def _begins(edge: Row, record: Row) -> bool:
    """Whether the task read begins with the one given, at most two characters apart."""
    one, other = squash(edge["task"]), squash(record["task"])
    begins = (other[shift:].startswith(one) or one[shift:].startswith(other[:40]) for shift in range(3))
    return bool(other) and any(begins)


def _same_task(edge: Row, record: Row) -> bool:
    one, other = squash(edge["task"]), squash(record["task"])
    return bool(one) and (one in other or other in one)
