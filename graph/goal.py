"""What the graph shall hold of a document: worked out from its statements alone, in whichever process has them.

Half of the time that a load takes is spent here, so the processes that extract do it, and the writer is given the
result (`Store.put`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.anchors import marks
from graph.clauses import Edge, Key, Row, carried
from graph.errors import OntologyError
from graph.ontology import Ontology, ontology
from graph.statements import Document, Entity, Statement, Value, digest
from graph.tallies import Tallies, tallies

FORMAT = 6
"""How documents are written and their digests made; each document's node tells its own. One more at every change.

1: digests of the relationships' properties (no `format` on the node). 2: with kinds and ids of both ends.
3: relationships carry their marks.
4: duties carry their clause and item (`graph.clauses`), which the digest leaves out.
5: projects, parks and companies have the names that all documents use (`graph.called`).
6: records beside it count what questions over the whole graph ask for (`graph.tallies`).
"""


@dataclass(frozen=True)
class Goal:
    """What the graph shall hold of a document.

    Attributes:
        document: its id.
        nodes: properties of each node that it names.
        edges: each relationship, by its id.
        tallies: the records besides, by their label.
    """

    document: str
    nodes: dict[Key, Row]
    edges: dict[str, Edge]
    tallies: Tallies

    def check(self, ontology: Ontology) -> None:
        """Refuse what no ontology has: it would become the text of a query.

        Raises:
            OntologyError: naming the kind or the relation.
        """
        if strange := {kind for kind, _ in self.nodes} - ontology.kinds.keys():
            raise OntologyError(f"没有 {sorted(strange)} 这种节点。", "请使用 graph/ontology.yaml 中列出的种类。")
        if strange := {edge.relation for edge in self.edges.values()} - ontology.relations.keys():
            raise OntologyError(f"没有 {sorted(strange)} 这种关系。", "请使用 graph/ontology.yaml 中列出的关系。")
        if strange := self.tallies.keys() - ontology.tallies.keys():
            raise OntologyError(f"没有 {sorted(strange)} 这种记录。", "请使用 graph/ontology.yaml 中列出的 tallies。")
        for label, rows in self.tallies.items():
            keys = {"document", *ontology.tallies[label].properties}
            if any(row.keys() != keys or row["document"] != self.document for row in rows):
                raise OntologyError(
                    f"文件“{self.document}”的“{label}”记录不完整。", "请检查产生它的 graph/tallies.py。"
                )
        if any(edge.start not in self.nodes or edge.end not in self.nodes for edge in self.edges.values()):
            raise OntologyError(f"文件“{self.document}”有关系连到它没有提到的节点。", "请检查产生它的规则。")


def goal(document: Document, given: Iterable[Statement], known: Ontology | None = None) -> Goal:
    """What the graph shall hold of a document that says this.

    Args:
        document: the one that says so.
        given: all of its statements, in any order.
        known: the ontology that they must keep to; the project's own when not given.

    Raises:
        OntologyError: a statement breaks the ontology or belongs to another document.
    """
    known = known or ontology()
    edges: dict[str, Edge] = {}
    nodes: dict[Key, Row] = {}
    written: dict[int, tuple[Entity, Row]] = {}
    statements = list(_ordered(given))
    marked = marks(document, statements)
    for statement in statements:
        statement.check(known)
        if statement.document != document.id:
            raise OntologyError(
                f"陈述“{statement.quote}”属于文件“{statement.document}”，不属于“{document.id}”。",
                "请把它和它自己的文件一起写入。",
            )
        edges[statement.id] = Edge(
            _key(statement.subject),
            statement.relation,
            _key(statement.object),
            _row(statement.row()) | {"mark": marked[statement.id]},
        )
        for entity in (statement.subject, statement.object):
            # Most entities are one object in many statements; kept, so that its number stays its own.
            if id(entity) not in written:
                written[id(entity)] = entity, _row(entity.row())
            nodes.setdefault(_key(entity), {}).update(written[id(entity)][1])
    own = document.entity()
    known.check_node(own.kind, own.row())
    # Statements may say more of the document than it knows of itself: its words above all headings.
    stated = nodes.get(_key(own), {})
    nodes[_key(own)] = stated | _row(own.row()) | _summary(edges, len(nodes | {_key(own): {}}), known)
    for id_, more in carried(edges.values(), nodes, document.title, known).items():
        edges[id_].row.update(more)
    return Goal(document.id, nodes, edges, tallies(document.id, edges.values(), nodes, known))


def _summary(edges: Mapping[str, Edge], nodes: int, known: Ontology) -> Row:
    found: Row = {"nodes": nodes, "statements": len(edges), "digest": digest_of(edges, known), "format": FORMAT}
    reviews = sum("review" in edge.row for edge in edges.values())
    return {**found, "reviews": reviews} if reviews else found


def digest_of(edges: Mapping[str, Edge], known: Ontology) -> str:
    """Of what a document says; what its duties carry besides may follow other documents.

    Args:
        edges: its relationships, by their ids.
        known: says what is carried.
    """
    said = ((id_, stated(edge, known)) for id_, edge in sorted(edges.items()))
    return digest(*(_canonical([edge.start, edge.relation, edge.end, edge.row]) for _, edge in said))


def stated(edge: Edge, known: Ontology) -> Edge:
    """What a statement says, without what a duty carries besides."""
    derived = known.derived
    return edge._replace(row={key: value for key, value in edge.row.items() if key not in derived})


def _ordered(statements: Iterable[Statement]) -> Iterator[Statement]:
    """By id, and those that share one by their contents: which of them wins must not depend on the list's order."""
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.id].append(statement)
    for _, alike in sorted(groups.items()):
        yield from alike if len(alike) == 1 else sorted(alike, key=_contents)


def _contents(statement: Statement) -> tuple[str, ...]:
    return tuple(_canonical(row) for row in (statement.row(), statement.subject.row(), statement.object.row()))


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _key(entity: Entity) -> Key:
    return entity.kind, entity.id


def _row(properties: Mapping[str, Value]) -> Row:
    return {key: list(value) if type(value) is tuple else value for key, value in properties.items()}
