"""MB/s of extraction beside spaCy's own tokenizer and jieba.posseg on the same text, in one run."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import jieba
import jieba.posseg
import spacy

from benchmarks.timing import in_turn
from loaders.extract import extract
from loaders.readers import read
from loaders.text import Text
from ui import process


def run(paths: Sequence[Path], rounds: int = 7) -> None:
    """Print the three speeds for each document and for all of them; MB are 10^6 bytes of UTF-8."""
    jieba.setLogLevel(logging.WARNING)
    blank = spacy.blank("zh")
    process.ready_to_read()  # as the commands do
    texts = [read(path) for path in paths]
    print(f"{'抽取':<24}{'MB':>8}{'抽取 MB/s':>12}{'spaCy MB/s':>12}{'jieba MB/s':>12}{'比 spaCy':>10}{'比 jieba':>10}")
    totals = [0.0, 0.0, 0.0, 0.0]
    for text in texts:
        megabytes = len(text.raw.encode()) / 1e6
        sentences = text.raw.splitlines()
        ours, stock, words = in_turn(
            [
                lambda text=text: extract(Text(text.raw, text.file)),
                lambda text=text: blank(text.raw),
                lambda sentences=sentences: [list(jieba.posseg.cut(line)) for line in sentences],
            ],
            rounds if megabytes < 1 else 3,
        )
        seconds = (ours.median, stock.median, words.median)
        _line(text.file[:16], megabytes, seconds)
        totals = [a + b for a, b in zip(totals, (megabytes, *seconds), strict=True)]
    _line("合计", totals[0], (totals[1], totals[2], totals[3]))


def _line(name: str, megabytes: float, seconds: tuple[float, float, float]) -> None:
    ours, stock, words = seconds
    speeds = "".join(f"{megabytes / s:>12.2f}" for s in seconds)
    print(f"{name:<24}{megabytes:>8.3f}{speeds}{stock / ours:>10.1f}{words / ours:>10.1f}")
