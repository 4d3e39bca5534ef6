"""What the nodes of the graph should be: one number a kind, kept in the graph beside the nodes.

Several documents may have written a node, the last one wins: so no document can vouch for it. Instead every write adds
what it makes to the sum of its kind, and takes away what it replaces. A check adds up all nodes anew. The sum of a kind
is that of 128 bits of each node's hash, so that the order of writes does not matter.

The sums lie in a node of the store's own, beside the one of graph/consistent_reads.py, and change in the transaction
that changes the nodes.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from graph.consistent_reads import KEY, LABEL

_NODE = f"(g:`{LABEL}` {{{KEY}: 2}})"
_TAKE = f"MERGE {_NODE} SET g.turn = $turn RETURN g.sums AS sums"
"""Writing first makes a second writer wait here until the first one is done."""
_PUT = f"MATCH {_NODE} SET g.sums = $sums"
_GET = f"MATCH {_NODE} RETURN g.sums AS sums"

_RANGE = 2**128

Key = tuple[str, str]
Row = Mapping[str, Any]


class Runner(Protocol):
    """A session or a transaction of whichever way to the engine."""

    def run(self, query: str, parameters: dict[str, Any] | None = None, /) -> Any:
        """What a query answers."""


def of(kind: str, row: Row) -> int:
    """What a node adds to the sum of its kind."""
    said = json.dumps(
        [kind, {key: row[key] for key in row if row[key] is not None}], ensure_ascii=False, sort_keys=True
    )
    return int.from_bytes(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()[:16], "big")


def total(nodes: Iterable[tuple[str, Row]]) -> dict[str, int]:
    """The sums of some nodes, each with its kind."""
    sums: dict[str, int] = {}
    for kind, row in nodes:
        sums[kind] = (sums.get(kind, 0) + of(kind, row)) % _RANGE
    return sums


def stored(run: Runner) -> dict[str, int] | None:
    """The sums as they were written; None in a graph of an earlier release, and in an empty one."""
    record = run.run(_GET).single()
    return None if record is None or not record["sums"] else _read(record["sums"])


def move(transaction: Runner, before: Mapping[Key, Row], after: Mapping[Key, Row], whole: Iterable[str]) -> None:
    """Take along what a transaction did to some nodes, at its end.

    Args:
        transaction: that has done it.
        before: these nodes as they were.
        after: and as they are.
        whole: kinds whose nodes are added up where the graph has no sums yet.
    """
    record = transaction.run(_TAKE, {"turn": secrets.token_hex(4)}).single()
    if record["sums"]:
        known = _read(record["sums"])
        less, more = total((key[0], row) for key, row in before.items()), total((k[0], row) for k, row in after.items())
        sums = {kind: (known.get(kind, 0) - less.get(kind, 0) + more.get(kind, 0)) % _RANGE for kind in known | more}
    else:
        sums = count(transaction, whole)
    put(transaction, sums)


def count(run: Runner, kinds: Iterable[str]) -> dict[str, int]:
    """The sums of all nodes of the graph."""
    return total(
        (kind, record["row"]) for kind in kinds for record in run.run(f"MATCH (n:`{kind}`) RETURN properties(n) AS row")
    )


def renew(transaction: Runner, kinds: Iterable[str]) -> None:
    """Add up all nodes anew and take them for what they should be."""
    write(transaction, count(transaction, kinds))


def write(transaction: Runner, sums: Mapping[str, int]) -> None:
    """Take sums for what all nodes should be, whatever was written before."""
    transaction.run(_TAKE, {"turn": secrets.token_hex(4)}).single()
    put(transaction, sums)


def put(transaction: Runner, sums: Mapping[str, int]) -> None:
    """Write the sums, those that are zero left out."""
    said = json.dumps({kind: f"{number:x}" for kind, number in sorted(sums.items()) if number}, ensure_ascii=False)
    transaction.run(_PUT, {"sums": said}).consume()


def _read(said: str) -> dict[str, int]:
    return {kind: int(number, 16) for kind, number in json.loads(said).items()}
