"""The measure itself: what counts as found, wrong, different, and how the rows that are not here are reckoned with."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.evaluation.__main__ import main, table
from benchmarks.evaluation.answers import share
from benchmarks.evaluation.compare import alike, bare, core, squash
from benchmarks.evaluation.edges import clauses
from benchmarks.evaluation.kinds import KINDS, score
from benchmarks.evaluation.tally import Tally

PROJECTS = next(kind for kind in KINDS if kind.caption == "其他项目")
LISTS = next(kind for kind in KINDS if kind.caption == "十大项目清单")


def row(name: str, start: int, **said: Any) -> dict[str, Any]:
    fields = {"id": "C001", "doc": "1", "location": None, "amount": None, "owner": None, "parts": []}
    return fields | {"name": name, "evidence": name, "evidence_start": start, "evidence_end": start + len(name)} | said


def record(name: str, start: int, **said: Any) -> dict[str, Any]:
    fields = {"kind": "project", "location": None, "amount": None, "owner": None, "parts": [], "order": None}
    return fields | {"name": name, "quote": name, "start": start, "end": start + len(name)} | said


@pytest.mark.parametrize(
    ("rows", "records", "expected"),
    [
        ([row("甲水库", 10)], [record("甲水库", 10)], (1, 0, 0, 1)),
        ([row("甲水库", 10)], [], (0, 1, 0, 0)),
        # of a row that nobody states, the record in its words is wrong; a record elsewhere may be among the other half
        ([row("甲水库", 10)], [record("乙大桥", 11)], (0, 1, 1, 0)),
        ([row("甲水库", 10)], [record("甲水库", 10), record("乙大桥", 90)], (1, 0, 0, 1)),
        # found, but not the same in every field
        ([row("甲水库", 10, amount="3亿元")], [record("甲水库", 10)], (1, 0, 0, 0)),
        ([row("甲水库", 10)], [record("甲水库", 10, owner="某公司")], (1, 0, 0, 0)),
        # one record states one row
        ([row("甲水库", 10), row("甲水库", 50)], [record("甲水库", 10)], (1, 1, 0, 1)),
        # white space and brackets do not matter, other characters do
        ([row("甲水库（一期）", 10)], [record("甲水库 一期", 10)], (1, 0, 0, 1)),
    ],
)
def test_rows_and_records(
    rows: list[dict[str, Any]], records: list[dict[str, Any]], expected: tuple[int, int, int, int]
) -> None:
    tally = score(PROJECTS, rows, records, 2 * len(rows))
    assert (tally.right, tally.missed, tally.wrong, tally.entire) == expected


def test_where_all_answers_are_here_every_other_record_is_wrong() -> None:
    said = {"list": "十大项目", "order": 1}
    tally = score(LISTS, [row("甲水库", 10, **said)], [record("甲水库", 10, **said), record("乙大桥", 90, **said)], 1)
    assert (tally.right, tally.wrong, tally.decided, tally.estimated) == (1, 1, 0.5, 0.5)


def test_estimated_precision_reckons_with_the_rows_that_are_not_here() -> None:
    tally = Tally(shown=10, whole=20, records=25, right=9, wrong=1)
    assert tally.recall == pytest.approx(0.9)
    assert tally.decided == pytest.approx(0.9)
    assert tally.estimated == pytest.approx(18 / 25)
    assert tally.f1 == pytest.approx(2 * 0.9 * 0.72 / 1.62)


def test_nothing_read_is_no_success() -> None:
    tally = Tally(shown=3, whole=6)
    assert (tally.recall, tally.f1) == (0, 0)


@pytest.mark.parametrize(("ids", "expected"), [(["A001", "A003", "A005"], 5 / 3), (["A001", "A002"], 1), ([], 2)])
def test_share(ids: list[str], expected: float) -> None:
    assert share([{"id": id_} for id_ in ids]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("新增产值过十亿企业", "过十亿企业", True), ("城镇新增就业", "新增公办学位", False), ("", "甲", False)],
)
def test_alike(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected


def test_words_are_compared_without_what_does_not_matter() -> None:
    assert squash("市发展\n改革委 （市国动办）") == "市发展改革委(市国动办)"
    assert squash("市工— 3 —信局") == "市工信局"
    assert bare("“两主一特”(国家级园区要求)") == "两主一特"
    assert core("“三区”工程（一期）") == "三区工程一期"


def test_edges_outside_of_the_clauses_are_left_out() -> None:
    clause = {
        "clause": "(甲局牵头)", "clause_start": 10, "clause_end": 16, "task": "乙", "task_start": 2, "task_end": 3,
        "agents": [{"name": "甲局", "role": "牵头"}],
    }  # fmt: skip
    duty = {"kind": "responsibility", "inherited": False, "agency": "甲局", "role": "牵头", "task": "乙"}
    place = {"start": 10, "end": 16, "task_start": 2, "task_end": 3}
    tally = clauses([clause], [duty | place, duty | place | {"role": "配合"}, duty | place | {"start": 90, "end": 96}])
    assert (tally.right, tally.wrong, tally.missed, tally.asked["事项起止"]) == (1, 1, 0, 2)


def test_without_answers_the_command_says_so(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shared", str(tmp_path)]) == 0
    assert str(tmp_path) in capsys.readouterr().out


def test_table_has_a_line_for_each_kind_that_has_answers() -> None:
    lines = table([("项目", "001", Tally(shown=2, whole=4, records=5, right=1)), ("项目", "002", Tally(records=9))])
    assert len(lines) == 3
    assert lines[2].startswith("| 项目 | 001 | 2 | 5 | 1 | 1 | 0 | 0.500 |")
