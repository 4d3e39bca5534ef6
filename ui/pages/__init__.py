"""The pages of the web interface, one module each: functions that answer, and one that draws."""

from __future__ import annotations

from functools import partial

from ui.pages import (
    asking,
    cooperation,
    cypher,
    documents,
    duties,
    graph,
    importing,
    ledger,
    overview,
    places,
    reviewing,
    search,
)
from ui.pages.comparing import draw as draw_comparison
from ui.web.links import Entry


def entries(*, may_import: bool, may_review: bool = False, local: bool = False) -> list[Entry]:
    """The pages that a person sees, in the order of the menu; the first one is the start.

    Args:
        may_import: whether the person may load and withdraw documents.
        may_review: whether they may judge what was read.
        local: whether the person sits at the computer that the interface runs on.
    """
    every = [
        Entry("overview", "总览", partial(overview.draw, may_import=may_import, may_review=may_review, local=local)),
        Entry("duties", "责任清单", duties.draw),
        Entry("ledger", "台账", ledger.draw),
        Entry("search", "全文", search.draw),
        Entry("graph", "子图", graph.draw),
        Entry("asking", "问答", asking.draw),
        Entry("places", "项目·产业·园区", places.draw),
        Entry("cooperation", "协同分析", cooperation.draw),
        Entry("documents", "文件", documents.draw),
        Entry("comparing", "对比", draw_comparison),
        Entry("review", "校核", reviewing.draw),
        Entry("import", "导入", partial(importing.draw, may_review=may_review)),
        Entry("cypher", "Cypher", cypher.draw),
    ]
    barred = {name for name, may in (("import", may_import), ("review", may_review)) if not may}
    return [entry for entry in every if entry.name not in barred]
