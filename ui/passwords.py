"""Who may use the interface from other machines: names and passwords in one file, passwords only as scrypt keys.

The file is JSON, readable by its owner only: name -> salt, key (both hex), whether the person may load documents and
whether they may correct, and a digest of it all.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from graph.errors import SettingError
from ui.attempts import normal

SHORTEST = 10
"""Characters a password must have."""

# OWASP's parameters for 32 MiB of memory (Password Storage Cheat Sheet): about a third of a second a try.
_N, _R, _P = 2**15, 8, 3
_MEMORY = 64 * 2**20

_NOBODY = {"salt": "00" * 16, "key": "00" * 64, "may_import": False}


@dataclass(frozen=True)
class Person:
    """Somebody who uses the interface.

    Attributes:
        name: as in the password file, or as OIDC tells it; empty on this machine, where nobody logs in.
        may_import: whether they may load and withdraw documents.
        stamp: another word with every password that they are given; empty without one.
        may_review: whether they may judge what was read.
    """

    name: str
    may_import: bool
    stamp: str = ""
    may_review: bool = False


@dataclass(frozen=True)
class _Login:
    salt: str
    key: str
    may_import: bool
    may_review: bool = False
    seal: str = ""
    """Digest of the name and of the rest: a byte that the disk has lost shuts out, it lets nobody in or do more."""


class Passwords:
    """The password file of a data folder."""

    def __init__(self, home: Path) -> None:
        self.path = home / "users.json"

    def names(self) -> list[str]:
        """Who may log in.

        Raises:
            SettingError: the file cannot be read.
        """
        return sorted(self._read())

    def add(self, name: str, password: str, *, may_import: bool, may_review: bool = False) -> None:
        """Let somebody in, or give them another password.

        Raises:
            SettingError: the name is empty, the password too short, or the file cannot be written.
        """
        name = normal(name)
        if not name:
            raise SettingError("没有写姓名。", "请写出登录时用的姓名。")
        if len(password) < SHORTEST:
            raise SettingError(f"口令只有 {len(password)} 个字符。", f"请至少用 {SHORTEST} 个字符。")
        salt = secrets.token_bytes(16)
        login = _sealed(name, _Login(salt.hex(), _key(password, salt).hex(), may_import, may_review))
        self._write({**self._read(), name: login})

    def remove(self, name: str) -> None:
        """Let somebody in no longer.

        Raises:
            SettingError: there is nobody of that name, or the file cannot be written.
        """
        known, name = self._read(), normal(name)
        if name not in known:
            raise SettingError(f"没有名为“{name}”的用户。", f"现有用户：{'、'.join(sorted(known)) or '无'}。")
        self._write({other: login for other, login in known.items() if other != name})

    def check(self, name: str, password: str) -> Person | None:
        """The person, or None where name and password do not fit; both take the same time.

        Raises:
            SettingError: the file cannot be read.
        """
        known = self._read().get(normal(name))
        login = known or _Login(**_NOBODY)  # type: ignore[arg-type]  # its values are of these types
        fits = hmac.compare_digest(_key(password, bytes.fromhex(login.salt)).hex(), login.key)
        return _person(name, login) if known and fits else None

    def still(self, person: Person) -> Person | None:
        """Somebody who has logged in earlier, with their rights of now; None where they have no password any more or
        another one.

        Raises:
            SettingError: the file cannot be read.
        """
        login = self._read().get(normal(person.name))
        return _person(person.name, login) if login is not None and login.salt == person.stamp else None

    def _read(self) -> dict[str, _Login]:
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))
            known = {name: _Login(**row) for name, row in rows.items()}
            if spoilt := [name for name, login in known.items() if login.seal and login != _sealed(name, login)]:
                raise ValueError(f"{'、'.join(spoilt)} 的内容被改动或损坏")
            return known
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise SettingError(
                f"口令文件 {self.path} 读不了（{error}）。", "请检查权限，或删去后用 qiantou user 重建。"
            ) from error

    def _write(self, logins: dict[str, _Login]) -> None:
        content = json.dumps({name: asdict(login) for name, login in logins.items()}, ensure_ascii=False, indent=1)
        draft = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(content)
            draft.replace(self.path)
        except OSError as error:
            raise SettingError(
                f"口令文件 {self.path} 写不了（{error.strerror}）。", "请检查目录权限和磁盘空间。"
            ) from error


def _sealed(name: str, login: _Login) -> _Login:
    # The word of a right that a file of an earlier release does not have is left out, so that its seals hold.
    rights = [str(login.may_import), *(["review"] if login.may_review else [])]
    said = "\x1f".join((name, login.salt, login.key, *rights))
    return replace(login, seal=hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest())


def _person(name: str, login: _Login) -> Person:
    return Person(normal(name), login.may_import, login.salt, login.may_review)


def _key(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8"), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=64)
