"""From statements to JSON records: who has which role in what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from graph.anchors import marks
from graph.ontology import ontology
from graph.statements import Document, Entity, Statement
from loaders.document import Record
from loaders.duties.model import COLLECTIVE, Task
from loaders.page.outline import Node
from loaders.page.text import Text


def records(text: Text, document: Document, statements: Sequence[Statement]) -> Iterator[Record]:
    """One record for each statement of a role."""
    roles, marked = ontology().roles, marks(document, statements)
    deadlines, persons = _deadlines(statements), _persons(statements)
    for statement in statements:
        if statement.relation in roles and not _is_aside(statement):
            task = statement.object.id
            said = {
                "content": statement.object.properties.get("content", ""),
                "deadline": deadlines.get(task, []),
                "persons": persons.get(task, []),
                "mark": marked[statement.id],
            }
            yield {**_responsibility(text, statement, roles[statement.relation]), **said}


def _deadlines(statements: Sequence[Statement]) -> dict[str, list[Record]]:
    """The deadlines of each task, in the order of the text."""
    found: dict[str, list[Record]] = {}
    for one in statements:
        if one.relation == "时限":
            said = {key: one.attributes[key] for key in ("kind", "every", "computed")}
            found.setdefault(one.subject.id, []).append({"until": one.attributes["until"], "text": one.raw, **said})
    return found


def _persons(statements: Sequence[Statement]) -> dict[str, list[str]]:
    """The persons in charge of each task, in the order of the text."""
    found: dict[str, list[str]] = {}
    for one in statements:
        if one.relation == "责任人":
            found.setdefault(one.object.id, []).append(one.subject.name)
    return found


def _is_aside(statement: Statement) -> bool:
    """Whether the words only describe a body by who heads it, in a post not called 召集人."""
    return statement.rule == "body:aside" and not str(statement.attributes.get("post", "")).endswith("召集人")


def _task(target: Entity, written: str) -> str:
    """The words of a task; of a row whose columns stand side by side, those of its own cell."""
    own = target.properties
    spans_alike = (own.get("text_start"), own.get("text_end")) == (own.get("start"), own.get("end"))
    return str(own["text"]) if spans_alike else written


_OFFICE_TASK = re.compile(r"(?:主要|具体)*(?:负责(?=[^,，。；;\n]{2})|(?=承担))(?P<task>.+)", re.DOTALL)
"""What the seat of a body's office does for it: the words that end its sentence."""


def _as_written(text: Text, name: str) -> str:
    """The name of a group in the document's own characters, where it stands there whole."""
    at = text.folded.find(name)
    return text.raw[at : at + len(name)] if at >= 0 else name


def _responsibility(text: Text, statement: Statement, role: str) -> Record:
    raw, target = text.raw, statement.object
    start = int(str(target.properties.get("start", statement.start)))
    end = int(str(target.properties.get("end", statement.end)))
    task = raw[start:end]
    if target.kind != "议事协调机构":
        task = _task(target, task)
    else:
        task = _as_written(text, target.name)
        told = _OFFICE_TASK.search(statement.quote, len(statement.raw)) if statement.rule == "body:office" else None
        if told is not None:
            task, start, end = told["task"], statement.start + told.start("task"), statement.start + told.end("task")
    return {
        # "各有关单位要…" names nobody who could be asked: what a text demands of all is no responsibility of a body.
        "kind": "exhortation" if statement.rule == COLLECTIVE else "responsibility",
        "doc": text.file,
        "agency": statement.raw,
        "agency_id": statement.subject.id,
        "role": role,
        "task": task,
        "task_start": start,
        "task_end": end,
        "clause": statement.quote,
        "start": statement.start,
        "end": statement.end,
        "path": list(statement.path),
        "open": bool(statement.attributes.get("open", False)),
        "inherited": bool(statement.attributes.get("inherited", False)),
        "generic": bool(statement.subject.properties.get("generic", False)),
        "unlisted": bool(statement.subject.properties.get("unlisted", False)),
        "rule": statement.rule,
    }


def parties(tasks: Iterable[Task]) -> dict[Node, dict[str, list[str]]]:
    """Who has which role in the items and sections of a document, as written."""
    found: dict[Node, dict[str, list[str]]] = {}
    for task in tasks:
        roles = found.setdefault(task.node, {})
        for hit in task.clauses:
            for party in hit.clause.parties:
                roles.setdefault(party.role, []).append(party.name)
    return found
