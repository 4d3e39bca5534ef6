"""The contract of `qiantou extract`: statements as flat records, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.ontology import ontology
from graph.statements import Statement
from loaders.extract import Extraction
from loaders.projects import Project
from loaders.statements import FoundBody

Record = dict[str, Any]


def records(extraction: Extraction) -> Iterator[Record]:
    """Every record of a document: responsibilities, then coordinating bodies, projects, signals."""
    doc = extraction.document.file
    roles = ontology().roles
    for statement in extraction.statements:
        if statement.relation in roles:
            yield _responsibility(extraction, statement, roles[statement.relation])
    for found in extraction.bodies:
        yield _workgroup(extraction, found)
    for project in extraction.projects.projects:
        yield _project(extraction, project)
    for signal in extraction.signals:
        quote = extraction.text.quote(signal.start, signal.end)
        place = {"start": signal.start, "end": signal.end, "quote": quote}
        yield {"kind": "signal", "doc": doc, **place, "reason": signal.reason}


def _responsibility(extraction: Extraction, statement: Statement, role: str) -> Record:
    raw, target = extraction.text.raw, statement.object
    start = int(str(target.properties.get("start", statement.start)))
    end = int(str(target.properties.get("end", statement.end)))
    is_body = target.kind == "议事协调机构"
    return {
        "kind": "responsibility",
        "doc": extraction.document.file,
        "agency": statement.raw,
        "agency_id": statement.subject.id,
        "role": role,
        "task": target.name if is_body else raw[start:end],
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


def _workgroup(extraction: Extraction, found: FoundBody) -> Record:
    body = found.body
    return {
        "kind": "workgroup",
        "doc": extraction.document.file,
        "name": body.name,
        "convener": [p.holder for p in body.posts if not p.vice],
        "vice_convener": [p.holder for p in body.posts if p.vice],
        "posts": [{"post": p.post, "holder": p.holder} for p in body.posts],
        "members": [m.name for m in body.members],
        "open": any(m.open for m in body.members),
        "office_at": body.seat.name if body.seat is not None else None,
        "start": found.start,
        "end": found.end,
        "quote": extraction.text.quote(found.start, found.end),
    }


def _project(extraction: Extraction, project: Project) -> Record:
    return {
        "kind": "project",
        "doc": extraction.document.file,
        "name": project.name,
        "list": project.list_name,
        "order": project.order,
        "parts": [part.name for part in project.parts],
        "place": project.place,
        "amount": project.amount,
        "owner": project.owner,
        "goal": project.goal,
        "start": project.start,
        "end": project.end,
        "quote": extraction.text.quote(project.start, project.end),
        "sentence": extraction.text.quote(project.start_quote, project.end_quote),
    }
