"""How the command line prints what the rooms answer."""

from __future__ import annotations

from collections import Counter

from graph.store import Store
from loaders.extract import Extraction
from queries.reports.listing import Listing, cited
from ui import console
from ui.building import Summary


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


def coverage(extraction: Extraction, *, full: bool) -> None:
    """What became of each duty cue of a document."""
    cues = extraction.cues
    fates = Counter(cue.fate for cue in cues)
    console.line(f"{extraction.document.file}：{extraction.document.title}")
    console.line(f"  事项 {len(extraction.items)} 个，其中未写明单位 {len(extraction.orphans)} 个。")
    console.line(
        f"  责任用语 {len(cues)} 处：成为关系 {fates['edge']}，不是责任 {fates['non-duty']}，未读懂 {fates['signal']}。"
    )
    for rule, number in sorted(Counter(cue.rule for cue in cues if cue.fate == "non-duty").items()):
        console.line(f"    不是责任（{rule}）：{number} 处")
    for signal in extraction.signals:
        console.line(f"    需要看一看：{signal.reason}{_where(extraction, signal.start, signal.end)}")
    if full:
        for cue in cues:
            place = _where(extraction, cue.sentence_start, cue.sentence_end)
            console.line(f"    {_FATES[cue.fate]}{f'（{cue.rule}）' if cue.rule else ''}{place}")


_FATES = {"edge": "关系", "non-duty": "不是责任", "signal": "未读懂"}


def _where(extraction: Extraction, start: int, end: int) -> str:
    place = extraction.text.place(start)
    return f"，{f'{place}，' if place else ''}第 {start} 字：{extraction.text.written(start, end)}"


def listing(report: Listing) -> None:
    """A list: what it is about, how many rows, its tables as they are printed, its sources."""
    console.line(f"{report.title}：{report.counted}。")
    for table in report.pages:
        console.line(f"\n{table.title}（{table.note}）")
        rows = [[column.value(row) for column in table.printed] for row in table.rows]
        if rows:
            console.table("", [column.heading for column in table.printed], rows)
    for source in report.sources:
        console.line(f"来源：{cited(source)}")
    if not report.complete:
        console.notice("这份清单没有列全。")


def status(store: Store) -> bool:
    """Print the state of the graph; False when a document differs from what was written."""
    endpoint = store.endpoint
    console.line(f"图数据库：{endpoint.engine}，{endpoint.address}")
    documents = store.documents()
    sound = {str(row["id"]): store.verify(str(row["id"])) for row in documents}
    rows = [
        [row["name"], row["date"], row["nodes"], row["statements"], "一致" if sound[row["id"]] else "不一致"]
        for row in documents
    ]
    console.table(f"文件 {len(rows)} 份", ["标题", "日期", "节点", "关系", "与写入时"], rows)
    counts = store.counts()
    for title, numbers in (("节点", counts["nodes"]), ("关系", counts["relationships"])):
        console.line(f"{title}：" + "，".join(f"{name} {number}" for name, number in numbers.items()))
    if not all(sound.values()):
        console.error("有文件与写入时不一致，请用 qiantou build 重新读入。")
    return all(sound.values())
