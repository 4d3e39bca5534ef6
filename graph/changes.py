"""What changed between two editions, by meaning: items are paired, and of each pair is said what is not the same.

Nothing here goes by id: an id holds offsets. Bodies are compared as resolved, so that another way to write a name is no
change. `compare(a, a)` is empty, and `compare(b, a)` mirrors `compare(a, b)`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from graph.anchors import fold
from graph.ontology import ontology
from graph.statements import Entity, Statement

Change = Literal["新增", "删除", "移动", "牵头变更", "角色变更", "配合增减", "目标调整", "时限调整", "措辞调整"]

CHANGES: tuple[Change, ...] = (
    "牵头变更",
    "角色变更",
    "配合增减",
    "目标调整",
    "时限调整",
    "新增",
    "删除",
    "移动",
    "措辞调整",
)
"""The kinds of change, those first that a reader should see first."""

LEAD = "牵头"
OFFICE = "办公室"
_BODY = "议事协调机构"
_MEMBER = "成员单位"

ALIKE = 60.0
"""How alike, from 0 to 100, two items of one annex must be to be taken for one."""
FAR = 85.0
"""The same for items of different annexes."""
_PLACE = 12.0
"""What the same number below the same heading adds."""

_LEAD = 8.0
"""What a lead that is the same adds where they are alike: of two that became one it is the one that goes on."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?|[一二三四五六七八九十百千]+(?=[年月日季])")
_EMPTY_BRACKETS = re.compile(r"\(\)|（）|\[\]")
_EDGES = "。；;，,、：: "


Evidence = tuple[str, int, int]
"""Words of a text, verbatim, with the offsets of their first character and of the one behind the last."""


@dataclass(frozen=True)
class Party:
    """Who has a role.

    Attributes:
        id, name: the resolved body.
        raw: its name as the document writes it.
        successors: ids of the bodies that have taken over from one that is no more.
    """

    id: str
    name: str
    raw: str = ""
    successors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A piece of work, a heading with a lead, or a coordinating body, with all that an edition says of it.

    Attributes:
        annex: title of the annex that it stands in; empty outside all.
        path: headings above it, from the top.
        number: its number, may be empty.
        words: its own words, without title and clauses.
        roles: name of a role -> who has it, in the order of the text.
        targets: its figures in words.
        deadlines: its deadlines in words.
        said_of: each figure and deadline in words -> the sentence that gives it, verbatim, and where that stands.
        quote: its clauses, else its title, verbatim.
        start: where the quote begins, in characters.
        end: one past its last character.
    """

    kind: str
    name: str
    annex: str
    path: tuple[str, ...]
    number: str
    words: str
    roles: Mapping[str, tuple[Party, ...]]
    targets: tuple[str, ...]
    deadlines: tuple[str, ...]
    quote: str
    start: int
    end: int
    said_of: Mapping[str, Evidence] = field(default_factory=dict, compare=False)

    @property
    def heading(self) -> tuple[str, ...]:
        """The headings above without their numbers."""
        return tuple(_bare(part) for part in self.path)

    @property
    def said(self) -> str:
        """Title and words, for likeness."""
        return fold(self.name) + fold(self.words)

    @property
    def leads(self) -> frozenset[str]:
        """Ids of its lead bodies."""
        return frozenset(party.id for party in self.roles.get(LEAD, ()))

    def parties(self) -> dict[str, set[str]]:
        """Id of each body -> its roles."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for role, parties in self.roles.items():
            for party in parties:
                found[party.id].add(role)
        return found


@dataclass(frozen=True)
class Row:
    """One change.

    Attributes:
        before: the item in the earlier edition; None where it is new.
        after: the item in the later one; None where it is gone.
        detail: what changed, in words.
        gained: names of bodies -> roles that they have now and had not.
        lost: names of bodies -> roles that they had.
        figures: what changed of the item's figures or deadlines: the earlier ones, the later ones.
    """

    change: Change
    before: Item | None
    after: Item | None
    detail: str
    gained: Mapping[str, tuple[str, ...]]
    lost: Mapping[str, tuple[str, ...]]
    figures: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def evidence(self, *, earlier: bool) -> Evidence | None:
        """What proves one side: the sentences of the figures that changed, else the item's clauses."""
        item = self.before if earlier else self.after
        if item is None:
            return None
        said = dict.fromkeys(item.said_of[figure] for figure in self.figures[not earlier] if figure in item.said_of)
        if not said:
            return item.quote, item.start, item.end
        return "……".join(quote for quote, _, _ in said), min(one[1] for one in said), max(one[2] for one in said)


# --- the items of an edition ------------------------------------------------------------------------------------------


def items(statements: Sequence[Statement]) -> list[Item]:
    """The items of an edition, in the order of its text; leads that come from a heading stand with the heading."""
    roles: defaultdict[tuple[str, str], list[tuple[str, Party, Statement]]] = defaultdict(list)
    figures: defaultdict[tuple[str, str], dict[str, Evidence]] = defaultdict(dict)
    days: defaultdict[tuple[str, str], dict[str, Evidence]] = defaultdict(dict)
    nodes: dict[tuple[str, str], Entity] = {}
    placed: dict[tuple[str, str], Statement] = {}
    known = ontology().roles
    for one in sorted(statements, key=lambda s: (s.start, s.end, s.relation, s.raw, s.subject.id, s.object.id)):
        target, subject = _key(one.object), _key(one.subject)
        if one.relation in known and not one.attributes.get("inherited"):
            nodes[target] = one.object
            roles[target].append((known[one.relation], _party(one.subject, one.raw), one))
        elif one.relation == "办公室设在":
            nodes[subject] = one.subject
            roles[subject].append((OFFICE, _party(one.object, one.raw), one))
        elif one.relation == "目标":
            figures[subject].setdefault(_figure(one.object), (one.quote, one.start, one.end))
        elif one.relation == "时限":
            days[subject].setdefault(one.object.name, (one.quote, one.start, one.end))
        if one.relation == "属于" and one.subject.kind in ("事项", "章节", _BODY):
            placed.setdefault(subject, one)
            if one.subject.kind != "章节":
                nodes[subject] = one.subject
    parts = _parts(nodes, placed)
    quotes = list({one.quote for held in roles.values() for _, _, one in held})
    quotes += sorted({one.raw for one in statements if one.relation == "时限" and one.raw})
    made = [
        _item(nodes[key], roles[key], figures[key], days[key], placed.get(key), [*quotes, *parts[key]]) for key in nodes
    ]
    return sorted(made, key=lambda item: (item.start, item.end, item.name))


def _key(entity: Entity) -> tuple[str, str]:
    return entity.kind, entity.id


def _party(body: Entity, raw: str) -> Party:
    later = body.properties.get("successors", ())
    return Party(body.id, body.name, fold(raw), tuple(later) if isinstance(later, (tuple, list)) else ())


def _figure(indicator: Entity) -> str:
    said = indicator.properties
    value = f"{float(str(said.get('value', 0))):g}"
    return f"{indicator.name}{said.get('comparator', '')}{value}{said.get('unit', '')}"


def _parts(
    nodes: Mapping[tuple[str, str], Entity], placed: Mapping[tuple[str, str], Statement]
) -> defaultdict[tuple[str, str], list[str]]:
    """The words of an item that are items of their own."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key, node in nodes.items():
        if key in placed and node.kind == "事项":
            found[_key(placed[key].object)].append(str(node.properties.get("text", "")))
    return found


def _item(
    node: Entity,
    roles: Sequence[tuple[str, Party, Statement]],
    figures: Mapping[str, Evidence],
    days: Mapping[str, Evidence],
    home: Statement | None,
    apart: Iterable[str],
) -> Item:
    """One item; `apart` is what stands in its words and is told elsewhere: clauses, parts, deadlines."""
    said = node.properties
    by_role: defaultdict[str, list[Party]] = defaultdict(list)
    for role, party, _ in roles:
        if party.id not in {known.id for known in by_role[role]}:
            by_role[role].append(party)
    clauses = list({(one.start, one.end): one for _, _, one in roles}.values())
    shown = clauses or ([home] if home is not None else [])
    own = said.get("path", ())
    path = tuple(own) if isinstance(own, (tuple, list)) and own else (shown[0].path if shown else ())
    if node.kind == _BODY:
        path = ()
    words = str(said.get("text", "")) if node.kind != _BODY else ""
    for known in sorted(apart, key=lambda known: (-len(known), known)):
        words = words.replace(known, "")
    number = str(said.get("number", ""))
    words = _without(_without(words.strip(), number).strip(), node.name)
    return Item(
        kind=node.kind,
        name=node.name.strip(_EDGES),
        annex=path[0] if path and path[0].startswith("附") else "",
        path=path,
        number=number,
        words=_EMPTY_BRACKETS.sub("", words).strip(_EDGES),
        roles={role: tuple(parties) for role, parties in by_role.items()},
        targets=tuple(figures),
        deadlines=tuple(days),
        said_of={**figures, **days},
        quote="……".join(clause.quote for clause in shown),
        start=min((clause.start for clause in shown), default=0),
        end=max((clause.end for clause in shown), default=0),
    )


def _without(words: str, front: str) -> str:
    """Words without what they begin with, in whatever width its signs are written."""
    head = words[: len(front)]
    return words[len(front) :] if fold(head) == fold(front) else words


def _bare(heading: str) -> str:
    """A heading without its number."""
    return re.sub(
        r"^(?:附件?\d*[:：]?|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．])",
        "",
        fold(heading),
    )


# --- pairing ----------------------------------------------------------------------------------------------------------


def pairs(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Which item became which: same title below the same heading, same title, then the most alike first."""
    found: dict[int, int] = {}
    for key in (_in_place, _in_annex, _titled):
        _unique(old, new, found, key)
    _alike(old, new, found)
    return sorted(found.items())


def _in_place(item: Item) -> tuple[object, ...]:
    return item.kind, _bare(item.annex), item.heading, fold(item.name)


def _in_annex(item: Item) -> tuple[object, ...]:
    return item.kind, _bare(item.annex), fold(item.name)


def _titled(item: Item) -> tuple[object, ...]:
    return item.kind, fold(item.name)


def _unique(old: Sequence[Item], new: Sequence[Item], found: dict[int, int], key: object) -> None:
    assert callable(key)
    left = {at: key(item) for at, item in enumerate(old) if at not in found}
    taken = set(found.values())
    right: defaultdict[object, list[int]] = defaultdict(list)
    for at, item in enumerate(new):
        if at not in taken:
            right[key(item)].append(at)
    counts = Counter(left.values())
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for at, name in left.items():
        groups[name].append(at)
    for name, places in groups.items():
        others = right.get(name, [])
        if counts[name] == len(others):
            # Several of one title, as many on both sides: in their order.
            found.update(zip(places, others, strict=True))


def _alike(old: Sequence[Item], new: Sequence[Item], found: dict[int, int]) -> None:
    from rapidfuzz import fuzz

    taken = set(found.values())
    scored: list[tuple[float, int, int]] = []
    for first, before in enumerate(old):
        if first in found:
            continue
        for second, after in enumerate(new):
            if second in taken or before.kind != after.kind:
                continue
            near = _bare(before.annex) == _bare(after.annex)
            score = max(fuzz.ratio(before.said, after.said), fuzz.ratio(fold(before.name), fold(after.name)))
            if near and before.heading == after.heading and before.number == after.number and before.number:
                score += _PLACE
            if score >= ALIKE and before.leads and before.leads & after.leads:
                score += _LEAD
            if score >= (ALIKE if near else FAR):
                scored.append((score, first, second))
    used: set[int] = set()
    # The order of ties must not depend on which side is called old.
    for _, first, second in sorted(scored, key=lambda one: (-one[0], one[1] + one[2], abs(one[1] - one[2]))):
        if first not in found and second not in used:
            found[first] = second
            used.add(second)


# --- comparing --------------------------------------------------------------------------------------------------------


def compare(old: Sequence[Item], new: Sequence[Item]) -> list[Row]:
    """Every change, in the order of the later edition; what is gone stands where it stood."""
    old, new = _under_one_name(old, new)
    paired = pairs(old, new)
    homes = _homes(old, new, paired)
    moved = _out_of_order([(old[a], new[b]) for a, b in paired], homes)
    rows: list[tuple[float, Row]] = []
    gone, came = set(range(len(old))), set(range(len(new)))
    for at, (first, second) in enumerate(paired):
        gone.discard(first)
        came.discard(second)
        for row in _compared(old[first], new[second], homes, moved=at in moved):
            rows.append((float(second), row))
    for first in sorted(gone):
        rows.append((_beside(first, paired), _one_sided("删除", old[first], None)))
    rows.extend((float(second), _one_sided("新增", None, new[second])) for second in sorted(came))
    return [row for _, row in sorted(rows, key=lambda one: (one[0], CHANGES.index(one[1].change)))]


def _under_one_name(old: Sequence[Item], new: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """The items with a body and its successor as one where both editions write the same name: a reform lay between."""
    parties = [{p.id: p for item in side for held in item.roles.values() for p in held} for side in (old, new)]
    raws = [{(p.id, p.raw) for item in side for held in item.roles.values() for p in held} for side in (old, new)]
    now = {
        party.id: parties[1 - at][later]
        for at, side in enumerate(parties)
        for party in side.values()
        for later in party.successors
        if later in parties[1 - at]
        and {raw for id_, raw in raws[at] if id_ == party.id} & {raw for id_, raw in raws[1 - at] if id_ == later}
    }
    if not now:
        return list(old), list(new)

    def renamed(item: Item) -> Item:
        roles = {
            role: tuple({now.get(p.id, p).id: now.get(p.id, p) for p in held}.values())
            for role, held in item.roles.items()
        }
        return replace(item, roles=roles)

    return [renamed(item) for item in old], [renamed(item) for item in new]


def _beside(first: int, paired: Sequence[tuple[int, int]]) -> float:
    """The place in the later edition behind the nearest earlier item that is still there."""
    return max((second + 0.5 for before, second in paired if before < first), default=-0.5)


def _homes(
    old: Sequence[Item], new: Sequence[Item], paired: Sequence[tuple[int, int]]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What each heading of the earlier edition is called in the later one: its own name, else where its items are."""
    later = {item.heading for item in new}
    votes: defaultdict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for first, second in paired:
        votes[old[first].heading][new[second].heading] += 1
    earlier = {item.heading for item in old}
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for heading, counts in votes.items():
        best, times = min(counts.items(), key=lambda one: (-one[1], one[0]))
        renamed = heading not in later and best not in earlier and times * 2 > sum(counts.values())
        found[heading] = best if renamed else heading
    return found


def _out_of_order(paired: Sequence[tuple[Item, Item]], homes: Mapping[tuple[str, ...], tuple[str, ...]]) -> set[int]:
    """Places in `paired` of items that stand below another heading, or in another order below the same one."""
    moved: set[int] = set()
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, (before, after) in enumerate(paired):
        if before.kind == _BODY:
            continue
        if homes.get(before.heading, before.heading) != after.heading:
            moved.add(at)
        else:
            groups[after.heading].append(at)
    for places in groups.values():
        order = sorted(places, key=lambda at: paired[at][0].start)
        ranks = {at: rank for rank, at in enumerate(sorted(places, key=lambda at: paired[at][1].start))}
        kept = _longest([ranks[at] for at in order])
        moved |= {at for at in order if ranks[at] not in kept}
    return moved


def _longest(ranks: Sequence[int]) -> set[int]:
    """The longest run of numbers that rise, so that the fewest count as moved."""
    best: list[list[int]] = []
    longest: list[int] = []
    for rank in ranks:
        run: list[int] = []
        for other in best:
            if other[-1] < rank and len(other) > len(run):
                run = other
        best.append([*run, rank])
        longest = max(longest, best[-1], key=len)
    return set(longest)


def _one_sided(change: Change, before: Item | None, after: Item | None) -> Row:
    item = before or after
    assert item is not None
    told = "；".join(f"{role}：{'、'.join(p.name for p in parties)}" for role, parties in item.roles.items())
    names: defaultdict[str, list[str]] = defaultdict(list)
    for role, parties in item.roles.items():
        for party in parties:
            names[party.name].append(role)
    held = {name: tuple(roles) for name, roles in names.items()}
    return Row(change, before, after, told, held if after else {}, held if before else {})


def _compared(
    before: Item, after: Item, homes: Mapping[tuple[str, ...], tuple[str, ...]], *, moved: bool
) -> Iterator[Row]:
    yield from _roles(before, after)

    def row(change: Change, detail: str, figures: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())) -> Row:
        return Row(change, before, after, detail, {}, {}, figures)

    explained = False
    sides: tuple[tuple[Change, tuple[str, ...], tuple[str, ...]], ...] = (
        ("目标调整", before.targets, after.targets),
        ("时限调整", before.deadlines, after.deadlines),
    )
    for change, earlier, later in sides:
        if set(earlier) != set(later):
            explained = True
            gone, came = (tuple(x for x in a if x not in b) for a, b in ((earlier, later), (later, earlier)))
            yield row(change, f"{'、'.join(gone) or '无'} → {'、'.join(came) or '无'}", (gone, came))
    if moved:
        yield row("移动", f"{_where(before)} → {_where(after)}")
    if _worded(before, explained) != _worded(after, explained):
        title = (
            f"“{before.name}” → “{after.name}”"
            if fold(before.name) != fold(after.name)
            else _difference(before.words, after.words)
        )
        yield row("措辞调整", title)


_AROUND, _LONGEST = 6, 60
"""Characters shown before and behind the words that differ, and of these themselves."""


def _difference(before: str, after: str) -> str:
    """The words that differ, with a little of what stands around them."""
    start = next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(map(len, (before, after)))
    )
    left = min(len(before), len(after)) - start
    end = next((at for at in range(left) if before[-1 - at] != after[-1 - at]), left)
    return " → ".join(
        _part(words, max(0, start - _AROUND), len(words) - max(0, end - _AROUND)) for words in (before, after)
    )


def _part(words: str, start: int, stop: int) -> str:
    cut = words[start:stop][:_LONGEST]
    ends = start + len(cut)
    return f"“{'……' if start else ''}{cut}{'……' if ends < len(words) else ''}”"


def _where(item: Item) -> str:
    return f"{' › '.join(item.path) or '文首'} {item.number}".strip()


def _worded(item: Item, explained: bool) -> str:
    """The words to compare; figures are left out where a change of them is told already."""
    words = item.said
    if explained:
        words = _FIGURE.sub("", words)
    return re.sub(r"[\W_]", "", words)


def _roles(before: Item, after: Item) -> Iterator[Row]:
    names = _names(before, after)
    earlier, later = before.parties(), after.parties()
    leads = [{id_ for id_, roles in side.items() if LEAD in roles} for side in (earlier, later)]
    told: set[str] = set()
    if leads[0] != leads[1]:
        told = leads[0] | leads[1]
        yield _role_row("牵头变更", before, after, told, names, _lead_detail(before, after, names))
    others = sorted((earlier.keys() | later.keys()) - told, key=lambda id_: (names[id_], id_))
    switched = {id_ for id_ in others if id_ in earlier and id_ in later and earlier[id_] != later[id_]}
    posts = {
        id_
        for id_ in others
        if id_ not in switched and earlier.get(id_) != later.get(id_) and _is_post(earlier, later, id_)
    }
    if switched or posts:
        changed = [id_ for id_ in others if id_ in switched | posts]
        detail = "；".join(f"{names[id_]}：{_told(earlier.get(id_))} → {_told(later.get(id_))}" for id_ in changed)
        yield _role_row("角色变更", before, after, set(changed), names, detail)
    came = [id_ for id_ in others if id_ not in earlier and id_ not in posts]
    gone = [id_ for id_ in others if id_ not in later and id_ not in posts]
    if came or gone:
        parts = [("增加", came, later), ("减少", gone, earlier)]
        detail = "；".join(
            f"{word}{'、'.join(f'{names[id_]}（{_told(side[id_])}）' for id_ in ids)}"
            for word, ids, side in parts
            if ids
        )
        yield _role_row("配合增减", before, after, {*came, *gone}, names, detail)


def _names(*sides: Item) -> dict[str, str]:
    """What each body is called; two of one name, as other rules may take them to be, with their ids."""
    names = {party.id: party.name for item in sides for parties in item.roles.values() for party in parties}
    shared = Counter(names.values())
    return {id_: f"{name}〔{id_}〕" if shared[name] > 1 else name for id_, name in names.items()}


def _is_post(earlier: Mapping[str, set[str]], later: Mapping[str, set[str]], id_: str) -> bool:
    """Whether a body has or had a post in a coordinating body, not only a seat."""
    roles = earlier.get(id_, set()) | later.get(id_, set())
    return bool(roles & {"召集人", "副召集人", OFFICE})


def _told(roles: set[str] | None) -> str:
    order = [*ontology().roles.values(), OFFICE]
    return "、".join(sorted(roles, key=order.index)) if roles else "无"


def _lead_detail(before: Item, after: Item, names: Mapping[str, str]) -> str:
    def told(item: Item) -> str:
        return "、".join(names[party.id] for party in item.roles.get(LEAD, ())) or "无"

    return f"牵头：{told(before)} → {told(after)}"


def _role_row(change: Change, before: Item, after: Item, ids: set[str], names: Mapping[str, str], detail: str) -> Row:
    earlier, later = before.parties(), after.parties()
    gained = {names[i]: tuple(sorted(later.get(i, set()) - earlier.get(i, set()))) for i in sorted(ids)}
    lost = {names[i]: tuple(sorted(earlier.get(i, set()) - later.get(i, set()))) for i in sorted(ids)}
    return Row(
        change, before, after, detail, {n: r for n, r in gained.items() if r}, {n: r for n, r in lost.items() if r}
    )


def mirrored(row: Row) -> Row:
    """The change seen from the other side, without its words."""
    change: Change = {"新增": "删除", "删除": "新增"}.get(row.change, row.change)  # type: ignore[assignment]
    return replace(
        row,
        change=change,
        before=row.after,
        after=row.before,
        detail="",
        gained=row.lost,
        lost=row.gained,
        figures=(row.figures[1], row.figures[0]),
    )
