"""Several documents in one graph: two cities share no agency, two documents of one city share theirs."""

from __future__ import annotations

from graph.store import Store
from loaders.extract import extract
from loaders.page.text import Text
from queries import catalogue


def plan(city: str, year: int, clause: str) -> Text:
    head = f"{city}人民政府办公室关于印发{year}年工作方案的通知\n{city}人民政府办公室\n{year}年5月6日\n"
    return Text(f"{head}一、工作任务\n1.抓项目。开工。({clause})\n", f"{city}{year}.txt")


def load(store: Store, *texts: Text) -> None:
    for text in texts:
        found = extract(text)
        store.replace(found.document, found.statements)


def agencies(store: Store) -> dict[str, str]:
    return {row["agency_id"]: row["full_name"] for row in catalogue.run(store, "agencies").rows}


def test_two_cities_share_no_agency(store: Store) -> None:
    load(store, plan("常德市", 2023, "市工信局牵头,省教育厅配合"), plan("岳阳市", 2023, "市工信局牵头,省教育厅配合"))
    assert agencies(store) == {
        "常德市/工业和信息化": "常德市工业和信息化局",
        "岳阳市/工业和信息化": "岳阳市工业和信息化局",
        "湖南省/教育": "湖南省教育厅",
        "常德市": "常德市",
        "岳阳市": "岳阳市",
        "湖南省": "湖南省",
    }


def test_two_documents_of_one_city_share_their_agencies(store: Store) -> None:
    load(
        store,
        plan("常德市", 2022, "市发改委牵头"),
        plan("常德市", 2023, "市发展改革委负责"),
        plan("常德市", 2024, "常德市发展和改革委员会负责"),
    )
    rows = catalogue.run(store, "duties", agency="市发改委").rows
    assert {row["agency_id"] for row in rows} == {"常德市/发展和改革"}
    assert [row["date"][:4] for row in rows] == ["2022", "2023", "2024"]
    assert [row["raw"] for row in rows] == ["市发改委", "市发展改革委", "常德市发展和改革委员会"]


def test_withdrawing_one_city_leaves_the_other(store: Store) -> None:
    first, second = plan("常德市", 2023, "市工信局牵头"), plan("岳阳市", 2023, "市工信局牵头")
    load(store, first, second)
    store.withdraw(extract(first).document.id)
    assert set(agencies(store)) == {"岳阳市/工业和信息化", "岳阳市"}
