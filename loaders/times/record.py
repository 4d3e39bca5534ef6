"""From statements to JSON records: every deadline with the task that it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.statements import Statement
from loaders.document import Record
from loaders.page.text import Text


def records(text: Text, statements: Sequence[Statement]) -> Iterator[Record]:
    """One record for each deadline; its offsets are those of its own words."""
    for one in statements:
        if one.relation == "时限":
            says = one.attributes
            yield {
                "kind": "deadline",
                "doc": text.file,
                "task": one.subject.name,
                "text": one.raw,
                **{key: says[key] for key in ("until", "every", "computed")},
                "type": says["kind"],
                "rule": one.rule,
                "path": list(one.path),
                "sentence": one.quote,
                **text.evidence(int(str(says["words_start"])), int(str(says["words_end"]))),
            }
