"""`qiantou review` as a person types it."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings, variable
from graph.store import Store
from loaders.extract import extract
from loaders.kept import Outcome
from loaders.page.text import Text
from loaders.records import records
from tests.support.papers import PAPER, read
from ui import building, golden
from ui.archive import Archive
from ui.cli import main
from ui.review import Review


@pytest.fixture
def home(store: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Archive:
    """The commands use the engine that the tests already run, with the paper in it, and a data folder of their own."""
    for name in ("neo4j_uri", "neo4j_user", "neo4j_password", "neo4j_database"):
        monkeypatch.setenv(variable(name), str(getattr(engine_settings, name)))
    settings = Settings(tmp_path / "数据")
    monkeypatch.setenv(variable("home"), str(settings.home))
    monkeypatch.setattr(Store, "open", lambda *_args, **_more: _Open(store))
    archive = Archive.of(settings)
    building.put(store, archive, Outcome.of(read()))
    return archive


class _Open:
    """A store that outlives the command."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Store:
        return self.store

    def __exit__(self, *_error: object) -> None:
        pass


def listed(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, dict[str, Any]]:
    capsys.readouterr()
    assert main(["review", "list", "--format", "json", *options]) == 0
    rows = map(json.loads, capsys.readouterr().out.splitlines())
    return {f"{row['agency']} {row['role']} {row['task']}": row for row in rows}


MONEY, WATER = "市财政局 配合 建设泵站", "市生态环境局 负责 巡查水质"


def test_the_way_of_a_correction(home: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    marks = {name: row["mark"] for name, row in listed(capsys).items()}
    assert len(marks) == 8
    assert main(["review", "accept", marks["市水利局 牵头 疏浚河道"], marks["市住房城乡建设局 配合 疏浚河道"]]) == 0
    assert main(["review", "reject", marks[MONEY], "--why", "原件没有"]) == 0
    assert main(["review", "fix", marks[WATER], "--role", "牵头", "--why", "应为牵头", "--user", "李四"]) == 0
    quote = "由市林业局为各村提供苗木"
    add = ["review", "add", "河湖", "--agency", "市林业局", "--role", "负责", "--task", "种植护岸林", "--quote", quote]
    assert main([*add, "--why", "漏读"]) == 0
    assert "校核 5 条：已生效 5。" in capsys.readouterr().out
    now = listed(capsys)
    assert Counter(row["state"] for row in now.values()) == {"未校核": 4, "采纳": 2, "不采纳": 1, "改正": 1, "补充": 1}
    fixed = now["市生态环境局 牵头 巡查水质"]
    assert (fixed["reviewer"], fixed["why"], fixed["machine"]) == (
        "李四",
        "应为牵头",
        "市生态环境局（常德市/生态环境）负责 巡查水质",
    )
    assert list(listed(capsys, "--rejected")) == [MONEY]
    assert len(listed(capsys, "--todo")) == 4
    assert main(["review"]) == 0
    said = capsys.readouterr().out
    assert "校核 5 条：已生效 5。" in said
    assert main(["review", "undo", marks[MONEY], fixed["mark"]]) == 0
    assert "校核 3 条：已生效 3。" in capsys.readouterr().out
    assert MONEY in listed(capsys)


def test_names_and_scopes(home: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    name = "市河长服务中心 配合 建设泵站"
    mark = listed(capsys)[name]["mark"]
    assert main(["review", "name", mark, "市水利局", "--scope", "本地区", "--why", "合署"]) == 0
    assert listed(capsys)[name]["agency_id"] == "常德市/水利"
    assert main(["review", "undo", mark]) == 1
    [entry] = home.journal.read().judgements
    assert main(["review", "undo", entry.id]) == 0
    assert main(["review", "different", mark, "--why", "另一个"]) == 0
    assert listed(capsys)[name]["agency_id"].startswith("常德市/河长服务中心·")


WRONG: list[tuple[list[str], int, str]] = [
    (["review", "reject", "没有", "--why", "x"], 1, "没有记号为“没有”的关系"),
    (["review", "reject", "没有"], 2, "缺少 --why"),
    (["review", "add", "河湖", "--agency", "甲", "--role", "牵头", "--task", "x", "--why", "x"], 1, "哪一段原文"),
    (["review", "fix", "x", "--set", "colour=红", "--why", "x"], 1, "看不懂“colour=红”"),
    (["review", "fix", "x", "--set", "open=也许", "--why", "x"], 1, "“open=也许”的值不对"),
    (["review", "name", "x", "y", "--scope", "全国", "--why", "x"], 1, "--scope 不能是“全国”"),
    (["review", "export", "--gold", "x"], 1, "没有校核完的文件"),
    (["review", "import", "没有.jsonl"], 1, "读不了"),
    (["review", "list", "--doc", "别的"], 1, "没有编号或标题为“别的”的文件"),
    (["review", "没有"], 2, "没有命令 没有"),
]


@pytest.mark.parametrize(("line", "code", "told"), WRONG, ids=[" ".join(case[0][1:3]) for case in WRONG])
def test_what_is_wrong_is_told(
    home: Archive, capsys: pytest.CaptureFixture[str], line: list[str], code: int, told: str
) -> None:
    assert main(line) == code
    assert told in capsys.readouterr().err


def test_a_checked_document_becomes_a_test_set_that_it_meets_wholly(
    store: Store, home: Archive, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    marks = {name: row["mark"] for name, row in listed(capsys).items()}
    main(["review", "reject", marks.pop(MONEY), "--why", "x"])
    main(["review", "fix", marks.pop(WATER), "--role", "牵头", "--why", "x"])
    main(["review", "accept", *marks.values()])
    add = [
        "review",
        "add",
        "河湖",
        "--agency",
        "市林业局",
        "--role",
        "负责",
        "--quote",
        "由市林业局为各村提供苗木",
        "--why",
        "x",
    ]
    assert main([*add, "--task", "提供苗木"]) == 0
    assert main(["review", "export", "--gold", str(tmp_path / "金")]) == 0
    [gold] = (tmp_path / "金").glob("*.gold.jsonl")
    text = gold.with_name(f"{gold.name.removesuffix(golden.SUFFIX)}.txt")
    assert text.read_bytes().decode("utf-8") == PAPER
    wanted = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    judged = [*records(extract(Text(PAPER), building.corrected(home)))]
    assert said(judged) == said(wanted)
    [added] = [row for row in judged if row.get("agency") == "市林业局" and row["kind"] == "responsibility"]
    assert (added["task"], PAPER[added["task_start"] : added["task_end"]]) == ("提供苗木", "提供苗木")
    plain = said(records(extract(Text(PAPER))))
    assert said(wanted) - plain == Counter({("市林业局", "负责", False): 1, ("市生态环境局", "牵头", False): 1})
    assert plain - said(wanted) == Counter({("市财政局", "配合", False): 1, ("市生态环境局", "负责", False): 1})


def said(rows: Any) -> Counter[tuple[Any, ...]]:
    """What score.py compares: edges that are not inherited."""
    return Counter(
        (row["agency"], row["role"], row["generic"])
        for row in rows
        if row.get("kind", "responsibility") == "responsibility" and not row.get("inherited")
    )


def test_extraction_does_not_see_the_journal_unless_asked(
    home: Archive, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["review", "reject", listed(capsys)[MONEY]["mark"], "--why", "x"])
    path = tmp_path / "方案.txt"
    path.write_text(PAPER, encoding="utf-8")
    capsys.readouterr()
    assert main(["extract", str(path)]) == 0
    assert '"agency": "市财政局"' in capsys.readouterr().out
    assert main(["extract", str(path), "--reviewed"]) == 0
    assert '"agency": "市财政局", "agency_id"' not in capsys.readouterr().out


def test_a_colleagues_file_is_taken_over_and_applied(
    store: Store, home: Archive, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = Archive(tmp_path / "同事")
    building.put(store, other, Outcome.of(read()))
    mark = listed(capsys)[MONEY]["mark"]
    Review(store, other, "李四").judge(mark, "reject", why="x")
    [path] = other.journal.folder.glob("*.jsonl")
    building.put(store, home, Outcome.of(read()))
    assert main(["review", "import", str(path)]) == 0
    said = capsys.readouterr().out
    assert "1 条记录，其中 1 条是新的" in said
    assert "1 份文件因此更新。校核 1 条：已生效 1。" in said
    assert listed(capsys)[MONEY]["reviewer"] == "李四"


def test_build_and_status_print_the_balance_and_what_is_wrong(
    home: Archive, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mark = listed(capsys)[MONEY]["mark"]
    main(["review", "reject", mark, "--why", "x"])
    [path] = home.journal.folder.glob("*.jsonl")
    with path.open("ab") as file:
        file.write(b'{"torn')
        os.fsync(file.fileno())
    capsys.readouterr()
    assert main(["status"]) == 0
    found = capsys.readouterr()
    assert "校核 1 条：已生效 1。" in found.out
    assert "第 2 行读不了" in found.err
    assert main(["status", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["corrections"]["fates"]["applied"] == 1
    source = tmp_path / "方案.txt"
    source.write_text(PAPER.replace("2026年3月1日", "2026年4月1日"), encoding="utf-8")
    assert main(["build", str(source)]) == 0
    assert "校核 1 条：已生效 1。" in capsys.readouterr().out


def test_status_tells_what_the_graph_does_not_have_yet(
    store: Store, home: Archive, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = Archive(tmp_path / "同事")
    building.put(store, other, Outcome.of(read()))
    Review(store, other, "李四").judge(listed(capsys)[MONEY]["mark"], "reject", why="x")
    building.put(store, home, Outcome.of(read()))
    [path] = other.journal.folder.glob("*.jsonl")
    home.journal.take(path)
    assert main(["status"]) == 0
    assert "1 份文件有校核还没有写入图谱" in capsys.readouterr().err
    assert main(["review"]) == 0
    capsys.readouterr()
    assert main(["status"]) == 0
    assert "还没有写入图谱" not in capsys.readouterr().err
