"""Editions in the interface: the page 对比, the day in the address of 责任清单 and 问答."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store import Store
from tests.queries.test_time import NEW, OLD, reading
from tests.ui.test_pages import draw, told, words
from ui.pages import comparing
from ui.web import resources


@pytest.fixture
def both(shown: None) -> Iterator[None]:
    """Two editions beside what the other tests load."""
    store: Store = resources.store()
    documents = []
    for edition in (OLD, NEW):
        document, statements = reading(edition)
        store.replace(document, statements)  # type: ignore[arg-type]  # kept as a plain pair
        documents.append(document.id)  # type: ignore[attr-defined]
    yield
    for id_ in documents:
        store.withdraw(id_)


def test_the_page_shows_what_changed_with_both_sentences(both: None) -> None:
    first, second, *_ = comparing.editions()
    assert (first.date, second.date) == ("2023-09-01", "2023-02-17")
    page = draw("comparing")
    assert "共 3 项：牵头变更 1 项，配合增减 1 项，措辞调整 1 项" in words(page)
    assert [box.value for box in page.selectbox] == [second.id, first.id]
    assert page.query_params["new"] in (first.id, [first.id])
    sentences = "".join(str(part.proto.body) for part in page.get("html"))
    assert "<del>市水利局牵头，</del>" in sentences
    assert "<ins>牵头，</ins>" in sentences


def test_a_list_is_of_the_day_in_the_address_and_says_what_it_leaves_out(both: None) -> None:
    today = draw("duties", agency="益阳市/水利")
    assert "共 5 项" in told(today)
    assert "另有 1 份旧版（2023-02-17）的 6 项未列入" in words(today).replace("\\", "")
    then = draw("duties", agency="益阳市/水利", as_of="2023-03-01")
    assert "共 6 项" in told(then)
    assert "截至 2023-03-01" in words(then)
    every = draw("duties", agency="益阳市/水利", all="1")
    assert "共 11 项" in told(every)


def test_a_question_is_answered_as_of_the_day_in_the_address(both: None) -> None:
    today = draw("asking", q=["引水干渠由谁牵头？"])
    assert "此前（2023-02-17）由市水利局牵头" in "".join(str(part.proto.body) for part in today.get("html"))
    then = draw("asking", q=["引水干渠由谁牵头？"], as_of="2023-03-01")
    assert "牵头单位是市水利局" in "".join(str(part.proto.body) for part in then.get("html"))


def test_documents_that_are_no_editions_are_compared_only_when_chosen(shown: None) -> None:
    store: Store = resources.store()
    document, statements = reading(OLD)
    store.replace(document, statements)  # type: ignore[arg-type]  # kept as a plain pair
    try:
        page = draw("comparing")
        assert "没有哪一件有两版" in words(page)
        assert [box.value for box in page.selectbox] == [None, None]
        new, old = (one.id for one in comparing.editions())
        assert "新增" in words(draw("comparing", new=new, old=old))
    finally:
        store.withdraw(document.id)  # type: ignore[attr-defined]


def test_what_differs_is_marked_on_both_sides() -> None:
    assert comparing.beside("甲牵头<", "乙牵头<") == ("<del>甲</del>牵头&lt;", "<ins>乙</ins>牵头&lt;")
    assert comparing.beside("", "乙牵头") == ("", "<ins>乙牵头</ins>")
