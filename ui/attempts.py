"""Wrong passwords slow down whoever sends them, and lock nobody out.

Tries from one address wait in a line: after some wrong ones each waits longer than the one before, up to half a
minute, and where the line is too long a try is sent away. Tries for one name from elsewhere wait a few seconds at most,
so that a stranger who guesses cannot keep a colleague out, and a guesser with many addresses does not get far either.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

FREE = 5
"""Wrong passwords without a wait."""
LONGEST, LONGEST_FOR_NAME = 30.0, 4.0
"""Seconds that one try waits at most because of those from its address, and because of those for its name."""
LINE = 60.0
"""Seconds of waiting above which a try is sent away."""
MEMORY = 15 * 60.0
"""Seconds after which a wrong password is forgotten."""
MOST = 10_000
"""Names and addresses that are remembered; the one that was quiet longest is forgotten first."""


def normal(name: str) -> str:
    """A name as it is stored and counted: without blanks around it, its characters in one form."""
    return unicodedata.normalize("NFC", name.strip())


@dataclass
class _Record:
    """What is known of a name or an address.

    Attributes:
        wrong: number of wrong passwords.
        last: when the last one was.
        free: when the line of tries is empty.
    """

    wrong: int = 0
    last: float = 0.0
    free: float = 0.0


class Attempts:
    """The tries to log in; safe from several threads. Times are seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._records: OrderedDict[tuple[str, str], _Record] = OrderedDict()
        self._lock = Lock()

    def wait(self, name: str, address: str, now: float) -> float | None:
        """Seconds after which a try may be made, which then has its place in the line; None where it is sent away."""
        with self._lock:
            line = self._get("address", address, now)
            start = max(now, line.free)
            if start - now > LINE:
                return None
            line.free = start + _pause(line.wrong, LONGEST)
            of_name = _pause(self._get("name", normal(name), now).wrong, LONGEST_FOR_NAME)
            return max(line.free - now, of_name)

    def failed(self, name: str, address: str, now: float) -> None:
        """Count a wrong password."""
        with self._lock:
            for record in (self._get("name", normal(name), now), self._get("address", address, now)):
                record.wrong += 1
                record.last = now

    def passed(self, name: str) -> None:
        """Forget the wrong passwords for a name; those from an address stay, so that a guesser with a password of their
        own gains nothing by it."""
        with self._lock:
            self._records.pop(("name", normal(name)), None)

    def _get(self, what: str, key: str, now: float) -> _Record:
        record = self._records.setdefault((what, key), _Record())
        self._records.move_to_end((what, key))
        if now - record.last > MEMORY:
            record.wrong = 0
        while len(self._records) > MOST:
            self._records.popitem(last=False)
        return record

    def __len__(self) -> int:
        return len(self._records)


def _pause(wrong: int, longest: float) -> float:
    return 0.0 if wrong < FREE else min(longest, 2.0 ** min(wrong - FREE, 30))
