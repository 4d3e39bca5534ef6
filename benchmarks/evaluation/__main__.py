"""`make eval`: the table of all kinds and documents; `--show KIND` lists what was missed, wrong or has no answer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.evaluation import edges, questions
from benchmarks.evaluation.answers import Answers, by_document, once, share
from benchmarks.evaluation.kinds import KINDS, Kind, score
from benchmarks.evaluation.tally import Tally
from ui import process

_SHARED = Path(__file__).parents[3] / "shared"
_HEAD = ("种类", "文件", "答案", "读出", "对", "漏", "错", "召回", "精确（可判）", "精确（估）", "F1", "各项全同")
_SHOW = "逐条列出：漏、错、异（某项不同）、多（无答案可对）"
_OF_THE_CORPUS = {"parks", "agencies"}
"""Answers that are given once for all documents."""

Line = tuple[str, str, Tally]


def main(arguments: Sequence[str]) -> int:
    """Print the table; 0, since a low figure is no failure of the command."""
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument(
        "--show", nargs="?", const="", metavar="KIND", help="逐条列出：漏、错、异（某项不同）、多（无答案可对）"
    )
    parser.add_argument("--shared", type=Path, default=_SHARED, help="seeds/ 与 gold/ 所在的文件夹")
    options = parser.parse_args(arguments)
    answers = Answers(options.shared)
    if not answers:
        print(
            f"没有答案可对：{options.shared} 中没有 seeds/ 和 gold/。评测需要五份真实文件和人工答案，它们不随项目分发。"
        )
        return 0
    process.ready_to_read()
    lines = list(_scores(answers))
    print("\n".join([*table(lines), "", *_told(lines)]))
    if options.show is not None:
        _show(lines, options.show)
    return 0


def _scores(answers: Answers) -> Iterator[Line]:
    """Every kind in every document, and the questions."""
    yield from _responsibilities(answers)
    for kind in KINDS:
        yield from _kind(answers, kind)
    given = answers.folder / "gold" / "questions.jsonl"
    for caption, tally in zip(
        ("提问", "提问（自拟）"), questions.score(answers.seeds, given, questions.OWN), strict=True
    ):
        yield caption, "五份", tally


def _responsibilities(answers: Answers) -> Iterator[Line]:
    found = by_document(answers.found)
    for doc, rows in by_document(answers.rows("responsibilities")).items():
        yield "责任条款", doc, edges.clauses(rows, found[doc])
    for doc, rows in by_document(answers.rows("responsibilities_prose")).items():
        yield "正文责任", doc, edges.prose(rows, found[doc], len(rows) * share(rows))
    yield "责任条款（外地短文）", "50 则", edges.cases(answers.folder / "gold" / "outside" / "cases.jsonl")
    yield "责任条款（外地长文）", "2 份", edges.documents(answers.folder / "gold" / "outside" / "docs")
    papers = answers.folder / "gold" / "outside2"
    yield "责任条款（各种文体）", f"{len([*papers.glob('*.gold.jsonl')])} 份", edges.documents(papers)


def _kind(answers: Answers, kind: Kind) -> Iterator[Line]:
    rows = [row for row in answers.rows(kind.gold) if kind.rows(row)]
    found = [one for one in answers.found if one["kind"] == kind.record and kind.records(one, rows)]
    times = 1.0 if kind.is_whole else share(rows)
    if kind.gold in _OF_THE_CORPUS:
        yield kind.caption, "五份", score(kind, rows, once(found), len(rows) * times)
        return
    records = by_document(found)
    total = Tally()
    for doc, of_doc in by_document(rows).items():
        tally = score(kind, of_doc, records.pop(doc, []), len(of_doc) * times)
        total += tally
        yield kind.caption, doc, tally
    if len(by_document(rows)) > 1:
        yield kind.caption, "合计", total
    for doc, left in records.items():
        without = Tally(notes=[f"多 {kind.label(record)}" for record in left])
        yield f"{kind.caption}（无答案的文件，{len(left)} 条）", doc, without


def _told(lines: Sequence[Line]) -> Iterator[str]:
    """How many tasks of the edges found are right, and how many edges were missed without a word."""
    for caption, doc, tally in lines:
        if tally.asked[edges.TASK]:
            missed = tally.asked[edges.TOLD]
            silent = missed - tally.agree[edges.TOLD]
            share = f"，占 {silent / missed:.1%}" if missed else ""
            task = f"事项 {tally.agree[edges.TASK]}/{tally.asked[edges.TASK]}"
            yield f"{caption} {doc}：{task}；漏掉 {missed} 条，其中没有提示的 {silent} 条{share}。"


def table(lines: Sequence[Line]) -> list[str]:
    """The figures as a table of markdown."""
    shown = [_cells(caption, doc, tally) for caption, doc, tally in lines if tally.shown]
    return ["| " + " | ".join(cells) + " |" for cells in (_HEAD, ("---",) * 2 + ("--:",) * 10, *shown)]


def _cells(caption: str, doc: str, tally: Tally) -> tuple[str, ...]:
    counts = (tally.shown, tally.records, tally.right, tally.missed, tally.wrong)
    if not tally.records:  # prose: only recall is asked
        return (caption, doc, *map(str, counts), f"{tally.recall:.3f}", "—", "—", "—", "—")
    shares = (tally.recall, tally.decided, tally.estimated, tally.f1)
    return (caption, doc, *map(str, counts), *(f"{share:.3f}" for share in shares), f"{tally.entire}/{tally.right}")


def _show(lines: Sequence[Line], wanted: str) -> None:
    for caption, doc, tally in lines:
        if wanted in caption and doc != "合计":
            fields = "、".join(f"{name} {tally.agree[name]}/{asked}" for name, asked in tally.asked.items())
            print(f"\n## {caption} {doc}" + (f"：{fields}" if fields else ""))
            print("\n".join(tally.notes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
