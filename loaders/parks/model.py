"""A mention of a park, as found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a park, a zone or a sight.

    Attributes:
        name: as written, without white space.
        canonical: the name that all its mentions in the text share: 某某经开区.
        start, end: offsets of the mention.
        region: id of the region that its name, else its piece tells; may be empty.
        within: canonical name of the zone that its name begins with, empty without one.
    """

    name: str
    canonical: str
    start: int
    end: int
    region: str
    within: str = ""
