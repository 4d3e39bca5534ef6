"""The documentation says what the code does: reference pages as made, commands that the README names exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.cli import app
from ui.reference import pages

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(pages()))
def test_reference_pages_are_as_made(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == pages()[name], "run: make docs"


def test_the_readme_begins_with_the_two_commands() -> None:
    assert re.findall(r"^make (\w+)", README, re.MULTILINE)[:2] == ["demo", "test"]


def test_the_readme_names_every_command() -> None:
    named = set(re.findall(r"qiantou (\w+)", README)) | set(re.findall(r"· (\w+)", README))
    assert set(app.commands) <= named
    assert set(re.findall(r"^qiantou (\w+)", README, re.MULTILINE)) <= set(app.commands)


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md", "docs/forms.md", "docs/notebooks.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make (\w+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_lock_holds_no_address() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    block = project.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    for name in re.findall(r'"([A-Za-z0-9-]+)', block):
        assert f"| {name} |" in decisions, name
