"""The spaCy pipeline over a question: its tokenizer cuts it into names and known words, its matcher finds signals.

A token is a name of the graph, a word of the rules, or one character of the rest. Its tags (`token._.tags`) are the
classes of the word or the kinds of the nodes that the name may mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from queries.asking.names import Finder, Mention, Names
from queries.asking.rules import PARTICLE, rules

SIGNALS = "qiantou_signals"
_LONGEST_GAP = 3
"""Tokens that a gap (…) of a pattern may span."""

Token.set_extension("tags", default=(), force=True)
Token.set_extension("mention", default=None, force=True)


class QuestionTokenizer:
    """Cuts a question into names, words of the rules, and single characters.

    A name beats a word unless the word is longer.
    """

    def __init__(self, vocab: Vocab, names: Names) -> None:
        self.vocab = vocab
        self._names = names
        self._rules = rules()
        words = Finder(sorted(self._rules.words))
        known = [name for name in names.words() if not _is_made_of(name, words)]
        self._finder = Finder(sorted({*known, *self._rules.words}))

    def __call__(self, text: str) -> Doc:
        """A document whose tokens, put together, are the text."""
        spans = self._spans(text)
        doc = Doc(self.vocab, words=[text[a:b] for a, b in spans], spaces=[False] * len(spans))
        for token, (start, end) in zip(doc, spans, strict=True):
            self._tag(token, start, end)
        return doc

    def _spans(self, text: str) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        place = 0
        for start, end, _ in self._finder.find(text):
            spans.extend((at, at + 1) for at in range(place, start))
            spans.append((start, end))
            place = end
        spans.extend((at, at + 1) for at in range(place, len(text)))
        return spans

    def _tag(self, token: Token, start: int, end: int) -> None:
        classes = self._rules.words.get(token.text, frozenset())
        # 主导产业 is a word of questions before it is the name of some plan's system.
        nodes = () if classes else self._names.spellings.get(token.text, ())
        token._.tags = [*sorted(classes), *dict.fromkeys(tag for node in nodes for tag in node.tags)]
        token._.mention = Mention(start, end, token.text, nodes) if nodes else None


def _is_made_of(name: str, words: Finder) -> bool:
    """Whether a name is nothing but words of questions: 牵头单位 asks, though some plan calls a body so."""
    return sum(end - start for start, end, _ in words.find(name)) == len(name)


class SignalFinder:
    """The component that finds signals: `doc.spans["signals"]`, each labelled with its name."""

    def __init__(self, nlp: Language) -> None:
        self._matcher = Matcher(nlp.vocab)
        for name, patterns in rules().signals.items():
            self._matcher.add(name, [_tokens(pattern) for pattern in patterns])

    def __call__(self, doc: Doc) -> Doc:
        """Find them."""
        doc.spans["signals"] = sorted(self._matcher(doc, as_spans=True), key=lambda span: (span.start, span.end))
        return doc


@Language.factory(SIGNALS, assigns=["doc.spans"])
def create_signal_finder(nlp: Language, name: str) -> SignalFinder:
    """The registered factory of the component."""
    return SignalFinder(nlp)


def _tokens(pattern: Sequence[tuple[frozenset[str], bool]]) -> list[dict[str, Any]]:
    """A pattern of the rules as spaCy's Matcher wants it, particles allowed between its parts."""
    tokens: list[dict[str, Any]] = []
    for at, (choice, optional) in enumerate(pattern):
        if at:
            tokens.append({"_": {"tags": {"INTERSECTS": [PARTICLE]}}, "OP": "*"})
        if choice:
            tokens.append({"_": {"tags": {"INTERSECTS": sorted(choice)}}, "OP": "?" if optional else "{1}"})
        else:
            tokens.append({"OP": f"{{0,{_LONGEST_GAP}}}"})
    return tokens


def pipeline(names: Names) -> Language:
    """The pipeline for the names of one graph."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = QuestionTokenizer(nlp.vocab, names)
    nlp.add_pipe(SIGNALS)
    return nlp
