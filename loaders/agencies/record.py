"""From bodies that a text names to JSON records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.agencies.find import Agency
from loaders.document import Record
from loaders.ledger.mentions import Mention
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.text import Text


def records(text: Text, agencies: Sequence[Agency], mentions: Sequence[Mention]) -> Iterator[Record]:
    """One record for each body, in the order of their first mentions; `status` counts what became of the mentions."""
    fates: dict[str, Counter[str]] = {}
    for mention in mentions:
        fates.setdefault(mention.name, Counter())[mention.fate] += 1
    for agency in agencies:
        status: Counter[str] = sum((fates.get(name, Counter()) for name in agency.names), Counter())
        yield _mention(text, agency) | {"status": dict(sorted(status.items()))}


def _mention(text: Text, agency: Agency) -> Record:
    """A body under its most used name, with its other names and how often each stands in the text."""
    name = next(iter(agency.names))
    return {
        "kind": "mention",
        "doc": text.file,
        "name": name,
        "agency_id": agency.entity.id,
        "variants": [other for other in agency.names if other != name],
        "level": agency.level,
        "region": _known_region(agency),
        "type": agency.type,
        "mentions": agency.names,
        "mentions_total": sum(agency.names.values()),
        "generic": bool(agency.entity.properties["generic"]),
        "unlisted": bool(agency.entity.properties.get("unlisted", False)),
        **text.evidence(agency.start, agency.end),
    }


def _known_region(agency: Agency) -> str | None:
    """The id of the region that a body is of; None where the document tells none."""
    region = gazetteer().region_by_id(str(agency.entity.properties["region"]))
    return region.id if region is not None else None
