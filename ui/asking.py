"""The command `qiantou ask`: one question, or one a line from standard input, each answered at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from graph.settings import from_environment
from graph.store import Store
from queries.asking import Answer, Asker, Conversation, Model
from ui import console

_SOURCES = 5
"""Sentences of evidence that the screen shows; --format json gives all."""


def answers(store: Store, question: str, *, conversation: bool) -> Iterator[Answer]:
    """The answer to a question, or to each line of standard input when it is `-`.

    Args:
        conversation: whether a line may leave out what the line before it was about.
    """
    address = from_environment().model_url
    asker = Asker(store, Model(address) if address else None)
    ask: Callable[[str], Answer] = Conversation(asker).ask if conversation else asker.ask
    lines = sys.stdin if question == "-" else [question]
    return (ask(line.strip()) for line in lines if line.strip())


def show(answer: Answer, form: str) -> None:
    """Print an answer: a JSON object on a line, or its sentence, its list and its sources."""
    if form == "json":
        console.json_line(answer.as_json())
        # Whoever asks line by line waits for each answer.
        console.out.file.flush()
        return
    console.line(answer.text)
    if answer.understood:
        console.line(f"  理解为：{answer.understood}")
    if answer.others:
        console.line(f"  也可能问的是：{'；'.join(answer.others)}")
    if answer.left_out:
        console.line(f"  {answer.left_out}")
    _sources(answer)


def _sources(answer: Answer) -> None:
    evidence = answer.evidence
    for source in evidence[:_SOURCES]:
        quote = "".join(str(source["quote"]).split())
        console.line(f"  依据：{source['doc']} 第 {source['start']}–{source['end']} 字：{quote}")
    if len(evidence) > _SOURCES:
        console.line(f"  依据共 {len(evidence)} 处，这里列出前 {_SOURCES} 处；用 --format json 取得全部。")
