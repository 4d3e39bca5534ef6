"""Words of time as deadlines: a table of forms, right and wrong, in deadlines.txt."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.page.text import Text
from loaders.times.model import Known
from loaders.times.normal import in_cell, in_sentence

_MARK = re.compile(r"\[([^\[\]]*)\]")  # as ⟦ and ⟧ are folded
Row = tuple[str, str, list[tuple[int, int]], list[tuple[str, ...]]]


def _rows() -> Iterator[Row]:
    for line in (Path(__file__).parent / "deadlines.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        context, marked, told = line.split("\t")
        plain = Text(marked, "t").squeeze(0, len(marked)).text
        spans: list[tuple[int, int]] = []
        for number, mark in enumerate(_MARK.finditer(plain)):
            start = mark.start() - 2 * number
            spans.append((start, start + len(mark[1])))
        labels = [tuple(one.strip().split("/")) for one in told.split(";") if told.strip()]
        yield context, _MARK.sub(r"\1", plain), spans, labels


@pytest.mark.parametrize(("context", "words", "spans", "told"), [*_rows()])
def test_deadlines(context: str, words: str, spans: list[tuple[int, int]], told: list[tuple[str, ...]]) -> None:
    year, date, mode = context.split("|")
    found = (in_cell if mode == "c" else in_sentence)(words, Known(int(year or 0), date))
    assert [(one.until, one.kind, one.every) for one in found] == told, words
    # The words that are found lie over those that were marked.
    assert all(one.start < end and start < one.end for one, (start, end) in zip(found, spans, strict=True))


def test_only_a_day_that_is_counted_from_the_document_is_computed() -> None:
    known = Known(2026, "2026-02-10")
    assert [one.computed for one in in_cell("方案印发后30日内", known)] == [True]
    assert [one.computed for one in in_cell("2026年6月底前", known)] == [False]
    assert [(one.until, one.computed) for one in in_cell("印发后5个工作日内", known)] == [("", False)]
    assert [(one.until, one.computed) for one in in_cell("印发后30日内", Known())] == [("", False)]


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("9月底", Known()),
        ("9月底", Known(0, "2026-02-10", is_several=True)),
        ("2月底", Known(0, "2026-05-10")),
        ("2023年2月29日", Known()),
    ],
)
def test_no_day_is_invented(words: str, known: Known) -> None:
    assert [one.until for one in in_cell(words, known)] == [""]


@given(
    st.text("2026年0123日月底末前初中上下半季度每第一二三四至-—到、,。;内旬周期“”十五春节长期印发后工作", max_size=40)
)
def test_any_words_are_read_without_a_fault(words: str) -> None:
    for read in (in_cell, in_sentence):
        for known in (Known(), Known(2026, "2026-02-10")):
            found = read(words, known)
            assert all(0 <= one.start <= one.end <= len(words) for one in found)
            assert all(a.end <= b.start for a, b in itertools.pairwise(found))
