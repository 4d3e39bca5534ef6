"""`python -m benchmarks.faults [ROUNDS]`: kill -9 while it writes, a disk that takes no more, readers beside a writer.

Each prints one line of figures; the exit code is 1 if a document was lost, mixed or refused to a reader.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from graph.errors import EngineError
from graph.settings import Settings
from graph.statements import Document, Entity, Statement
from graph.store import Store

DOCUMENTS = ("甲", "乙", "丙")
SIZES = (300, 340)
"""Statements of the two versions of every document, a hundred of them alike."""

READERS, READ_SECONDS = 8, 20.0
LEADS = "MATCH ()-[r:牵头]->() WHERE r.document = $document RETURN count(r) AS n"


def statements(document: str, version: int) -> list[Statement]:
    """A version of a document: the first hundred statements are in both."""
    made = []
    for number in range(SIZES[version]):
        place = number if number < 100 else number + 1000 * version
        body = Entity("机构", f"某市/{place % 50}", f"某局{place % 50}", {"names": (f"某局{place % 50}",)})
        task = Entity("事项", f"{document}#{place}", f"任务{place}", {"seq": place})
        made.append(Statement(body, "牵头", task, document, place, place + 4, "某局牵头"))
    return made


def write_for_ever(store: Store, say: bool = True) -> None:
    """Put the versions in by turns, and say after each what is in now."""
    for turn in count():
        for id_ in DOCUMENTS:
            store.replace(Document(id_, id_, id_), statements(id_, turn % 2))
            if say:
                print(id_, turn % 2, flush=True)


def child(home: str, limit: str) -> None:
    """The process that is killed, or may not let files grow."""
    with Store.open(Settings(Path(home))) as store:
        store.prepare()
        if int(limit):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            largest = max(path.stat().st_size for path in Path(home).rglob("*") if path.is_file())
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest + int(limit), largest + int(limit)))
        try:
            write_for_ever(store)
        except EngineError as error:
            print("refused", type(error).__name__, flush=True)


def start(home: Path, limit: int = 0) -> subprocess.Popen[str]:
    """A child that writes."""
    command = [sys.executable, "-m", "benchmarks.faults", "child", str(home), str(limit)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])


def check(home: Path, said: Sequence[str]) -> list[str]:
    """What is wrong: a document that was acknowledged and is gone, or is neither of its versions."""
    acknowledged = {line.split()[0] for line in said if line[:1] in DOCUMENTS}
    with Store.open(Settings(home)) as store:
        found = {str(row["id"]): int(row["statements"]) for row in store.documents()}
        wrong = [f"{id_} lost" for id_ in acknowledged - set(found)]
        for id_, size in found.items():
            stored = store.read(LEADS, {"document": id_}).rows[0]["n"]
            if not store.verify(id_) or size not in SIZES or stored != size:
                wrong.append(f"{id_} mixed: {size} said, {stored} found")
        orphans = store.read("MATCH (n) WHERE n.digest IS NULL AND NOT EXISTS { (n)--() } RETURN count(n) AS n", {})
        return wrong + [f"{orphans.rows[0]['n']} orphans"] * bool(orphans.rows[0]["n"])


def kills(rounds: int) -> list[str]:
    """kill -9 at chance moments after the first acknowledged document of each round."""
    chance, wrong, acknowledged = random.Random(1), list[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            process = start(Path(folder))
            assert process.stdout is not None
            said = [process.stdout.readline()]
            time.sleep(chance.uniform(0, 2))
            os.kill(process.pid, signal.SIGKILL)
            said += process.stdout.readlines()
            process.wait()
            acknowledged += len(said)
            wrong += check(Path(folder), said)
            print(f"\r{acknowledged}", end="", file=sys.stderr, flush=True)
    print(f"kill -9：{rounds} 轮，已确认的写入 {acknowledged} 次，出错 {len(wrong)} 处", *wrong, flush=True)
    return wrong


def full_disk() -> list[str]:
    """No file may grow much (RLIMIT_FSIZE), as on a full disk: the log of transactions is the first that wants to."""
    wrong = []
    for limit in (1, 500_000, 2_000_000):
        with tempfile.TemporaryDirectory() as folder:
            process = start(Path(folder), limit)
            try:
                said = process.communicate(timeout=120)[0].splitlines()
            except subprocess.TimeoutExpired:
                process.kill()
                said = process.communicate()[0].splitlines()
            found = check(Path(folder), said)
            end = said[-1] if said else "（无）"
            print(
                f"文件不能超过 {limit} 字节：写入 {len(said)} 次，最后一行“{end}”，出错 {len(found)} 处",
                *found,
                flush=True,
            )
            wrong += found
    return wrong


def readers() -> list[str]:
    """Readers ask for one document while a writer puts its versions in by turns."""
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, Store.open(Settings(Path(folder))) as store:
        store.replace(Document("甲", "甲", "甲"), statements("甲", 0))
        end = time.monotonic() + READ_SECONDS

        def ask() -> None:
            while time.monotonic() < end:
                try:
                    number = store.read(LEADS, {"document": "甲"}).rows[0]["n"]
                except EngineError as error:
                    seen[type(error).__name__] += 1
                else:
                    seen["right" if number in SIZES else "mixed"] += 1

        threads = [threading.Thread(target=ask) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        writes = 0
        while time.monotonic() < end:
            store.replace(Document("甲", "甲", "甲"), statements("甲", (writes + 1) % 2))
            writes += 1
        for thread in threads:
            thread.join()
    print(f"{READERS} 个读者与一个写者：读 {seen.total()} 次，写 {writes} 次，{dict(seen)}", flush=True)
    return [name for name in seen if name != "right"]


def main(rounds: int) -> int:
    """All of them."""
    return 1 if [*readers(), *full_disk(), *kills(rounds)] else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(*sys.argv[2:])
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
