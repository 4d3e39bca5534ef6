"""Who answers: the intents in order, then the search for a piece of work, then for a figure."""

from __future__ import annotations

from dataclasses import replace

from graph.store import Store
from queries.asking import declines, details, earlier, intents, measures, several, tasks
from queries.asking.answer import Answer
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
        found = self._whole(reading, question)
        parts = several.parts(reading, self.carried)
        if parts and not several.is_whole(found, parts):
            answers = [self._part(part) for part in parts]
            # What has the most is what the rest is about.
            if answers[0].answered or not reading.has("最", "名次"):
                found = several.together(parts, answers) or found
        if not found.answered and self.knowledge.documents:
            text = declines.declined(found, reading, self.knowledge, self._has_answer)
            found = _guess_told(replace(found, text=text), reading)
        return replace(earlier.told(found, self._store), question=question)

    def _has_answer(self, question: str) -> bool:
        return self.answer(self.read(question), question).answered

    def _whole(self, reading: Reading, question: str) -> Answer:
        """The answer to a question as it is; else to the same with the long forms of its short words."""
        found = self.answer(reading, question)
        found = _guess_told(found, reading) if found.answered else found
        full = in_full(question)
        if not found.answered and full != question:
            again = self.answer(self.read(full), question)
            found = again if again.answered else found
        return found

    def _part(self, part: several.Part) -> Answer:
        """The answer to a part of a question: in the first way to put it that has one."""
        answers = (replace(self._whole(self.read(way), way), question=way) for way in part.questions)
        first = next(answers)
        return first if first.answered else next((answer for answer in answers if answer.answered), first)

    def carried(self, last: str, new: str) -> str:
        """A question that leaves out what it is about, or how it asks, in full; empty where that is in neither."""
        before, then = self.read(last), self.read(new)
        if then.mentions and (not then.asks or new.rstrip("?").endswith("呢")):
            return before.swapped(then)
        subject = before.words()
        return f"{subject}，{new}" if subject else ""

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
        for attempt in (tasks.attempt, measures.attempt, details.attempt):
            found = attempt(reading, knowledge, self._store)
            if found is not None:
                return found
        if not knowledge.documents:
            return Answer(question, False, None, "图谱是空的：请先用 qiantou build 读入文件。")
        return unknown or Answer(question, False, None, "")


def _guess_told(answer: Answer, reading: Reading) -> Answer:
    """The answer with the name that a typing error was taken for."""
    wrong, right = reading.guessed
    if not right or not answer.text:
        return answer
    return replace(answer, text=f"（“{wrong}”按“{right}”理解。）{answer.text}")
