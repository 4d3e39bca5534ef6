"""What a cell or a label says of a task besides bodies and times."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.page.outline import Node


@dataclass(frozen=True, slots=True)
class Said:
    """A person in charge, a part of the body that leads, or what is to be handed in.

    Attributes:
        what: meaning of the column: 责任人, 联系领导, 科室 or 成果.
        words: the name, or what is handed in.
        words_start, words_end: offsets of these words.
        start, end: offsets of the row or the line that says so.
        node: the heading or item that it stands under.
        task: offsets of the words of the task, where that is a part of the item; None for all of it.
        rule: where it stands: column or label.
        is_person: whether the words are a person's name, not a post alone.
    """

    what: str
    words: str
    words_start: int
    words_end: int
    start: int
    end: int
    node: Node
    task: tuple[int, int] | None
    rule: str
    is_person: bool = False
