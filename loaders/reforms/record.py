"""From reforms to JSON records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.document import Record
from loaders.page.text import Text
from loaders.reforms.find import Reform


def records(text: Text, found: Sequence[Reform]) -> Iterator[Record]:
    """One record for each change."""
    for one in found:
        told = {"before": one.before, "after": one.after, "event": one.event, "part": one.part}
        yield {"kind": "reform", "doc": text.file, **told, **text.evidence(one.start, one.end)}
