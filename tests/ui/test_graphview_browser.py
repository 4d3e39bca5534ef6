"""The graph view in a real browser: what is drawn, what a click shows, and that nothing is fetched from outside."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from math import atan2, degrees, dist
from pathlib import Path
from typing import Any

import pytest

from tests.support.browsing import CHROMIUM, FLAGS, ROOT, Screen, free_port, serving
from ui.graphview import TOGETHER, Edge, Node, View, group, html_page

pytest.importorskip("playwright.sync_api", reason="playwright 未安装，跳过浏览器测试")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，跳过浏览器测试")

NO_SCRIPT = "--blink-settings=scriptEnabled=false"


def row(number: int, source: str, relation: str, target: str, kind: str = "事项", **more: object) -> dict[str, object]:
    return {
        "source_id": source,
        "source": source,
        "source_kind": "机构",
        "relation": relation,
        "target_id": target,
        "target": target,
        "target_kind": kind,
        "statement": f"s{number}",
        "quote": f"由{source}{relation}{target}</script>。",
        "title": "工作方案",
        "path": ["附件1 方案", "一、任务"],
    } | more


def rows() -> list[dict[str, object]]:
    tasks = [row(i, "市工信局", "牵头", f"任务{i}", inherited=i == 1, open=i == 2) for i in range(12)]
    helpers = [row(20 + i, "市财政局", "配合", f"任务{i}") for i in range(6)]
    return [*tasks, *helpers, row(40, "市工信局", "牵头", "新能源", kind="产业")]


class TestPage:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        file = tmp_path / "图.html"
        file.write_text(html_page(View.from_rows(rows()), "市工信局", "两层以内"), encoding="utf-8")
        return file

    @pytest.fixture
    def screen(self, file: Path, new_page: Callable[..., Any]) -> Iterator[Screen]:
        screen = Screen(new_page(), ("file:", "data:", "blob:"))
        screen.open(file.as_uri())
        yield screen
        assert screen.faults == []

    def test_every_node_is_drawn_inside_the_window(self, screen: Screen) -> None:
        assert screen.ask("cy.nodes(':visible').length") == 15
        assert screen.ask(
            "cy.nodes().every((n) => { const p = n.renderedPosition(); return p.x > 0 && p.y > 0 "
            "&& p.x < cy.width() && p.y < cy.height(); })"
        )
        assert "15 个节点，19 条关系" in screen.page.inner_text("#qg-view")

    def test_a_click_on_an_edge_shows_its_sentence(self, screen: Screen) -> None:
        screen.click("s3")
        for words in ("由市工信局牵头任务3</script>。", "牵头", "工作方案", "附件1 方案", "一、任务", "s3"):
            assert words in screen.panel()

    def test_inherited_and_open_edges_are_marked(self, screen: Screen) -> None:
        assert screen.ask("cy.getElementById('s1').style('line-style')") == "dashed"
        assert screen.ask("cy.getElementById('s2').style('target-arrow-fill')") == "hollow"
        screen.click("s1")
        assert "承自所在标题" in screen.panel()

    def test_a_click_on_a_node_lists_its_edges_which_lead_on(self, screen: Screen) -> None:
        screen.click("市财政局")
        assert "图中与它相连的关系（6）" in screen.panel()
        screen.page.get_by_role("button", name="任务5").click()
        assert "由市财政局配合任务5" in screen.panel()

    def test_hiding_a_kind_hides_its_nodes_and_their_edges(self, screen: Screen) -> None:
        screen.toggle("kind:事项")
        assert screen.ask("cy.nodes(':visible').map((n) => n.data('kind')).sort()") == ["产业", "机构", "机构"]
        assert "显示 3/15 个节点，1/19 条关系" in screen.page.inner_text("#qg-view")
        screen.page.get_by_role("button", name="全部显示").click()
        screen.page.wait_for_timeout(100)
        assert screen.ask("cy.nodes(':visible').length") == 15

    def test_hiding_a_relation_hides_its_edges(self, screen: Screen) -> None:
        screen.toggle("relation:配合")
        assert screen.ask("cy.edges(':visible').length") == 13

    def test_search_stresses_what_it_finds(self, screen: Screen) -> None:
        screen.page.fill(".qg-search", "新能源")
        assert screen.ask("cy.nodes('.hit').map((n) => n.id())") == ["新能源"]
        assert "查到 1 个" in screen.page.inner_text("#qg-view")
        screen.page.press(".qg-search", "Escape")
        assert screen.ask("cy.nodes('.hit, .dim').length") == 0

    def test_the_tip_says_what_is_under_the_pointer(self, screen: Screen) -> None:
        screen.page.mouse.move(*screen.point("s3"))
        screen.page.wait_for_selector(".qg-tip:not([hidden])")
        assert screen.page.inner_text(".qg-tip") == "市工信局 —牵头→ 任务3\n“由市工信局牵头任务3</script>。”"

    @pytest.mark.parametrize("layout", ["force", "layered", "concentric", "circle", "grid"])
    def test_no_layout_puts_two_nodes_in_one_place(self, screen: Screen, layout: str) -> None:
        screen.page.select_option(".qg-layout", layout)
        places = {(round(p["x"]), round(p["y"])) for p in screen.positions().values()}
        assert len(places) == 15

    def test_the_picture_can_be_saved(self, screen: Screen) -> None:
        with screen.page.expect_download() as download:
            screen.page.get_by_role("button", name="存为图片").click()
        assert download.value.suggested_filename == "牵头图谱.png"
        assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")

    def test_the_same_view_is_drawn_the_same_way(
        self, screen: Screen, file: Path, new_page: Callable[..., Any]
    ) -> None:
        again = Screen(new_page(), ("file:", "data:"))
        again.open(file.as_uri())
        assert again.positions() == screen.positions()

    def test_it_follows_a_dark_theme(self, screen: Screen) -> None:
        before = screen.ask("cy.nodes()[0].style('color')")
        screen.page.emulate_media(color_scheme="dark")
        screen.page.wait_for_timeout(200)
        assert screen.ask("cy.nodes()[0].style('color')") != before

    def test_names_of_a_large_network_stand_apart_and_in_the_window(
        self, tmp_path: Path, new_page: Callable[..., Any]
    ) -> None:
        nodes = [Node(f"{n}", f"市第{n}局（某某市）", group(n % 9 + 1)) for n in range(320)]
        edges = [
            Edge(f"{a}~{b}", f"{a}", f"{b}", TOGETHER, weight=1 + a % 5)
            for a, b in combinations(range(320), 2)
            if (a - b) % 9 == 0 and (a * b) % 4 == 0
        ]
        file = tmp_path / "网络.html"
        file.write_text(html_page(View.of(nodes, edges), "网络", ""), encoding="utf-8")
        screen = Screen(new_page(), ("file:", "data:", "blob:"))
        screen.open(file.as_uri())
        names = screen.ask(
            "cy.nodes('.labelled').map((n) => n.renderedBoundingBox({ includeNodes: false, includeEdges: false, "
            "includeLabels: true })).map((b) => [b.x1, b.y1, b.x2, b.y2])"
        )
        width, height = screen.ask("[cy.width(), cy.height()]")
        assert len(names) > 25
        # Half of the outline of a name is air.
        assert [
            (one, other)
            for one, other in combinations(names, 2)
            if min(one[2], other[2]) - max(one[0], other[0]) > 4 and min(one[3], other[3]) - max(one[1], other[1]) > 6
        ] == []
        assert all(b[0] > -4 and b[1] > -4 and b[2] < width + 4 and b[3] < height + 4 for b in names)
        assert screen.faults == []

    def test_without_script_the_edges_are_a_table(self, file: Path, browser: Any) -> None:
        # Only a browser that was started without script shows <noscript>.
        plain = browser.browser_type.launch(executable_path=str(CHROMIUM), args=[*FLAGS, NO_SCRIPT])
        page = plain.new_page()
        page.goto(file.as_uri())
        assert page.locator("noscript tbody tr").count() == 19
        assert page.locator("noscript td", has_text="由市工信局牵头任务3</script>。").is_visible()
        plain.close()


APP = """
import streamlit as st

from ui.graphview import View, graph_view


def row(number, source, relation, target):
    return {"source_id": source, "source": source, "source_kind": "机构", "relation": relation, "target_id": target,
            "target": target, "target_kind": "事项", "statement": f"s{number}",
            "quote": f"由{source}{relation}{target}"}


def expand(node):
    rows = st.session_state.rows
    rows += [row(len(rows) + i, f"局{len(rows) + i}", "配合", node) for i in range(24)]
    st.session_state.expanded = node


def graph():
    st.session_state.setdefault("rows", [row(i, "市工信局", "牵头", f"任务{i}") for i in range(12)])
    chosen = graph_view(View.from_rows(st.session_state.rows), key="graph", on_expand=expand, height=600,
                        on_select=lambda selection: st.session_state.update(told=selection))
    st.text(f"选中 {chosen and (chosen.type, chosen.id)}；告知 {st.session_state.get('told')}")
    st.text(f"展开 {st.session_state.get('expanded')}")


def other():
    st.text("另一页")


st.set_page_config(layout="wide")
st.navigation([st.Page(graph, title="子图"), st.Page(other, title="清单", url_path="list")]).run()
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small Streamlit application with the component."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "main.py").write_text(APP, encoding="utf-8")
    port = free_port()
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", "main.py"]
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(folder)}
    with serving(command, port, folder / "log", folder=folder, environment=environment) as address:
        yield address


class TestComponent:
    @pytest.fixture
    def screen(self, app: str, new_page: Callable[..., Any]) -> Iterator[Screen]:
        screen = Screen(new_page(), (app, app.replace("http", "ws"), "data:", "blob:"))
        screen.open(app)
        yield screen
        assert screen.faults == []

    def wait_for_text(self, screen: Screen, words: str) -> None:
        screen.page.get_by_text(words).wait_for(timeout=20_000)
        screen.page.wait_for_timeout(300)

    def test_clicks_reach_python_and_move_nothing(self, screen: Screen) -> None:
        before = screen.positions()
        screen.click("s3")
        self.wait_for_text(screen, "选中 ('edge', 's3')；告知 Selection(type='edge', id='s3')")
        screen.click("任务5")
        self.wait_for_text(screen, "选中 ('node', '任务5')")
        assert screen.positions() == before

    def test_expanding_moves_no_old_node_and_shows_the_new_ones(self, screen: Screen) -> None:
        before = screen.positions()
        screen.page.mouse.dblclick(*screen.point("任务4"))
        self.wait_for_text(screen, "展开 任务4")
        after = screen.positions()
        assert len(after) == len(before) + 24
        assert {node: after[node] for node in before} == before
        # Side by side around their parent, not one behind the other.
        parent, new = after["任务4"], [after[node] for node in after if node not in before]
        directions = {round(degrees(atan2(at["y"] - parent["y"], at["x"] - parent["x"]))) for at in new}
        assert len(directions) > 18
        assert max(dist(at.values(), parent.values()) for at in new) < 400
        assert min(dist(a.values(), b.values()) for a, b in combinations(after.values(), 2)) > 20
        screen.page.wait_for_timeout(400)
        assert screen.ask(
            "cy.nodes().every((n) => { const p = n.renderedPosition(); return p.x > 0 && p.y > 0 "
            "&& p.x < cy.width() && p.y < cy.height(); })"
        )

    def test_the_button_expands_what_is_selected(self, screen: Screen) -> None:
        screen.click("任务2")
        screen.page.get_by_role("button", name="展开").click()
        self.wait_for_text(screen, "展开 任务2")

    def test_positions_are_kept_when_the_user_comes_back_to_the_page(self, screen: Screen) -> None:
        x, y = screen.point("任务7")
        screen.page.mouse.move(x, y)
        screen.page.mouse.down()
        screen.page.mouse.move(x + 60, y + 40, steps=5)
        screen.page.mouse.up()
        before = screen.positions()
        screen.page.get_by_role("link", name="清单").click()
        screen.page.get_by_text("另一页").wait_for()
        screen.page.get_by_role("link", name="子图").click()
        screen.wait_for_drawing()
        assert screen.positions() == before
