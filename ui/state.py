"""The state of the graph, for the screen and for programs: whether it is as written, and by what rules it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from graph.store import Checked, Store
from loaders import version

OUTDATED = "图谱是旧版本写成的，缺少清单要用的内容。"
REBUILD = "请用 qiantou build --rebuild 加上原来的全部文件重建一次。"
_EARLIER = "旧格式，无法核对"


@dataclass(frozen=True)
class DocumentState:
    """One loaded document.

    Attributes:
        id, title, file, date: as its node has them.
        nodes, statements: numbers that were written.
        found: relationships that the graph holds.
        sound: whether they are those that were written, between the same nodes.
        verdict: that in words.
        current: whether it was read by the rules of this release.
    """

    id: str
    title: str
    file: str
    date: str
    nodes: int
    statements: int
    found: int
    sound: bool
    verdict: str
    current: bool


@dataclass(frozen=True)
class State:
    """The graph.

    Attributes:
        engine, address: where it is.
        documents: by date and then id.
        counts: numbers of `nodes` by kind and of `relationships` by type.
        strays: relationships of no loaded document, numbers by type.
        orphans: nodes without relationships, numbers by kind.
        sound: whether the graph is what was written, no more and no less.
    """

    engine: str
    address: str
    documents: list[DocumentState]
    counts: dict[str, dict[str, int]]
    strays: dict[str, int]
    orphans: dict[str, int]
    sound: bool

    def record(self) -> dict[str, Any]:
        """Everything, for a JSON line."""
        return {**asdict(self), "errors": list(self.errors()), "notices": list(self.notices())}

    def errors(self) -> Iterator[str]:
        """What is not as it was written, and what to do."""
        changed = [document.title for document in self.documents if not document.sound]
        if changed:
            yield f"{len(changed)} 份文件与写入时不一致或无法核对：{'、'.join(changed)}。请用 qiantou build 重新读入。"
        if any(document.verdict == _EARLIER for document in self.documents):
            yield OUTDATED + REBUILD
        if self.strays:
            yield f"有不属于任何文件的关系：{numbers(self.strays)}。请用 qiantou build --rebuild 重建。"
        if self.orphans:
            yield f"有孤立的节点：{numbers(self.orphans)}。请用 qiantou build --rebuild 重建。"

    def notices(self) -> Iterator[str]:
        """What is sound but could be better."""
        earlier = [document.title for document in self.documents if not document.current]
        if earlier:
            yield (
                f"{len(earlier)} 份文件是按另一版读取规则读入的：{'、'.join(earlier)}。"
                "请用 qiantou build 重新读入，文件没有变也会重读。"
            )


def of(store: Store) -> State:
    """The state of a graph.

    Raises:
        EngineError: the engine cannot be reached.
    """
    integrity = store.check()
    return State(
        engine=store.endpoint.engine,
        address=store.endpoint.address,
        documents=[_document(document) for document in integrity.documents],
        counts=store.counts(),
        strays=integrity.strays,
        orphans=integrity.orphans,
        sound=integrity.sound,
    )


def _document(checked: Checked) -> DocumentState:
    row = checked.row
    return DocumentState(
        id=row["id"],
        title=row["name"],
        file=row["file"],
        date=row["date"],
        nodes=row["nodes"],
        statements=row["statements"],
        found=checked.found,
        sound=checked.sound,
        verdict=_verdict(checked),
        current=row.get("rules") == version.rules(),
    )


def _verdict(checked: Checked) -> str:
    if checked.sound:
        return "一致"
    if not checked.comparable:
        return _EARLIER
    written = checked.row["statements"]
    return "不一致" if checked.found == written else f"不一致（写入 {written} 条，现有 {checked.found} 条）"


def numbers(of: Mapping[str, int]) -> str:
    """Numbers by name, in words."""
    return "，".join(f"{name} {number}" for name, number in of.items())
