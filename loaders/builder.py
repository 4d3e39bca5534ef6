"""From tasks and bodies to statements: the nodes of a document and the facts that connect them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.statements import Document, Entity, Statement, Value, digest
from loaders.bodies.founding import Body, Post
from loaders.duties.tasks import Found, Task, home, part_of
from loaders.lexicon.clauses import Party
from loaders.lexicon.gazetteer import LEVEL_PREFIX
from loaders.lexicon.names import Resolver
from loaders.page.headings import Headings
from loaders.page.outline import Node, Outline
from loaders.page.text import Squeezed, Text

_LEAD_CLAUSE = re.compile(r"(?:^|[,由])[^,;。由]{2,40}牵头(?:负责)?,[^,;。]{2,90}(?:参与|参加|配合)")
"""What a sentence that founds a body may say besides, as any other: "由甲局牵头,乙局、丙局参与"."""
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")

COLLECTIVE = "prose:collective"
"""The rule whose parties are collectives, whatever their names."""

_TITLE = 60
"""A part of an item is named by its first sentence, at most this many characters of it."""


@dataclass(frozen=True)
class FoundBody:
    """A founding paragraph: its offsets, its words and the body read in them."""

    start: int
    end: int
    words: Squeezed
    body: Body

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Offsets of the sentences that say something of the body; others of its paragraph may state duties."""
        body = self.body
        if self.words.offsets[0] < self.start or body.is_mentioned:
            # Words of the whole text: the body's own are all that say something of it, if more than its name.
            yield from [(self.start, self.end)] if body.leads or not body.is_mentioned else []
            return
        said = [body.start, *(post.start for post in body.posts), *(one.start for one in (*body.members, *body.leads))]
        said += [body.office_task[0]] if body.office_task is not None else []
        said += [body.seat.start] if body.seat is not None else []
        for match in _SENTENCE.finditer(self.words.text):
            places = [place for place in said if match.start() <= place < match.end()]
            joined = any(match.start() <= one.start < match.end() for one in (*body.members, *body.leads))
            if places and (joined or _LEAD_CLAUSE.search(match.group()) is None):
                yield self.words.span(*match.span())


@dataclass
class Builder:
    """Collects the statements of one document, in the order of its text."""

    text: Text
    document: Document
    tree: Outline
    resolver: Resolver
    statements: list[Statement] = field(default_factory=list)
    headings: Headings = field(init=False)
    _nodes: dict[Node, Entity] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)
    _placed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.headings = Headings(self.text)

    def build(self, tasks: list[Task], bodies: list[FoundBody]) -> list[Statement]:
        """All statements of the document."""
        items = {task.node for task in tasks if task.form == "item"}
        root = self.document.entity()
        own = self._own_text(0, self.tree.root.own_end)
        self._nodes[self.tree.root] = Entity(root.kind, root.id, root.name, {**root.properties, **own})
        for node in self.tree.nodes:
            self._outline_node(node, "事项" if node in items else "章节")
        for task in tasks:
            self._task(task, tasks)
        for found in bodies:
            self._body(found)
        return self.statements

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

    def _plan(self, node: Node) -> str:
        part = part_of(node)
        return self._nodes[part].id if part is not None and part is not node else self.document.id

    def _outline_node(self, node: Node, kind: str) -> None:
        path, title = self.headings.above(node), self.headings.title(node)
        number, own = node.number.rstrip(":"), self._own_text(node.start, node.own_end)
        entity = self._entity(kind, title, number, node.title_start, node.title_end, node, path, own)
        self._nodes[node] = entity
        if node.parent is not None:
            span = (node.start, node.title_end)
            self.add(entity, "属于", self._nodes[node.parent], span, path, f"outline:{node.numbering}")

    def _own_text(self, start: int, end: int) -> dict[str, Value]:
        """The words that a node answers for, so that questions find what its title does not say."""
        start, end = self.text.trim(start, end)
        return {"text": self.text.raw[start:end], "text_start": start, "text_end": end}

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
            "seq": len(self.statements),
            "level": len(path) + 1,
            "document": self.document.id,
            "start": start,
            "end": end,
            "plan": self._plan(node),
            "path": path,
            **own,
        }
        return Entity(kind, key if seen == 1 else digest(key, seen), name, properties)

    def _task(self, task: Task, tasks: list[Task]) -> None:
        node = task.node
        path = self.headings.above(node)
        target = self._nodes[node]
        if task.form in ("sentences", "prose", "row"):
            target = self._part(task)
            path = self.path_in(node)
        for found in task.clauses:
            self._duties(found, target, path, inherited=False)
            if task.inherits:
                for below in self._items_below(node, tasks):
                    self._duties(found, self._nodes[below], self.headings.above(below), inherited=True)

    def _items_below(self, node: Node, tasks: list[Task]) -> Iterator[Node]:
        inside = set(node.walk()) - {node}
        return (task.node for task in tasks if task.form == "item" and task.node in inside)

    def _part(self, task: Task) -> Entity:
        """The sentences that one clause of an item covers, as an item of their own."""
        node = task.node
        path = self.path_in(node)
        words = task.name or self.text.squeeze(task.start, task.end).text
        name = words.split("。", 1)[0][:_TITLE] or words[:_TITLE]
        own = self._own_text(task.start, task.end)
        if task.name and task.name != self.text.squeeze(task.start, task.end).text:
            own["text"] = task.name  # words of other columns stand between its own
        entity = self._entity("事项", name, "", task.start, task.end, node, path, own)
        self.add(entity, "属于", self._nodes[node], (task.start, task.end), path, task.form)
        return entity

    def _duties(self, found: Found, target: Entity, path: tuple[str, ...], *, inherited: bool) -> None:
        rule = found.clause.rule
        carried = ""
        for party in found.clause.parties:
            # A comma ends what a list shares: "市发展改革局、教育局,海事局".
            if found.words.text[party.start - 1 : party.start] != "、":
                carried = ""
            level = LEVEL_PREFIX.match(party.name)
            if rule == COLLECTIVE:
                entity = self.resolver.collective(party.name)
            else:
                entity = self._party(party.name, found.words, party, path, carried)
            if entity.properties["generic"]:
                carried = ""  # 市直有关单位 gives its level to nobody
            elif level is not None:
                carried = level.group()
            self.add(
                entity,
                party.role,
                target,
                (found.start, found.end),
                path,
                rule,
                party.name if rule == COLLECTIVE else self._written(found.words, party),
                open=party.open,
                inherited=inherited,
                generic=bool(entity.properties["generic"]),
            )

    def _written(self, words: Squeezed, party: Party | Post) -> str:
        """A name as the document writes it, without white space and the words of other cells inside it."""
        start, end = words.span(party.start, party.end)
        if end - start == party.end - party.start and self.text.raw[end : end + 1] != "(":
            return self.text.raw[start:end]
        if self.text.squeeze(start, end).text == words.text[party.start : party.end]:
            return self.text.written(start, end)
        return "".join(self.text.raw[place] for place in words.offsets[party.start : party.end])

    def _party(
        self, name: str, words: Squeezed, party: Party | Post, path: tuple[str, ...], carried: str = ""
    ) -> Entity:
        """The body of that name; the first time it is met, its region is stated too."""
        entity = self.resolver.resolve(name, carried)
        region = str(entity.properties["region"])
        if entity.id not in self._placed and entity.kind in ("机构", "企业", "园区"):
            self._placed.add(entity.id)
            span = words.span(party.start, party.end)
            self.add(entity, "属于", self.resolver.region(region), span, path, "region", name)
        return entity

    def coordinating(self, name: str) -> Entity:
        """The coordinating body of that name: the gazetteer's where it has one, else the document's own."""
        known = self.resolver.resolve(name)
        is_known = known.kind == "议事协调机构" and not known.properties["unlisted"]
        return known if is_known else self.resolver.body(name, self.document.id)

    def _body(self, found: FoundBody) -> None:
        body = found.body
        if body.count:
            return  # it stands for several, and the text names none of them
        place = home(self.tree, found.start)
        path = self.path_in(place)
        entity = self.coordinating(body.name)
        span = (found.start, found.end)
        part = part_of(place)
        self.add(entity, "属于", self._nodes[part or self.tree.root], span, path, "body", body.name)
        for post in body.posts:
            self._post(entity, "副召集" if post.vice else "召集", post, found, path)
        if body.office_head is not None:
            # Where the holder has a post of the body too, it has stated already whom it is of.
            said = any(post.holder == body.office_head.holder for post in body.posts)
            head = replace(body.office_head, body="") if said else body.office_head
            self._post(entity, "任职", head, found, path)
        for member in sorted([*body.members, *body.leads], key=lambda party: party.start):
            party = self._party(member.name, found.words, member, path)
            raw = self._written(found.words, member)
            if member in body.leads:
                self._duty(party, "牵头", entity, span, path, "body:lead", raw)
                continue
            generic = bool(party.properties["generic"])
            self.add(party, "成员", entity, span, path, "body:members", raw, open=member.open, generic=generic)
        if body.seat is not None:
            seat = self._party(body.seat.name, found.words, body.seat, path)
            raw = self._written(found.words, body.seat)
            self.add(entity, "办公室设在", seat, span, path, "body:office", raw)
            if body.office_task is not None:
                self._duty(seat, "负责", entity, span, path, "body:office", raw)

    def _duty(
        self,
        party: Entity,
        role: str,
        target: Entity,
        span: tuple[int, int],
        path: tuple[str, ...],
        rule: str,
        raw: str,
    ) -> None:
        generic = bool(party.properties["generic"])
        self.add(party, role, target, span, path, rule, raw, open=False, inherited=False, generic=generic)

    def _post(self, entity: Entity, relation: str, post: Post, found: FoundBody, path: tuple[str, ...]) -> None:
        span = (found.start, found.end)
        region = entity.properties["region"]
        name = post.person or post.holder
        place = (self.document.region or self.document.id) if post.person else region
        properties: dict[str, Value] = {"names": (name,), "unnamed": not post.person}
        person = Entity("人员", f"{place}/{name}", name, properties)
        self.add(person, relation, entity, span, path, "body:posts", post.holder, post=post.post)
        if post.body and not post.person:  # a person's own posts are stated with the person
            seat = self._party(post.body, found.words, post, path)
            self.add(
                person, "任职", seat, span, path, "body:posts", post.holder, post=post.holder.rpartition(post.body)[2]
            )
