"""The spaCy pipelines: one character is one token, so a token's index is its character's offset.

They run on candidate stretches only (the words of one bracket, one founding paragraph): making tokens is what spaCy's
time goes to, and nine tenths of a plan hold no candidate.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from loaders import bodies, clauses, prose
from loaders.gazetteer import gazetteer

CLAUSE, BODY, PROSE = "qiantou_clause", "qiantou_body", "qiantou_prose"


class CharacterTokenizer:
    """Makes one token of every character, spaces included."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A document whose token `i` is the character `text[i]`."""
        # Doc.text would put the text together again from its tokens at each use.
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text), user_data={"words": text})


@registry.tokenizers("qiantou.characters.v1")  # type: ignore[untyped-decorator]  # spaCy leaves it untyped
def create_character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """The registered factory of the tokenizer."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


@Language.component(CLAUSE, assigns=["doc.user_data", "doc.spans"])
def read_clause(doc: Doc) -> Doc:
    """Read the words of a bracket as a clause; its parties become spans labelled with their roles."""
    clause = clauses.parse(doc.user_data["words"], doc.user_data.get("default", ""))
    doc.user_data["clause"] = clause
    parties = clause.parties if clause is not None else ()
    doc.spans["parties"] = [Span(doc, p.start, p.end, label=p.role) for p in parties]
    return doc


@Language.component(BODY, assigns=["doc.user_data", "doc.spans"])
def read_body(doc: Doc) -> Doc:
    """Read a paragraph as the founding of a coordinating body; its members become spans."""
    body = bodies.parse(doc.user_data["words"])
    doc.user_data["body"] = body
    members = body.members if body is not None else ()
    doc.spans["members"] = [Span(doc, p.start, p.end, label="成员") for p in members]
    return doc


@Language.component(PROSE, assigns=["doc.user_data", "doc.spans"])
def read_prose(doc: Doc) -> Doc:
    """Read a sentence for duties in running text; its parties become spans labelled with their roles."""
    duties = prose.parse(doc.user_data["words"], gazetteer().certain)
    doc.user_data["duties"] = duties
    parties = [party for duty in duties for party in duty.parties]
    doc.spans["parties"] = [Span(doc, p.start, p.end, label=p.role) for p in parties]
    return doc


@cache
def pipeline(component: str) -> Language:
    """The pipeline that runs one of our components, `CLAUSE`, `BODY` or `PROSE`; made once."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "qiantou.characters.v1"}}})
    nlp.add_pipe(component)
    return nlp
