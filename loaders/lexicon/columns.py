"""What the headings of columns and the keys of records mean: data/rules/columns.yaml, ready for look-ups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import yaml

import data
from loaders.lexicon.clauses import COOPERATE, LEAD
from loaders.lexicon.folding import FOLD

DUTY = "责任"
"""The meaning of a column such as 责任单位, whose role depends on the columns beside it."""

ASSESS = "考核"
"""The meaning of a column that names who judges how a task was done."""

LIAISE = "联系"
"""The meaning of a column that names who keeps in touch with those who do a task: 联系单位 of a river or a project."""

PARTIES = (LEAD, COOPERATE, DUTY, ASSESS, LIAISE)
"""The meanings whose cells name the bodies that have a duty."""
OFFICE, LEADER, CONTACT, DEADLINE, OPENING = "科室", "责任人", "联系领导", "时限", "开工"
RESULT, CONTENT = "成果", "内容"
"""Other meanings that say something of a task: the part of a body, persons, times, what is to be handed in."""

_FOLD = str.maketrans(FOLD)
_MARKS = re.compile(r"[\s*_#:。.|]+|\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|\(|\)")
_YEAR = re.compile(r"^20\d\d年度?(?=(?:建设|工作|实施|主要|重点|年度)*(?:内容|任务|项目))")
_KEY_MARKS = re.compile(r"[\s_-]+")
_KEY_NOUN = re.compile(r"(?<=.)(?:units?|depts?|departments?|agency|agencies|orgs?)$")
_MAX_HEADING = 16


@dataclass(frozen=True, slots=True)
class Columns:
    """The look-up tables.

    Attributes:
        headings: heading without brackets and white space -> meaning.
        keys: key of a record -> meaning.
        before, behind: words around a heading that do not change what it means.
        asking: words that turn a heading into a request.
        task: the meanings that can name a task, the best first.
        nobody: what a cell says that names nobody.
        above: what a cell says that means the one above it.
        sums: what a row of sums begins with.
        foreign: keys of records that are no tasks.
        offices: headings of columns of bodies that name parts of a body where another column names the body.
        titles: ends of labels that name a task on a card.
        powers: headings that make a table one of powers.
        holders: headings that name in such a table who holds a power.
        duties_of_power: headings that name no task there.
    """

    headings: Mapping[str, str]
    keys: Mapping[str, str]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    asking: tuple[str, ...]
    task: tuple[str, ...]
    nobody: frozenset[str]
    above: frozenset[str]
    sums: tuple[str, ...]
    foreign: frozenset[str]
    offices: frozenset[str]
    titles: tuple[str, ...]
    powers: frozenset[str]
    holders: frozenset[str]
    duties_of_power: frozenset[str]


@cache
def columns() -> Columns:
    """The content of data/rules/columns.yaml."""
    rows = yaml.safe_load((data.RULES / "columns.yaml").read_text(encoding="utf-8"))
    meanings = rows["meanings"].items()
    return Columns(
        headings={fold(word): meaning for meaning, row in meanings for word in row["headings"]},
        keys={_KEY_MARKS.sub("", key.lower()): meaning for meaning, row in meanings for key in row["keys"]},
        before=tuple(rows["before"]),
        behind=tuple(rows["behind"]),
        asking=tuple(rows["asking"]),
        task=tuple(rows["task"]),
        nobody=frozenset(fold(word) for word in rows["nobody"]),
        above=frozenset(fold(word) for word in rows["above"]),
        sums=tuple(rows["sums"]),
        foreign=frozenset(rows["foreign"]),
        offices=frozenset(map(fold, rows["offices"])),
        titles=tuple(rows["titles"]),
        powers=frozenset(map(fold, rows["powers"])),
        holders=frozenset(map(fold, rows["holders"])),
        duties_of_power=frozenset(map(fold, rows["duties_of_power"])),
    )


def fold(words: str) -> str:
    """Words as headings and marks are compared: widths made alike, no white space."""
    return "".join(words.translate(_FOLD).split())


@lru_cache(maxsize=4096)
def meaning(heading: str) -> str | None:
    """What a column is about; None where the heading is not known.

    Args:
        heading: as written; white space, emphasis marks and brackets do not count.
    """
    if len(heading) > 4 * _MAX_HEADING:
        return None
    bare = _YEAR.sub("", _MARKS.sub("", heading.translate(_FOLD)))
    if not bare or len(bare) > _MAX_HEADING:
        return None
    known = columns()
    for word in known.asking:
        if bare.startswith(word) and _known(bare[len(word) :]) in PARTIES:
            return "诉求"
    return _known(bare)


def _known(bare: str) -> str | None:
    """By the word itself, else without one word behind it, else without the words before it."""
    known = columns()
    for _ in range(3):
        found = known.headings.get(bare) or _without_behind(bare)
        if found is not None:
            return found
        front = next((word for word in known.before if bare.startswith(word) and len(bare) > len(word) + 1), None)
        if front is None:
            return None
        bare = bare[len(front) :]
    return None


def _without_behind(bare: str) -> str | None:
    known = columns()
    ends = (bare[: -len(word)] for word in known.behind if bare.endswith(word))
    return next((known.headings[end] for end in ends if end in known.headings), None)


def is_office(heading: str) -> bool:
    """Whether a column of bodies names parts of a body, if another column names the body: 责任科室."""
    return _MARKS.sub("", heading.translate(_FOLD)) in columns().offices


def among_powers(headings: Mapping[int, str], known: dict[int, str]) -> dict[int, str]:
    """What columns mean beside one of powers: 实施主体 and 承办机构 name bodies there, 责任事项 is no task.

    Args:
        headings: the words of each column.
        known: what they mean elsewhere.
    """
    bare = {place: _MARKS.sub("", heading.translate(_FOLD)) for place, heading in headings.items()}
    if columns().powers.isdisjoint(bare.values()):
        return known
    found = dict(known)
    for place, heading in bare.items():
        if heading in columns().holders:
            found[place] = DUTY
        elif heading in columns().duties_of_power:
            found[place] = CONTENT
    return found


@lru_cache(maxsize=4096)
def key_meaning(key: str) -> str | None:
    """What a key of a record is about; Chinese keys are read as headings."""
    bare = _KEY_MARKS.sub("", key.lower())
    of_bodies = columns().keys.get(_KEY_NOUN.sub("", bare))
    return columns().keys.get(bare) or (of_bodies if of_bodies in PARTIES else None) or meaning(key)


def is_foreign(key: str) -> bool:
    """Whether a key says that its record is no task: a document, a person, a vacancy."""
    return _KEY_MARKS.sub("", key.lower()) in columns().foreign
