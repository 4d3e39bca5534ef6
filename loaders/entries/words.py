"""The words of data/rules/rosters.yaml, as the patterns need them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

import data
from loaders.entries.model import Place
from loaders.lexicon.alternation import any_of

_MIDDLE = r"[ ]{0,8}"


@dataclass(frozen=True)
class Words:
    """The words of rosters.

    Attributes:
        label: a label of a rank, gaps between its characters; `strong` or `weak`.
        place: what each label, without gaps and degrees, makes of its holder.
        announces: the words that announce a roster.
        post: a post at the end of some words.
        post_inside: a post anywhere.
        of_leaders: bodies whose leaders make them no member.
    """

    label: re.Pattern[str]
    place: dict[str, Place]
    announces: re.Pattern[str]
    post: re.Pattern[str]
    post_inside: re.Pattern[str]
    of_leaders: frozenset[str]


@cache
def verbs() -> tuple[str, str]:
    """Patterns of the words of data/rules/entries.yaml: verbs behind the head of an entry, and before a function."""
    rules = yaml.safe_load((data.RULES / "entries.yaml").read_text(encoding="utf-8"))
    behind, before = (f"(?:{'|'.join(rules[key].split())})" for key in ("verbs", "functions"))
    return behind, before


@cache
def plain() -> str:
    """A pattern of the verbs that alone, without a word of duty, say what a body answers for."""
    rules = yaml.safe_load((data.RULES / "entries.yaml").read_text(encoding="utf-8"))
    return f"(?:{'|'.join(rules['plain'].split())})"


@cache
def words() -> Words:
    """The words, read once."""
    rules = yaml.safe_load((data.RULES / "rosters.yaml").read_text(encoding="utf-8"))
    place: dict[str, Place] = {
        word: place for kind in ("ranks", "weak") for place, listed in rules[kind].items() for word in listed.split()
    }
    degrees = "|".join(_MIDDLE.join(word) for word in rules["degrees"].split())
    degree = any_of(rules["degree_of_post"].split())
    post = rf"{degree}*{any_of(rules['posts'].split())}"
    return Words(
        re.compile(
            rf"(?:(?:{degrees}){_MIDDLE})*(?:(?P<strong>{_spaced(rules['ranks'])})|(?P<weak>{_spaced(rules['weak'])}))"
            rf"(?P<mark>{_MIDDLE}(?:\([^()\n]{{1,16}}\))?{_MIDDLE}:|(?=[ ]*\n|[ ]+[^ :\n]))"
        ),
        place,
        re.compile(any_of(rules["announces"].split())),
        re.compile(rf"(?:(?:{degree}|、(?<=、))*{any_of(rules['posts'].split())}(?:\([^()]*\))?)$"),
        re.compile(post),
        frozenset(rules["of_leaders"].split()),
    )


def _spaced(kinds: dict[str, str]) -> str:
    listed = [word for group in kinds.values() for word in group.split()]
    return "|".join(_MIDDLE.join(word) for word in sorted(listed, key=len, reverse=True))
