"""From persons, offices and results to statements."""

from __future__ import annotations

from collections.abc import Iterable

from graph.statements import Entity
from loaders.builder import Builder
from loaders.leaders.find import PERSONS
from loaders.leaders.model import Said
from loaders.lexicon.columns import OFFICE

_LEADS = ("牵头", "负责")


def state(builder: Builder, found: Iterable[Said]) -> None:
    """Who is in charge of which task, which part of its body does it, what is to be handed in."""
    leads: dict[str, Entity] = {}
    for statement in builder.statements:
        if statement.relation in _LEADS and statement.subject.kind != "人员":
            leads.setdefault(statement.object.id, statement.subject)
    for one in found:
        part = builder.parts.get(one.task) if one.task is not None else None
        task = part or builder.entity(one.node)
        if one.what in PERSONS:
            _add(builder, one, _person(builder, one), "责任人", task, post=one.what)
        elif one.what == OFFICE:
            lead = leads.get(task.id)
            if lead is not None:
                office = _office(one, lead)
                _add(builder, one, office, "经办", task)
                _add(builder, one, office, "属于", lead)
        else:
            _add(builder, one, task, "提交", Entity("成果", one.words, one.words))


def _add(builder: Builder, one: Said, subject: Entity, relation: str, object_: Entity, **attributes: str) -> None:
    path = builder.path_in(one.node) if one.task is not None else builder.headings.above(one.node)
    span, rule = (one.start, one.end), f"leaders:{one.rule}"
    builder.add(
        subject, relation, object_, span, path, rule, builder.text.written(one.words_start, one.words_end), **attributes
    )


def _person(builder: Builder, one: Said) -> Entity:
    place = builder.document.region or builder.document.id
    return Entity("人员", f"{place}/{one.words}", one.words, {"names": (one.words,), "unnamed": not one.is_person})


def _office(one: Said, lead: Entity) -> Entity:
    """A part of a body, known by the body and its own name."""
    properties = {
        "names": (one.words,),
        "full_name": f"{lead.properties.get('full_name', lead.name)}{one.words}",
        "region": lead.properties.get("region", ""),
        "level": "",
        "group": "",
        "unlisted": True,
        "generic": False,
    }
    return Entity("机构", f"{lead.id}/{one.words}", one.words, properties)
