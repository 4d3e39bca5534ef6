"""The statement, the unit of the graph: one fact, who says it, and the characters that prove it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph import editions
from graph.errors import OntologyError
from graph.ontology import Ontology

Value = str | int | float | bool | tuple[str, ...]
"""What a property of a node or a relationship may hold; a tuple becomes a list of strings in the store."""


def digest(*parts: object) -> str:
    """A 20-character id made of the parts: the same on every run and machine."""
    joined = "\x1f".join(map(str, parts)).encode("utf-8")
    return hashlib.blake2b(joined, digest_size=10).hexdigest()


@dataclass(frozen=True)
class Entity:
    """A node: its kind, its id and its properties.

    Attributes:
        kind: a kind of the ontology; becomes the label.
        id: unique within its kind.
        name: what a person calls it.
        properties: everything else, by property key.
    """

    kind: str
    id: str
    name: str
    properties: Mapping[str, Value] = field(default_factory=dict, compare=False)

    def row(self) -> dict[str, Value]:
        """The properties as they are stored."""
        return {"id": self.id, "name": self.name, **self.properties}


@dataclass(frozen=True)
class Document:
    """A document as the graph knows it.

    Attributes:
        id: its document number, else title + issuer + date, else its file name; a mended copy keeps the id.
        date: `YYYY-MM-DD`, or empty when the text names none.
        source: address that the file says it comes from; empty where it says none.
        characters: length of the text that the offsets count in.
        sha256: digest of that text (UTF-8).
        rules: which rules it was read by; another word where they have changed since.
        starts: the day from which it holds, where it names another than its date; stored as `from`.
        ends: the last day on which it holds, empty where it sets no end; stored as `to`.
        period: the years that it plans for, 2024 or 2024-2026.
        words: digest of its words without white space: a reprint has the same.
    """

    id: str
    title: str
    file: str
    number: str = ""
    issuer: str = ""
    date: str = ""
    region: str = ""
    characters: int = 0
    sha256: str = ""
    source: str = ""
    rules: str = ""
    starts: str = ""
    ends: str = ""
    period: str = ""
    words: str = ""

    @property
    def work(self) -> str:
        """The work that it is an edition of; see `editions.work`."""
        return editions.work(self.title, self.region, self.issuer, self.id)

    @property
    def stage(self) -> str:
        """How far this edition has come, by its title; a stage of the ontology."""
        return editions.stage(self.title)

    def entity(self) -> Entity:
        """The document's node."""
        keys = (
            "file",
            "number",
            "issuer",
            "date",
            "region",
            "characters",
            "sha256",
            "source",
            "rules",
            "work",
            "stage",
        )
        times = {"from": self.starts, "to": self.ends, "period": self.period, "words": self.words}
        said = {key: value for key, value in times.items() if value}
        return Entity("文件", self.id, self.title, {**{k: getattr(self, k) for k in keys}, **said})


@dataclass(frozen=True)
class Statement:
    """One fact and its evidence.

    `text[start:end] == quote` holds for the document's text as read; offsets count characters from 0, end exclusive.

    Attributes:
        subject: where the relationship starts.
        relation: a relation of the ontology.
        object: where the relationship ends.
        document: id of the document that says so.
        date: date of that document.
        start: first character of the evidence.
        end: one past its last character.
        quote: the evidence, verbatim.
        path: headings from the top of the document down to the place.
        rule: name of the rule that found the fact.
        raw: the subject's (or object's) name as written, beside the resolved one.
        attributes: open, inherited, generic, post, value, unit ...
    """

    subject: Entity
    relation: str
    object: Entity
    document: str
    start: int
    end: int
    quote: str
    path: tuple[str, ...] = ()
    rule: str = ""
    raw: str = ""
    date: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict, compare=False)

    @cached_property
    def id(self) -> str:
        """Hash of the key fields; two facts of one document differ in at least one of them."""
        return digest(
            self.document, self.subject.id, self.relation, self.object.id, self.start, self.end, self.raw, self.rule
        )

    def row(self) -> dict[str, Value]:
        """The properties of the relationship as they are stored."""
        return {
            "id": self.id,
            "document": self.document,
            "date": self.date,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "path": self.path,
            "rule": self.rule,
            "raw": self.raw,
            **self.attributes,
        }

    def check(self, ontology: Ontology) -> None:
        """Refuse a statement that breaks the ontology or whose quote cannot fill its span.

        Raises:
            OntologyError: saying what is wrong with which statement.
        """
        ontology.check_relation(self.subject.kind, self.relation, self.object.kind, self.row())
        for node in (self.subject, self.object):
            ontology.check_node(node.kind, node.row())
        if self.end - self.start != len(self.quote):
            fact = f"{self.subject.name}—{self.relation}→{self.object.name}"
            raise OntologyError(f"陈述“{fact}”的原句与位置 {self.start}–{self.end} 不符。", "请检查产生它的规则。")
