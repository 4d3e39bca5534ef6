"""From parks to JSON records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.statements import Document
from loaders.document import Record
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.text import Text
from loaders.parks.attribution import Attribution
from loaders.parks.find import ending, is_zone, shown
from loaders.parks.model import Place


def records(
    text: Text,
    document: Document,
    places: Sequence[Place],
    attribution: Attribution,
    targets: Mapping[str, list[Record]],
) -> Iterator[Record]:
    """One record for each park, with its first mention.

    Args:
        targets: the targets of a park by its whole name.
    """
    mentions: dict[str, list[Place]] = {}
    for place in places:
        mentions.setdefault(place.canonical, []).append(place)
    names = shown(places)
    for whole, found in mentions.items():
        first, name = found[0], names[whole]
        yield {
            "kind": "park",
            "doc": text.file,
            "name": name,
            "variants": [other for other in dict.fromkeys(place.name for place in found) if other != name],
            **_lies(document, attribution, first),
            "mentions": len(found),
            "targets": targets.get(whole, []),
            **text.evidence(first.start, first.end),
        }


def _lies(document: Document, attribution: Attribution, place: Place) -> Record:
    """Where a park lies: in the zone that its name or its piece tells, else in its region; and what kind of park it is.

    A name that begins with the whole province tells no more than the document does.
    """
    names, end = gazetteer(), ending(place.canonical)
    around = attribution.region_at(place.start)
    zone = place.within or (around if names.region_by_id(around) is None else "")
    inside = bool(zone) and zone != place.canonical and not is_zone(place.canonical) and not _is_named(place)
    region, home = names.region_by_id(place.region), names.region_by_id(document.region)
    if region is not None and home is not None and region is not home and region in home.chain():
        region = home
    level = "园中园" if inside and (place.within or end.startswith("产业园")) else end or "景区"
    return {"region": zone if inside else region.name if region is not None else None, "level": level}


def _is_named(place: Place) -> bool:
    """Whether a park's name tells its county or city, so that its piece need not."""
    region = gazetteer().region_by_id(place.region)
    named = region is not None and any(word in place.canonical for word in (region.name, *region.shorts))
    return named and not place.within
