"""How the command line prints what the rooms answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from graph.store import Rebuilt, Row
from graph.timeline import Edition, Standing
from queries.reports.listing import Listing, cited
from ui import console

if TYPE_CHECKING:
    # Reading documents takes a second to import, and most of what is printed here has none to read.
    from loaders.kept import Kept
    from ui.archive import Archive
    from ui.building import Summary
    from ui.review import Corrections, Review
    from ui.state import DocumentState, State


def summary(found: Summary) -> None:
    """What a build read, understood and left."""
    for document, change in found.documents:
        changes = f"新增 {change.created} 条关系，删除 {change.removed} 条，未变 {change.unchanged} 条"
        console.line(f"{document.title}：{changes}")
    roles = "，".join(f"{role} {number}" for role, number in found.edges.items())
    console.line(f"共读入 {len(found.documents)} 份文件，{found.items} 个事项（其中 {found.orphans} 个未写明单位）。")
    console.line(f"责任关系：{roles or '无'}。")
    cues = found.cues
    console.line(
        f"责任用语 {cues.total()} 处：成为关系 {cues['edge']}，"
        f"判为不是责任 {cues['non-duty']}，未读懂 {cues['signal']}。"
    )
    if found.signals:
        console.notice(f"有 {found.signals} 处需要看一看，用 qiantou check 查看。")
    for failure in found.failures:
        console.error(str(failure.error))
    for earlier, later in found.repeated():
        console.notice(f"“{later}”与“{earlier}”是同一份文件（标题、发文机关、日期或文号相同），图中是“{later}”。")
    console.notices(found.notices)
    console.skipped(found.skipped)


Place = Callable[[int], str]
"""Where in its file an offset of a text stands, in words; empty where the file has no pages or tables."""


def coverage(title: str, found: Kept, place: Place, *, full: bool) -> None:
    """What became of each duty cue of a document.

    Args:
        title: of the document.
        found: its text with its cues and signals.
        place: where an offset stands.
        full: every cue, not only what was not understood.
    """
    fates = found.fates()
    console.line(f"{found.file}：{title}")
    console.line(f"  事项 {found.items} 个，其中未写明单位 {found.orphans} 个。")
    console.line(
        f"  责任用语 {len(found.cues)} 处：成为关系 {fates['edge']}，不是责任 {fates['non-duty']}，"
        f"未读懂 {fates['signal']}。"
    )
    console.line(f"  {found.balance()}")
    for rule, number in sorted(Counter(cue.rule for cue in found.cues if cue.fate == "non-duty").items()):
        console.line(f"    不是责任（{rule}）：{number} 处")
    for signal in found.signals:
        console.line(f"    需要看一看：{signal.reason}{_where(found, place, signal.start, signal.end)}")
    if full:
        for cue in found.cues:
            words = _where(found, place, cue.sentence_start, cue.sentence_end)
            console.line(f"    {_FATES[cue.fate]}{f'（{cue.rule}）' if cue.rule else ''}{words}")


def kept(documents: Iterable[Row], archive: Archive, *, full: bool) -> None:
    """The same of every document of the graph, as it was when it was read."""
    for row in documents:
        found = archive.get(str(row["sha256"]))
        if found is None:
            console.notice(f"这台机器上没有保存“{row['name']}”的原文；用 qiantou build 重新读入后可检查。")
        else:
            coverage(str(row["name"]), found, lambda _offset: "", full=full)


_FATES = {"edge": "关系", "non-duty": "不是责任", "signal": "未读懂"}


def _short(quote: str, name: str) -> str:
    """A sentence around a name, for a table."""
    words = " ".join(quote.split())
    at = max(0, min(words.find(name) - _QUOTE // 3, len(words) - _QUOTE))
    return f"{'…' if at else ''}{words[at : at + _QUOTE]}{'…' if at + _QUOTE < len(words) else ''}"


_QUOTE = 60


def _where(found: Kept, place: Place, start: int, end: int) -> str:
    file_place = place(start)
    words = " ".join(found.text[start:end].split())
    return f"，{f'{file_place}，' if file_place else ''}第 {start} 字：{words}"


def listing(report: Listing) -> None:
    """A list: what it is about, how many rows, its tables as they are printed, its sources."""
    console.line(f"{report.title}：{report.counted}。")
    for sentence in report.left_out:
        console.notice(sentence)
    for table in report.pages:
        console.line(f"\n{table.title}（{table.note}）")
        rows = [[column.value(row) for column in table.printed] for row in table.rows]
        if rows:
            console.table("", [column.heading for column in table.printed], rows)
    for source in report.sources:
        console.line(f"来源：{cited(source)}")
    if not report.complete:
        console.notice("这份清单没有列全。")


def editions(standings: Sequence[tuple[Edition, Standing]], read: Collection[str]) -> None:
    """Which of the documents that were just read are not in force, and which others they have put out of force."""
    known = {edition.id: edition for edition, _ in standings}
    for edition, found in standings:
        by = known.get(found.by)
        if found.listed or not {edition.id, found.by} & set(read):
            continue
        told = f"，见“{by.title}”（{by.date}）" if by is not None else ""
        same = "，两份文字相同，是重印" if by is not None and edition.words and edition.words == by.words else ""
        console.notice(
            f"“{edition.title}”（{edition.date or '日期不详'}）{found.state}{told}{same}；清单和提问不列入。"
        )


def contradictions(standings: Sequence[tuple[Edition, Standing]], pairs: Iterable[tuple[str, str]]) -> None:
    """Documents of one day of which each ends the other: neither is applied, a person has to look."""
    titles = {edition.id: f"“{edition.title}”" for edition, _ in standings}
    for first, second in pairs:
        console.notice(f"{titles[first]}和{titles[second]}同一天互相废止或修订：两份都仍按现行列出，请核对。")


def review(found: Review, written: int) -> None:
    """How far the documents in force are checked, and what became of each judgement.

    Args:
        found: the corrections.
        written: how many documents colleagues' judgements have changed just now.
    """
    from loaders.judged import STATES
    from ui.review import Corrections

    rows = []
    for paper in found.papers(current=True):
        states = Counter(str(fact.state) for fact in paper.duties())
        told = [states[state] for state in STATES if state]
        done, every = paper.checked
        rows.append(
            [paper.document.title, paper.document.date, every, done, *told, paper.precision().told() if done else ""]
        )
    columns = ["文件", "日期", "责任", "已校核", *(name for state, name in STATES.items() if state), "抽查"]
    console.table("", columns, rows)
    if written:
        console.line(f"同事的新校核已写入：{written} 份文件更新。")
    judgements(Corrections.of(found))


def judgements(found: Corrections) -> None:
    """What became of each judgement, and what is wrong with the journal."""
    for words in found.lines():
        console.line(words)
    for words in found.warnings():
        console.notice(words)


def reviews(rows: Sequence[Row]) -> None:
    """Facts with what people said of them."""
    columns = ["记号", "校核", "角色", "单位", "事项", "原句", "校核人", "理由"]
    shown = [
        [
            row["mark"],
            row["state"],
            row["role"],
            row["agency"],
            row["task"],
            _short(row["quote"], row["agency"]),
            row["reviewer"],
            row["reason"] or row["why"],
        ]
        for row in rows
    ]
    console.table(f"{len(rows)} 条", columns, shown)


def rebuilt(found: Rebuilt) -> None:
    """What a rebuild did, after its summary."""
    if found.beside:
        console.line("图谱已重建：新图另行建成，一步换下了旧图。")
    else:
        console.line(
            "图谱已就地重建：图数据库不由本程序启动（Neo4j 服务器，或另一个程序正在使用），不能另建一图，"
            f"所以逐份重写，再清除不属于任何文件的 {found.swept.removed} 条关系、{found.swept.nodes_removed} 个节点。"
        )
    if found.gone:
        names = "、".join(f"{row['name']}（{row['file']}）" for row in found.gone)
        console.notice(f"旧图中有 {len(found.gone)} 份文件不在这次给出的文件中，新图里没有：{names}。")


def state(found: State) -> None:
    """The state of the graph: its documents, its counts, and what is to be done about it."""
    from ui.state import numbers

    console.line(f"图数据库：{found.engine}，{found.address}")
    console.line(f"数据文件夹：{found.home}（用环境变量 QIANTOU_HOME 换地方）")
    columns = ["标题", "日期", "节点", "关系", "与写入时", "读取规则"]
    console.table(f"文件 {len(found.documents)} 份", columns, [_state_of(document) for document in found.documents])
    for title, key in (("节点", "nodes"), ("关系", "relationships")):
        console.line(f"{title}：{numbers(found.counts[key])}")
    if found.corrections is not None:
        for words in found.corrections.lines():
            console.line(words)
    for message in found.errors():
        console.error(message)
    for message in found.notices():
        console.notice(message)


def _state_of(document: DocumentState) -> list[object]:
    rules = "当前" if document.current else "已更新"
    return [document.title, document.date, document.nodes, document.statements, document.verdict, rules]
