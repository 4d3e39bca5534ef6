"""`python -m benchmarks.faults [ROUNDS] [PART...]`: what the promises of docs/reliability.md are worth.

Parts: readers, cost, fsync, readonly, limit, disk, kills; all when none is named. Each prints lines of figures; the
exit code is 1 if a document was lost, mixed, or refused to a reader. With QIANTOU_NEO4J_URI, readers and cost are
measured there; the others are about the embedded engine.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.timing import rounds as timed
from graph import consistent_reads
from graph.errors import EngineError
from graph.settings import Settings, from_environment
from graph.statements import Document, Entity, Statement
from graph.store import Store

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("甲", "乙", "丙")
SHARED, FIRST, STEP, VERSIONS = 100, 300, 10, 20
"""A document has 300, 310, ... statements in its versions, by turns; a hundred of them are in all versions."""

READERS, READ_SECONDS = 8, 20.0
LEADS = "MATCH ()-[r:牵头]->() WHERE r.document = $document RETURN count(r) AS n, collect(DISTINCT r.turn) AS turns"
KILL_SECONDS = 12.0
FSYNC_DOCUMENTS = 40
DISK, SPARE = 160, (0, 200_000, 2_000_000)
"""A small disk in megabytes, and how many bytes of it are left when it fills."""


def size(turn: int) -> int:
    """How many statements a version has."""
    return FIRST + STEP * (turn % VERSIONS)


def statements(document: str, turn: int) -> list[Statement]:
    """A version of a document."""
    made = []
    for number in range(size(turn)):
        own = number >= SHARED
        place = number + 1000 * (turn % VERSIONS) if own else number
        body = Entity("机构", f"某市/{place % 50}", f"某局{place % 50}", {"names": (f"某局{place % 50}",)})
        task = Entity("事项", f"{document}#{place}", f"任务{place}", {"seq": place})
        more = {"turn": turn % VERSIONS} if own else {}
        made.append(Statement(body, "牵头", task, document, place, place + 4, "某局牵头", attributes=more))
    return made


def put(store: Store, id_: str, turn: int) -> None:
    """One version of a document, into the graph."""
    store.replace(Document(id_, id_, id_), statements(id_, turn))


def versions(store: Store, id_: str) -> set[int] | None:
    """The version that the graph holds of a document, alone in a set; None for a mixture."""
    row = store.read(LEADS, {"document": id_}).rows[0]
    turns = set(row["turns"])
    whole = len(turns) == 1 and row["n"] == size(next(iter(turns)))
    return turns if whole else None


# The process that writes.


def write_for_ever(store: Store, rebuilding: bool) -> None:
    """Put the versions in by turns, now and then in a rebuild, and say after each what is in now."""
    for turn in count():
        for id_ in DOCUMENTS:
            put(store, id_, turn)
            print(id_, turn, flush=True)
        if rebuilding and turn % 2:
            store.rebuild(lambda fresh, turn=turn: _all(fresh, turn))  # type: ignore[misc]
            print("rebuilt", turn, flush=True)


def _all(fresh: Store, turn: int) -> set[str]:
    for id_ in DOCUMENTS:
        put(fresh, id_, turn)
    return set(DOCUMENTS)


def child(home: str, limit: str) -> None:
    """The process that is killed, or may not let files grow."""
    try:
        with Store.open(Settings(Path(home))) as store:
            store.prepare()
            if int(limit):
                _let_nothing_grow(Path(home), int(limit))
            write_for_ever(store, rebuilding=not int(limit))
    except EngineError as error:
        print("refused", type(error).__name__, str(error).replace(home, "…")[:120], flush=True)


def _let_nothing_grow(home: Path, most: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    largest = max(path.stat().st_size for path in home.rglob("*") if path.is_file()) + most
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


def start(home: Path, limit: int = 0) -> subprocess.Popen[str]:
    """A child that writes."""
    command = [sys.executable, "-m", "benchmarks.faults", "child", str(home), str(limit)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)


def said_by(process: subprocess.Popen[str], seconds: float) -> list[str]:
    """What a child says until its end, or until it is stopped."""
    try:
        return process.communicate(timeout=seconds)[0].splitlines()
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0].splitlines()


def check(home: Path, said: Sequence[str]) -> list[str]:
    """What is wrong: a document that is lost, older than was acknowledged, a mixture; strays, orphans, leftovers."""
    last = {line.split()[0]: int(line.split()[1]) for line in said if line[:1] in DOCUMENTS}
    with Store.open(Settings(home)) as store:
        found = {str(row["id"]): versions(store, str(row["id"])) for row in store.documents()}
        wrong = [f"{id_} lost" for id_ in set(last) - set(found)]
        for id_, turns in found.items():
            # The version after the last acknowledged one may be in, its acknowledgement unsaid.
            allowed = {last[id_] % VERSIONS, (last[id_] + 1) % VERSIONS} if id_ in last else set(range(VERSIONS))
            if turns is None or not turns <= allowed:
                wrong.append(f"{id_} has {turns}, acknowledged {last.get(id_)}")
        integrity = store.check()
    if not integrity.sound:
        wrong.append(f"not sound: {integrity.strays} {integrity.orphans} {[d.sound for d in integrity.documents]}")
    left = [path.name for path in (home / "databases").glob("qiantou*")]
    return wrong + ([f"left over: {left}"] if len(left) > 1 else [])


# The faults.


def kills(number: int) -> list[str]:
    """kill -9 at chance moments after the first acknowledged document of each round."""
    chance, wrong, seen, reopened = random.Random(1), list[str](), Counter[str](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for _ in range(number):
            process = start(home)
            assert process.stdout is not None
            said = [process.stdout.readline()]
            time.sleep(chance.uniform(0, KILL_SECONDS))
            os.kill(process.pid, signal.SIGKILL)
            said += process.stdout.readlines()
            process.wait()
            seen["writes"] += sum(line[:1] in DOCUMENTS for line in said)
            seen["rebuilds"] += sum(line.startswith("rebuilt") for line in said)
            seen["cards"] += (home / "engine.json").exists()
            seen["halves"] += len(list((home / "databases").glob("qiantou*"))) - 1
            began = time.monotonic()
            wrong += check(home, said)
            reopened.append(time.monotonic() - began)
    print(
        f"kill -9：{number} 轮，已确认的写入 {seen['writes']} 次、重建 {seen['rebuilds']} 次，出错 {len(wrong)} 处；"
        f"留下端口文件 {seen['cards']} 次、半成品数据库 {seen['halves']} 个；"
        f"重新打开并核对 {statistics.median(reopened):.1f} 秒（最长 {max(reopened):.1f} 秒）",
        *wrong,
        flush=True,
    )
    return wrong


def limit() -> list[str]:
    """No file may grow much (RLIMIT_FSIZE): the log of transactions is the first that wants to."""
    wrong = []
    for most in (1, 500_000, 2_000_000):
        with tempfile.TemporaryDirectory() as folder:
            said = said_by(start(Path(folder), most), 120)
            wrong += _told(f"文件不能再长 {most} 字节", said, check(Path(folder), said))
    return wrong


def _told(what: str, said: Sequence[str], wrong: list[str]) -> list[str]:
    writes = sum(line[:1] in DOCUMENTS for line in said)
    print(
        f"{what}：写入 {writes} 次，最后一行“{said[-1] if said else '（无）'}”，出错 {len(wrong)} 处",
        *wrong,
        flush=True,
    )
    return wrong


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A disk of that size.

    Raises:
        PermissionError: this user may not mount one.
    """
    with tempfile.TemporaryDirectory() as folder:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise PermissionError(done.stderr.strip())


def disk() -> list[str]:
    """A disk that fills up while it is written to, down to so many bytes; then there is room again."""
    wrong = []
    for spare in SPARE:
        try:
            with small_disk(DISK) as folder:
                process = start(folder / "home")
                assert process.stdout is not None
                said = [process.stdout.readline() for _ in DOCUMENTS]
                ballast = folder / "ballast"
                ballast.write_bytes(bytes(shutil.disk_usage(folder).free - spare))
                said += said_by(process, 60)
                ballast.unlink()
                wrong += _told(f"磁盘写满，只剩 {spare} 字节", said, check(folder / "home", said))
        except PermissionError as error:
            print(f"磁盘写满：没有测，不能挂载（{error}）", flush=True)
    return wrong


def readonly() -> list[str]:
    """A data folder that turns read only: a clear message, and all is there when it can be written again."""
    try:
        with small_disk(DISK) as folder:
            home = folder / "home"
            said = said_by(start(home), 30)
            _mount("-o", "remount,ro", str(folder))
            try:
                Store.open(Settings(home)).close()
                answer = "打开了"
            except EngineError as error:
                answer = str(error).replace(str(home), "…")
            _mount("-o", "remount,rw", str(folder))
            return _told(f"只读的数据目录（“{answer}”）", said, check(home, said))
    except PermissionError as error:
        print(f"只读的数据目录：没有测，不能挂载（{error}）", flush=True)
        return []


def readers() -> list[str]:
    """Readers ask for one document while a writer puts its versions in by turns."""
    seen: Counter[str] = Counter()
    with opened() as store:
        put(store, "甲", 0)
        end = time.monotonic() + READ_SECONDS

        def ask() -> None:
            while time.monotonic() < end:
                try:
                    found = versions(store, "甲")
                except EngineError as error:
                    seen[type(error).__name__] += 1
                else:
                    seen["mixed" if found is None else "right"] += 1

        threads = [threading.Thread(target=ask) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        writes = 0
        while time.monotonic() < end:
            writes += 1
            put(store, "甲", writes)
        for thread in threads:
            thread.join()
        engine = store.endpoint.engine
    print(f"{engine}，{READERS} 个读者与一个写者：读 {seen.total()} 次，写 {writes} 次，{dict(seen)}", flush=True)
    return [name for name in seen if name != "right"]


@contextlib.contextmanager
def opened() -> Iterator[Store]:
    """The server that the settings name, else an engine of our own; the documents are withdrawn afterwards."""
    with tempfile.TemporaryDirectory() as folder, Store.open(replace(from_environment(), home=Path(folder))) as store:
        yield store
        for row in store.documents():
            store.withdraw(str(row["id"]))


def cost() -> list[str]:
    """What it costs a reader to look for writers, on a query as short as can be and on one of a document's size."""
    with opened() as store:
        put(store, "甲", 0)

        def bare(cypher: str) -> None:
            with store.endpoint.reading() as session:
                list(session.run(cypher, {"document": "甲"}))

        engine = store.endpoint.engine
        for cypher in ("RETURN 1 AS n", LEADS):
            plain, looking = _compare(partial(bare, cypher), partial(store.read, cypher, {"document": "甲"}))
            change = f"{plain * 1000:.1f} ms 变为 {looking * 1000:.1f} ms（中位数）"
            print(f"{engine}，查询前后各看一次：{change}：{cypher[:30]}", flush=True)
        entered = timed(lambda: _published(store), 50, warm_up=10).median
        print(f"{engine}，写入者登记和注销：{entered * 1000:.1f} ms（中位数）", flush=True)
    return []


def _published(store: Store) -> None:
    with tempfile.TemporaryDirectory() as folder, consistent_reads.publishing(store.endpoint, Path(folder)):
        pass


def _compare(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Medians of two works, in seconds, by turns so that what else the machine does falls on both."""
    medians = [(timed(first, 50, warm_up=10).median, timed(second, 50, warm_up=10).median) for _ in range(4)]
    return statistics.median(a for a, _ in medians), statistics.median(b for _, b in medians)


def fsync() -> list[str]:
    """What waiting for the disk at every commit costs a build of small documents."""
    code = (
        "import sys, time; from pathlib import Path; from benchmarks.faults import *\n"
        "with Store.open(Settings(Path(sys.argv[1]), fsync=sys.argv[2] == 'on')) as store:\n"
        "    put(store, 'w', 0); began = time.monotonic()\n"
        "    for n in map(str, range(FSYNC_DOCUMENTS)): store.replace(Document(n, n, n), statements(n, 0)[:50])\n"
        "    print(time.monotonic() - began)"
    )
    seconds: dict[str, list[float]] = {"on": [], "off": []}
    for turn in ("on", "off") * 3:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", code, folder, turn]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            seconds[turn].append(float(done.stdout))
    on, off = (statistics.median(seconds[turn]) for turn in ("on", "off"))
    print(
        f"落盘：{FSYNC_DOCUMENTS} 份各 50 条的文件，等落盘 {on:.2f} 秒，不等 {off:.2f} 秒，{on / off:.2f} 倍，"
        f"每次写入多 {(on - off) / FSYNC_DOCUMENTS * 1000:.0f} ms",
        flush=True,
    )
    return []


def main(arguments: Sequence[str]) -> int:
    """All of them, or those that are named."""
    number = int(arguments[0]) if arguments else 50
    parts: dict[str, Callable[[], list[str]]] = {
        "readers": readers,
        "cost": cost,
        "fsync": fsync,
        "readonly": readonly,
        "limit": limit,
        "disk": disk,
        "kills": lambda: kills(number),
    }
    wrong = [fault for name in arguments[1:] or parts for fault in parts[name]()]
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(*sys.argv[2:])
    else:
        sys.exit(main(sys.argv[1:]))
