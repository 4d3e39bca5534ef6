"""A conversation: a question that leaves out what it is about keeps that of the one before."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.answer.answer import Answer
from queries.asking.asker import Asker
from queries.asking.understand.form import Form


class Conversation:
    """Asks one question after another: 那配合的呢？ keeps what the last was about, 那市科技局呢？ how it was asked.

    Attributes:
        form: the form of the last question that had one.
        asked: its words, in full.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.form: Form | None = None
        self.asked = ""

    def ask(self, question: str) -> Answer:
        """The answer to the next question.

        Raises:
            EngineError: the graph could not be read.
        """
        found = self._asker.follow(question, self.asked, self.form)
        if found.form is not None:
            self.form = found.form
            self.asked = found.question
        return replace(found, question=question)

    def change(self, form: Form) -> Answer:
        """The answer to a form that was made of another, for what follows to be about.

        Raises:
            EngineError: the graph could not be read.
        """
        found = self._asker.answered(form)
        self.form, self.asked = form, found.question
        return found
