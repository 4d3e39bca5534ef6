"""From references to statements: one document to another, which need not be loaded."""

from __future__ import annotations

from collections.abc import Sequence

from graph import editions
from graph.statements import Document, Entity, Value
from loaders.builder import Builder
from loaders.editions.model import Reference
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.metadata import region_of


def state(builder: Builder, found: Sequence[Reference]) -> None:
    """Each reference as an edge from this document to the other."""
    here = builder.entity(builder.tree.root)
    for one in found:
        there = named(builder.document, one)
        if there.id != builder.document.id:
            rule = f"editions:{one.relation}"
            builder.add(here, one.relation, there, (one.start, one.end), (), rule, one.raw)


def named(document: Document, reference: Reference) -> Entity:
    """The node of a document that another speaks of; by its number, else by its work.

    Which loaded documents it means is for `timeline.standing` to say: this must not depend on what is loaded.
    """
    region = region_of(reference.title, gazetteer())
    own = document.region if reference.relation in ("修订", "废止") else ""
    where = region.id if region is not None else own
    work = editions.work(reference.title, where, "", reference.title)
    properties: dict[str, Value] = {"number": reference.number, "work": work, "seen": False}
    return Entity("文件", reference.number or work, reference.title, properties)
