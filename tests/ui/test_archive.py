"""The kept texts: every offset fits, another version is no answer, what the graph forgets is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import EngineError
from loaders.extract import extract
from loaders.kept import Heading, Kept
from loaders.page.text import Text
from ui.archive import Archive

PLAN = "常德市工作方案\n一、任务\n1.抓项目。(市工信局牵头,有关方面配合)\n2.抓园区。由有关单位牵头。\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "数据")


def test_what_is_kept_comes_back(archive: Archive) -> None:
    extraction = extract(Text(PLAN, "方案.txt"))
    archive.keep(Kept.of(extraction))
    kept = archive.get(extraction.document.sha256)
    assert kept is not None
    assert (kept.text, kept.file, kept.items) == (PLAN, "方案.txt", 2)
    assert list(kept.cues) == extraction.cues
    assert list(kept.signals) == extraction.signals
    assert sum(kept.fates().values()) == len(extraction.cues) > 0
    assert kept.headings[0] == Heading(1, "一、", "任务", PLAN.index("一、"), len(PLAN))
    assert [PLAN[h.start :].startswith(h.number) for h in kept.headings] == [True, True, True]


@pytest.mark.parametrize("place", [0, 40, 64, 65, 200, -1])
def test_a_text_that_was_altered_is_no_answer_and_is_said(archive: Archive, place: int) -> None:
    extraction = extract(Text(PLAN, "方案.txt"))
    archive.keep(Kept.of(extraction))
    sha256 = extraction.document.sha256
    assert archive.state(sha256) == "kept"
    path = archive.folder / f"{sha256}.json"
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert archive.state(sha256) == "altered"
    assert archive.get(sha256) is None
    path.rename(path.with_stem("0" * 64))
    archive.keep(Kept.of(extraction))
    path.rename(path.with_stem("0" * 64))
    assert archive.state("0" * 64) == "altered", "the text of another document"
    assert archive.state(sha256) == "none"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"text": 1}', b"\xff"])
def test_a_file_that_makes_no_sense_is_no_answer(archive: Archive, content: bytes) -> None:
    archive.folder.mkdir(parents=True)
    (archive.folder / "abc.json").write_bytes(content)
    assert archive.get("abc") is None
    assert archive.get("没有") is None


def test_only_what_the_graph_knows_stays(archive: Archive) -> None:
    first, second = extract(Text(PLAN, "甲.txt")), extract(Text(PLAN + "3.抓产业。", "乙.txt"))
    for extraction in (first, second):
        archive.keep(Kept.of(extraction))
    archive.forget_all_but([second.document.sha256])
    assert archive.get(first.document.sha256) is None
    assert archive.get(second.document.sha256) is not None


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    with pytest.raises(EngineError, match="原文写不进文件夹"):
        Archive(tmp_path / "文件").keep(Kept.of(extract(Text(PLAN, "方案.txt"))))
