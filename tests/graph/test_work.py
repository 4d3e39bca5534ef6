"""What people add about their work: files that only grow, whatever their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from graph import work
from graph.anchors import Anchor
from graph.work import Entry, Known, Work

START = datetime(2026, 5, 1, tzinfo=UTC)


def anchor(mark: str = "m1", task: str = "推进改造", raw: str = "市住建局") -> Anchor:
    return Anchor(mark, "w", "牵头", raw, ("机构", "事项"), task, "1.", ("附件",), f"({raw}牵头)", "", "", 10)


def entry(
    value: str, knew: tuple[str, ...] = (), *, by: str = "甲@pc", day: int = 0, on: Anchor | None = None
) -> Entry:
    return Entry.new(by, on or anchor(), "status", value, knew, at=START + timedelta(days=day))


def known(*entries: Entry) -> Known:
    return Known({one.id: one for one in entries})


def test_the_empty_folder(tmp_path: Path) -> None:
    assert Work(tmp_path).read() == Known({})
    assert work.joined(Known({}), []) == ({}, [])


def test_what_is_written_is_read(tmp_path: Path) -> None:
    first = entry("推进中")
    assert Work(tmp_path).add([first]) == 1
    assert Work(tmp_path).read().entries == {first.id: first}


def test_the_same_twice_is_once(tmp_path: Path) -> None:
    later = entry("推进中", day=3)
    assert Work(tmp_path).add([entry("推进中"), later]) == 1
    assert Work(tmp_path).add([later]) == 0


def test_each_writer_has_a_file(tmp_path: Path) -> None:
    Work(tmp_path).add([entry("推进中"), entry("已办结", by="乙/..@x y")])
    assert sorted(path.name for path in (tmp_path / "work").glob("*.jsonl")) == ["乙_..@x_y.jsonl", "甲@pc.jsonl"]


def test_a_torn_last_line_is_told_and_the_next_is_whole(tmp_path: Path) -> None:
    Work(tmp_path).add([entry("推进中")])
    path = tmp_path / "work" / "甲@pc.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    assert Work(tmp_path).read() == Known({}, (("甲@pc.jsonl", 1),))
    Work(tmp_path).add([entry("已办结")])
    found = Work(tmp_path).read()
    assert [one.value for one in found.entries.values()] == ["已办结"]
    assert found.skipped == (("甲@pc.jsonl", 1),)


def test_who_has_seen_the_other_settles_it() -> None:
    first, other = entry("推进中"), entry("未启动", by="乙@pc", day=1)
    value = known(first, other).values()["m1"]["status"]
    assert value.is_contested
    assert value.said == "未启动"
    last = entry("已办结", value.seen, day=2)
    settled = known(first, other, last).values()["m1"]["status"]
    assert (settled.said, settled.is_contested) == ("已办结", False)


def test_the_same_from_two_is_no_conflict() -> None:
    value = known(entry("推进中"), entry("推进中", by="乙@pc")).values()["m1"]["status"]
    assert not value.is_contested
    assert len(value.heads) == 2


@given(st.permutations([entry("推进中"), entry("未启动", by="乙@pc", day=1), entry("已办结", by="丙@pc", day=1)]))
def test_the_order_of_entries_does_not_matter(entries: list[Entry]) -> None:
    expected = known(entry("推进中"), entry("未启动", by="乙@pc", day=1), entry("已办结", by="丙@pc", day=1)).values()
    assert known(*entries).values() == expected


def test_progress_stays_with_its_item_under_another_clause() -> None:
    # Level 2: the clause has other words, so another mark.
    now = replace(anchor("m2"), quote="(市住建局牵头,市财政局配合)", number="3.")
    found, lost = work.joined(known(entry("推进中")), [now])
    assert {mark: said["status"].said for mark, said in found.items()} == {"m2": "推进中"}
    assert lost == []


def test_progress_without_an_item_is_told_and_not_given_to_another() -> None:
    elsewhere = anchor("m3", task="发展物流", raw="市商务局")
    found, lost = work.joined(known(entry("推进中")), [elsewhere])
    assert found == {}
    assert [(one.anchor.task, one.values["status"].said, one.like) for one in lost] == [("推进改造", "推进中", "")]


def test_progress_of_other_works_is_left_alone() -> None:
    found, lost = work.joined(known(entry("推进中", on=replace(anchor(), work="v"))), [anchor("m9", task="别的")])
    assert (found, lost) == ({}, [])
