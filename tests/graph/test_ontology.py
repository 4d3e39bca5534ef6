from __future__ import annotations

import re

import pytest

from graph.errors import OntologyError
from graph.ontology import ontology, parse

MINIMAL = """
groups: {party: [机构, 企业]}
properties:
  id: {type: text, caption: f, common: required}
  place: {type: text, caption: g, common: optional}
  open: {type: flag, caption: h}
  value: {type: number, caption: i}
kinds:
  机构: {caption: a, color: "#000000", shape: ellipse, icon: 机, required: [name, names]}
  企业: {caption: b, color: "#000000", shape: ellipse, icon: 企, required: [name]}
  事项: {caption: c, color: "#000000", shape: ellipse, icon: 事, required: [name]}
relations:
  牵头: {caption: d, from: party, to: [事项], role: 牵头, duty: true, color: "#000000", properties: [open, value],
    required: [open]}
  属于: {caption: e, from: [事项], to: [机构, 事项], duty: false, color: "#000000"}
"""


def test_groups_are_expanded() -> None:
    assert parse(MINIMAL).relations["牵头"].starts == {"机构", "企业"}


def test_duties_and_roles_come_from_the_file() -> None:
    assert parse(MINIMAL).duties == ("牵头",)
    assert parse(MINIMAL).roles == {"牵头": "牵头"}


def test_the_projects_own_duties() -> None:
    assert ontology().duties == ("牵头", "配合", "负责", "指导", "联系", "考核")


def test_a_relation_to_an_undefined_kind_is_refused() -> None:
    with pytest.raises(OntologyError, match="会议"):
        parse(MINIMAL.replace("to: [事项]", "to: [会议]"))


@pytest.mark.parametrize(
    ("start", "relation", "end"),
    [
        ("机构", "管辖", "事项"),  # no such relation
        ("事项", "牵头", "机构"),  # the wrong way round
        ("机构", "属于", "机构"),  # right relation, wrong start
        ("机构", "牵头", "企业"),  # right relation, wrong end
        ("会议", "牵头", "事项"),  # no such kind
    ],
)
def test_a_relation_the_ontology_does_not_know_is_refused(start: str, relation: str, end: str) -> None:
    with pytest.raises(OntologyError, match=relation):
        parse(MINIMAL).check_relation(start, relation, end)


def test_a_relation_to_an_undefined_property_is_refused() -> None:
    with pytest.raises(OntologyError, match="shut"):
        parse(MINIMAL.replace("properties: [open, value]", "properties: [shut]"))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"open": True}, "id"),  # what every relationship carries
        ({"id": "1"}, "open"),  # what this one must say
        ({"id": "1", "open": True, "post": "局长"}, "post"),  # nothing of the kind
        ({"id": "1", "open": 1}, "open"),  # another type
        ({"id": "1", "open": True, "value": True}, "value"),  # a flag is no number
    ],
)
def test_a_property_the_ontology_does_not_know_is_refused(given: dict[str, object], named: str) -> None:
    with pytest.raises(OntologyError, match=named):
        parse(MINIMAL).check_relation("机构", "牵头", "事项", given)


def test_what_a_relation_may_say_need_not_be_said() -> None:
    parse(MINIMAL).check_relation("机构", "牵头", "事项", {"id": "1", "open": False, "value": 3, "place": "第1页"})


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(OntologyError, match="会议"):
        parse(MINIMAL).check_node("会议", ["name"])


def test_a_missing_property_is_named() -> None:
    with pytest.raises(OntologyError, match="names"):
        parse(MINIMAL).check_node("机构", ["id", "name"])


def test_every_kind_takes_part_in_a_relation() -> None:
    used = {kind for relation in ontology().relations.values() for kind in relation.starts | relation.ends}
    assert used == set(ontology().kinds)


def test_labels_are_safe_to_stand_in_cypher() -> None:
    for name in [*ontology().kinds, *ontology().relations]:
        assert re.fullmatch(r"\w+", name), name


def test_every_kind_is_drawn_differently() -> None:
    drawn = [(kind.color, kind.shape, kind.icon) for kind in ontology().kinds.values()]
    assert len(set(drawn)) == len(drawn)
