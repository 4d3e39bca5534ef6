"""The page 校核 without a browser: what there is to do, what a deed does, what is kept of places looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import QueryError
from graph.store import Store
from loaders.kept import Outcome
from tests.support.papers import PAPER, read
from tests.ui.test_pages import draw, words
from ui import building, pages
from ui.archive import Archive
from ui.deskview import Deed
from ui.deskview.component import deed
from ui.pages import overview, reviewing
from ui.passwords import Person
from ui.review import Review, Unwritten
from ui.web import access, resources


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "数据")


@pytest.fixture
def review(store: Store, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Review:
    """The paper in the graph, and the pages of this process showing it."""
    building.put(store, archive, Outcome.of(read()))
    monkeypatch.setattr(resources, "store", lambda: store)
    monkeypatch.setattr(resources, "archive", lambda: archive)
    return Review(store, archive, "张三")


def document(review: Review) -> str:
    return str(review.store.documents()[0]["id"])


def told(work: reviewing.Work) -> list[str]:
    return [f"{one.shown.raw} {one.shown.relation} {one.shown.object.name}" for one in work.facts]


def do(review: Review, act: Deed, work: reviewing.Work | None = None) -> str:
    paper = review.open(document(review))
    return reviewing.do(review, paper, work, act).said


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "accept",
        {"act": "drop"},
        {"act": "accept", "marks": [1]},
        {"act": "fix", "agency": 3},
        {"act": "add", "span": [1]},
        {"act": "add", "span": ["a", "b"]},
    ],
)
def test_what_no_desk_sends_is_no_deed(sent: object) -> None:
    assert deed(sent) is None


def test_the_facts_of_a_clause_are_judged_together_and_the_text_gives_the_order(review: Review) -> None:
    paper = review.open(document(review))
    found = [told(work) for work in reviewing.works(paper, "从头到尾") if work.facts]
    assert found == [
        ["市水利局 牵头 重点任务"],
        ["市水利局 牵头 疏浚河道", "市住房城乡建设局 配合 疏浚河道", "市生态环境局 配合 疏浚河道"],
        ["市住房城乡建设局 牵头 建设泵站", "市财政局 配合 建设泵站", "市河长服务中心 配合 建设泵站"],
        ["市生态环境局 负责 巡查水质"],
    ]
    doubtful = reviewing.works(paper, "先看可疑的")
    assert {work.key for work in doubtful} == {work.key for work in reviewing.works(paper, "从头到尾")}
    assert any("名录之外的单位" in work.task.reason for work in doubtful)


def test_what_is_done_at_the_desk(review: Review) -> None:
    def works() -> list[reviewing.Work]:
        paper = review.open(document(review))
        return [work for work in reviewing.works(paper, "从头到尾") if work.facts]

    def marks(work: reviewing.Work) -> tuple[str, ...]:
        paper = review.open(document(review))
        return tuple(paper.mark(one) for one in work.facts)

    heading, dredging, pumps, water = works()
    assert do(review, Deed("accept", marks(heading) + marks(dredging))) == "采纳 4 条。"
    assert do(review, Deed("reject", marks(pumps)[1:2])) == "不采纳 1 条。"
    assert do(review, Deed("fix", marks(water), role="牵头", why="应为牵头")) == "已改正。"
    start = PAPER.index("由市林业局")
    added = Deed("add", agency="市林业局", role="负责", task="种植护岸林", quote=PAPER[start : start + 10])
    assert do(review, added).startswith("补充：市林业局（常德市/林业）负责 种植护岸林")
    paper = review.open(document(review))
    assert [told(work) for work in works()] == [told(pumps)]
    assert paper.checked == (7, 9)
    assert [told(work) for work in reviewing.works(paper, "不采纳的")] == [["市财政局 配合 建设泵站"]]
    [fixed] = [one for one in paper.facts if one.state == "fixed"]
    line = reviewing.rows(paper, reviewing.Work("", reviewing.Task("", 0, 1), (fixed,)), (0, 0))[0]
    assert line.told[0].startswith("机器读作：市生态环境局（常德市/生态环境）负责 巡查水质，规则 ")
    assert line.told[1].startswith("张三　")
    assert line.told[1].endswith("改正：应为牵头")
    assert do(review, Deed("undo", (paper.mark(fixed),))) == "撤销 1 条。"
    assert do(review, Deed("undo", marks(water))) == "这里没有可以撤销的校核。"
    with pytest.raises(QueryError, match="原文中没有"):
        do(review, replace(added, quote="没有的字"))


def test_a_place_that_was_looked_at_asks_nobody_again(review: Review) -> None:
    rows = overview.signals(overview.documents())
    paper = review.open(document(review))
    places = [work for work in reviewing.works(paper, "先看可疑的") if not work.facts]
    assert len(rows) == len(places) > 0
    assert do(review, Deed("seen"), places[0]) == "已看过，不再提示。"
    assert len(overview.signals(overview.documents())) == len(rows) - 1
    paper = review.open(document(review))
    assert [w.key for w in reviewing.works(paper, "先看可疑的") if not w.facts] == [w.key for w in places[1:]]
    assert do(review, Deed("seen"), reviewing.works(paper, "从头到尾")[0]).startswith("“已看过”用于")


def test_corrections_before_writing_take_effect_when_it_is_written(store: Store, archive: Archive) -> None:
    outcome = Outcome.of(read())
    draft = Unwritten(Review(store, archive, "张三"), outcome)
    paper = draft.open("")
    [fact] = [one for one in paper.duties() if one.shown.raw == "市财政局"]
    assert reviewing.do(draft, paper, None, Deed("reject", (paper.mark(fact),))).said
    assert [one.shown.raw for one in draft.open("").rejected] == ["市财政局"]
    assert store.documents() == []
    building.put(store, archive, outcome)
    stated = store.statements(outcome.document.id)[1]
    assert not [one for one in stated if one.raw == "市财政局" and one.relation == "配合"]


def test_the_page_shows_the_document_of_the_address(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "person", lambda: Person("张三", may_import=False, may_review=True))
    test = draw("reviewing", document=document(review))
    assert "已校核 0/8 条" in words(test).replace("\\", "")
    assert "抽查样本 8 条，还没有校核" in words(test).replace("\\", "")


def test_who_may_not_judge_has_no_such_page() -> None:
    assert "review" not in [entry.name for entry in pages.entries(may_import=True)]
    assert "review" in [entry.name for entry in pages.entries(may_import=False, may_review=True)]
