"""What the documents say, sentence by sentence, and which sentence a question is about.

A sentence answers to a question as far as it covers the question's words: its pairs of characters, those of the title
above it, and those of the headings above that. Rare pairs weigh more. What no sentence covers is not in the documents,
and a question about it must be declined, not guessed: hence `Match.covered` and `Match.missing`.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        self._above: dict[str, frozenset[str]] = {}
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
        """The passages of accepted places that cover some of the subject, the best first."""
        weights = self._weights(subject)
        at = {index for _, pair in subject.pairs for index in self._holding.get(pair, ())}
        found = (
            self._match(subject, weights, self.all[index]) for index in sorted(at) if accept(self.all[index].place)
        )
        return sorted(found, key=_best)

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
        weights = self._weights(subject)
        covered = self._covered(subject, held)
        share = _share(subject, weights, covered)
        passage = Passage(Place("", "", ""), "", 0, 0, held)
        return Match(passage, share, _missing(subject, covered), share, _names_held(subject, covered))

    def _weights(self, subject: Subject) -> list[float]:
        """The weight of each character: that of the commoner pair it stands in; a pair across words is chance."""
        rarest = math.log(2 * (len(self.all) + 1))
        weights = []
        for at, char in enumerate(subject.text):
            around = [subject.text[at - 1 : at + 1] if at else "", subject.text[at : at + 2]]
            known = [self.weight(pair) for pair in around if self.knows(pair)]
            weights.append(0.0 if char == " " else min(known, default=rarest))
        return weights

    def _match(self, subject: Subject, weights: Sequence[float], passage: Passage) -> Match:
        own = self._covered(subject, passage.pairs)
        titled = [a or b for a, b in zip(own, self._covered(subject, self.title(passage.place)), strict=True)]
        whole = [a or b for a, b in zip(titled, self._covered(subject, self.above(passage.place)), strict=True)]
        shares = [_share(subject, weights, held) for held in (own, titled, whole)]
        score = _OWN * shares[0] + _TITLE * shares[1] + _ABOVE * shares[2]
        said = self._title_said(subject, passage.place)
        score += _WHOLE_TITLE * max(0.0, 2 * said - 1)
        return Match(passage, shares[2], _missing(subject, whole), score, _names_held(subject, whole), said)

    @staticmethod
    def _covered(subject: Subject, held: frozenset[str]) -> list[bool]:
        covered = [False] * len(subject.text)
        for at, pair in subject.pairs:
            if pair in held:
                covered[at] = covered[at + 1] = True
        return covered

    def title(self, place: Place) -> frozenset[str]:
        """The pairs of a place's title."""
        if place.id not in self._titles:
            self._titles[place.id] = frozenset(pairs(matched(place.name)))
        return self._titles[place.id]

    def above(self, place: Place) -> frozenset[str]:
        """The pairs of the headings above a place."""
        if place.id not in self._above:
            self._above[place.id] = frozenset(pair for name in place.above for pair in pairs(matched(name)))
        return self._above[place.id]

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


def _share(subject: Subject, weights: Sequence[float], held: Sequence[bool]) -> float:
    total = sum(weight for weight, needed in zip(weights, subject.required, strict=True) if needed)
    have = sum(
        weight for weight, needed, is_held in zip(weights, subject.required, held, strict=True) if needed and is_held
    )
    return have / total if total else 0.0


def _names_held(subject: Subject, held: Sequence[bool]) -> bool:
    return all(sum(held[start:end]) * 3 >= (end - start) * 2 for start, end in subject.names)


def _missing(subject: Subject, held: Sequence[bool]) -> str:
    """The longest run of required characters that are not held."""
    longest = run = ""
    for char, needed, is_held in zip(subject.text, subject.required, held, strict=True):
        run = run + char if needed and not is_held else ""
        longest = max(longest, run, key=len)
    return longest


def _best(match: Match) -> tuple[float, int, int, str]:
    # Of equal scores the smallest unit: a part of an item before the item, a title before a long sentence.
    return (-round(match.score, 6), -len(match.place.above), len(match.passage.words), match.place.id)
