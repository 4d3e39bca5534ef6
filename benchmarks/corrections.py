"""Corrections under stress: `python -m benchmarks.corrections kill [ROUNDS] | append [ROUNDS] | colleagues |
sample FOLDER`.

kill: a child corrects one fact after the other and is killed (SIGKILL) at a random moment; after every round the graph
must be sound, every judgement that the child was told of must be in the journal, no line may be more than torn, and
bringing the graph to the journal must give what a fresh load gives. append: the same for a child that only appends long
lines.
colleagues: two data folders with one shared folder, twenty corrections each, five on the same facts; then the plan is
revised and read again.
sample: how often the interval of a random sample holds the true share of right facts; a folder in the format of
`score.py docs`, as read and with one fact in ten made wrong.
"""

from __future__ import annotations

import contextlib
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.anchors import Anchor
from graph.appending import now
from graph.journal import Entry, Journal, Known
from graph.ontology import ontology
from graph.settings import Settings
from graph.store import Store
from loaders import judged
from loaders.duties.model import COLLECTIVE
from loaders.extract import Extraction, extract
from loaders.kept import Kept, Outcome
from loaders.page.text import Text
from ui import building
from ui.archive import Archive
from ui.review import Paper, Review, wilson

ITEMS, PARTIES = 40, ("市水利局", "市财政局", "市教育局", "市公安局", "市司法局", "市民政局")


def plan(*, revised: bool = False) -> str:
    """A plan of invented items; the revision rewords every tenth, drops one and moves one agency in one."""
    lines = [
        "常德市人民政府办公室关于印发《常德市公共服务提升工作方案》的通知",
        f"2026年{9 if revised else 3}月1日",
        "一、重点任务",
    ]
    for number in range(1, ITEMS + 1):
        if revised and number == 3:
            continue
        lead, first, second = (PARTIES[(number + step) % len(PARTIES)] for step in range(3))
        more = "、市审计局" if revised and number % 10 == 0 else ""
        first = "市统计局" if revised and number == 5 else first
        lines.append(f"{number}.完善第{number}类服务。按期完成。（{lead}牵头，{first}、{second}{more}配合）")
    return "\n\n".join(lines) + "\n"


def read(text: str) -> Outcome:
    """What the rules read in it."""
    return Outcome.of(extract(Text(text)))


# --- kill ---


def child(home: str) -> None:
    """Correct facts until somebody ends this; a line on standard output for each that was done."""
    settings = Settings(Path(home))
    with Store.open(settings) as store:
        review = Review(store, Archive.of(settings), "甲")
        [row] = store.documents()
        chance = random.Random()
        print("ready", flush=True)
        while True:
            paper = review.open(row["id"])
            fact = chance.choice(paper.duties())
            if fact.judgements:
                review.undo(fact.anchor.mark, document=row["id"])
            else:
                act = chance.choice(["accept", "reject"])
                review.judge(fact.anchor.mark, act, document=row["id"])  # type: ignore[arg-type]
            [last] = [one.id for one in review.known.heads if one.anchor.mark == fact.anchor.mark]
            print(last, flush=True)


def kill(rounds: int) -> None:
    """Kill a child that corrects, and look at what is left."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "数据")
        outcome = read(plan())
        with Store.open(settings) as store:
            building.put(store, Archive.of(settings), outcome)
        told: set[str] = set()
        for number in range(rounds):
            told |= _round(settings.home, random.uniform(0.0, 1.2), counts)
            _look(settings, outcome, told, counts)
            print(f"{number + 1}: {dict(counts)}", flush=True)


def _round(home: Path, seconds: float, counts: Counter[str]) -> set[str]:
    command = [sys.executable, "-m", "benchmarks.corrections", "child", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        done = {line.strip() for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")}
    counts["judgements acknowledged"] += len(done)
    return done


def _look(settings: Settings, outcome: Outcome, told: set[str], counts: Counter[str]) -> None:
    archive = Archive.of(settings)
    known = archive.journal.read()
    counts["killed"] += 1
    counts["LOST from the journal"] += len(told - known.entries.keys())
    counts["torn lines"] = len(known.skipped)
    counts["TAMPERED"] += len(known.tampered)
    with Store.open(settings) as store:
        counts["UNSOUND"] += not store.check().sound
        review = Review(store, archive)
        counts["graph behind the journal, made good"] += review.refresh()
        [row] = store.documents()
        fresh = judged.apply(outcome.document, list(outcome.statements), outcome.kept.text, known)
        stored = {one.id for one in store.statements(row["id"])[1]}
        counts["WRONG after that"] += stored != {one.id for one in fresh.statements}
        counts["WRONG after that"] += not store.check().sound


# --- colleagues ---


def colleagues() -> None:
    """Two people, two data folders, one shared folder."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        share = Path(folder) / "共享"
        share.mkdir()
        people = [_person(stack, Path(folder) / name, share, name) for name in ("张三", "李四")]
        rows = [read(plan())]
        for review in people:
            building.put(review.store, review.archive, rows[0])
        first, other = people
        papers = [review.open(rows[0].document.id) for review in people]
        duties = [paper.duties() for paper in papers]
        # The share is away while they work, so that neither knows of the other.
        away = [
            Review(one.store, Archive(one.archive.home), name)
            for one, name in zip(people, ("张三", "李四"), strict=True)
        ]
        for place in range(20):
            act: Any = ("accept", "reject", "fix")[place % 3]
            after = {"role": "负责"} if act == "fix" else None
            away[0].judge(papers[0].mark(duties[0][place]), act, after, why="张三看过", document=papers[0].document.id)
        for place in range(15, 35):
            act = "accept" if place < 18 else ("reject", "accept")[place % 2]
            away[1].judge(papers[1].mark(duties[1][place]), act, why="李四看过", document=papers[1].document.id)
        for name, review in zip(("张三", "李四"), away, strict=True):
            print(f"{name} alone: {review.balance().told()}")
        for review in people:
            review.archive.journal.read()
        for name, review in zip(("张三", "李四"), people, strict=True):
            print(f"{name} with the other's ({review.refresh()} document written): {review.balance().told()}")
        print("same graph:", _digests(first.store) == _digests(other.store))
        paper = first.open(rows[0].document.id)
        contested = [one for one in paper.facts if one.state == "contested"]
        print("contested:", [[f"{entry.user} {entry.act}" for entry in one.heads] for one in contested])
        for one in contested:
            first.judge(one.anchor.mark, "accept", why="核对过原件", document=paper.document.id)
        other.refresh()
        print(
            f"after 张三 settled them, 李四 sees: {other.balance().told()}; same graph:",
            _digests(first.store) == _digests(other.store),
        )
        revision = read(plan(revised=True))
        for review in people:
            building.put(review.store, review.archive, revision)
        for name, review in zip(("张三", "李四"), people, strict=True):
            alone = judged.balance(review.known, [review.open(revision.document.id).judged])
            print(f"{name}, the revised plan alone: {alone.told()}")
        print("same graph:", _digests(first.store) == _digests(other.store))


def _person(stack: contextlib.ExitStack, home: Path, share: Path, name: str) -> Review:
    settings = Settings(home, journal=str(share))
    store = stack.enter_context(Store.open(settings))
    return Review(store, Archive.of(settings), name)


def _digests(store: Store) -> dict[str, object]:
    return {str(row["id"]): row["digest"] for row in store.documents()}


# --- sample ---


def sample(folder: Path) -> None:
    """The estimate of a sample against the truth."""
    chance = random.Random(7)
    for share in (0.0, 0.1):
        pool: list[bool] = []
        for name, found, gold in _documents(folder):
            paper = _checked(found, gold, chance, share)
            right = [one.state == "accepted" for one in paper.duties() if one.machine is not None and one.heads]
            pool += right
            print(f"  {name}: {len(right)} facts, true {sum(right) / len(right):.3f}; {paper.precision().told()}")
        truth = sum(pool) / len(pool)
        print(f"{share:.0%} made wrong: {len(pool)} facts of all documents, true {truth:.4f}")
        for size in (30, 60, 120):
            drawn = (chance.sample(pool, size) for _ in range(4000))
            ends = [wilson(sum(one), size) for one in drawn]
            held = sum(low <= truth <= high for low, high in ends) / len(ends)
            width = sum(high - low for low, high in ends) / len(ends)
            print(f"  samples of {size}: the interval holds the truth in {held:.1%}, mean width {width:.3f}")


def _documents(folder: Path) -> Iterator[tuple[str, Extraction, list[dict[str, Any]]]]:
    for path in sorted(folder.glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl")
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = extract(Text((folder / f"{name}.txt").read_bytes().decode("utf-8"), file=f"{name}.txt"))
        if any(one.relation in ontology().roles for one in found.statements):
            yield name, found, gold


def _checked(found: Extraction, gold: Sequence[dict[str, Any]], chance: random.Random, share: float) -> Paper:
    """A document that somebody has judged wholly, by its gold; of the right facts a share made wrong before."""
    statements = list(found.statements)
    text = found.text.raw
    bare = judged.apply(found.document, statements, text, Known({}))
    paper = Paper(found.document, Kept.of(found), statements, bare, Known({}))
    generic = {squash(one["agency"]) for one in gold if one.get("generic")}
    wanted = [(squash(one["agency"]), {one["role"], *one.get("role_alt", [])}) for one in gold]
    entries: list[Entry] = []
    for fact in paper.duties():
        one = fact.shown
        # What score.py counts neither for nor against nobody judges here.
        if one.rule == COLLECTIVE or squash(one.raw) in generic:
            continue
        is_right = any(squash(one.raw) == name and ontology().roles[one.relation] in roles for name, roles in wanted)
        spoilt = is_right and chance.random() < share
        entries.append(_entry(fact.anchor, accept=is_right and not spoilt))
    known = Known({one.id: one for one in entries})
    return replace(paper, judged=judged.apply(found.document, statements, text, known), known=known)


def _entry(anchor: Anchor, *, accept: bool) -> Entry:
    return Entry.new("甲@pc", "accept" if accept else "reject", anchor, at=now())


def squash(words: str) -> str:
    """Words without white space."""
    return "".join(words.split())


def main(arguments: Iterable[str]) -> None:
    """Run what the command line asks for."""
    match list(arguments):
        case ["child", home]:
            child(home)
        case ["kill", *rounds]:
            kill(int(rounds[0]) if rounds else 50)
        case ["append", *rounds]:
            append(int(rounds[0]) if rounds else 50)
        case ["writer", home]:
            writer(home)
        case ["colleagues"]:
            colleagues()
        case ["sample", folder]:
            sample(Path(folder))
        case _:
            print(__doc__)


def writer(home: str) -> None:
    """Append judgements until somebody ends this."""
    journal = Journal(Path(home))
    anchor = Anchor("m", "w", "牵头", "市水利局", ("机构", "事项"), "任务" * 2000, "", (), "原句", "", "", 0)
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        entry = Entry.new("甲@pc", "accept", anchor, at=now(), why=str(number))
        journal.add([entry])
        print(entry.id, flush=True)


def append(rounds: int) -> None:
    """Kill a child that only appends, long lines, so that some are torn."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        told: set[str] = set()
        for _ in range(rounds):
            command = [sys.executable, "-m", "benchmarks.corrections", "writer", folder]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                process.stdout.readline()
                time.sleep(random.uniform(0.0, 0.4))
                process.send_signal(signal.SIGKILL)
                told |= {
                    line.strip() for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")
                }
            known = Journal(Path(folder)).read()
            counts["killed"] += 1
            counts["LOST"] += len(told - known.entries.keys())
            counts["TAMPERED"] += len(known.tampered)
            counts["torn lines"] = len(known.skipped)
            counts["entries"] = len(known.entries)
            counts["acknowledged"] = len(told)
    print(dict(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
