"""One project under several names: certain for the items of a list that is announced and detailed, else alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.projects.model import Project, ProjectList, Same

_ENDINGS = ("项目", "工程", "建设", "试点", "新建", "扩建", "迁建")
_PHASE = re.compile(r"[一二三四五六七八九十、]+期")
_ALIKE = 0.75
_HEAD = 2


def core(name: str) -> str:
    """A name without the words that texts add or leave out: 项目, 工程, 建设."""
    shortened = True
    while shortened:
        shortened = False
        for ending in _ENDINGS:
            if name.endswith(ending) and len(name) - len(ending) > _HEAD:
                name, shortened = name.removesuffix(ending), True
    return name


def same(lists: Sequence[ProjectList], projects: Sequence[Project]) -> list[Same]:
    """All pairs, in the order of the text; a project and its own repetition under the same name are no pair."""
    found = list(_announced_and_detailed(lists))
    done = {(pair.first.start, pair.second.start) for pair in found}
    found.extend(pair for pair in _alike(projects) if (pair.first.start, pair.second.start) not in done)
    return sorted(found, key=lambda pair: (pair.first.start, pair.second.start))


def _announced_and_detailed(lists: Sequence[ProjectList]) -> Iterator[Same]:
    """Each project beside its first mention in an earlier list of the same name."""
    known: dict[str, dict[str, Project]] = {}
    for one in lists:
        earlier = known.setdefault(one.name, {})
        named = {core(project.name): project for project in one.projects}
        for key, project in named.items():
            if key in earlier:
                yield Same(earlier[key], project, certain=True)
        known[one.name] = named | earlier


def _alike(projects: Sequence[Project]) -> Iterator[Same]:
    """Pairs of names that end alike and share most characters; the first mention of each name stands for it."""
    first: dict[str, Project] = {}
    for project in projects:
        first.setdefault(project.name, project)
    by_head: dict[str, list[Project]] = {}
    for project in first.values():
        by_head.setdefault(core(project.name)[-_HEAD:], []).append(project)
    for group in by_head.values():
        for at, one in enumerate(group):
            yield from (Same(one, two, certain=False) for two in group[at + 1 :] if _are_alike(one.name, two.name))


def _are_alike(one: str, two: str) -> bool:
    """Whether nearly all of the shorter name stands in the longer one, and both speak of the same phase."""
    if _PHASE.findall(one) != _PHASE.findall(two):
        return False
    short, long = sorted((core(one), core(two)), key=len)
    pairs = [short[i : i + 2] for i in range(len(short) - 1)]
    return len(pairs) > _HEAD and sum(pair in long for pair in pairs) >= _ALIKE * len(pairs)
