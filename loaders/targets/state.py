"""From targets and tables of allotments to statements: each figure is an indicator's node, shares are edges to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.statements import Entity, Value, digest
from loaders.builder import Builder
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.names import region_entity
from loaders.page.outline import home
from loaders.parks.state import Parks
from loaders.targets.allotments import AllotmentTable, Row
from loaders.targets.model import Target

_OWN_SHARE = "本级"


def state(builder: Builder, found: Sequence[Target], taken: Iterable[tuple[int, int]], parks: Parks) -> None:
    """Each target of a heading or item, and of the place that its sentence or its piece is about.

    One whose words are already stated as an industry's is passed over.

    Args:
        taken: stretches of the targets of industries.
        parks: the parks of the document, which may have targets of their own.
    """
    stated = sorted(taken)
    for target in found:
        if any(start <= target.value_start < end for start, end in stated):
            continue
        span, path = (target.start, target.end), builder.path_in(target.node)
        figure = _figure(builder, target)
        builder.add(builder.entity(target.node), "目标", figure, span, path, "targets")
        if target.scope is not None and (place := _place(builder, parks, target.scope)) is not None:
            builder.add(place, "目标", figure, span, path, "targets:place", target.scope)


def _place(builder: Builder, parks: Parks, scope: str) -> Entity | None:
    """The region or park that a target holds for; None for parks as such."""
    names = gazetteer()
    region = names.region_by_id(scope) or names.region(scope, names.region_by_id(builder.document.region))
    if region is not None:
        return region_entity(region)
    return parks.entity(scope) if parks.knows(scope) else None


def _figure(builder: Builder, target: Target) -> Entity:
    id_ = digest(builder.document.id, "指标", target.start, target.end, target.value_start, target.indicator)
    properties: dict[str, Value] = {
        "value": target.value,
        "unit": target.unit,
        "comparator": target.comparator,
        "indicator": target.indicator,
        "year": target.year or "",
        "year_told": target.is_year_told,
        "scope": target.scope or "",
        "suspect": target.suspect,
        "document": builder.document.id,
    }
    if target.upper is not None:
        properties["upper"] = target.upper
    return Entity("指标", id_, target.indicator, properties)


def state_allotments(builder: Builder, tables: Iterable[AllotmentTable], parks: Parks) -> None:
    """Each figure of a table: which region or park has which share of an indicator; a row's total is its target."""
    for table in tables:
        node = home(builder.tree, table.start)
        path = builder.path_in(node)
        takers = [_taker(builder, parks, column.name) for column in table.columns]
        for row in table.rows:
            indicator = _indicator(builder, row)
            builder.add(builder.entity(node), "目标", indicator, (row.start, row.end), path, "allotments:row")
            for taker, column, figure in zip(takers, table.columns, row.figures, strict=True):
                if figure is not None:
                    said: dict[str, Value] = {"value": figure.value, "unit": row.unit}
                    span = (row.start, row.end)
                    said |= {"figure_start": figure.start, "figure_end": figure.end}
                    builder.add(taker, "承担", indicator, span, path, "allotments:figure", column.name, **said)


def _indicator(builder: Builder, row: Row) -> Entity:
    id_ = digest(builder.document.id, "指标", row.start, row.end, row.group, row.indicator)
    properties: dict[str, Value] = {
        "unit": row.unit,
        "comparator": "=",
        "indicator": row.indicator,
        "group": row.group,
        "year": "",
        "document": builder.document.id,
    }
    if row.total is not None:
        properties["value"] = row.total.value
    return Entity("指标", id_, row.indicator, properties)


def _taker(builder: Builder, parks: Parks, name: str) -> Entity:
    """A region by its name; the share that the level keeps for itself is its own; anything else is a park."""
    names = gazetteer()
    own = builder.document.region
    if name.endswith(_OWN_SHARE):
        id_ = f"{own or builder.document.id}/{name}"
        return Entity("地区", id_, name, {"names": (name,), "region": own, "unlisted": True})
    region = names.region(name, names.region_by_id(own))
    return region_entity(region) if region is not None else parks.entity(name)
