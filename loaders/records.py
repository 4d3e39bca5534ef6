"""The contract of `qiantou extract`: statements as flat records, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Protocol

from graph.ontology import ontology
from graph.statements import Statement
from loaders import places
from loaders.allotments import AllotmentTable
from loaders.extract import Extraction
from loaders.gazetteer import gazetteer
from loaders.headings import Headings
from loaders.industries import Finding, IndustryTarget, ParkIndustry, System
from loaders.people import PersonPost
from loaders.places import Place
from loaders.project_records import project_records
from loaders.scope import part_of
from loaders.statements import FoundBody
from loaders.targets import Target

Record = dict[str, Any]


def records(extraction: Extraction) -> Iterator[Record]:
    """Every record of a document: responsibilities, bodies, projects, parks, industries, people, targets, signals."""
    doc = extraction.document.file
    roles = ontology().roles
    for statement in extraction.statements:
        if statement.relation in roles:
            yield _responsibility(extraction, statement, roles[statement.relation])
    for found in extraction.bodies:
        yield _workgroup(extraction, found)
    yield from project_records(extraction)
    yield from _parks(extraction)
    for one in extraction.named.industries:
        yield _industry(extraction, one)
    yield from _people(extraction)
    headings = Headings(extraction.text)
    for target in extraction.targets:
        yield _plan_target(extraction, target, headings)
    for table in extraction.allotments:
        yield _allotments(extraction, table)
    for signal in extraction.signals:
        yield {"kind": "signal", "doc": doc, **_evidence(extraction, signal), "reason": signal.reason}


class _Placed(Protocol):
    """What knows its offsets."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _evidence(extraction: Extraction, one: _Placed) -> Record:
    return {"start": one.start, "end": one.end, "quote": extraction.text.quote(one.start, one.end)}


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


def _parks(extraction: Extraction) -> Iterator[Record]:
    """One record for each park, with its first mention."""
    mentions: dict[str, list[Place]] = {}
    for place in extraction.named.places:
        mentions.setdefault(place.canonical, []).append(place)
    for name, found in mentions.items():
        first = found[0]
        yield {
            "kind": "park",
            "doc": extraction.document.file,
            "name": name,
            "variants": [other for other in dict.fromkeys(place.name for place in found) if other != name],
            "region": _owner(first.within or first.region),
            "level": places.ending(name),
            "mentions": len(found),
            "targets": [_target(extraction, one) for one in _targets_of(extraction, name)],
            **_evidence(extraction, first),
        }


def _targets_of(extraction: Extraction, owner: str) -> Iterator[IndustryTarget]:
    for one in extraction.named.industries:
        if isinstance(one, IndustryTarget) and one.owner == owner:
            yield one


def _target(extraction: Extraction, one: IndustryTarget) -> Record:
    """A target of a park: the industry and what of it is measured are one indicator."""
    indicator = f"{one.industry}{one.indicator}" + ("（各）" if one.each else "")
    return {"indicator": indicator, **_figure(one), "year": one.year or None, **_evidence(extraction, one)}


def _figure(one: IndustryTarget) -> Record:
    return {"comparator": one.comparator, "value": one.value, "unit": one.unit}


def _owner(id_: str) -> str | None:
    """The name of a region or a park by what its findings call it; None where the text does not tell it."""
    region = gazetteer().region_by_id(id_)
    return region.name if region is not None else id_ or None


def _industry(extraction: Extraction, one: Finding) -> Record:
    start = {"kind": "industry", "doc": extraction.document.file}
    evidence = _evidence(extraction, one)
    if isinstance(one, System):
        return start | {"type": "system", **_system(one), **evidence}
    if isinstance(one, ParkIndustry):
        park = {"park": _owner(one.park_or_region), "industry": one.industry, "relation": one.relation}
        return start | {"type": "park_industry", **park, "as_of": one.year or None, **evidence}
    owner = {"industry": one.industry, "owner": _owner(one.owner), "indicator": one.indicator}
    year = {"target_year": one.year or None, "each": one.each}
    return start | {"type": "industry_target", **owner, **_figure(one), **year, **evidence}


def _system(system: System) -> Record:
    return {
        "system": system.name,
        "owner": _owner(system.owner),
        "members": [member.name for member in system.members],
        "declared": system.declared,
        "listing": system.listing,
        "partial": system.open,
        "as_of": system.year or None,
    }


def _people(extraction: Extraction) -> Iterator[Record]:
    """One record for each person and place, with all posts that the words there give."""

    def key(one: PersonPost) -> tuple[int, int, str]:
        return one.start, one.end, one.person

    for _, group in groupby(sorted(extraction.named.people, key=key), key):
        held = _as_written(extraction, list(group))
        yield {
            "kind": "person",
            "doc": extraction.document.file,
            "person": held[0].person,
            "posts": [post for one in held for post in one.posts],
            "organisation": list(dict.fromkeys(one.organisation for one in held if one.organisation)),
            "date": held[0].date or None,
            "rule": held[0].rule,
            **_evidence(extraction, held[0]),
        }


def _plan_target(extraction: Extraction, target: Target, headings: Headings) -> Record:
    annex = part_of(target.node)
    path = headings.down_to(target.node)
    return {
        "kind": "target",
        "doc": extraction.document.file,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "upper": target.upper,
        "unit": target.unit,
        "scope": target.scope or extraction.document.region or None,
        "year": target.year,
        "attachment": annex.number.rstrip(":") if annex is not None else None,
        "task_path": list(path if annex is None else path[1:]),
        "suspect": target.suspect,
        **_evidence(extraction, target),
    }


def _allotments(extraction: Extraction, table: AllotmentTable) -> Record:
    """A table with its columns; each row with its total and one figure, or nothing, for each column."""
    rows = [
        {
            "group": row.group,
            "indicator": row.indicator,
            "unit": row.unit,
            "total": row.total.value if row.total is not None else None,
            "figures": [figure.value if figure is not None else None for figure in row.figures],
            **_evidence(extraction, row),
        }
        for row in table.rows
    ]
    columns = [column.name for column in table.columns]
    doc = extraction.document.file
    return {"kind": "table", "doc": doc, "columns": columns, "rows": rows, **_evidence(extraction, table)}


def _as_written(extraction: Extraction, held: list[PersonPost]) -> list[PersonPost]:
    """The posts that the same words give, in the order of these words."""
    words = extraction.text.squeeze(held[0].start, held[0].end).text

    def place(one: PersonPost) -> int:
        first = one.posts[0] if one.posts else ""
        return max(words.find(first), words.find(first[-2:]) if first not in words else 0)

    return sorted(held, key=place)
