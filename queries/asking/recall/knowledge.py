"""What asking must know of a graph beforehand: its names, its sentences, its documents; kept while it is true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.store import Store
from queries.asking.recall.passages import Passage, Passages, Place, matched, passages, places, without_clause
from queries.asking.understand.characters import pairs, tidy
from queries.asking.understand.lexicon import lexicon
from queries.asking.understand.names import PLAN, Finder, Named, Names, affixes
from queries.catalogue import run

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Knowledge:
    """The names, sentences and documents of a graph.

    Attributes:
        names: every spelling with what it may mean.
        passages: every sentence.
        places: every section and item by id.
        documents: every document by id: its row of the query `documents`.
        version: digests of the documents; another version means that the graph has changed.
    """

    names: Names
    passages: Passages
    places: Mapping[str, Place]
    documents: Mapping[str, Row]
    version: tuple[str, ...]
    indicator_years: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, store: Store) -> Knowledge:
        """Read it.

        Raises:
            EngineError: the graph could not be read.
        """
        names = Names.of(run(store, "names").rows, run(store, "names_as_written").rows, affixes())
        found = list(places(run(store, "passages").rows))
        names = names.with_sections(_sections(place for place, _, _ in found))
        sentences = [passage for place, text, offset in found for passage in passages(place, text, offset)]
        targets = run(store, "targets").rows
        located = {row["project_id"]: tuple(row["places"]) for row in run(store, "projects").rows}
        more = [*_indicators(targets, run(store, "allotments").rows), *_titles(names, located)]
        years = {row["indicator_id"]: frozenset({str(row["year"])}) for row in targets if row["year"]}
        documents = {row["document"]: row for row in run(store, "documents").rows}
        by_id = {place.id: place for place, _, _ in found}
        return cls(names, Passages([*sentences, *more]), by_id, documents, version(store), years)

    @cached_property
    def finder(self) -> Finder:
        """Finds the names of the graph in a question, and the words that are none."""
        words = Finder(sorted(lexicon().literal))
        names = [name for name in self.names.words() if not is_made_of(name, words)]
        return Finder(sorted({*names, *lexicon().literal}))

    @cached_property
    def cutter(self) -> Finder:
        """Finds names, empty words and soft words in what is left of a question."""
        words = {*lexicon().empty, *lexicon().soft}
        return Finder(sorted({*(name for name in self.names.words() if name not in words), *words}))

    @cached_property
    def plans_for_short(self) -> tuple[tuple[str, str], ...]:
        """The short names (…仗) by which plans are called, each with its plan's id."""
        return tuple(
            (spelling, node.id)
            for spelling, nodes in sorted(self.names.spellings.items())
            if spelling.endswith("仗")
            for node in nodes
            if node.kind == PLAN
        )

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The whole names of the bodies that are set up for one purpose."""
        return tuple(sorted({tidy(n.name) for nodes in self.names.spellings.values() for n in nodes if n.is_set_up}))

    @cached_property
    def named(self) -> Mapping[str, str]:
        """Id of a node -> its name as the documents write it most often."""
        nodes = {node.id: node for group in self.names.spellings.values() for node in group}
        return {id_: self.names.show(id_, node.name) for id_, node in nodes.items()}

    @cached_property
    def main_document(self) -> str:
        """The document with the most duties, that a question about no document in particular means; may be empty."""
        duties: dict[str, int] = {}
        for place in self.places.values():
            duties[place.document] = duties.get(place.document, 0) + place.parties
        return max(sorted(duties), key=lambda id_: duties[id_], default="")

    @cached_property
    def plans(self) -> frozenset[str]:
        """The plans (annexes, without the lists among them) of the main document."""
        return frozenset(
            place.id
            for place in self.places.values()
            if place.kind == "章节"
            and place.document == self.main_document
            and place.number.startswith("附")
            and not set("—-") & set(place.number)
        )

    def year(self, asked: int) -> int:
        """The year that 今年 means: that of asking where a document is of it, else that of the main document."""
        dated = {str(row.get("date", ""))[:4] for row in self.documents.values()}
        own = str(self.documents.get(self.main_document, {}).get("date", ""))[:4]
        return asked if str(asked) in dated or not own.isdigit() else int(own)

    @cached_property
    def files(self) -> dict[str, str]:
        """Id of a document -> name of its file."""
        return {id_: str(row["file"]) for id_, row in self.documents.items()}

    @cached_property
    def own_regions(self) -> frozenset[str]:
        """The region that the main document is about."""
        return frozenset({str(self.documents.get(self.main_document, {}).get("region", ""))} - {""})

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for passage in self.passages.all:
            found.setdefault(passage.place.id, set()).update(passage.pairs)
        return {id_: frozenset(held) for id_, held in found.items()}

    def words_of(self, id_: str) -> frozenset[str]:
        """The pairs of characters of all that a section or item says."""
        return self._words.get(id_, frozenset())

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for passage in self.passages.all:
            start, end = found.get(passage.place.id, (passage.start, passage.end))
            found[passage.place.id] = min(start, passage.start), max(end, passage.end)
        return found

    def span(self, place: Place) -> tuple[int, int]:
        """Where the words of a section or item begin and end."""
        return self._spans.get(place.id, (0, 0))

    def section(self, document: str, at: int) -> str:
        """The id of the smallest section or item of a document that holds a character; empty where none does."""
        holding = [
            (end - start, id_)
            for id_, (start, end) in self._spans.items()
            if start <= at < end and id_ in self.places and self.places[id_].document == document
        ]
        return min(holding, default=(0, ""))[1]

    def body(self, place: Place) -> str:
        """What a section or item says behind its title, its clause left out."""
        said = [p.words for p in self.passages.all if p.place.id == place.id and not p.title]
        text = "".join("".join(said).split())
        behind = text.split(place.name, 1)[-1].lstrip("。.:：,， ")
        return without_clause(behind).rstrip("。 ")

    def years(self, id_: str) -> frozenset[str]:
        """The years that an indicator is set for."""
        return self.indicator_years.get(id_, frozenset())

    def plan(self, id_: str) -> str:
        """The heading of an annex as paths show it, empty for other ids."""
        place = self.places.get(id_)
        return f"{place.number} {place.name}" if place is not None and place.number.startswith("附") else ""


def is_made_of(name: str, words: Finder) -> bool:
    """Whether a name is nothing but words of questions: 牵头单位 asks, though some plan calls a body so."""
    return sum(end - start for start, end, _ in words.find(name)) == len(name)


def _sections(found: Iterable[Place]) -> Iterable[Place]:
    """The sections of plans that a question may name by their headings."""
    return (place for place in found if place.kind == "章节" and place.name and not place.number.startswith("附"))


def version(store: Store) -> tuple[str, ...]:
    """What tells whether a graph has changed: the digest of each document."""
    return tuple(str(row["digest"]) for row in store.documents())


def _indicators(targets: Iterable[Row], shares: Iterable[Row]) -> list[Passage]:
    """Each indicator with what is said of it; those shared out to regions once each."""
    found: dict[str, Passage] = {}
    for row in targets:
        place = Place(
            "指标", row["indicator_id"], row["indicator"], (*row["path"], row["owner"]), document=row["document"]
        )
        words = matched(f"{row['indicator']} {row['quote']} {row['year']}年")
        key = f"{row['indicator_id']}{row['start']}"
        found[key] = Passage(place, row["quote"], row["start"], row["end"], frozenset(pairs(words)))
    for row in shares:
        name = row["indicator"]
        place = Place("任务数", row["indicator_id"], name, (row["group"], *row["path"]), document=row["document"])
        words = matched(f"{row['total']:.12g}{row['unit']}{name}{row['unit']}")
        found.setdefault(
            f"share {row['indicator_id']}", Passage(place, name, 0, 0, frozenset(pairs(words)), title=True)
        )
    return list(found.values())


def _titles(names: Names, located: Mapping[str, tuple[str, ...]]) -> list[Passage]:
    """Projects and lists by their names, with the places of projects: a question may call one by where it is."""
    nodes = {node.id: node for group in names.spellings.values() for node in group}
    return [
        Passage(_project(node, located.get(node.id, ())), node.name, 0, 0, _named(node), title=True)
        for id_, node in sorted(nodes.items())
        if node.kind in ("项目", "项目清单")
    ]


def _project(node: Named, places: tuple[str, ...]) -> Place:
    return Place(node.kind, node.id, node.name, places, document=node.document)


def _named(node: Named) -> frozenset[str]:
    return frozenset(pairs(matched(node.name)))


__all__ = ["PLAN", "Knowledge", "version"]
