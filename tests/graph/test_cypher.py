"""The words of a text, judged without an engine; what engines make of the same texts is in test_rights.py."""

from __future__ import annotations

import pytest

from graph.cypher import READING_FUNCTIONS, READING_PROCEDURES, blank, calls, check_reads, functions, writes
from graph.errors import QueryError
from tests.graph.test_rights import CHANGES, HARMS, QUESTIONS


@pytest.mark.parametrize("cypher", CHANGES)
def test_what_changes_the_graph_is_refused(cypher: str) -> None:
    with pytest.raises(QueryError, match=r"查询只能读|服务器"):
        check_reads(cypher)


@pytest.mark.parametrize(("cypher", "word"), HARMS)
def test_what_does_harm_is_refused_and_named(cypher: str, word: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_reads(cypher)
    assert word in str(caught.value)


@pytest.mark.parametrize("cypher", QUESTIONS)
def test_a_question_passes(cypher: str) -> None:
    check_reads(cypher)


@pytest.mark.parametrize("cypher", ["", "  \n", "// nothing", "/* nothing */"])
def test_an_empty_text_is_said(cypher: str) -> None:
    with pytest.raises(QueryError, match="查询是空的"):
        check_reads(cypher)


@pytest.mark.parametrize("name", sorted(READING_PROCEDURES))
def test_procedures_that_only_read_pass_in_any_spelling(name: str) -> None:
    check_reads(f"CALL {name.upper()}() YIELD x RETURN x")


@pytest.mark.parametrize("name", READING_FUNCTIONS)
def test_functions_that_only_read_pass_in_any_spelling(name: str) -> None:
    check_reads(f"RETURN {name.upper()}.x(1) AS x")


@pytest.mark.parametrize(
    ("cypher", "found"),
    [
        ("MATCH (n) SET n.x = 1", ("SET", 10)),
        ("'SET' SET", ("SET", 6)),
        ("LOAD\n CSV FROM 'x' AS l RETURN l", ("LOAD CSV", 0)),
        ("RETURN n.set, $set, :SET, {set: 1}", None),
        ("INSERT (n)", ("INSERT", 0)),
        ("RETURN insert", None),
    ],
)
def test_the_first_word_that_writes_and_its_place(cypher: str, found: tuple[str, int] | None) -> None:
    assert writes(cypher) == found


@pytest.mark.parametrize(
    ("cypher", "found"),
    [
        ("CALL a.b()", [("a.b", 0)]),
        ("RETURN 1 CALL `a`. b ( ) CALL c()", [("a.b", 9), ("c", 25)]),
        ("CALL { RETURN 1 } RETURN n.call, $call", []),
        ("CALL (n) { RETURN n }", []),
        ("'CALL a()' // CALL b()", []),
    ],
)
def test_what_is_called_and_where(cypher: str, found: list[tuple[str, int]]) -> None:
    assert list(calls(cypher)) == found


@pytest.mark.parametrize(
    ("cypher", "found"),
    [
        ("RETURN a.b(1)", [("a.b", 7)]),
        ("RETURN 1 + `a` . `b`.c (2)", [("a.b.c", 11)]),
        ("RETURN n.name, count(n.name), abs(1)", []),
        ("CALL a.b(1)", []),
        ("WHERE n.x IN (1) AND n.y = (2)", []),
        ("'a.b(1)' // a.b(1)", []),
    ],
)
def test_functions_with_a_dot_and_where(cypher: str, found: list[tuple[str, int]]) -> None:
    assert list(functions(cypher)) == found


def test_blanking_keeps_places_and_lines() -> None:
    text = "A '一\n二' /* b\nc */ `d` \"e\" // f\nG"
    assert len(blank(text)) == len(text)
    assert [at for at, char in enumerate(blank(text)) if char == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert blank(text).split() == ["A", "G"]
