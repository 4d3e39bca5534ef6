"""The ontology as objects: which kinds of node and which relations exist, and what each may connect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import OntologyError

FILE = Path(__file__).with_name("ontology.yaml")


@dataclass(frozen=True)
class Kind:
    """A kind of node: its label, what it is, how it is drawn, and the properties it must carry."""

    name: str
    caption: str
    color: str
    shape: str
    icon: str
    required: tuple[str, ...]


@dataclass(frozen=True)
class Relation:
    """A type of relationship and the kinds that may stand at its two ends.

    Attributes:
        role: the name of the role in responsibility lists; empty where the relation is no role.
        duty: whether it makes somebody answer for something.
    """

    name: str
    caption: str
    starts: frozenset[str]
    ends: frozenset[str]
    role: str
    duty: bool
    color: str


@dataclass(frozen=True)
class Ontology:
    """All kinds and relations, in the order of the file; the stages of editions with the words for them."""

    kinds: dict[str, Kind]
    relations: dict[str, Relation]
    stages: dict[str, tuple[str, ...]]

    @property
    def duties(self) -> tuple[str, ...]:
        """Relations that make somebody answer for something."""
        return tuple(r.name for r in self.relations.values() if r.duty)

    @property
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

    def check_relation(self, start: str, relation: str, end: str) -> None:
        """Refuse a relationship that the ontology does not know between these two kinds.

        Raises:
            OntologyError: naming the relation and the two kinds.
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


def _expand(names: str | list[str], groups: dict[str, list[str]]) -> frozenset[str]:
    listed = [names] if isinstance(names, str) else names
    return frozenset(kind for name in listed for kind in groups.get(name, [name]))


def parse(text: str) -> Ontology:
    """Read an ontology from YAML.

    Raises:
        OntologyError: a relation names a kind that is not defined.
    """
    raw: dict[str, dict[str, Any]] = yaml.safe_load(text)
    groups = raw["groups"]
    kinds = {
        name: Kind(name, k["caption"], k["color"], k["shape"], k["icon"], tuple(k["required"]))
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
        )
        for name, r in raw["relations"].items()
    }
    unknown = {k for r in relations.values() for k in r.starts | r.ends} - set(kinds)
    if unknown:
        raise OntologyError(f"关系中出现了未定义的种类 {sorted(unknown)}。", "请在 kinds 或 groups 中补上定义。")
    stages = {name: tuple(words) for name, words in raw.get("stages", {}).items()}
    return Ontology(kinds, relations, stages)


@cache
def ontology() -> Ontology:
    """The project's own ontology, read once."""
    return parse(FILE.read_text(encoding="utf-8"))
