"""The project's readers as components of anybody's spaCy pipeline.

    nlp = spacy.blank("zh")
    nlp.add_pipe("qiantou_facts")
    doc = nlp(text)

Extraction itself calls the functions behind them: a spaCy document of one token a character took a fifth of its time.
Tokens may be anything; a span that begins or ends inside a token is widened to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from loaders.extract import Extraction, extract
from loaders.lexicon.clauses import Clause
from loaders.lexicon.clauses import parse as parse_clause
from loaders.page.text import Text

CLAUSES, FACTS = "qiantou_clauses", "qiantou_facts"

_CLAUSE, _EXTRACTION = "qiantou_clause", "qiantou"
for _name in (_CLAUSE, _EXTRACTION):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


@Language.component(CLAUSES, assigns=["doc.spans", f"doc._.{_CLAUSE}"])
def clauses(doc: Doc) -> Doc:
    """Read a document that is one clause ("市工信局牵头、市科技局配合").

    `doc._.qiantou_clause` is the `Clause`, or None; `doc.spans["qiantou_clauses"]` its parties, labelled by role.
    """
    words = Text(doc.text, "").squeeze(0, len(doc.text))
    clause: Clause | None = parse_clause(words.text)
    parties = clause.parties if clause is not None else ()
    doc._.set(_CLAUSE, clause)
    doc.spans[CLAUSES] = _spans(doc, ((*words.span(party.start, party.end), party.role) for party in parties))
    return doc


@Language.component(FACTS, assigns=["doc.spans", f"doc._.{_EXTRACTION}"])
def facts(doc: Doc) -> Doc:
    """Read a whole document.

    `doc._.qiantou` is the `Extraction` with its statements, layers and signals; `doc.spans["qiantou_facts"]` holds the
    sentence of every statement, labelled by its relation, in the same order.
    """
    found: Extraction = extract(Text(doc.text, ""))
    doc._.set(_EXTRACTION, found)
    doc.spans[FACTS] = _spans(doc, ((one.start, one.end, one.relation) for one in found.statements))
    return doc


def _spans(doc: Doc, places: Iterable[tuple[int, int, str]]) -> list[Span]:
    found = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in places)
    return [span for span in found if span is not None]
