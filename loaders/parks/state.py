"""From parks to statements: each park once, with the region and the zone that it lies in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.statements import Document, Entity
from loaders.builder import Builder
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.names import region_entity
from loaders.parks.model import Place


class Parks:
    """The nodes of a document's parks: one for each, under whatever name it stands."""

    def __init__(self, document: Document, found: Sequence[Place]) -> None:
        self._scope = document.region or document.id
        self._first: dict[str, Place] = {}
        self._written: dict[str, dict[str, None]] = {}
        self._canonical: dict[str, str] = {}
        self._ending: dict[int, Place] = {}
        for place in found:
            self._first.setdefault(place.canonical, place)
            self._written.setdefault(place.canonical, {})[place.name] = None
            self._canonical.setdefault(place.name, place.canonical)
            self._ending.setdefault(place.end, place)
        self._canonical.update({name: name for name in self._first})

    def __iter__(self) -> Iterator[Place]:
        """The first mention of each park."""
        return iter(self._first.values())

    def knows(self, name: str) -> bool:
        """Whether the document names a park so."""
        return name in self._canonical

    def ending_at(self, start: int, end: int) -> Place | None:
        """The park whose name the last words of a stretch are."""
        place = self._ending.get(end)
        return place if place is not None and place.start >= start else None

    def entity(self, name: str) -> Entity:
        """The park of that name; one that the finder does not know belongs to the document's region."""
        whole = self._canonical.get(name, name)
        first = self._first.get(whole)
        region = (first.region if first is not None else "") or self._scope
        names = tuple(dict.fromkeys((whole, *self._written.get(whole, ()), name)))
        return Entity("园区", f"{region}/{whole}", whole, {"names": names, "region": region})

    def owner(self, name: str) -> Entity:
        """Whose industry it is: a region by its id, else a park."""
        region = gazetteer().region_by_id(name)
        return region_entity(region) if region is not None else self.entity(name)


def state(builder: Builder, parks: Parks) -> None:
    """Each park once: the region that it belongs to, and the zone that it lies in."""
    for place in parks:
        path, span = builder.path_at(place.start), (place.start, place.end)
        entity = parks.entity(place.canonical)
        region = gazetteer().region_by_id(place.region)
        if region is not None:
            told = any(word in place.canonical for word in (region.name, *region.shorts))
            rule = "places:name" if told else "places:piece"
            builder.add(entity, "属于", region_entity(region), span, path, rule, place.name, inferred=not told)
        if place.within:
            builder.add(entity, "位于", parks.entity(place.within), span, path, "places:zone", place.name)
        if region is None and not place.within:
            builder.add(entity, "属于", builder.entity(builder.home(place.start)), span, path, "places", place.name)
