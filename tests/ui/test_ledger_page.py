"""The page 台账: filters, lights against a day, saving row by row with the version that was seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph import work
from graph.settings import Settings
from graph.store import Store
from graph.timeline import Moment
from queries import reports
from queries.reports.ledger import Ledger
from queries.reports.ledger import ledger as made
from tests.ui.test_pages import draw, tables, words
from ui.pages import ledger
from ui.pages.ledger import Filter
from ui.passwords import Person
from ui.web import access, resources

SUBJECT = "常德市打好安全生产翻身仗工作方案"
DAY = "2023-09-10"

pytestmark = pytest.mark.usefixtures("shown")


@pytest.fixture
def found(graph: Store, tmp_path: Path) -> Ledger:
    """The 台账 of an annex, on a day, with nothing filled in."""
    store = graph.at(Moment(DAY))
    return made(store, reports.find(store, SUBJECT, "章节"), work.Work(tmp_path).read())


def test_filters(found: Ledger) -> None:
    def orders(**which: object) -> list[int]:
        return [item.order for item in ledger.narrowed(found, Filter(**which)).items]  # type: ignore[arg-type]

    assert orders() == list(range(1, len(found.items) + 1))
    due = [item.order for item in found.items if item.next == "2023-09-30"]
    assert due
    assert orders(lights=("临期",)) == due
    assert set(due) <= set(orders(month="2023-09"))
    assert orders(month="1999-01") == []
    lead = ledger.heads(found.items[0])[0]
    assert all(lead in ledger.heads(found.items[order - 1]) for order in orders(lead=lead))
    assert orders(words="燃气") == [
        item.order for item in found.items if "燃气" in item.item + item.content + item.quote
    ]


def test_two_who_save_from_one_version_are_both_kept(found: Ledger, tmp_path: Path) -> None:
    item = found.items[0]
    seen = ledger.given(item)
    assert ledger.save(tmp_path, "甲", item, {"status": "推进中"}, seen) == 1
    assert ledger.save(tmp_path, "乙", item, {"status": "未启动", "note": "待定"}, seen) == 2
    values = work.Work(tmp_path).read().values()[item.anchor.mark]
    assert {entry.value for entry in values["status"].heads} == {"推进中", "未启动"}
    later = replace(item, said=values)
    assert later.contested == ("status",)
    assert ledger.save(tmp_path, "丙", later, {"status": "已办结"}, ledger.given(later)) == 1
    assert not work.Work(tmp_path).read().values()[item.anchor.mark]["status"].is_contested


def test_what_is_left_as_it_was_is_not_saved(found: Ledger, tmp_path: Path) -> None:
    item = found.items[0]
    said = {name: value for name, (value, _) in ledger.given(item).items()}
    assert ledger.save(tmp_path, "甲", item, said, ledger.given(item)) == 0


def test_the_file_holds_what_is_seen(found: Ledger) -> None:
    kept = ledger.narrowed(found, Filter(lights=("临期",)))
    content = ledger.written(kept, ".csv")().decode("utf-8-sig")
    assert len(content.splitlines()) == 1 + len(kept.items) < 1 + len(found.items)
    assert ledger.written(kept, ".xlsx")()[:2] == b"PK"


def test_the_page_shows_every_item_and_saves_one(
    found: Ledger, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(resources, "settings", lambda: replace(engine_settings, home=tmp_path))
    monkeypatch.setattr(access, "person", lambda: Person("甲", may_import=False))
    test = draw("ledger", of=found.subject.key, on=DAY)
    (table,) = tables(test)
    assert len(table) == len(found.items)
    test = draw("ledger", of=found.subject.key, on=DAY, row="1")
    assert found.items[0].item in words(test)
    _fill(test)
    known = work.Work(tmp_path).read()
    assert {(one.anchor.mark, one.field, one.value) for one in known.entries.values()} == {
        (found.items[0].anchor.mark, "status", "推进中"),
        (found.items[0].anchor.mark, "progress", "已部署"),
    }
    again = draw("ledger", of=found.subject.key, on=DAY)
    assert tables(again)[0]["状态"].tolist()[0] == "推进中"


def _fill(test: AppTest) -> None:
    next(box for box in test.selectbox if box.label == "状态").set_value("推进中")
    test.text_area[0].set_value("已部署")
    next(button for button in test.button if button.label == "保存").click()
    test.run()
    assert not test.exception


def test_without_a_subject_there_are_plans_and_a_wrong_one_is_told() -> None:
    assert not tables(draw("ledger"))[0].empty
    assert "没有台账" in words(draw("ledger", of="没有这个"))
