"""The JVM's cache: found by the Java, jars and flags that it was made with, and never a fault when it is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph import aot, arcadedb
from ui import training


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(aot, "folder", lambda: tmp_path / "缓存")
    return tmp_path / "缓存"


def test_without_a_cache_java_starts_as_ever(folder: Path) -> None:
    assert aot.using(arcadedb.FLAGS, arcadedb.FLAGS) == arcadedb.FLAGS


def test_a_cache_is_used_with_the_flags_it_was_made_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path
    monkeypatch.setattr(aot, "folder", lambda: folder)
    monkeypatch.setattr(Path, "is_file", lambda path: path.parent == folder)
    assert aot.using(("-a",), ("-b",)) == ("-b", "-Xlog:disable", f"-XX:AOTCache={aot.path(('-a',))}")
    assert aot.path(("-a",)) != aot.path(("-b",))


def test_other_jars_have_another_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    now = aot.path(("-a",))
    monkeypatch.setattr(aot, "_version", lambda: "another")
    assert aot.path(("-a",)) != now


def test_a_cache_that_is_there_is_not_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "_train", lambda made: made.write_bytes(b"x"))
    assert training.make()
    monkeypatch.setattr(training, "_train", lambda made: pytest.fail("made again"))
    assert training.make()


def test_what_cannot_be_written_is_no_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "_train", lambda made: None)
    assert not training.make()
    folder.rename(folder.with_name("anders"))
    folder.write_bytes(b"a file, no folder")
    assert not training.make()


def test_caches_of_earlier_releases_go_after_a_month(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "_train", lambda made: made.write_bytes(b"x"))
    folder.mkdir()
    old = folder / f"old{aot.SUFFIX}"
    old.write_bytes(b"x")
    assert training.make()
    assert old.is_file()
    aot.path(arcadedb.FLAGS).unlink()
    monkeypatch.setattr(training, "_KEPT_SECONDS", -10)
    assert training.make()
    assert not old.exists()


@pytest.mark.engine
def test_a_damaged_cache_costs_nothing_and_says_nothing(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from graph import aot, arcadedb; from graph.settings import Settings; "
        "aot.folder = lambda: Path(sys.argv[1]); made = aot.path(arcadedb.FLAGS); made.write_bytes(b'x' * 5000); "
        "home = Path(sys.argv[1]) / 'home'; arcadedb._take(home); "
        "arcadedb._start_jvm(home, '128m', aot.using(arcadedb.FLAGS, arcadedb.FLAGS)); print('started')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert (done.stdout, done.stderr, done.returncode) == ("started\n", "", 0)
