"""The commands as a user types them: what they print, what they write, and how they say that something is wrong."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from benchmarks import samples
from graph import own
from graph.settings import Settings, from_environment, variable
from graph.store import Store
from loaders.extract import extract
from loaders.readers import read
from queries.catalogue import catalogue
from ui import console
from ui.cli import app, main

PLAN = """某市人民政府办公室关于印发常德市抓项目工作方案的通知

常德市人民政府办公室

2023年5月6日

一、工作任务

(一)稳投资(市发展改革委牵头)

1.抓好项目建设。开工十个项目。(市工信局牵头,市科技局等按职责分工负责)

2.建设园区。完成调区。(市工信局负责)

3.夯实基础。健全制度。

二、推进机制

成立抓项目工作专班,由市政府分管副市长任召集人,成员单位包括市发展改革委、市工信局等,专班办公室设在市发展改革委。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def home(store: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command connects to the engine that the tests already run."""
    for name in ("home", "neo4j_uri", "neo4j_user", "neo4j_password", "neo4j_database"):
        monkeypatch.setenv(variable(name), str(getattr(engine_settings, name)))


@pytest.fixture
def built(home: None, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(plan)]) == 0
    capsys.readouterr()


def test_build_says_what_was_read(home: None, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(plan)]) == 0
    said = capsys.readouterr().out
    assert "共读入 1 份文件，3 个事项（其中 1 个未写明单位）。" in said
    assert "牵头 2，承自标题 3，配合 1，负责 1" in said.replace("召集人 1，成员单位 2，", "")
    assert main(["build", str(plan)]) == 0
    assert "新增 0 条关系，删除 0 条" in capsys.readouterr().out


def test_a_list_loads_neither_spacy_nor_what_reads_documents() -> None:
    # Three seconds of seven: what the command `duty` imports.
    program = "import sys; from queries import reports; from ui import cli, printing; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert "queries.reports.duties" in done.stdout.split()
    assert {"spacy", "loaders.extract", "streamlit"}.isdisjoint(done.stdout.split())


def test_build_reads_the_others_when_one_is_bad(
    home: None, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "坏.txt"
    bad.write_bytes(b"\x00\x01\x02")
    (tmp_path / "图.png").write_bytes(b"x")
    assert main(["build", str(tmp_path)]) == 3
    said = capsys.readouterr()
    assert "共读入 1 份文件" in said.out
    assert "“坏.txt”不是文本文件" in said.err
    assert "没有读 1 个文件，图片太小，不像扫描件：图.png" in said.err


def test_two_files_that_are_one_document_are_said(
    home: None, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "另存.txt"
    copy.write_text(PLAN.replace("开工十个", "开工九个"), encoding="utf-8")
    assert main(["build", str(plan), str(copy)]) == 0
    assert "“另存.txt”与“方案.txt”是同一份文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "没有.txt"], "找不到“没有.txt”"),
        (["extract", "没有.txt"], "找不到“没有.txt”"),
        (["query"], "没有说清要问什么"),
        (["query", "leads", "五好"], "看不懂参数“五好”"),
        (["extract", "没有.txt", "--format", "xml"], "--format 不能是“xml”"),
    ],
)
def test_errors_of_the_user(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build"], "缺少 路径...。"),
        (["duty"], "缺少 名称。"),
        (["querys"], "没有命令 querys。"),
        (["status", "--lenght"], "没有选项 --lenght。"),
        (["query", "leads", "--limit", "x"], "--limit 的值不对"),
    ],
)
def test_wrong_command_lines(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "--help 查看用法" in shown


@pytest.mark.parametrize("arguments", [[], ["--help"], *([name, "--help"] for name in app.commands)])
def test_help_is_in_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("用法：qiantou")
    assert "Usage" not in shown
    assert "Options" not in shown


def test_extract_keeps_its_contract(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(plan), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    first = next(row for row in rows if row["kind"] == "responsibility" and row["agency"] == "市科技局")
    clause = "(市工信局牵头,市科技局等按职责分工负责)"
    start, title = PLAN.index(clause), PLAN.index("抓好项目建设")
    assert first == {
        "kind": "responsibility",
        "doc": "方案.txt",
        "agency": "市科技局",
        "agency_id": "常德市/科学技术",
        "role": "配合",
        "task": "抓好项目建设",
        "task_start": title,
        "task_end": title + 6,
        "clause": clause,
        "start": start,
        "end": start + len(clause),
        "path": ["一、工作任务", "(一)稳投资"],
        "open": True,
        "inherited": False,
        "generic": False,
        "unlisted": False,
        "rule": "clause:sequence",
        "content": "开工十个项目。",
        "deadline": [],
        "persons": [],
        "mark": first["mark"],
        "place": "",
    }
    assert len({row["mark"] for row in rows if "mark" in row}) == sum("mark" in row for row in rows)
    body = next(row for row in rows if row["kind"] == "workgroup")
    assert body["name"] == "抓项目工作专班"
    assert (body["convener"], body["office_at"]) == (["市政府分管副市长"], "市发展改革委")
    assert (body["members"], body["open"]) == (["市发展改革委", "市工信局"], True)


def test_duty_on_the_screen(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duty", "市工信局"]) == 0
    shown = capsys.readouterr().out
    assert "牵头 1 项" in shown
    assert "负责 1 项" in shown
    assert "抓好项目建设" in shown


def test_duty_as_a_file(built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "清单.xlsx"
    assert main(["duty", "市工信局", "--out", str(out)]) == 0
    assert "已写入" in capsys.readouterr().out
    book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    assert {"牵头", "负责"} <= set(book.sheetnames)
    assert main(["duty", "市工信局", "--out", str(tmp_path / "清单.pdf")]) == 1
    assert ".xlsx" in capsys.readouterr().err


def test_a_duty_from_a_word_file_tells_its_table_and_row(
    home: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, row = ["序号", "工作任务", "牵头单位", "配合单位"], ["1", "建设标准厂房", "市工信局", "市科技局"]
    samples.docx(samples.Plan(("常德市人民政府办公室关于印发任务分工的通知", [head, row])), tmp_path / "分工.docx")
    assert main(["extract", str(tmp_path / "分工.docx")]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {record["place"] for record in found if record["kind"] == "responsibility"} == {"表1第2行"}
    assert main(["build", str(tmp_path / "分工.docx")]) == 0
    assert main(["duty", "市工信局", "--out", str(tmp_path / "清单.json")]) == 0
    [section] = json.loads((tmp_path / "清单.json").read_text(encoding="utf-8"))["sections"]
    assert [row["place"] for row in section["rows"]] == ["表1第2行"]


def test_gaps_on_the_screen_and_as_a_file(built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps"]) == 0
    shown = capsys.readouterr().out
    assert "没有牵头单位的事项（" in shown
    assert "合计不符的任务数（没有发现" in shown
    assert main(["gaps", "--out", str(tmp_path / "缺口.docx")]) == 0
    assert "已写入" in capsys.readouterr().out
    assert main(["gaps", "--doc", "没有这份文件"]) == 1
    assert "没有标题含“没有这份文件”的文件" in capsys.readouterr().err


OTHER = """岳阳市抓项目方案

一、任务

1.抓好项目储备。(市工信局牵头,市财政局配合)
"""


@pytest.fixture
def two_cities(built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "外地.txt"
    path.write_text(OTHER, encoding="utf-8")
    assert main(["build", str(path)]) == 0
    capsys.readouterr()


@pytest.fixture
def nobody_said(engine_settings: Settings) -> Iterator[None]:
    """What the test says of itself is forgotten after it."""
    yield
    (engine_settings.home / own.FILE).unlink(missing_ok=True)


@pytest.mark.usefixtures("two_cities", "nobody_said")
def test_a_name_of_several_things_is_not_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "清单.xlsx"
    assert main(["duty", "工信局", "--out", str(out)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "“工信局”指 2 个单位：" in said.err
    assert "岳阳市/工业和信息化" in said.err
    assert not out.exists()
    # The own region decides, and says so.
    assert main(["own", "--region", "岳阳"]) == 0
    assert "本地区：岳阳市" in capsys.readouterr().out
    assert main(["duty", "工信局"]) == 0
    said = capsys.readouterr()
    assert "岳阳市工业和信息化局责任清单" in said.out
    assert "按本地区（岳阳市）理解为" in said.err
    assert "常德市/工业和信息化" in said.err
    assert main(["own", "--unit", "市工信局"]) == 0
    assert "本单位：岳阳市/工业和信息化" in capsys.readouterr().out
    assert main(["own", "--region", "北极"]) == 1
    assert "图谱里没有地区“北极”的单位。有单位的地区：" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["duty", "市工信局"], ["gaps"], ["ask", "市工信局牵头哪些事项"], ["check"], ["graph", "市工信局"]]
)
def test_an_empty_graph_says_what_to_do_first(
    arguments: list[str], home: None, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("错误：图谱是空的，还没有读入文件。请先用 qiantou build")


def test_a_question_of_the_catalogue_to_an_empty_graph(home: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "documents"]) == 0
    assert "图谱是空的" in capsys.readouterr().err


def test_a_reader_that_has_had_enough_is_no_error(plan: Path) -> None:
    program = f"import sys; from ui.cli import main; sys.exit(main(['extract', {str(plan)!r}]))"
    done = subprocess.run(
        f'{sys.executable} -c "{program}" | true; exit ${{PIPESTATUS[0]}}',
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"qiantou \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_check_without_paths_means_what_was_built(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("方案.txt：")
    assert "事项 3 个，其中未写明单位 1 个" in said


def test_an_unknown_agency_gets_similar_names(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duty", "市工信居"]) == 1
    assert "市工信局" in capsys.readouterr().err


def test_query_by_name(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "leads", "name=项目建设", "--format", "json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(row["agency"], row["inherited"]) for row in rows} == {("市工信局", False), ("市发展改革委", True)}
    assert main(["query", "leads", "name=项目建设"]) == 0
    assert "共 2 行。" in capsys.readouterr().out


def test_query_cut_by_limit_says_so(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "leads", "name=项目建设", "--limit", "1"]) == 0
    assert "共 2 行，这里只列出前 1 行" in capsys.readouterr().out
    assert main(["query", "leads", "name=项目建设", "--limit", "1", "--format", "json"]) == 0
    assert "图中还有更多" in capsys.readouterr().err


def test_ones_own_query_shows_each_column_that_it_asks_for(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    main(["query", "--cypher", "MATCH (d:文件) RETURN d.id AS id, d.date AS date, '' AS 空"])
    said = capsys.readouterr().out
    assert all(name in said for name in ("id", "date", "空"))


def test_cypher_reads_but_does_not_write(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["query", "--cypher", "MATCH (n:事项) WHERE n.name CONTAINS $part RETURN n.name AS name", "part=园区"])
        == 0
    )
    assert "建设园区" in capsys.readouterr().out
    assert main(["query", "--cypher", "CREATE (n:机构 {id: 'x'})"]) == 1
    assert "错误" in capsys.readouterr().err


def test_queries_lists_the_whole_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queries"]) == 0
    shown = capsys.readouterr().out
    for query in catalogue().values():
        assert f"{query.name}" in shown
        assert query.question in shown


def test_check_counts_cues(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN + "\n由市某办牵头抓一件事。\n", encoding="utf-8")
    assert main(["check", str(plan)]) == 0
    shown = capsys.readouterr().out
    assert "未读懂 1" in shown
    assert "由市某办牵头抓一件事。" in shown


def test_status(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    shown = capsys.readouterr().out
    assert "文件 1 份" in shown
    assert f"数据文件夹：{from_environment().home}" in shown.replace("\n", "")
    assert "一致" in shown
    assert "不一致" not in shown


def test_status_for_programs(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    [document] = found["documents"]
    assert (document["file"], document["sound"], document["current"]) == ("方案.txt", True, True)
    assert document["found"] == document["statements"] == sum(found["counts"]["relationships"].values())
    assert (found["sound"], found["strays"], found["orphans"]) == (True, {}, {})
    assert (found["errors"], found["notices"]) == ([], [])
    assert main(["status", "--format", "xml"]) == 1


@pytest.mark.parametrize("command", [["duty", "市工信局"], ["ask", "市工信局牵头哪些任务"], ["graph", "市工信局"]])
def test_a_graph_that_an_earlier_release_wrote_is_to_be_rebuilt(
    built: None, store: Store, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with store.endpoint.writing() as session:
        session.run("MATCH (d:文件) SET d.format = d.format - 1").consume()
    assert main(command) == 1
    assert "图谱是旧版本写成的，缺少清单要用的内容。请用 qiantou build --rebuild" in capsys.readouterr().err
    assert main(["status"]) == 1
    assert "图谱是旧版本写成的" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("MATCH ()-[r:配合]->() SET r.quote = '改过'", "1 份文件与写入时不一致或无法核对"),
        ("MATCH ()-[r:配合]->() DELETE r", "1 份文件与写入时不一致或无法核对"),
        (
            "MATCH (a)-[r:配合]->(t) MATCH (b:机构) WHERE b.id <> a.id WITH r, t, b, properties(r) AS row LIMIT 1 "
            "CREATE (b)-[n:配合]->(t) SET n = row DELETE r",
            "1 份文件与写入时不一致或无法核对",
        ),
        ("MATCH (d:文件) REMOVE d.format", "1 份文件与写入时不一致或无法核对"),
        (
            "MATCH (a:机构) MATCH (t:事项) WITH a, t LIMIT 1 CREATE (a)-[:配合 {document: '无'}]->(t)",
            "不属于任何文件的关系：配合 1",
        ),
        ("CREATE (n:企业 {id: '孤', name: '孤'})", "有孤立的节点：企业 1"),
        ("MATCH (n:机构) SET n.name = '改'", "节点的内容与写入时不一致：机构"),
        ("MATCH (n:事项) REMOVE n.text", "节点的内容与写入时不一致：事项"),
    ],
)
def test_status_finds_damage_and_a_rebuild_mends_it(
    built: None, store: Store, plan: Path, damage: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with store.endpoint.writing() as session:
        session.run(damage).consume()
    assert main(["status"]) == 1
    assert said in capsys.readouterr().err
    # The engine is that of the tests: the graph is renewed in its place.
    assert main(["build", "--rebuild", str(plan)]) == 0
    assert "就地重建" in capsys.readouterr().out
    assert main(["status"]) == 0
    assert capsys.readouterr().err == ""


def test_status_sees_a_text_that_was_altered(built: None, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [text] = (from_environment().home / "texts").glob("*.json")
    content = text.read_text(encoding="utf-8")
    text.write_text(content.replace("牵头", "配合"), encoding="utf-8")
    assert main(["status"]) == 1
    assert "1 份保存的原文被改动或损坏" in capsys.readouterr().err
    text.unlink()
    assert main(["status"]) == 0
    assert "1 份文件的原文不在这台机器上" in capsys.readouterr().err
    assert main(["build", str(plan)]) == 0
    capsys.readouterr()
    assert main(["status"]) == 0
    assert capsys.readouterr().err == ""


def test_status_tells_what_other_rules_have_read_and_a_build_reads_it_again(
    built: None, store: Store, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = extract(read(plan))
    store.replace(replace(found.document, rules="earlier"), found.statements)
    assert main(["status"]) == 0
    said = capsys.readouterr()
    assert "已更新" in said.out
    assert "1 份文件是按另一版读取规则读入的" in said.err
    assert main(["build", str(plan)]) == 0
    capsys.readouterr()
    assert main(["status"]) == 0
    assert capsys.readouterr().err == ""


def test_a_rebuild_names_the_documents_that_it_leaves_out(
    built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "别的.txt"
    other.write_text(PLAN.replace("抓项目", "抓创新"), encoding="utf-8")
    assert main(["build", "--rebuild", str(other)]) == 0
    assert "旧图中有 1 份文件不在这次给出的文件中" in capsys.readouterr().err
    assert main(["status", "--format", "json"]) == 0
    assert [row["file"] for row in json.loads(capsys.readouterr().out)["documents"]] == ["别的.txt"]


def test_a_rebuild_does_not_lose_a_document_whose_file_is_unreadable_today(
    built: None, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "别的.txt").write_text(PLAN.replace("抓项目", "抓创新"), encoding="utf-8")
    plan.write_bytes(b"\x00\x01\x02")
    assert main(["build", "--rebuild", str(tmp_path)]) == 1
    assert "图谱没有重建：1 份图中的文件读不了。“方案.txt”不是文本文件" in capsys.readouterr().err
    assert main(["build", "--rebuild", str(plan)]) == 1
    capsys.readouterr()
    assert main(["status", "--format", "json"]) == 0
    assert "方案.txt" in {row["file"] for row in json.loads(capsys.readouterr().out)["documents"]}


@pytest.mark.engine
def test_a_rebuild_with_an_engine_of_its_own(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QIANTOU_HOME", str(tmp_path / "另一处"))
    assert main(["build", str(plan)]) == 0
    assert main(["build", "--rebuild", str(plan)]) == 0
    assert "一步换下了旧图" in capsys.readouterr().out
    assert main(["duty", "市工信局"]) == 0
    assert "牵头 1 项" in capsys.readouterr().out
    assert len(list((tmp_path / "另一处" / "texts").iterdir())) == 1


def test_graph_writes_a_page(built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "子图.html"
    assert main(["graph", "市工信局", "--out", str(out)]) == 0
    assert "抓好项目建设" in out.read_text(encoding="utf-8")
    assert main(["graph", "没有这个", "--out", str(out)]) == 1
    assert "图谱中没有“没有这个”" in capsys.readouterr().err


def test_demo(home: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--out", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr().out
    assert shown.count("\n问：") == 3
    assert shown.count("    依据：") >= 3
    assert "文件未写明" not in shown
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".xlsx", ".docx", ".html"}


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("QIANTOU_NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("QIANTOU_NEO4J_PASSWORD", "secret-word")
    assert main(["status"]) == 1
    said = capsys.readouterr().err
    assert "127.0.0.1:1" in said
    assert "secret-word" not in said


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "是"),
        (False, ""),
        (53000.0, "53000"),
        (7.5, "7.5"),
        (0.1, "0.1"),
        (2e15, "2000000000000000.0"),
        (["甲", 1.0], "甲、1"),
        ("文", "文"),
    ],
)
def test_cell_shows_a_value_as_people_write_it(value: object, shown: str) -> None:
    assert console.cell(value) == shown


@pytest.mark.parametrize("form", ["neo4j-admin", "csv", "graphml", "gexf", "jsonl", "rdf"])
def test_export_says_what_was_written(
    built: None, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "出" / form
    assert main(["export", "--format", form, "--out", str(out)]) == 0
    assert out.exists()
    assert re.match(rf"已写入 {out}：\d+ 个节点，\d+ 条关系。", capsys.readouterr().out)


def test_export_of_the_network_and_a_format_that_does_not_fit(
    built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "网.graphml"
    assert main(["export", "--network", "--format", "graphml", "--out", str(out)]) == 0
    assert "3 个节点，1 条关系" in capsys.readouterr().out
    assert main(["export", "--network", "--format", "csv", "--out", str(out)]) == 1
    assert "请用 graphml、gexf" in capsys.readouterr().err


def test_ask_answers_with_its_sources(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "抓好项目建设由谁牵头？"]) == 0
    out = capsys.readouterr().out
    assert "牵头单位是市工信局" in out
    assert "依据：方案.txt 第" in out
    assert "(市工信局牵头,市科技局等按职责分工负责)" in out


def test_ask_reads_a_question_a_line(
    built: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("建设园区由谁负责？\n\n谁发明了飞机？\n"))
    assert main(["ask", "-", "--format", "json"]) == 0
    first, second = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (first["question"], first["answered"], first["answer"]) == ("建设园区由谁负责？", True, ["市工信局"])
    assert (second["answered"], second["answer"], second["total"]) == (False, None, 0)
    assert second["answer_text"].startswith("没有答（不等于文件没有写）")


def test_lines_are_one_conversation_only_when_told_so(
    built: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for options, answered in ([], False), (["--conversation"], True):
        monkeypatch.setattr("sys.stdin", io.StringIO("抓好项目建设由谁牵头？\n那配合单位呢？\n"))
        assert main(["ask", "-", "--format", "json", *options]) == 0
        last = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert last["answered"] == answered


def test_ask_knows_two_formats(built: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "谁", "--format", "xml"]) == 1
    assert "请用 text、json" in capsys.readouterr().err


def test_two_editions_and_the_way_back_to_one(built: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = tmp_path / "修订.txt"
    later.write_text(PLAN.replace("5月6日", "9月1日").replace("(市工信局负责)", "(市科技局负责)"), encoding="utf-8")
    assert main(["build", str(later)]) == 0
    assert "（2023-05-06）已被取代，见“某市人民政府办公室关于印发" in capsys.readouterr().err
    assert main(["duty", "市工信局"]) == 0
    said = capsys.readouterr()
    assert "共 2 项：牵头 1 项，成员单位 1 项" in said.out
    assert "另有 1 份旧版（2023-05-06）的 3 项未列入；--all 全列，--as-of 2023-05-06 看当时。" in said.err
    assert main(["duty", "市工信局", "--as-of", "2023年6月", "--out", str(tmp_path / "当时.json")]) == 0
    found = json.loads((tmp_path / "当时.json").read_text(encoding="utf-8"))
    assert (found["as_of"], found["total"], len(found["left_out"])) == ("2023-06-30", 3, 1)
    assert main(["duty", "市工信局", "--all"]) == 0
    assert "共 5 项" in capsys.readouterr().out
    assert main(["withdraw", "抓项目"]) == 2
    assert "指 2 份文件" in capsys.readouterr().err
    assert main(["withdraw", "抓项目 2023-09-01"]) == 0
    assert "已撤回" in capsys.readouterr().out
    assert main(["duty", "市工信局"]) == 0
    said = capsys.readouterr()
    assert ("共 3 项" in said.out, "另有" in said.err) == (True, False)
    assert main(["duty", "市工信局", "--as-of", "去年"]) == 1
    assert main(["withdraw", "月球基地"]) == 1


def test_diff_of_files_and_of_loaded_documents_is_the_same(
    built: None, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = tmp_path / "修订.txt"
    words = PLAN.replace("5月6日", "9月1日").replace("(市工信局牵头,市科技局等", "(市科技局牵头,市工信局等")
    later.write_text(words.replace("3.夯实基础。健全制度。", "3.培训人员。每季一次。(市科技局负责)"), encoding="utf-8")
    assert main(["diff", str(plan), str(later), "--out", str(tmp_path / "文件.json")]) == 0
    assert main(["build", str(later)]) == 0
    names = ["抓项目 2023-05-06", "抓项目 2023-09-01"]
    assert main(["diff", *names, "--out", str(tmp_path / "图谱.json")]) == 0
    files, graph = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("文件.json", "图谱.json"))
    assert files == graph
    assert [(row["change"], row["item"]) for row in files["rows"]] == [
        ("牵头变更", "抓好项目建设"),
        ("新增", "培训人员"),
        ("删除", "夯实基础"),
    ]
    [lead, new, gone] = files["rows"]
    assert (lead["old_quote"], lead["new_quote"]) == (
        "(市工信局牵头,市科技局等按职责分工负责)",
        "(市科技局牵头,市工信局等按职责分工负责)",
    )
    assert (gone["new_quote"], new["old_quote"], files["total"]) == (None, None, 3)
    for suffix in ("docx", "xlsx", "md", "csv"):
        assert main(["diff", *names, "--out", str(tmp_path / f"对比.{suffix}")]) == 0
    capsys.readouterr()
    assert main(["diff", names[0], names[0]]) == 0
    assert "两版对比：没有变化。" in capsys.readouterr().out
    assert main(["diff", names[0], "没有这份"]) == 1
