"""The ends of what people judge: which body a person's name means in a document, and which task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph import quotes
from graph.anchors import fold
from graph.journal import Entry
from graph.ontology import ontology
from graph.statements import Document, Entity, Statement, Value, digest

if TYPE_CHECKING:
    # The gazetteer takes a second to read, and most judgements need no name.
    from loaders.lexicon.names import Resolver

PERSON = "person"
"""The rule of what a person has added."""


def path_of(one: Entity) -> tuple[str, ...]:
    """The headings above an item or a heading, from the top."""
    path = one.properties.get("path", ())
    return tuple(path) if isinstance(path, tuple) else ()


def start_of(one: Entity) -> int:
    """Where an item or a heading begins, in characters."""
    return int(str(one.properties.get("start", 0)))


def _ends(statements: Sequence[Statement]) -> Iterator[Entity]:
    return (end for one in statements for end in (one.subject, one.object))


class Bodies:
    """The bodies of one document.

    Args:
        document: its own data.
        statements: what the rules read in it.
    """

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        self._document = document
        self._statements = statements

    @cached_property
    def _resolver(self) -> Resolver:
        from loaders.lexicon.gazetteer import gazetteer
        from loaders.lexicon.names import Resolver

        names = gazetteer()
        region = names.region_by_id(self._document.region) if self._document.region else None
        return Resolver(names, region, self._document.file, self._document.date)

    @cached_property
    def _known(self) -> dict[tuple[str, str], Entity]:
        return {(end.kind, end.id): end for end in _ends(self._statements)}

    def called(self, name: str) -> Entity:
        """The body that a person's name for it, or its id, stands for."""
        parties = {one.subject.id: one.subject for one in self._statements if one.relation in ontology().roles}
        if name in parties:
            return parties[name]
        found = self._resolver.resolve(quotes.plain(name))
        if not found.properties.get("unlisted"):
            return found
        return next((one for one in parties.values() if one.name == name), found)

    def region(self, body: Entity) -> Entity | None:
        """The region of a body; None where it has none."""
        told = str(body.properties.get("region", ""))
        return self._resolver.region(told) if told else None

    def meant(self, entry: Entry) -> Entity:
        """The body that a name shall stand for, by a judgement on it."""
        if entry.act == "different":
            return self._own(entry)
        body = {key: str(value) for key, value in dict(entry.after["body"]).items()}
        if (known := self._known.get((body["kind"], body["id"]))) is not None:
            return known
        found = self._resolver.resolve(body["name"])
        region, _, _ = body["id"].partition("/")
        return found if found.id == body["id"] else _unlisted(body["kind"], body["id"], body["name"], region)

    def _own(self, entry: Entry) -> Entity:
        """A body of its own for a name that was taken for another's."""
        raw, old = entry.anchor.raw, str(entry.after["from"])
        mine = fold(raw) if entry.reach[0] == "region" else f"{fold(raw)}·{digest(self._document.work)[:6]}"
        known = next((end for end in self._known.values() if end.id == old), None)
        kind = known.kind if known is not None else entry.anchor.kinds[0]
        region = str(known.properties.get("region", "")) if known is not None else old.partition("/")[0]
        return _unlisted(kind, f"{old}·{mine}", raw, region)


def _unlisted(kind: str, id_: str, name: str, region: str) -> Entity:
    """A body that no gazetteer knows."""
    properties: dict[str, Value] = {
        "names": (name,),
        "full_name": name,
        "region": region,
        "level": "",
        "group": "",
        "unlisted": True,
        "generic": False,
    }
    return Entity(kind, id_, name, properties)


class Tasks:
    """The items, headings and other tasks of one document.

    Args:
        document: its own data.
        statements: what the rules read in it.
        text: its text.
    """

    def __init__(self, document: Document, statements: Sequence[Statement], text: str) -> None:
        self._document = document
        self._statements = statements
        self._text = text

    def called(self, wanted: Mapping[str, Any], near: int) -> Entity | None:
        """What a judgement calls a task: something that the document has, else words of its text as an item.

        Args:
            wanted: `kind` and `name`, or `words`.
            near: of several, that which stands nearest to this place is meant.
        """
        if "words" in wanted:
            return self._item(str(wanted["words"]), near)
        name, kind = fold(str(wanted["name"])), str(wanted["kind"])
        found = {end.id: end for end in _ends(self._statements) if end.kind == kind and fold(end.name) == name}
        return min(found.values(), key=lambda one: (abs(start_of(one) - near), one.id), default=None)

    def home(self, place: int) -> Entity:
        """The lowest heading or item whose words hold a place; the document's node outside of all."""
        held = [one for one in self._headings if _span(one)[0] <= place < _span(one)[1]]
        return min(held, key=lambda one: _span(one)[1] - _span(one)[0], default=self._root)

    def path_at(self, place: int) -> tuple[str, ...]:
        """The headings above a place."""
        before = [one for one in self._statements if one.start <= place]
        return max(before, key=lambda one: (one.start, one.id)).path if before else ()

    def _item(self, words: str, near: int) -> Entity | None:
        span = quotes.nearest(self._text, words, near)
        if span is None:
            return None
        start, end = span
        name = "".join(self._text[start:end].split())
        home = self.home(start)
        path = (*path_of(home), home.name) if home.kind != "文件" else ()
        properties: dict[str, Value] = {
            "number": "",
            "seq": start,
            "level": len(path) + 1,
            "document": self._document.id,
            "start": start,
            "end": end,
            "plan": home.properties.get("plan", self._document.id),
            "path": path,
            "text": self._text[start:end],
            "text_start": start,
            "text_end": end,
        }
        return Entity("事项", digest(self._document.id, "事项", PERSON, *path, name), name, properties)

    @cached_property
    def _headings(self) -> list[Entity]:
        ends = {end.id: end for end in _ends(self._statements)}
        return [one for one in ends.values() if one.kind in ("章节", "事项") and "text_start" in one.properties]

    @cached_property
    def _root(self) -> Entity:
        """The document's node as the statements have it, with its words above all headings."""
        own = self._document.entity()
        return next((end for end in _ends(self._statements) if (end.kind, end.id) == (own.kind, own.id)), own)


def _span(one: Entity) -> tuple[int, int]:
    return int(str(one.properties["text_start"])), int(str(one.properties["text_end"]))
