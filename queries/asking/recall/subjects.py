"""What a question is about: the words that no rule ate, each of which the documents must hold.

Empty words between them need not be found; a character of an empty word that makes a word of the documents with its
neighbour (上市, where 上 alone is empty) must.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from queries.asking.recall.knowledge import Knowledge
from queries.asking.recall.passages import Subject
from queries.asking.understand.characters import is_mark, plain
from queries.asking.understand.grammar import EATEN, Draft
from queries.asking.understand.lexicon import lexicon
from queries.asking.understand.marks import kind_of

_DISTINCT = {"产业", "地", "项目", "人", "体系", "清单", "机构"}
"""Sorts of names that make a question one about them: a passage without the name is about something else."""
_PURE = "的了是吗呢吧啊呀嘛和与及由被为"
"""Empty characters that are never part of a word worth looking for."""
_BEFORE_A_VERB = "要会能将"
"""Empty characters that make no word with a single character behind them: 要治多少条."""
_YEAR = re.compile(r"((?:到|至|在|于)(?=(?:19|20)\d{2}年))")
_STOPS = set("?;,:。!、")
Cut = tuple[str, str]
"""A stretch of a question: its words, and what it is: name, empty, soft, stop or words."""


def leftover(draft: Draft) -> str:
    """What the rules left of a question, a space in the place of each stretch that they ate."""
    return draft.marked.written(draft.text.replace(EATEN, " ")).strip()


def cuts(words: str, knowledge: Knowledge) -> Iterator[Cut]:
    """Words cut into names, empty words, soft words and the rest."""
    for at, piece in enumerate(_YEAR.split(words)):
        # 到 before a year is no part of a word.
        yield from _cuts(piece, knowledge) if at % 2 == 0 else [(piece, "empty")]


def _cuts(words: str, knowledge: Knowledge) -> Iterator[Cut]:
    place = 0
    for start, end, word in knowledge.cutter.find(words):
        yield from ((char, _kind(char)) for char in words[place:start])
        nodes = knowledge.names.spellings.get(word, ())
        if nodes and word not in lexicon().literal:
            yield word, "name"
        elif word in lexicon().soft:
            yield word, "soft"
        else:
            yield word, "empty"
        place = end
    yield from ((char, _kind(char)) for char in words[place:])


def _kind(char: str) -> str:
    return "stop" if char == " " or char in _STOPS else "empty" if is_mark(char) else "words"


def subject(words: str, knowledge: Knowledge, *, soft: frozenset[str] | None = None) -> Subject:
    """The words as a subject to be searched for.

    Args:
        words: what is left of a question.
        knowledge: of the graph.
        soft: the words that need not be found (项目, 目标); those of the lexicon where none are given.
    """
    chars: list[str] = []
    required: list[bool] = []
    names: list[tuple[int, int]] = []
    found = list(cuts(words, knowledge))
    optional = lexicon().soft if soft is None else soft
    for at, (word, kind) in enumerate(found):
        if kind == "stop" or (kind == "name" and _is_own(word, knowledge)):
            chars.append(" ")
            required.append(False)
            continue
        needed = (
            kind in ("name", "words")
            or (kind == "soft" and word not in optional)
            or (kind in ("empty", "soft") and _joins(found, at, knowledge))
        )
        text = plain(word)
        if kind == "name" and any(kind_of(node) in _DISTINCT for node in knowledge.names.spellings.get(word, ())):
            names.append((len(chars), len(chars) + len(text)))
        chars += text
        # 鼎城区 is often called 鼎城 where its own articles speak of it.
        end = 1 if kind == "name" and len(text) > 2 and _REGION_END.search(text) and _is_region(word, knowledge) else 0
        required += [needed] * (len(text) - end) + [False] * end
    return Subject("".join(chars), _without_lone(required), names)


_REGION_END = re.compile("[市县区州]$")


def _is_region(name: str, knowledge: Knowledge) -> bool:
    return any(node.kind == "地区" for node in knowledge.names.spellings.get(name, ()))


def content(words: str, knowledge: Knowledge) -> str:
    """The words that are not empty: what must be used, or there is no answer."""
    found = list(cuts(words, knowledge))
    kept = [
        word
        for at, (word, kind) in enumerate(found)
        if kind in ("name", "words", "soft") or (kind == "empty" and _joins(found, at, knowledge))
    ]
    return "".join(kept)


def _is_own(name: str, knowledge: Knowledge) -> bool:
    """Whether a name is that of the region that the main document is about: it tells nothing."""
    return any(node.id in knowledge.own_regions for node in knowledge.names.spellings.get(name, ()))


def _joins(found: list[Cut], at: int, knowledge: Knowledge) -> bool:
    """Whether an empty character is part of a word with an unknown character beside it."""
    word = found[at][0]
    if len(word) > 1 or word in _PURE or is_mark(word):
        return False
    if word in _BEFORE_A_VERB and [kind for _, kind in found[at + 1 : at + 3]] != ["words", "words"]:
        return False
    before = found[at - 1] if at else ("", "")
    behind = found[at + 1] if at + 1 < len(found) else ("", "")
    joins = knowledge.passages.joins
    return bool(
        (before[1] == "words" and joins(before[0] + word)) or (behind[1] == "words" and joins(word + behind[0]))
    )


def _without_lone(required: list[bool]) -> list[bool]:
    """A character that stands alone has no neighbour that it could be looked for with: 改 in 要改多少个户厕."""
    around = [False, *required, False]
    return [needed and (around[at] or around[at + 2]) for at, needed in enumerate(required)]
