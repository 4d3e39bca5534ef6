"""Find what a reform does to bodies: 组建, 更名, 并入, 职责划转, 加挂牌子, as any city's own plan says it too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

import data
from loaders.page.text import Squeezed, Text


@dataclass(frozen=True)
class Reform:
    """One body that became another, or part of another.

    Attributes:
        before: the earlier body as written.
        after: the later one.
        event: 组建, 更名, 并入, 职责划转 or 加挂.
        part: whether only some of its duties went there: the same item does not say that it is no longer kept.
        start, end: offsets of the sentence, and of the one behind it that says what is no longer kept.
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
    if rules.word.search(text.folded) is None:
        return []
    words = text.squeeze(0, len(text.raw))
    hits = sorted(_hits(words), key=lambda hit: hit[1].start())
    starts = [match.start() for _, match in hits]
    found: dict[tuple[str, str], Reform] = {}
    for at, (event, match) in enumerate(hits):
        later = next((start for start in starts[at + 1 :] if start >= match.end()), len(words.text))
        ended, end = _ended(words.text, match.end(), later)
        for before, after in rules.pairs(match):
            whole = event in _WHOLE or before in ended
            stop = end if before in ended else match.end()
            one = Reform(before, after, event, not whole, *words.span(match.start(), stop))
            key = before, after
            if before != after and (key not in found or (found[key].part and whole)):
                found[key] = one
    return sorted(found.values(), key=lambda one: one.start)


_SENTENCE = re.compile(r"[^。;]+[。;]?")
_WHOLE = frozenset({"更名", "并入", "加挂"})
"""Events that take all of a body with them."""


def _hits(words: Squeezed) -> Iterator[tuple[str, re.Match[str]]]:
    rules = _rules()
    # The search for names is slow, and most sentences hold no word of a change; none of the patterns leaves one.
    for sentence in _SENTENCE.finditer(words.text):
        if rules.word.search(words.text, *sentence.span()):
            for event, pattern in rules.events:
                for match in pattern.finditer(words.text, *sentence.span()):
                    yield event, match


def _ended(text: str, start: int, stop: int) -> tuple[set[str], int]:
    """The bodies that are no longer kept, by what follows a change up to the next one, and where that is said."""
    names: set[str] = set()
    end = start
    for hit in _rules().ended.finditer(text, start, stop):
        names.update(_rules().names(hit["names"]))
        end = hit.end()
    return names, end


class _Rules:
    """The words of data/rules/reforms.yaml as patterns."""

    def __init__(self) -> None:
        raw = yaml.safe_load((data.RULES / "reforms.yaml").read_text(encoding="utf-8"))
        body = rf"[\u4e00-\u9fff〈〉]{{2,22}}?(?:{'|'.join(raw['ends'])})"
        words = {key: "|".join(raw[key]) for key in ("merged", "renamed", "joined", "ended", "moved", "based", "signs")}
        duties = rf"的[^。;]{{0,40}}?(?:{'|'.join(raw['duties'])})"
        self._front = re.compile(rf"^(?:{'|'.join(raw['front'])})")
        self._body = re.compile(rf"{body}(?=$|的)")
        self.word = re.compile("|".join(words.values()))
        self.ended = re.compile(rf"(?:{words['ended']})(?P<names>{body}(?:[、,和与]{body})*)(?=[。;,])")
        listed, after = r"[^。;]{2,200}?", rf"(?P<after>{body})(?=[,。;、])"
        self.events = (
            ("组建", re.compile(rf"将(?P<before>{listed})(?:等)?(?:{words['merged']}),?(?:重新)?组建{after}")),
            ("组建", re.compile(rf"在(?P<before>{body})(?:{duties})?(?:{words['based']}),?(?:重新)?组建{after}")),
            ("更名", re.compile(rf"将?(?P<before>{body})(?:{words['renamed']}){after}")),
            ("并入", re.compile(rf"将(?P<before>{listed}(?<!职责))(?:{words['joined']}){after}")),
            (
                "职责划转",
                re.compile(
                    rf"(?P<before>(?:{body}{duties}、)*{body}(?:、{body})*{duties})(?:{words['moved']}){after}"
                    rf"(?P<more>(?:,[^,。;]{{2,60}}?(?:{words['moved']}){body}(?=[,。;]))*)"
                ),
            ),
            ("加挂", re.compile(rf"在?(?P<after>{body})(?:{words['signs']})(?P<before>{body})牌子")),
        )
        self._more = re.compile(rf"(?:{words['moved']})(?P<after>{body})(?=,|$)")

    def pairs(self, match: re.Match[str]) -> Iterator[tuple[str, str]]:
        """Each body of before with each body of after."""
        more = match.groupdict().get("more") or ""
        for after in (match["after"], *(hit["after"] for hit in self._more.finditer(more))):
            for before in self.names(match["before"]):
                yield before, after

    def names(self, listed: str) -> list[str]:
        """The bodies of a list; of "甲局的…职责" the body."""
        parts = (self._front.sub("", part) for part in re.split(r"[、,]|(?<=职责)[和与及]", listed))
        return [match.group() for part in parts if (match := self._body.match(part)) is not None]


@cache
def _rules() -> _Rules:
    return _Rules()
