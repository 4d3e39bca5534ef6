"""导入: read files, look at what was understood and what was not, then put them into the graph; or take one out."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import streamlit as st

from graph.ontology import ontology
from graph.statements import Statement
from loaders.extracting import extract_all
from loaders.kept import Outcome
from loaders.readers import Failure, Limits, Notice, Skipped, discover, read_all
from loaders.readers.formats import FORMATS
from ui import building, console
from ui.pages import documents, reviewing
from ui.review import Review, Unwritten
from ui.web import access, links, lists, resources, uploads
from ui.web.words import plain

STATEMENTS = (
    lists.Column("subject", "起点", 180),
    lists.Column("relation", "关系", 80),
    lists.Column("object", "终点", 260),
    lists.QUOTE,
)


class Upload(Protocol):
    """A file as the browser sends it."""

    name: str

    def getvalue(self) -> bytes:
        """Its content."""


@dataclass(frozen=True)
class Reading:
    """What became of uploads: documents that were read, files that were not, and members of archives left out."""

    read: tuple[Outcome, ...]
    failed: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]

    @property
    def notices(self) -> list[tuple[str, Notice]]:
        """What was guessed, mended or left out when a file was read, each with the file's name."""
        return [notice for one in self.read for notice in building.noted(one.file, one.notices)]


def read(sent: Sequence[Upload], progress: Callable[[float, str], object]) -> Reading:
    """Read and extract uploaded files, by the readers that the command line uses; nothing is written.

    Args:
        sent: the files.
        progress: told the share that is done, and what is in work.

    Raises:
        ReadError: there is no document among the files.
    """
    done: list[Outcome] = []
    failed: list[Failure] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [_save(Path(folder) / str(number), upload) for number, upload in enumerate(sent)]
        sources, skipped = discover(paths)
        texts = zip(sources, read_all(sources), strict=True)
        for number, (source, found) in enumerate(extract_all(texts)):
            progress(number / len(sources), f"正在读 {plain(source.name)}（{number + 1}/{len(sources)}）")
            if isinstance(found, Failure):
                failed.append(found)
            else:
                done.append(found)
    return Reading(tuple(done), tuple(failed), tuple(skipped))


def _save(folder: Path, upload: Upload) -> Path:
    folder.mkdir()
    path = folder / uploads.file_name(upload.name)
    path.write_bytes(upload.getvalue())
    return path


def roles(statements: Iterable[Statement]) -> Counter[str]:
    """Numbers of statements by relation, in the order of the ontology."""
    found = Counter(statement.relation for statement in statements)
    return Counter({name: found[name] for name in ontology().relations if found[name]})


def rows(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Statements as the preview shows them: who answers for what first, the outline last."""
    order = {relation: number for number, relation in enumerate(ontology().relations)}
    return [
        {"subject": s.subject.name, "relation": s.relation, "object": s.object.name, "quote": s.quote}
        for s in sorted(statements, key=lambda s: (s.relation == "属于", order[s.relation]))
    ]


def draw(*, may_review: bool = False) -> None:
    """Draw the page.

    Args:
        may_review: whether the person may correct what was read before it is written.
    """
    load, withdraw = st.tabs(["读入文件", "撤回文件"])
    with load:
        _load(may_review=may_review)
    with withdraw:
        _withdraw()


def suffixes() -> list[str]:
    """The endings of the files that are read, without their dots."""
    return [suffix.removeprefix(".") for form in FORMATS for suffix in form.suffixes]


def _load(*, may_review: bool) -> None:
    kinds = "、".join(form.caption for form in FORMATS)
    most = Limits.of(resources.settings()).size // 2**20
    st.caption(
        f"可读 Word、PDF、Excel、WPS、网页、文本、扫描件、压缩包等；每份不超过 {most} MB。"
        "先看读懂了什么，再决定是否写入图谱；同一份文件再次写入就是替换。",
        help=f"全部种类：{kinds}。",
    )
    uploads = st.file_uploader(
        "文件",
        type=suffixes(),
        accept_multiple_files=True,
        label_visibility="collapsed",
        key=f"import.files:{st.session_state.get('import.round', 0)}",
    )
    if said := st.session_state.pop("import.said", ""):
        st.success(plain(said))
        _onward(st.session_state.pop("import.written", []))
    if not uploads:
        return
    reading = _reading(uploads)
    for failure in reading.failed:
        st.error(plain(failure.error))
    for line in [*console.skipped_lines(reading.skipped), *console.notice_lines(reading.notices)]:
        st.warning(plain(line))
    for extraction in reading.read:
        _preview(extraction, may_review=may_review)
    if reading.read and st.button(f"写入图谱（{len(reading.read)} 份）", type="primary"):
        _write(reading.read)


def _onward(written: Sequence[tuple[str, str]]) -> None:
    """The ways on from what was just written."""
    with st.container(horizontal=True):
        links.link("overview", "回到总览")
        links.link("duties", "查清单")
        for identity, title in written[:_LINKED]:
            links.link("documents", f"看《{title}》", document=identity)
    if resources.samples() and written:
        st.info("图谱中还有自带的样例；在“总览”可一次去掉。")


_LINKED = 5
"""So many of the documents just written are linked to."""


def _reading(uploads: Sequence[Any]) -> Reading:
    """The files of this session, read once."""
    key = tuple(upload.file_id for upload in uploads)
    if st.session_state.get("import.key") != key:
        bar = st.progress(0.0, "正在读……")
        st.session_state["import.reading"] = read(uploads, bar.progress)
        st.session_state["import.key"] = key
        bar.empty()
    found: Reading = st.session_state["import.reading"]
    return found


def _preview(extraction: Outcome, *, may_review: bool) -> None:
    document, kept = extraction.document, extraction.kept
    loaded = {str(row["id"]): row for row in resources.ask_documents()}
    with st.expander(plain(f"{document.title}（{document.file}）"), expanded=True):
        if document.id in loaded:
            same = loaded[document.id]["sha256"] == document.sha256
            st.info("图谱中已有这份文件，内容相同。" if same else "图谱中已有这份文件的另一个版本，写入后会替换它。")
        fates = kept.fates()
        st.markdown(
            f"{plain(document.issuer or '发文单位未写明')}　{plain(document.date or '日期未写明')}　"
            f"{document.characters:,} 字　"
            f"{kept.items} 个事项（{kept.orphans} 个未写明单位）　{len(extraction.statements)} 条关系"
        )
        st.caption("　".join(f"{name} {number}" for name, number in roles(extraction.statements).items()))
        st.caption(
            f"责任用语 {len(kept.cues)} 处："
            + "，".join(f"{documents.FATES[fate]} {number}" for fate, number in fates.items())
        )
        st.caption(kept.balance())
        if may_review and st.toggle("写入前先校核", key=f"import.review:{document.id}"):
            _review(extraction)
            return
        facts, unread, signals = st.tabs(
            ["读出的关系", f"未读懂（{fates['signal']}）", f"需要看一看（{len(kept.signals)}）"]
        )
        with facts:
            lists.choose(rows(extraction.statements), STATEMENTS, key=f"import.rows:{document.id}", height=260, lines=1)
        with unread:
            unread_cues = [row for row in documents.cues(kept) if row["fate"] == documents.FATES["signal"]]
            _table(unread_cues, documents.CUES, f"import.unread:{document.id}")
        with signals:
            _table(documents.signals(kept), documents.SIGNALS, f"import.signals:{document.id}")


def _review(extraction: Outcome) -> None:
    """Correct what was read; the corrections take effect when it is written, and whenever it is read again."""
    person = access.person()
    review = Review(resources.store(), resources.archive(), person.name if person else "")
    reviewing.desk(Unwritten(review, extraction), extraction.document.id, key=f"import.desk:{extraction.document.id}")


def _table(found: Sequence[dict[str, Any]], columns: Sequence[lists.Column], key: str) -> None:
    if found:
        lists.choose(found, columns, key=key, height=220)
    else:
        st.caption("没有。")


def _write(extractions: Sequence[Outcome]) -> None:
    bar = st.progress(0.0, "正在写入……")
    said = []
    for number, extraction in enumerate(extractions, 1):
        bar.progress((number - 1) / len(extractions), f"正在写入 {plain(extraction.document.title)}")
        change = building.put(resources.store(), resources.archive(), extraction)
        numbers = {"新增": change.created, "删除": change.removed, "未变": change.unchanged}
        changes = "、".join(f"{name} {number} 条" for name, number in numbers.items() if number) or "没有关系"
        said.append(f"《{extraction.document.title}》{changes}")
    building.tidy(resources.store(), resources.archive())
    st.session_state["import.written"] = [(one.document.id, one.document.title) for one in extractions]
    st.session_state["import.said"] = f"已写入图谱 {len(said)} 份：{'；'.join(said)}。"
    st.session_state["import.round"] = st.session_state.get("import.round", 0) + 1
    st.rerun()


def _withdraw() -> None:
    loaded = resources.ask_documents()
    if said := st.session_state.pop("import.withdrawn", ""):
        st.success(plain(said))
    if not loaded:
        st.info("图谱中没有文件。")
        return
    chosen = st.selectbox(
        "文件",
        loaded,
        index=None,
        format_func=lambda row: f"{row['name']}　{row['date']}",
        placeholder="选择要撤回的文件",
        label_visibility="collapsed",
        key=f"import.withdraw:{len(loaded)}",
    )
    if chosen is None:
        return
    st.warning(
        f"将从图谱中去掉《{plain(chosen['name'])}》的 {chosen['statements']} 条关系，以及不再有关系的节点。"
        "文件本身不受影响，可重新读入。"
    )
    if st.button("确认撤回", type="primary"):
        change = building.withdraw(resources.store(), resources.archive(), str(chosen["id"]))
        st.session_state["import.withdrawn"] = (
            f"已撤回《{chosen['name']}》：去掉 {change.removed} 条关系、{change.nodes_removed} 个节点。"
        )
        st.rerun()
