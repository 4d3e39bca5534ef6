"""Questions in plain Chinese, answered from the graph, offline and without a language model.

`Asker` answers one question; `Conversation` keeps the subject of the last one for the next.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from queries.asking.answer import UNKNOWN, Answer
    from queries.asking.asker import Asker
    from queries.asking.conversation import Conversation

__all__ = ["UNKNOWN", "Answer", "Asker", "Conversation"]

_HOMES = {"UNKNOWN": "answer", "Answer": "answer", "Asker": "asker", "Conversation": "conversation"}


def __getattr__(name: str) -> Any:
    # Lists take only the names from here; all of it would cost them a tenth of a second.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
