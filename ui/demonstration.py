"""`qiantou demo`: from the project's own documents to answers, a responsibility list and a picture, in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import data
from graph.errors import QiantouError
from graph.store import Store
from queries import catalogue, reports
from ui import building, console, printing, subgraph
from ui.archive import Archive

_AGENCY = "市工信局"


@dataclass(frozen=True)
class _Question:
    """A question of the demonstration: its words, the named query that answers it, and the column with the answer."""

    words: str
    query: str
    values: Mapping[str, str]
    answer: str


_QUESTIONS = (
    _Question("“五好”园区建设由谁牵头？", "leads", {"name": "“五好”园区建设"}, "agency"),
    _Question("常德海关牵头哪些事项？", "duties", {"agency": "常德海关", "role": "牵头"}, "item"),
    _Question("哪些单位领了任务，却不在该方案的专班成员之中？", "outsiders", {}, "agency"),
)


def run(store: Store, archive: Archive, out: Path) -> None:
    """Build the graph from data/documents, answer three questions, write a list and a picture into a folder."""
    with console.progress("读入") as progress:
        summary = building.build(store, archive, [data.DOCUMENTS], progress)
    printing.summary(summary)
    for question in _QUESTIONS:
        _ask(store, question)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QiantouError(f"建不了文件夹“{out}”（{error.strerror}）。", "请用 --out 换一个位置。") from error
    console.line()
    _write(store, out)


def _ask(store: Store, question: _Question) -> None:
    rows = catalogue.run(store, question.query, **question.values).rows
    answers = list(dict.fromkeys(str(row[question.answer]) for row in rows))
    console.line(f"\n问：{question.words}")
    console.line(f"答：{'、'.join(answers) or '文件未写明'}（共 {len(answers)} 个）")
    for evidence in _evidence(rows):
        console.line(f"    依据：{evidence}")


def _evidence(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each row's place and sentence, once."""
    shown = [f"{' › '.join(row['path'])}：{row['quote']}" for row in rows]
    return list(dict.fromkeys(shown))


def _write(store: Store, out: Path) -> None:
    report = reports.duty_report(store, _AGENCY).listing()
    for suffix in (".xlsx", ".docx"):
        table = out / f"{_AGENCY}责任清单{suffix}"
        reports.write(report, table)
        console.line(f"责任清单：{table}（{report.counted}）")
    picture = out / f"{_AGENCY}子图.html"
    edges = subgraph.write(store, _AGENCY, picture)
    console.line(f"子图：{picture}（{edges} 条关系，双击即可打开，不需要网络）")
