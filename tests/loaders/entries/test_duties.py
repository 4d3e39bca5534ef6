"""Blocks of duties -> who does what. Every text is invented."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from loaders.entries import duties
from loaders.page.text import Text

CASES = yaml.safe_load((Path(__file__).parent / "duties.yaml").read_text(encoding="utf-8"))


def _said(text: str) -> list[str]:
    said = []
    for duty in duties.find(Text(text)):
        names = "+".join(duty.words.text[party.start : party.end] for party in duty.parties)
        said.append(f"{duty.parties[0].role} {names} : {text[slice(*duty.task)]}")
    return said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_duties(case: dict[str, str]) -> None:
    assert "\n".join(_said(case["text"])) == case["entries"]


def test_names_of_announced_departments_are_told() -> None:
    text = "各成员单位职责分工如下：\n党建部负责处理信访事项。\n财务室负责筹集资金。\n"
    assert duties.names(Text(text)) == {"党建部", "财务室"}
