"""What a list is asked for: the one thing that a name stands for, by all the ways in which people write it.

A name that means several things is never decided here by which is the larger or the better known: `meanings` gives
them all, those of the own region first, and `find` refuses to choose unless exactly one of them is of the own region.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from graph.errors import AmbiguousError, NotFoundError, QueryError
from graph.store import Store
from queries.asking.understand.characters import tidy
from queries.asking.understand.names import Named, Names, affixes
from queries.catalogue import run

BODIES = ("机构", "议事协调机构", "企业", "园区", "地区", "人员")
"""The kinds that can be responsible for something."""

PLANS = ("文件", "章节")
"""The kinds that `PLAN` stands for: a document, an annex of one."""

PLAN = "方案"

KINDS = (*BODIES, "项目清单", "产业", "项目", *PLANS)
"""The kinds that a list can be made of."""

_LATER = ("项目", *PLANS)
"""Kinds that are meant only where nothing else is called so: a plan is called by what its 专班 is called by."""

_REGION_ALONE = 2
"""Characters of the shortest beginning of a region's name that stands for it: 常德 for 常德市."""


@dataclass(frozen=True)
class Subject:
    """What a list is about: a body, a list of projects, an industry, a plan."""

    id: str
    name: str
    full_name: str
    kind: str
    region: str

    @property
    def key(self) -> str:
        """Kind and id in one word, for addresses; an id alone is unique only within its kind."""
        return f"{self.kind}|{self.id}"

    @property
    def told(self) -> str:
        """What tells it from others of its name."""
        where = "" if self.kind in PLANS else f"{self.region or '地区不详'}，"
        return f"{self.full_name}（{self.kind}，{where}编号 {self.id}）"


def find(store: Store, name: str, kind: str = "", *, region: str = "") -> Subject:
    """The one thing that a name stands for.

    Args:
        store: the graph.
        name: a name, a short or full one, as documents write it or as people do, or an id, or kind and id as in `key`.
        kind: one of `KINDS` or `PLAN`, where only that is meant.
        region: the own region; of several meanings the only one there is meant.

    Raises:
        NotFoundError: nothing has that name; the advice names similar ones.
        AmbiguousError: several have it; all are told.
        QueryError: there is no such kind.
        EngineError: the engine could not be used.
    """
    found = meanings(store, name, kind, region=region)
    if not found:
        raise _not_found(store, name, kind)
    own = [subject for subject in found if region and subject.region == region]
    if len(found) > 1 and len(own) != 1:
        raise AmbiguousError(*_told(name, found))
    return (own or found)[0]


def find_body(store: Store, name: str) -> Subject:
    """The one body that a name stands for: of several that a city may call so, the one that a document does.

    Raises:
        NotFoundError: no body has that name; the advice names similar ones.
        AmbiguousError: several bodies have it; the advice names them with their regions.
        EngineError: the engine could not be used.
    """
    found = find(store, name)
    if found.kind not in BODIES:
        raise NotFoundError(f"“{name}”是{found.kind}，不是单位。", "请用 qiantou query agencies 查看全部单位。")
    return found


def meanings(store: Store, name: str, kind: str = "", *, region: str = "") -> tuple[Subject, ...]:
    """Everything that a name may stand for, what is of the own region first, then by kind, region and name.

    A name without its region (发改委, 高新区) means every body that is called so with its region before it; one with it
    (市工信局) means the bodies that bear it, and of those the ones that documents call so.

    Raises:
        QueryError: there is no such kind.
        EngineError: the engine could not be used.
    """
    if kind and kind not in (*KINDS, PLAN):
        raise QueryError(f"没有种类“{kind}”。", f"请用 {'、'.join((*KINDS, PLAN))}。")
    kinds = PLANS if kind == PLAN else (kind,) if kind else KINDS
    asked, _, identity = name.partition("|")
    if identity and asked in KINDS:
        return tuple(_by_id(store, asked, identity))
    found = _bodies(store, name.strip(), kinds)
    found = found or [one for one in _spelled(store, name, kinds) if one.kind not in _LATER]
    found = found or [one for one in _spelled(store, name, kinds) if one.kind in _LATER]
    found = found or _titled(store, name.strip(), kinds)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: _order(one, region)))


def _order(one: Subject, region: str) -> tuple[bool, int, str, str, str]:
    return (not region or one.region != region, KINDS.index(one.kind), one.region, one.name, one.id)


def _by_id(store: Store, kind: str, identity: str) -> list[Subject]:
    rows = run(store, "node", node=identity, kind=kind).rows
    return [Subject(row["id"], row["name"], row["full_name"] or row["name"], kind, row["region"]) for row in rows]


def _bodies(store: Store, name: str, kinds: Sequence[str]) -> list[Subject]:
    """The bodies of a name: who bears it, and, where it does not name its region, who bears it behind a region."""
    rows = [row for row in run(store, "bodies", agency=name).rows if row["agency_kind"] in kinds]
    for key in ("agency_id", "full_name"):
        if exact := [row for row in rows if row[key] == name]:
            return _subjects(exact)
    if any(_is_placed(name, row["agency_region"]) for row in rows):
        rows = _of_its_time(rows)
        return _subjects([row for row in rows if row["as_written"]] or rows)
    alike = [row for row in run(store, "namesakes", name=name).rows if row["agency_kind"] in kinds]
    alike = [row for row in alike if any(_is_region(x.removesuffix(name), row["agency_region"]) for x in row["names"])]
    if not alike:
        rows = _of_its_time(rows)
        return _subjects([row for row in rows if row["as_written"]] or rows)
    return _subjects(_of_its_time([*rows, *alike]))


def _of_its_time(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The bodies of a name without those that bear it only as what a body before a reform was called."""
    later = {id_ for row in rows for id_ in row["successors"]}
    return [row for row in rows if row["agency_id"] not in later]


def _is_region(words: str, region: str) -> bool:
    """Whether words before a name are how people write a region there: 常德市, 常德, 市."""
    return bool(region) and (words == region[-1] or (len(words) >= _REGION_ALONE and region.startswith(words)))


def _is_placed(name: str, region: str) -> bool:
    """Whether a name says its region itself."""
    return bool(region) and (name.startswith((region[-1], region[:_REGION_ALONE])))


def _subjects(rows: Iterable[Mapping[str, Any]]) -> list[Subject]:
    return [
        Subject(row["agency_id"], row["agency"], row["full_name"], row["agency_kind"], row["agency_region"])
        for row in rows
    ]


def _names(store: Store) -> Names:
    return Names.of(run(store, "names").rows, run(store, "names_as_written").rows, affixes())


def _spelled(store: Store, name: str, kinds: Sequence[str]) -> list[Subject]:
    """What a question would take the name for: short forms, forms without 市, without 产业."""
    known = _names(store).spellings
    for spelling in _spellings(name):
        found = [node for node in known.get(spelling, ()) if _kind(node) in kinds]
        if found:
            return [_subject(store, node) for node in found]
    return []


def _kind(node: Named) -> str:
    return "章节" if node.kind == PLAN else node.kind


def _spellings(name: str) -> list[str]:
    """A name, then the same without the words that names are also known without."""
    whole = tidy(name)
    cores = [whole.removesuffix(suffix) for suffix in affixes()["suffixes"] if whole.endswith(suffix)]
    return [whole, *(core for core in cores if core)]


def _subject(store: Store, node: Named) -> Subject:
    kind = _kind(node)
    if kind in BODIES and (found := _by_id(store, kind, node.id)):
        return found[0]
    return Subject(node.id, node.name, node.name, kind, node.region)


def _titled(store: Store, name: str, kinds: Sequence[str]) -> list[Subject]:
    """The documents, annexes and projects with words in their titles; an annex with its document."""
    if len(name) < _REGION_ALONE:
        return []
    rows = [row for row in run(store, "plans_named", name=name).rows if row["kind"] in kinds]
    exact = [row for row in rows if row["name"] == name]
    return [
        Subject(row["id"], row["name"], f"{row['name']}{_inside(row['title'])}", row["kind"], "")
        for row in exact or rows
    ]


def _inside(title: str) -> str:
    return f"，《{title}》" if title else ""


def _told(name: str, found: Sequence[Subject]) -> tuple[str, str]:
    """What an ambiguous name may mean, and what to do."""
    kinds = {subject.kind for subject in found}
    bodies = kinds == {"机构"}
    told = "；".join(_short(subject) if bodies else subject.told for subject in found)
    advice = "请改写全称或编号" + ("，或用 --kind 说明种类。" if len(kinds) > 1 else "。")
    return f"“{name}”指 {len(found)} 个{'单位' if bodies else '对象'}：{told}。", advice


def _short(subject: Subject) -> str:
    return f"{subject.full_name}（{subject.region or '地区不详'}，编号 {subject.id}）"


def _not_found(store: Store, name: str, kind: str) -> NotFoundError:
    names = _names(store)
    known = [
        spelling
        for spelling in names.words()
        if any(_kind(node) == kind if kind else _kind(node) in KINDS for node in names.spellings[spelling])
    ]
    near = get_close_matches(tidy(name), known, n=5, cutoff=0.4)
    advice = f"名称相近的有：{'、'.join(near)}。" if near else "请用 qiantou query agencies 查看全部单位。"
    return NotFoundError(f"图谱里没有名为“{name}”的{kind or '单位、项目清单或产业'}。", advice)
