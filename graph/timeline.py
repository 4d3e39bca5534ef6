"""Which edition of a document is in force on a day: a pure function of what the documents say of themselves.

The graph holds nothing that depends on a clock or on the order of loading; every question is asked as of a day.

An edition takes effect on the day that it names, else on its date. Among the issued editions of one work the latest of
those that have taken effect is in force; no older one comes back when a later one ends. A draft is in force nowhere,
but where its work has no other edition that is, the latest draft is what there is to see. Only the same work
supersedes, or who says so: 废止 or 修订 of another document once that has taken effect, and never of an edition
that is later than itself. A document without a date supersedes nothing, and only the same words supersede it.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.errors import QueryError

State = Literal["现行", "已被取代", "已废止", "未生效", "期满", "征求意见"]

ENDINGS = ("废止", "修订")
"""Relations by which one document ends another."""

DRAFTS = frozenset({"征求意见稿", "送审稿"})

_UNITS = re.compile("[/.年月日]")
_DAY = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?")


@dataclass(frozen=True)
class Moment:
    """As of when questions are asked.

    Attributes:
        day: YYYY-MM-DD; empty for today.
        every: whether to ask of all documents, in force or not.
    """

    day: str = ""
    every: bool = False

    @classmethod
    def of(cls, day: str, *, every: bool = False) -> Moment:
        """From a day as a user writes it: 2023-03-01, 2023-3-1, 2023年3月1日, 2023-03 (its last day) or 2023.

        Raises:
            QueryError: there is no such day.
        """
        return cls(_day(day) if day else "", every)

    def on(self) -> str:
        """The day as YYYY-MM-DD."""
        return self.day or date.today().isoformat()


@dataclass(frozen=True)
class Edition:
    """What an edition says of itself, as far as time goes; days are YYYY-MM-DD, empty where nothing is said.

    Attributes:
        number: document number, may be empty.
        starts: the day from which it holds, where it names one.
        ends: the last day on which it holds.
        characters: length of its text: of two with one date the fuller one answers.
        words: what its text says, as a digest; two with the same are one edition.
    """

    id: str
    work: str
    stage: str = "印发"
    date: str = ""
    starts: str = ""
    ends: str = ""
    number: str = ""
    title: str = ""
    characters: int = 0
    words: str = ""

    @property
    def takes_effect(self) -> str:
        """The day on which it takes effect; empty where that is not known."""
        return self.starts or self.date

    @property
    def is_draft(self) -> bool:
        """Whether it is for discussion only."""
        return self.stage in DRAFTS

    @property
    def rank(self) -> tuple[str, int, str]:
        """The later of two editions has the greater one."""
        return self.date, self.characters, self.id

    def has_begun(self, day: str) -> bool:
        """Whether it has taken effect on a day."""
        return self.takes_effect <= day

    def is_called(self, name: str) -> bool:
        """Whether a document that names another by id, number or work means this one."""
        return name in (self.id, self.number, self.work) and bool(name)


@dataclass(frozen=True)
class Ending:
    """One document says that another is repealed (废止) or taken over by it (修订).

    Attributes:
        by: id of the document that says so.
        target: id, number or work of the other.
        quote: the sentence.
    """

    by: str
    relation: str
    target: str
    quote: str = ""


@dataclass(frozen=True)
class Standing:
    """How a document stands on a day.

    Attributes:
        by: id of the document that ended or superseded it.
        quote: the sentence that says so; empty where a later edition does it without a word.
        listed: whether lists and answers take it in: it is in force, or the latest draft of a
            work that has nothing else.
    """

    state: State
    by: str = ""
    quote: str = ""
    listed: bool = False


def standing(editions: Iterable[Edition], endings: Iterable[Ending], day: str) -> dict[str, Standing]:
    """How each document stands on a day; the same for any order of either.

    Args:
        editions: every document that is loaded.
        endings: what they say of each other.
        day: YYYY-MM-DD.
    """
    known = {edition.id: edition for edition in editions}
    works: defaultdict[str, list[Edition]] = defaultdict(list)
    for edition in sorted(known.values(), key=lambda one: one.rank):
        works[edition.work].append(edition)
    ended = _ended(known, endings, day)
    found: dict[str, Standing] = {}
    for same in works.values():
        found |= _of_work(same, ended, day)
    return found


def contradictions(editions: Iterable[Edition], endings: Iterable[Ending]) -> list[tuple[str, str]]:
    """Pairs of documents of one date that end each other: neither is applied, and a person should look."""
    known = {edition.id: edition for edition in editions}
    pairs = {(ending.by, one.id) for ending in endings if ending.by in known for one in _meant(known, ending)}
    return sorted((a, b) for a, b in pairs if a < b and (b, a) in pairs and known[a].date == known[b].date)


def _of_work(same: Sequence[Edition], ended: Mapping[str, Ending], day: str) -> dict[str, Standing]:
    """The editions of one work, earlier ones first."""
    found: dict[str, Standing] = {}
    for place, edition in enumerate(same):
        later = _successor(edition, same[place + 1 :], day)
        ending = ended.get(edition.id)
        if not edition.has_begun(day):
            found[edition.id] = Standing("未生效")
        elif ending is not None:
            state: State = "已废止" if ending.relation == "废止" else "已被取代"
            found[edition.id] = Standing(state, ending.by, ending.quote)
        elif later is not None:
            found[edition.id] = Standing("已被取代", later.id)
        elif edition.is_draft:
            found[edition.id] = Standing("征求意见")
        elif edition.ends and edition.ends < day:
            found[edition.id] = Standing("期满")
        else:
            found[edition.id] = Standing("现行", listed=True)
    if not any(one.listed for one in found.values()):
        drafts = [edition for edition in same if found[edition.id].state == "征求意见"]
        if drafts and all(edition.is_draft for edition in same if edition.has_begun(day)):
            found[drafts[-1].id] = Standing("征求意见", listed=True)
    return found


def _successor(edition: Edition, later: Sequence[Edition], day: str) -> Edition | None:
    """The latest of the later editions that takes its place; a draft takes that of drafts only."""
    for other in reversed(later):
        fits = other.has_begun(day) and (edition.is_draft or not other.is_draft)
        known = bool(edition.date) or (bool(edition.words) and edition.words == other.words)
        if fits and known and other.date:
            return other
    return None


def _ended(known: Mapping[str, Edition], endings: Iterable[Ending], day: str) -> dict[str, Ending]:
    """The documents that others have ended by a day; of several the first to do so."""
    said = [ending for ending in endings if ending.relation in ENDINGS and ending.by in known]
    pairs = {(ending.by, one.id) for ending in said for one in _meant(known, ending)}
    found: dict[str, Ending] = {}
    order = {"废止": 0, "修订": 1}
    for ending in sorted(said, key=lambda e: (known[e.by].takes_effect, order[e.relation], e.by, e.target, e.quote)):
        by = known[ending.by]
        if by.is_draft or not by.date or not by.has_begun(day):
            continue
        for one in _meant(known, ending):
            if one.date == by.date and (one.id, by.id) in pairs:
                continue
            found.setdefault(one.id, ending)
    return found


def _meant(known: Mapping[str, Edition], ending: Ending) -> list[Edition]:
    """The editions that a document ends: all of that name which are not later than itself."""
    by = known[ending.by]
    return [one for one in known.values() if one.id != by.id and one.is_called(ending.target) and one.date <= by.date]


def _day(written: str) -> str:
    match = _DAY.fullmatch(_UNITS.sub("-", written.strip()).strip("-"))
    try:
        if match is None:
            raise ValueError(written)
        year, month = int(match["y"]), int(match["m"] or 12)
        if match["d"]:
            return date(year, month, int(match["d"])).isoformat()
        return _last_of(year, month)
    except ValueError as error:
        raise QueryError(f"“{written}”不是日期。", "请写成 2023-03-01 这样的年-月-日。") from error


def first_of(written: str) -> str:
    """The first day that a user's words may mean: 2023-03 is 2023-03-01, 2023 is 2023-01-01.

    Raises:
        QueryError: there is no such day.
    """
    last = _day(written)
    given = len(_UNITS.sub("-", written.strip()).strip("-").split("-"))
    return last if given == 3 else f"{last[:7]}-01" if given == 2 else f"{last[:4]}-01-01"


def _last_of(year: int, month: int) -> str:
    first = date(year, month, 1)
    return first.replace(day=calendar.monthrange(year, first.month)[1]).isoformat()
