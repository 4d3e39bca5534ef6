"""What a start does not load: each of these cost a tenth of a second of every command."""

from __future__ import annotations

import subprocess
import sys

import pytest

START = """
import sys
from pathlib import Path
from graph.settings import Settings
from graph.store import Store
with Store.open(Settings(Path(sys.argv[1]))) as store:
    assert store.read("RETURN 1 AS n", {}).rows == [{"n": 1}]
print(",".join(sorted(sys.modules)))
import numpy
print(numpy.zeros(1)[0])
"""


@pytest.mark.engine
def test_an_engine_starts_without_numpy_and_a_program_may_have_it_later(tmp_path: object) -> None:
    found = subprocess.run([sys.executable, "-c", START, str(tmp_path)], capture_output=True, text=True, check=True)
    loaded, number = found.stdout.splitlines()
    assert "jpype" in loaded.split(",")
    assert "numpy" not in loaded.split(",")
    assert number == "0.0"


def test_what_prints_lists_reads_no_files_and_needs_no_driver() -> None:
    unneeded = ("loaders", "ui.archive", "neo4j.exceptions")
    code = f"import sys, ui.printing; print([name for name in sys.modules if name.startswith({unneeded})])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
