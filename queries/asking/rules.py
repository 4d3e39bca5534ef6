"""The rules by which questions are understood, read from data/rules/intents.yaml and checked once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

import data
from graph.errors import QueryError
from queries.asking.characters import tidy
from queries.catalogue import get

PARTICLE = "虚"
"""The class of words that say nothing: they may stand between any two words of a pattern."""

FILE = data.RULES / "intents.yaml"
_CHOICE = re.compile("[{}]")


@dataclass(frozen=True)
class Intent:
    """One thing that can be asked.

    Attributes:
        name: what it is called when an answer tells how it understood the question.
        when: each is a choice of tags (class, signal, kind of name) of which one must be there, with how many times.
        unless: tags that must not be there.
        ask: name of the question of the catalogue.
        give: its parameters: a literal, or `$` and a slot.
        topic: the kinds that the rest of the question may mean; empty where it has no rest.
        keep: column -> values of which a row must have one.
        keep_all: column -> a slot of several values, all of which a row's list must have.
        within: whether rows are held against the section that the question names.
        answer: the form of the answer, with its columns.
        say: the sentence of the answer.
        nothing: the sentence when there is nothing.
        rest: what words do that the intent does not use: "filter" the rows, "refuse" the question, or "ignore".
        keep_filled: a column that must not be empty.
        like: column -> words; of those that the question says, a row's column must contain one.
        about: the columns that the rest is held against; all of them where none is named.
        final: that no rows settle the matter: no other way to understand the question is tried.
        empty: what no rows mean: "unknown" (the documents do not say) or "none" (there is none, which is an answer).
    """

    name: str
    when: tuple[tuple[frozenset[str], int], ...]
    unless: frozenset[str]
    ask: str
    give: Mapping[str, str]
    answer: Mapping[str, Any]
    topic: tuple[str, ...] = ()
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keep_all: Mapping[str, str] = field(default_factory=dict)
    within: bool = False
    say: str = ""
    nothing: str = ""
    empty: str = "unknown"
    rest: str = "filter"
    keep_filled: str = ""
    like: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    final: bool = False


@dataclass(frozen=True)
class Rules:
    """All rules.

    Attributes:
        words: word -> its classes.
        hard: classes whose words are part of what is asked about and must be found.
        soft: classes whose words may also belong to what is asked about.
        signals: name -> patterns; each a sequence of (choice of classes, may be absent); an empty choice is a gap.
        intents: in order of preference.
        long_forms: short form -> long form.
        spoken: what people say or mistype -> what documents write.
        affixes: what names are known without (打好…工作专班).
    """

    words: Mapping[str, frozenset[str]]
    hard: frozenset[str]
    soft: frozenset[str]
    signals: Mapping[str, tuple[tuple[tuple[frozenset[str], bool], ...], ...]]
    intents: tuple[Intent, ...]
    affixes: Mapping[str, tuple[str, ...]]
    long_forms: Mapping[str, str]
    spoken: Mapping[str, str]


@cache
def rules() -> Rules:
    """The project's rules.

    Raises:
        QueryError: the file names a class, signal or question that there is not.
    """
    return parse(data.read(FILE))


def parse(raw: Mapping[str, Any]) -> Rules:
    """Make rules of the content of a file.

    Raises:
        QueryError: as `rules`.
    """
    classes = {
        name: [word for written in words.split() for word in spelled_out(written)]
        for name, words in raw["words"].items()
    }
    signals = {
        name: tuple(_pattern(text, classes, name) for text in patterns) for name, patterns in raw["signals"].items()
    }
    known = {*classes, *signals, *raw["kinds"]}
    for name in (*raw["soft"], *raw["hard"]):
        _must_know(name, set(classes), "soft")
    return Rules(
        words=_by_word(classes),
        hard=frozenset(raw["hard"]),
        soft=frozenset(raw["soft"]),
        signals=signals,
        intents=tuple(_intent(entry, known) for entry in raw["intents"]),
        long_forms=raw["long_forms"],
        spoken=raw["spoken"],
        affixes={name: tuple(words.split()) for name, words in raw["affixes"].items()},
    )


def spelled_out(word: str) -> list[str]:
    """Every word that one with choices stands for: `第{一,二}{名,}` is 第一名, 第一, 第二名, 第二."""
    parts = [part.split(",") for part in _CHOICE.split(word)]
    return ["".join(picked) for picked in product(*parts)]


def _by_word(classes: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in classes.items():
        for word in words:
            found.setdefault(tidy(word), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _pattern(text: str, classes: Mapping[str, list[str]], name: str) -> tuple[tuple[frozenset[str], bool], ...]:
    parts = []
    for part in text.split():
        choice = part.removesuffix("?")
        names = frozenset() if choice == "…" else frozenset(choice.split("|"))
        for tag in sorted(names):
            _must_know(tag, {*classes}, f"signals.{name}")
        parts.append((names, part.endswith("?")))
    return tuple(parts)


def _intent(entry: Mapping[str, Any], known: set[str]) -> Intent:
    name = entry["intent"]
    when = tuple(_choice(text) for text in entry["when"])
    unless = frozenset(entry.get("unless", ()))
    for tag in sorted({*unless, *(tag for tags, _ in when for tag in tags)}):
        _must_know(tag, known, name)
    query = get(entry["ask"])
    query.bind({p.name: "x" for p in query.parameters if p.required and p.type == "text"})
    return Intent(
        name=name,
        when=when,
        unless=unless,
        ask=query.name,
        give={key: str(value) for key, value in entry.get("give", {}).items()},
        topic=tuple(entry.get("topic", ())),
        keep={key: tuple(values) for key, values in entry.get("keep", {}).items()},
        keep_all=entry.get("keep_all", {}),
        within=bool(entry.get("within", False)),
        answer=entry["answer"],
        say=entry.get("say", ""),
        nothing=entry.get("nothing", ""),
        empty=entry.get("empty", "unknown"),
        rest=entry.get("rest", "filter"),
        keep_filled=entry.get("keep_filled", ""),
        like={key: tuple(values) for key, values in entry.get("like", {}).items()},
        about=tuple(entry.get("about", ())),
        final=bool(entry.get("final", False)),
    )


def _choice(text: str) -> tuple[frozenset[str], int]:
    tags, _, times = text.partition("*")
    return frozenset(tags.split("|")), int(times or 1)


def _must_know(name: str, known: set[str], where: str) -> None:
    if name not in known:
        raise QueryError(f"{FILE.name} 的 {where} 中没有“{name}”这一类。", "请核对 words、signals 和 kinds。")
