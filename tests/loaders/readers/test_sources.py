from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph.errors import ReadError
from loaders.extract import extract
from loaders.page.text import Text
from loaders.readers import Failure, Skipped, Source, discover, read, read_all

PLAN = "一、目标。（市工信局牵头，市科技局等按职责分工负责）\r\n二、保障措施。\n"


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    path.write_text("字" * 1000, encoding="utf-8")
    monkeypatch.setenv("QIANTOU_READ_SIZE", "2k")
    with pytest.raises(ReadError, match=r"“大.txt”有 0 MB，超过 0 MB。.*QIANTOU_READ_SIZE"):
        read(path)


def test_a_file_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "慢.html"
    path.write_text("<p>牵头</p>", encoding="utf-8")
    monkeypatch.setenv("QIANTOU_READ_SECONDS", "0.001")
    with pytest.raises(ReadError, match=r"读“慢.html”超过 0.001 秒，已停止。"):
        read(path)


def test_a_missing_path(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到"):
        discover([tmp_path / "没有.txt"])


def test_a_folder_without_documents(tmp_path: Path) -> None:
    (tmp_path / "图.gif").write_bytes(b"x")
    with pytest.raises(ReadError, match=r"没有可读的文件。可读的有：纯文本（\.txt .*Word 文档（\.docx"):
        discover([tmp_path])


def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    [failure] = read_all([Source("管道.txt", tmp_path / "管道.txt")])
    assert isinstance(failure, Failure)
    assert str(failure.error) == "“管道.txt”不是普通文件。请指定文件或文件夹。"


def test_folders_are_searched_to_the_bottom_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲.md", "下级/丙.TXT", "图.gif", ".隐藏/丁.txt", ".戊.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("文", encoding="utf-8")
    files, skipped = discover([tmp_path, tmp_path / "乙.txt"])
    assert [source.name for source in files] == sorted(["丙.TXT", "乙.txt", "甲.md"])
    assert skipped == [Skipped("图.gif", "不读 .gif 文件")]


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "好.txt", tmp_path / "坏.txt"
    good.write_text("文", encoding="utf-8")
    bad.write_bytes(b"")
    first, second = read_all(discover([bad, good])[0])
    assert isinstance(first, Failure)
    assert first.source.path == bad
    assert isinstance(second, Text)


def test_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(PLAN.encode())
    assert read(path).raw == PLAN


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_archives_are_read_member_by_member(tmp_path: Path, charset: str) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("附件.txt", "附件的文字")
    path = tmp_path / "材料.zip"
    with zipfile.ZipFile(path, "w") as archive:
        # A name that is not marked as UTF-8, as Windows packs it.
        name = "通知/方案.txt".encode(charset)
        archive.writestr("p" * len(name), PLAN.encode())
        archive.writestr("内层.zip", inner.getvalue())
        archive.writestr("图.gif", "x")
        archive.writestr("__MACOSX/._方案.txt", "x")
    path.write_bytes(path.read_bytes().replace(b"p" * len(name), name))
    files, skipped = discover([path])
    assert [source.name for source in files] == ["材料.zip/内层.zip/附件.txt", "材料.zip/通知/方案.txt"]
    assert skipped == [Skipped("材料.zip/图.gif", "不读 .gif 文件")]
    assert [found.raw for found in read_all(files) if isinstance(found, Text)] == ["附件的文字", PLAN]


@pytest.mark.parametrize(
    ("content", "raw"), [(PLAN.encode(), PLAN), (f"<html><p>{PLAN}".encode(), PLAN.replace("\r\n", ""))]
)
def test_standard_input_is_read_whatever_it_holds(content: bytes, raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    [found] = read_all(discover([Path("-")])[0])
    assert isinstance(found, Text)
    assert found.file == "标准输入"
    assert found.raw.strip() == raw.strip()


def test_standard_input_may_be_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    [failure] = read_all(discover([Path("-")])[0])
    assert isinstance(failure, Failure)
    assert str(failure.error) == "标准输入是空的。请用管道送入文件的内容。"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_a_name_that_is_no_utf8_is_read_and_shown_by_its_bytes(tmp_path: Path) -> None:
    """As on a share that was filled from Windows in GBK: that file and those after it."""
    text = "甲市方案\n一、任务\n1.抓项目。(市工信局牵头)".encode()
    for name in ("方案".encode("gbk"), b"\xff\xfe", "好".encode()):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name + b".txt")).write_bytes(text)
    Path(os.fsdecode(os.fsencode(tmp_path) + "/坏".encode("gbk") + b".zip")).write_bytes(b"PK")
    Path(os.fsdecode(os.fsencode(tmp_path) + "/无".encode("gbk"))).write_bytes(b"x")
    sources, skipped = discover([tmp_path])
    found = list(read_all(sources))
    names = [one.source.name if isinstance(one, Failure) else one.file for one in found]
    assert set(names) == {"方案.txt", "坏.zip", "\\xff\\xfe.txt", "好.txt"}
    assert [skip.name for skip in skipped] == ["无"]
    read = [extract(one) for one in found if not isinstance(one, Failure)]
    assert all(len(one.statements) == 4 for one in read)
    with pytest.raises(ReadError, match=r"找不到“.*\\xff\.txt”"):
        discover([tmp_path / "\udcff.txt"])
