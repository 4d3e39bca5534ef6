"""From people to statements: who holds which post at which body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graph.statements import Entity, Value
from loaders.builder import Builder, said
from loaders.lexicon.gazetteer import Region, gazetteer
from loaders.lexicon.names import Resolver
from loaders.page import articles
from loaders.page.articles import Article
from loaders.people.model import PersonPost

_STREET = re.compile("路|街|镇|乡|村")


def state(
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
        span, path = (one.start, one.end), builder.path_at(one.start)
        rule = f"people:{one.rule}"
        told = said(told_on=one.date, organisation=one.organisation)
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
