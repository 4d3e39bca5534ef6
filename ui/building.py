"""From files to the graph: read each document, extract its statements, put them in the store, and count."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import data
from graph.errors import ReadError
from graph.goal import Goal
from graph.ontology import ontology
from graph.statements import Document, Statement
from graph.store import Change, Rebuilt, Store
from loaders import judged
from loaders.extracting import Found, extract_all
from loaders.kept import Outcome
from loaders.ledger.cues import Fate
from loaders.readers import Failure, Notice, Skipped, Source, discover, read_all
from ui import console, process
from ui.archive import Archive
from ui.recording import Recorder

if TYPE_CHECKING:
    # A second to import, which a build leaves to the processes that extract.
    from loaders.extract import Extraction, Judge


@dataclass
class Summary:
    """What a build did.

    Attributes:
        documents: each document that was written, with what changed, in order.
        items: numbered items read.
        orphans: items that name nobody.
        edges: relationships by role, inherited ones apart under "承自标题".
        cues: duty cues by what became of them.
        signals: places that need a look.
        failures: files that could not be read.
        skipped: files in folders and archives that are of no readable kind.
        notices: files by what was guessed, mended or left out when they were read.
    """

    documents: list[tuple[Document, Change]] = field(default_factory=list)
    items: int = 0
    orphans: int = 0
    edges: Counter[str] = field(default_factory=Counter)
    cues: Counter[Fate] = field(default_factory=Counter)
    signals: int = 0
    failures: list[Failure] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notices: list[tuple[str, Notice]] = field(default_factory=list)

    def repeated(self) -> list[tuple[str, str]]:
        """Pairs of files that are one document: the later one has replaced the earlier one."""
        first: dict[str, str] = {}
        pairs: list[tuple[str, str]] = []
        for document, _ in self.documents:
            if document.id in first:
                pairs.append((first[document.id], document.file))
            first[document.id] = document.file
        return pairs

    @property
    def facts(self) -> int:
        """Relationships of the documents so far."""
        return sum(change.created + change.unchanged for _, change in self.documents)

    def add(self, found: Outcome, change: Change) -> None:
        """Count one document."""
        self.documents.append((found.document, change))
        self.items += found.kept.items
        self.orphans += found.kept.orphans
        self.signals += len(found.kept.signals)
        self.notices.extend(noted(found.file, found.notices))
        self.cues.update(cue.fate for cue in found.kept.cues)
        for statement in found.statements:
            if statement.relation in ontology().roles:
                inherited = statement.attributes.get("inherited") is True
                self.edges["承自标题" if inherited else ontology().roles[statement.relation]] += 1


def noted(file: str, notices: Iterable[tuple[str, str]]) -> list[tuple[str, Notice]]:
    """What was guessed, mended or left out when a document's file was read, each with the file's name."""
    return [(file, Notice(*notice)) for notice in notices]


def read_documents(paths: Sequence[Path], judge: Judge | None = None) -> Iterator[Extraction | None]:
    """Each document below the paths, extracted; None for one that could not be read, which is said on the screen.

    Args:
        paths: files and folders.
        judge: applies people's corrections; none when not given.

    Raises:
        ReadError: a path does not exist, or there is nothing to read.
    """
    from loaders.extract import extract

    files, skipped = discover(paths)
    console.skipped(skipped)
    process.ready_to_read()
    for found in read_all(files):
        if isinstance(found, Failure):
            console.error(str(found.error))
            yield None
        else:
            extraction = extract(found, judge)
            console.notices(noted(found.file, found.notices))
            yield extraction


Progress = Callable[[str, int, int, int], None]
"""Called with the name of the file in work, how many files of how many are done, and the relationships so far."""


def build(
    store: Store, archive: Archive, paths: Sequence[Path], progress: Progress | None = None, scheduler: str = ""
) -> Summary:
    """Put every document below the paths into the graph; a document that is there already is replaced.

    Args:
        store: the graph.
        archive: where the texts are kept.
        paths: files and folders.
        progress: told how far it has come.
        scheduler: address of Dask's scheduler whose workers extract; empty for processes of this machine.

    Raises:
        ReadError: a path does not exist, or there is nothing to read.
        EngineError: the graph or the archive cannot be written, or the scheduler not be used; documents before that are
            in it.
    """
    recorder = Recorder(store, archive, corrected(archive))
    summary = Summary()
    for found in _read_in(summary, paths, progress or _silent, scheduler):
        recorder.note(found)
        summary.add(found, put(store, archive, found))
        recorder.keep(found.document)
    tidy(store, archive)
    return summary


def rebuild(
    store: Store, archive: Archive, paths: Sequence[Path], progress: Progress | None = None, scheduler: str = ""
) -> tuple[Summary, Rebuilt]:
    """Make the graph anew from the documents below the paths, and of nothing else; see `Store.rebuild`.

    Raises:
        ReadError: nothing could be read, or not a file whose document the graph has: it is left as it is.
        EngineError: the graph or the archive cannot be written.
    """
    summary = Summary()
    recorder = Recorder(store, archive, corrected(archive))
    earlier = store.documents()

    def fill(fresh: Store) -> set[str]:
        for found in _read_in(summary, paths, progress or _silent, scheduler):
            recorder.note(found)
            summary.add(found, put(fresh, archive, found))
            recorder.beside(found.document, fresh)
        _refuse_losses(summary, {str(row["file"]) for row in earlier})
        filled = {document.id for document, _ in summary.documents}
        for row in earlier:
            if row["id"] not in filled:
                recorder.note_withdrawn(str(row["id"]))
        return filled

    rebuilt = store.rebuild(fill)
    recorder.keep()
    tidy(store, archive)
    return summary, rebuilt


def _refuse_losses(summary: Summary, known: Collection[str]) -> None:
    """A rebuild must not lose a document because its file is unreadable today."""
    lost = [failure for failure in summary.failures if failure.source.name in known]
    if lost or not summary.documents:
        reasons = "".join(str(failure.error) for failure in lost or summary.failures)
        raise ReadError(
            f"图谱没有重建：{len(lost or summary.failures)} 份{'图中的' if lost else ''}文件读不了。{reasons}",
            "请先排除原因；确实不要的文件，从给出的路径中去掉。",
        )


def _silent(_name: str, _done: int, _total: int, _facts: int) -> None:
    pass


def _read_in(summary: Summary, paths: Sequence[Path], progress: Progress, scheduler: str) -> Iterator[Outcome]:
    """Each document that could be read, to be put into the graph; what could not is counted in the summary."""
    files, skipped = discover(paths)
    summary.skipped = skipped
    for done, (source, found) in enumerate(_extracted(files, scheduler)):
        progress(source.name, done, len(files), summary.facts)
        if isinstance(found, Failure):
            summary.failures.append(found)
        else:
            yield found
    progress("", len(files), len(files), summary.facts)


def _extracted(files: Sequence[Source], scheduler: str) -> Iterator[Found]:
    if scheduler:
        from loaders import cluster

        return cluster.extract_all(files, scheduler)
    return extract_all(zip(files, read_all(files), strict=True))


def samples(store: Store) -> list[dict[str, Any]]:
    """The documents of the graph that are the project's own samples, known by their text.

    Raises:
        EngineError: the graph cannot be read.
    """
    known = {hashlib.sha256(path.read_bytes()).hexdigest() for path in data.DOCUMENTS.glob("*.md")}
    return [row for row in store.documents() if row["sha256"] in known]


def withdraw_samples(store: Store, archive: Archive) -> int:
    """Take the samples out of the graph; how many there were.

    Raises:
        EngineError: the graph cannot be written.
    """
    found = samples(store)
    recorder = Recorder(store, archive)
    for row in found:
        recorder.note_withdrawn(str(row["id"]))
        store.withdraw(str(row["id"]))
        recorder.keep()
    tidy(store, archive)
    return len(found)


def put(store: Store, archive: Archive, found: Outcome) -> Change:
    """Put one document into the graph as people have left it, and beside it its text and what the rules read.

    Raises:
        EngineError: the graph or the archive cannot be written; the graph is then as before.
    """
    # The text first: a text without statements is forgotten later, statements without their text show no paragraph.
    archive.keep(found.kept)
    archive.machine.keep(found.document, found.statements)
    return settle(store, archive, found.document, found.statements, found.kept.text, found.goal)


def corrected(archive: Archive) -> Judge:
    """What applies the corrections of a data folder to a document that is only extracted."""
    known = archive.journal.read()

    def judge(document: Document, statements: Sequence[Statement], text: str) -> Sequence[Statement]:
        if not judged.concern(document, known):
            return statements
        return archive.judged(document, statements, text, known).statements

    return judge


def settle(
    store: Store,
    archive: Archive,
    document: Document,
    statements: Sequence[Statement],
    text: str,
    unjudged: Goal | None = None,
) -> Change:
    """Bring the graph to what people have left of a document.

    Args:
        store: the graph.
        archive: with the journal.
        document: its own data.
        statements: all that the rules read in it.
        text: the text, which the offsets count in.
        unjudged: what the graph shall hold of it when nobody has judged it, where that is worked out already.

    Raises:
        EngineError: the graph cannot be written; it is then as before.
    """
    while True:
        known = archive.journal.read()
        if judged.concern(document, known):
            change = store.replace(document, archive.judged(document, statements, text, known).statements)
        else:
            change = store.put(unjudged) if unjudged is not None else store.replace(document, statements)
        # Who judges while this is written has read the same statements: whoever writes last must have seen all.
        if archive.journal.read() is known:
            return change


def withdraw(store: Store, archive: Archive, document: str) -> Change:
    """Take a document out of the graph, and its text out of the archive.

    Raises:
        NotFoundError: no such document is loaded.
        EngineError: the graph cannot be written; it is then as before.
    """
    recorder = Recorder(store, archive)
    recorder.note_withdrawn(document)
    change = store.withdraw(document)
    recorder.keep()
    tidy(store, archive)
    return change


def tidy(store: Store, archive: Archive) -> None:
    """Forget the texts of documents that were replaced or withdrawn, and what was read in them."""
    loaded = [(str(row["id"]), str(row["sha256"])) for row in store.documents()]
    archive.forget_all_but(sha256 for _, sha256 in loaded)
    archive.machine.forget_all_but(loaded)
