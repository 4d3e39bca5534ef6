"""From a post to the bodies that give it: "市甲局副局长、乙支队支队长" is of 市甲局 and of 乙支队."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.entries.words import words
from loaders.lexicon.clauses import is_party

_PART = re.compile(r"[^、,/]+?(?=兼(?!职)|[、,/]|$)|(?<=兼)[^、,/]+")
_HEAD_OF_REGION = re.compile(r"^[\u4e00-\u9fff]{0,6}(?:副|代)?[省市县区州镇乡]长$")
_UNLISTED_POST = re.compile(r"(?:副|总|正)*[\u4e00-\u9fff](?:长|师|员)$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,10}(?:村|社区|居|街道|镇|乡)(?:村委会|居委会|党支部|党总支)?$")
_VILLAGE = re.compile(r"(?:村)?(?:党(?:总)?支部|村委会|居委会)$")


def is_post(name: str) -> bool:
    """Whether some words end in a post."""
    return words().post.search(name) is not None


def bodies(post: str) -> Iterator[tuple[int, int]]:
    """Offsets in the words of a post of each body that it names, in order; none for the head of a region."""
    for match in _PART.finditer(post):
        start, end = match.span()
        part = post[start:end]
        if _HEAD_OF_REGION.match(part):
            continue
        bare = _bare(part)
        if bare and is_body(bare):
            yield start, start + len(bare)


def _bare(part: str) -> str:
    """The words of a post in front of the post itself."""
    tail = words().post.search(part)
    if tail is None:
        tail = None if is_body(part) else _UNLISTED_POST.search(part)
    return part[: tail.start()] if tail is not None else part


def is_body(name: str) -> bool:
    """Whether words in front of a post are a body's name."""
    return len(name) > 1 and (is_party(name) or _PLACE.fullmatch(name) is not None)


def makes_member(body: str) -> bool:
    """Whether somebody's post makes the body a member of the group: not where it is that of the leaders of all."""
    return body not in words().of_leaders and not body.endswith(("党组", "党工委"))
