from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from graph.errors import SettingError
from graph.settings import Settings, from_environment, size, variable


def test_without_variables_the_embedded_engine_is_used() -> None:
    settings = from_environment({})
    assert settings == Settings(home=settings.home)
    assert settings.home.is_absolute()
    assert settings.neo4j_uri == ""


def test_every_setting_has_its_variable(tmp_path: Path) -> None:
    given = {
        "QIANTOU_HOME": str(tmp_path),
        "QIANTOU_NEO4J_URI": "neo4j://graph.local:7687",
        "QIANTOU_NEO4J_USER": "reader",
        "QIANTOU_NEO4J_PASSWORD": "secret",
        "QIANTOU_NEO4J_DATABASE": "plans",
        "QIANTOU_HEAP": "1g",
        "QIANTOU_TIMEOUT": "2.5",
        "QIANTOU_ROWS": "500",
        "QIANTOU_FSYNC": "否",
        "QIANTOU_NEO4J_READER": "guest",
        "QIANTOU_NEO4J_READER_PASSWORD": "open",
        "QIANTOU_READ_SECONDS": "9",
        "QIANTOU_READ_MEMORY": "512m",
        "QIANTOU_READ_SIZE": "20m",
        "QIANTOU_READ_CHARACTERS": "1000",
        "QIANTOU_READ_PAGES": "10",
        "QIANTOU_IMPORTERS": "a@b.cn",
        "QIANTOU_MODEL_URL": "http://10.0.0.5/v1",
        "QIANTOU_HOSTS": "graph.local",
        "QIANTOU_JOURNAL": "/share",
        "QIANTOU_REVIEWERS": "c@d.cn",
        "QIANTOU_FOUR_EYES": "是",
    }
    assert set(given) == {variable(f.name) for f in fields(Settings)}
    server = ("neo4j://graph.local:7687", "reader", "secret", "plans")
    rest = (9.0, "512m", "20m", 1000, 10, "a@b.cn", "http://10.0.0.5/v1", "graph.local", "/share", "c@d.cn", True)
    assert from_environment(given) == Settings(tmp_path, *server, "1g", 2.5, 500, False, "guest", "open", *rest)


def test_an_empty_variable_counts_as_unset() -> None:
    assert from_environment({"QIANTOU_HEAP": "", "QIANTOU_TIMEOUT": ""}) == from_environment({})


def test_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable("heap"), "768m")
    assert from_environment().heap == "768m"


def test_home_may_start_with_a_tilde_or_be_relative(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert from_environment({"QIANTOU_HOME": "~/graph"}).home == tmp_path / "graph"
    assert from_environment({"QIANTOU_HOME": "graph"}).home == tmp_path / "graph"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("QIANTOU_TIMEOUT", text) for text in ["soon", "0", "-1", "nan", "inf"]),
        *(("QIANTOU_ROWS", text) for text in ["all", "0", "-1", "2.5"]),
        ("QIANTOU_FSYNC", "maybe"),
        ("QIANTOU_READ_MEMORY", "much"),
        ("QIANTOU_READ_SIZE", "0m"),
        ("QIANTOU_READ_SECONDS", "-1"),
        ("QIANTOU_READ_PAGES", "1.5"),
        ("QIANTOU_READ_CHARACTERS", "0"),
    ],
)
def test_a_value_that_cannot_be_is_refused(name: str, text: str) -> None:
    with pytest.raises(SettingError, match=f"{name}.*{text}"):
        from_environment({name: text})


@pytest.mark.parametrize(
    ("text", "number"), [("512", 512), ("8k", 2**13), ("512m", 2**29), ("1G", 2**30), ("2gb", 2**31)]
)
def test_sizes(text: str, number: int) -> None:
    assert size(text, "read_memory") == number


def test_the_password_is_never_shown() -> None:
    shown = repr(Settings(home=Path("home"), neo4j_password="hidden-secret", neo4j_reader_password="hidden-too"))
    assert "hidden" not in shown
    assert "neo4j_user" in shown
