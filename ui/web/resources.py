"""What all sessions share: the graph, the archive of texts, the settings. Pages read through `ask` and `read` only."""

from __future__ import annotations

from typing import Any

import streamlit as st

from graph.settings import Settings, from_environment
from graph.statements import digest
from graph.store import Result, Row, Store
from queries import catalogue
from queries.asking import Asker
from ui import building, process
from ui.archive import Archive, Kept


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings, read once."""
    return from_environment()


@st.cache_resource(show_spinner="正在启动图数据库，首次使用时还要读入自带的文件……")
def store() -> Store:
    """The graph, opened once for all sessions; filled with the project's own documents where it is empty."""
    opened = Store.open(settings())
    building.fill(opened, archive())
    process.settle()
    return opened


@st.cache_resource(show_spinner=False)
def archive() -> Archive:
    """The texts behind the graph."""
    return Archive.of(settings())


def ask(name: str, /, **values: object) -> list[Row]:
    """All rows of a question of the catalogue.

    Raises:
        QueryError, EngineError: as `catalogue.run`.
    """
    return catalogue.run(store(), name, **values).rows


@st.cache_resource(show_spinner="正在读入图谱中的名称和句子……")
def asker() -> Asker:
    """Who answers questions in plain Chinese, for all sessions; reads the graph anew when it has changed."""
    return Asker(store())


def ask_documents() -> list[Row]:
    """The loaded documents by date, with what the graph knows of them."""
    return store().documents()


def state() -> str:
    """A word that changes whenever a document is loaded, replaced or withdrawn: the key of whatever is cached."""
    return digest(*(row["digest"] for row in store().documents()))


def counts() -> dict[str, dict[str, int]]:
    """Numbers of nodes and relationships; counted anew only when the graph has changed."""
    return _counts(state())


@st.cache_data(show_spinner=False, max_entries=4)
def _counts(state: str) -> dict[str, dict[str, int]]:
    return store().counts()


def read(cypher: str, values: dict[str, Any]) -> Result:
    """Run a user's own query, which the engine lets only read; at most as many rows as the settings say."""
    return store().read(cypher, values, limit=settings().rows)


def kept(document: str) -> Kept | None:
    """The kept text of a loaded document; None where this machine has none, or another version than the graph."""
    digests = {row["id"]: row["sha256"] for row in store().documents()}
    return archive().get(str(digests[document])) if document in digests else None
