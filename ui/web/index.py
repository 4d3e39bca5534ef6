"""Names in the process: what people type when they do not type a name as it stands, found by sound or likeness.

The engine finds names that contain what was typed (`queries/find.cypher`). This finds the others: 常德 by `cd` or
`changde`, 市工信局 by 市工性局. The names are read once for each state of the graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st
from rapidfuzz import fuzz, process

from graph.store import Row
from ui.web import resources

ENOUGH = 60.0
"""Least likeness, of 100, of a name that is offered for what was typed."""


@dataclass(frozen=True)
class Sounds:
    """The names with their sounds.

    Attributes:
        rows: as `queries/names.cypher` gives them, the most used first.
        whole: each name in pinyin without tones or blanks.
        initials: the first letter of each syllable.
    """

    rows: tuple[Row, ...]
    whole: tuple[str, ...]
    initials: tuple[str, ...]


def by_sound(letters: str, most: int) -> list[Row]:
    """The names whose pinyin, or its first letters, begin with letters; then those that contain them.

    Args:
        letters: as typed; blanks and capitals do not matter.
        most: how many at most.
    """
    wanted = "".join(letters.lower().split())
    known = _sounds(resources.state())
    ranked = [
        (rank, row)
        for row, whole, initials in zip(known.rows, known.whole, known.initials, strict=True)
        if (rank := _rank(wanted, whole, initials)) is not None
    ]
    return [row for _, row in sorted(ranked, key=lambda found: found[0])][:most]


def _rank(wanted: str, whole: str, initials: str) -> int | None:
    tests = (wanted in (whole, initials), initials.startswith(wanted), whole.startswith(wanted), wanted in initials)
    return next((rank for rank, true in enumerate((*tests, wanted in whole)) if true), None)


def by_likeness(words: str, most: int) -> list[Row]:
    """The names that are most like words, the likest first: typing errors, characters left out or exchanged."""
    known = _sounds(resources.state())
    found = process.extract(
        words, [row["name"] for row in known.rows], scorer=fuzz.ratio, limit=most, score_cutoff=ENOUGH
    )
    return [known.rows[at] for _, _, at in found]


@st.cache_resource(show_spinner=False, max_entries=2)
def _sounds(state: str) -> Sounds:
    rows = sorted(resources.ask("names"), key=lambda row: (-row["uses"], row["kind"], row["id"]))
    syllables = [_syllables(row["name"]) for row in rows]
    return Sounds(
        tuple(rows),
        tuple("".join(parts) for parts in syllables),
        tuple("".join(part[0] for part in parts if part) for parts in syllables),
    )


def _syllables(name: str) -> list[str]:
    # Its dictionaries take a while to load: only where somebody searches.
    from pypinyin import lazy_pinyin

    return [part.lower() for part in _tidy(lazy_pinyin(name))]


def _tidy(parts: Iterable[str]) -> Iterable[str]:
    return ("".join(char for char in part if char.isalnum()) for part in parts)
