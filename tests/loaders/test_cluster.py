"""Extraction on a cluster: the same results as here, in the same order, whatever dies meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import data
from graph.errors import EngineError
from loaders import cluster, version
from loaders.extracting import extract_all
from loaders.kept import Outcome
from loaders.page.text import Text
from loaders.readers import Failure, Limits, discover, read_all

pytest.importorskip("distributed", reason='没有安装 "qiantou[scale]"')
pytestmark = pytest.mark.filterwarnings("default")

LIMITS = Limits.of()


CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as running:
        print(running.scheduler_address, *(one.pid for one in running.workers.values()), flush=True)
        sys.stdin.read()
"""


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler listens, and the workers' processes."""

    address: str
    pids: tuple[int, ...]


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers of one thread each on this machine, in a program of its own: this one may hold a JVM already."""
    script = tmp_path_factory.mktemp("集群") / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, str(script)], env=environment, text=True, **pipes) as running:
        assert running.stdout is not None
        address, *pids = running.stdout.readline().split()
        yield Cluster(address, tuple(map(int, pids)))
        # The end of its standard input ends it.
        running.communicate(timeout=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("文件")
    for number in range(6):
        words = f"某市第{number}号方案\n一、任务\n1.事项{number}。(市工信局牵头,市财政局配合)\n"
        (made / f"{number}.txt").write_text(words, encoding="utf-8")
    (made / "2坏.txt").write_bytes(b"\x00\x01\x02")
    plan = data.DOCUMENTS / "常德产业立市经验2020.md"
    (made / plan.name).write_bytes(plan.read_bytes())
    return made


def told(found: Outcome | Failure) -> object:
    return str(found.error) if isinstance(found, Failure) else (found, [one.row() for one in found.statements])


def here(folder: Path) -> list[tuple[str, object]]:
    files, _ = discover([folder])
    return [(one.name, told(found)) for one, found in extract_all(zip(files, read_all(files), strict=True), 1, LIMITS)]


def test_results_are_those_of_one_machine_in_the_order_of_the_files(workers: Cluster, folder: Path) -> None:
    files, _ = discover([folder])
    found = [(one.name, told(outcome)) for one, outcome in cluster.extract_all(files, workers.address)]
    assert found == here(folder)
    assert len(found) == 8


def test_a_killed_worker_loses_nothing(workers: Cluster, folder: Path) -> None:
    files, _ = discover([folder])
    going = cluster.extract_all(files * 3, workers.address)
    first = next(going)
    os.kill(workers.pids[0], signal.SIGKILL)
    found = [(one.name, told(outcome)) for one, outcome in (first, *going)]
    assert found == here(folder) * 3


def test_a_file_that_cannot_be_extracted_says_why(workers: Cluster, folder: Path) -> None:
    files, _ = discover([folder / "0.txt"])
    [(_, found)] = cluster.extract_all(files, workers.address, LIMITS._replace(seconds=0.001))
    assert isinstance(found, Failure)
    assert "超过 0.001 秒" in str(found.error)


def test_a_result_that_is_too_large_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_LARGEST", 100)
    answer = cluster.work(Text("一、任务\n1.事项。(市工信局牵头)\n", "大.txt"), tuple(LIMITS), version.rules())
    assert isinstance(answer, tuple)
    assert "“大.txt”读出的内容有 0 MB，太大" in answer[0]


def test_a_worker_with_other_rules_is_refused(workers: Cluster, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "rules", lambda: "others")
    files, _ = discover([folder / "0.txt"])
    with pytest.raises(EngineError, match="不是同一版本"):
        list(cluster.extract_all(files, workers.address))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "不是地址"])
def test_a_scheduler_that_does_not_answer(address: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    files, _ = discover([folder / "0.txt"])
    with pytest.raises(EngineError, match=r"没有应答.*dask scheduler"):
        list(cluster.extract_all(files, address))
