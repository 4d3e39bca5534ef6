"""What people say of themselves, checked against the graph: the own region and the own unit."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from graph import own
from graph.errors import NotFoundError
from graph.store import Store
from queries import reports
from queries.catalogue import run


def regions(store: Store) -> list[str]:
    """The regions of the bodies that the graph knows, those with the most bodies first.

    Raises:
        EngineError: the engine could not be used.
    """
    known = Counter(row["agency_region"] for row in run(store, "agencies", kind="机构").rows)
    return [name for name, _ in known.most_common() if name and not name.startswith("未定地区")]


def settle(store: Store, home: Path, region: str | None, unit: str | None) -> own.Own:
    """Keep what was said; what was not said stays as it is.

    Args:
        store: the graph.
        home: the data folder.
        region: name of a region of the graph; empty takes it back.
        unit: any name of a body; empty takes it back.

    Raises:
        NotFoundError: there is no such region or body.
        AmbiguousError: several bodies have that name.
        SettingError: the data folder cannot be written.
    """
    before = own.read(home)
    region = before.region if region is None else _region(store, region.strip())
    if unit is None:
        unit = before.unit
    elif unit.strip():
        unit = reports.find(store, unit.strip(), "机构", region=region).id
    said = own.Own(region, unit, asked=True)
    own.write(home, said)
    return said


def _region(store: Store, name: str) -> str:
    known = regions(store)
    if name and name not in known:
        alike = [region for region in known if region.startswith(name)]
        if len(alike) != 1:
            raise NotFoundError(f"图谱里没有地区“{name}”的单位。", f"有单位的地区：{'、'.join(known[:20])}。")
        return alike[0]
    return name
