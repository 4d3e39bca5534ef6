"""Shared by the tests of the interface: a browser, and a graph with one of the project's own documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import data
from graph.endpoint import Endpoint
from graph.settings import Settings
from graph.store import Store
from tests.support.browsing import CHROMIUM, FLAGS
from ui import building
from ui.archive import Archive
from ui.web import resources

PLAN = data.DOCUMENTS / "常德市打好发展六仗实施方案.md"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, started once."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright 未安装，跳过浏览器测试")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Makes pages as large as an office screen; they are closed behind the test."""
    pages = []

    def make(**options: Any) -> Any:
        pages.append(browser.new_page(viewport={"width": 1366, "height": 768}, **options))
        return pages[-1]

    yield make
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def graph(endpoint: Endpoint, engine_settings: Settings) -> Store:
    """The store with one plan, its text in the archive beside it; for tests that only read."""
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    store = Store(endpoint, engine_settings)
    building.build(store, Archive.of(engine_settings), [Path(PLAN)])
    return store


@pytest.fixture
def shown(graph: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The pages of this process show that graph."""
    monkeypatch.setattr(resources, "store", lambda: graph)
    monkeypatch.setattr(resources, "archive", lambda: Archive.of(engine_settings))
    resources._asker.clear()  # it was made for another engine's graph
    return graph
