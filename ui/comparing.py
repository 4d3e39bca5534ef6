"""The command `qiantou diff` and the page 对比: two editions, each a file or a loaded document."""

from __future__ import annotations

from pathlib import Path

from graph.errors import ReadError
from graph.statements import Document
from graph.store import Store
from queries import editions
from queries.reports.changes import Side


def side(store: Store, given: str) -> Side:
    """One of the two: the file of that name, else the loaded document that is called so.

    Raises:
        ReadError: the file cannot be read, or holds more than one document.
        NotFoundError, AmbiguousError: as `editions.find`.
        EngineError: the graph cannot be read.
    """
    path = Path(given)
    return of_file(path) if path.is_file() else loaded(store, editions.find(store, given).id)


def loaded(store: Store, document: str) -> Side:
    """A document of the graph.

    Raises:
        NotFoundError: it is not loaded.
        EngineError: the graph cannot be read.
    """
    row, statements = store.statements(document)
    id_, title, file, number, issuer, date = (
        str(row.get(key, "")) for key in ("id", "name", "file", "number", "issuer", "date")
    )
    return Side(Document(id_, title, file, number, issuer, date), statements)


def of_file(path: Path) -> Side:
    """A file that need not be loaded."""
    from ui.building import read_documents

    found = [one for one in read_documents([path]) if one is not None]
    if len(found) != 1:
        raise ReadError(f"“{path.name}”里读得出的文件有 {len(found)} 份，不能拿来对比。", "请给出恰好一份文件。")
    return Side(found[0].document, found[0].statements)
