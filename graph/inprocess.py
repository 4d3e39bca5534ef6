"""The embedded database opened in this process, without a server and only to be read: for one short command.

A server, its protocol and its users take two of the three seconds that a list takes from a cold start. Here the same
Cypher goes to the engine directly; the database is open read-only, so nothing can be changed. While it is open no
writer can be there (`arcadedb.peek` holds the folder), so what is read is always whole.

`Local`, `Reading` and `Answer` are what the store uses of the driver, its session and transaction, and its result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j

from graph.arcadedb import Peek
from graph.errors import QiantouError
from graph.refusals import refusal

T = TypeVar("T")


class Answer:
    """The rows of one query, read once."""

    def __init__(self, found: Any) -> None:
        self._found = found
        self._columns: tuple[str, ...] = ()

    def keys(self) -> tuple[str, ...]:
        """Names of the columns: the engine tells them with the rows, so none before the first one is read."""
        return self._columns

    def __iter__(self) -> Iterator[neo4j.Record]:
        return iter(self._records(self._found.to_list))

    def fetch(self, n: int) -> list[neo4j.Record]:
        """The first `n` rows, or as many as there are."""
        return self._records(lambda: list(islice(self._found.iter_dicts(), n)))

    def single(self, *, strict: bool = False) -> Any:
        """The only row; None where there is none and that is no error."""
        records = self.fetch(2)
        assert len(records) == 1 or not (records or strict)
        return records[0] if records else None

    def consume(self) -> None:
        """Leave the rest."""
        self._found.close()

    def _records(self, read: Callable[[], list[dict[str, Any]]]) -> list[neo4j.Record]:
        rows = _asked(read)
        self._columns = tuple(rows[0]) if rows else ()
        return [neo4j.Record(row) for row in rows]  # type: ignore[no-untyped-call]  # the driver leaves it untyped


class Reading:
    """Session and transaction in one; a context manager."""

    def __init__(self, database: Any) -> None:
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def begin_transaction(self, timeout: float | None = None) -> Self:
        """Nothing can change meanwhile, so there is nothing to begin; the engine's own limit of time holds anyway."""
        del timeout
        return self

    def commit(self) -> None:
        """Nothing was written."""

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Ask.

        Raises:
            QueryError: the engine refuses the query, or it took too long or too much.
        """
        return Answer(_asked(lambda: self._database.query("opencypher", query, dict(parameters or {}))))


class Local:
    """The way to a database that is open in this process, in place of a driver."""

    def __init__(self, opened: Peek) -> None:
        self._opened = opened

    def session(self, **_: object) -> Reading:
        """Whatever a driver would be told of database and access: there is one, and it is only read."""
        return Reading(self._opened.database)

    def close(self) -> None:
        """Close the database."""
        self._opened.close()


def _asked(work: Callable[[], T]) -> T:
    from arcadedb_embedded.exceptions import ArcadeDBError

    try:
        return work()
    except ArcadeDBError as error:
        raise _refused(error) from error


def _refused(error: Exception) -> QiantouError:
    cause = error.__cause__ or error
    return refusal(type(cause).__name__.rsplit(".", 1)[-1], " ".join(str(cause).split()))
