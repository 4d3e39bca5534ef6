"""The spaCy pipelines: one character is one token, so a token's index is its character's offset.

They run on candidate stretches only (the words of one bracket, one founding paragraph): making tokens is what spaCy's
time goes to, and nine tenths of a plan hold no candidate.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from loaders.bodies import founding as bodies
from loaders.duties import sentences as prose
from loaders.lexicon import clauses
from loaders.lexicon.gazetteer import gazetteer

CLAUSE, BODY, PROSE = "qiantou_clause", "qiantou_body", "qiantou_prose"


class _Numbers(dict[str, int]):
    """The number that spaCy knows a character by; with numbers a document is made in half the time."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, char: str) -> int:
        number: int = self._strings.add(char)
        self[char] = number
        return number


class CharacterTokenizer:
    """Makes one token of every character, spaces included."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._numbers = _Numbers(vocab.strings)

    def __call__(self, text: str) -> Doc:
        """A document whose token `i` is the character `text[i]`."""
        words: list[Any] = list(map(self._numbers.__getitem__, text))
        # Doc.text would put the text together again from its tokens at each use.
        return Doc(self.vocab, words=words, spaces=[False] * len(text), user_data={"words": text})


@registry.tokenizers("qiantou.characters.v1")  # type: ignore[untyped-decorator]  # spaCy leaves it untyped
def create_character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """The registered factory of the tokenizer."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


@Language.component(CLAUSE, assigns=["doc.user_data"])
def read_clause(doc: Doc) -> Doc:
    """Read the words of a bracket as a clause."""
    doc.user_data["clause"] = clauses.parse(doc.user_data["words"], doc.user_data.get("default", ""))
    return doc


@Language.component(BODY, assigns=["doc.user_data"])
def read_body(doc: Doc) -> Doc:
    """Read a paragraph as the founding of a coordinating body."""
    doc.user_data["body"] = bodies.parse(doc.user_data["words"])
    return doc


@Language.component(PROSE, assigns=["doc.user_data"])
def read_prose(doc: Doc) -> Doc:
    """Read a sentence for duties in running text."""
    known: frozenset[str] = doc.user_data.get("known", frozenset())
    certain = gazetteer().certain
    doc.user_data["duties"] = prose.parse(
        doc.user_data["words"],
        lambda name: certain(name) or (len(name) > 2 and name in known),
        near=bool(doc.user_data.get("near")),
    )
    return doc


def _parties(doc: Doc) -> list[Span]:
    """The parties that were read, as spans labelled with their roles; members of a body as 成员."""
    said = doc.user_data
    readings = [r for r in (said.get("clause"), *said.get("duties", ())) if r is not None]
    found = [(p.start, p.end, p.role) for reading in readings for p in reading.parties]
    if said.get("body") is not None:
        found.extend((p.start, p.end, "成员") for p in said["body"].members)
    return [Span(doc, start, end, label=role) for start, end, role in found]


# Made when somebody asks, as a notebook does: extraction itself does not.
Doc.set_extension("parties", getter=_parties)


@cache
def pipeline(component: str) -> Language:
    """The pipeline that runs one of our components, `CLAUSE`, `BODY` or `PROSE`; made once."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "qiantou.characters.v1"}}})
    nlp.add_pipe(component)
    return nlp


@cache
def _steps(component: str) -> tuple[Callable[[str], Doc], tuple[Callable[[Doc], Doc], ...]]:
    nlp = pipeline(component)
    return nlp.tokenizer, tuple(pipe for _, pipe in nlp.pipeline)


def read(component: str, words: str, **told: str | frozenset[str]) -> dict[str, Any]:
    """What the pipeline of a component makes of a stretch: its `Doc.user_data`.

    The steps are those of `nlp(words)`, which looks its components up anew for every text: it takes as long as to read
    a short clause.

    Args:
        told: what the component is told beside the words: `default`, the role of parties that have none; `known`, names
            that are certainly bodies'; `near`, that a certain body has a duty in the sentences around.
    """
    tokenizer, pipes = _steps(component)
    doc = tokenizer(words)
    doc.user_data.update(told)
    for pipe in pipes:
        doc = pipe(doc)
    said: dict[str, Any] = doc.user_data
    return said
