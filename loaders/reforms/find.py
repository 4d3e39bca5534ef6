"""Find what a reform does to bodies: 组建, 更名, 并入, 不再保留, as any city's own plan says it too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

import data
from loaders.page.text import Text


@dataclass(frozen=True)
class Reform:
    """One body that became another, or part of another.

    Attributes:
        before: the earlier body as written.
        after: the later one.
        event: 组建, 更名 or 并入.
        part: whether only some of its duties went there: the text does not say that it is no longer kept.
        start, end: offsets of the sentence.
    """

    before: str
    after: str
    event: str
    part: bool
    start: int
    end: int


def find(text: Text) -> list[Reform]:
    """Every change that the text states, in its order; each pair of bodies once."""
    rules = _rules()
    words = text.squeeze(0, len(text.raw))
    ended = {name for hit in rules.ended.finditer(words.text) for name in rules.names(hit["names"])}
    found: dict[tuple[str, str], Reform] = {}
    for event, pattern in rules.events:
        for match in pattern.finditer(words.text):
            for before in rules.names(match["before"]):
                span = words.span(*match.span())
                part = event == "组建" and before not in ended
                found.setdefault((before, match["after"]), Reform(before, match["after"], event, part, *span))
    return sorted(found.values(), key=lambda one: (one.start, one.end))


class _Rules:
    """The words of data/rules/reforms.yaml as patterns."""

    def __init__(self) -> None:
        raw = yaml.safe_load((data.RULES / "reforms.yaml").read_text(encoding="utf-8"))
        body = rf"[\u4e00-\u9fff〈〉]{{2,22}}?(?:{'|'.join(raw['ends'])})"
        merged, renamed, joined, ended = ("|".join(raw[key]) for key in ("merged", "renamed", "joined", "ended"))
        self._duties = re.compile(rf"的[^、和与,]*(?:{'|'.join(raw['duties'])})[^、和与,]*")
        self._body = re.compile(rf"{body}(?=$|的)")
        self.ended = re.compile(rf"(?:{ended})(?P<names>{body}(?:[、,和与]{body})*)(?=[。;,])")
        listed = r"[^。;]{2,200}?"
        self.events = (
            (
                "组建",
                re.compile(rf"将(?P<before>{listed})(?:等)?(?:{merged}),?(?:重新)?组建(?P<after>{body})(?=[,。;、])"),
            ),
            ("更名", re.compile(rf"将?(?P<before>{body})(?:{renamed})(?P<after>{body})(?=[,。;、])")),
            ("并入", re.compile(rf"将(?P<before>{body})(?:{joined})(?P<after>{body})(?=[,。;、])")),
        )

    def names(self, listed: str) -> list[str]:
        """The bodies of a list; of "甲局的…职责" the body."""
        return [
            match.group()
            for part in re.split(r"[、,]|(?<=职责)[和与及]", listed)
            if (match := self._body.search(part.removeprefix("将"))) is not None
        ]


@cache
def _rules() -> _Rules:
    return _Rules()
