"""Who answers: the intents in order, then the search for a piece of work, then for a figure."""

from __future__ import annotations

from dataclasses import replace

from graph.store import Store
from queries.asking import intents, measures, tasks
from queries.asking.answer import UNKNOWN, Answer
from queries.asking.knowledge import Knowledge, version
from queries.asking.reading import Reading, in_full, read
from queries.asking.rules import rules


class Asker:
    """Answers questions about one graph; reads it anew when it has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._knowledge: Knowledge | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The names and sentences of the graph as it was when it was last looked at."""
        return self._knowledge if self._knowledge is not None else self.refresh()

    def refresh(self) -> Knowledge:
        """The same, read anew when the graph has changed.

        Raises:
            EngineError: the graph could not be read.
        """
        if self._knowledge is None or self._knowledge.version != version(self._store):
            self._knowledge = Knowledge.of(self._store)
        return self._knowledge

    def read(self, question: str) -> Reading:
        """How a question is read, for those who want to see."""
        knowledge = self.knowledge
        return read(question, knowledge.nlp, knowledge.names, knowledge.passages)

    def ask(self, question: str) -> Answer:
        """The answer to one question.

        Raises:
            EngineError: the graph could not be read.
        """
        self.refresh()
        reading = self.read(question)
        found = _guess_told(self.answer(reading, question), reading)
        full = in_full(question)
        if not found.answered and full != question:
            again = self.answer(self.read(full), question)
            found = again if again.answered else found
        found = found if found.answered else self._first_part(reading) or found
        return replace(found, question=question)

    def _first_part(self, reading: Reading) -> Answer | None:
        """Of a question with several question marks that is not understood whole: its first part, and what is left."""
        parts = [part for part in reading.parts() if part.tokens]
        first = self.answer(parts[0], parts[0].text) if len(parts) > 1 else None
        if first is None or not first.answered:
            return None
        left = "；".join(part.text for part in parts[1:] if part.subject())
        return replace(first, text=f"{first.text}（“{left}”没有读懂，请单独问。）") if left else first

    def answer(self, reading: Reading, question: str) -> Answer:
        """The answer to a question that was read."""
        knowledge = self.knowledge
        unknown: Answer | None = None
        for intent in rules().intents:
            if not intents.fits(intent, reading):
                continue
            found = intents.attempt(intent, reading, knowledge, self._store)
            if found is not None and (found.answered or intent.final):
                return found
            unknown = unknown or found
        for attempt in (tasks.attempt, measures.attempt):
            found = attempt(reading, knowledge, self._store)
            if found is not None:
                return found
        if not knowledge.documents:
            return Answer(question, False, None, "图谱是空的：请先用 qiantou build 读入文件。")
        return unknown or Answer(question, False, None, f"{UNKNOWN}。图谱中没有找到与“{question}”相符的内容。")


def _guess_told(answer: Answer, reading: Reading) -> Answer:
    """The answer with the name that a typing error was taken for."""
    wrong, right = reading.guessed
    if not right:
        return answer
    return replace(answer, text=f"（“{wrong}”按“{right}”理解。）{answer.text}")
