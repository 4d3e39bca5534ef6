"""The neo4j driver, imported when something of it is needed.

It takes a fifth of a second of processor time, two tables of 65,536 numbers among the rest, and a command that reads
the embedded graph needs nothing of it. So whoever names it writes `driver.Session`, in annotations, which nobody
evaluates, and in `except driver.Neo4jError`, which is evaluated when something was raised.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from neo4j import Driver as Driver
    from neo4j import GraphDatabase as GraphDatabase
    from neo4j import Record as Record
    from neo4j import Result as Result
    from neo4j import Session as Session
    from neo4j import Transaction as Transaction
    from neo4j.api import BookmarkManager as BookmarkManager
    from neo4j.exceptions import AuthError as AuthError
    from neo4j.exceptions import ConfigurationError as ConfigurationError
    from neo4j.exceptions import ConnectionPoolError as ConnectionPoolError
    from neo4j.exceptions import ConstraintError as ConstraintError
    from neo4j.exceptions import CypherSyntaxError as CypherSyntaxError
    from neo4j.exceptions import DatabaseUnavailable as DatabaseUnavailable
    from neo4j.exceptions import DriverError as DriverError
    from neo4j.exceptions import Neo4jError as Neo4jError
    from neo4j.exceptions import ServiceUnavailable as ServiceUnavailable
    from neo4j.exceptions import SessionExpired as SessionExpired
    from neo4j.exceptions import TransientError as TransientError
else:

    def __getattr__(name: str) -> Any:
        """What the driver, or its module of errors, calls so."""
        import neo4j.exceptions

        return getattr(neo4j, name, None) or getattr(neo4j.exceptions, name)
