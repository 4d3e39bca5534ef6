"""The tree of errors that the project raises on purpose.

QiantouError
├── SettingError          a setting holds a value that cannot be used
├── MissingExtraError     a package that only some users need is not installed
├── OntologyError         a statement or the ontology itself breaks the ontology
├── ReadError             a file or folder could not be read
├── EngineError           the graph engine could not be used
│   ├── EngineBusyError       another process holds the data folder and cannot be reached
│   ├── DamagedError          the engine cannot read its own files, or what they hold makes no sense
│   ├── ServerUnreachableError  the server in QIANTOU_NEO4J_URI does not answer
│   └── LoginError            the server refuses name or password
└── QueryError            a query is unknown, malformed, lacks a parameter or was refused
    ├── NotFoundError         what the question names is not in the graph
    └── AmbiguousError        a name means several things, and nothing says which

Every message is a Chinese sentence: what happened, with which value, and what to do next.
"""

from __future__ import annotations


class QiantouError(Exception):
    """Root of every error raised on purpose; its text is fit for the user's eyes.

    Args:
        happened: what happened, with the value that caused it.
        advice: what the user can do next.
    """

    def __init__(self, happened: str, advice: str) -> None:
        super().__init__(f"{happened}{advice}")
        self.happened = happened
        self.advice = advice


class SettingError(QiantouError):
    """A setting holds a value that cannot be used."""


class MissingExtraError(QiantouError):
    """A package that only some users need is not installed."""


class OntologyError(QiantouError):
    """A statement, or the ontology file itself, breaks the ontology."""


class ReadError(QiantouError):
    """A file or folder could not be read."""


class EngineError(QiantouError):
    """The graph engine could not be used."""


class EngineBusyError(EngineError):
    """Another process holds the data folder and cannot be reached."""


class DamagedError(EngineError):
    """The engine cannot read its own files, or what they hold makes no sense."""


class ServerUnreachableError(EngineError):
    """The graph server does not answer."""


class LoginError(EngineError):
    """The graph server refuses the name or the password."""


class QueryError(QiantouError):
    """A query is unknown, malformed, lacks a parameter or was refused."""


class NotFoundError(QueryError):
    """What the question names is not in the graph."""


class AmbiguousError(QueryError):
    """A name means several things, and nothing says which: a person has to choose."""
