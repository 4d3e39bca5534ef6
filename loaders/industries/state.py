"""From industries to statements: systems with their members, what a park or county leads in, output targets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.statements import Entity, Value, digest
from loaders.builder import Builder, said
from loaders.industries import find as industries
from loaders.industries.model import Finding, IndustryTarget, Member, ParkIndustry, System
from loaders.parks.state import Parks

_COUNTED = re.compile(r"(?:[两二三四五六七八九十]|\d{1,2})大[\u4e00-\u9fff]{0,6}产业[\u4e00-\u9fff]{0,2}$")
_LOOSE_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})产业$")


def state(builder: Builder, found: Sequence[Finding], parks: Parks) -> None:
    """The statements of all systems, industries of parks and targets, in the order of the text.

    Args:
        parks: the parks of the document, which may own industries or be members of a system.
    """
    _Industries(builder, found, parks).state()


class _Industries:
    """The industries of one document."""

    def __init__(self, builder: Builder, found: Sequence[Finding], parks: Parks) -> None:
        self._builder = builder
        self._found = found
        self._parks = parks
        self._systems = [one for one in found if isinstance(one, System)]

    def state(self) -> None:
        """Add every statement."""
        for one in self._found:
            if isinstance(one, System):
                self._system(one)
            elif isinstance(one, ParkIndustry):
                self._industry_of(one)
            else:
                self._target(one)

    def _system(self, system: System) -> None:
        builder, entity = self._builder, self._system_entity(system)
        span, path = (system.start, system.end), builder.path_at(system.start)
        year = said(year=system.year)
        whole = self._parks.owner(system.owner) if system.owner else builder.entity(builder.home(system.start))
        builder.add(entity, "属于", whole, span, path, "industries:system", system.name, **year)
        for order, member in enumerate(system.members, 1):
            node = self._member(system, member)
            builder.add(
                node,
                "列入",
                entity,
                span,
                path,
                "industries:system",
                member.name,
                order=order,
                open=system.open,
                **year,
            )

    def _system_entity(self, system: System) -> Entity:
        id_ = digest(self._builder.document.id, "产业体系", system.owner, industries.core(system.name), system.listing)
        properties: dict[str, Value] = {"names": (system.name,), "owner": system.owner, "listing": system.listing}
        properties |= {} if system.declared is None else {"declared": system.declared}
        return Entity("产业体系", id_, system.name, properties | said(year=system.year))

    def _member(self, system: System, member: Member) -> Entity:
        """A member's node: parks and companies are listed as industries are."""
        park = self._parks.ending_at(member.start, member.end)
        if park is not None:
            return self._parks.entity(park.canonical)
        return self._company(member.name) if industries.is_of_companies(system.name) else _industry(member.name)

    def _company(self, name: str) -> Entity:
        body = self._builder.resolver.resolve(name)
        if body.kind == "企业":
            return body
        place = self._builder.document.region or self._builder.document.id
        return Entity("企业", f"{place}/{name}", name, {"names": (name,), "region": place})

    def _industry_of(self, one: ParkIndustry) -> None:
        if one.relation not in industries.RELATIONS:  # Every other word for it stays in the records.
            return
        builder, owner = self._builder, self._parks.owner(one.park_or_region)
        span, path = (one.start, one.end), builder.path_at(one.start)
        rule = "industries:park"
        builder.add(owner, one.relation, _industry(one.industry), span, path, rule, one.industry, **said(year=one.year))

    def _target(self, one: IndustryTarget) -> None:
        builder, figure = self._builder, self._figure(one)
        span, path = (one.start, one.end), builder.path_at(one.start)
        builder.add(self._of_target(one), "目标", figure, span, path, "industries:target", one.industry)
        if one.owner:
            owner = self._parks.owner(one.owner)
            builder.add(owner, "目标", figure, span, path, "industries:target", one.industry)

    def _figure(self, one: IndustryTarget) -> Entity:
        id_ = digest(self._builder.document.id, "指标", one.start, one.end, one.industry, one.indicator)
        properties: dict[str, Value] = {
            "value": one.value,
            "unit": one.unit,
            "comparator": one.comparator,
            "indicator": one.indicator,
            "year": one.year,
            "each": one.each,
            "document": self._builder.document.id,
        }
        return Entity("指标", id_, one.industry + one.indicator, properties)

    def _of_target(self, one: IndustryTarget) -> Entity:
        """Whose figure it is: the system of that name and owner, else an industry."""
        for system in self._systems:
            if system.owner == one.owner and industries.core(one.industry).endswith(industries.core(system.name)):
                return self._system_entity(system)
        if _COUNTED.search(one.industry):
            return self._system_entity(System(one.industry, None, (), one.owner, one.start, one.end))
        return _industry(one.industry)


def target_spans(found: Sequence[Finding]) -> list[tuple[int, int]]:
    """The stretches that state the target of an industry."""
    return [(one.start, one.end) for one in found if isinstance(one, IndustryTarget)]


def _industry(name: str) -> Entity:
    """An industry by its name; 新材料 and 新材料产业 are one."""
    short = _LOOSE_END.sub("", name)
    return Entity("产业", short, short, {"names": tuple(dict.fromkeys((short, f"{short}产业", name)))})
