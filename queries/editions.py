"""Which loaded document is meant: by id, number, or words of its title; a date tells editions apart."""

from __future__ import annotations

from collections.abc import Sequence

from graph.anchors import fold
from graph.errors import AmbiguousError, NotFoundError
from graph.store import Store
from graph.timeline import Edition


def find(store: Store, words: str) -> Edition:
    """The one loaded document that is meant, in force or not.

    Args:
        store: the graph.
        words: its id or number, or words of its title, all of which must stand there; one of them may be its date.

    Raises:
        NotFoundError: none is called so.
        AmbiguousError: several are; all are told.
        EngineError: the engine could not be used.
    """
    editions = [edition for edition, _ in store.standings()]
    found = [one for one in editions if words in (one.id, one.number)] or _titled(editions, words)
    if not found:
        raise NotFoundError(f"图谱里没有编号或标题为“{words}”的文件。", "请用 qiantou query documents 查看全部文件。")
    if len(found) > 1:
        told = "；".join(f"{one.title}（{one.date or '日期不详'}，编号 {one.id}）" for one in found)
        raise AmbiguousError(f"“{words}”指 {len(found)} 份文件：{told}。", "请写编号，或在标题后空一格写日期。")
    return found[0]


def _titled(editions: Sequence[Edition], words: str) -> list[Edition]:
    wanted = [fold(word) for word in words.split()]
    return [one for one in editions if wanted and all(word in fold(f"{one.title}|{one.date}") for word in wanted)]
