"""Editions: which work a document is an edition of, and how far that edition has come.

A work is what stays the same when it is drafted, issued, revised and printed again: the region of its issuer and its
title without the words that tell editions apart. These words are in graph/ontology.yaml under `stages`. Years stay in
the title: the plans of 2023 and of 2024 are two works.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from graph.ontology import ontology

ISSUED = "印发"
REVISED = "修订"

_GAPS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff*#]+")
_INNER = str.maketrans("〈〉", "《》")
_BOOK = re.compile(r"[《》〈〉]")
_WRAPPED = re.compile(
    r"(?:印发|发布|公布|下发|征求)(?:实施)?(?:《(?P<named>.+)》|(?P<bare>[^《》]+?))"
    r"(?:公开)?(?:征求)?(?:意见)?的?(?:通知|公告|决定|函|通告|启事)$"
)
_ASKING = re.compile(
    r"(?:关于|对)《(?P<named>.+)》(?:面向|向)?(?:社会|公众)*(?:公开|再次|继续)*(?:征求|征集)[^《》]{0,8}(?:通知|公告|函|通告|启事)$"
)
"""关于《…》公开征求意见的公告: what is asked about stands before the asking."""
_LETTERS = {REVISED: ("修订印发", "重新印发"), "征求意见稿": ("征求",)}
"""What the title of a letter says of the edition that it comes with."""
_SHORTEST = 6
"""A title of fewer characters (实施方案) names no work."""
_WHOLE = 3
"""Words of fewer characters (版, 修订) tell editions apart only inside brackets."""


def fold(words: str) -> str:
    """Words without white space, every character in its plain width."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", words))


def work(title: str, region: str, issuer: str, own: str) -> str:
    """The work that a document is an edition of, as one word.

    Args:
        title: the document's title.
        region: id of the region of its issuer, may be empty.
        issuer: who issued it, may be empty.
        own: what to call the work of a document that does not tell enough: it has no other edition.
    """
    core = plain(title)
    core = core.removeprefix(region) if region else core
    if len(core) < _SHORTEST or not (region or issuer):
        return own
    return f"{region or fold(issuer)}|{core}"


def plain(title: str) -> str:
    """A title without its issuer, the words of the letter that issued it, and those that tell editions apart.

    >>> plain("某市人民政府关于印发《某市水网方案(2024年修订)》的通知")
    '某市水网方案'
    """
    core = _core(fold(title).translate(_INNER))
    return _BOOK.sub("", _telling().sub("", core)) or core


def stage(title: str) -> str:
    """How far an edition has come, by its title: a stage of the ontology; 印发 where it says nothing."""
    words = fold(title).translate(_INNER)
    told = "".join(_telling().findall(words))
    for name, spellings in ontology().stages.items():
        if any(word in told for word in spellings):
            return name
    if _ASKING.search(words):
        return "征求意见稿"
    # 关于修订印发《…》的通知, 关于公开征求《…》意见的公告
    letter = words.partition("《")[0]
    return next((name for name, words in _LETTERS.items() if any(word in letter for word in words)), ISSUED)


def _core(words: str) -> str:
    if asking := _ASKING.search(words):
        return asking["named"]
    wrapped = _WRAPPED.search(words)
    return (wrapped["named"] or wrapped["bare"]) if wrapped is not None else words


@cache
def _telling() -> re.Pattern[str]:
    """Brackets that tell editions apart: (试行), (2024年修订), (征求意见稿); and the same words behind a title."""
    every = [word for spellings in ontology().stages.values() for word in spellings]
    words, whole = _anyof(every), _anyof(word for word in every if len(word) >= _WHOLE)
    year = r"(?:(?:19|20)\d\d年?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第[一二三四五六七八九十\d]+[次版])?"
    return re.compile(rf"[(\[]{year}(?:{words})+[)\]]|(?:{whole})$")


def _anyof(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
