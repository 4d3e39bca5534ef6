"""Rosters of many layouts -> whose they are and who stands on them. Every text is invented."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from loaders.entries import rosters
from loaders.entries.model import Entry, Roster
from loaders.page.text import Text


def _line(entry: Entry) -> str:
    person = entry.person.name if entry.person is not None else "-"
    post = entry.post.name if entry.post is not None else "-"
    return f"{entry.rank} {person} {post} {'+'.join(one.name for one in entry.bodies) or '-'}"


def _read(text: str) -> list[Roster]:
    found = rosters.find(Text(text))
    for roster in found:
        for entry in roster.entries:
            for one in (*entry.bodies, *filter(None, (entry.person, entry.post))):
                assert "".join(text[one.start : one.end].split()) == one.name
    return found


CASES = yaml.safe_load((Path(__file__).parent / "rosters.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_roster(case: dict[str, str]) -> None:
    (found,) = _read(case["text"])
    assert found.owner.name == case["owner"]
    assert [_line(entry) for entry in found.entries] == case["entries"].split("\n")
    assert not found.unread


def test_an_unread_line_ends_no_list_and_is_told() -> None:
    text = "成立普查领导小组。\n组长：卢遥 副市长\n成员：贺松 市水利局副局长\n待定三人\n尹波 市商务局局长\n"
    (found,) = _read(text)
    assert [entry.person.name for entry in found.entries if entry.person] == ["卢遥", "贺松", "尹波"]
    assert [text[start:end] for start, end in found.unread] == ["待定三人"]


@pytest.mark.parametrize(
    "text",
    [
        "牵头单位：市发展改革委\n成员单位：市财政局、市水利局",
        "成立领导小组，成员由市财政局、市水利局组成。",
        "（课题组组长：张三，成员：李四、王五）",
        "办公室主任：由市水利局局长兼任。",
    ],
)
def test_no_roster(text: str) -> None:
    assert not _read(text)
