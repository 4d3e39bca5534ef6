"""What is shipped is told: the users' lock, the table of licences and the SBOM say the same."""

from __future__ import annotations

import json
import re
import tomllib
from email.message import Message
from pathlib import Path

import pytest

from benchmarks import notices

ROOT = Path(__file__).parents[2]


def pinned(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {found[1]: found[2] for line in lines if (found := re.match(r"([A-Za-z0-9._-]+)==(\S+)", line))}


def test_the_users_lock_is_a_part_of_the_developers() -> None:
    users, developers = pinned("requirements.user.lock"), pinned("requirements.lock")
    assert users.items() <= developers.items()
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    names = {re.match(r"[A-Za-z0-9._-]+", line)[0] for line in [*extras["dev"], *extras["bench"]]}  # type: ignore[index]
    assert names & users.keys() == {"pip", "setuptools"}


def test_the_users_lock_has_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.match(r"[A-Za-z0-9._-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]
    assert asked <= {name.lower() for name in pinned("requirements.user.lock")}, "run: make lock"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements.user.lock"])
def test_locks_name_no_index_and_a_digest_for_each(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count("==") <= text.count("--hash=sha256:")


def test_table_and_sbom_tell_of_every_package_in_the_lock() -> None:
    table = notices.TABLE.read_text(encoding="utf-8")
    sbom = json.loads(notices.SBOM.read_text(encoding="utf-8"))
    told = {(part["name"], part["version"]) for part in sbom["components"]}
    for name, version in notices.locked():
        assert f"| {name} | {version} |" in table, "run: make notices"
        assert (name, version) in told, "run: make notices"
    assert (sbom["bomFormat"], sbom["specVersion"]) == ("CycloneDX", "1.6")
    assert len({part["bom-ref"] for part in sbom["components"]}) == len(sbom["components"])
    assert all(part["licenses"] for part in sbom["components"])
    assert "见其说明" not in table, "a licence that nobody has looked up"
    assert {"OpenJDK", "arcadedb-engine", "lucene-core"} <= {name for name, _ in told}


def test_the_same_installation_makes_the_same_files() -> None:
    parts = notices.parts()
    assert notices.table(parts) == notices.table(notices.parts())
    assert notices.sbom(parts) == notices.sbom(notices.parts())


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        ({"License-Expression": "MIT OR Apache-2.0"}, "MIT OR Apache-2.0"),
        ({"License": "new BSD License"}, "BSD-3-Clause"),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License": "x" * 100}, "见其说明"),
        ({}, "见其说明"),
    ],
)
def test_a_licence_as_metadata_tell_it(headers: dict[str, str], licence: str) -> None:
    about = Message()
    for name, value in headers.items():
        about[name] = value
    assert notices.licence_of(about) == licence
