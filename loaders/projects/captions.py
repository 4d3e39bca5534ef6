"""Captions of pictures that show a project: a line of its own that names what was built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.page.outline import Outline, home
from loaders.page.text import Text
from loaders.projects import words as w
from loaders.projects.facts import Places
from loaders.projects.model import Project

_LINE = re.compile(r"\n\n(?P<words>[\u4e00-\u9fff]{5,22})(?=\n\n|\n?$)")


def captions(text: Text, tree: Outline, places: Places, found: Sequence[Project]) -> Iterator[Project]:
    """Lines between blank ones that are the name of something built, and of no body."""
    taken = {project.start for project in found}
    for match in _LINE.finditer(text.folded):
        words = match["words"]
        if match.start("words") in taken or w.FACILITY.search(words) is None or w.BODY.search(words) is not None:
            continue
        if w.is_banned(words) or w.is_sentence(words) or w.own_words(words) < 2 or w.chain(words, 0, 4):
            continue
        start, end = match.span("words")
        yield Project(text.written(start, end), start, end, home(tree, start), start, end, place=places.of_name(words))
