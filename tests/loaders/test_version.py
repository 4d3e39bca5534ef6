from __future__ import annotations

from pathlib import Path

import pytest

from loaders import version
from loaders.extract import extract
from loaders.page.text import Text


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Path]:
    """Two files that stand for all of them."""
    files = {name: tmp_path / name for name in ("a.py", "b.yaml")}
    for path in files.values():
        path.write_bytes(b"x\n")
    monkeypatch.setattr(version, "_files", lambda: list(files.values()))
    return files


def word() -> str:
    version.rules.cache_clear()
    found = version.rules()
    version.rules.cache_clear()
    return found


def test_the_word_changes_with_what_is_in_the_files(words: dict[str, Path]) -> None:
    before = word()
    words["a.py"].write_bytes(b"x\r\n")
    assert word() == before, "ends of lines"
    words["a.py"].write_bytes(b"y\n")
    assert word() != before


def test_the_word_does_not_change_with_the_place(words: dict[str, Path], tmp_path: Path) -> None:
    before = word()
    (tmp_path / "z").mkdir()
    words["a.py"] = words["a.py"].rename(tmp_path / "z" / "a.py")
    assert word() == before


def test_the_rules_are_those_of_reading() -> None:
    names = {path.name for path in version._files()}
    assert {"clauses.py", "worker.py", "columns.yaml", "functions.yaml", "regions.csv", "ontology.yaml"} <= names
    assert "intents.yaml" not in names


def test_a_document_tells_by_which_rules_it_was_read() -> None:
    assert extract(Text("一、准备。(市工信局牵头)")).document.rules == version.rules()
