"""What all sessions share: the graph, the archive of texts, the settings. Pages read through `ask` and `read` only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from graph import own as owning
from graph.errors import QueryError
from graph.own import Own
from graph.settings import Settings, from_environment
from graph.store import Result, Row, Store
from graph.timeline import Moment
from loaders.kept import Kept
from queries import catalogue, reports
from queries.asking import Asker, Model
from queries.reports import DutyReport, Subject
from queries.reports.listing import Table
from ui import building, process
from ui.archive import Archive
from ui.web import links


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings, read once."""
    return from_environment()


@st.cache_resource(show_spinner="正在启动图数据库……")
def store() -> Store:
    """The graph, opened once for all sessions."""
    opened = Store.open(settings(), lasting=True)
    process.settle()
    return opened


@st.cache_resource(show_spinner=False)
def archive() -> Archive:
    """The texts behind the graph."""
    return Archive.of(settings())


def ask(name: str, /, **values: object) -> list[Row]:
    """All rows of a question of the catalogue; asked once for all sessions while the graph stays as it is.

    Raises:
        QueryError, EngineError: as `catalogue.run`.
    """
    return _answered(state(), name, values)


@st.cache_data(show_spinner=False, max_entries=128)
def _answered(state: str, name: str, values: dict[str, object]) -> list[Row]:
    return catalogue.run(then(), name, **values).rows


def ask_first(name: str, rows: int, /, **values: object) -> catalogue.Page:
    """The first rows of a question of the catalogue, and how many it has in all; kept as those of `ask`.

    Raises:
        QueryError, EngineError: as `catalogue.run`.
    """
    return _begun(state(), name, rows, values)


@st.cache_data(show_spinner=False, max_entries=64)
def _begun(state: str, name: str, rows: int, values: dict[str, object]) -> catalogue.Page:
    return catalogue.get(name).first(then(), values, rows)


def later(name: str, /, **values: object) -> Callable[[], list[Row]]:
    """What asks a question of the catalogue once somebody wants all of its rows, as of the moment that is seen now."""
    at = then()
    return lambda: catalogue.run(at, name, **values).rows


def duties(subject: Subject) -> DutyReport | None:
    """The responsibility list of a body; None of what can have none.

    Raises:
        EngineError: the engine could not be used.
    """
    return _duties(state(), subject) if subject.kind in reports.BODIES else None


@st.cache_data(show_spinner=False, max_entries=32)
def _duties(state: str, subject: Subject) -> DutyReport:
    return reports.report_of(then(), subject)


def beside(subject: Subject) -> tuple[Table, ...]:
    """What there is to say of something besides its duties.

    Raises:
        EngineError: the engine could not be used.
    """
    return _beside(state(), subject, subject.key)


# Not `cache_data`: the columns of tables hold functions, which cannot be copied; nobody changes what is kept here.
@st.cache_resource(show_spinner=False, max_entries=32)
def _beside(state: str, _subject: Subject, key: str) -> tuple[Table, ...]:
    return reports.beside(then(), _subject)


def meanings(name: str) -> tuple[Subject, ...]:
    """What a name of an address may mean, that of the own region first.

    Raises:
        EngineError: the engine could not be used.
    """
    return _meanings(state(), name, own().region)


@st.cache_data(show_spinner=False, max_entries=256)
def _meanings(state: str, name: str, region: str) -> tuple[Subject, ...]:
    return reports.meanings(then(), name, region=region)


def own() -> Own:
    """The own region and unit, as people said; read anew each time, as somebody may have said otherwise."""
    return owning.read(settings().home)


@st.cache_resource(show_spinner="正在读入图谱中的名称和句子……", max_entries=3)
def _asker(day: str, every: bool) -> Asker:
    address = settings().model_url
    return Asker(store().at(Moment(day, every)), Model(address) if address else None)


def asker() -> Asker:
    """Who answers questions in plain Chinese, for all sessions; reads the graph anew when it has changed."""
    at = moment()
    return _asker(at.day, at.every)


def ask_documents() -> list[Row]:
    """The loaded documents by date, with what the graph knows of them."""
    return store().documents()


def samples() -> list[Row]:
    """The loaded documents that are the project's own samples."""
    return _samples(state())


@st.cache_data(show_spinner=False, max_entries=4)
def _samples(state: str) -> list[Row]:
    return building.samples(store())


def state() -> str:
    """A word that changes whenever the graph or the moment does: the key of whatever is cached."""
    at = moment()
    return f"{store().version()}|{at.on()}|{at.every}"


def moment() -> Moment:
    """As of when the page is seen: today, or the day in the address; `all` there asks of all documents."""
    try:
        return Moment.of(links.given("as_of"), every=bool(links.given("all")))
    except QueryError:
        return Moment()


def then() -> Store:
    """The graph as of that moment."""
    return store().at(moment())


def choose_day() -> None:
    """A field for the day, and a choice to see all documents; both stand in the address."""
    with st.popover("日期", icon=":material/event:"):
        day = st.text_input("看哪一天（空为今天）", links.given("as_of"), placeholder="2023-03-01", key="as_of")
        every = st.checkbox("不论是否现行，全部列出", bool(links.given("all")), key="all")
        if day:
            Moment.of(day)  # says what is wrong with it
        if (day, every) != (links.given("as_of"), bool(links.given("all"))):
            links.note(as_of=day, all="1" if every else "")
            st.rerun()


def left_out(subject: Subject) -> tuple[str, ...]:
    """What the list about something leaves out because it is not in force, in sentences."""
    return _left_out(state(), subject)


@st.cache_data(show_spinner=False, max_entries=64)
def _left_out(state: str, subject: Subject) -> tuple[str, ...]:
    return reports.left_out(then(), subject)


def counts() -> dict[str, dict[str, int]]:
    """Numbers of nodes and relationships; counted anew only when the graph has changed."""
    return _counts(state())


@st.cache_data(show_spinner=False, max_entries=4)
def _counts(state: str) -> dict[str, dict[str, int]]:
    return store().counts()


def read(cypher: str, values: dict[str, Any]) -> Result:
    """Run a user's own query, which the engine lets only read; at most as many rows as the settings say."""
    return then().read(cypher, values, limit=settings().rows)


def kept(document: str) -> Kept | None:
    """The kept text of a loaded document; None where this machine has none, or another version than the graph."""
    digests = {row["id"]: row["sha256"] for row in store().documents()}
    return archive().get(str(digests[document])) if document in digests else None
