"""The embedded engine in this process, asked without a protocol: to read for one short command, or to write.

To read: a server, its protocol and its users take two of the three seconds that a list takes from a cold start. Here
the same Cypher goes to the engine directly; the database is open read-only, so nothing can be changed. While it is open
no writer can be there (`arcadedb.peek` holds the folder), so what is read is always whole.

To write: the protocol would pack and unpack every value one by one. Here the parameters of a query cross to Java as one
string of JSON.

`Local`, `Reading`, `Writing` and `Answer` are what the store uses of the driver, its session and transaction, and its
result.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar

from graph.arcadedb import Peek
from graph.errors import EngineError, QiantouError
from graph.refusals import refusal

T = TypeVar("T")


class DisturbedError(EngineError):
    """Another writer was faster; the same may succeed the next time."""


class Record:
    """One row, read as the driver's is: by name, or its values in order."""

    def __init__(self, row: dict[str, Any]) -> None:
        self._row = row

    def __getitem__(self, key: str) -> Any:
        return self._row[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._row.values())

    def keys(self) -> list[str]:
        """Names of the columns."""
        return list(self._row)


class Answer:
    """The rows of one query, read once.

    Args:
        found: the engine's.
        refused: our error for one of the engine's.
    """

    def __init__(self, found: Any, refused: Callable[[Exception], QiantouError]) -> None:
        self._found = found
        self._refused = refused
        self._columns: tuple[str, ...] = ()

    def keys(self) -> tuple[str, ...]:
        """Names of the columns: the engine tells them with the rows, so none before the first one is read."""
        return self._columns

    def __iter__(self) -> Iterator[Any]:
        return iter(self._records(self._found.to_list))

    def fetch(self, n: int) -> list[Any]:
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

    def _records(self, read: Callable[[], list[dict[str, Any]]]) -> list[Record]:
        rows = _asked(read, self._refused)
        self._columns = tuple(rows[0]) if rows else ()
        return [Record(row) for row in rows]


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
        work = partial(self._database.query, "opencypher", query, dict(parameters or {}))
        return Answer(_asked(work, _refusal), _refusal)


class Writing:
    """Session and transaction in one, which change the graph; a context manager that undoes what was not committed.

    For the thread that began it only: the engine knows a transaction by its thread.
    """

    def __init__(self, database: Any) -> None:
        self._database = database
        self._begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._begun:
            self._begun = False
            # What went wrong before says more than that it cannot be undone either.
            with contextlib.suppress(EngineError) if error else contextlib.nullcontext():
                _asked(self._database.rollback, _failure)

    def begin_transaction(self, timeout: float | None = None) -> Self:
        """Begin; the engine's own limit of time holds for each query."""
        del timeout
        _asked(self._database.begin, _failure)
        self._begun = True
        return self

    def commit(self) -> None:
        """Let what was written hold.

        Raises:
            DisturbedError: another writer was faster; nothing was written.
            EngineError: the engine cannot write.
        """
        # Whether it succeeds or not, the engine has ended the transaction.
        self._begun = False
        _asked(self._database.commit, _failure)

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Change something, or ask.

        Raises:
            DisturbedError: another writer was faster.
            EngineError: the engine refuses.
        """
        work = partial(self._database.command, "opencypher", query, _java(parameters or {}))
        return Answer(_asked(work, _failure), _failure)


def _java(parameters: Mapping[str, Any]) -> Any:
    """Parameters as the engine takes them; whole numbers as over the protocol, which knows one size of them."""
    parse, kind, array, string, charset = _parser()
    # Bytes cross four times faster than a string of Chinese.
    said = json.dumps(parameters, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return parse(string(array(said), charset), kind)


@cache
def _parser() -> tuple[Any, ...]:
    import jpype

    numbers = jpype.JClass("com.google.gson.ToNumberPolicy").LONG_OR_DOUBLE
    builder = jpype.JClass("com.google.gson.GsonBuilder")().setObjectToNumberStrategy(numbers)
    return (
        builder.create().fromJson,
        jpype.JClass("java.util.Map").class_,
        jpype.JArray(jpype.JByte),
        jpype.JClass("java.lang.String"),
        jpype.JClass("java.nio.charset.StandardCharsets").UTF_8,
    )


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


def _asked(work: Callable[[], T], refused: Callable[[Exception], QiantouError]) -> T:
    from arcadedb_embedded.exceptions import ArcadeDBError

    try:
        return work()
    except ArcadeDBError as error:
        raise refused(error) from error


def _refusal(error: Exception) -> QiantouError:
    name, reason = _reason(error)
    return refusal(name, reason)


_DISTURBED = frozenset({"ConcurrentModificationException", "DuplicatedKeyException", "RecordNotFoundException"})
"""The engine's exceptions where another writer was at the same records."""


def _failure(error: Exception) -> EngineError:
    name, reason = _reason(error)
    happened, advice = f"写入图数据库时出错（{reason}）。", "图仍是写入之前的样子；请排除原因后重试。"
    return (DisturbedError if name in _DISTURBED else EngineError)(happened, advice)


def _reason(error: Exception) -> tuple[str, str]:
    """Name and words of the engine's own exception."""
    cause = error.__cause__ or error
    return type(cause).__name__.rsplit(".", 1)[-1], " ".join(str(cause).split())
