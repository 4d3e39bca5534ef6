"""Systems of industries with their members, the leading industries of parks and counties, and output targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.industries import figures, owned, systems
from loaders.industries import words as w
from loaders.industries.model import Finding, Member, ParkIndustry, System
from loaders.industries.owned import RELATIONS
from loaders.industries.owners import Owners
from loaders.industries.systems import Hit, is_of_companies
from loaders.page.articles import flow
from loaders.page.outline import Outline
from loaders.page.spans import Signal, Spans
from loaders.page.text import Squeezed, Text
from loaders.parks.model import Place

__all__ = ["RELATIONS", "Finding", "core", "find", "is_of_companies", "signals"]


def find(text: Text, tree: Outline, parks: Sequence[Place]) -> list[Finding]:
    """Systems, industries of parks and output targets, in the order of the text.

    Args:
        tree: the outline, whose headings tell the year and whose numbers are not counts.
        parks: the parks of the text, which may own industries.
    """
    if not parks and w.HINT.search(text.bare) is None:
        return []
    words = flow(text)
    owners = Owners(text, tree, parks)
    hits = [hit for hit in systems.find(words.text) if not _is_number(tree, words.span(hit.start, hit.end)[0])]
    found: list[Finding] = []
    pairs = [(hit, *_system(words, hit, owners)) for hit in hits]
    for hit, holders, system in _told_best(pairs):
        found.append(system)
        found.extend(owned.of_system(hit, system, holders))
    found = list(owned.without_repeats(found))
    taken = [(hit.start, hit.end) for hit in hits]
    found.extend(_new(owned.developed(words, owners, taken), found))
    found.extend(_new(owned.entries(words, owners, parks), found))
    known = {(hit.start, hit.end) for hit in hits}
    found.extend(one for one in owned.under_headings(words, owners) if (one.start, one.end) not in known)
    found.extend(_new(owned.clusters(words, owners), found))
    found.extend(owned.by_name(parks, owners))
    found.extend(owned.of_bases(words, owners))
    found.extend(figures.targets(words, owners))
    return sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end, type(one).__name__))


def _new(more: Iterator[ParkIndustry], found: Sequence[Finding]) -> list[ParkIndustry]:
    """Without what is already said of a park; of several that say the same the first."""
    known = {(p.park_or_region, _bare(p.industry)) for p in found if isinstance(p, ParkIndustry)}
    kept: dict[tuple[str, str], ParkIndustry] = {}
    for one in more:
        kept.setdefault((one.park_or_region, _bare(one.industry)), one)
    return [one for key, one in kept.items() if key not in known]


def _bare(industry: str) -> str:
    return industry.removesuffix("链").removesuffix("产业")


Told = tuple[Hit, tuple[str, ...], System]
"""A system as read, whose it is, and what is made of it."""


def _told_best(pairs: list[Told]) -> list[Told]:
    """Of each owner's systems of one name the first that names most members; other members are another system."""
    full = {(s.owner, core(s.name)) for _, _, s in pairs if s.members}
    kept: dict[tuple[object, ...], Told] = {}
    for told in pairs:
        system = told[2]
        key = (system.owner, core(system.name))
        if system.members or key not in full:
            kept.setdefault((*key, tuple(m.name for m in system.members)), told)
    return list(kept.values())


def core(name: str) -> str:
    """The name of a system without what varies between its mentions."""
    for word in ("集群", "体系", "“", "”", '"'):
        name = name.replace(word, "")
    return name


def signals(text: Text, found: Sequence[Finding]) -> list[Signal]:
    """Systems that name another number of members than they declare, and what is told of industries and not read."""
    unread = list(_unread(text, found)) if w.HINT.search(text.bare) is not None else []
    return unread + [
        Signal(one.start, one.end, f"“{one.name}”写明 {one.declared} 个，读到 {len(one.members)} 个")
        for one in found
        if isinstance(one, System) and one.members and not one.open and one.declared not in (None, len(one.members))
    ]


def _unread(text: Text, found: Sequence[Finding]) -> Iterator[Signal]:
    """ "主导产业为…" of which nothing became an industry."""
    words = flow(text)
    read = Spans((one.start, one.end) for one in found)
    for match in w.told().finditer(words.text):
        span = words.span(match.start(), _sentence_end(words.text, match.end()))
        if not read.touches(*span):
            yield Signal(*span, "写明产业，没有读出是哪些")


def _sentence_end(text: str, place: int) -> int:
    ends = [end for mark in "。;\n" if (end := text.find(mark, place)) >= 0]
    return min(ends, default=len(text))


def _is_number(tree: Outline, place: int) -> bool:
    """Whether a place is the number of a heading: "三、大产业"."""
    return any(node.start <= place < node.title_start for node in tree.nodes)


def _system(words: Squeezed, hit: Hit, owners: Owners) -> tuple[tuple[str, ...], System]:
    """A system with those whose it is: what is told of parks (主导产业为…) is theirs, all else its sentence's."""
    members = tuple(Member(words.text[s:e], *words.span(s, e)) for s, e in hit.members)
    span = words.span(hit.start, hit.end)
    holders = owners.holders(hit.start) if hit.is_told else ()
    owner = holders[0] if holders else owners.of(hit.start)
    system = System(hit.name, hit.declared, members, owner, *span, hit.open, owners.year(span[0]))
    return holders or (owner,), system
