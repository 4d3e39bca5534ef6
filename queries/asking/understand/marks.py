"""A question with one private character for each name in it, so that rules see kinds of names and not their words.

`{机构}` in a pattern of the lexicon is the class of all characters that may stand for a body. A name that may mean
several kinds of node (安全生产翻身仗: an annex, and the 专班 for it) belongs to all their classes; the rule that takes
it decides. The name of a body with a typing error is mended here, and told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from queries.asking.understand.names import PLAN, Finder, Mention, Named, Names

KINDS = ("体系", "人", "产业", "清单", "节", "专班", "项目", "地", "方案", "机构")
"""What patterns call the names of a question; the later, the fewer ranges its class of characters has to be looked
through, so those that most patterns want stand last."""
_FIRST, _EACH = 0xF0000, 16
"""The first private character; so many names of one sort in a question."""


def kind_of(node: Named) -> str:
    """What patterns call a node."""
    match node.kind:
        case "机构" | "企业":
            return "机构"
        case "议事协调机构":
            return "专班" if node.is_set_up else "机构"
        case "文件":
            return "方案"
        case "章节":
            return "节"
        case "园区" | "地区":
            return "地"
        case "项目清单":
            return "清单"
        case "人员":
            return "人"
        case "产业体系":
            return "体系"
        case _:
            return PLAN if node.kind == PLAN else node.kind if node.kind in KINDS else ""


@cache
def char_class(kind: str) -> str:
    """The pattern of one character that may stand for a name of a kind."""
    bit = 1 << KINDS.index(kind)
    runs: list[tuple[int, int]] = []
    for mask in range(1, 1 << len(KINDS)):
        if mask & bit:
            start = _FIRST + mask * _EACH
            if runs and runs[-1][1] + 1 == start:
                runs[-1] = (runs[-1][0], start + _EACH - 1)
            else:
                runs.append((start, start + _EACH - 1))
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in runs)


ANY_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _EACH * (1 << len(KINDS)))}]")


@dataclass(frozen=True)
class Marked:
    """A question as rules see it.

    Attributes:
        text: the question, each name one private character.
        names: character -> the name that it stands for.
        guessed: words with a typing error, and the name that they were taken for.
    """

    text: str
    names: Mapping[str, Mention] = field(default_factory=dict)
    guessed: tuple[str, str] = ("", "")

    def node(self, char: str, kind: str) -> Named | None:
        """The likeliest node of a kind that a character stands for."""
        mention = self.names.get(char)
        found = [node for node in mention.nodes if kind_of(node) == kind] if mention is not None else []
        regions = {node.id for other in self.names.values() for node in other.nodes if node.kind == "地区"}
        return min(found, key=lambda node: node.region not in regions, default=None)

    def written(self, text: str) -> str:
        """A text with its characters as the question writes them."""
        return "".join(self.names[char].text if char in self.names else char for char in text)


def marked(question: str, names: Names, finder: Finder, literal: frozenset[str] = frozenset()) -> Marked:
    """The question with its names marked; question words (`literal`) are no names."""
    text, place = "", 0
    count: dict[int, int] = {}
    found: dict[str, Mention] = {}
    for start, end, word in finder.find(question):
        nodes = () if word in literal else names.spellings.get(word, ())
        mask = 0
        for node in nodes:
            kind = kind_of(node)
            mask |= 1 << KINDS.index(kind) if kind else 0
        if not mask:
            continue
        exact = {kind_of(node) for node in nodes if node.name == word}
        if exact == {"产业"}:
            mask = 1 << KINDS.index("产业")
        number = count.get(mask, 0)
        if number == _EACH:
            continue
        count[mask] = number + 1
        char = chr(_FIRST + mask * _EACH + number)
        text += question[place:start] + char
        found[char] = Mention(start, end, question[start:end], nodes)
        place = end
    return Marked(text + question[place:], found)
