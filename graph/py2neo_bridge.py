"""The graph for notebook users of py2neo: a connected `py2neo.Graph`, and a class for every kind of node.

    from graph.py2neo_bridge import connect, 机构

    with connect() as graph:
        agency = 机构.match(graph).where(name="市水利局").first()
        for task in agency.牵头:
            print(task.name)

Reads only, as everything beside `Store.replace`: the login is that of readers, every transaction is in READ mode, and a
text is judged by its words before it is sent. py2neo has had no upkeep since 2023, so nothing else in the project uses
it; docs/notebooks.md says what it can do here and what it cannot. What is worked around:

- The Bolt protocol sends a relationship without what its two nodes hold. py2neo then asks for each node by itself, and
  scans all relationships of the graph while it does so; `ReadingGraph.pull` asks for the node only, and the related
  lists below ask one question for a whole list, by our own ids.
- py2neo keeps one relationship for each pair of nodes; here `triples()` gives every statement.
- A connection left open keeps an embedded engine, and with it the process, from ending.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Mapping
from functools import cache
from types import TracebackType
from typing import Any, Self

from graph.cypher import check_reads
from graph.endpoint import Endpoint, open_endpoint
from graph.errors import EngineError, MissingExtraError
from graph.ontology import Kind, Relation, ontology
from graph.settings import Settings, from_environment

try:
    import py2neo
    from py2neo import errors, ogm
except ModuleNotFoundError as error:
    raise MissingExtraError(
        f"没有安装 {error.name}，不能用 py2neo 连接图谱。",
        '请执行 python -m pip install "qiantou[py2neo]"，再试一次。',
    ) from error

REVERSE = "_反向"
"""Ends the name of the list from the far end of a relation whose two ends may be of the same kind."""


def connect(settings: Settings | None = None) -> ReadingGraph:
    """Connect py2neo to the graph that the settings name; the embedded engine is started where it does not run yet.

    Args:
        settings: where the graph is; read from the environment when not given.

    Returns:
        The graph, a context manager; close it after use. The end of the process closes it too.

    Raises:
        SettingError, EngineError: as `open_endpoint`; also where py2neo cannot talk to an engine that others can.
    """
    endpoint = open_endpoint(from_environment() if settings is None else settings)
    try:
        return ReadingGraph(endpoint)
    except BaseException:
        endpoint.close()
        raise


class ReadingTransaction(py2neo.Transaction):  # type: ignore[misc]  # py2neo has no types
    """A transaction in READ mode that refuses what is no question."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, **more: Any) -> py2neo.Cursor:
        """Ask; py2neo's own operations on nodes and subgraphs come by here as well.

        Raises:
            QueryError: the text writes, reads files, administers, or calls a procedure that is not known to only read.
            py2neo.errors.Neo4jError: the engine refuses it.
        """
        check_reads(cypher)
        return super().run(cypher, parameters, **more)


class ReadingGraph(py2neo.Graph):  # type: ignore[misc]
    """A `py2neo.Graph` that reads only, and holds the engine open; a context manager."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Connect to an open endpoint, which is closed with this graph.

        Raises:
            EngineError: py2neo cannot connect.
        """
        user, password = endpoint.reader_login
        try:
            super().__init__(endpoint.address, name=endpoint.database, user=user, password=password)
        except (errors.Neo4jError, errors.ConnectionUnavailable, errors.ServiceUnavailable, errors.ProtocolError) as e:
            raise EngineError(
                f"py2neo 连接不上图数据库 {endpoint.address}（{e}）。",
                "py2neo 已停止维护，可能不支持这个版本的服务器；请改用 graph.store.Store 或 neo4j 驱动。",
            ) from e
        self._endpoint = endpoint
        # Before the engine's own end, which would wait for these connections.
        atexit.register(self.close)

    def auto(self, readonly: bool = True) -> ReadingTransaction:
        """A transaction for one query; always in READ mode."""
        return ReadingTransaction(self, autocommit=True, readonly=True)

    def begin(self, readonly: bool = True) -> ReadingTransaction:
        """A transaction for several queries; always in READ mode."""
        return ReadingTransaction(self, autocommit=False, readonly=True)

    def pull(self, subgraph: py2neo.data.Subgraph) -> None:
        """Read again what nodes and relationships hold."""
        if not isinstance(subgraph, py2neo.Node):
            super().pull(subgraph)
            return
        query = "MATCH (n) WHERE id(n) = $id RETURN labels(n) AS labels, properties(n) AS properties"
        for row in self.run(query, id=subgraph.identity):
            subgraph.clear_labels()
            subgraph.update_labels(row["labels"])
            subgraph.clear()
            subgraph.update(row["properties"])

    def close(self) -> None:
        """Close the connections, and the engine if it was started for this graph; a second call does nothing."""
        atexit.unregister(self.close)
        self.service.connector.close()
        self._endpoint.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Thing(ogm.Model):  # type: ignore[misc]
    """A node of the graph; its classes are made from the ontology, see `models`.

    Attributes are `id`, `name`, what the ontology requires of the kind, and a list for each of its relations;
    `properties` holds all.
    """

    __primarykey__ = "id"

    @property
    def properties(self) -> dict[str, Any]:
        """Everything that the node holds, by property key."""
        return dict(self.__node__)

    def __repr__(self) -> str:
        return f"<{self.__primarylabel__} {self.__node__['name']}>"


class RelatedThings(ogm.RelatedObjects):  # type: ignore[misc]
    """The nodes at the other end of one node's relationships of a type, each of the class of its own kind.

    Iterating gives every node once; `triples()` gives every statement with its properties (`quote`, `start`, `end`,
    `document` ...); both by document and place. Asked of the graph when first looked at.
    """

    def __init__(self, subject: Thing, relation: str, direction: int) -> None:
        super().__init__(subject, subject.__node__, direction, relation, Thing)
        left, right = ("-", "->") if direction == ogm.OUTGOING else ("<-", "-")
        self._query = (
            f"MATCH (a:`{subject.__primarylabel__}` {{id: $id}}){left}[r:`{relation}`]{right}(b) "
            "RETURN b AS node, properties(r) AS statement ORDER BY r.document, r.start, r.id"
        )

    def __iter__(self) -> Iterator[Thing]:
        return iter({(thing.__primarylabel__, thing.id): thing for thing, _ in self._related_objects}.values())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return repr(list(self))

    def __db_pull__(self, tx: py2neo.Transaction) -> None:
        rows = tx.run(self._query, id=self.subject.id).data()
        self._related_objects[:] = [(_thing(row["node"]), row["statement"]) for row in rows]


class _Related(ogm.Related):  # type: ignore[misc]
    """An attribute that is a list of related things."""

    def __init__(self, relation: Relation, direction: int) -> None:
        super().__init__(Thing, relation.name)
        self.direction = direction
        self.__doc__ = relation.caption

    def __get__(self, instance: Thing | None, owner: type[Thing]) -> RelatedThings | Self:
        return self if instance is None else RelatedThings(instance, self.relationship_type, self.direction)


@cache
def models() -> dict[str, type[Thing]]:
    """A class for every kind of the ontology, by its name.

    Each is an attribute of this module too: `from graph.py2neo_bridge import 机构, 事项`.
    """
    return {kind.name: ogm.ModelType(kind.name, (Thing,), _attributes(kind)) for kind in ontology().kinds.values()}


def __getattr__(name: str) -> type[Thing]:
    if name not in ontology().kinds:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return models()[name]


def _attributes(kind: Kind) -> dict[str, Any]:
    attributes: dict[str, Any] = {"__doc__": kind.caption, "__module__": __name__}
    attributes |= {key: ogm.Property(key) for key in ("id", "name", *kind.required)}
    for relation in ontology().relations.values():
        if kind.name in relation.starts:
            attributes[relation.name] = _Related(relation, ogm.OUTGOING)
        if kind.name in relation.ends:
            name = relation.name + REVERSE * (kind.name in relation.starts)
            attributes[name] = _Related(relation, ogm.INCOMING)
    return attributes


def _thing(node: py2neo.Node) -> Thing:
    kind = next(label for label in node.labels if label in ontology().kinds)
    thing: Thing = models()[kind].wrap(node)
    return thing
