"""From references to JSON records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.statements import Document
from loaders.document import Record
from loaders.editions.model import Reference
from loaders.page.text import Text


def records(text: Text, document: Document, found: Sequence[Reference]) -> Iterator[Record]:
    """One record for the document itself, then one for each document that it speaks of."""
    yield {
        "kind": "document",
        "doc": text.file,
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "date": document.date,
        "work": document.work,
        "stage": document.stage,
        "from": document.starts or document.date,
        "to": document.ends,
        "period": document.period,
        **text.evidence(0, 0),
    }
    for one in found:
        told = {"relation": one.relation, "title": one.title, "number": one.number}
        yield {"kind": "reference", "doc": text.file, **told, **text.evidence(one.start, one.end)}
