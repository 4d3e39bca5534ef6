"""One number for one question: answers, their lists, the workload, the counts of a body and its responsibility list."""

from __future__ import annotations

import pytest

from graph.store import Store
from queries.asking import Asker, Condition, Form
from queries.catalogue import run
from queries.reports.duties import report_of
from queries.reports.naming import Subject

COLUMNS = {
    "牵头": "leads",
    "配合": "cooperations",
    "负责": "responsibilities",
    "指导": "guidances",
    "联系": "liaisons",
    "": "clauses",
}
"""Role -> its column in the workload and in the counts of a body; any role last."""


def told(asker: Asker, id_: str, kind: str, role: str, fold: str) -> object:
    answer = asker.answer(Form("clauses", "条款", (Condition("has", id_, id_, role=role, of=kind),), fold=fold))
    assert answer is not None
    if fold == "count":
        return answer.value if answer.answered else 0
    return len(answer.rows)


def test_every_way_to_count_gives_the_same(asker: Asker, own_graph: Store) -> None:
    kinds = {row["id"]: row["kind"] for row in run(own_graph, "names").rows}
    workload = run(own_graph, "agencies_by_leads").rows
    assert len(workload) > 50
    wrong = []
    for row in workload:
        id_ = row["agency_id"]
        body = Subject(id_, row["agency"], row["agency"], kinds[id_], row["agency_region"])
        report = report_of(own_graph, body)
        [counts] = [found for found in run(own_graph, "agency_counts", agency=id_).rows if found["agency_id"] == id_]
        for role, column in COLUMNS.items():
            listed = (
                sum(section.clauses for section in report.sections if section.role == role) if role else report.clauses
            )
            folds = ("list", "count") if row[column] else ()
            answers = [told(asker, id_, kinds[id_], role, fold) for fold in folds]
            if len({row[column], counts[column], listed, *answers}) > 1:
                wrong.append((row["agency"], role, row[column], counts[column], listed, *answers))
    assert wrong == []


@pytest.mark.parametrize("agency", ["市应急局", "市科技局"])
def test_what_is_not_counted_is_told(agency: str, asker: Asker, own_graph: Store) -> None:
    answer = asker.ask(f"{agency}牵头多少项？")
    [body] = [row for row in run(own_graph, "agencies_by_leads").rows if row["agency"] == agency]
    report = report_of(own_graph, Subject(body["agency_id"], agency, agency, "机构", body["agency_region"]))
    [section] = [section for section in report.sections if section.role == "牵头"]
    for number in (section.inherited, section.uncounted):
        assert number == 0 or f"的 {number} 项" in answer.text
    assert answer.value == section.clauses
