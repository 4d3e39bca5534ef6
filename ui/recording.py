"""What a run of reading changes, worked out before each document is written: see `graph.runs` for where it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.anchors import anchors, match
from graph.changes import compare, items
from graph.errors import DamagedError, QueryError
from graph.ontology import ontology
from graph.runs import Entry, Record, Version, Why, now
from graph.statements import Document, Statement
from graph.store import Store
from loaders.kept import Outcome
from queries.reports.changes import Side, told
from ui import comparing
from ui.archive import Archive

if TYPE_CHECKING:
    # A second to import, which a build leaves to the processes that extract.
    from loaders.extract import Judge

_Known = tuple[Mapping[str, Any], Store]
"""A document's node, and the graph that holds what it says."""

_OF_ITEMS = frozenset({"办公室设在", "目标", "时限", "属于"})
"""Relations that a comparison of items tells already, besides the roles, or that say only where an item stands."""


class Recorder:
    """Notes what each document of one run changes.

    Args:
        store: the graph as it was when the run began; what documents said before is read from there.
        archive: where the texts are kept.
        judge: what people have left of a document's statements, as the graph will hold them.
    """

    def __init__(self, store: Store, archive: Archive, judge: Judge | None = None) -> None:
        self._judge = judge
        self._store = store
        self._archive = archive
        self._known = {str(row["id"]): (row, store) for row in store.documents()}
        self._run = now()
        self._record = Record(archive.home)
        self._noted: dict[str, Entry] = {}

    def note(self, found: Outcome) -> None:
        """Work out what a document that is about to be written will change, and hold it back until `keep`."""
        known = self._known.get(found.document.id)
        new = Version.of(found.document.entity().row())
        if known is None or _differs(Version.of(known[0]), new):
            self._noted[found.document.id] = self._entry(found, new, known)

    def note_withdrawn(self, document: str) -> None:
        """The same for a document that is about to be taken out."""
        known = self._known.pop(document, None)
        if known is not None:
            before = self._before(known)
            gone = before.statements if before is not None else ()
            version = Version.of(known[0])
            rows = [told(one) for one in compare(items(gone), [])]
            self._noted[document] = self._made("撤回", str(known[0]["file"]), version, None, rows, gone, (), before)

    def keep(self, document: Document | None = None) -> None:
        """Write down what was noted, once the graph has it.

        Args:
            document: one that has been written: what comes after it is compared with that.
        """
        self._record.add(self._noted.values())
        self._noted.clear()
        if document is not None:
            self._known[document.id] = document.entity().row(), self._store

    def beside(self, document: Document, fresh: Store) -> None:
        """A document was written into a new graph: editions behind it may be compared with it."""
        self._known.setdefault(document.id, (document.entity().row(), fresh))

    def _entry(self, found: Outcome, new: Version, known: _Known | None) -> Entry:
        document, statements = found.document, found.statements
        if self._judge is not None:
            statements = self._judge(document, statements, found.kept.text)
        why: Why
        if known is not None:
            why = "规则更新" if known[0].get("sha256") == new.sha256 else "文字有改动"
        else:
            known = self._edition_before(document)
            why = "新版" if known is not None else "补入旧版" if self._has_later(document) else "新读入"
        if known is None:
            rows = [told(one) for one in compare([], items(statements))]
            return self._made(why, document.file, None, new, rows, statements)
        before = self._before(known)
        if before is None:
            return self._made(why, document.file, Version.of(known[0]), new, (), statements, (), None)
        rows = [told(one) for one in compare(items(before.statements), items(statements))]
        kept = self._archive.get(str(known[0].get("sha256", "")))
        facts = list(_facts(before, kept.text if kept else "", Side(document, statements), found.kept.text))
        return self._made(why, document.file, Version.of(known[0]), new, rows, statements, facts, before)

    def _before(self, known: _Known) -> Side | None:
        """What a document said; None where the graph is damaged, which a build must be able to mend."""
        row, store = known
        try:
            return comparing.loaded(store, str(row["id"]))
        except (DamagedError, QueryError):
            return None

    def _made(
        self,
        why: Why,
        file: str,
        before: Version | None,
        after: Version | None,
        rows: Sequence[Mapping[str, Any]],
        statements: Sequence[Statement],
        facts: Sequence[Mapping[str, Any]] = (),
        said: Side | None = None,
    ) -> Entry:
        number = len({one.id for one in statements})
        compared = before is None or said is not None
        return Entry(self._run, now(), why, file, before, after, tuple(rows), tuple(facts), number, compared)

    def _edition_before(self, document: Document) -> _Known | None:
        """The latest of the loaded editions of its work that are not later than itself."""
        earlier = [known for known in self._editions(document) if str(known[0]["date"]) <= document.date]
        return max(earlier, key=lambda known: (str(known[0]["date"]), str(known[0]["id"])), default=None)

    def _has_later(self, document: Document) -> bool:
        return any(str(row["date"]) > document.date for row, _ in self._editions(document))

    def _editions(self, document: Document) -> Iterator[_Known]:
        return (
            known
            for known in self._known.values()
            if known[0].get("work") == document.work and known[0]["id"] != document.id
        )


def _differs(before: Version, after: Version) -> bool:
    return (before.sha256, before.rules) != (after.sha256, after.rules)


def _facts(old: Side, old_text: str, new: Side, new_text: str) -> Iterator[dict[str, Any]]:
    """The statements that went, then those that came; one whose sentence is only worded otherwise did neither."""
    before = anchors(old.document, old.statements, old_text)
    after = anchors(new.document, new.statements, new_text)
    found = match(before, after)
    still = {one.index for one in found if one.index is not None}
    gone = [at for at, one in enumerate(found) if one.index is None]
    came = [at for at in range(len(after)) if at not in still]
    for change, places, side, marked in (("删除", gone, old, before), ("新增", came, new, after)):
        for at in places:
            yield _fact(change, side.statements[at], marked[at].mark)


def _fact(change: str, one: Statement, mark: str) -> dict[str, Any]:
    return {
        "change": change,
        "mark": mark,
        "relation": one.relation,
        "subject": one.subject.name,
        "object": one.object.name,
        "parties": {one.subject.id: one.subject.name, one.object.id: one.object.name},
        "with_items": one.relation in _OF_ITEMS or one.relation in ontology().roles,
        "quote": one.quote,
        "start": one.start,
        "end": one.end,
        "path": list(one.path),
    }
