"""Who does what in a division of work: "市财政局:统筹资金保障。" on a line of its own below a heading for it.

No duty word marks such a line, so the heading must say that responsibilities follow, and every name must be certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.duties.model import Found, Task
from loaders.lexicon.clauses import ANSWER, COOPERATE, LEAD, Clause, Party, list_parties
from loaders.lexicon.cues import LABEL
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.names import is_generic, strip_alias
from loaders.page.outline import Node, Outline, home
from loaders.page.spans import Spans
from loaders.page.text import Text

RULE = "prose:division"
_ANNOUNCES = re.compile(
    r"(?:职责|责任|任务|工作|部门|单位)(?:及|和)?(?:任务|责任|职责)?分工|(?:单位|部门)职责|职责任务$"
)
_LABEL_ALONE = re.compile(rf"{LABEL}:$")
_LINE = re.compile(
    r"(?m)^ *(?:\(?[\d一二三四五六七八九十]{1,3}[.、)]+ *)?(?P<who>[^:。;,\n]{2,60}):(?P<task>[^。\n]{4,200})"
)
_ROLES = ((re.compile(r"(?:负责)?牵头"), LEAD), (re.compile(r"配合|协助|参与|协同"), COOPERATE))


def find(text: Text, tree: Outline, read: Sequence[tuple[int, int]]) -> list[Task]:
    """The duties of such lines, in the order of the text.

    Args:
        read: the stretches that are read otherwise.
    """
    taken, tasks, done = Spans(read), list[Task](), 0
    for node in tree.nodes:
        # What stands below a heading inside another's division is read with that.
        if node.end > done and _announces(text, node):
            tasks.extend(_lines(text, tree, node, taken))
            done = node.end
    return tasks


def _announces(text: Text, node: Node) -> bool:
    """Whether what stands below a heading is a division of work."""
    if _ANNOUNCES.search(text.squeeze(node.title_start, node.title_end).text):
        return True
    return bool(node.children) and _LABEL_ALONE.search(text.squeeze(node.start, node.own_end).text) is not None


def _lines(text: Text, tree: Outline, node: Node, taken: Spans) -> Iterator[Task]:
    for match in _LINE.finditer(text.folded, node.title_end, node.end):
        start, end = text.trim(match.start("who"), match.end("task"))
        if taken.touches(start, end):
            continue
        words = text.squeeze(start, end)
        parties = _parties(words.text)
        if parties:
            found = Found(start, end, words, Clause(parties, RULE))
            yield Task(home(tree, start), *text.trim(*match.span("task")), "prose", (found,))


def _parties(words: str) -> tuple[Party, ...]:
    """Who stands before the colon, in the role that the words behind it begin with; nobody if a name is not certain."""
    who, task = words.split(":", 1)
    parties = list_parties(who, 0, len(who))
    names = [strip_alias(party.name) for party in parties]
    if not names or parties[-1].end < len(who) - 1 or not all(gazetteer().certain(n) or is_generic(n) for n in names):
        return ()
    role = next((role for pattern, role in _ROLES if pattern.match(task)), ANSWER)
    return tuple(party.given(role) for party in parties)
