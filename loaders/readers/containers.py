"""Files that hold files: archives, and mails with their attachments. One member at a time, in memory only.

`formats` names the module of each kind; it has a class `Container` of the form below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple, Protocol, cast

from graph.errors import ReadError
from loaders.readers import archives
from loaders.readers.archives import Entry
from loaders.readers.formats import BY_NAME, HEAD, OLE, TEXT, ZIPS, Format, of_name, of_start
from loaders.readers.limits import DEPTH, MEMBERS, Limits

_GROWTH = 20
"""How many times the size of the largest file all members together may have."""


class Container(Protocol):
    """A file that holds files."""

    def __init__(self, content: bytes, name: str, limits: Limits) -> None: ...

    def entries(self) -> Iterator[Entry]:
        """What it holds, in its own order, folders too: the place in this order is the number of a member.

        Raises:
            ReadError: it is broken.
        """

    def read(self, number: int, limit: int) -> bytes:
        """The bytes of a member.

        Raises:
            ReadError: it is broken, locked, or larger than `limit`.
        """


class Member(NamedTuple):
    """A file in a container.

    Attributes:
        chain: its number in the container, behind that of the container it stands in where they are nested.
        name: as the container names it, with the names of inner ones before it.
        refused: why it is not read; empty for a file that can be.
        size: bytes that it claims to unpack to.
    """

    chain: tuple[int, ...]
    name: str
    refused: str
    size: int


def member(content: bytes, name: str, chain: Sequence[int], limits: Limits) -> bytes:
    """The bytes of a member, through the containers that it stands in.

    Raises:
        ReadError: it is locked, broken or too large.
    """
    # What the outermost one is called stands before the first stroke; a mail is known by its name only.
    known = name.split("/", 1)[0]
    for number in chain:
        container = _opened(content, known, limits)
        entries = list(container.entries())
        if number >= len(entries):
            raise archives.broken(known)
        content, known = container.read(number, limits.size), entries[number].name
    return content


def members(content: bytes, name: str, limits: Limits) -> list[Member]:
    """What a container holds, that of containers inside it too, in the order of their names.

    Raises:
        ReadError: it is broken, or holds too many files.
    """
    found: list[Member] = []
    total = 0
    for one in _members(content, name, (), limits):
        found.append(one)
        total += one.size
        if len(found) > MEMBERS:
            raise ReadError(f"“{name}”中的文件超过 {MEMBERS} 个。", "请分成几个压缩包再读入。")
        if total > _GROWTH * limits.size:
            raise archives.bomb(name)
    return sorted(found, key=lambda one: (one.name, one.chain))


def _opened(content: bytes, name: str, limits: Limits) -> Container:
    """The container that a file is, by its content; by its name where its content does not tell."""
    form = of_start(content[:HEAD], name)
    if form is None:
        form = BY_NAME["zip"] if content.startswith(ZIPS) else BY_NAME["msg"] if content.startswith(OLE) else None
    named = of_name(name)
    if form is None or not form.container:
        form = named if named is not None and named.container else BY_NAME["zip"]
    made = import_module(f"loaders.readers.{form.container}").Container(content, name, limits)
    return cast(Container, made)


def _members(content: bytes, name: str, above: tuple[int, ...], limits: Limits) -> Iterator[Member]:
    container = _opened(content, name, limits)
    for number, entry in enumerate(container.entries()):
        chain = (*above, number)
        if entry.folder or _hidden(entry.name):
            continue
        refused = entry.refused or _refused(entry, limits)
        form = of_name(entry.name)
        if refused or form is None or not form.container:
            yield Member(chain, entry.name, refused, entry.size)
        elif len(chain) >= DEPTH:
            yield Member(chain, entry.name, f"压缩包套了 {DEPTH} 层以上", entry.size)
        else:
            yield from _inside(container, number, entry.name, chain, limits)


def _inside(container: Container, number: int, inner: str, chain: tuple[int, ...], limits: Limits) -> Iterator[Member]:
    """What a container in a container holds; what only has the name of one is a file like others."""
    try:
        content = container.read(number, limits.size)
        if of_start(content[:HEAD], inner) is TEXT:
            yield Member(chain, inner, "", len(content))
            return
        for one in _members(content, inner, chain, limits):
            yield one._replace(name=f"{inner}/{one.name}")
    except ReadError as error:
        yield Member(chain, inner, error.happened.removeprefix(f"“{inner}”").rstrip("。"), 0)


def _refused(entry: Entry, limits: Limits) -> str:
    """Why a member is not read; empty if it is."""
    path = PurePosixPath(entry.name)
    if path.is_absolute() or PureWindowsPath(entry.name).anchor or ".." in path.parts:
        return "路径指向压缩包之外"
    return "解开后过大" if entry.size > limits.size else ""


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


def missing(name: str, form: Format, extra: str) -> ReadError:
    """The error of a container whose library is not installed.

    Args:
        extra: the project's optional dependencies that bring it.
    """
    return ReadError(
        f"“{name}”是{form.caption}，读它需要另装组件。",
        f'请先解压再读入，或安装组件：pip install "qiantou[{extra}]"。',
    )
