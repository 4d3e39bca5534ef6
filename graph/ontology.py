"""The ontology as objects: which kinds of node and which relations exist, and what each may connect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import data
from graph.errors import OntologyError

FILE = Path(__file__).with_name("ontology.yaml")


@dataclass(frozen=True)
class Kind:
    """A kind of node: its label, what it is, how it is drawn, and the properties it must carry.

    Attributes:
        called: whether its names are what documents call it, and not what the gazetteer says; see `graph.called`.
    """

    name: str
    caption: str
    color: str
    shape: str
    icon: str
    required: tuple[str, ...]
    called: bool = False


@dataclass(frozen=True)
class Property:
    """What a relationship can say: its key, the name of its type (one of `TYPES`) and what it means.

    Attributes:
        common: "required" where every relationship carries it, "optional" where each may, else empty.
        derived: whether every duty carries it without any statement saying it; see `graph.clauses`.
    """

    key: str
    type: str
    caption: str
    common: str
    derived: bool = False


TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "number": (int, float),
    "flag": (bool,),
    "list": (tuple, list),
}
"""Types of properties, and what values of each are in Python."""


@dataclass(frozen=True)
class Relation:
    """A type of relationship and the kinds that may stand at its two ends.

    Attributes:
        role: the name of the role in responsibility lists; empty where the relation is no role.
        duty: whether it makes somebody answer for something.
        rank: the place of its role in lists; the lead comes first.
        properties: what it may say, by key; those of every relationship included.
        required: keys that it must carry.
    """

    name: str
    caption: str
    starts: frozenset[str]
    ends: frozenset[str]
    role: str
    duty: bool
    color: str
    rank: int
    properties: Mapping[str, Property]
    required: frozenset[str]


@dataclass(frozen=True)
class Tally:
    """A record that a document leaves besides what it says; see `graph.tallies`.

    Attributes:
        label: of its node.
        caption: what it is.
        properties: key -> what it means; `document` besides.
    """

    label: str
    caption: str
    properties: Mapping[str, str]


@dataclass(frozen=True)
class Ontology:
    """All kinds, relations with their properties, groups of kinds, in the order of the file; stages; tallies."""

    kinds: dict[str, Kind]
    relations: dict[str, Relation]
    properties: dict[str, Property]
    groups: dict[str, tuple[str, ...]]
    stages: dict[str, tuple[str, ...]]
    tallies: dict[str, Tally]

    @cached_property
    def duties(self) -> tuple[str, ...]:
        """Relations that make somebody answer for something."""
        return tuple(r.name for r in self.relations.values() if r.duty)

    @cached_property
    def derived(self) -> frozenset[str]:
        """Keys of what duties carry without any statement saying it."""
        return frozenset(key for key, p in self.properties.items() if p.derived)

    @cached_property
    def roles(self) -> dict[str, str]:
        """Relation -> name of the role it gives."""
        return {r.name: r.role for r in self.relations.values() if r.role}

    def check_node(self, kind: str, properties: Iterable[str]) -> None:
        """Refuse a node of an unknown kind or without a required property.

        Raises:
            OntologyError: naming the kind or the missing property.
        """
        if kind not in self.kinds:
            raise OntologyError(f"没有“{kind}”这种节点。", "请使用 graph/ontology.yaml 中列出的种类，或先在其中加入。")
        missing = set(self.kinds[kind].required) - set(properties)
        if missing:
            raise OntologyError(f"“{kind}”节点缺少属性 {sorted(missing)}。", "请补全后再写入。")

    def check_relation(
        self, start: str, relation: str, end: str, properties: Mapping[str, object] | None = None
    ) -> None:
        """Refuse a relationship that the ontology does not know between these two kinds, or that says what it may not.

        Args:
            properties: what it says, by key; None to look at the ends alone.

        Raises:
            OntologyError: naming the relation and the two kinds, or the property.
        """
        known = self.relations.get(relation)
        if known is None:
            raise OntologyError(
                f"没有“{relation}”这种关系。", "请使用 graph/ontology.yaml 中列出的关系，或先在其中加入。"
            )
        if start not in known.starts or end not in known.ends:
            raise OntologyError(
                f"“{relation}”不能从“{start}”连到“{end}”。", "请核对 graph/ontology.yaml 中这种关系的 from 和 to。"
            )
        if properties is not None:
            _check_properties(known, properties)


def _check_properties(relation: Relation, given: Mapping[str, object]) -> None:
    if missing := relation.required - given.keys():
        raise OntologyError(f"“{relation.name}”关系缺少属性 {sorted(missing)}。", "请补全后再写入。")
    for key, value in given.items():
        known = relation.properties.get(key)
        if known is None:
            raise OntologyError(
                f"“{relation.name}”关系没有属性“{key}”。", "请先在 graph/ontology.yaml 的 properties 中加入。"
            )
        # In Python a flag is an integer too.
        if not isinstance(value, TYPES[known.type]) or (isinstance(value, bool) and known.type != "flag"):
            raise OntologyError(
                f"“{relation.name}”关系的属性“{key}”的值“{value}”不是 {known.type}。",
                "请核对 graph/ontology.yaml 中它的类型。",
            )


def _expand(names: str | list[str], groups: dict[str, list[str]]) -> frozenset[str]:
    listed = [names] if isinstance(names, str) else names
    return frozenset(kind for name in listed for kind in groups.get(name, [name]))


def parse(text: str) -> Ontology:
    """Read an ontology from YAML.

    Raises:
        OntologyError: a relation names a kind or a property that is not defined, or a property has an unknown type.
    """
    raw: dict[str, dict[str, Any]] = data.parse(text)
    groups = raw["groups"]
    properties = {
        key: Property(key, p["type"], p["caption"], p.get("common", ""), p.get("derived", False))
        for key, p in raw["properties"].items()
    }
    if strange := {p.type for p in properties.values()} - set(TYPES):
        raise OntologyError(f"属性的类型 {sorted(strange)} 不认得。", f"可用 {'、'.join(TYPES)}。")
    common = [key for key, p in properties.items() if p.common]
    carried = [key for key in common if properties[key].common == "required"]
    derived = [key for key, p in properties.items() if p.derived]
    kinds = {
        name: Kind(name, k["caption"], k["color"], k["shape"], k["icon"], tuple(k["required"]), k.get("called", False))
        for name, k in raw["kinds"].items()
    }
    relations = {
        name: Relation(
            name=name,
            caption=r["caption"],
            starts=_expand(r["from"], groups),
            ends=_expand(r["to"], groups),
            role=r.get("role", ""),
            duty=r["duty"],
            color=r["color"],
            rank=r.get("rank", 0),
            properties=_named((*common, *r.get("properties", ()), *(derived if r["duty"] else ())), properties),
            required=frozenset((*carried, *r.get("required", ()))),
        )
        for name, r in raw["relations"].items()
    }
    unknown = {k for r in relations.values() for k in r.starts | r.ends} - set(kinds)
    if unknown:
        raise OntologyError(f"关系中出现了未定义的种类 {sorted(unknown)}。", "请在 kinds 或 groups 中补上定义。")
    stages = {name: tuple(words) for name, words in raw.get("stages", {}).items()}
    tallies = {label: Tally(label, t["caption"], t["properties"]) for label, t in raw.get("tallies", {}).items()}
    named = {name: tuple(listed) for name, listed in groups.items()}
    return Ontology(kinds, relations, properties, named, stages, tallies)


def _named(keys: Iterable[str], properties: Mapping[str, Property]) -> dict[str, Property]:
    keys = list(keys)
    if unknown := [key for key in keys if key not in properties]:
        raise OntologyError(f"关系中出现了未定义的属性 {unknown}。", "请在 properties 中补上定义。")
    return {key: properties[key] for key in keys}


@cache
def ontology() -> Ontology:
    """The project's own ontology, read once."""
    return parse(FILE.read_text(encoding="utf-8"))
