"""The contract of `qiantou extract`: what was found as flat records, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.document import Record
from loaders.extract import Extraction
from loaders.passes import KINDS

__all__ = ["Record", "records"]


def records(extraction: Extraction) -> Iterator[Record]:
    """Every record of a document, kind by kind: responsibilities, bodies, projects, parks, industries ..., signals.

    Each tells its `place` in the file as a person would look for it (第7页，表2第3行); empty for plain text.
    """
    for record in _records(extraction):
        yield {**record, "place": extraction.text.place(record["start"])}


def _records(extraction: Extraction) -> Iterator[Record]:
    text = extraction.text
    for kind in KINDS:
        yield from kind.records(extraction.doc)
    for signal in extraction.signals:
        evidence = text.evidence(signal.start, signal.end)
        yield {"kind": "signal", "doc": text.file, **evidence, "reason": signal.reason}
