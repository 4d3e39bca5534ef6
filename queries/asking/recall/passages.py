"""What the documents say, sentence by sentence, and which sentence a question is about.

A sentence answers to a question as far as it covers the question's words: its pairs of characters, those of the title
above it, and those of the headings above that. Rare pairs weigh more. What no sentence covers is not in the documents,
and a question about it must be declined, not guessed: hence `Match.covered` and `Match.missing`.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from queries.asking.understand.characters import figures, pairs, plain

_SENTENCE = re.compile(r"[^。；;!！?？\n]*(?:\n(?!\n)[^。；;!！?？\n]*)*[。；;!！?？]*[)）”\"]*")
_CLAUSE = re.compile("[(（][^()（）]*(?:牵头|负责|配合)[^()（）]*[)）]")
"""The bracket that names who does the work: no words about the work itself."""
_OWN, _TITLE, _ABOVE = 0.6, 0.25, 0.15
"""How much it counts that a word stands in the sentence itself, in its title, in the headings above."""
_WHOLE_TITLE = 0.12
"""What a title gains that the question says in full."""
LEAST = 0.4
"""Least share of a subject that a passage covers to be found at all: less is of no use to anybody."""
_BOTH = 0b11
"""The two characters of a pair."""
_EVERYWHERE, _FEW = 25, 4
"""A pair that more than one in so many passages holds is no word to look for; a few may hold any."""


@dataclass(frozen=True)
class Place:
    """Something with words of its own: a section, an item, a project, an indicator.

    Attributes:
        kind: its kind in the graph.
        id: its id.
        name: its title.
        above: the headings above it, from the top.
        parent: id of the item or section that it is part of, may be empty.
        plan: id of the annex it stands in, else of the document.
        document: id of the document; empty for what several documents name.
        parties: how many bodies answer for it.
        number: its number in the document.
    """

    kind: str
    id: str
    name: str
    above: tuple[str, ...] = ()
    parent: str = ""
    plan: str = ""
    document: str = ""
    parties: int = 0
    number: str = ""


@dataclass(frozen=True)
class Passage:
    """One sentence of a place, or its title: the words, where they stand, and their pairs of characters."""

    place: Place
    words: str
    start: int
    end: int
    pairs: frozenset[str]
    title: bool = False


@dataclass(frozen=True)
class Match:
    """How far a passage covers a question.

    Attributes:
        covered: share of the weight of the question's required words that the passage and what stands above it hold.
        missing: the longest run of required characters that they do not hold.
        score: what matches are ranked by.
        names: whether they hold the names in it.
        title_said: share of the title's pairs of characters that the question says.
    """

    passage: Passage
    covered: float
    missing: str
    score: float
    names: bool = True
    title_said: float = 0.0

    @property
    def place(self) -> Place:
        """The place that the passage belongs to."""
        return self.passage.place


class Subject:
    """The words that a question is about: plain characters, each required or not.

    Attributes:
        text: the characters, with a space where words were cut out.
        required: for each character whether a passage must hold it.
        names: start and end of each name in it without which a passage is about something else.
    """

    def __init__(self, text: str, required: Sequence[bool], names: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.required = tuple(required)
        self.names = tuple(names)

    @cached_property
    def bare(self) -> str:
        """The required characters."""
        return "".join(char for char, needed in zip(self.text, self.required, strict=True) if needed)

    def __bool__(self) -> bool:
        return len(self.bare) > 1

    @cached_property
    def pairs(self) -> list[tuple[int, str]]:
        """Place and characters of each pair that is not torn by a cut."""
        return [(at, pair) for at, pair in enumerate(pairs(self.text)) if " " not in pair]


class Passages:
    """All passages, with an index from pairs of characters to them."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.all = list(passages)
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for at, passage in enumerate(self.all):
            for pair in sorted(passage.pairs):
                self._holding[pair].append(at)
        self._above: dict[tuple[str, ...], frozenset[str]] = {}
        self._titles: dict[str, frozenset[str]] = {}

    def weight(self, pair: str) -> float:
        """How much a pair tells: the rarer, the more."""
        return math.log((len(self.all) + 1) / (len(self._holding.get(pair, ())) + 0.5))

    def knows(self, pair: str) -> bool:
        """Whether any passage holds the pair."""
        return pair in self._holding

    def say(self, words: str) -> bool:
        """Whether any passage has these very words."""
        return matched(words) in self._said

    @cached_property
    def _said(self) -> str:
        """All that the passages say, as words are compared, each on a line of its own."""
        return "\n".join(matched(passage.words) for passage in self.all)

    def search(self, subject: Subject, accept: Callable[[Place], bool]) -> list[Match]:
        """The passages of accepted places that cover at least `LEAST` of the subject, the best first."""
        covering = _Covering(subject, self._weights(subject))
        own: dict[int, int] = {}
        for at, pair in subject.pairs:
            for index in self._holding.get(pair, ()):
                own[index] = own.get(index, 0) | _BOTH << at
        found = (
            self._match(covering, own[index], self.all[index]) for index in sorted(own) if accept(self.all[index].place)
        )
        return sorted((match for match in found if match is not None), key=_best)

    @staticmethod
    def spread(subject: Subject, passage: Passage) -> int:
        """Over how many characters of the passage the words that it shares with the subject lie."""
        said = matched(passage.words)
        spots = [at for _, pair in subject.pairs if (at := said.find(pair)) >= 0]
        return max(spots) - min(spots) if spots else 0

    def joins(self, pair: str) -> bool:
        """Whether two characters make a word: they stand together in the documents, and not everywhere."""
        held = len(self._holding.get(matched(pair), ()))
        return 0 < held < max(_FEW, len(self.all) / _EVERYWHERE)

    def match(self, subject: Subject, held: frozenset[str]) -> Match:
        """How far some pairs of characters cover a subject."""
        covering = _Covering(subject, self._weights(subject))
        covered = covering.by(held)
        share = covering.share(covered)
        passage = Passage(Place("", "", ""), "", 0, 0, held)
        return Match(passage, share, covering.missing(covered), share, covering.names(covered))

    def _weights(self, subject: Subject) -> list[float]:
        """The weight of each character: that of the commoner pair it stands in; a pair across words is chance."""
        rarest = math.log(2 * (len(self.all) + 1))
        weights = []
        for at, char in enumerate(subject.text):
            around = [subject.text[at - 1 : at + 1] if at else "", subject.text[at : at + 2]]
            known = [self.weight(pair) for pair in around if self.knows(pair)]
            weights.append(0.0 if char == " " else min(known, default=rarest))
        return weights

    def _match(self, covering: _Covering, own: int, passage: Passage) -> Match | None:
        """The passage as a match; None where it covers too little to be of any use."""
        place = passage.place
        titled = own | covering.of(place.id, lambda: self.title(place))
        whole = titled | covering.of(place.above, lambda: self.above(place))
        share = covering.share(whole)
        if share < LEAST:
            return None
        score = _OWN * covering.share(own) + _TITLE * covering.share(titled) + _ABOVE * share
        said = self._title_said(covering.subject, place)
        score += _WHOLE_TITLE * max(0.0, 2 * said - 1)
        return Match(passage, share, covering.missing(whole), score, covering.names(whole), said)

    def title(self, place: Place) -> frozenset[str]:
        """The pairs of a place's title."""
        if place.id not in self._titles:
            self._titles[place.id] = frozenset(pairs(matched(place.name)))
        return self._titles[place.id]

    def above(self, place: Place) -> frozenset[str]:
        """The pairs of the headings above a place."""
        if place.above not in self._above:
            self._above[place.above] = frozenset(pair for name in place.above for pair in pairs(matched(name)))
        return self._above[place.above]

    def _title_said(self, subject: Subject, place: Place) -> float:
        said = {pair for _, pair in subject.pairs}
        title = self.title(place)
        return len(title & said) / len(title) if title else 0.0


def matched(text: str) -> str:
    """A text as passages and subjects are compared."""
    return figures(plain(text))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a text, white space at its ends left out."""
    for match in _SENTENCE.finditer(text):
        words = match.group()
        if plain(words):
            start = match.start() + len(words) - len(words.lstrip())
            yield start, match.start() + len(words.rstrip())


def without_clause(text: str) -> str:
    """A text without the brackets that name who does the work."""
    return _CLAUSE.sub("", text)


def places(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Place, str, int]]:
    """Each row of the query `passages` as a place, with its text and where that starts."""
    for row in rows:
        above = (row["title"], *row["path"])
        place = Place(
            row["kind"], row["id"], row["name"], above, row["parent"], row["plan"], row["document"], row["parties"],
            row["number"],
        )  # fmt: skip
        yield place, row["quote"], row["start"]


def passages(place: Place, text: str, offset: int) -> Iterator[Passage]:
    """The title of a place and its sentences."""
    yield Passage(place, place.name, offset, offset, frozenset(pairs(matched(place.name))), title=True)
    for start, end in sentences(text):
        words = text[start:end]
        said = matched(without_clause(words))
        if said:
            yield Passage(place, words, offset + start, offset + end, frozenset(pairs(said)))


class _Covering:
    """What covers a subject: its characters as the bits of a number, the first the lowest.

    Thousands of passages cover a subject in a few dozen ways, so what each way amounts to is worked out once.
    """

    def __init__(self, subject: Subject, weights: Sequence[float]) -> None:
        self.subject = subject
        self._needed = [(1 << at, weights[at]) for at, needed in enumerate(subject.required) if needed]
        self._total = sum(weight for _, weight in self._needed)
        self._known: dict[Hashable, int] = {}
        self._shares: dict[int, float] = {}
        self._missing: dict[int, str] = {}

    def by(self, held: frozenset[str]) -> int:
        """The characters that stand in a pair that is held."""
        covered = 0
        for at, pair in self.subject.pairs:
            if pair in held:
                covered |= _BOTH << at
        return covered

    def of(self, key: Hashable, held: Callable[[], frozenset[str]]) -> int:
        """The same, remembered by a key."""
        if key not in self._known:
            self._known[key] = self.by(held())
        return self._known[key]

    def share(self, covered: int) -> float:
        """The share of the weight of the required characters."""
        if covered not in self._shares:
            have = sum(weight for bit, weight in self._needed if covered & bit)
            self._shares[covered] = have / self._total if self._total else 0.0
        return self._shares[covered]

    def missing(self, covered: int) -> str:
        """The longest run of required characters that are not covered."""
        if covered not in self._missing:
            self._missing[covered] = self._run(covered)
        return self._missing[covered]

    def _run(self, covered: int) -> str:
        longest = run = ""
        for at, (char, needed) in enumerate(zip(self.subject.text, self.subject.required, strict=True)):
            run = run + char if needed and not covered >> at & 1 else ""
            longest = max(longest, run, key=len)
        return longest

    def names(self, covered: int) -> bool:
        """Whether two thirds of each name are covered."""
        return all(
            (covered >> start & (1 << end - start) - 1).bit_count() * 3 >= (end - start) * 2
            for start, end in self.subject.names
        )


def _best(match: Match) -> tuple[float, int, int, str]:
    # Of equal scores the smallest unit: a part of an item before the item, a title before a long sentence.
    return (-round(match.score, 6), -len(match.place.above), len(match.passage.words), match.place.id)
