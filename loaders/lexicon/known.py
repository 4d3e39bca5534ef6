"""The gazetteer's bodies in running text: those that a level or a region in front makes somebody's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from loaders.lexicon.gazetteer import LEVEL_PREFIX, gazetteer

_ENDS = frozenset("局委办厅部院会府处署协联心室队司行关校所社团大站馆台")
"""What a form must end in to count in running text: 市公安 alone may begin 市公安部门."""

NOT_BEFORE = "各全城我省市县区社园校地山景小辖片矿"
"""What makes the character before a form no level of its own: 各县政府, 全市政协, 社区党委."""

_LONGEST_REGION = 12


def known(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of known bodies stand, the level or region in front included; in the order of the text."""
    for _, start, end in _forms().find_matches_as_indexes(text):
        if text[end - 1] not in _ENDS:
            continue
        shift = max(0, start - _LONGEST_REGION)
        regions = gazetteer().find(text[shift:start])
        if regions and shift + regions[-1][1] == start:
            first = shift + regions[-1][0]
            yield first - 2 * text.startswith("中共", first - 2), end
        elif start and LEVEL_PREFIX.fullmatch(text[start - 1]) and text[max(0, start - 2)] not in NOT_BEFORE:
            yield start - 1, end


@cache
def _forms() -> AhoCorasick:
    forms = {form for f in gazetteer().functions for form in (*f.names.values(), *f.forms)}
    return AhoCorasick(sorted(form for form in forms if "{R}" not in form), matchkind=MatchKind.LeftmostLongest)
