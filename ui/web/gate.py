"""What stands before Streamlit: which requests are let in at all, and what a browser may do with the answers.

Streamlit itself serves whatever host a request names, takes any page of this machine for its own, and keeps uploads of
whoever has opened a session. So every request passes here first:

- the host must be one that this server is reached by: otherwise a foreign page whose name was made to point here (DNS
  rebinding) is an origin like ours;
- the origin, where a browser names one, must be exactly ours, port included; a WebSocket must name one;
- an upload must come from a session whose person may load documents, and fit into what a session and all may keep;
- what the interface has no use for (metrics, the interface for agents) is not there;
- every answer forbids frames, and everything that is not from this server: no picture, script or style of a document
  makes a browser ask anybody outside.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts by which this machine calls itself."""

UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
CLOSED = re.compile(r"/_stcore/(?:metrics|agent|script-health-check)(?:/|$)")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self' data: blob: {sockets}; frame-src 'none'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""Content security policy. Streamlit and Vega write inline styles and scripts and make functions of texts, so these are
allowed still; what leaves this server is not."""


class Uploads(Protocol):
    """What Streamlit keeps of uploads: the files of each session."""

    file_storage: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Room:
    """Bytes of uploads that are kept at a time.

    Attributes:
        session: of one session.
        all: of all sessions.
    """

    session: int
    all: int


@dataclass(frozen=True)
class Reached:
    """The hosts by which a server is reached.

    Attributes:
        names: host names and addresses in small letters.
        by_address: whether any address will do besides: a server for all of a machine's addresses does not know them,
            and a foreign page that was made to point here comes under a name.
    """

    names: frozenset[str]
    by_address: bool = False

    @classmethod
    def at(cls, address: str, more: Iterable[str] = ()) -> Reached:
        """How a server is reached that listens on an address.

        Args:
            address: what it listens on.
            more: names that the administrator adds.
        """
        named = LOCAL.union(name.strip().lower().rstrip(".") for name in more if name.strip())
        if address in ("", "0.0.0.0", "::"):  # noqa: S104  # compared with, not listened on
            return cls(named, by_address=True)
        return cls(named | {address.lower()})

    def __contains__(self, host: object) -> bool:
        return host in self.names or (self.by_address and isinstance(host, str) and _literal(host))


def host_of(header: str) -> str | None:
    """The host in a Host header without its port, in small letters; None where the header is malformed."""
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port
    except ValueError:
        return None
    if parts.netloc != header or "@" in header or not parts.hostname:
        return None
    return parts.hostname.lower().rstrip(".")


def _literal(host: str) -> bool:
    """Whether a host is an address, not a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class Admitted:
    """The sessions whose person may load documents; safe from several threads."""

    MOST = 10_000
    """Sessions that are remembered; the oldest is forgotten first and is admitted again when its page is drawn."""

    def __init__(self) -> None:
        self._sessions: dict[str, None] = {}
        self._lock = Lock()

    def __contains__(self, session: object) -> bool:
        return session in self._sessions

    def note(self, session: str, *, admitted: bool) -> None:
        """Let a session in, or no longer."""
        with self._lock:
            self._sessions.pop(session, None)
            if admitted:
                self._sessions[session] = None
                if len(self._sessions) > self.MOST:
                    del self._sessions[next(iter(self._sessions))]


admitted = Admitted()
"""Those of this server."""


class Gate:
    """An ASGI application around another one.

    Args:
        application: what the requests are for.
        reached: the hosts that a request may name.
        uploads: gives what is kept of uploads.
        room: what may be kept.
        sessions: whose uploads are taken.
    """

    def __init__(
        self,
        application: Application,
        *,
        reached: Reached,
        uploads: Callable[[], Uploads],
        room: Room,
        sessions: Admitted = admitted,
    ) -> None:
        self._application = application
        self._reached = reached
        self._uploads = uploads
        self._room = room
        self._sessions = sessions
        self._coming: dict[tuple[str, str], int] = {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._application(scope, receive, send)
            return
        headers = _headers(scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refuse(scope, receive, send, *refusal)
        elif scope["type"] == "websocket":
            await self._application(scope, receive, send)
        elif (upload := UPLOAD.fullmatch(scope["path"])) and scope["method"] not in _READING:
            await self._upload(scope, receive, _with_policy(send, headers), (upload[1], upload[2]), headers)
        else:
            await self._application(scope, receive, _with_policy(send, headers))

    def _refusal(self, scope: Message, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """Status and reason of a request that is not let in."""
        host = host_of(headers.get("host", ""))
        if host is None or host not in self._reached:
            return 421, "这个地址不是本界面的地址。"
        if not self._own(scope, headers):
            return 403, "请求来自别的网页。"
        if CLOSED.match(scope["path"]):
            return 404, "没有这个页面。"
        return None

    def _own(self, scope: Message, headers: Mapping[str, str]) -> bool:
        """Whether a request comes from our own pages, as far as a browser tells."""
        origin = headers.get("origin")
        if origin is None:
            return str(scope["type"]) == "http"
        return _netloc(origin) == headers["host"].lower()

    async def _upload(
        self, scope: Message, receive: Receive, send: Send, file: tuple[str, str], headers: Mapping[str, str]
    ) -> None:
        if file[0] not in self._sessions:
            await _refuse(scope, receive, send, 403, "请先登录，并确认可以导入文件。")
            return
        if scope["method"] != "PUT":
            await self._application(scope, receive, send)
            return
        size = headers.get("content-length", "")
        if not size.isdecimal():
            await _refuse(scope, receive, send, 411, "请求没有写明大小。")
            return
        if not self._fits(file, int(size)):
            # Read and thrown away, so that the browser gets to the answer; not more than anybody may send.
            await _drain(receive, self._room.session)
            await _refuse(scope, receive, send, 413, "上传的文件太多，请先写入或移除一些。")
            return
        self._coming[file] = int(size)
        try:
            await self._application(scope, receive, send)
        finally:
            del self._coming[file]

    def _fits(self, file: tuple[str, str], size: int) -> bool:
        if file in self._coming:
            return False
        kept = {session: sum(len(one.data) for one in files.values()) for session, files in self._stored().items()}
        of_session = kept.get(file[0], 0) + sum(n for (session, _), n in self._coming.items() if session == file[0])
        of_all = sum(kept.values()) + sum(self._coming.values())
        return of_session + size <= self._room.session and of_all + size <= self._room.all

    def _stored(self) -> dict[str, dict[str, Any]]:
        return {session: dict(files) for session, files in dict(self._uploads().file_storage).items()}


def _headers(scope: Message) -> dict[str, str]:
    """The headers by their names in small letters; of several alike the last, but no two hosts."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        # Two hosts: which of them counts is a matter of taste, so none does.
        found[key] = "" if key == "host" and key in found else value.decode("latin-1")
    return found


def _netloc(origin: str) -> str | None:
    parts = urlsplit(origin) if origin.isascii() else None
    return parts.netloc.lower() if parts is not None and parts.scheme in ("http", "https") else None


def _with_policy(send: Send, headers: Mapping[str, str]) -> Send:
    own = _guarding(headers)

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in own}
            message["headers"] = [*(h for h in message.get("headers", ()) if h[0].lower() not in names), *own]
        await send(message)

    return guarded


def _guarding(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    host = headers.get("host", "")
    # For browsers that do not count a WebSocket of this server as its own. The host has passed `host_of` by now.
    policy = POLICY.format(sockets=f"ws://{host} wss://{host}")
    return [
        (b"content-security-policy", policy.encode("latin-1")),
        (b"x-frame-options", b"DENY"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]


async def _drain(receive: Receive, most: int) -> None:
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b""))
        if not message.get("more_body", False):
            return


async def _refuse(scope: Message, receive: Receive, send: Send, status: int, reason: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        # Before it is accepted, so that the handshake itself fails.
        await send({"type": "websocket.close", "code": 1008, "reason": reason})
        return
    body = reason.encode("utf-8")
    kind = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode("ascii"))]
    # What is still to come of an upload is not read: the connection ends with the answer.
    closing = [(b"connection", b"close"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": [*kind, *closing]})
    await send({"type": "http.response.body", "body": body})
