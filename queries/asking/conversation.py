"""A conversation: a question that leaves out its subject keeps that of the one before."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.answer import Answer
from queries.asking.asker import Asker


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
            return question if complete else self._asker.carried(self.asked, new.text)
        if new.mentions and not new.asks:
            return last.swapped(new) or question
        return question
