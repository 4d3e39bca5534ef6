"""Questions in plain Chinese, answered from the graph, offline and without a language model.

`Asker` answers one question; `Conversation` keeps the subject of the last one for the next.
"""

from queries.asking.answer import UNKNOWN, Answer
from queries.asking.asker import Asker
from queries.asking.conversation import Conversation

__all__ = ["UNKNOWN", "Answer", "Asker", "Conversation"]
