"""Backups: of one moment, whole, safe to restore; what is altered, foreign or malicious is refused untouched."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.anchors import Anchor
from graph.errors import DamagedError, QiantouError, ReadError
from graph.journal import Entry, Journal
from graph.settings import Settings
from graph.store import Store
from ui import backup, building, state
from ui.archive import Archive
from ui.cli import main
from ui.passwords import Passwords

pytestmark = pytest.mark.engine

PLAN = "甲市园区方案\n一、任务\n1.抓项目。(市工信局牵头,市财政局配合)\n2.抓园区。(市发改委牵头)\n"
OTHER = "乙市产业方案\n一、任务\n1.抓产业。(市商务局牵头)\n"
PASSWORD = "一个够长的口令123"
START = datetime(2026, 5, 1, tzinfo=UTC)
JUDGED = "journal/甲@pc.jsonl"
FACT = Anchor("m", "w", "牵头", "市工信局", ("机构", "事项"), "抓项目", "1.", (), "(市工信局牵头)", "", "", 10)


def everything(store: Store) -> tuple[list[str], list[str]]:
    nodes = store.read("MATCH (n) WHERE n.id IS NOT NULL RETURN n", {}).rows
    edges = store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, r, b.id AS b", {}).rows
    return sorted(map(repr, nodes)), sorted(map(repr, edges))


def fill(store: Store, folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    building.build(store, Archive(store._settings.home), [folder / name])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all that lies in one."""
    home = tmp_path_factory.mktemp("数据")
    with Store.open(Settings(home)) as store:
        fill(store, tmp_path_factory.mktemp("文件"), "方案.txt", PLAN)
    Passwords(home).add("张三", PASSWORD, may_import=True)
    for name, content in {
        "work/progress.json": "{}",
        "secrets.toml": "[auth]\n",
        "deep/er/file.bin": "x",
        "cache/classes": "x",
        "log/ui.log": "x",
        "work/draft.new": "x",
    }.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content, encoding="utf-8")
    Journal(home).add(Entry.new("甲@pc", act, FACT, at=START) for act in ("accept", "undo"))
    with (home / JUDGED).open("a", encoding="utf-8") as growing:
        growing.write('{"act": "rej')
    return home


@pytest.fixture(scope="module")
def original(home: Path) -> tuple[list[str], list[str]]:
    with Store.open(Settings(home)) as store:
        return everything(store)


@pytest.fixture(scope="module")
def saved(home: Path, original: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("备份") / "备份.zip"
    with Store.open(Settings(home)) as store:
        contents = backup.backup(store, Settings(home), file)
    assert (contents.documents, contents.files) == (1, 8)
    return file


def test_it_holds_all_that_cannot_be_made_again_and_is_the_owners_only(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        names = {name for name in archive.namelist() if not name.startswith(("home/texts/", "home/facts/"))}
        judged = archive.read(f"home/{JUDGED}").decode()
    assert names == {
        "manifest.json",
        "graph/nodes.jsonl",
        "graph/edges.jsonl",
        "home/users.json",
        "home/changes.jsonl",
        f"home/{JUDGED}",
        "home/work/progress.json",
        "home/secrets.toml",
        "home/deep/er/file.bin",
    }
    assert judged.endswith("}\n"), "not the line that is being written"
    assert saved.stat().st_mode & 0o077 == 0
    assert [path.name for path in saved.parent.iterdir()] == ["备份.zip"]


def test_a_restore_elsewhere_is_the_same_in_everything(
    saved: Path, original: tuple[list[str], list[str]], tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "新")
    backup.restore(settings, saved, replace=False)
    with Store.open(settings) as store:
        assert everything(store) == original
        found = state.of(store, Archive.of(settings))
        assert found.sound, list(found.errors())
        assert list(found.notices()) == []
        store.replace(*_another())
        assert store.check().sound
    assert Passwords(settings.home).check("张三", PASSWORD) is not None
    known = Journal(settings.home).read()
    assert ([one.act for one in known.entries.values()], known.skipped) == (["accept", "undo"], ())
    assert (settings.home / "users.json").stat().st_mode & 0o077 == 0


def _another() -> tuple[object, object]:
    from loaders.extract import extract
    from loaders.page.text import Text

    made = extract(Text(OTHER, "乙.txt"))
    return made.document, made.statements


def test_what_is_there_is_replaced_only_on_demand_and_put_aside(
    saved: Path, original: tuple[list[str], list[str]], tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "旧")
    with Store.open(settings) as store:
        fill(store, tmp_path, "乙.txt", OTHER)
        before = everything(store)
    (settings.home / "journal").mkdir()
    (settings.home / "journal" / "own.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(QiantouError, match=r"图谱中已有 1 份文件.*--replace"):
        backup.restore(settings, saved, replace=False)
    with Store.open(settings) as store:
        assert everything(store) == before
    backup.restore(settings, saved, replace=True)
    with Store.open(settings) as store:
        assert everything(store) == original
    assert not (settings.home / "journal" / "own.jsonl").exists()
    assert (settings.home / backup.EARLIER / "journal" / "own.jsonl").exists()


@pytest.mark.parametrize("damage", ["schema", "dictionary"])
def test_a_graph_that_is_damaged_beyond_opening_is_restored(
    home: Path, saved: Path, original: tuple[list[str], list[str]], tmp_path: Path, damage: str
) -> None:
    """ArcadeDB itself would take a database without a schema for an empty one."""
    copy = tmp_path / "坏"
    shutil.copytree(home, copy)
    database = copy / "databases" / "qiantou"
    if damage == "schema":
        for name in ("schema.json", "schema.prev.json"):
            (database / name).write_text("{", encoding="utf-8")
    else:
        next(database.glob("dictionary.*")).unlink()
    with pytest.raises(DamagedError, match=r"数据库损坏.*qiantou restore"):
        Store.open(Settings(copy))
    backup.restore(Settings(copy), saved, replace=False)
    with Store.open(Settings(copy)) as store:
        assert everything(store) == original
    assert (copy / backup.EARLIER / "databases" / "qiantou" / "schema.json").exists()


def test_it_is_of_one_moment_while_others_write(home: Path, tmp_path: Path) -> None:
    """A writer goes to and fro between two editions; each backup holds one of them, whole."""
    copy = tmp_path / "忙"
    shutil.copytree(home, copy)
    settings, stop = Settings(copy), threading.Event()
    with Store.open(settings) as store:

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                fill(store, tmp_path, "方案.txt", PLAN + f"3.抓第{number}件事。(市教育局牵头)\n" * (number % 3))

        writer = threading.Thread(target=write)
        writer.start()
        try:
            files = [tmp_path / f"{number}.zip" for number in range(4)]
            for file in files:
                backup.backup(store, settings, file)
        finally:
            stop.set()
            writer.join()
    for number, file in enumerate((files[0], files[-1])):
        fresh = Settings(tmp_path / f"恢复{number}")
        backup.restore(fresh, file, replace=False)
        with Store.open(fresh) as store:
            found = state.of(store, Archive.of(fresh))
            assert found.sound, list(found.errors())
            assert [document.text for document in found.documents] == ["kept"]


def remade(saved: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A backup with other members."""
    with zipfile.ZipFile(saved) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def _listed(members: dict[str, bytes], name: str, content: bytes) -> None:
    import hashlib

    manifest = json.loads(members["manifest.json"])
    manifest["sha256"][name] = hashlib.sha256(content).hexdigest()
    members |= {name: content, "manifest.json": json.dumps(manifest).encode()}


def _altered(members: dict[str, bytes]) -> None:
    members["graph/edges.jsonl"] = members["graph/edges.jsonl"].replace("牵头".encode(), "配合".encode())


def _later(members: dict[str, bytes]) -> None:
    members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), "format": 99}).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_altered, "已损坏（graph/edges.jsonl）"),
        (lambda members: members.pop("graph/nodes.jsonl"), "不是完整的备份"),
        (lambda members: members.pop("manifest.json"), "不是完整的备份"),
        (_later, "另一版程序的备份（格式 99）"),
        (lambda members: _listed(members, "home/../../evil", b"x"), "不在数据目录之内"),
        (lambda members: _listed(members, "home//etc/evil", b"x"), "不在数据目录之内"),
        (lambda members: _listed(members, "home/C:/evil", b"x"), "不在数据目录之内"),
        (lambda members: _listed(members, "home/a\\..\\evil", b"x"), "不在数据目录之内"),
        (lambda members: _listed(members, "home/engine.json", b"{}"), "不在数据目录之内"),
        (lambda members: _listed(members, "graph/nodes.jsonl", b"[]\n"), "不是完整的备份"),
        (lambda members: _listed(members, "graph/nodes.jsonl", b""), "不是完整的备份"),
    ],
)
def test_what_is_no_whole_backup_is_refused(
    saved: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    bad = remade(saved, tmp_path / "坏.zip", change)
    with pytest.raises(ReadError) as caught:
        backup.load(bad)
    assert said in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", None])
def test_what_is_no_backup_at_all(tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "无.zip"
    if content is not None:
        file.write_bytes(content)
    assert main(["restore", str(file)]) == 1
    assert "备份" in capsys.readouterr().err


def test_a_graph_that_is_not_as_told_does_not_take_over(saved: Path, tmp_path: Path) -> None:
    """The list fits, but the graph does not add up to what it should."""

    def change(members: dict[str, bytes]) -> None:
        nodes = members["graph/nodes.jsonl"].replace("抓项目".encode(), "抓别的".encode())
        _listed(members, "graph/nodes.jsonl", nodes)

    bad = remade(saved, tmp_path / "改.zip", change)
    settings = Settings(tmp_path / "新")
    with pytest.raises(DamagedError, match="备份"):
        backup.restore(settings, bad, replace=False)
    with Store.open(settings) as store:
        assert store.documents() == []
    assert not (settings.home / "texts").exists()


def test_the_commands(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QIANTOU_HOME", str(home))
    file = tmp_path / "夹" / "备份.zip"
    assert main(["backup", str(file)]) == 0
    assert "1 份文件" in capsys.readouterr().out
    monkeypatch.setenv("QIANTOU_HOME", str(tmp_path / "新"))
    assert main(["restore", str(file)]) == 0
    assert "逐条核对相符" in capsys.readouterr().out
    assert main(["restore", str(file)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["restore", "--empty"]) == 0
    assert main(["restore"]) == 1
    assert main(["status"]) == 0
    assert "文件 0 份" in capsys.readouterr().out
