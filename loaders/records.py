"""The contract of `qiantou extract`: statements as flat records, one JSON object a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from graph.ontology import ontology
from graph.statements import Entity, Statement
from loaders.agencies.find import Agency
from loaders.bodies.find import kind_of
from loaders.bodies.founding import Post
from loaders.builder import COLLECTIVE, FoundBody
from loaders.duties.tasks import home, part_of
from loaders.extract import Extraction
from loaders.industries.find import Finding, IndustryTarget, ParkIndustry, System
from loaders.lexicon.gazetteer import gazetteer
from loaders.page import articles
from loaders.page.headings import Headings
from loaders.parks import find as places
from loaders.parks.find import Place
from loaders.people.find import PersonPost
from loaders.projects.record import project_records
from loaders.targets.allotments import AllotmentTable
from loaders.targets.find import Target

Record = dict[str, Any]


def records(extraction: Extraction) -> Iterator[Record]:
    """Every record of a document: responsibilities, bodies, projects, parks, industries, people, targets, signals.

    Each tells its `place` in the file as a person would look for it (第7页，表2第3行); empty for plain text.
    """
    for record in _records(extraction):
        yield {**record, "place": extraction.text.place(record["start"])}


def _records(extraction: Extraction) -> Iterator[Record]:
    doc = extraction.document.file
    roles = ontology().roles
    for statement in extraction.statements:
        if statement.relation in roles and not _is_other_post(statement):
            yield _responsibility(extraction, statement, roles[statement.relation])
    for found in extraction.bodies:
        yield _workgroup(extraction, found)
    yield from project_records(extraction)
    yield from _parks(extraction)
    for one in _once(extraction):
        yield _industry(extraction, one)
    yield from _people(extraction)
    headings = Headings(extraction.text)
    for target in extraction.targets:
        yield _plan_target(extraction, target, headings)
    for table in extraction.allotments:
        yield _allotments(extraction, table)
    for agency in extraction.agencies:
        yield _mention(extraction, agency)
    for signal in extraction.signals:
        yield {"kind": "signal", "doc": doc, **_evidence(extraction, signal), "reason": signal.reason}


def _is_other_post(statement: Statement) -> bool:
    """Whether a person heads a body in a post not called 召集人: the body's own record has it, and no agency a duty."""
    return statement.subject.kind == "人员" and not str(statement.attributes.get("post", "")).endswith("召集人")


class _Placed(Protocol):
    """What knows its offsets."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _evidence(extraction: Extraction, one: _Placed) -> Record:
    return {"start": one.start, "end": one.end, "quote": extraction.text.quote(one.start, one.end)}


def _task(target: Entity, written: str) -> str:
    """The words of a task; of a row whose columns stand side by side, those of its own cell."""
    own = target.properties
    spans_alike = (own.get("text_start"), own.get("text_end")) == (own.get("start"), own.get("end"))
    return str(own["text"]) if spans_alike else written


def _responsibility(extraction: Extraction, statement: Statement, role: str) -> Record:
    raw, target = extraction.text.raw, statement.object
    start = int(str(target.properties.get("start", statement.start)))
    end = int(str(target.properties.get("end", statement.end)))
    is_body = target.kind == "议事协调机构"
    return {
        # "各有关单位要…" names nobody who could be asked: what a text demands of all is no responsibility of a body.
        "kind": "exhortation" if statement.rule == COLLECTIVE else "responsibility",
        "doc": extraction.document.file,
        "agency": statement.raw,
        "agency_id": statement.subject.id,
        "role": role,
        "task": target.name if is_body else _task(target, raw[start:end]),
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
        "name": body.name + ("（名称残缺）" if body.is_nameless else ""),
        "aliases": list(body.aliases),
        "type": kind_of(body.name),
        "plan": _plan_of(extraction, found),
        "convener": [_held(post) for post in body.posts if not post.vice],
        "vice_convener": [_held(post) for post in body.posts if post.vice],
        "posts": [{"post": p.post, "holder": p.holder, "person": p.person or None} for p in body.posts],
        "members": [m.name for m in body.members],
        "open": any(m.open for m in body.members),
        "lead_agency": "、".join(lead.name for lead in body.leads) or None,
        "office_at": body.seat.name if body.seat is not None else None,
        "subordinate": list(body.parts),
        "count": body.count or None,
        "mentioned_only": body.is_mentioned,
        "start": found.start,
        "end": found.end,
        "quote": extraction.text.quote(found.start, found.end),
    }


def _mention(extraction: Extraction, agency: Agency) -> Record:
    """A body under its most used name, with its other names and how often each stands in the text."""
    name = next(iter(agency.names))
    return {
        "kind": "mention",
        "doc": extraction.document.file,
        "name": name,
        "agency_id": agency.entity.id,
        "variants": [other for other in agency.names if other != name],
        "level": agency.level,
        "region": _known_region(agency),
        "type": agency.type,
        "mentions": agency.names,
        "mentions_total": sum(agency.names.values()),
        "generic": bool(agency.entity.properties["generic"]),
        "unlisted": bool(agency.entity.properties.get("unlisted", False)),
        **_evidence(extraction, agency),
    }


def _known_region(agency: Agency) -> str | None:
    """The id of the region that a body is of; None where the document tells none."""
    region = gazetteer().region_by_id(str(agency.entity.properties["region"]))
    return region.id if region is not None else None


def _held(post: Post) -> str:
    """A convener is called by who it is; other posts are named ("市长任指挥长"), as a body has several of them."""
    return post.holder if post.person or post.post.endswith("召集人") else f"{post.holder}任{post.post}"


def _plan_of(extraction: Extraction, found: FoundBody) -> str | None:
    """The plan that a body serves: its annex, else the action in the body's own name."""
    part = part_of(home(extraction.tree, found.start))
    if part is not None:
        return Headings(extraction.text).heading(part)
    action = _ACTION.search(found.body.name)
    if action is not None:
        return action.group()
    piece = articles.at(extraction.named.pieces, found.start)
    title = piece.title if piece is not None else extraction.document.title
    return title if title != extraction.document.file else None


_ACTION = re.compile(
    r"(?<=[省市县区州])[^省市县区州]{4,40}?(?:行动|工作|战略|工程)|^[^省市县区州]{4,40}?(?:行动|战略|工程)"
)


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
            **_lies(extraction, first),
            "mentions": len(found),
            "targets": [_target(extraction, one) for one in _targets_of(extraction, name)],
            **_evidence(extraction, first),
        }


def _lies(extraction: Extraction, place: Place) -> Record:
    """Where a park lies: in the zone that its name or its piece tells, else in its region; and what kind of park it is.

    A name that begins with the whole province tells no more than the document does.
    """
    names, ending = gazetteer(), places.ending(place.canonical)
    around = extraction.around(place.start)
    zone = place.within or (around if names.region_by_id(around) is None else "")
    inside = bool(zone) and zone != place.canonical and not places.is_zone(place.canonical) and not _is_named(place)
    region, home = names.region_by_id(place.region), names.region_by_id(extraction.document.region)
    if region is not None and home is not None and region is not home and region in home.chain():
        region = home
    level = "园中园" if inside and (place.within or ending.startswith("产业园")) else ending or "景区"
    return {"region": zone if inside else region.name if region is not None else None, "level": level}


def _is_named(place: Place) -> bool:
    """Whether a park's name tells its county or city, so that its piece need not."""
    region = gazetteer().region_by_id(place.region)
    named = region is not None and any(word in place.canonical for word in (region.name, *region.shorts))
    return named and not place.within


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
    each = "（各）" if one.each and _COUNTED.match(one.industry) else ""
    owner = {"industry": one.industry + each, "owner": _owner(one.owner), "indicator": one.indicator}
    year = {"target_year": one.year or extraction.year or None, "each": one.each}
    return start | {"type": "industry_target", **owner, **_figure(one), **year, **evidence}


_COUNTED = re.compile("[两三四五六七八九十]大")


def _once(extraction: Extraction) -> Iterator[Finding]:
    """Each target of an industry once: where its plan sets it deepest in its outline, the first of several."""

    def depth(one: IndustryTarget) -> int:
        return -len(home(extraction.tree, one.start).ancestors())

    targets: dict[object, list[IndustryTarget]] = {}
    for one in extraction.named.industries:
        if isinstance(one, IndustryTarget):
            targets.setdefault((one.owner, one.industry, one.indicator, one.value, one.unit, one.year), []).append(one)
    kept = {id(min(same, key=lambda one: (depth(one), one.start))) for same in targets.values()}
    for finding in extraction.named.industries:
        if not isinstance(finding, IndustryTarget) or id(finding) in kept:
            yield finding


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
    for held in _held_together(extraction.named.people):
        ordered = _as_written(extraction, held)
        yield {
            "kind": "person",
            "doc": extraction.document.file,
            "person": held[0].person,
            "posts": list(dict.fromkeys(post for one in ordered for post in one.posts)),
            "organisation": list(dict.fromkeys(filter(None, (_organisation(extraction, one) for one in ordered)))),
            "date": held[0].date or None,
            "rule": held[0].rule,
            **_evidence(extraction, held[0]),
        }


def _held_together(found: Sequence[PersonPost]) -> list[list[PersonPost]]:
    """The posts of one person that overlapping words give; a masthead gives all of its posts at once."""
    groups: list[list[PersonPost]] = []
    open_: dict[tuple[str, bool], list[PersonPost]] = {}
    for one in sorted(found, key=lambda one: (one.start, one.end, one.person)):
        is_masthead = one.rule == "masthead"
        group = open_.get((one.person, is_masthead))
        if group is None or not (is_masthead or one.start < max(other.end for other in group)):
            group = open_[(one.person, is_masthead)] = []
            groups.append(group)
        group.append(one)
    return groups


def _organisation(extraction: Extraction, one: PersonPost) -> str:
    """The body of a post; the party committee, the government and their like with the region that they are of."""
    head = _HEADS.fullmatch(one.organisation)
    if head is None:
        bodies = (found.body for found in extraction.bodies)
        return next((body.name for body in bodies if one.organisation in body.aliases), one.organisation)
    piece = articles.at(extraction.named.pieces, one.start)
    told = gazetteer().region_by_id((piece.region if piece is not None else "") or extraction.document.region)
    region = told.above(head["level"]) if told is not None else None
    if region is None and told is not None and head["level"] in "市县区" and told.level == "县":
        region = told
    if region is None:
        return one.organisation
    body = head["body"]
    return f"中共{region.name}委" if body == "委" else f"{region.name}{'人民政府' if body == '政府' else body}"


_HEADS = re.compile(r"(?:中共)?(?P<level>[省市县区州])(?P<body>委|人民政府|政府|政协|人大)")


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
        "year_told": target.is_year_told,
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


_LONGEST_PHRASE = 200


def _as_written(extraction: Extraction, held: list[PersonPost]) -> list[PersonPost]:
    """The posts that the same words give, in the order of these words."""
    start, end = min(one.start for one in held), max(one.end for one in held)
    words = extraction.text.squeeze(start, end).text if end - start < _LONGEST_PHRASE else ""

    def place(one: PersonPost) -> int:
        first = one.posts[0] if one.posts else ""
        return max(words.find(first), words.find(first[-2:]) if first not in words else 0)

    return sorted(held, key=place)
