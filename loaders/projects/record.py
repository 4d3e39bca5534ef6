"""One record for each project of a document, with what all its mentions say and who leads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from loaders.extract import Extraction
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.outline import Node
from loaders.projects.find import Project

_LEAD, _COOPERATE = "牵头", "配合"


def project_records(extraction: Extraction) -> Iterator[dict[str, Any]]:
    """The projects in the order in which the text first names them."""
    parties = _parties(extraction)
    alike = _alike(extraction)
    for mentions in _once(extraction):
        yield _record(extraction, mentions, parties, alike)


def _once(extraction: Extraction) -> list[list[Project]]:
    """The mentions of each project: those of one name, and those that the text certainly calls by another."""
    found = extraction.projects
    first = {same.second.name: same.first.name for same in found.same if same.certain}
    groups: dict[str, list[Project]] = {}
    for project in found.projects:
        groups.setdefault(first.get(project.name, project.name), []).append(project)
    return list(groups.values())


def _record(
    extraction: Extraction,
    mentions: Sequence[Project],
    parties: dict[Node, dict[str, list[str]]],
    alike: dict[str, list[str]],
) -> dict[str, Any]:
    project = mentions[0]
    item = next((one for one in mentions if one.goal is not None), None)
    own = parties.get(item.node, {}) if item is not None else {}
    listed = next((one for one in mentions if one.order is not None), project)
    return {
        "kind": "project",
        "doc": extraction.document.file,
        "name": project.name,
        "variants": _others(project.name, (one.name for one in mentions)),
        "list": _first(one.list_name for one in mentions),
        "order": listed.order,
        "list_lead": "、".join(_list_parties(listed, parties)) or None,
        "parts": list(dict.fromkeys(part.name for one in mentions for part in one.parts)),
        "location": _location(extraction, mentions),
        "amount": _first(one.amount for one in mentions),
        "owner": _first(one.owner for one in mentions),
        "own_lead": own.get(_LEAD, []),
        "own_cooperators": own.get(_COOPERATE, []),
        "goal": item.goal if item is not None else None,
        "likely_same_as": list(dict.fromkeys(name for one in mentions for name in alike.get(one.name, ()))),
        "start": project.start,
        "end": project.end,
        "quote": extraction.text.quote(project.start, project.end),
        "sentence": extraction.text.quote(project.start_quote, project.end_quote),
    }


def _location(extraction: Extraction, mentions: Sequence[Project]) -> str | None:
    """The place that the text gives, a county by its full name; else what the piece that names the project is about."""
    names = gazetteer()
    told = _first(one.place for one in mentions)
    if told is None:
        around = _first(extraction.around(one.start) or None for one in mentions)
        region = names.region_by_id(around) if around is not None else None
        return region.name if region is not None else around
    region = names.region(told, names.region_by_id(extraction.document.region))
    return region.name if region is not None and region.level == "县" else told


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)


def _others(name: str, names: Iterable[str]) -> list[str]:
    return [other for other in dict.fromkeys(names) if other != name]


def _list_parties(project: Project, parties: dict[Node, dict[str, list[str]]]) -> list[str]:
    """Who leads the item that publishes the list of a project."""
    return parties.get(project.node, {}).get(_LEAD, []) if project.order is not None else []


def _parties(extraction: Extraction) -> dict[Node, dict[str, list[str]]]:
    """Who has which role in the items and sections of a document, as written."""
    found: dict[Node, dict[str, list[str]]] = {}
    for task in extraction.tasks:
        roles = found.setdefault(task.node, {})
        for hit in task.clauses:
            for party in hit.clause.parties:
                roles.setdefault(party.role, []).append(party.name)
    return found


def _alike(extraction: Extraction) -> dict[str, list[str]]:
    """For each name the names of what may be the same project."""
    found: dict[str, list[str]] = {}
    for same in extraction.projects.same:
        if not same.certain:
            found.setdefault(same.first.name, []).append(same.second.name)
            found.setdefault(same.second.name, []).append(same.first.name)
    return found
