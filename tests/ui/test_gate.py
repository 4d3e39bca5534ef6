"""What stands before Streamlit: foreign hosts, foreign pages, uploads of strangers, what answers allow a browser."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from ui.web.gate import Admitted, Gate, Message, Reached, Room, host_of

PORT = 8501
OWN = f"http://127.0.0.1:{PORT}"


class Inside:
    """The application behind the gate: notes what reaches it."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.file_storage: dict[str, dict[str, Any]] = {}
        self.waiting: asyncio.Event | None = None

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        self.reached.append(scope["path"])
        if self.waiting is not None:
            await self.waiting.wait()
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        headers = [(b"X-Frame-Options", b"ALLOWALL"), (b"x-own", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"inside"})


@pytest.fixture
def inside() -> Inside:
    return Inside()


def gate(inside: Inside, address: str = "127.0.0.1", *more: str, sessions: Admitted | None = None) -> Gate:
    reached = Reached.at(address, more)
    return Gate(inside, reached=reached, uploads=lambda: inside, room=Room(100, 150), sessions=sessions or Admitted())


async def _ask(
    gate: Gate, path: str, headers: dict[str, str | list[str]], method: str, kind: str, body: bytes
) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": f"{kind}.connect"} if kind == "websocket" else {"type": "http.request", "body": body}

    async def send(message: Message) -> None:
        sent.append(message)

    pairs = [(name, one) for name, value in headers.items() for one in ([value] if isinstance(value, str) else value)]
    raw = [(name.encode(), value.encode("latin-1")) for name, value in pairs]
    await gate({"type": kind, "path": path, "method": method, "headers": raw}, receive, send)
    return sent


def http(gate: Gate, path: str = "/", method: str = "GET", body: bytes = b"", **headers: str | list[str]) -> int:
    sent = asyncio.run(_ask(gate, path, _named(headers), method, "http", body))
    status: int = sent[0]["status"]
    return status


def _named(headers: dict[str, Any]) -> dict[str, Any]:
    return {"host": f"127.0.0.1:{PORT}", **{name.replace("_", "-"): value for name, value in headers.items()}}


def socket(gate: Gate, **headers: str | list[str]) -> bool:
    sent = asyncio.run(_ask(gate, "/_stcore/stream", _named(headers), "GET", "websocket", b""))
    return sent[0]["type"] == "websocket.accept"


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("127.0.0.1:8501", "127.0.0.1"),
        ("LocalHost", "localhost"),
        ("localhost.:8501", "localhost"),
        ("[::1]:8501", "::1"),
        ("", None),
        ("a@127.0.0.1", None),
        ("127.0.0.1/x", None),
        ("127.0.0.1:x", None),
        ("127.0.0.1:99999", None),
        ("127.0.0.1?x", None),
        ("[::1", None),
    ],
)
def test_the_host_of_a_header(header: str, host: str | None) -> None:
    assert host_of(header) == host


@pytest.mark.parametrize(
    ("address", "more", "host", "let_in"),
    [
        ("127.0.0.1", (), "127.0.0.1:8501", True),
        ("127.0.0.1", (), "localhost:8501", True),
        ("127.0.0.1", (), "[::1]:8501", True),
        ("127.0.0.1", (), "evil.example:8501", False),
        ("127.0.0.1", (), "127.0.0.1.evil.example", False),
        ("127.0.0.1", (), "10.0.0.1:8501", False),
        ("127.0.0.1", (), "", False),
        ("10.0.0.1", (), "10.0.0.1:8501", True),
        ("10.0.0.1", (), "10.0.0.2:8501", False),
        ("0.0.0.0", (), "10.0.0.2:8501", True),
        ("0.0.0.0", (), "evil.example:8501", False),
        ("0.0.0.0", ("ledger.office",), "Ledger.Office", True),
        ("0.0.0.0", ("ledger.office", ""), "evil.example", False),
        ("::", (), "[fe80::1]:8501", True),
    ],
)
def test_only_hosts_by_which_the_server_is_reached(
    inside: Inside, address: str, more: tuple[str, ...], host: str, let_in: bool
) -> None:
    assert (http(gate(inside, address, *more), host=host) == 200) is let_in
    assert (inside.reached != []) is let_in


def test_two_hosts_are_none(inside: Inside) -> None:
    assert http(gate(inside), host=[f"127.0.0.1:{PORT}", f"127.0.0.1:{PORT}"]) == 421


@pytest.mark.parametrize(
    ("origin", "let_in"),
    [
        (OWN, True),
        ("http://127.0.0.1:1", False),
        ("http://localhost:8501", False),
        ("http://evil.example", False),
        (f"http://evil.example:{PORT}", False),
        ("null", False),
        ("", False),
        (f"file://127.0.0.1:{PORT}", False),
        ("http://127.0.0.1:8501.evil.example", False),
    ],
)
def test_only_our_own_pages_open_sockets_and_send(inside: Inside, origin: str, let_in: bool) -> None:
    assert socket(gate(inside), origin=origin) is let_in
    assert (http(gate(inside), "/x", "POST", origin=origin) == 200) is let_in
    assert len(inside.reached) == 2 * let_in


def test_a_foreign_page_with_its_own_name_for_us_is_foreign(inside: Inside) -> None:
    assert not socket(gate(inside), host="evil.example:8501", origin="http://evil.example:8501")
    assert inside.reached == []


def test_a_socket_names_its_origin(inside: Inside) -> None:
    assert not socket(gate(inside))
    assert http(gate(inside)) == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent", "/_stcore/metrics/"])
def test_what_the_interface_does_not_use_is_not_there(inside: Inside, path: str) -> None:
    assert http(gate(inside), path) == 404
    assert inside.reached == []


def test_answers_forbid_frames_and_everything_from_outside(inside: Inside) -> None:
    start = asyncio.run(_ask(gate(inside), "/", _named({}), "GET", "http", b""))[0]
    headers: dict[bytes, bytes] = dict(start["headers"])
    assert headers[b"x-frame-options"] == b"DENY"
    assert b"X-Frame-Options" not in headers
    assert headers[b"x-own"] == b"1"
    policy = headers[b"content-security-policy"].decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["frame-ancestors"] == "'none'"
    assert rules["default-src"] == "'self'"
    assert rules["img-src"] == "'self' data: blob:"
    outside = {word for words in rules.values() for word in words.split() if "://" in word or word == "*"}
    assert outside == {f"ws://127.0.0.1:{PORT}", f"wss://127.0.0.1:{PORT}"}


class TestUploads:
    FILE = "/_stcore/upload_file/s1/f1"

    @pytest.fixture
    def sessions(self) -> Admitted:
        admitted = Admitted()
        admitted.note("s1", admitted=True)
        admitted.note("s2", admitted=True)
        return admitted

    def put(self, gate: Gate, size: int, session: str = "s1", file: str = "f1") -> int:
        path = f"/_stcore/upload_file/{session}/{file}"
        return http(gate, path, "PUT", b"x" * size, origin=OWN, content_length=str(size))

    def keep(self, inside: Inside, session: str, *sizes: int) -> None:
        inside.file_storage[session] = {str(n): SimpleNamespace(data=b"x" * size) for n, size in enumerate(sizes)}

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
    def test_a_session_without_a_person_uploads_nothing(self, inside: Inside, method: str) -> None:
        assert http(gate(inside), self.FILE, method, b"x", origin=OWN, content_length="1") == 403
        assert inside.reached == []

    def test_who_may_no_longer_is_refused(self, inside: Inside, sessions: Admitted) -> None:
        assert self.put(gate(inside, sessions=sessions), 1) == 200
        sessions.note("s1", admitted=False)
        assert self.put(gate(inside, sessions=sessions), 1) == 403

    @pytest.mark.parametrize("size", ["", "-1", "1e3", "一"])
    def test_a_size_must_be_said(self, inside: Inside, sessions: Admitted, size: str) -> None:
        headers = {"content_length": size} if size.isascii() else {}
        assert http(gate(inside, sessions=sessions), self.FILE, "PUT", origin=OWN, **headers) == 411

    def test_a_session_keeps_so_much_and_all_so_much(self, inside: Inside, sessions: Admitted) -> None:
        door = gate(inside, sessions=sessions)
        assert self.put(door, 100) == 200
        assert self.put(door, 101) == 413
        self.keep(inside, "s1", 50, 40)
        assert self.put(door, 11) == 413
        assert self.put(door, 10) == 200
        assert self.put(door, 61, "s2") == 413
        assert self.put(door, 60, "s2") == 200

    def test_what_is_under_way_counts(self, inside: Inside, sessions: Admitted) -> None:
        door = gate(inside, sessions=sessions)

        async def both() -> list[int]:
            inside.waiting = asyncio.Event()
            headers = _named({"origin": OWN, "content_length": "60"})
            first = asyncio.create_task(_ask(door, self.FILE, headers, "PUT", "http", b""))
            await asyncio.sleep(0)
            same = await _ask(door, self.FILE, headers, "PUT", "http", b"")
            other = await _ask(door, self.FILE + "b", headers, "PUT", "http", b"")
            inside.waiting.set()
            return [sent[0]["status"] for sent in (await first, same, other)]

        assert asyncio.run(both()) == [200, 413, 413]
        assert self.put(door, 100) == 200

    def test_what_is_too_much_is_read_to_the_answer_but_not_kept(self, inside: Inside, sessions: Admitted) -> None:
        assert self.put(gate(inside, sessions=sessions), 101) == 413
        assert inside.reached == []


def test_sessions_are_not_remembered_without_end() -> None:
    admitted = Admitted()
    for number in range(Admitted.MOST + 5):
        admitted.note(str(number), admitted=True)
    assert "0" not in admitted
    assert str(Admitted.MOST + 4) in admitted
