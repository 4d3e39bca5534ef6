"""Extraction in processes of its own: the same results in the same order, and one bad document harms no other."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import data
from graph.errors import ReadError
from loaders import extracting
from loaders.extract import extract
from loaders.extracting import Extractor, extract_all
from loaders.kept import Outcome
from loaders.page.text import Text
from loaders.readers import Failure, Limits, Source, read

LIMITS = Limits.of()
FILES = sorted(data.DOCUMENTS.glob("*.md"), key=lambda path: path.stat().st_size)[-3:]


def source(name: str) -> Source:
    return Source(name, Path(name))


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    short = [Text(f"一、任务\n1.事项{number}。(市工信局牵头,市财政局配合)\n", f"{number}.txt") for number in range(4)]
    # The longest first: it must still come out first.
    return [*sorted(map(read, FILES), key=lambda text: -len(text.raw)), *short]


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    made = Extractor(LIMITS)
    yield made
    made.close()


def whole(found: Outcome) -> tuple[Any, ...]:
    """An outcome with everything that its statements say, which takes no part in their equality."""
    rows = [(one.row(), one.subject.row(), one.object.row(), one.relation) for one in found.statements]
    return found, rows


@pytest.mark.parametrize("workers", [1, 2])
def test_results_are_those_of_one_process_in_the_order_of_the_texts(texts: list[Text], workers: int) -> None:
    found = [one for _, one in extract_all(((source(text.file), text) for text in texts), workers, LIMITS)]
    expected = [Outcome.of(extract(text)) for text in texts]
    assert [whole(one) for one in found if isinstance(one, Outcome)] == [whole(one) for one in expected]
    assert sum(len(one.statements) for one in expected) > 500


def test_what_could_not_be_read_is_passed_on_in_its_place(texts: list[Text]) -> None:
    bad = Failure(source("坏.txt"), ReadError("坏了。", "换一份。"))
    pairs = [(source("1"), texts[-1]), (bad.source, bad), (source("2"), texts[-2])]
    found = list(extract_all(pairs, 2, LIMITS))
    assert [one.name for one, _ in found] == ["1", "坏.txt", "2"]
    assert found[1][1] is bad


def test_a_process_that_dies_costs_its_own_document_only(
    monkeypatch: pytest.MonkeyPatch, extractor: Extractor, texts: list[Text]
) -> None:
    before = extractor.extract(texts[-1])
    process = extractor._child._process
    assert process is not None
    process.kill()
    process.wait()
    # A process that is gone already is replaced; one that goes while it is at work is told.
    assert extractor.extract(texts[-1]) == before
    assert extractor._child._process is not None
    with monkeypatch.context() as broken:
        broken.setattr(extractor._child, "request", lambda: (process.stdin, process.stdout))
        with pytest.raises(ReadError, match=r"“3\.txt”的进程中途退出"):
            extractor.extract(texts[-1])
    assert extractor.extract(texts[-1]) == before


def test_a_document_that_takes_too_long_is_stopped(texts: list[Text]) -> None:
    hasty = Extractor(LIMITS._replace(seconds=0.01))
    with pytest.raises(ReadError, match=r"抽取“3\.txt”超过 0\.01 秒.*QIANTOU_READ_SECONDS"):
        hasty.extract(texts[-1])
    assert hasty._child._process is None


def test_a_document_that_takes_too_much_memory_is_stopped() -> None:
    narrow = Extractor(LIMITS._replace(memory=1 << 20))
    long = Text("一、任务\n" + "1.事项。推动产业升级改造。(市工信局牵头,市财政局配合)\n" * 20000, "长.txt")
    with pytest.raises(ReadError, match=r"“长\.txt”.*QIANTOU_READ_MEMORY"):
        narrow.extract(long)
    narrow.close()


def test_a_fault_of_the_program_is_said(monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> None:
    monkeypatch.setattr("loaders.extracting._exchange", lambda stdin, stdout, text: "KeyError：'甲'")
    with pytest.raises(ReadError, match=r"抽取“甲\.txt”时程序出错（KeyError：'甲'）"):
        extractor.extract(Text("甲", "甲.txt"))


@pytest.mark.parametrize("value", [print, Path("x"), ReadError("一。", "二。")])
def test_an_answer_is_made_of_known_classes_only(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        extracting.Answer(io.BytesIO(pickle.dumps(value))).load()


def test_leaving_early_ends_the_processes(texts: list[Text]) -> None:
    going = extract_all(((source(text.file), text) for text in texts), 2, LIMITS)
    next(going)
    going.close()
