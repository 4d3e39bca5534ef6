"""A conversation: a question that leaves out its subject keeps that of the one before."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.answer import Answer
from queries.asking.asker import Asker
from queries.asking.characters import is_mark
from queries.asking.reading import Reading
from queries.asking.rules import PARTICLE


class Conversation:
    """Asks one question after another: 那配合单位呢？ keeps what the last was about, 那市科技局呢？ how it was asked.

    Attributes:
        asked: the last question, in full.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.asked = ""

    def ask(self, question: str) -> Answer:
        """The answer to the next question.

        Raises:
            EngineError: the graph could not be read.
        """
        full = self._in_full(question)
        self.asked = full
        found = self._asker.ask(full)
        if full == question:
            return found
        return replace(found, question=question, understood=f"{full}（{found.understood}）")

    def _in_full(self, question: str) -> str:
        if not self.asked:
            return question
        new, last = self._asker.read(question), self._asker.read(self.asked)
        if not new.mentions and not new.subject():
            # 哪些事项没有牵头单位？ is complete in itself, 那配合单位呢？ is not.
            complete = self._asker.ask(question).answered
            return question if complete else f"{last.words()}，{new.text}"
        if new.mentions and not _asks(new):
            return _swapped(last, new) or question
        return question


def _asks(reading: Reading) -> bool:
    """Whether a question has words beside names and particles."""
    return any(
        PARTICLE not in token._.tags and token._.mention is None and not is_mark(token.text) for token in reading.tokens
    )


def _swapped(last: Reading, new: Reading) -> str:
    """The last question with the new name in the place of one of the same kind; empty where it has none."""
    for name in new.mentions:
        kinds = {tag for node in name.nodes for tag in node.tags}
        for old in last.mentions:
            if kinds & {tag for node in old.nodes for tag in node.tags}:
                return last.text.replace(old.text, name.text, 1)
    return ""
