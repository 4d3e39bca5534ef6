"""Whole texts -> who has which duty: forms.yaml tells how its entries are written; missed.yaml is not read yet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from loaders.duties.model import COLLECTIVE
from loaders.extract import extract
from loaders.page.text import Text
from loaders.records import Record, records

Case = tuple[str, str, str]
_SPACE = re.compile(r"\s+|[—-]\s*\d+\s*[—-]")


def _cases(name: str) -> tuple[Case, ...]:
    rows = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return tuple((row["name"], row["text"], row["edges"] or "") for row in rows)


CASES = _cases("forms.yaml")
MISSED = _cases("missed.yaml")

MARKS_UNREAD = frozenset(
    {
        "a4-each-dept",
        "a5-commas",
        "a13-deng-he",
        "a-party-committee",
        "m-group-of-two",
        "m-province-inner",
    }
)
"""Cases whose names and roles are right and whose `*` and `~` are not yet."""


def _duties(text: str) -> list[Record]:
    found = records(extract(Text(text, "x.txt")))
    duties = [row for row in found if row["kind"] == "responsibility" and not row["inherited"]]
    return [row for row in duties if row["rule"] != COLLECTIVE]  # what all bodies must do: test_collectives.py


def _name(row: Record) -> str:
    return _SPACE.sub("", str(row["agency"]))


def _parties(expected: str) -> list[tuple[list[str], str, str]]:
    """The roles that are right, the name and the marks of every expected party."""
    parties = []
    for party in filter(None, expected.split(" | ")):
        roles, name = party.split(" ", 1)
        bare = name.rstrip("*~")
        parties.append((roles.split("/"), bare, name[len(bare) :]))
    return parties


@pytest.mark.parametrize(("text", "expected"), [pytest.param(text, answer, id=name) for name, text, answer in CASES])
def test_form(text: str, expected: str) -> None:
    rows, parties = _duties(text), _parties(expected)
    found = [f"{row['role']} {_name(row)}" for row in rows]
    wanted = [f"{roles[0]} {name}" for roles, name, _ in parties]
    if len(rows) == len(parties):
        pairs = zip(rows, parties, strict=True)
        wanted = [f"{row['role'] if row['role'] in roles else roles[0]} {name}" for row, (roles, name, _) in pairs]
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, answer, id=name) for name, text, answer in CASES if answer and name not in MARKS_UNREAD],
)
def test_marks(text: str, expected: str) -> None:
    found = [(_name(row), "*" * row["open"] + "~" * row["generic"]) for row in _duties(text)]
    assert found == [(name, marks) for _, name, marks in _parties(expected)]


@pytest.mark.xfail(strict=True, reason="a form that is not read yet")
@pytest.mark.parametrize(("text", "expected"), [pytest.param(text, answer, id=name) for name, text, answer in MISSED])
def test_missed_form(text: str, expected: str) -> None:
    test_form(text, expected)


def test_each_case_has_its_own_id() -> None:
    ids = [name for name, _, _ in (*CASES, *MISSED)]
    assert sorted(set(ids)) == sorted(ids)
