"""校核 as a person does it: each judgement is in the graph when the call returns, on every engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph import work
from graph.errors import NotFoundError, QueryError
from graph.store import Store
from loaders.kept import Outcome
from queries import reports
from queries.reports.ledger import ledger
from tests.support.papers import PAPER, REVISED, read
from ui import building
from ui.archive import Archive
from ui.review import Precision, Review, Unwritten, wilson

TITLE = "河湖整治"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "数据")


@pytest.fixture
def load(store: Store, archive: Archive) -> Callable[..., str]:
    def make(text: str = PAPER, at: Archive = archive) -> str:
        found = Outcome.of(read(text))
        building.put(store, at, found)
        return found.document.id

    return make


@pytest.fixture
def review(store: Store, archive: Archive) -> Review:
    return Review(store, archive, "张三")


def mark(review: Review, document: str, role: str, raw: str, task: str) -> str:
    paper = review.open(document)
    [fact] = [
        one
        for one in paper.duties()
        if (one.shown.relation, one.shown.raw) == (role, raw) and one.shown.object.name == task
    ]
    return paper.mark(fact)


def duties(store: Store, name: str) -> set[str]:
    report = reports.duty_report(store, name)
    return {f"{row.role} {row.item}" for row in report.rows if not row.inherited}


def digest(store: Store) -> dict[str, Any]:
    return {row["id"]: row["digest"] for row in store.documents()}


def test_a_rejected_fact_leaves_every_list_and_comes_back_with_an_undoing(
    store: Store, load: Callable[..., str], review: Review
) -> None:
    document = load()
    before = digest(store)
    one = mark(review, document, "配合", "市财政局", "建设泵站")
    assert duties(store, "市财政局") == {"配合 建设泵站"}
    [fact] = review.judge(one, "reject", why="印错")
    assert fact.state == "rejected"
    with pytest.raises(NotFoundError):
        reports.duty_report(store, "市财政局")
    assert [told.anchor.raw for told in review.open(document).rejected] == ["市财政局"]
    assert review.balance() == {"applied": 1}
    assert store.check().sound
    review.undo(one)
    assert digest(store) == before
    assert review.balance().told() == "还没有校核。"


def test_what_was_judged_outlives_reading_again_withdrawing_and_a_revised_edition(
    store: Store, load: Callable[..., str], review: Review
) -> None:
    document = load()
    review.judge(mark(review, document, "配合", "市财政局", "建设泵站"), "reject")
    review.judge(mark(review, document, "负责", "市生态环境局", "巡查水质"), "fix", {"role": "牵头"}, why="应为牵头")
    judged = digest(store)
    load()
    assert digest(store) == judged
    building.withdraw(store, review.archive, document)
    assert review.balance() == {"pending": 2}
    load()
    assert digest(store) == judged
    later = load(REVISED)
    assert later != document
    assert review.balance() == {"applied": 2}
    assert "牵头 巡查水质" in duties(store, "市生态环境局")
    assert store.check().sound


def test_a_ledger_says_how_many_facts_of_an_item_were_judged(
    store: Store, load: Callable[..., str], review: Review
) -> None:
    document = load()
    [subject] = reports.meanings(store, f"文件|{document}", reports.PLAN)

    def judged() -> dict[str, str]:
        return {item.item: item.review for item in ledger(store, subject, work.Known({})).items if item.review}

    assert judged() == {}
    review.judge(mark(review, document, "配合", "市财政局", "建设泵站"), "accept")
    review.judge(mark(review, document, "负责", "市生态环境局", "巡查水质"), "fix", {"role": "牵头"}, why="应为牵头")
    assert judged() == {"建设泵站": "1/3（采纳 1）", "巡查水质": "1/1（改正 1）"}


def test_the_mark_of_a_fixed_fact_leads_to_it_too(store: Store, load: Callable[..., str], review: Review) -> None:
    document = load()
    one = mark(review, document, "负责", "市生态环境局", "巡查水质")
    [fact] = review.judge(one, "fix", {"role": "牵头"})
    paper = review.open(document)
    changed = paper.mark(fact)
    assert changed != one
    assert review.find(changed)[1].anchor == review.find(one)[1].anchor == fact.anchor
    assert paper.machine(fact) == "市生态环境局（常德市/生态环境）负责 巡查水质"
    [again] = review.judge(changed, "accept", why="不用改")
    assert (again.state, again.shown.relation) == ("accepted", "负责")
    assert [entry.act for entry in review.open(document).history(again)] == ["accept", "fix"]


def test_an_addition(store: Store, load: Callable[..., str], review: Review) -> None:
    document = load()
    start = PAPER.index("由市林业局")
    fact = review.add(document, span=(start, start + 13), agency="市林业局", role="负责", task="种植护岸林", why="漏读")
    assert fact.state == "added"
    assert duties(store, "市林业局") == {"负责 种植护岸林"}
    assert review.balance() == {"applied": 1}
    [fixed] = review.judge(review.open(document).mark(fact), "fix", {"role": "牵头"})
    assert (fixed.state, fixed.shown.relation) == ("added", "牵头")
    assert duties(store, "市林业局") == {"牵头 种植护岸林"}
    review.judge(review.open(document).mark(fixed), "reject")
    with pytest.raises(NotFoundError):
        reports.duty_report(store, "市林业局")


def test_names(store: Store, load: Callable[..., str], review: Review) -> None:
    document = load()
    before = digest(store)
    one = mark(review, document, "配合", "市河长服务中心", "建设泵站")
    entry = review.name(one, "name", "市水利局", scope="region", why="同一单位")
    assert "配合 建设泵站" in duties(store, "市水利局")
    review.undo(entry.id)
    assert digest(store) == before


def test_two_colleagues_who_do_not_see_each_other(
    store: Store, load: Callable[..., str], review: Review, tmp_path: Path
) -> None:
    share = tmp_path / "共享"
    document = load()
    one = mark(review, document, "配合", "市财政局", "建设泵站")
    other = Review(store, Archive(tmp_path / "乙", share), "李四")
    load(at=other.archive)
    review.judge(one, "reject")
    other.judge(one, "accept")
    share.mkdir()
    first = Review(store, Archive(review.archive.home, share), "张三")
    other.archive.journal.read()
    assert first.refresh() == 1
    assert first.balance() == {"contradicted": 2}
    [row] = reports.duty_report(store, "市财政局").rows
    assert row.item == "建设泵站"
    first.judge(one, "reject", why="核对过原件")
    assert first.balance() == {"applied": 1}


REFUSED: list[tuple[str, Callable[[Review, str, str], object], str]] = [
    ("no such mark", lambda review, _d, _m: review.judge("没有", "accept"), "没有记号为"),
    ("nothing to fix", lambda review, _d, one: review.judge(one, "fix", {}), "没有说明要改成什么"),
    ("no such role", lambda review, _d, one: review.judge(one, "fix", {"role": "主持"}), "没有“主持”这种角色"),
    ("no such task", lambda review, _d, one: review.judge(one, "fix", {"task": "修建水库"}), "不能这样校核"),
    ("no such end", lambda review, _d, one: review.judge(one, "fix", {"role": "成员单位"}), "不能这样校核"),
    ("nothing judged", lambda review, _d, one: review.undo(one), "没有生效的校核"),
    ("no such document", lambda review, _d, _m: review.open("没有"), "没有编号为“没有”的文件"),
    (
        "words that are not there",
        lambda review, doc, _m: review.add(doc, quote="由市教育局", agency="市教育局", role="牵头", task="建设泵站"),
        "原文中没有“由市教育局”",
    ),
    (
        "words in two places",
        lambda review, doc, _m: review.add(
            doc, quote="市住房城乡建设局", agency="市住建局", role="牵头", task="建设泵站"
        ),
        "原文中有 2 处",
    ),
    ("no body", lambda review, _d, one: review.name(one, "same"), "没有说清是哪个单位"),
]


@pytest.mark.parametrize(("do", "told"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused_and_leaves_nothing(
    store: Store, load: Callable[..., str], review: Review, do: Callable[[Review, str, str], object], told: str
) -> None:
    document = load()
    before = digest(store)
    one = mark(review, document, "配合", "市财政局", "建设泵站")
    with pytest.raises(QueryError, match=told):
        do(review, document, one)
    assert digest(store) == before
    assert review.known.entries == {}


def test_the_same_again_is_refused_but_by_a_second_person_where_two_are_needed(
    store: Store, load: Callable[..., str], review: Review
) -> None:
    document = load()
    one = mark(review, document, "配合", "市财政局", "建设泵站")
    review.judge(one, "reject")
    with pytest.raises(QueryError, match="已经是这样"):
        review.judge(one, "reject")
    strict = Archive(review.archive.home, four_eyes=True)
    assert Review(store, strict, "张三").refresh() == 1
    assert Review(store, strict, "张三").balance() == {"pending": 1}
    assert [one.called for one in Review(store, strict, "张三").open(document).facts if one.pending] == ["等第二个人"]
    assert duties(store, "市财政局") == {"配合 建设泵站"}
    with pytest.raises(QueryError, match="已经是这样"):
        Review(store, strict, "张三").judge(one, "reject")
    Review(store, strict, "李四").judge(one, "reject")
    assert Review(store, strict, "李四").balance() == {"applied": 1}


def test_the_queue_holds_everything_once_and_the_sample_tells_how_good_the_rules_are(
    store: Store, load: Callable[..., str], review: Review
) -> None:
    document = load()
    paper = review.open(document)
    queue = paper.queue()
    assert [task.reason for task in queue if task.fact is None] == ["句中的单位要做什么，没有读成责任"]
    assert len([task for task in queue if task.fact is not None]) == len(paper.duties()) == 8
    assert queue[1].reason == "名录之外的单位"
    assert paper.precision().told() == "抽查样本 8 条，还没有校核。"
    marks = [paper.mark(fact) for fact in paper.sample()]
    review.judge(marks[:7], "accept")
    review.judge(marks[7], "reject")
    found = review.open(document).precision()
    assert found == Precision(7, 8, 8, *wilson(7, 8))
    assert found.told() == "抽查 8 条，精确率 88%（95% 区间 53–98%）。"
    assert review.open(document).checked == (8, 8)
    assert [task for task in review.open(document).queue() if task.fact is not None] == []


def test_facts_of_one_clause_are_judged_together(store: Store, load: Callable[..., str], review: Review) -> None:
    paper = review.open(load())
    fact = next(one for one in paper.duties() if one.shown.raw == "市财政局")
    assert [one.shown.raw for one in paper.together(fact)] == ["市住房城乡建设局", "市财政局", "市河长服务中心"]


def test_lists_show_who_corrected(store: Store, load: Callable[..., str], review: Review, tmp_path: Path) -> None:
    def listed(name: str) -> reports.Listing:
        subject = reports.find(store, name)
        return reports.dated(store, reports.report_about(store, subject).listing(), subject)

    document = load()
    assert all(column.heading != "校核" for table in listed("市生态环境局").tables for column in table.columns)
    review.judge(mark(review, document, "负责", "市生态环境局", "巡查水质"), "fix", {"role": "牵头"})
    found = listed("市生态环境局")
    leads, cooperates = found.tables
    assert (leads.title, leads.rows[0]["review"][:6]) == ("牵头", "改正（张三，")
    assert "校核" in [column.heading for column in leads.printed]
    assert "校核" not in [column.heading for column in cooperates.printed]
    assert "校核" in [column.heading for page in found.pages for column in page.printed]
    for suffix in ("xlsx", "docx", "md", "csv", "json"):
        reports.write(found, tmp_path / f"清单.{suffix}")
        assert (tmp_path / f"清单.{suffix}").stat().st_size


def test_a_signal_that_was_looked_after_leaves_the_queue(load: Callable[..., str], review: Review) -> None:
    document = load()
    [signal] = review.open(document).kept.signals
    entry = review.handle(document, signal, why="只是说明")
    paper = review.open(document)
    assert paper.handled == {signal: review.known.entries[entry.id]}
    assert [task for task in paper.queue() if task.fact is None] == []
    assert review.balance() == {"applied": 1}
    with pytest.raises(QueryError, match="已经是这样"):
        review.handle(document, signal)
    later = review.open(load(REVISED))
    assert next(iter(later.handled.values())).id == entry.id
    review.undo(entry.id)
    assert review.open(document).handled == {}


def test_a_rebuild_keeps_every_judgement(store: Store, archive: Archive, review: Review, tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(PAPER, encoding="utf-8")
    document = building.build(store, archive, [path]).documents[0][0].id
    review.judge(mark(review, document, "配合", "市财政局", "建设泵站"), "reject")
    judged = digest(store)
    building.rebuild(store, archive, [path])
    assert digest(store) == judged
    assert store.check().sound
    assert review.refresh() == 0


def test_what_is_corrected_before_a_document_is_written_holds_from_the_first(
    store: Store, archive: Archive, review: Review
) -> None:
    outcome = Outcome.of(read())
    draft = Unwritten(review, outcome)
    document = outcome.document.id
    paper = draft.open(document)
    one = next(fact for fact in paper.duties() if fact.shown.raw == "市财政局")
    [fact] = draft.judge(paper.mark(one), "reject", document=document)
    assert fact.state == "rejected"
    added = draft.add(document, quote="由市林业局为各村提供苗木", agency="市林业局", role="负责", task="种植护岸林")
    assert added.state == "added"
    assert store.documents() == []
    assert review.balance() == {"pending": 2}
    building.put(store, archive, outcome)
    assert review.balance() == {"applied": 2}
    assert duties(store, "市林业局") == {"负责 种植护岸林"}
    with pytest.raises(NotFoundError):
        reports.duty_report(store, "市财政局")
