"""Our readers in somebody's own spaCy pipeline."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from loaders.components import CLAUSES, FACTS


def read(component: str, text: str) -> Doc:
    nlp = spacy.blank("zh")
    nlp.add_pipe(component)
    return nlp(text)


def test_a_clause_becomes_spans_with_roles() -> None:
    doc = read(CLAUSES, "市工信局 牵头，市科技局、市财政局配合")
    found = [(span.text, span.label_) for span in doc.spans[CLAUSES]]
    assert found == [("市工信局", "牵头"), ("市科技局", "配合"), ("市财政局", "配合")]
    assert doc._.qiantou_clause.rule == "clause:sequence"


def test_other_words_are_no_clause() -> None:
    doc = read(CLAUSES, "今天天气很好")
    assert doc._.qiantou_clause is None
    assert len(doc.spans[CLAUSES]) == 0


def test_a_document_becomes_statements_with_their_sentences() -> None:
    doc = read(FACTS, "一、重点任务\n1.建设物流枢纽。（市商务局牵头，市交通运输局配合）\n")
    duties = [(s.subject.name, s.relation) for s in doc._.qiantou.statements if s.relation in ("牵头", "配合")]
    assert duties == [("市商务局", "牵头"), ("市交通运输局", "配合")]
    spans = doc.spans[FACTS]
    assert [(span.text, span.label_) for span in spans if span.label_ == "牵头"] == [
        ("（市商务局牵头，市交通运输局配合）", "牵头")
    ]
    assert len(spans) == len(doc._.qiantou.statements)
