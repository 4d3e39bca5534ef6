"""The hand-made answers, the records of the real documents, and how many answers there are in all."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.evaluation.compare import Row, core
from loaders.extract import extract
from loaders.readers import read
from loaders.records import records

_UNNUMBERED = 2.0
"""How many times as many answers there are where rows carry no id: about half of them are here."""


@dataclass(frozen=True)
class Answers:
    """The folder with seeds/ and gold/."""

    folder: Path

    def __bool__(self) -> bool:
        return (self.folder / "gold").is_dir() and any(self.seeds)

    @property
    def seeds(self) -> list[Path]:
        """The real documents; the first three characters of a file's name are what the answers call it."""
        return sorted((self.folder / "seeds").glob("*.txt"))

    def rows(self, name: str) -> list[Row]:
        """The answers of one file."""
        with (self.folder / "gold" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    @cached_property
    def found(self) -> list[Row]:
        """What is extracted from all documents, `doc` being called as the answers do."""
        read_ = (record for path in self.seeds for record in records(extract(read(path))))
        return [record | {"doc": record["doc"][:3]} for record in read_]


def by_document(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows by what they call their document, in its order."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["doc"]].append(row)
    return dict(sorted(grouped.items()))


def share(rows: Sequence[Row]) -> float:
    """How many answers there are for each that is here, by the ids from the first to the last."""
    numbers = [int(match.group()) for row in rows if (match := re.search(r"\d+$", row.get("id", "")))]
    if not numbers:
        return _UNNUMBERED
    return max(1.0, (max(numbers) - min(numbers) + 1) / len(numbers))


def once(found: Sequence[Row]) -> list[Row]:
    """Records of one body (of one name, where they tell no body) in several documents as one.

    It stands in the first of these documents, with all variants.
    """
    kept: dict[str, Row] = {}
    for record in found:
        key = record.get("agency_id") or core(record["name"])
        first = kept.setdefault(key, record)
        if first is not record:
            variants = dict.fromkeys([*first["variants"], record["name"], *record["variants"]])
            kept[key] = first | {"variants": [name for name in variants if name != first["name"]]}
    return list(kept.values())
