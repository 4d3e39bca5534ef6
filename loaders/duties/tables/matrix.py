"""Tables with a body at the head of each column and a mark for its role in each row: "★为牵头单位,○为配合单位"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.duties.tables import names
from loaders.lexicon.clauses import COOPERATE, LEAD
from loaders.lexicon.columns import DUTY

_ROLES = {
    **dict.fromkeys(("牵头", "主办", "主责"), LEAD),
    **dict.fromkeys(("配合", "协办", "参与"), COOPERATE),
    **dict.fromkeys(("责任", "负责"), DUTY),
}
_ROLE_WORD = "|".join(_ROLES)
_LEGEND = re.compile(rf"(?P<mark>[★☆●○◎▲△■□◆◇√✓✔☑])[”\"]?(?:为|是|指|表示|代表|:|—)*(?P<role>{_ROLE_WORD})")
_WORD = re.compile(rf"(?P<role>{_ROLE_WORD})(?:单位|部门)?")
_MIN_BODIES = 2


def heads(said: Sequence[Sequence[str]]) -> int | None:
    """Which row names the bodies: the first, or the second where a heading over several columns stands above them.

    Args:
        said: the words of all cells, row by row.
    """
    named = [{row[place] for place in _bodies(row)} for row in said[:2]]
    return next((number for number, bodies in enumerate(named) if len(bodies) >= _MIN_BODIES), None)


def _bodies(row: Sequence[str]) -> list[int]:
    return [place for place, head in enumerate(row) if place and names.complete(head)]


def rows(folded: str, said: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """The rows of such a table: their numbers, and label role and column of each body; nothing for any other table.

    Args:
        folded: the text, which tells what the marks mean.
        said: the words of all cells, row by row, the names of the bodies first.
    """
    bodies = _bodies(said[0])
    marks = {match["mark"]: _ROLES[match["role"]] for match in _LEGEND.finditer(folded)}
    read = [
        [(_role(row[place], marks), place) for place in bodies if place < len(row) and row[place]] for row in said[1:]
    ]
    if any(role is None for row in read for role, _ in row):
        return
    for number, row in enumerate(read, 1):
        parties = [(role, place) for role, place in row if role is not None]
        if parties:
            yield number, parties


def _role(cell: str, marks: dict[str, str]) -> str | None:
    word = _WORD.fullmatch(cell)
    return _ROLES[word["role"]] if word is not None else marks.get(cell)
