"""A description of a thing, put in place by what it means: 庞波任县委书记的那个县 is 桃源县."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from queries.asking.understand.marks import Marked, char_class

_PERSON, _PROJECT = char_class("人"), char_class("项目")
_REGION_WORDS = ("县区", "区县", "县市", "县", "区", "市", "地方")
_OF_A_PERSON = re.compile(
    f"(?P<h>[{_PERSON}])(?:所在|担任|任|当|做)(?P<mid>[^的,?]{{0,12}})的(?:那个|这个|那家)?"
    "(?P<w>县区|区县|县市|县|区|市|园区|开发区|高新区|地方)"
)
_LIST_OF = re.compile(f"(?:包含|列有|含有?)?(?P<x>[{_PROJECT}]|[^,，?的]{{3,20}}?)(?:所在|所属|列入)的?(?:项目)?清单")
Rows = Callable[[str], Sequence[dict[str, Any]]]
"""A view -> its rows."""


def joined(marked: Marked, rows: Rows) -> tuple[str, str]:
    """The question with the description replaced, and what it was taken for; both empty where there is none."""
    for pattern, meant in ((_OF_A_PERSON, _place_of), (_LIST_OF, _list_of)):
        match = pattern.search(marked.text)
        name = meant(match, marked, rows) if match is not None else ""
        if match is not None and name:
            whole = f"{marked.text[: match.start()]}{name}{marked.text[match.end() :]}"
            return marked.written(whole), f"{marked.written(match.group())}＝{name}"
    return "", ""


def _place_of(match: re.Match[str], marked: Marked, rows: Rows) -> str:
    person = marked.node(match["h"], "人")
    said, word = marked.written(match["mid"]), match["w"]
    found = set()
    for row in rows("posts"):
        if person is None or row["person_id"] != person.id or not _same_post(said, str(row["post"])):
            continue
        body = re.sub("党工委|管委会|党委", "", str(row["body"]))
        place = str(row["region"]) if word in _REGION_WORDS else body
        if place and (word not in ("县", "区", "市") or place.endswith(word)):
            found.add(place)
    return found.pop() if len(found) == 1 else ""


def _same_post(said: str, post: str) -> bool:
    return not said or (bool(post) and (said.endswith(post) or post.endswith(said)))


def _list_of(match: re.Match[str], marked: Marked, rows: Rows) -> str:
    name = marked.written(match["x"])
    found = {
        str(row["list"])
        for row in rows("projects")
        if row["list"] and (name in str(row["project"]) or any(name == part for part in row["parts"]))
    }
    return found.pop() if len(found) == 1 else ""
