from __future__ import annotations

import inspect
from typing import Any

import pytest
from neo4j import exceptions as driver
from neo4j.exceptions import DriverError, Neo4jError

from graph import errors
from graph.endpoint import read_error, write_error
from graph.errors import EngineError, LoginError, QiantouError, QueryError, ServerUnreachableError

ADDRESS = "bolt://graph.local:7687"
OURS = [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, QiantouError)]
THEIRS = [cls for _, cls in inspect.getmembers(driver, inspect.isclass) if issubclass(cls, DriverError | Neo4jError)]


def made(cls: type[Any]) -> Any:
    """An exception of the driver, as it raises it."""
    if issubclass(cls, Neo4jError):
        return cls("the engine's own words")
    # Past __init__: some want the result that they came from.
    return BaseException.__new__(cls, "the engine's own words")


def answered(code: str, message: str = "the engine's own words") -> Neo4jError:
    """What the driver makes of an engine's failure message."""
    return Neo4jError._hydrate_neo4j(code=code, message=message)


@pytest.mark.parametrize("cls", THEIRS)
def test_every_exception_of_the_driver_is_mapped(cls: type[Any]) -> None:
    assert isinstance(read_error(made(cls), ADDRESS), QueryError | EngineError)
    assert isinstance(write_error(made(cls), ADDRESS), EngineError)


@pytest.mark.parametrize(
    ("code", "expected", "words"),
    [
        ("Neo.ClientError.Statement.SyntaxError", QueryError, "语法错误"),
        ("Neo.ClientError.Security.Forbidden", QueryError, "只能读"),
        ("Neo.ClientError.Statement.AccessMode", QueryError, "只能读"),
        ("Neo.ClientError.Transaction.TransactionTimedOut", QueryError, "QIANTOU_TIMEOUT"),
        ("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", QueryError, "QIANTOU_TIMEOUT"),
        ("Neo.ClientError.Statement.ParameterMissing", QueryError, "缺少参数"),
        ("Neo.ClientError.Statement.ArithmeticError", QueryError, "无法执行"),
        ("Neo.DatabaseError.General.UnknownError", QueryError, "无法执行"),
        ("Neo.ClientError.Security.Unauthorized", LoginError, "QIANTOU_NEO4J_PASSWORD"),
        ("Neo.TransientError.General.DatabaseUnavailable", ServerUnreachableError, "没有应答"),
        ("Neo.ClientError.Database.DatabaseNotFound", EngineError, "QIANTOU_NEO4J_DATABASE"),
    ],
)
def test_a_refused_read_says_what_to_do_and_keeps_the_engines_words(
    code: str, expected: type[QiantouError], words: str
) -> None:
    error = read_error(answered(code), ADDRESS)
    assert type(error) is expected
    assert words in str(error)
    assert "the engine's own words" in str(error)


def test_a_refused_write_says_that_the_graph_is_as_before() -> None:
    error = write_error(answered("Neo.ClientError.Schema.ConstraintValidationFailed"), ADDRESS)
    assert type(error) is EngineError
    assert ADDRESS in str(error)
    assert "写入之前的样子" in error.advice


@pytest.mark.parametrize("cls", OURS)
def test_every_error_has_one_root_and_says_what_to_do(cls: type[QiantouError]) -> None:
    error = cls("发生了什么。", "怎么办。")
    assert str(error) == "发生了什么。怎么办。"
    assert (error.happened, error.advice) == ("发生了什么。", "怎么办。")


@pytest.mark.parametrize("cls", OURS)
def test_the_tree_in_the_module_docstring_is_complete(cls: type[QiantouError]) -> None:
    assert cls.__name__ in (errors.__doc__ or "")
