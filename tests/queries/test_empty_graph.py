"""Every question, asked of a graph without documents."""

from __future__ import annotations

import pytest

from graph import views
from graph.errors import NotFoundError
from graph.statements import Document
from graph.store import Store
from queries.asking import Asker
from queries.catalogue import catalogue
from queries.reports import duty_report


@pytest.mark.parametrize("name", list(catalogue()))
def test_question_has_no_answer(name: str, store: Store) -> None:
    query = catalogue()[name]
    # Nothing but the store's own nodes, which are there as soon as anything was.
    source = Document("甲", "方案", "甲.txt")
    store.replace(source, [])
    store.withdraw(source.id)
    assert store.counts() == {"nodes": {}, "relationships": {}}
    result = query.read(store, {parameter.name: "无" for parameter in query.parameters if parameter.required})
    assert (result.rows, result.complete) == ([], True)
    assert result.columns == tuple(column.name for column in query.columns)


def test_report_finds_nobody(store: Store) -> None:
    store.prepare()
    with pytest.raises(
        NotFoundError, match="没有名为“市工信局”的单位、项目清单或产业。请用 qiantou query agencies 查看全部单位"
    ):
        duty_report(store, "市工信局")


def test_networks_of_nothing(store: Store) -> None:
    network = views.collaboration(store)
    assert (len(network), views.workload(store)) == (0, [])
    assert views.centralities(network) == views.communities(network) == []


def test_an_empty_graph_says_so(store: Store) -> None:
    store.prepare()
    answer = Asker(store).ask("市工信局牵头哪些任务？")
    assert (answer.answered, answer.text) == (False, "图谱是空的：请先用 qiantou build 读入文件。")
