"""One record for each project of a document, with what all its mentions say and who leads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from graph.statements import Statement
from loaders.document import Record
from loaders.page.outline import Node
from loaders.page.text import Text
from loaders.projects.find import Project
from loaders.projects.model import Findings

T = TypeVar("T")
Parties = Mapping[Node, Mapping[str, list[str]]]
"""For each heading or item the names in each role."""

_LEAD, _COOPERATE = "牵头", "配合"


def records(text: Text, found: Findings, statements: Sequence[Statement], parties: Parties) -> Iterator[Record]:
    """The projects in the order in which the text first names them.

    Args:
        parties: who has which role in the items and sections of the document, as written.
    """
    alike, places = _alike(found), _places(statements)
    for mentions in _once(found):
        yield _record(text, mentions, parties, alike, places)


def _once(found: Findings) -> list[list[Project]]:
    """The mentions of each project: those of one name, and those that the text certainly calls by another."""
    first = {same.second.name: same.first.name for same in found.same if same.certain}
    groups: dict[str, list[Project]] = {}
    for project in found.projects:
        groups.setdefault(first.get(project.name, project.name), []).append(project)
    return list(groups.values())


def _record(
    text: Text,
    mentions: Sequence[Project],
    parties: Parties,
    alike: dict[str, list[str]],
    places: dict[tuple[str, int, str], str],
) -> Record:
    project = mentions[0]
    item = next((one for one in mentions if one.goal is not None), None)
    own = parties.get(item.node, {}) if item is not None else {}
    listed = next((one for one in mentions if one.order is not None), project)
    return {
        "kind": "project",
        "doc": text.file,
        "name": project.name,
        "variants": _others(project.name, (one.name for one in mentions)),
        "list": _first(one.list_name for one in mentions),
        "order": listed.order,
        "list_lead": "、".join(_list_parties(listed, parties)) or None,
        "parts": list(dict.fromkeys(part.name for one in mentions for part in one.parts)),
        "location": _location(mentions, places),
        "amount": _first(one.amount for one in mentions),
        "owner": _first(one.owner for one in mentions),
        "own_lead": own.get(_LEAD, []),
        "own_cooperators": own.get(_COOPERATE, []),
        "goal": item.goal if item is not None else None,
        "likely_same_as": list(dict.fromkeys(name for one in mentions for name in alike.get(one.name, ()))),
        "start": project.start,
        "end": project.end,
        "quote": text.quote(project.start, project.end),
        "sentence": text.quote(project.start_quote, project.end_quote),
    }


def _places(statements: Sequence[Statement]) -> dict[tuple[str, int, str], str]:
    """Where the statements put each mention: by rule, place in the text and name, a county by its full name."""
    found: dict[tuple[str, int, str], str] = {}
    for one in statements:
        if one.rule == "projects:place":
            is_county = one.object.kind == "地区" and one.object.properties["level"] == "县"
            found[one.rule, one.start, one.raw] = one.object.name if is_county else one.raw
        elif one.rule == "projects:piece":
            found[one.rule, one.start, one.raw] = one.object.name
    return found


def _location(mentions: Sequence[Project], places: dict[tuple[str, int, str], str]) -> str | None:
    """The place that the text gives; else what the piece that names the project is about."""
    told = _first((one.place, one.start_quote) if one.place is not None else None for one in mentions)
    if told is not None:
        return places["projects:place", told[1], told[0]]
    return _first(places.get(("projects:piece", one.start_quote, one.name)) for one in mentions)


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _others(name: str, names: Iterable[str]) -> list[str]:
    return [other for other in dict.fromkeys(names) if other != name]


def _list_parties(project: Project, parties: Parties) -> list[str]:
    """Who leads the item that publishes the list of a project."""
    return parties.get(project.node, {}).get(_LEAD, []) if project.order is not None else []


def _alike(projects: Findings) -> dict[str, list[str]]:
    """For each name the names of what may be the same project."""
    found: dict[str, list[str]] = {}
    for same in projects.same:
        if not same.certain:
            found.setdefault(same.first.name, []).append(same.second.name)
            found.setdefault(same.second.name, []).append(same.first.name)
    return found
