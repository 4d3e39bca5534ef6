"""The pen of a document: resolves every name once and writes statements; knows no kind of fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from graph.statements import Document, Entity, Statement, Value, digest
from loaders.lexicon.names import Resolver
from loaders.page.headings import Headings
from loaders.page.outline import Node, Outline, home, part_of
from loaders.page.spans import Signal
from loaders.page.text import Squeezed, Text


class Named(Protocol):
    """A name in the words of a clause or a founding paragraph, by its offsets there."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """One past its last character."""


@dataclass
class Builder:
    """Collects the statements of one document, in the order of its text."""

    text: Text
    document: Document
    tree: Outline
    resolver: Resolver
    statements: list[Statement] = field(default_factory=list)
    unclear: list[Signal] = field(default_factory=list)
    headings: Headings = field(init=False)
    _nodes: dict[Node, Entity] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)
    parts: dict[tuple[int, int], Entity] = field(default_factory=dict)
    """The items that are words of an item's text, by their offsets; the first of several."""
    _placed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.headings = Headings(self.text)

    def outline(self, items: Collection[Node], contents: Mapping[Node, tuple[int, int]]) -> None:
        """State the headings; those that are items become 事项, the others 章节.

        Args:
            items: the nodes that are items.
            contents: offsets of the words behind the title of an item, without the clause that closes it.
        """
        root = self.document.entity()
        own = self.own_text(0, self.tree.root.own_end)
        self._nodes[self.tree.root] = Entity(root.kind, root.id, root.name, {**root.properties, **own})
        for node in self.tree.nodes:
            self._outline_node(node, "事项" if node in items else "章节", contents.get(node, (0, 0)))

    def add(
        self,
        subject: Entity,
        relation: str,
        object_: Entity,
        span: tuple[int, int],
        path: tuple[str, ...],
        rule: str,
        raw: str = "",
        **attributes: Value,
    ) -> None:
        """State one fact; the quote is the document's text at the span."""
        start, end = span
        quote = self.text.raw[start:end]
        doc = self.document
        if place := self.text.place(start):
            attributes["place"] = place
        self.statements.append(
            Statement(subject, relation, object_, doc.id, start, end, quote, path, rule, raw, doc.date, attributes)
        )

    def entity(self, node: Node) -> Entity:
        """The node of a heading or item; the document's for what stands above all headings."""
        return self._nodes[node]

    def path_in(self, node: Node) -> tuple[str, ...]:
        """The headings above words that stand in a node's own text, the node's included."""
        return self.headings.down_to(node)

    def home(self, place: int) -> Node:
        """The lowest heading whose own text holds a place."""
        return home(self.tree, place)

    def path_at(self, place: int) -> tuple[str, ...]:
        """The headings above a place."""
        return self.path_in(self.home(place))

    def annex(self, place: int) -> Entity:
        """The node of the part of the document that holds a place; the document's outside of all parts."""
        part = part_of(self.home(place))
        return self._nodes[part or self.tree.root]

    def _plan(self, node: Node) -> str:
        part = part_of(node)
        return self._nodes[part].id if part is not None and part is not node else self.document.id

    def _outline_node(self, node: Node, kind: str, content: tuple[int, int]) -> None:
        path, title = self.headings.above(node), self.headings.title(node)
        number, own = node.number.rstrip(":"), self.own_text(node.start, node.own_end)
        own |= self.content(*content)
        entity = self._entity(kind, title, number, node.title_start, node.title_end, node, path, own)
        self._nodes[node] = entity
        if node.parent is not None:
            span = (node.start, node.title_end)
            self.add(entity, "属于", self._nodes[node.parent], span, path, f"outline:{node.numbering}")

    def own_text(self, start: int, end: int) -> dict[str, Value]:
        """The words that a node answers for, so that questions find what its title does not say."""
        start, end = self.text.trim(start, end)
        return {"text": self.text.raw[start:end], "text_start": start, "text_end": end}

    def content(self, start: int, end: int) -> dict[str, Value]:
        """What is to be done, in the document's own words; nothing where a stretch is empty."""
        start, end = self.text.trim(start, end)
        if start >= end:
            return {}
        return {"content": self.text.written(start, end), "content_start": start, "content_end": end}

    def _entity(
        self,
        kind: str,
        name: str,
        number: str,
        start: int,
        end: int,
        node: Node,
        path: tuple[str, ...],
        own: dict[str, Value],
    ) -> Entity:
        key = digest(self.document.id, kind, *path, number, name)
        self._seen[key] += 1
        seen = self._seen[key]
        properties: dict[str, Value] = {
            "number": number,
            "seq": start,
            "level": len(path) + 1,
            "document": self.document.id,
            "start": start,
            "end": end,
            "plan": self._plan(node),
            "path": path,
            **own,
        }
        return Entity(kind, key if seen == 1 else digest(key, seen), name, properties)

    def part(self, node: Node, span: tuple[int, int], name: str, own: dict[str, Value], rule: str) -> Entity:
        """Words of an item's text that are an item of their own.

        Args:
            own: its words; see `own_text`.
        """
        path = self.path_in(node)
        entity = self._entity("事项", name, "", *span, node, path, own)
        self.add(entity, "属于", self._nodes[node], span, path, rule)
        self.parts.setdefault(span, entity)
        return entity

    def written(self, words: Squeezed, party: Named) -> str:
        """A name as the document writes it, without white space and the words of other cells inside it."""
        start, end = words.span(party.start, party.end)
        if end - start == party.end - party.start and self.text.raw[end : end + 1] != "(":
            return self.text.raw[start:end]
        if self.text.squeeze(start, end).text == words.text[party.start : party.end]:
            return self.text.written(start, end)
        return "".join(self.text.raw[place] for place in words.offsets[party.start : party.end])

    def party(self, name: str, words: Squeezed, at: Named, path: tuple[str, ...], carried: str = "") -> Entity:
        """The body of that name; the first time it is met, its region is stated too."""
        entity = self.resolver.resolve(name, carried)
        region = str(entity.properties["region"])
        if entity.id not in self._placed and entity.kind in ("机构", "企业", "园区"):
            self._placed.add(entity.id)
            span = words.span(at.start, at.end)
            if places := self.resolver.shared(name):
                named = "、".join(place.id for place in places)
                self.unclear.append(Signal(*span, f"“{name}”可能是{named}的，文中没有写明是哪一个"))
            self.add(entity, "属于", self.resolver.region(region), span, path, "region", name)
        return entity

    def coordinating(self, name: str) -> Entity:
        """The coordinating body of that name: the gazetteer's where it has one, else the document's own."""
        known = self.resolver.resolve(name)
        is_known = known.kind == "议事协调机构" and not known.properties["unlisted"]
        return known if is_known else self.resolver.body(name, self.document.id)


def said(**words: str) -> dict[str, Value]:
    """The attributes that the text tells: those that are not empty."""
    return {key: word for key, word in words.items() if word}
