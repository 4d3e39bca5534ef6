from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import ReadError
from loaders import readers
from loaders.readers import Failure, decode, discover, read, read_all
from loaders.text import Text

PLAN = "一、目标。（市工信局牵头，市科技局等按职责分工负责）\r\n二、保障措施。\n"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
def test_charsets(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(PLAN.encode(charset))
    assert read(path).raw.removeprefix("\ufeff") == PLAN


@pytest.mark.parametrize(
    ("content", "happened"),
    [
        (b"", "空文件"),
        (b" \n\t ", "空文件"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是文本文件"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "不是文本文件"),
        (b"%PDF-1.7\n\x01\x02\x03\x8f\xff", "字符编码"),
        ("市工信局牽頭，負責產業發展與園區建設".encode("big5"), "字符编码"),
        ("これは日本語のテキストです。".encode("shift_jis"), "字符编码"),
        (bytes(range(128, 256)) * 20, "字符编码"),
    ],
)
def test_what_is_no_text_is_said(tmp_path: Path, content: bytes, happened: str) -> None:
    path = tmp_path / "坏文件.txt"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=happened) as caught:
        read(path)
    assert "坏文件.txt" in str(caught.value)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    path.write_text("字" * 100, encoding="utf-8")
    monkeypatch.setattr(readers, "MAX_BYTES", 50)
    with pytest.raises(ReadError, match="超过"):
        read(path)


def test_a_missing_path(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到"):
        discover([tmp_path / "没有.txt"])


def test_a_folder_without_documents(tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(b"x")
    with pytest.raises(ReadError, match="没有可读的文件"):
        discover([tmp_path])


def test_folders_are_searched_to_the_bottom_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲.md", "下级/丙.TXT", "表.xlsx", ".隐藏/丁.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("文", encoding="utf-8")
    files, skipped = discover([tmp_path, tmp_path / "乙.txt"])
    assert [p.name for p in files] == sorted(["丙.TXT", "乙.txt", "甲.md"])
    assert [p.name for p in skipped] == ["表.xlsx"]


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "好.txt", tmp_path / "坏.txt"
    good.write_text("文", encoding="utf-8")
    bad.write_bytes(b"")
    first, second = read_all([bad, good])
    assert isinstance(first, Failure)
    assert first.path == bad
    assert isinstance(second, Text)


def test_line_ends_are_kept() -> None:
    assert decode("甲\r\n乙\n".encode(), "f") == "甲\r\n乙\n"
