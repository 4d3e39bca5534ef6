"""MB/s of extraction beside spaCy's own tokenizer and jieba.posseg on the same text, in one run, and its steps."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any
from unittest.mock import patch

import jieba
import jieba.posseg
import spacy

from benchmarks.timing import in_turn
from loaders import passes
from loaders.extract import extract
from loaders.page.text import Text
from loaders.readers import read
from ui import process


def run(paths: Sequence[Path], rounds: int = 7) -> None:
    """Print the three speeds for each document and for all of them, then the steps; MB are 10^6 bytes of UTF-8."""
    jieba.setLogLevel(logging.WARNING)
    blank = spacy.blank("zh")
    process.ready_to_read()  # as the commands do
    texts = [read(path) for path in paths]
    print(f"{'抽取':<24}{'MB':>8}{'抽取 MB/s':>12}{'spaCy MB/s':>12}{'jieba MB/s':>12}{'比 spaCy':>10}{'比 jieba':>10}")
    totals = [0.0, 0.0, 0.0, 0.0]
    for text in texts:
        megabytes = len(text.raw.encode()) / 1e6
        ours, stock, words = in_turn(
            [
                partial(_anew, text),
                partial(blank, text.raw),
                partial(_words, text.raw.splitlines()),
            ],
            rounds if megabytes < 1 else 3,
            process_time,
        )
        seconds = (ours.median, stock.median, words.median)
        _line(text.file[:16], megabytes, seconds)
        totals = [a + b for a, b in zip(totals, (megabytes, *seconds), strict=True)]
    _line("合计", totals[0], (totals[1], totals[2], totals[3]))
    steps(texts, rounds)


def _anew(text: Text) -> object:
    return extract(Text(text.raw, text.file))


def _words(lines: Sequence[str]) -> object:
    return [list(jieba.posseg.cut(line)) for line in lines]


def _line(name: str, megabytes: float, seconds: tuple[float, float, float]) -> None:
    ours, stock, words = seconds
    speeds = "".join(f"{megabytes / s:>12.2f}" for s in seconds)
    print(f"{name:<24}{megabytes:>8.3f}{speeds}{stock / ours:>10.1f}{words / ours:>10.1f}")


def steps(texts: Sequence[Text], rounds: int) -> None:
    """Print what each pass takes of the whole, and the statements of each kind, the longest first."""
    clock = _Clock()
    timed = [replace(one, run=clock.timed(one.gives.name, one.run)) for one in passes.ORDER]
    kinds = [replace(one, state=clock.timed(f"{one.name}: state", one.state)) for one in passes.KINDS]
    with patch.object(passes, "ORDER", timed), patch.object(passes, "KINDS", kinds):
        for text in [*texts] * rounds:
            anew = Text(text.raw, text.file)
            clock.timed("folded", lambda anew=anew: anew.folded)()
            clock.timed("rest", extract)(anew)
    whole = sum(clock.seconds.values())
    print(f"\n{'步骤':<24}{'毫秒':>8}{'占比':>8}")
    for step, seconds in sorted(clock.seconds.items(), key=lambda item: -item[1]):
        print(f"{step:<24}{seconds / rounds * 1e3:>8.1f}{seconds / whole:>8.1%}")


class _Clock:
    """Seconds of each step without those of the steps inside it."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def timed(self, step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, whose time is counted."""

        def call(*args: object, **options: object) -> object:
            self._inside.append(0.0)
            start = process_time()
            try:
                return work(*args, **options)
            finally:
                whole = process_time() - start
                self.seconds[step] += whole - self._inside.pop()
                if self._inside:
                    self._inside[-1] += whole

        return call
