"""The answer to a question: what `qiantou ask` prints and the pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from queries.asking.understand.form import Form

Row = Mapping[str, Any]
Value = list[Any] | dict[str, Any] | float | int | str | None

UNKNOWN = "文件未写明"
NOT_ANSWERED = "没有答（不等于文件没有写）"


@dataclass(frozen=True)
class Answer:
    """What the documents answer.

    Attributes:
        question: as it was asked.
        answered: whether the documents hold an answer.
        value: a list, a number, or an object; None where there is no answer.
        text: the answer as a sentence; where there is none, what was looked for.
        query: name of the view, or of the question of the catalogue, that was asked; empty when none was.
        cypher: its text.
        params: its parameters.
        rows: the rows that the answer is made of, in their order.
        files: id of a document -> its file, for the evidence.
        understood: how the question was understood.
        others: other ways to understand it -> the question that asks for it.
        form: what the question was understood as; None where it was not.
        by: who understood it: empty for the lexicon, else 模型.
        parts: the answers that it is put together from, where the question asks several things.
        earlier: the rows of an earlier edition, where it had it otherwise.
        left_out: which documents were not asked because they are not in force, in a sentence; may be empty.
    """

    question: str
    answered: bool
    value: Value
    text: str
    query: str = ""
    cypher: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Row] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    understood: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[Answer] = ()
    earlier: Sequence[Row] = ()
    left_out: str = ""
    form: Form | None = None
    by: str = ""

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """Each sentence that the rows rest on, once, in the rows' order: doc (file), start, end, quote."""
        return list(_evidence([*self.rows, *self.earlier], self.files))

    def as_json(self) -> dict[str, Any]:
        """The fields that programs read."""
        return {
            "question": self.question,
            "answered": self.answered,
            "answer": self.value,
            "answer_text": self.text,
            "query": self.query,
            "cypher": self.cypher,
            "params": dict(self.params),
            "rows": [dict(row) for row in self.rows],
            "total": len(self.rows),
            "evidence": self.evidence,
            "understood": self.understood,
            "form": self.form.as_json() if self.form is not None else None,
            "others": list(self.others),
            "earlier": [dict(row) for row in self.earlier],
            "left_out": self.left_out,
            "parts": [
                {"question": part.question, "answer": part.value, "query": part.query, "params": dict(part.params)}
                for part in self.parts
            ],
        }


def _evidence(rows: Iterable[Row], files: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    seen: set[tuple[str, int, int]] = set()
    for row in rows:
        key = (row.get("document", ""), row.get("start", -1), row.get("end", -1))
        if row.get("quote") and key not in seen:
            seen.add(key)
            doc = files.get(key[0], key[0])
            yield {"doc": doc, "start": key[1], "end": key[2], "quote": row["quote"]}
