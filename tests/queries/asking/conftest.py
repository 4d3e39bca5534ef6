"""An asker over the project's own editions of its documents."""

from __future__ import annotations

import pytest

import data
from graph.endpoint import Endpoint
from graph.settings import Settings
from graph.store import Store
from queries.asking import Asker
from ui.archive import Archive
from ui.building import build


@pytest.fixture(scope="package")
def own_graph(endpoint: Endpoint, engine_settings: Settings) -> Store:
    """The project's own documents in the store, for tests that only read."""
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    store = Store(endpoint, engine_settings)
    summary = build(store, Archive.of(engine_settings), (data.DOCUMENTS,))
    assert len(summary.documents) == 7
    return store


@pytest.fixture(scope="package")
def asker(own_graph: Store) -> Asker:
    """Its asker, with the knowledge read once."""
    return Asker(own_graph)
