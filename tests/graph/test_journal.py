"""The journal: what several people say, whatever the order of their files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import journal as journal_module
from graph.anchors import Anchor
from graph.errors import EngineError, QueryError, ReadError
from graph.journal import Act, Entry, Journal, Known, act_of

START = datetime(2026, 5, 1, tzinfo=UTC)


def anchor(mark: str = "m1") -> Anchor:
    return Anchor(mark, "w", "牵头", "市住建局", ("机构", "事项"), mark, "1.", ("附件",), "(牵头)", "", "", 10)


def entry(act: Act, by: str = "甲@pc", mark: str = "m1", day: int = 0, knew: tuple[str, ...] = ()) -> Entry:
    return Entry.new(by, act, anchor(mark), at=START + timedelta(days=day), why="看过原文", knew=knew)


def lines(folder: Path, name: str = "甲@pc.jsonl") -> list[str]:
    return (folder / "journal" / name).read_text(encoding="utf-8").splitlines()


def test_the_empty_folder(tmp_path: Path) -> None:
    assert Journal(tmp_path).read() == Known({})
    assert not (tmp_path / "journal").exists()


def test_what_is_written_is_read_and_each_line_knows_the_one_before(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add([entry("accept"), entry("reject", mark="m2")])
    journal.add([entry("fix", mark="m3"), entry("accept")])
    known = journal.read()
    assert sorted(one.act for one in known.entries.values()) == ["accept", "fix", "reject"]
    assert (known.skipped, known.tampered) == ((), ())
    assert [bool(json.loads(line)["prev"]) for line in lines(tmp_path)] == [False, True, True]


def test_a_torn_last_line_is_told_and_the_next_hangs_on_the_last_whole_one(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add([entry("accept"), entry("reject", mark="m2")])
    path = tmp_path / "journal" / "甲@pc.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    journal.add([entry("fix", mark="m3")])
    known = journal.read()
    assert sorted(one.act for one in known.entries.values()) == ["accept", "fix"]
    assert known.skipped == (("甲@pc.jsonl", 2),)
    assert known.tampered == ()


@pytest.mark.parametrize(
    ("spoil", "left", "told"),
    [
        (lambda held: [held[0].replace('"accept"', '"reject"'), *held[1:]], 2, [1, 2]),
        (lambda held: [held[0], held[2]], 2, [2]),
        (lambda held: [held[1], held[0], held[2]], 3, [1, 2, 3]),
        (lambda held: held[:2], 2, []),
    ],
    ids=["altered", "taken out", "swapped", "cut off at the end, which no chain shows"],
)
def test_tampering_shows(tmp_path: Path, spoil, left: int, told: list[int]) -> None:  # type: ignore[no-untyped-def]
    journal = Journal(tmp_path)
    journal.add([entry("accept"), entry("reject", mark="m2"), entry("fix", mark="m3")])
    path = tmp_path / "journal" / "甲@pc.jsonl"
    path.write_text("".join(f"{line}\n" for line in spoil(lines(tmp_path))), encoding="utf-8")
    known = journal.read()
    assert len(known.entries) == left
    assert [number for _, number, _ in known.tampered] == told


def test_what_others_knew_and_nobody_has_is_missing() -> None:
    gone = entry("accept")
    later = entry("reject", by="乙@pc", knew=(gone.id,))
    assert Known({later.id: later}).missing == {gone.id}


def test_who_has_seen_the_earlier_takes_its_place_and_an_undoing_leaves_nothing() -> None:
    first = entry("accept")
    second = entry("reject", by="乙@pc", knew=(first.id,))
    last = entry("undo", knew=(second.id,))
    assert Known({one.id: one for one in (first, second)}).judgements == (second,)
    assert Known({one.id: one for one in (first, second, last)}).judgements == ()


def test_who_confirms_what_he_has_seen_is_a_second_person() -> None:
    first = entry("reject")
    same = entry("reject", by="乙@pc", day=1, knew=(first.id,))
    other = entry("accept", by="丙@pc", day=1, knew=(first.id,))
    known = Known({one.id: one for one in (first, same, other)})
    assert known.people(same) == {"甲", "乙"}
    assert known.people(other) == {"丙"}


ACTS: list[Act] = ["accept", "reject", "undo"]


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Entries of three people who have each seen some of what was there."""
    made: list[Entry] = []
    for day in range(draw(st.integers(0, 8))):
        mark = draw(st.sampled_from(["m1", "m2"]))
        about = [one.id for one in made if one.anchor.mark == mark]
        seen = draw(st.lists(st.sampled_from(about), unique=True)) if about else []
        made.append(entry(draw(st.sampled_from(ACTS)), draw(st.sampled_from("甲乙丙")) + "@pc", mark, day, tuple(seen)))
    return made


@settings(deadline=None, max_examples=30)
@given(histories(), st.randoms())
def test_neither_order_nor_repetition_nor_the_way_files_are_parted_matters(history: list[Entry], random) -> None:  # type: ignore[no-untyped-def]
    import tempfile

    shuffled = [*history, *history]
    random.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        Journal(Path(one)).add(history)
        for single in shuffled:
            Journal(Path(other)).add([replace(single, prev="")])
        first, second = Journal(Path(one)).read(), Journal(Path(other)).read()
        assert first.entries.keys() == second.entries.keys() == {single.id for single in history}
        assert [head.id for head in first.heads] == [head.id for head in second.heads]
        assert second.tampered == ()


class TestShared:
    def test_two_computers_see_each_other(self, tmp_path: Path) -> None:
        share = tmp_path / "share"
        share.mkdir()
        one, other = Journal(tmp_path / "a", share), Journal(tmp_path / "b", share)
        one.add([entry("accept")])
        other.add([entry("reject", by="乙@b", mark="m2")])
        assert one.read().entries.keys() == other.read().entries.keys()
        assert len(one.read().entries) == 2
        assert Journal(tmp_path / "a").read().entries.keys() == one.read().entries.keys()

    def test_when_the_share_is_away_work_goes_on_and_is_carried_over_later(self, tmp_path: Path) -> None:
        share = tmp_path / "share"
        one, other = Journal(tmp_path / "a", share), Journal(tmp_path / "b", share)
        one.add([entry("accept")])
        assert "用不了" in one.read().notices[0]
        assert not share.exists()
        share.mkdir()
        assert one.read().notices == ()
        assert len(other.read().entries) == 1

    def test_two_computers_of_one_name_lose_nothing(self, tmp_path: Path) -> None:
        share = tmp_path / "share"
        share.mkdir()
        one, other = Journal(tmp_path / "a", share), Journal(tmp_path / "b", share)
        one.add([entry("accept")])
        Journal(tmp_path / "b").add([entry("reject", mark="m2")])
        assert len(other.read().entries) == len(one.read().entries) == len(other.read().entries) == 2
        assert one.read().tampered == ()

    def test_half_a_line_is_not_carried(self, tmp_path: Path) -> None:
        share = tmp_path / "share"
        share.mkdir()
        Journal(tmp_path / "a", share).add([entry("accept"), entry("fix", mark="m2")])
        path = share / "甲@pc.jsonl"
        path.write_bytes(path.read_bytes()[:-9])
        known = Journal(tmp_path / "b", share).read()
        assert (len(known.entries), known.skipped) == (1, ())


def test_a_colleagues_file_is_taken_over_once(tmp_path: Path) -> None:
    Journal(tmp_path / "b").add([entry("accept", by="乙@b"), entry("fix", by="乙@b", mark="m2")])
    path = tmp_path / "b" / "journal" / "乙@b.jsonl"
    journal = Journal(tmp_path / "a")
    assert journal.take(path) == (2, 2)
    assert journal.take(path) == (2, 0)
    Journal(tmp_path / "b").add([entry("reject", by="乙@b", mark="m3")])
    assert journal.take(path) == (3, 1)
    assert journal.read().tampered == ()


@pytest.mark.parametrize("content", [None, b"", b"{}\n[]\n3\n"])
def test_what_holds_no_judgement_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReadError, match=r"x\.jsonl"):
        Journal(tmp_path).take(path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("", encoding="utf-8")
    with pytest.raises(EngineError, match="校核写不进文件夹"):
        Journal(tmp_path).add([entry("accept")])


def test_two_who_say_the_same_in_another_order_agree() -> None:
    one, other = (
        Entry.new("甲@pc", "fix", anchor(), at=START, after=after)
        for after in ({"role": "配合", "agency": "市水利局"}, {"agency": "市水利局", "role": "配合"})
    )
    assert one.says == other.says


@pytest.mark.parametrize(
    ("after", "reach"),
    [
        ({"about": "住建局"}, ("document", "w")),
        ({"about": "住建局", "scope": "document", "region": "甲市"}, ("document", "w")),
        ({"about": "住建局", "scope": "region", "region": "甲市"}, ("region", "甲市")),
    ],
)
def test_how_far_a_name_reaches(after: dict[str, str], reach: tuple[str, str]) -> None:
    made = Entry.new("甲@pc", "name", anchor(), at=START, after=after)
    assert made.reach == reach
    assert made.key == ("name", "住建局", *reach)


@pytest.mark.parametrize(
    ("key", "value", "fits"),
    [
        ("agency", "市水利局", True),
        ("agency", {"name": "市水利局"}, False),
        ("task", "修桥", False),
        ("body", ["市水利局"], False),
        ("body", {"kind": "机构", "id": "甲市/水利", "name": "市水利局"}, True),
        ("body", {"kind": "机构", "name": "市水利局"}, False),
        ("task", {"words": "修桥"}, True),
        ("task", {"kind": "事项", "name": 1}, False),
        ("set", {"open": True, "persons": ["甲"]}, True),
        ("set", {"persons": [1]}, False),
    ],
)
def test_what_an_entry_may_say(key: str, value: object, fits: bool) -> None:
    assert journal_module._fits(key, value) is fits


def test_the_acts_are_known_by_their_names() -> None:
    assert act_of("accept") == "accept"
    with pytest.raises(QueryError, match="没有“approve”这种校核"):
        act_of("approve")
