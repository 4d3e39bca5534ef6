"""Mails (eml, RFC 5322): the letter itself as a page or a text, and what is attached to it."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import Message
from typing import cast

from graph.errors import ReadError
from loaders.readers.archives import Entry
from loaders.readers.charset import decode
from loaders.readers.limits import MEMBERS, Limits

BODY = "正文"
_DEEPEST = 20


class Container:
    """What a mail holds: its letter, its attachments, the mails that it hands on."""

    def __init__(self, content: bytes, name: str, limits: Limits) -> None:
        self._name = name
        message = email.message_from_bytes(content, policy=email.policy.default)
        if not message.keys():
            raise ReadError(f"“{name}”不是完整的邮件。", "请换一份完好的文件。")
        self._parts = list(self._walk(message, 0))[: MEMBERS + 1]

    def _walk(self, message: Message, depth: int) -> Iterator[tuple[str, bytes]]:
        """The letter and the attachments, with names."""
        if depth > _DEEPEST:
            raise ReadError(f"“{self._name}”中的层次套得太深。", "请确认文件来源可靠。")
        kind = message.get_content_type()
        if kind == "message/rfc822" and depth:
            inner = message.get_payload()
            for number, one in enumerate(inner if isinstance(inner, list) else [], 1):
                yield f"{_named(message) or f'转发{number}'}.eml".replace(".eml.eml", ".eml"), bytes(one)
        elif kind == "multipart/alternative":
            yield from self._best(message, depth)
        elif message.is_multipart():
            for part in cast(list[Message], message.get_payload()):
                yield from self._walk(part, depth + 1)
        else:
            yield from self._single(message, kind)

    def _best(self, message: Message, depth: int) -> Iterator[tuple[str, bytes]]:
        """Of several ways to say the same the page, which has its tables; the plain text where it says more."""
        found = [list(self._walk(part, depth + 1)) for part in cast(list[Message], message.get_payload())]
        pages = [parts for parts in found if any(name == f"{BODY}.html" for name, _ in parts)]
        yield from (pages or found or [[]])[-1]

    def _single(self, message: Message, kind: str) -> Iterator[tuple[str, bytes]]:
        name = _named(message)
        try:
            payload = message.get_payload(decode=True)
        except (ValueError, LookupError):
            payload = None
        content = payload if isinstance(payload, bytes) else b""
        if kind in ("text/plain", "text/html") and not name and message.get_content_disposition() != "attachment":
            suffix = "html" if kind == "text/html" else "txt"
            yield f"{BODY}.{suffix}", self._as_utf8(content, str(message.get_content_charset() or ""))
        else:
            yield name or f"未命名的附件{_suffix(kind)}", content

    def _as_utf8(self, content: bytes, declared: str) -> bytes:
        """The letter with a mark of its charset, which only the mail's head knew."""
        if not content.strip():
            return b""
        return b"\xef\xbb\xbf" + decode(content, self._name, declared)[0].removeprefix("\ufeff").encode(
            "utf-8", "replace"
        )

    def entries(self) -> Iterator[Entry]:
        """The letter and the attachments; a letter without a word is none."""
        for name, content in self._parts:
            letter = name in (f"{BODY}.html", f"{BODY}.txt")
            yield Entry(name.replace("/", "_").replace("\\", "_"), len(content), folder=letter and not content.strip())

    def read(self, number: int, limit: int) -> bytes:
        """The bytes of one of them."""
        return self._parts[number][1]


def _named(message: Message) -> str:
    """The name of an attachment; empty where it has none."""
    name = message.get_filename() or ""
    try:
        # Some programs write the name as it is, in the charset of their system.
        coded = name.encode("utf-8", "surrogateescape")
        return coded.decode("utf-8")
    except UnicodeDecodeError:
        return coded.decode("gb18030", "replace")


def _suffix(kind: str) -> str:
    """A suffix for an attachment without a name."""
    return {"text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}.get(kind, "")
