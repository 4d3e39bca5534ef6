"""`qiantou changes`: what each run of reading changed, on the screen and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.runs import FILE, Entry, Record, Version, unrecorded
from graph.settings import Settings, variable
from graph.store import Store
from loaders.extract import extract
from loaders.readers import read
from tests.ui.test_cli import PLAN
from ui.cli import main

LATER = PLAN.replace("5月6日", "9月1日").replace("(市工信局负责)", "(市科技局负责)")


@pytest.fixture
def plan(tmp_path: Path, store: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan that was read once, with a record of its own beside the engine that the tests share."""
    for name in ("home", "neo4j_uri", "neo4j_user", "neo4j_password", "neo4j_database"):
        monkeypatch.setenv(variable(name), str(getattr(engine_settings, name)))
    (engine_settings.home / FILE).unlink(missing_ok=True)
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, encoding="utf-8")
    assert main(["build", str(path)]) == 0
    return path


def changes(tmp_path: Path, *more: str) -> dict[str, Any]:
    out = tmp_path / "变化.json"
    assert main(["changes", *more, "--out", str(out)]) == 0
    return dict(json.loads(out.read_text(encoding="utf-8")))


def whys(found: dict[str, Any]) -> list[str]:
    return [row["why"] for row in found["runs"]]


def test_what_is_new_is_counted_and_told_of_one_body(
    plan: Path, tmp_path: Path, engine_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(plan)]) == 0
    found = changes(tmp_path)
    assert (whys(found), found["rows"]) == (["新读入"], [])  # read again: nothing changed
    capsys.readouterr()
    assert main(["changes", "--agency", "市科技局"]) == 0
    said = capsys.readouterr().out
    assert "新增 1 项" in said
    assert "抓好项目建设" in said
    assert main(["changes", "--since", "2999"]) == 0
    assert "0 份次" in capsys.readouterr().out
    assert main(["changes", "--agency", "月球局"]) == 1
    for suffix in ("xlsx", "docx", "md", "csv"):
        assert main(["changes", "--agency", "市工信局", "--out", str(tmp_path / f"变化.{suffix}")]) == 0
    record = Record(engine_settings.home)
    whole = record.path.read_bytes()
    record.path.write_bytes(whole[:40])  # a crash tore the only line
    capsys.readouterr()
    assert main(["changes"]) == 0
    said = capsys.readouterr().err
    assert "最近一次读入没有记录" in said
    assert "变化记录第 1 行已损坏" in said
    record.add([Entry.from_line(whole.decode("utf-8"))])  # not glued to the torn one
    assert [entry.why for entry in record.read().entries] == ["新读入"]


def test_an_edition_is_compared_with_the_one_before_and_an_older_one_with_none(plan: Path, tmp_path: Path) -> None:
    later, oldest = tmp_path / "修订.txt", tmp_path / "最早.txt"
    later.write_text(LATER, encoding="utf-8")
    oldest.write_text(PLAN.replace("5月6日", "1月6日"), encoding="utf-8")
    assert main(["build", str(later)]) == 0
    assert main(["build", str(oldest)]) == 0
    found = changes(tmp_path)
    assert whys(found) == ["补入旧版", "新版", "新读入"]
    [row] = found["rows"]
    assert (row["change"], row["item"]) == ("配合增减", "建设园区")
    assert (row["old_quote"], row["new_quote"]) == ("(市工信局负责)", "(市科技局负责)")
    edition = found["runs"][1]
    assert edition["before"]["date"] == "2023-05-06"
    assert (len(edition["came"]), len(edition["gone"])) == (1, 1)


def test_another_text_of_the_same_document_and_one_that_is_taken_out(plan: Path, tmp_path: Path) -> None:
    plan.write_text(PLAN.replace("完成调区", "完成扩区"), encoding="utf-8")
    assert main(["build", str(plan)]) == 0
    assert main(["withdraw", "抓项目"]) == 0
    found = changes(tmp_path)
    assert whys(found) == ["撤回", "文字有改动", "新读入"]
    assert [(row["change"], row["item"]) for row in found["rows"]] == [("措辞调整", "建设园区")]
    gone = changes(tmp_path, "--agency", "市工信局")  # in no document any more, but in the record
    assert {"删除", "措辞调整", "新增"} <= {row["change"] for row in gone["rows"]}


def test_what_new_rules_read_otherwise(plan: Path, store: Store, tmp_path: Path) -> None:
    found = extract(read(plan))
    lead = next(one for one in found.statements if one.relation == "牵头")
    earlier = [one for one in found.statements if one is not lead and one.relation != "办公室设在"]
    store.replace(replace(found.document, rules="earlier"), earlier)
    assert main(["build", str(plan)]) == 0
    told = changes(tmp_path)
    assert whys(told) == ["规则更新", "新读入"]
    assert all(row["old_quote"] == row["new_quote"] or row["old_quote"] is None for row in told["rows"])
    assert [(row["change"], row["detail"]) for row in told["rows"]] == [
        ("角色变更", "市发展改革委：成员单位 → 成员单位、办公室"),
        ("新增", "牵头：市发展改革委"),
    ]
    assert main(["changes", "--out", str(tmp_path / "变化.md")]) == 0
    assert "是新的读取规则读得不同" in (tmp_path / "变化.md").read_text(encoding="utf-8")


def test_a_rebuild_tells_what_it_changed_and_left_out(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.txt"
    other.write_text(PLAN.replace("抓项目", "抓创新"), encoding="utf-8")
    assert main(["build", "--rebuild", str(other)]) == 0
    found = changes(tmp_path)
    assert sorted(whys(found)) == sorted(["撤回", "新读入", "新读入"])
    assert len({row["run"] for row in found["runs"] if row["why"] == "撤回"}) == 1


def test_the_last_entry_decides_what_is_recorded() -> None:
    row = {"id": "甲", "name": "题", "date": "", "sha256": "1", "rules": "r"}
    entry = Entry("", "2024-01-01T00:00:00+00:00", "新读入", "甲.md", None, Version.of(row))
    assert list(unrecorded([entry], [row])) == []
    assert [one.id for one in unrecorded([entry], [{**row, "rules": "s"}])] == ["甲"]
    assert [one.id for one in unrecorded([replace(entry, before=entry.after, after=None)], [row])] == ["甲"]
