"""Where plans leave something open, or say it twice: one report of all gaps and overlaps, each with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import NotFoundError
from graph.store import Store
from queries.catalogue import run
from queries.reports import listing
from queries.reports.listing import EVIDENCE, ORDER, Column, Listing, Row, Table, joined, text


@dataclass(frozen=True)
class _Check:
    """One thing to look for.

    Attributes:
        title: what was found, as a heading.
        query: the question of the catalogue that finds it.
        columns: what is told of each row besides its evidence.
        note: what counts, in a sentence.
        keep: which of the rows count.
        given: parameters of the question besides the document.
    """

    title: str
    query: str
    columns: tuple[Column, ...]
    note: str
    keep: Callable[[Row], bool] = lambda row: True
    given: Mapping[str, object] = field(default_factory=dict)


def gaps(store: Store, document: str = "") -> Listing:
    """The report of gaps and overlaps.

    Args:
        store: the graph.
        document: id of a document, or a part of its title; empty for all.

    Raises:
        NotFoundError: no document is called so.
        EngineError: the engine could not be used.
    """
    documents = run(store, "documents", document=document).rows
    if document and not documents:
        raise NotFoundError(f"图谱里没有标题含“{document}”的文件。", "请用 qiantou query documents 查看全部文件。")
    tables = tuple(_table(store, check, document) for check in CHECKS)
    return Listing(
        title="责任缺口与交叉清单",
        about=(("范围", document or "全部文件"), ("文件数", len(documents))),
        counted=listing.counted(tables),
        tables=tables,
        pages=tuple(map(listing.paged, tables)),
        sources=listing.sources(store, (row for table in tables for row in table.rows)),
        notes=(*listing.NOTES, "条款中“8 个部门”一类的个数，读入时与所列单位对照，不符的见 qiantou check。"),
        facts={"document": document},
    )


def _table(store: Store, check: _Check, document: str) -> Table:
    found = run(store, check.query, document=document, **check.given).rows
    rows = listing.numbered(row for row in found if check.keep(row))
    total = f"{len(rows)} 项" if rows else "没有发现"
    return Table(
        check.title, (ORDER, *check.columns, *EVIDENCE), rows, f"{total}；{check.note}", {"query": check.query}
    )


def _with_roles(row: Row) -> str:
    return joined(f"{name}（{role}）" for name, role in zip(row["parties"], row["roles"], strict=True))


def _standing(row: Row) -> str:
    """What ties an outsider to the 专班 although it is not among the members."""
    ties = [words for key, words in (("heads", "有人任召集人"), ("hosts_office", "办公室所在")) if row[key]]
    ties += ["由其成员单位承担"] if row["via"] == "成员单位" else []
    return joined([*ties, *(["成员名单以“等”结尾"] if row["members_open"] else [])])


_ITEM = Column("事项", 34, listing.item)
_WORKGROUP = Column("专班", 30, text("workgroup"))
_AGENCY = Column("单位", 18, text("agency"))
_GROUP: Sequence[Column] = (
    _WORKGROUP,
    Column("成员单位数", 12, text("member_count")),
    Column("方案", 30, text("plan")),
)

CHECKS = (
    _Check(
        "没有牵头单位的事项",
        "tasks_without_lead",
        (_ITEM, Column("承担单位", 36, _with_roles)),
        "只写了负责或配合单位，所在标题也没有牵头单位",
        # The daily work of a 专班's office is no item of a plan.
        keep=lambda row: row["item_kind"] != "议事协调机构",
    ),
    _Check("没有责任单位的事项", "tasks_without_agency", (_ITEM,), "自身、组成部分和所在标题都没有写明责任单位"),
    _Check(
        "几家共同牵头的事项",
        "tasks_with_several_leads",
        (_ITEM, Column("牵头单位", 30, text("leads")), Column("家数", 8, text("lead_count"))),
        "按条款计，两家或两家以上",
    ),
    _Check(
        "任务在专班之外的单位",
        "outsiders",
        (_AGENCY, _WORKGROUP, Column("角色", 8, text("role")), _ITEM, Column("与专班的关系", 20, _standing)),
        "在方案中领了任务，却不在该方案专班的成员单位名单里",
    ),
    _Check(
        "不在任何专班的单位",
        "agencies_without_workgroup",
        (_AGENCY, Column("责任条款数", 12, text("clauses")), Column("其中牵头", 10, text("leads")), _ITEM),
        "领了任务，却不是任何专班的成员；只看写有成员名单的文件，事项为第一条责任",
    ),
    _Check(
        "单位名单没有列全的条款",
        "open_lists",
        (_ITEM, Column("角色", 8, text("role")), Column("列出的单位", 40, text("named"))),
        "名单以“等”结尾",
    ),
    _Check(
        "成员名单没有列全的专班",
        "workgroups",
        (*_GROUP,),
        "成员单位名单以“等”结尾",
        keep=lambda row: bool(row["members_open"]),
    ),
    _Check(
        "没有写明办公室的专班",
        "workgroups",
        (*_GROUP,),
        "没有写明办公室设在哪里",
        keep=lambda row: not row["offices"],
    ),
    _Check(
        "个数不符的清单",
        "sums_that_differ",
        (
            Column("名称", 24, text("name")),
            Column("种类", 12, text("kind")),
            Column("所说个数", 10, text("declared")),
            Column("列出个数", 10, text("listed")),
            Column("列出的", 40, text("members")),
        ),
        "名称所说的个数与列出的不符",
    ),
    _Check(
        "合计不符的任务数",
        "shares_that_differ",
        (
            Column("指标", 28, text("indicator")),
            Column("合计", 10, text("total")),
            Column("各地相加", 10, text("sum")),
            Column("单位", 8, text("unit")),
        ),
        "分解表中各地相加与合计不符",
    ),
)
"""What is looked for, in the order of the report."""
