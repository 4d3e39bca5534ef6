"""Patterns for "any of these words" that are quick to search for."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits; words that begin alike are tried together."""
    return f"(?:{branches(words)})"


def branches(words: Iterable[str]) -> str:
    """The same without a group, to stand between other branches.

    Each branch begins with a letter of its own: a search looks at first letters only, which is several times as fast
    as to try every word at every place. A group as the first of several branches would undo that.
    """
    heads: dict[str, set[str]] = {}
    for word in sorted(words):
        heads.setdefault(word[:1], set()).add(word[1:])
    return "|".join(re.escape(head) + _rest(rest) for head, rest in heads.items() if head)


def _rest(words: set[str]) -> str:
    if words == {""}:
        return ""
    return any_of(words) + ("?" if "" in words else "")
