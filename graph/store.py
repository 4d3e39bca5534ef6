"""The store: statements in, rows out. Everything that touches the graph's data goes through here.

A replace compares what a document should leave in the graph with what is there, and writes the difference in one
transaction. Only Cypher that ArcadeDB and Neo4j read the same way: labels and types are literals from the ontology
(dynamic ones are silently ignored by ArcadeDB), values are always parameters, and relationships are found by
`MATCH ()-[r:T]->() WHERE r.document = $document`, the one form for which ArcadeDB uses its index.
"""

from __future__ import annotations

import contextlib
import copy
import json
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from graph import called, consistent_reads, driver, sums
from graph.clauses import Edge, Key, carried
from graph.clauses import Row as Row  # what rows are, others take from here
from graph.cypher import check_reads
from graph.endpoint import Endpoint, Transaction, Work, open_endpoint, read_error, write_error
from graph.errors import (
    EngineBusyError,
    LoginError,
    NotFoundError,
    QueryError,
    ServerUnreachableError,
)
from graph.goal import FORMAT, Goal, digest_of, goal, stated
from graph.inprocess import Answer, DisturbedError
from graph.ontology import Ontology, ontology
from graph.refusals import damaged, limited
from graph.settings import Settings
from graph.snapshot import Snapshot, order
from graph.statements import Document, Entity, Statement, digest
from graph.sums import write as write_sums
from graph.tallies import VOLUME, Tallies, by_document, tallies
from graph.timeline import Edition, Ending, Moment, Standing, contradictions, standing

DOCUMENT = "文件"
BATCH = 500
LOAD = 20_000
"""Nodes or relationships of a snapshot that are written in one transaction."""

ATTEMPTS = consistent_reads.ATTEMPTS
"""How often a write is tried that other writers disturb; with the pauses between, up to 6 seconds."""

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

_WRITING = threading.Lock()
"""One writer at a time: concurrent MERGEs of one agency make half of the transactions fail.

Between processes `Store._writing` sees to the same; writers on other machines meet in `_write`, which tries again.
"""


@dataclass(frozen=True)
class Change:
    """What a replace or a withdrawal did to the graph.

    Attributes:
        created: relationships made; one whose properties differ counts as removed and made.
        removed: relationships taken away.
        unchanged: relationships of the document left as they were.
        nodes_created: nodes made.
        nodes_removed: nodes taken away because they lost their last relationship.
        nodes_updated: nodes whose properties were written anew.
    """

    created: int = 0
    removed: int = 0
    unchanged: int = 0
    nodes_created: int = 0
    nodes_removed: int = 0
    nodes_updated: int = 0

    @property
    def writes(self) -> bool:
        """Whether anything was written."""
        return self != Change(unchanged=self.unchanged)


@dataclass(frozen=True)
class Result:
    """Rows of a read.

    Attributes:
        columns: names of the columns, in the query's order.
        rows: one dict a row.
        complete: False when the limit cut the rows; how many more there are is then not known.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    complete: bool


@dataclass(frozen=True)
class Checked:
    """A document as it was written and as it is now.

    Attributes:
        row: the properties of its node; see `Store.documents`.
        found: relationships that the graph holds of it.
        comparable: False when an earlier release wrote it, whose digests mean something else.
        sound: whether they are exactly those that were written, between the same nodes.
    """

    row: Row
    found: int
    comparable: bool
    sound: bool


@dataclass(frozen=True)
class Integrity:
    """The graph, compared with what was written.

    Attributes:
        documents: by date and then id.
        strays: relationships of documents that are not loaded, numbers by type.
        orphans: nodes without any relationship, loaded documents aside, numbers by kind.
        altered: kinds whose nodes, all together, are not those that were written.
        unfound: nodes and relationships that are there and that the engine's indexes do not find, or find otherwise,
            numbers by kind and type.
    """

    documents: list[Checked]
    strays: dict[str, int]
    orphans: dict[str, int]
    altered: list[str]
    unfound: dict[str, int]

    @property
    def sound(self) -> bool:
        """Whether the graph is what was written, no more and no less."""
        wrong = self.strays or self.orphans or self.altered or self.unfound
        return all(document.sound for document in self.documents) and not wrong


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did.

    Attributes:
        beside: whether the new graph was made beside the earlier one and took its place in one step.
        gone: nodes of the documents that the earlier graph had and the new one has not.
        swept: what belonged to no document and was taken away; only where the graph was renewed in place.
    """

    beside: bool
    gone: list[Row]
    swept: Change


Timed = tuple[list[Edition], list[Ending]]


@dataclass
class _Way:
    """The way to the engine, which a store shares with those that ask as of other moments.

    Attributes:
        reopening: held while the endpoint is replaced.
        timed: what the documents say of time, under the version at which they were read.
    """

    endpoint: Endpoint
    reopening: threading.Lock = field(default_factory=threading.Lock)
    timed: tuple[tuple[str, str], Timed] | None = None


class Store:
    """The graph as its users see it; a context manager. Its methods may be called from any thread."""

    def __init__(self, endpoint: Endpoint, settings: Settings, *, alone: bool = False) -> None:
        """Read and write over an endpoint.

        Args:
            endpoint: the way to the graph.
            settings: the data folder and the limits.
            alone: whether nobody else can write there, or whoever made this holds the others back already.
        """
        self._way = _Way(endpoint)
        self._alone = alone
        self._settings = settings
        self._ontology = ontology()
        self._prepared = False
        self._moment = Moment()

    @classmethod
    def open(cls, settings: Settings, *, lasting: bool = False, brief: bool = False) -> Self:
        """Open the graph that the settings name.

        Args:
            settings: where the graph is.
            lasting: whether an engine that is started here shall answer for hours; see `arcadedb.start`.
            brief: whether it is only read, and closed within seconds; see `open_endpoint`.

        Raises:
            SettingError, EngineError: as `open_endpoint`.
        """
        return cls(open_endpoint(settings, lasting=lasting, brief=brief), settings)

    @property
    def endpoint(self) -> Endpoint:
        """The way to the engine: which one it is, where it listens."""
        return self._way.endpoint

    @property
    def moment(self) -> Moment:
        """As of when it is asked."""
        return self._moment

    def at(self, moment: Moment) -> Self:
        """The same graph, asked as of another moment; what is written does not depend on it."""
        other = copy.copy(self)
        other._moment = moment
        return other

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, and the engine if it was started here."""
        self._way.endpoint.close()

    def prepare(self) -> None:
        """Make the constraints and indexes that are missing; `replace` does it by itself.

        A node's id is unique in its kind; names and the relationships' `document` are indexed.

        Raises:
            EngineError: the engine cannot be reached or refuses.
        """
        with self._writing():
            self._reliably(_prepare, self._ontology)
        self._prepared = True

    def replace(
        self,
        document: Document,
        statements: Sequence[Statement],
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> Change:
        """Put a document's statements in place of its earlier ones, all or nothing.

        Nodes carry what the last document that names them says, and the names that any of them uses where documents
        and not the gazetteer tell them. Nodes that lose their last relationship go, except
        documents that were loaded. Nothing is written when nothing has changed.

        Args:
            progress: called with the changes written so far and in all; starts over when a write is tried again.

        Raises:
            OntologyError: a statement breaks the ontology or belongs to another document; nothing is written.
            EngineError: the engine cannot be reached or refuses; the graph is as before.
        """
        return self.put(goal(document, statements, self._ontology), progress=progress)

    def put(self, wanted: Goal, *, progress: Callable[[int, int], None] | None = None) -> Change:
        """The same for a document whose goal was worked out elsewhere.

        Raises:
            OntologyError: the goal is not one of this ontology.
            EngineError: as `replace`.
        """
        wanted.check(self._ontology)
        if not self._prepared:
            self.prepare()
        with self._writing():
            work = partial(_replace, goal=wanted, ontology=self._ontology, progress=progress)
            return self._reliably(_write, work, self._settings.home)

    def withdraw(self, document_id: str) -> Change:
        """Take a document's relationships out, and the nodes that lose their last one by it, all or nothing.

        Raises:
            NotFoundError: no such document is loaded.
            EngineError: the engine cannot be reached or refuses; the graph is as before.
        """
        with self._writing():
            work = partial(_withdraw, document=document_id, ontology=self._ontology)
            return self._reliably(_write, work, self._settings.home)

    def rebuild(self, fill: Callable[[Store], Collection[str]]) -> Rebuilt:
        """Make the graph anew.

        Where the engine runs in this process, the new graph is made beside the earlier one and takes its place in one
        step; readers go on meanwhile, writers wait, and a crash leaves the earlier graph. On a server, and on the
        engine of another program, the documents are replaced one by one, and then goes what belongs to none of them.

        Args:
            fill: writes the documents into the store that it is given, and returns their ids.

        Raises:
            EngineError: the graph cannot be written.
        """
        with self._writing():
            beside = self._way.endpoint.make_beside()
            if beside is not None:
                return self._beside(beside, fill)
        earlier = self.documents()
        kept = fill(self)
        gone = [row for row in earlier if row["id"] not in kept]
        for row in gone:
            self.withdraw(str(row["id"]))
        return Rebuilt(beside=False, gone=gone, swept=self.sweep())

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Inside, nobody writes to the graph who goes by the lock of this home folder; reads go on.

        Raises:
            EngineBusyError: another program of this machine goes on writing.
        """
        with self._writing():
            yield

    def snapshot(self) -> Snapshot:
        """The whole graph at one moment.

        Raises:
            EngineError: the engine cannot be reached, or writers leave no moment that is long enough.
        """
        return self._ask(partial(_snapshot, ontology=self._ontology))

    def restore(self, snapshot: Snapshot, confirm: Callable[[], None]) -> None:
        """Put a snapshot in place of the graph, in one step, once it was found to be in the new graph as it was told.

        Args:
            snapshot: what the graph shall be.
            confirm: called last before the new graph takes over; what it raises leaves the earlier one.

        Raises:
            EngineBusyError: another program runs the engine, or the graph is on a server.
            DamagedError: what was written is not what the snapshot says.
            EngineError: the graph cannot be written; it is as before.
        """
        with self._writing():
            beside = self._way.endpoint.make_beside()
            if beside is None:
                raise EngineBusyError(
                    "图数据库由另一个程序运行，不能整个换下。",
                    "请先关闭界面等正在使用的程序；服务器上的图请用 qiantou build 重建。",
                )
            try:
                Store(beside, self._settings, alone=True)._load(snapshot)
                confirm()
                self._way.endpoint.take_over(beside)
            except BaseException:
                if self._way.endpoint.database != beside.database:
                    self._way.endpoint.drop(beside)
                raise

    def _load(self, snapshot: Snapshot) -> None:
        """Fill an empty graph, and look whether it took everything."""
        self.prepare()
        nodes = [partial(_fill, nodes=dict(batch)) for batch in _batches(list(snapshot.nodes.items()), LOAD)]
        edges = [partial(_fill, edges=batch) for batch in _batches(snapshot.edges, LOAD)]
        counted = by_document(snapshot.nodes, snapshot.edges, self._ontology)
        made = [partial(_fill, tallies=tallies) for tallies in counted]
        for work in (*nodes, *edges, *made, partial(_fill, sums=snapshot.sums)):
            self._reliably(_write, work, self._settings.home)
        found = self.check()
        wrong = found.altered or found.unfound or any(one.comparable and not one.sound for one in found.documents)
        if wrong or self.snapshot() != snapshot:
            raise damaged("备份中的图与它自己的摘要不符，没有恢复")

    def _beside(self, beside: Endpoint, fill: Callable[[Store], Collection[str]]) -> Rebuilt:
        try:
            kept = fill(Store(beside, self._settings, alone=True))
            gone = [row for row in self.documents() if row["id"] not in kept]
            self._way.endpoint.take_over(beside)
        except BaseException:
            if self._way.endpoint.database != beside.database:
                self._way.endpoint.drop(beside)
            raise
        return Rebuilt(beside=True, gone=gone, swept=Change())

    def sweep(self) -> Change:
        """Take away what `check` calls strays and orphans, all or nothing.

        Raises:
            EngineError: the graph cannot be written; it is then as before.
        """
        with self._writing():
            return self._reliably(_write, partial(_sweep, ontology=self._ontology), self._settings.home)

    def read(self, cypher: str, parameters: Mapping[str, Any], *, limit: int | None = None) -> Result:
        """Run a query that only reads; it sees each document as it was before or after a write, never in between.

        Args:
            cypher: one query; what it takes from outside stands in it as `$name`. `$past` is given to it: a map whose
                keys are the ids of the documents that are not to be listed at the store's moment, so that
                `$past[r.document] IS NULL` keeps what is in force. A map, because looking a key up costs the same
                however many there are; `NOT r.document IN $ids` costs edges times ids.
            parameters: a value for each of these names.
            limit: the most rows wanted; None for all.

        Raises:
            QueryError: malformed, lacks a parameter, wants to write, or ran out of time.
            EngineError: the engine cannot be reached.
        """
        check_reads(cypher)
        past = self._past if "$past" in cypher and "past" not in parameters else None
        return self._ask(partial(_rows, cypher=cypher, parameters=parameters, limit=limit, past=past))

    def page(self, cypher: str, counting: str, parameters: Mapping[str, Any], rows: int) -> tuple[Result, int]:
        """The first rows of a query and how many it has, at one moment.

        Args:
            cypher: the query, which gives at most one row more.
            counting: counts all of its rows as `total`; asked only where there are more.
            parameters: for both.
            rows: the most rows wanted.

        Raises:
            QueryError, EngineError: as `read`.
        """
        for text in (cypher, counting):
            check_reads(text)
        past = self._past if "$past" in cypher else None

        def ask(transaction: Transaction) -> tuple[Result, int]:
            found = _rows(transaction, cypher=cypher, parameters=parameters, limit=rows, past=past)
            if found.complete:
                return found, len(found.rows)
            counted = _rows(transaction, cypher=counting, parameters=parameters, limit=None, past=past)
            return found, int(counted.rows[0]["total"])

        return self._ask(ask)

    def read_all(self, cyphers: Sequence[str], parameters: Mapping[str, Any]) -> Result:
        """Run several queries that give the same columns, at one moment; their rows one after the other.

        Raises:
            QueryError, EngineError: as `read`.
        """
        for cypher in cyphers:
            check_reads(cypher)
        past = self._past if any("$past" in cypher for cypher in cyphers) else None
        parts = [partial(_rows, cypher=cypher, parameters=parameters, limit=None, past=past) for cypher in cyphers]
        results = self._ask(lambda transaction: [part(transaction) for part in parts])
        columns = next((result.columns for result in results if result.rows), ())
        return Result(columns, [row for result in results for row in result.rows], complete=True)

    def standings(self) -> list[tuple[Edition, Standing]]:
        """Every loaded document and how it stands at the store's moment, by date and then id."""
        editions, endings = self._ask(self._timed)
        found = standing(editions, endings, self._moment.on())
        return [(edition, found[edition.id]) for edition in sorted(editions, key=lambda one: (one.date, one.id))]

    def contradictions(self) -> list[tuple[str, str]]:
        """Documents of one date that end each other; see `timeline.contradictions`."""
        return contradictions(*self._ask(self._timed))

    def _past(self, transaction: Transaction) -> dict[str, bool]:
        """The documents that are not to be listed."""
        if self._moment.every:
            return {}
        found = standing(*self._timed(transaction), self._moment.on())
        return {id_: True for id_, one in found.items() if not one.listed}

    def _timed(self, transaction: Transaction) -> Timed:
        """What the documents say of time, read again after each write."""
        version = self._way.endpoint.database, consistent_reads.state(transaction)
        known = self._way.timed
        if known is None or known[0] != version:
            self._way.timed = known = version, _timed(transaction)
        return known[1]

    def documents(self) -> list[Row]:
        """The loaded documents, each as the properties of its node, by date and then id.

        Besides those of `Document` these are `nodes` and `statements` (numbers) and `digest`.
        """
        query = f"MATCH (d:`{DOCUMENT}`) WHERE d.digest IS NOT NULL RETURN properties(d) AS row"
        rows = [found["row"] for found in self.read(query, {}).rows]
        return sorted(rows, key=lambda row: (row["date"], row["id"]))

    def statements(self, document_id: str) -> tuple[Row, list[Statement]]:
        """A loaded document's node, and its statements as they were written, by place.

        Raises:
            NotFoundError: no such document is loaded.
            DamagedError: what is there was not written so.
            EngineError: the engine cannot be reached.
        """
        try:
            return self._ask(partial(_read_back, document=document_id, ontology=self._ontology))
        except (KeyError, TypeError) as error:
            raise damaged(f"文件“{document_id}”在图中缺少内容（{error}）") from error

    def holding(self, *marks: str) -> set[str]:
        """The documents that have a relationship of one of these marks or ids.

        Raises:
            EngineError: the engine cannot be reached.
        """
        query = f"MATCH (v:`{VOLUME}`) WHERE any(x IN $marks WHERE v.facts CONTAINS x) RETURN v.document AS document"
        return {str(row["document"]) for row in self.read(query, {"marks": [f" {mark} " for mark in marks]}).rows}

    def version(self) -> str:
        """A word that every write to the graph changes: what was read under it before still holds.

        Raises:
            EngineError: the engine cannot be reached.
        """
        return self._reliably(_version)

    def counts(self) -> dict[str, dict[str, int]]:
        """Numbers of nodes by kind (`nodes`) and of relationships by type (`relationships`), without zeros.

        Counts the whole graph: seconds for a million relationships. All types at once, as ArcadeDB looks at every node
        for each query that names none.
        """
        kinds = {kind: f"MATCH (n:`{kind}`) RETURN count(n) AS n" for kind in self._ontology.kinds}
        found = self.read("MATCH ()-[r]->() RETURN type(r) AS name, count(r) AS n", {}).rows
        types = {str(row["name"]): int(row["n"]) for row in found}
        return {
            "nodes": _positive({name: int(self.read(query, {}).rows[0]["n"]) for name, query in kinds.items()}),
            "relationships": _positive({name: types.get(name, 0) for name in self._ontology.relations}),
        }

    def check(self) -> Integrity:
        """Compare the graph with what was written. Reads all of it, and everything once more by the indexes.

        Raises:
            EngineError: the engine cannot be reached.
            DamagedError: it cannot read its own files any more.
        """
        try:
            return self._checked()
        except QueryError as error:
            # These queries are our own: what the engine cannot make of them is wrong with the graph.
            if isinstance(error, NotFoundError) or limited(error):
                raise
            raise damaged(error.happened.rstrip("。")) from error

    def _checked(self) -> Integrity:
        ontology = self._ontology
        documents = []
        for row in self.documents():
            # It may be withdrawn meanwhile.
            with contextlib.suppress(NotFoundError):
                documents.append(self._ask(partial(_checked, document=str(row["id"]), ontology=ontology)))
        strays, orphans = self._ask(partial(_leftovers, ontology=ontology))
        altered, unfound = self._ask(partial(_scanned, ontology=ontology))
        return Integrity(documents, strays, orphans, altered, unfound)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold back other writers of this process and of this home folder."""
        if self._alone:
            yield
            return
        with _WRITING, consistent_reads.lock(self._way.endpoint, self._settings.home, "writing.lock"):
            yield

    def _ask(self, ask: Callable[[Transaction], T]) -> T:
        """What `ask` finds at a moment when no writer is publishing."""
        return self._reliably(partial(_read, ask=ask, settings=self._settings))

    def _reliably(self, action: Callable[..., T], *arguments: Any) -> T:
        """Do something over the endpoint; once more over a new one when its owner took the engine away."""
        endpoint = self._way.endpoint
        try:
            return action(endpoint, *arguments)
        except (ServerUnreachableError, LoginError):
            if not endpoint.borrowed:
                raise
        with self._way.reopening:
            if self._way.endpoint is endpoint:
                self._way.endpoint = open_endpoint(self._settings)
                endpoint.close()
        return action(self._way.endpoint, *arguments)


_SIMPLE = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """A value of a row as plain Python: dicts, lists, strings, numbers, booleans, None.

    A node becomes its properties and `标签` (list), a relationship its properties and `类型`, a path `节点` and `关系`;
    dates and times become ISO strings.
    """
    # Most values are one of these; asking the cases below in turn took a third of the client's time for a list.
    if type(value) in _SIMPLE:
        return value
    if type(value) is list:
        return list(map(plain, value))
    if type(value) is dict:
        return {key: plain(item) for key, item in value.items()}
    # Read from the embedded graph, no value is the driver's.
    import neo4j

    match value:
        case neo4j.graph.Node():
            return {"标签": sorted(value.labels), **plain(dict(value))}
        case neo4j.graph.Relationship():
            return {"类型": value.type, **plain(dict(value))}
        case neo4j.graph.Path():
            return {"节点": plain(value.nodes), "关系": plain(value.relationships)}
        # Before tuple, which a duration also is.
        case neo4j.time.Date() | neo4j.time.DateTime() | neo4j.time.Time() | neo4j.time.Duration():
            return value.iso_format()
        case list() | tuple():
            return list(map(plain, value))
        case _:
            return value


# What a document should leave in the graph, and what is there.


class _Runner(Protocol):
    """A session or a transaction."""

    def run(self, query: str, parameters: dict[str, Any] | None = None, /) -> driver.Result | Answer: ...


def _stored_nodes(run: _Runner, keys: Iterable[Key]) -> dict[Key, Row]:
    found: dict[Key, Row] = {}
    for kind, ids in _grouped((kind, id_) for kind, id_ in keys).items():
        query = f"UNWIND $ids AS id MATCH (n:`{kind}` {{id: id}}) RETURN properties(n) AS row"
        for batch in _batches(ids):
            found |= {(kind, record["row"]["id"]): record["row"] for record in run.run(query, {"ids": batch})}
    return found


def _stored_edges(run: _Runner, document: str, ontology: Ontology) -> dict[str, Edge]:
    found: dict[str, Edge] = {}
    for relation in ontology.relations:
        query = (
            f"MATCH (a)-[r:`{relation}`]->(b) WHERE r.document = $document "
            "RETURN labels(a)[0] AS start_kind, a.id AS start, labels(b)[0] AS end_kind, b.id AS end, "
            "properties(r) AS row"
        )
        for record in run.run(query, {"document": document}):
            start, end = (record["start_kind"], record["start"]), (record["end_kind"], record["end"])
            found[record["row"]["id"]] = Edge(start, relation, end, record["row"])
    return found


def _read_back(transaction: Transaction, *, document: str, ontology: Ontology) -> tuple[Row, list[Statement]]:
    row = _loaded(transaction, document)
    edges = _stored_edges(transaction, document, ontology)
    nodes = {key: _entity(key, found) for key, found in _stored_nodes(transaction, _ends(edges.values())).items()}
    found = [_statement(edge, nodes, ontology) for edge in edges.values()]
    return row, sorted(found, key=lambda one: (one.start, one.end, one.id))


def _entity(key: Key, row: Row) -> Entity:
    more = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Entity(
        key[0], key[1], str(row["name"]), {k: v for k, v in more.items() if k not in ("id", "name", called.KEY)}
    )


def _statement(edge: Edge, nodes: Mapping[Key, Entity], ontology: Ontology) -> Statement:
    row = edge.row
    plain = ("document", "date", "start", "end", "quote", "rule", "raw")
    apart = {"id", "mark", "path", *plain, *ontology.derived}
    more = {key: value for key, value in row.items() if key not in apart}
    given = {key: row[key] for key in plain}
    return Statement(
        nodes[edge.start], edge.relation, nodes[edge.end], path=tuple(row["path"]), attributes=more, **given
    )


# Writing.


def _write(endpoint: Endpoint, work: Callable[[Work], Change], home: Path) -> Change:
    """One transaction, tried again when another writer was faster."""
    for attempt in range(ATTEMPTS):
        try:
            with endpoint.loading() as session, session.begin_transaction() as transaction:
                change = work(transaction)
                with consistent_reads.publishing(endpoint, home) if change.writes else contextlib.nullcontext():
                    transaction.commit()
                return change
        except (driver.DriverError, driver.Neo4jError) as error:
            if attempt == ATTEMPTS - 1 or not consistent_reads.disturbed(error):
                raise write_error(error, endpoint.address) from error
        except DisturbedError:
            if attempt == ATTEMPTS - 1:
                raise
        # Not all after the same time: those who met once would meet again.
        time.sleep(random.uniform(0.05, 0.1) * 2**attempt)  # noqa: S311  # nothing secret
    raise AssertionError("unreachable")


def _prepare(endpoint: Endpoint, ontology: Ontology) -> None:
    try:
        with endpoint.writing() as session:
            for query in _missing_schema(session, ontology):
                session.run(query).consume()
    except (driver.DriverError, driver.Neo4jError) as error:
        raise write_error(error, endpoint.address) from error


def _missing_schema(run: _Runner, ontology: Ontology) -> list[str]:
    query = "SHOW {} YIELD labelsOrTypes, properties RETURN labelsOrTypes, properties"
    unique = _covered(run.run(query.format("CONSTRAINTS")))
    indexed = _covered(run.run(query.format("INDEXES")))
    return [
        *(
            f"CREATE CONSTRAINT `{kind}_{key}` IF NOT EXISTS FOR (n:`{kind}`) REQUIRE n.{key} IS UNIQUE"
            for kind, key in [
                *((kind, "id") for kind in ontology.kinds),
                (consistent_reads.LABEL, consistent_reads.KEY),
            ]
            if (kind, key) not in unique
        ),
        *(
            f"CREATE INDEX `{kind}_name` IF NOT EXISTS FOR (n:`{kind}`) ON (n.name)"
            for kind in ontology.kinds
            if (kind, "name") not in indexed
        ),
        *(
            f"CREATE INDEX `{name}_document` IF NOT EXISTS FOR ()-[r:`{name}`]-() ON (r.document)"
            for name in ontology.relations
            if (name, "document") not in indexed
        ),
        *(
            f"CREATE INDEX `{label}_document` IF NOT EXISTS FOR (n:`{label}`) ON (n.document)"
            for label in ontology.tallies
            if (label, "document") not in indexed
        ),
    ]


def _covered(records: Iterable[Any]) -> set[tuple[str, str]]:
    return {
        (label, key)
        for record in records
        for label in record["labelsOrTypes"] or ()
        for key in record["properties"] or ()
    }


def _replace(
    transaction: Work,
    *,
    goal: Goal,
    ontology: Ontology,
    progress: Callable[[int, int], None] | None,
) -> Change:
    stored = _stored_nodes(transaction, goal.nodes)
    # What is not loaded has no relationships: a look for each relation takes a tenth of the time of a load.
    known = "digest" in stored.get((DOCUMENT, goal.document), {})
    old = _stored_edges(transaction, goal.document, ontology) if known else {}
    gone = {id_: edge for id_, edge in old.items() if goal.edges.get(id_) != edge}
    new = {id_: edge for id_, edge in goal.edges.items() if old.get(id_) != edge}
    wanted = {
        key: called.joined(row, stored.get(key), goal.document) if ontology.kinds[key[0]].called else row
        for key, row in goal.nodes.items()
    }
    nodes = {key: row for key, row in wanted.items() if stored.get(key) != row and not _is_loaded(key, stored, goal)}
    step = _steps(progress, len(gone) + len(nodes) + len(new))
    _delete_edges(transaction, goal.document, gone, step)
    _merge_nodes(transaction, nodes, set(stored), step)
    _create_edges(transaction, new, step)
    if nodes or gone or new:
        if known:
            _delete_tallies(transaction, goal.document, ontology)
        _create_tallies(transaction, goal.tallies)
    renamed = [key for key, row in nodes.items() if key in stored and _shown(stored[key]) != _shown(row)]
    _refresh(transaction, renamed, goal.document, ontology)
    loose = _ends(gone.values()) - set(goal.nodes)
    left = _stored_nodes(transaction, loose)
    removed = _delete_orphans(transaction, loose)
    forgotten = _forget(transaction, left, goal.document)
    if nodes or removed or forgotten:
        earlier = {key: row for key, row in stored.items() if key in nodes}
        sums.move(transaction, earlier | left, nodes | _stored_nodes(transaction, loose), ontology.kinds)
    # What is written anew only for what it carries counts as unchanged: the document says the same as before.
    same = sum(id_ in new and stated(edge, ontology) == stated(new[id_], ontology) for id_, edge in gone.items())
    return Change(
        created=len(new) - same,
        removed=len(gone) - same,
        unchanged=len(goal.edges) - len(new) + same,
        nodes_created=len(set(nodes) - set(stored)),
        nodes_removed=removed,
        nodes_updated=len(set(nodes) & set(stored)),
    )


_SHOWN = ("name", "number", "path", "text", "start", "plan", "region")
"""Properties of nodes that duties and tallies carry."""


def _shown(row: Row) -> list[Any]:
    return [row.get(key) for key in _SHOWN]


def _refresh(transaction: Work, changed: Iterable[Key], document: str, ontology: Ontology) -> None:
    """Let the duties of other documents, and their tallies, carry what these nodes are called now."""
    clauses: defaultdict[str, set[str]] = defaultdict(set)
    for relation in ontology.duties:
        for kind, ids in _grouped(changed).items():
            for pattern in (f"(n)-[r:`{relation}`]->()", f"()-[r:`{relation}`]->(n)"):
                query = (
                    f"UNWIND $ids AS id MATCH (n:`{kind}` {{id: id}}) MATCH {pattern} "
                    "WHERE r.document <> $document AND r.clause IS NOT NULL "
                    "RETURN DISTINCT r.document AS document, r.clause AS clause"
                )
                for found in transaction.run(query, {"ids": ids, "document": document}):
                    clauses[found["document"]].add(found["clause"])
    for other, wanted in sorted(clauses.items()):
        _refresh_document(transaction, other, wanted, ontology)


def _refresh_document(transaction: Work, document: str, clauses: Set[str], ontology: Ontology) -> None:
    edges = _stored_edges(transaction, document, ontology)
    duties = {id_: edge for id_, edge in edges.items() if edge.relation in ontology.duties}
    nodes = _stored_nodes(transaction, {(DOCUMENT, document), *_ends(edges.values())})
    title = str(nodes[DOCUMENT, document]["name"])
    fresh = carried(duties.values(), nodes, title, ontology)
    stale = [(duties[id_].relation, id_) for id_, edge in duties.items() if edge.row.get("clause") in clauses]
    for relation, ids in _grouped(stale).items():
        query = (
            f"UNWIND $rows AS row MATCH ()-[r:`{relation}`]->() WHERE r.document = $document AND r.id = row.id "
            f"SET {', '.join(f'r.{key} = row.{key}' for key in sorted(ontology.derived))}"
        )
        for batch in _batches([{"id": id_, **fresh[id_]} for id_ in ids]):
            transaction.run(query, {"rows": batch, "document": document}).consume()
    renewed = {id_: edge._replace(row=edge.row | fresh.get(id_, {})) for id_, edge in edges.items()}
    _delete_tallies(transaction, document, ontology)
    _create_tallies(transaction, tallies(document, renewed.values(), nodes, ontology))


def _forget(transaction: Work, left: Mapping[Key, Row], document: str) -> bool:
    """Take a document's own names from the nodes that it no longer names; whether there were any.

    Args:
        left: those nodes as they were; some of them may be gone.
    """
    keys = [key for key, row in left.items() if called.without(row, document) is not None]
    rows = {key: called.without(row, document) for key, row in _stored_nodes(transaction, keys).items()}
    fresh = {key: row for key, row in rows.items() if row is not None}
    _merge_nodes(transaction, fresh, set(fresh), _steps(None, 0))
    return bool(fresh)


def _is_loaded(key: Key, stored: Mapping[Key, Row], goal: Goal) -> bool:
    """Whether it is another document that is loaded: what it says of itself is more than what this one says of it."""
    return key[0] == DOCUMENT and key[1] != goal.document and "digest" in stored.get(key, {})


def _withdraw(transaction: Work, *, document: str, ontology: Ontology) -> Change:
    _loaded(transaction, document)
    gone = _stored_edges(transaction, document, ontology)
    loose = _ends(gone.values()) | {(DOCUMENT, document)}
    before = _stored_nodes(transaction, loose)
    _delete_edges(transaction, document, gone, _steps(None, 0))
    _delete_tallies(transaction, document, ontology)
    # Another document may still refer to this one: its node then stays, but no longer counts as loaded.
    query = f"MATCH (d:`{DOCUMENT}` {{id: $id}}) REMOVE d.nodes, d.statements, d.digest, d.format"
    transaction.run(query, {"id": document}).consume()
    removed = _delete_orphans(transaction, loose)
    _forget(transaction, before, document)
    sums.move(transaction, before, _stored_nodes(transaction, loose), ontology.kinds)
    return Change(removed=len(gone), nodes_removed=removed)


def _sweep(transaction: Work, *, ontology: Ontology) -> Change:
    known = _loaded_ids(transaction)
    removed = sum(
        _number(transaction, f"MATCH ()-[r:`{relation}`]->() WHERE {_STRAY} DELETE r RETURN count(*) AS n", known)
        for relation in ontology.relations
    )
    nodes = sum(
        _number(transaction, f"MATCH (n:`{kind}`) WHERE {_ORPHAN} DELETE n RETURN count(*) AS n")
        for kind in ontology.kinds
    )
    nodes += sum(
        _number(transaction, f"MATCH (n:`{label}`) WHERE {_LOST} DELETE n RETURN count(*) AS n", known)
        for label in ontology.tallies
    )
    if removed or nodes or sums.stored(transaction) != sums.count(transaction, ontology.kinds):
        sums.renew(transaction, ontology.kinds)
        return Change(removed=removed, nodes_removed=nodes, nodes_updated=0 if removed or nodes else 1)
    return Change()


def _loaded(run: _Runner, document: str) -> Row:
    """The node of a loaded document."""
    row = _stored_nodes(run, [(DOCUMENT, document)]).get((DOCUMENT, document), {})
    if "digest" not in row:
        raise NotFoundError(f"图中没有文件“{document}”。", "请用 qiantou status 查看已读入的文件。")
    return row


def _steps(progress: Callable[[int, int], None] | None, total: int) -> Callable[[int], None]:
    done = 0

    def step(number: int) -> None:
        nonlocal done
        done += number
        if progress is not None:
            progress(done, total)

    return step


def _delete_edges(transaction: Work, document: str, edges: Mapping[str, Edge], step: Callable[[int], None]) -> None:
    for relation, ids in _grouped((edge.relation, id_) for id_, edge in edges.items()).items():
        query = f"MATCH ()-[r:`{relation}`]->() WHERE r.document = $document AND r.id IN $ids DELETE r"
        for batch in _batches(ids):
            transaction.run(query, {"document": document, "ids": batch}).consume()
            step(len(batch))


def _merge_nodes(transaction: Work, nodes: Mapping[Key, Row], known: Set[Key], step: Callable[[int], None]) -> None:
    """Make the nodes that are not known yet, and write anew those that are."""
    _create_nodes(transaction, {key: row for key, row in nodes.items() if key not in known}, step)
    for kind, rows in _grouped((key[0], row) for key, row in nodes.items() if key in known).items():
        query = f"UNWIND $rows AS row MERGE (n:`{kind}` {{id: row.id}}) SET n = row"
        for batch in _batches(rows):
            transaction.run(query, {"rows": batch}).consume()
            step(len(batch))


def _create_nodes(transaction: Work, nodes: Mapping[Key, Row], step: Callable[[int], None]) -> None:
    shapes = _grouped(((kind, tuple(sorted(row))), row) for (kind, _), row in nodes.items())
    for (kind, keys), group in shapes.items():
        query = f"UNWIND $rows AS row CREATE (n:`{kind}` {_properties(keys)})"
        for batch in _batches(group):
            transaction.run(query, {"rows": [[row[key] for key in keys] for row in batch]}).consume()
            step(len(batch))


def _create_edges(transaction: Work, edges: Mapping[str, Edge], step: Callable[[int], None]) -> None:
    shapes = _grouped(
        ((edge.start[0], edge.relation, edge.end[0], tuple(sorted(edge.row))), edge) for edge in edges.values()
    )
    for (start, relation, end, keys), group in shapes.items():
        query = (
            f"UNWIND $rows AS row MATCH (a:`{start}` {{id: row[0]}}) MATCH (b:`{end}` {{id: row[1]}}) "
            f"CREATE (a)-[r:`{relation}` {_properties(keys, first=2)}]->(b) RETURN count(r) AS n"
        )
        for batch in _batches(group):
            rows = [[edge.start[1], edge.end[1], *(edge.row[key] for key in keys)] for edge in batch]
            made = transaction.run(query, {"rows": rows}).single(strict=True)["n"]
            if made != len(batch):
                raise DisturbedError(
                    f"应写入 {len(batch)} 条“{relation}”，图数据库只写入了 {made} 条。", "本次写入已撤销；请重试一次。"
                )
            step(len(batch))


def _create_tallies(transaction: Work, made: Tallies) -> None:
    for label, rows in made.items():
        keys = tuple(rows[0])
        query = f"UNWIND $rows AS row CREATE (n:`{label}` {_properties(keys)})"
        for batch in _batches(rows):
            transaction.run(query, {"rows": [[row[key] for key in keys] for row in batch]}).consume()


def _delete_tallies(transaction: Work, document: str, ontology: Ontology) -> None:
    for label in ontology.tallies:
        query = f"MATCH (n:`{label}` {{document: $document}}) DELETE n"
        transaction.run(query, {"document": document}).consume()


def _stored_tallies(run: _Runner, document: str, ontology: Ontology) -> Tallies:
    found: Tallies = {}
    for label in ontology.tallies:
        query = f"MATCH (n:`{label}` {{document: $document}}) RETURN properties(n) AS row"
        if rows := [record["row"] for record in run.run(query, {"document": document})]:
            found[label] = rows
    return found


def _properties(keys: Sequence[str], first: int = 0) -> str:
    """A map for CREATE whose values are the places of the list `row` from `first` on.

    Not `SET n = row` afterwards: ArcadeDB would make a record without properties and then look for a place for one with
    them, which takes a third of the time of a load.
    """
    names = (key.replace("`", "``") for key in keys)
    return "{" + ", ".join(f"`{name}`: row[{place}]" for place, name in enumerate(names, first)) + "}"


def _delete_orphans(transaction: Work, keys: Iterable[Key]) -> int:
    """Delete those of the nodes that no relationship touches; a loaded document (it has a digest) stays."""
    removed = 0
    for kind, ids in _grouped(sorted(keys)).items():
        query = f"UNWIND $ids AS id MATCH (n:`{kind}` {{id: id}}) WHERE {_ORPHAN} DELETE n RETURN count(*) AS n"
        for batch in _batches(ids):
            removed += transaction.run(query, {"ids": batch}).single(strict=True)["n"]
    return removed


def _ends(edges: Iterable[Edge]) -> set[Key]:
    return {key for edge in edges for key in (edge.start, edge.end)}


def _grouped(pairs: Iterable[tuple[H, T]]) -> dict[H, list[T]]:
    groups: defaultdict[H, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    return (items[at : at + size] for at in range(0, len(items), size))


# The whole graph.


def _snapshot(transaction: Transaction, *, ontology: Ontology) -> Snapshot:
    nodes = {
        (kind, record["row"]["id"]): record["row"]
        for kind in ontology.kinds
        for record in transaction.run(f"MATCH (n:`{kind}`) RETURN properties(n) AS row")
    }
    edges = []
    for relation in ontology.relations:
        query = (
            f"MATCH (a)-[r:`{relation}`]->(b) RETURN labels(a)[0] AS start_kind, a.id AS start, "
            "labels(b)[0] AS end_kind, b.id AS end, properties(r) AS row"
        )
        for record in transaction.run(query):
            start, end = (record["start_kind"], record["start"]), (record["end_kind"], record["end"])
            edges.append(Edge(start, relation, end, record["row"]))
    return Snapshot(nodes, sorted(edges, key=order), sums.stored(transaction) or {})


def _fill(
    transaction: Work,
    *,
    nodes: Mapping[Key, Row] | None = None,
    edges: Sequence[Edge] = (),
    tallies: Tallies | None = None,
    sums: Mapping[str, int] | None = None,
) -> Change:
    """Write a part of a snapshot, or what follows from it."""
    silent = _steps(None, 0)
    _create_nodes(transaction, nodes or {}, silent)
    _create_edges(transaction, {str(number): edge for number, edge in enumerate(edges)}, silent)
    _create_tallies(transaction, tallies or {})
    if sums:
        write_sums(transaction, sums)
    return Change(nodes_created=1)


# What belongs to no document.

_STRAY = "(r.document IS NULL OR NOT r.document IN $known)"
_ORPHAN = "n.digest IS NULL AND NOT EXISTS { (n)--() }"
_LOST = "(n.document IS NULL OR NOT n.document IN $known)"


def _leftovers(transaction: Transaction, *, ontology: Ontology) -> tuple[dict[str, int], dict[str, int]]:
    known = _loaded_ids(transaction)
    strays = {
        relation: _number(transaction, f"MATCH ()-[r:`{relation}`]->() WHERE {_STRAY} RETURN count(r) AS n", known)
        for relation in ontology.relations
    }
    strays |= {
        label: _number(transaction, f"MATCH (n:`{label}`) WHERE {_LOST} RETURN count(n) AS n", known)
        for label in ontology.tallies
    }
    orphans = {
        kind: _number(transaction, f"MATCH (n:`{kind}`) WHERE {_ORPHAN} RETURN count(n) AS n")
        for kind in ontology.kinds
    }
    return _positive(strays), _positive(orphans)


def _scanned(transaction: Transaction, *, ontology: Ontology) -> tuple[list[str], dict[str, int]]:
    """What the nodes add up to, and what a scan finds that the indexes do not."""
    known, found, unfound = sums.stored(transaction), dict[str, int](), dict[str, int]()
    for kind in ontology.kinds:
        rows = [record["row"] for record in transaction.run(f"MATCH (n:`{kind}`) RETURN properties(n) AS row")]
        found |= sums.total((kind, row) for row in rows)
        unfound[kind] = _unfound(transaction, kind, "id", rows) + _unfound(transaction, kind, "name", rows)
    # What the index of documents finds is compared by `_checked`; this is what lies there.
    there: Counter[str] = Counter()
    for relation in ontology.relations:
        query = f"MATCH ()-[r:`{relation}`]->() RETURN r.document AS document, count(r) AS n"
        there.update({record["document"]: record["n"] for record in transaction.run(query)})
    written = {row["id"]: row["statements"] for row in _loaded_rows(transaction)}
    unfound["关系"] = sum(abs(there[id_] - number) for id_, number in written.items())
    altered = [] if known is None else [kind for kind in ontology.kinds if known.get(kind, 0) != found.get(kind, 0)]
    return altered, _positive(unfound)


def _unfound(run: _Runner, kind: str, key: str, rows: Sequence[Row]) -> int:
    """How many nodes an index of theirs does not lead to."""
    there = Counter(row[key] for row in rows if key in row)
    query = f"UNWIND $values AS value MATCH (n:`{kind}` {{{key}: value}}) RETURN n.{key} AS value, count(n) AS n"
    led: Counter[str] = Counter()
    for batch in _batches(sorted(there)):
        led.update({record["value"]: record["n"] for record in run.run(query, {"values": batch})})
    return (there - led).total() + (led - there).total()


def _loaded_ids(run: _Runner) -> list[str]:
    return sorted(str(row["id"]) for row in _loaded_rows(run))


def _loaded_rows(run: _Runner) -> list[Row]:
    query = f"MATCH (d:`{DOCUMENT}`) WHERE d.digest IS NOT NULL RETURN properties(d) AS row"
    return [record["row"] for record in run.run(query)]


def _number(transaction: Transaction | Work, query: str, known: Sequence[str] = ()) -> int:
    return int(transaction.run(query, {"known": list(known)}).single(strict=True)["n"])


def _positive(numbers: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in numbers.items() if number}


# Reading.


def _read(endpoint: Endpoint, ask: Callable[[Transaction], T], settings: Settings) -> T:
    try:
        return consistent_reads.read(endpoint, settings.home, ask, settings.timeout)
    except (driver.DriverError, driver.Neo4jError) as error:
        raise read_error(error, endpoint.address, endpoint.answers) from error


def _version(endpoint: Endpoint) -> str:
    try:
        return digest(endpoint.address, endpoint.database, consistent_reads.now(endpoint))
    except (driver.DriverError, driver.Neo4jError) as error:
        raise read_error(error, endpoint.address, endpoint.answers) from error


_TIMES = (
    f"MATCH (d:`{DOCUMENT}`) WHERE d.digest IS NOT NULL RETURN d.id AS id, d.work AS work, d.stage AS stage, "
    "d.date AS date, d.`from` AS starts, d.`to` AS ends, d.number AS number, d.name AS title, "
    "d.characters AS characters, d.words AS words"
)
_ENDINGS = (
    f"MATCH (d:`{DOCUMENT}`)-[r:`修订`|`废止`]->(e:`{DOCUMENT}`) "
    "RETURN r.document AS by, type(r) AS relation, e.id AS target, r.quote AS quote"
)


def _timed(transaction: Transaction) -> Timed:
    rows = [dict(record) for record in transaction.run(_TIMES)]
    # Graphs of an earlier release say nothing of works: each document is one of its own.
    editions = [
        Edition(**{**{k: v for k, v in row.items() if v is not None}, "work": row["work"] or row["id"]}) for row in rows
    ]
    return editions, [Ending(**dict(record)) for record in transaction.run(_ENDINGS)]


def _rows(
    transaction: Transaction,
    *,
    cypher: str,
    parameters: Mapping[str, Any],
    limit: int | None,
    past: Callable[[Transaction], Mapping[str, bool]] | None,
) -> Result:
    given = dict(parameters)
    if past is not None:
        given["past"] = past(transaction)
    answer = transaction.run(cypher, given)
    records = list(answer) if limit is None else answer.fetch(limit + 1)
    columns = tuple(answer.keys())
    answer.consume()
    rows = [dict(zip(columns, map(plain, record), strict=True)) for record in records[:limit]]
    return Result(columns, rows, complete=len(rows) == len(records))


def _checked(transaction: Transaction, *, document: str, ontology: Ontology) -> Checked:
    row = _loaded(transaction, document)
    edges = _stored_edges(transaction, document, ontology)
    comparable = row.get("format") == FORMAT
    sound = comparable and digest_of(edges, ontology) == row["digest"] and _counted(transaction, row, edges, ontology)
    return Checked(row, len(edges), comparable, sound)


def _counted(transaction: Transaction, row: Row, edges: Mapping[str, Edge], ontology: Ontology) -> bool:
    """Whether a document's tallies are those that its relationships make."""
    document = str(row["id"])
    nodes = _stored_nodes(transaction, {(DOCUMENT, document), *_ends(edges.values())})
    wanted, found = tallies(document, edges.values(), nodes, ontology), _stored_tallies(transaction, document, ontology)
    return {label: _sorted(rows) for label, rows in wanted.items()} == {
        label: _sorted(rows) for label, rows in found.items()
    }


def _sorted(rows: Iterable[Row]) -> list[str]:
    # An empty list and none are the same: neo4j-admin writes none.
    told = ({key: value for key, value in row.items() if value != []} for row in rows)
    return sorted(digest(json.dumps(row, ensure_ascii=False, sort_keys=True)) for row in told)
