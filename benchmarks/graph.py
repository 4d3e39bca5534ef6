"""Edges a second of loading, p50/p95 of each named query, and the first answer of a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.timing import once, rounds
from graph.settings import Settings
from graph.store import Store
from loaders.extract import extract
from loaders.readers import read
from queries.catalogue import Query, catalogue
from ui import process

# What each parameter is given; a query with another required parameter fails loudly here.
VALUES = {
    "agency": "市工信局",
    "source": "市工信局",
    "first": "市工信局",
    "second": "市发展改革委",
    "name": "园区建设",
    "text": "园区",
    "node": "市工信局",
    "target": "市水利局",
    "document": "方案",
}


def run(paths: Sequence[Path]) -> None:
    """Print loading, query and start-up times on a graph of these documents."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        with Store.open(settings) as store:
            _loading(store, paths)
            process.settle()  # as the interface does
            _queries(store)
        _first_answer(Path(folder))


def _loading(store: Store, paths: Sequence[Path]) -> None:
    store.prepare()
    print(f"\n{'写入':<24}{'关系':>8}{'首次 秒':>10}{'关系/秒':>10}{'不变 秒':>10}")
    for path in paths:
        found = extract(read(path))
        load = partial(store.replace, found.document, found.statements)
        first, again = once(load), once(load)
        number = len(found.statements)
        print(f"{path.name[:16]:<24}{number:>8}{first:>10.2f}{number / first:>10.0f}{again:>10.2f}")


def _queries(store: Store) -> None:
    print(f"\n{'查询':<32}{'行':>6}{'p50 毫秒':>10}{'p95 毫秒':>10}")
    for query in catalogue().values():
        values = _values(store, query)
        rows = len(query.read(store, values).rows)
        timing = rounds(partial(query.read, store, values), 40, warm_up=5)
        print(f"{query.name:<32}{rows:>6}{timing.median * 1e3:>10.1f}{timing.percentile(95) * 1e3:>10.1f}")


def _values(store: Store, query: Query) -> dict[str, str]:
    required = [p.name for p in query.parameters if p.required]
    if "statement" in required:
        found = store.read("MATCH ()-[r:牵头]->() RETURN r.id AS id ORDER BY id LIMIT 1", {}).rows
        return {"statement": str(found[0]["id"])}
    return {name: VALUES[name] for name in required}


def _first_answer(home: Path) -> None:
    command = [sys.executable, "-m", "ui.cli", "query", "leads", "name=园区建设"]
    for attempt in ("第一次", "第二次"):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "QIANTOU_HOME": str(home)})
        print(f"\n新进程{attempt}回答（启动引擎在内）：{time.perf_counter() - start:.1f} 秒", end="")
    print()
