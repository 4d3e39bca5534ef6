"""A graph that is opened for one short command gives the same rows as by way of the server, and can only be read."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import arcadedb
from graph.errors import QiantouError, QueryError
from graph.locks import FileLock
from graph.settings import Settings
from graph.store import Store
from queries.catalogue import Query, catalogue, example_values
from tests.queries.conftest import changde, yueyang

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[2]

GIVEN = {
    "agency": "市工信局",
    "document": "实施方案",
    "name": "产业",
    "node": "常德市/工业和信息化",
    "first": "市工信局",
    "second": "市科技局",
    "source": "市工信局",
    "target": "市财政局",
}
"""Values that find something in the two plans, for the parameters that must be given."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = Settings(tmp_path_factory.mktemp("短"), fsync=False)
    with Store.open(made) as store:
        for plan in (changde(), yueyang()):
            store.replace(plan.document, plan.statements)
    return made


@pytest.fixture
def brief(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, brief=True) as store:
        assert store.endpoint.still
        yield store


def values(query: Query) -> dict[str, str]:
    wanted = [parameter.name for parameter in query.parameters if parameter.required]
    given = example_values(query.example) | GIVEN
    return {key: given[key] for key in wanted}


def answers(store: Store) -> dict[str, list[dict[str, object]]]:
    return {name: query.read(store, values(query)).rows for name, query in catalogue().items()}


def test_every_question_has_the_same_answer(settings: Settings) -> None:
    with Store.open(settings) as store:
        assert not store.endpoint.still
        by_server, version, documents = answers(store), store.version(), store.documents()
    with Store.open(settings, brief=True) as store:
        here = answers(store)
        assert (store.version() != version, store.documents()) == (True, documents)
    different = {name for name in by_server if here[name] != by_server[name]}
    assert not different
    assert sum(map(bool, here.values())) > 40


def test_the_first_rows_are_those_of_the_whole_answer_and_the_rest_is_counted(brief: Store) -> None:
    whole, first = answers(brief), {}
    for name, query in catalogue().items():
        page = query.first(brief, values(query), 1)
        first[name] = page.result.rows, page.result.complete, page.total
    assert first == {name: (rows[:1], len(rows) <= 1, len(rows)) for name, rows in whole.items()}
    assert sum(len(rows) > 1 for rows in whole.values()) > 25
    # Most need not be made as a whole.
    assert sum(bool(query.counting) for query in catalogue().values()) > 50


@pytest.mark.parametrize(
    ("cypher", "words"),
    [
        ("MATCH (n RETURN n", "语法错误"),
        ("MATCH (n:机构) RETURN $x", "缺少参数"),
        ("RETURN 1 / 0 AS n", "无法执行"),
        ("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n", "超过了时限"),
    ],
)
def test_refusals_say_what_to_do(settings: Settings, cypher: str, words: str) -> None:
    hasty = Settings(settings.home, timeout=0.5)
    with Store.open(hasty, brief=True) as store, pytest.raises(QueryError, match=words):
        store.read(cypher, {})
    arcadedb._configure(settings)


def test_the_engine_itself_refuses_to_write(brief: Store) -> None:
    with brief.endpoint.reading() as session, pytest.raises(QueryError, match="只能读"):
        session.run("CREATE (n:机构 {id: '甲'}) RETURN n").consume()
    with pytest.raises(AssertionError, match="only to be read"):
        brief.endpoint.writing()


def test_a_limit_cuts_and_says_so(brief: Store) -> None:
    result = brief.read("MATCH (n:机构) RETURN n.id AS id ORDER BY id", {}, limit=2)
    assert (len(result.rows), result.columns, result.complete) == (2, ("id",), False)


READ = """
import sys
from pathlib import Path
from graph.settings import Settings
from graph.store import Store
with Store.open(Settings(Path(sys.argv[1])), brief=True) as store:
    print(store.endpoint.still, len(store.documents()))
"""


def test_several_may_read_at_once_and_a_writer_waits_for_them(settings: Settings, brief: Store) -> None:
    command = [sys.executable, "-c", READ, str(settings.home)]
    second = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert second.stdout == "True 2\n"
    threading.Timer(0.3, brief.close).start()
    with Store.open(settings) as writer:
        assert not writer.endpoint.still


def test_who_has_a_server_already_is_asked_there(settings: Settings) -> None:
    with Store.open(settings) as owner, Store.open(settings, brief=True) as guest:
        assert (guest.endpoint.borrowed, guest.endpoint.still) == (True, False)
        assert guest.documents() == owner.documents()


def test_where_there_is_no_graph_yet_the_server_starts(tmp_path: Path) -> None:
    with Store.open(Settings(tmp_path / "新"), brief=True) as store:
        assert (store.endpoint.still, store.documents()) == (False, [])


CRASH = """
import os, sys
from pathlib import Path
from graph.settings import Settings
from graph.store import Store
with Store.open(Settings(Path(sys.argv[1]))) as store:
    store.prepare()
    os.kill(os.getpid(), 9)
"""


def test_what_a_crash_left_is_mended_by_the_server(tmp_path: Path) -> None:
    home = tmp_path / "断"
    subprocess.run([sys.executable, "-c", CRASH, str(home)], cwd=ROOT, check=False, capture_output=True)
    with Store.open(Settings(home), brief=True) as store:
        assert (store.endpoint.still, store.documents()) == (False, [])
    with Store.open(Settings(home), brief=True) as store:
        assert store.endpoint.still


def test_shared_locks_keep_out_only_those_that_want_it_alone(tmp_path: Path) -> None:
    file = tmp_path / "锁"
    with FileLock(file, shared=True) as first, FileLock(file, shared=True) as second:
        assert (first.held, second.held) == (True, sys.platform != "win32")
        assert not FileLock(file).held
    with FileLock(file) as alone:
        assert alone.held
        assert not FileLock(file, shared=True).held


def test_errors_of_the_graph_are_ours(brief: Store) -> None:
    with pytest.raises(QiantouError):
        brief.read("CREATE (n) RETURN n", {})
