"""From industries to JSON records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from loaders.document import Record
from loaders.industries.model import Finding, IndustryTarget, ParkIndustry, System
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.outline import Outline, home
from loaders.page.text import Text


def records(
    text: Text, tree: Outline, year: str, found: Sequence[Finding], parks: Mapping[str, str]
) -> Iterator[Record]:
    """One record for each system, industry of a park and target.

    Args:
        year: that the plan is for, which counts where a target names none.
        parks: what each park is called.
    """
    for one in _once(tree, found):
        yield _record(text, year, one, parks)


def targets_by_owner(text: Text, found: Sequence[Finding]) -> dict[str, list[Record]]:
    """The targets of industries by the park that is to reach them."""
    owned: dict[str, list[Record]] = {}
    for one in found:
        if isinstance(one, IndustryTarget):
            owned.setdefault(one.owner, []).append(_of_park(text, one))
    return owned


def _of_park(text: Text, one: IndustryTarget) -> Record:
    """A target of a park: the industry and what of it is measured are one indicator."""
    indicator = f"{one.industry}{one.indicator}" + ("（各）" if one.each else "")
    return {"indicator": indicator, **_figure(one), "year": one.year or None, **text.evidence(one.start, one.end)}


def _figure(one: IndustryTarget) -> Record:
    return {"comparator": one.comparator, "value": one.value, "unit": one.unit}


def _owner(id_: str, parks: Mapping[str, str]) -> str | None:
    """The name of a region or a park by what its findings call it; None where the text does not tell it."""
    region = gazetteer().region_by_id(id_)
    return region.name if region is not None else parks.get(id_, id_) or None


def _record(text: Text, year: str, one: Finding, parks: Mapping[str, str]) -> Record:
    start = {"kind": "industry", "doc": text.file}
    evidence = text.evidence(one.start, one.end)
    if isinstance(one, System):
        return start | {"type": "system", **_system(one, parks), **evidence}
    if isinstance(one, ParkIndustry):
        park = {"park": _owner(one.park_or_region, parks), "industry": one.industry, "relation": one.relation}
        return start | {"type": "park_industry", **park, "as_of": one.year or None, **evidence}
    each = "（各）" if one.each and _COUNTED.match(one.industry) else ""
    owner = {"industry": one.industry + each, "owner": _owner(one.owner, parks), "indicator": one.indicator}
    due = {"target_year": one.year or year or None, "each": one.each}
    return start | {"type": "industry_target", **owner, **_figure(one), **due, **evidence}


_COUNTED = re.compile("[两三四五六七八九十]大")


def _once(tree: Outline, found: Sequence[Finding]) -> Iterator[Finding]:
    """Each target of an industry once: where its plan sets it deepest in its outline, the first of several."""

    def depth(one: IndustryTarget) -> int:
        return -len(home(tree, one.start).ancestors())

    targets: dict[object, list[IndustryTarget]] = {}
    for one in found:
        if isinstance(one, IndustryTarget):
            targets.setdefault((one.owner, one.industry, one.indicator, one.value, one.unit, one.year), []).append(one)
    kept = {id(min(same, key=lambda one: (depth(one), one.start))) for same in targets.values()}
    for finding in found:
        if not isinstance(finding, IndustryTarget) or id(finding) in kept:
            yield finding


def _system(system: System, parks: Mapping[str, str]) -> Record:
    return {
        "system": system.name,
        "owner": _owner(system.owner, parks),
        "members": [member.name for member in system.members],
        "declared": system.declared,
        "listing": system.listing,
        "partial": system.open,
        "as_of": system.year or None,
    }
