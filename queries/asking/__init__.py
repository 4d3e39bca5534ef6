"""Questions in plain Chinese, answered from the graph, offline and without a language model.

`understand/` makes a form of a question, `recall/` finds what its words mean and reads the graph, `answer/` tells it.
`Asker` answers one question; `Conversation` keeps what the last was about for the next.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from queries.asking.answer.answer import UNKNOWN, Answer
    from queries.asking.asker import Asker
    from queries.asking.conversation import Conversation
    from queries.asking.understand.form import Condition, Form
    from queries.asking.understand.model import Model

__all__ = ["UNKNOWN", "Answer", "Asker", "Condition", "Conversation", "Form", "Model"]

_HOMES = {
    "UNKNOWN": "answer.answer", "Answer": "answer.answer", "Asker": "asker", "Condition": "understand.form",
    "Conversation": "conversation", "Form": "understand.form", "Model": "understand.model",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # Lists take only the names from here; all of it would cost them a tenth of a second.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
