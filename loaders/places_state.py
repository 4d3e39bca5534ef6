"""Parks, industries and people: looked for where a text has the words for them, and stated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.statements import Entity, Value, digest
from loaders.builder import Builder
from loaders.duties.signals import Signal
from loaders.duties.tasks import home
from loaders.industries import find as industries
from loaders.industries.find import Finding, IndustryTarget, Member, ParkIndustry, System
from loaders.lexicon.gazetteer import Region, gazetteer
from loaders.lexicon.names import Resolver, region_entity
from loaders.page import articles
from loaders.page.articles import Article
from loaders.page.outline import Node, Outline
from loaders.page.text import Text
from loaders.parks import find as places
from loaders.parks.find import Place
from loaders.people import find as people
from loaders.people.find import PersonPost

_COUNTED = re.compile(r"(?:[两二三四五六七八九十]|\d{1,2})大[\u4e00-\u9fff]{0,6}产业[\u4e00-\u9fff]{0,2}$")
_LOOSE_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})产业$")
_STREET = re.compile("路|街|镇|乡|村")


@dataclass(frozen=True)
class Findings:
    """What a document says of parks, industries and people.

    Attributes:
        pieces: its articles; none where it is one text without a byline.
        places: every mention of a park, zone or sight.
        industries: systems, industries of parks and output targets.
        people: people with their posts, and authors.
        torn: where columns or captions broke a sentence.
    """

    pieces: list[Article]
    places: list[Place]
    industries: list[Finding]
    people: list[PersonPost]
    torn: list[Signal]

    @property
    def signals(self) -> list[Signal]:
        """What a reader should look at."""
        return [*self.torn, *industries.signals(self.industries)]


def find(text: Text, tree: Outline, title: str = "") -> Findings:
    """Everything that a text says of parks, industries and people.

    Args:
        title: of the document; an issue of a periodical tells whose masthead it has.
    """
    pieces = articles.find(text)
    # Only magazines and newspapers have columns; where a plan's page ends within a sentence nothing is lost.
    torn = articles.signals(text) if pieces else []
    return Findings(
        pieces,
        places.find(text),
        industries.find(text, tree),
        people.of_periodical(people.find(text, pieces), title),
        torn,
    )


# --- parks -----------------------------------------------------------------------------------------------------


class Parks:
    """The nodes of a document's parks: one for each, under whatever name it stands."""

    def __init__(self, builder: Builder, found: Sequence[Place]) -> None:
        self._scope = builder.document.region or builder.document.id
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


def state_places(builder: Builder, parks: Parks) -> None:
    """Each park once: the region that it belongs to, and the zone that it lies in."""
    for place in parks:
        path, span = _path(builder, place.start), (place.start, place.end)
        entity = parks.entity(place.canonical)
        region = gazetteer().region_by_id(place.region)
        if region is not None:
            told = any(word in place.canonical for word in (region.name, *region.shorts))
            rule = "places:name" if told else "places:piece"
            builder.add(entity, "属于", region_entity(region), span, path, rule, place.name, inferred=not told)
        if place.within:
            builder.add(entity, "位于", parks.entity(place.within), span, path, "places:zone", place.name)
        if region is None and not place.within:
            builder.add(entity, "属于", builder.entity(_home(builder, place.start)), span, path, "places", place.name)


# --- industries ------------------------------------------------------------------------------------------------


def state_industries(builder: Builder, found: Sequence[Finding], parks: Parks) -> None:
    """The statements of all systems, industries of parks and targets, in the order of the text.

    Args:
        parks: the parks of the document, which may own industries or be members of a system.
    """
    _Industries(builder, found, parks).state()


class _Industries:
    """The industries of one document."""

    def __init__(self, builder: Builder, found: Sequence[Finding], parks: Parks) -> None:
        self._builder = builder
        self._found = found
        self._parks = parks
        self._systems = [one for one in found if isinstance(one, System)]

    def state(self) -> None:
        """Add every statement."""
        for one in self._found:
            if isinstance(one, System):
                self._system(one)
            elif isinstance(one, ParkIndustry):
                self._industry_of(one)
            else:
                self._target(one)

    def _system(self, system: System) -> None:
        builder, entity = self._builder, self._system_entity(system)
        span, path = (system.start, system.end), _path(builder, system.start)
        year = _said(year=system.year)
        whole = self._parks.owner(system.owner) if system.owner else builder.entity(_home(builder, system.start))
        builder.add(entity, "属于", whole, span, path, "industries:system", system.name, **year)
        for order, member in enumerate(system.members, 1):
            node = self._member(system, member)
            builder.add(
                node,
                "列入",
                entity,
                span,
                path,
                "industries:system",
                member.name,
                order=order,
                open=system.open,
                **year,
            )

    def _system_entity(self, system: System) -> Entity:
        id_ = digest(self._builder.document.id, "产业体系", system.owner, industries.core(system.name), system.listing)
        properties: dict[str, Value] = {"names": (system.name,), "owner": system.owner, "listing": system.listing}
        properties |= {} if system.declared is None else {"declared": system.declared}
        return Entity("产业体系", id_, system.name, properties | _said(year=system.year))

    def _member(self, system: System, member: Member) -> Entity:
        """A member's node: parks and companies are listed as industries are."""
        park = self._parks.ending_at(member.start, member.end)
        if park is not None:
            return self._parks.entity(park.canonical)
        return self._company(member.name) if industries.is_of_companies(system.name) else _industry(member.name)

    def _company(self, name: str) -> Entity:
        body = self._builder.resolver.resolve(name)
        if body.kind == "企业":
            return body
        place = self._builder.document.region or self._builder.document.id
        return Entity("企业", f"{place}/{name}", name, {"names": (name,), "region": place})

    def _industry_of(self, one: ParkIndustry) -> None:
        if one.relation not in industries.RELATIONS:  # Every other word for it stays in the records.
            return
        builder, owner = self._builder, self._parks.owner(one.park_or_region)
        span, path = (one.start, one.end), _path(builder, one.start)
        rule = "industries:park"
        builder.add(
            owner, one.relation, _industry(one.industry), span, path, rule, one.industry, **_said(year=one.year)
        )

    def _target(self, one: IndustryTarget) -> None:
        builder, figure = self._builder, self._figure(one)
        span, path = (one.start, one.end), _path(builder, one.start)
        builder.add(self._of_target(one), "目标", figure, span, path, "industries:target", one.industry)
        if one.owner:
            owner = self._parks.owner(one.owner)
            builder.add(owner, "目标", figure, span, path, "industries:target", one.industry)

    def _figure(self, one: IndustryTarget) -> Entity:
        id_ = digest(self._builder.document.id, "指标", one.start, one.end, one.industry, one.indicator)
        properties: dict[str, Value] = {
            "value": one.value,
            "unit": one.unit,
            "comparator": one.comparator,
            "indicator": one.indicator,
            "year": one.year,
            "each": one.each,
            "document": self._builder.document.id,
        }
        return Entity("指标", id_, one.industry + one.indicator, properties)

    def _of_target(self, one: IndustryTarget) -> Entity:
        """Whose figure it is: the system of that name and owner, else an industry."""
        for system in self._systems:
            if system.owner == one.owner and industries.core(one.industry).endswith(industries.core(system.name)):
                return self._system_entity(system)
        if _COUNTED.search(one.industry):
            return self._system_entity(System(one.industry, None, (), one.owner, one.start, one.end))
        return _industry(one.industry)


def target_spans(found: Sequence[Finding]) -> list[tuple[int, int]]:
    """The stretches that state the target of an industry."""
    return [(one.start, one.end) for one in found if isinstance(one, IndustryTarget)]


def _industry(name: str) -> Entity:
    """An industry by its name; 新材料 and 新材料产业 are one."""
    short = _LOOSE_END.sub("", name)
    return Entity("产业", short, short, {"names": tuple(dict.fromkeys((short, f"{short}产业", name)))})


# --- people ----------------------------------------------------------------------------------------------------


def state_people(
    builder: Builder, found: Sequence[PersonPost], pieces: Sequence[Article], coordinating: Mapping[str, str]
) -> None:
    """Who holds which post at which body; a post whose body the text does not tell makes no statement.

    Args:
        pieces: the articles, whose regions tell which city 市委 is that of.
        coordinating: for each name of a coordinating body of the text its whole name.
    """
    bodies = _Bodies(builder, pieces, coordinating)
    place = builder.document.region or builder.document.id
    for one in found:
        if not one.organisation or not one.posts:
            continue
        person = Entity("人员", f"{place}/{one.person}", one.person, {"names": (one.person,), "unnamed": False})
        post = "、".join(post.removeprefix(one.organisation) for post in one.posts)
        span, path = (one.start, one.end), _path(builder, one.start)
        rule = f"people:{one.rule}"
        told = _said(told_on=one.date, organisation=one.organisation)
        builder.add(person, "任职", bodies.at(one), span, path, rule, one.person, post=post, **told)


class _Bodies:
    """Resolves the bodies of people, each within the region of its article."""

    def __init__(self, builder: Builder, pieces: Sequence[Article], coordinating: Mapping[str, str]) -> None:
        self._builder = builder
        self._pieces = pieces
        self._coordinating = coordinating
        self._resolvers: dict[str, Resolver] = {builder.document.region: builder.resolver}

    def at(self, one: PersonPost) -> Entity:
        """The body that gives a person's posts."""
        region, name = self._region(one), one.organisation
        if name in self._coordinating:
            return self._builder.coordinating(self._coordinating[name])
        if region is None:
            return self._unplaced(name) if _is_street(name) else self._builder.resolver.resolve(name)
        if region.id not in self._resolvers:
            self._resolvers[region.id] = Resolver(gazetteer(), region)
        return self._resolvers[region.id].resolve(f"{region.name}{name}" if _is_street(name) else name)

    def _unplaced(self, name: str) -> Entity:
        """A body of a street where the text tells no region: the document's own."""
        place = self._builder.document.id
        properties: dict[str, Value] = {"names": (name,), "region": place, "unlisted": True, "generic": False}
        return Entity("机构", f"{place}/{name}", name, properties)

    def _region(self, one: PersonPost) -> Region | None:
        """The region of the article, else of the document."""
        piece = articles.at(self._pieces, one.start)
        told = gazetteer().region_by_id(piece.region) if piece is not None and piece.region else None
        return told or gazetteer().region_by_id(self._builder.document.region)


def _is_street(name: str) -> bool:
    """Whether a name begins with a street or town that is called like a region: 泰山路街道 is not in 泰山区."""
    found = gazetteer().find(name)
    return bool(found) and found[0][0] == 0 and _STREET.match(name, found[0][1]) is not None


# --- helpers ---------------------------------------------------------------------------------------------------


def _home(builder: Builder, place: int) -> Node:
    return home(builder.tree, place)


def _path(builder: Builder, place: int) -> tuple[str, ...]:
    return builder.path_in(_home(builder, place))


def _said(**words: str) -> dict[str, Value]:
    """The attributes that the text tells."""
    return {key: word for key, word in words.items() if word}
