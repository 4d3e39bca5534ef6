"""A model of the office's own, as a stub: what it says is checked, and nothing but the question is sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from graph.store import Store
from queries.asking import Asker
from queries.asking.understand.model import SCHEMA, Model

QUESTION = "市住建局充当总管、市水利局跟进的那些事"
"""Words that the lexicon does not know."""
HAS: dict[str, Any] = {"kind": "has", "op": "", "n": 0, "not": False}
FORM: dict[str, Any] = {
    "find": "条款",
    "role": "",
    "fold": "list",
    "where": [{**HAS, "name": "市住建局", "role": "牵头"}, {**HAS, "name": "市水利局", "role": "配合"}],
    "words_used": ["市住建局", "充当总管", "市水利局", "跟进"],
}


class Stub:
    """A server that says what it is told to, and keeps what it was asked."""

    def __init__(self) -> None:
        self.says: str = ""
        self.asked: list[dict[str, Any]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                stub.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                body = json.dumps({"choices": [{"message": {"content": stub.says}}]}).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *given: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    found = Stub()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


@pytest.fixture
def asking(own_graph: Store, stub: Stub) -> Asker:
    stub.asked.clear()
    return Asker(own_graph, Model(stub.url))


def test_a_form_of_the_model_is_answered_by_the_graph(asking: Asker, stub: Stub) -> None:
    stub.says = json.dumps(FORM)
    answer = asking.ask(QUESTION)
    same = asking.ask("市住建局牵头、市水利局配合的事项有哪些？")
    assert (answer.answered, answer.by, answer.value) == (True, "模型", same.value)
    assert answer.understood == f"由模型理解：{same.understood}"
    assert same.by == ""
    assert len(stub.asked) == 1
    [sent] = stub.asked
    assert (sent["temperature"], sent["messages"][-1]["content"]) == (0, QUESTION)
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA


@pytest.mark.parametrize(
    "says",
    [
        "",
        "不是 JSON",
        "[]",
        json.dumps({**FORM, "find": "不能回答"}),
        json.dumps({**FORM, "where": []}),
        json.dumps({**FORM, "fold": "sum"}),
        json.dumps({**FORM, "where": [{**HAS, "name": "市财政局", "role": "牵头"}]}),
        json.dumps({**FORM, "where": [{**HAS, "name": "市住建局", "role": "主理"}]}),
        json.dumps({**FORM, "words_used": ["市住建局", "充当总管", "市水利局"]}),
    ],
)
def test_what_is_not_of_the_question_or_the_graph_is_refused(says: str, asking: Asker, stub: Stub) -> None:
    stub.says = says
    answer = asking.ask(QUESTION)
    assert (answer.answered, answer.by) == (False, "")


def test_a_server_that_is_down_makes_no_answer(own_graph: Store) -> None:
    assert not Asker(own_graph, Model("http://127.0.0.1:9/v1")).ask(QUESTION).answered


def test_without_a_model_nobody_is_asked(asker: Asker) -> None:
    assert not asker.ask(QUESTION).answered
