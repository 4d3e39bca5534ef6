"""The state of the graph, for the screen and for programs: whether it is as written, and by what rules it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graph.errors import SettingError
from graph.journal import NOTHING
from graph.store import Checked, Store
from loaders import version
from ui import archive
from ui.passwords import Passwords

if TYPE_CHECKING:
    from ui.review import Corrections

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
        text: whether its text is kept beside the graph, as it was written.
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
    text: archive.State


@dataclass(frozen=True)
class State:
    """The graph.

    Attributes:
        engine, address: where it is.
        home: the folder of all that the project keeps (`QIANTOU_HOME`).
        documents: by date and then id.
        counts: numbers of `nodes` by kind and of `relationships` by type.
        strays: relationships of no loaded document, numbers by type.
        orphans: nodes without relationships, numbers by kind.
        altered: kinds whose nodes are not those that were written.
        unfound: what is there and what the engine's indexes do not find, numbers by kind and type.
        corrections: how the journal stands; None where nobody has corrected anything.
        users: why the password file cannot be read; empty where it can, or where there is none.
        sound: whether graph and texts are what was written, no more and no less.
    """

    engine: str
    address: str
    home: str
    documents: list[DocumentState]
    counts: dict[str, dict[str, int]]
    strays: dict[str, int]
    orphans: dict[str, int]
    altered: list[str]
    unfound: dict[str, int]
    corrections: Corrections | None
    users: str
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
        if self.altered:
            kinds = "、".join(self.altered)
            yield f"节点的内容与写入时不一致：{kinds}。请用 qiantou build --rebuild 重建，或恢复备份。"
        if self.unfound:
            yield f"索引与内容不符：{numbers(self.unfound)}。请用 qiantou build --rebuild 重建，或恢复备份。"
        if self.users:
            yield self.users
        if texts := [document.title for document in self.documents if document.text == "altered"]:
            titles = "、".join(texts)
            yield f"{len(texts)} 份保存的原文被改动或损坏：{titles}。请用 qiantou build 重新读入，或恢复备份。"

    def notices(self) -> Iterator[str]:
        """What is sound but could be better."""
        if self.corrections is not None:
            yield from self.corrections.warnings()
        earlier = [document.title for document in self.documents if not document.current]
        if earlier:
            yield (
                f"{len(earlier)} 份文件是按另一版读取规则读入的：{'、'.join(earlier)}。"
                "请用 qiantou build 重新读入，文件没有变也会重读。"
            )
        if texts := [document.title for document in self.documents if document.text == "none"]:
            yield f"{len(texts)} 份文件的原文不在这台机器上：{'、'.join(texts)}。页面上只能显示原句。"


def of(store: Store, texts: archive.Archive) -> State:
    """The state of a graph, and of the texts beside it.

    Raises:
        EngineError: the engine cannot be reached.
    """
    integrity = store.check()
    documents = [_document(document, texts) for document in integrity.documents]
    users = _spoilt(Passwords(texts.home))
    return State(
        engine=store.endpoint.engine,
        address=store.endpoint.address,
        home=str(texts.home),
        documents=documents,
        counts=store.counts(),
        strays=integrity.strays,
        orphans=integrity.orphans,
        altered=integrity.altered,
        unfound=integrity.unfound,
        corrections=corrections(store, texts, compare=True),
        users=users,
        sound=integrity.sound and not users and all(document.text != "altered" for document in documents),
    )


def corrections(store: Store, texts: archive.Archive, *, compare: bool = False) -> Corrections | None:
    """How the journal stands; None where nobody has corrected anything.

    Args:
        store: the graph.
        texts: with the journal.
        compare: whether to look in the graph for what it does not have yet.

    Raises:
        EngineError: the graph cannot be read.
    """
    if texts.journal.read() == NOTHING:
        return None
    from ui.review import Corrections, Review  # only where somebody has corrected something

    return Corrections.of(Review(store, texts), compare=compare)


def _spoilt(passwords: Passwords) -> str:
    try:
        passwords.names()
    except SettingError as error:
        return str(error)
    return ""


def _document(checked: Checked, texts: archive.Archive) -> DocumentState:
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
        text=texts.state(str(row["sha256"])),
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
