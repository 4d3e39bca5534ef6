"""Two editions compared by meaning: forty-five pairs by hand, and what holds for any two plans."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.changes import Item, Party, Row, compare, items
from loaders.extract import extract
from loaders.page.text import Text

HEAD = "益阳市水网建设实施方案\n\n益阳市人民政府\n2023年2月17日\n\n"
PAIRS = yaml.safe_load(Path(__file__).with_name("changes.yaml").read_text(encoding="utf-8"))

Change = tuple[str, str]


@cache
def read(body: str) -> list[Item]:
    return items(extract(Text(f"{HEAD}{body}", "plan.txt")).statements)


def told(rows: list[Row]) -> list[Change]:
    return [(row.change, (row.after or row.before).name) for row in rows]  # type: ignore[union-attr]


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_a_pair_by_hand(pair: dict[str, str]) -> None:
    found = told(compare(read(pair["old"]), read(pair["new"])))
    assert sorted(found) == sorted(tuple(one) for one in pair["expect"])


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_nothing_changes_into_itself_and_backwards_is_the_mirror(pair: dict[str, str]) -> None:
    old, new = read(pair["old"]), read(pair["new"])
    assert compare(old, old) == compare(new, new) == []
    there, back = compare(old, new), compare(new, old)
    turned = {"新增": "删除", "删除": "新增"}
    assert Counter(turned.get(row.change, row.change) for row in there) == Counter(row.change for row in back)
    assert sorted(map(str, ((row.gained, row.lost) for row in there))) == sorted(
        map(str, ((row.lost, row.gained) for row in back))
    )


def test_quotes_stand_in_both_texts() -> None:
    pair = next(one for one in PAIRS if one["name"] == "换牵头单位")
    [row] = compare(read(pair["old"]), read(pair["new"]))
    assert row.before is not None
    assert row.after is not None
    assert f"{HEAD}{pair['old']}"[row.before.start : row.before.end] == row.before.quote
    assert f"{HEAD}{pair['new']}"[row.after.start : row.after.end] == row.after.quote
    assert row.detail == "牵头：市水利局 → 市发展改革委"
    assert row.gained == {"市发展改革委": ("牵头",), "市水利局": ("配合",)}


LINES = [
    "建设引水干渠。完成勘察。（市水利局牵头，市财政局配合）",
    "修复河岸湿地。清理滩涂。（市林业局牵头）",
    "推广节水器具。进社区宣传。（市住建局、市水利局按职责分工负责）",
    "整治乡村道路。硬化通组公路。（市交通运输局牵头，市农业农村局、市财政局配合）",
    "评选文明家庭。每年一次。（市妇联牵头）",
]


def plan(chosen: list[int]) -> str:
    return "一、重点任务\n" + "\n".join(f"{number}.{LINES[at]}" for number, at in enumerate(chosen, 1)) + "\n"


some = st.lists(st.sampled_from(range(len(LINES))), unique=True, min_size=1, max_size=len(LINES))


@settings(max_examples=60, deadline=None)
@given(some, some)
def test_what_is_added_taken_away_and_moved_is_all_that_is_told(old: list[int], new: list[int]) -> None:
    rows = compare(read(plan(old)), read(plan(new)))
    names = [LINES[at].partition("。")[0] for at in range(len(LINES))]
    assert {name for change, name in told(rows) if change == "新增"} == {names[at] for at in new if at not in old}
    assert {name for change, name in told(rows) if change == "删除"} == {names[at] for at in old if at not in new}
    assert {change for change, _ in told(rows)} <= {"新增", "删除", "移动"}
    kept = [at for at in old if at in new]
    assert (kept == [at for at in new if at in old]) == all(change != "移动" for change, _ in told(rows))


def test_the_order_of_statements_does_not_matter() -> None:
    statements = list(extract(Text(HEAD + PAIRS[0]["old"], "plan.txt")).statements)
    random.Random(1).shuffle(statements)
    assert items(statements) == read(PAIRS[0]["old"])


def test_a_name_that_means_the_successor_after_a_reform_is_no_change() -> None:
    body = "一、任务\n1.建设引水干渠。完成勘察。（市水利局牵头，市银保监分局、市林业局配合）\n"
    later = items(extract(Text(f"{HEAD.replace('2023年2月', '2024年2月')}{body}", "plan.txt")).statements)
    assert {party.id for one in (*read(body), *later) for held in one.roles.values() for party in held} > {
        "益阳市/银行保险监督管理",
        "益阳市/国家金融监督管理",
    }
    assert (compare(read(body), later), compare(later, read(body))) == ([], [])


def test_two_bodies_of_one_name_are_told_with_their_ids() -> None:
    before, *_ = read("一、任务\n1.建设引水干渠。完成勘察。（市水利局牵头）\n")
    after = replace(before, roles={"牵头": (Party("别处/水利", "市水利局"),)})
    [row] = compare([before], [after])
    assert row.detail == "牵头：市水利局〔益阳市/水利〕 → 市水利局〔别处/水利〕"


def test_figures_are_told_with_their_own_sentence_and_words_with_what_differs() -> None:
    old = "一、任务\n1.修建水渠。年内修建水渠30公里，沿线绿化。（市水利局牵头）\n"
    new = "一、任务\n1.修建水渠。年内修建水渠50公里，沿线绿化亮化。（市水利局牵头）\n"
    target, words = compare(read(old), read(new))
    assert (target.change, words.change) == ("目标调整", "措辞调整")
    before, after = target.evidence(earlier=True), target.evidence(earlier=False)
    assert before is not None
    assert after is not None
    assert ("30公里" in before[0], "50公里" in after[0]) == (True, True)
    assert words.detail.endswith("沿线绿化亮化”")
