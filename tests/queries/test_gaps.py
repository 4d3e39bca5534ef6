"""Where a plan does not add up: open lists, numbers that differ from what is listed, bodies in several groups."""

from __future__ import annotations

import pytest

from graph.statements import Document, Entity, Statement, Value
from graph.store import Store
from queries.catalogue import run

TEXT = (
    "三大产业包括制造、物流。甲专班成员单位包括市工信局、市财政局。乙专班成员单位包括市工信局。"
    "抓项目(市工信局、市财政局等负责)"
)


def party(name: str) -> Entity:
    return Entity("机构", f"某市/{name}", name, {"names": (name,), "region": "某市", "generic": False})


def group(name: str) -> Entity:
    return Entity("议事协调机构", f"某市/{name}", name, {"names": (name,), "region": "某市"})


@pytest.fixture
def plan(store: Store) -> Store:
    """One text with a system of three that lists two, two groups that share a member, and a list that ends in 等."""
    document = Document(id="某发〔2024〕1号", title="某市方案", file="a.txt", date="2024-01-01", characters=len(TEXT))
    statements: list[Statement] = []

    def say(start: Entity, relation: str, end: Entity, quote: str, **attributes: Value) -> None:
        at = TEXT.index(quote)
        statements.append(
            Statement(
                start,
                relation,
                end,
                document.id,
                at,
                at + len(quote),
                quote,
                (),
                "by hand",
                start.name,
                document.date,
                attributes,
            )
        )

    system = Entity("产业体系", "某市/三大产业", "三大产业", {"declared": 3})
    for order, name in enumerate(("制造", "物流"), 1):
        say(Entity("产业", name, name), "列入", system, "三大产业包括制造、物流", order=order)
    for name, members in (("甲专班", ("市工信局", "市财政局")), ("乙专班", ("市工信局",))):
        quote = next(part for part in TEXT.split("。") if part.startswith(name))
        for member in members:
            say(party(member), "成员", group(name), quote, open=False, generic=False)
    item = Entity("事项", "某市#1", "抓项目", {"number": "1.", "seq": 1, "path": (), "plan": document.id})
    for name in ("市工信局", "市财政局"):
        say(party(name), "负责", item, "(市工信局、市财政局等负责)", open=True, generic=False, inherited=False)
    store.replace(document, statements)
    return store


def test_numbers_that_differ(plan: Store) -> None:
    [row] = run(plan, "sums_that_differ").rows
    assert (row["kind"], row["name"], row["declared"], row["listed"], row["members"]) == (
        "产业体系", "三大产业", 3, 2, ["制造", "物流"],
    )  # fmt: skip
    assert row["quote"] == "三大产业包括制造、物流"


def test_open_lists(plan: Store) -> None:
    [row] = run(plan, "open_lists").rows
    assert (row["item"], row["role"], row["named"], len(row["statements"])) == (
        "抓项目", "负责", ["市工信局", "市财政局"], 2,
    )  # fmt: skip


def test_common_members(plan: Store) -> None:
    [row] = run(plan, "common_members", first="甲专班", second="乙专班").rows
    assert (row["party"], row["first_workgroup"], row["second_workgroup"]) == ("市工信局", "甲专班", "乙专班")
    assert row["quote"].startswith("甲专班")


def test_memberships(plan: Store) -> None:
    rows = run(plan, "memberships").rows
    assert [(row["agency"], row["count"], row["of"], row["workgroups"]) for row in rows] == [
        ("市工信局", 2, 2, ["甲专班", "乙专班"]),
        ("市财政局", 1, 2, ["甲专班"]),
    ]
    assert [row["agency"] for row in run(plan, "memberships", every="是").rows] == ["市工信局"]
