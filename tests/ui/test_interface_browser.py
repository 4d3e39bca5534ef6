"""The interface as its users see it: each page opened and used in a browser, and compared with the store's rows."""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import networkx as nx
import openpyxl
import pytest

from graph import own, views
from graph.settings import Settings
from graph.store import Store
from loaders.kept import Outcome
from queries import reports
from queries.asking import Asker
from queries.catalogue import run
from tests.support.browsing import AXE, CHROMIUM, FIND, Screen, free_port, serving
from tests.support.papers import read as read_paper
from tests.ui.conftest import PLAN
from ui import building, pages
from ui.archive import Archive
from ui.passwords import Passwords
from ui.review import Review

pytest.importorskip("playwright.sync_api", reason="playwright 未安装，跳过浏览器测试")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，跳过浏览器测试")

AGENCY = "常德市/工业和信息化"
PASSWORD = "一个够长的口令123"
WAIT = 60_000
"""Milliseconds; a busy machine is no fault."""

TABLE = ".qv table"
CELLS = """(table) => [...table.querySelectorAll('tbody tr')]
  .map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()))"""

NAMES = """() => ['[aria-label]', '[title]', '[placeholder]', '[data-testid=stSkipToContent]']
  .flatMap((named) => [...document.querySelectorAll(`.stApp ${named}`)])
  .filter((element) => element.offsetParent || element.ownerSVGElement)
  .map((element) => element.ariaLabel || element.title || element.placeholder || element.textContent)"""

# Streamlit looks for its server below a deep link's own path first, which the browser notes as a fault.
PROBES = re.compile(r"/_stcore/(?:health|host-config)$")


@dataclass
class Site:
    """The running interface, and the store that it shows."""

    address: str
    store: Store
    home: Path

    def plan(self) -> dict[str, Any]:
        """The plan among its documents."""
        return next(row for row in self.store.documents() if row["file"] == PLAN.name)

    def at(self, page: str, **values: str) -> str:
        return f"{self.address}{page}" + (f"?{urlencode(values)}" if values else "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Site]:
    """`qiantou ui` in an empty data folder: somebody asks for the samples, and says whose graph it is."""
    home = tmp_path_factory.mktemp("界面")
    port = free_port()
    command = [sys.executable, "-m", "ui.cli", "ui", "--port", str(port), "--no-browser"]
    environment = {"QIANTOU_HOME": str(home), "HOME": str(home)}
    with (
        serving(command, port, home / "ui.out", environment=environment) as address,
        Store.open(Settings(home=home)) as store,
    ):
        site = Site(address, store, home)
        start(Page(browser.new_page(), site))
        yield site


def start(page: Page) -> None:
    """The first start: nothing is read until somebody asks for it."""
    page.page.goto(page.site.address)
    page.see("图谱里还没有文件。先读什么？")
    assert page.site.store.documents() == []
    page.page.get_by_role("button", name="先看样例").click()
    page.see(re.compile(r"^读入了 \d+ 份文件。$"))
    page.see("份自带的样例。")
    page.pick("本地区", "常德市")
    page.press("记住")
    page.page.get_by_text("您是哪里的？").wait_for(state="detached")
    assert own.read(page.site.home) == own.Own("常德市", "", asked=True)
    assert page.faults == []
    page.page.close()


class Page(Screen):
    """A page of the interface."""

    def __init__(self, page: Any, site: Site) -> None:
        self.site = site
        super().__init__(page, (site.address, site.address.replace("http", "ws"), "data:", "blob:"))
        page.set_default_timeout(WAIT)

    def note(self, message: Any) -> None:
        if message.type in ("error", "warning") and not PROBES.search(message.location.get("url", "")):
            self.faults.append(f"{message.type}: {message.text}")

    def visit(self, page: str = "", **values: str) -> None:
        self.page.goto(self.site.at(page, **values))
        self.page.get_by_role("link", name="责任清单").wait_for()
        self.rest()

    def rest(self) -> None:
        """Until the page has been drawn and nothing runs any more."""
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"
        )
        assert not self.page.locator('[data-testid="stException"]').count()

    def see(self, words: str | re.Pattern[str]) -> None:
        self.page.get_by_text(words).first.wait_for()

    def pick(self, label: str, words: str, option: str = "") -> None:
        """Type into a box with suggestions and take one, the first if none is named."""
        box = self.page.get_by_role("combobox", name=re.compile(label)).first
        box.click()
        box.fill(words)
        self.page.get_by_role("option", name=option or words).first.click()
        self.rest()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.rest()

    def log_in(self, name: str, password: str) -> None:
        self.page.get_by_label("姓名").fill(name)
        self.page.get_by_label("口令").fill(password)
        self.page.get_by_role("button", name="登录").click()
        self.rest()

    def say(self, question: str) -> None:
        """Type a question into the chat, and wait for its answer."""
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        box.press("Enter")
        self.page.locator(".qt-said", has_text=question).first.wait_for()
        self.rest()

    def choose(self, element: str) -> None:
        """Select a node or an edge; edges of a dense picture lie under others."""
        self.page.evaluate(f"(id) => {{ const view = ({FIND})(); view.choose(view.cy.getElementById(id)); }}", element)
        self.rest()

    def row(self, number: int, table: int = 0) -> None:
        """Click on a row of a table; the first is 0."""
        self.page.locator(TABLE).nth(table).locator("tbody tr").nth(number).click()
        self.rest()

    def cells(self, table: int = 0) -> list[list[str]]:
        """The rows of a table that are on the screen, as a screen reader gets them."""
        found: list[list[str]] = self.page.locator(TABLE).nth(table).evaluate(CELLS)
        return found

    def until(self, answer: Callable[[], Any], wanted: Any) -> None:
        """Wait until the page answers as wanted; a table is drawn some time after its data has come."""
        deadline = time.monotonic() + WAIT / 1000
        while (found := answer()) != wanted and time.monotonic() < deadline:
            self.page.wait_for_timeout(100)
        assert found == wanted

    def drawn(self) -> None:
        """Until the page's first chart has been drawn."""
        self.page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first.wait_for()

    def quote(self) -> str:
        """The marked sentence."""
        return str(self.page.locator("#qt-quote").first.inner_text())


@pytest.fixture
def page(site: Site, new_page: Callable[..., Any]) -> Iterator[Page]:
    page = Page(new_page(), site)
    yield page
    assert page.faults == []


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_new_user_finds_a_list_and_takes_it_along(page: Page, site: Site) -> None:
    """Three clicks: the page, the agency, the file."""
    report = reports.duty_report(site.store, AGENCY)
    page.visit()
    page.page.get_by_role("link", name="责任清单").click()
    page.pick("查清单", "市工信局", "市工信局")
    page.see(f"共 {report.total} 项")
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="下载 Excel").click()
    assert download.value.suggested_filename == "市工信局责任清单.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    for section in report.sections:
        assert [row[1].value for row in book[section.role].iter_rows(min_row=2)] == [
            f"{row.item_number}{row.item}" for row in section.rows
        ]
    assert "agency=" in page.page.url


def test_a_table_is_seen_by_a_colleague_as_one_sees_it_and_printed_whole(
    page: Page, site: Site, new_page: Callable[..., Any]
) -> None:
    report = reports.duty_report(site.store, AGENCY)
    page.visit("duties", agency=AGENCY)
    page.page.get_by_text(re.compile(r"^配合 \d+$")).click()
    page.rest()
    page.page.get_by_role("button", name="事项", exact=True).click()
    page.page.locator('th[aria-sort="ascending"]').wait_for()
    page.page.get_by_text("选择列").click()
    page.page.get_by_label("目标", exact=True).uncheck()
    page.until(lambda: "hide=" in page.page.url, True)
    page.row(2)
    page.page.locator("#qt-quote").wait_for()
    page.until(lambda: "row=" in page.page.url, True)
    seen = page.cells()
    assert len(seen) == sum(row.role == "配合" for row in report.rows)
    other = Page(new_page(), site)
    other.page.goto(page.page.url)
    other.until(lambda: other.cells() if other.page.locator(TABLE).count() else [], seen)
    other.page.locator("#qt-quote").wait_for()
    assert other.quote() == page.quote()
    assert "目标" not in other.page.locator(TABLE).first.locator("th").all_inner_texts()
    assert other.faults == []
    # On paper no cell is cut and nothing scrolls.
    page.page.emulate_media(media="print")
    scroll = "(box) => [box.scrollHeight - box.clientHeight, getComputedStyle(box).overflow]"
    assert page.page.locator(".qv-scroll").first.evaluate(scroll) == [0, "visible"]
    page.page.emulate_media(media="screen")
    # With a filter those that are seen are handed over.
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="下载 Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert "配合" in book.sheetnames
    assert "牵头" not in book.sheetnames


def test_a_row_opens_its_sentence_and_the_picture_shows_the_same_rows(page: Page, site: Site) -> None:
    report = reports.duty_report(site.store, AGENCY)
    page.visit("duties", agency=AGENCY)
    page.wait_for_drawing()
    assert sorted(page.ask("cy.edges().map((edge) => edge.id())")) == sorted(row.statement for row in report.rows)
    page.until(lambda: page.cells()[1:2] and page.cells()[1][1], report.rows[1].item_number + report.rows[1].item)
    page.row(1)
    page.page.locator("#qt-quote").wait_for()
    assert squeezed(page.quote()) == squeezed(report.rows[1].quote)
    paragraph = page.page.locator(".qt-paragraph").inner_text()
    assert len(paragraph) > len(report.rows[1].quote)
    # The filter narrows both.
    page.page.get_by_text(re.compile(r"^牵头 \d+$")).click()
    page.rest()
    leads = [row.statement for row in report.rows if row.role == "牵头"]
    page.page.wait_for_function(f"() => ({FIND})()?.cy.edges().length === {len(leads)}")
    assert sorted(page.ask("cy.edges().map((edge) => edge.id())")) == sorted(leads)


def test_a_click_on_an_edge_shows_its_sentence(page: Page, site: Site) -> None:
    page.visit("graph", node=f"机构|{AGENCY}")
    page.wait_for_drawing()
    edge = page.ask("cy.edges('[kind=\"牵头\"]')[0].id()")
    [row] = run(site.store, "evidence", statement=edge).rows
    page.click(edge)
    page.page.locator("#qt-quote").wait_for()
    assert squeezed(page.quote()) == squeezed(row["quote"])
    page.see(f"第 {row['start']}–{row['end']} 字")


def test_expanding_counts_first_and_moves_no_old_node(page: Page, site: Site) -> None:
    page.visit("graph", node=f"机构|{AGENCY}")
    page.wait_for_drawing()
    item = page.ask("cy.nodes('[kind=\"议事协调机构\"]')[0].id()")
    around = run(site.store, "neighbourhood", node=item, kind="议事协调机构").rows
    page.click(item)
    page.see(f"共 {len(around)} 条关系，选择要展开的")
    before = page.positions()
    page.page.mouse.dblclick(*page.point(item))
    page.page.wait_for_function(f"() => ({FIND})()?.cy.nodes().length > {len(before)}")
    page.rest()
    after = page.positions()
    assert {node: after[node] for node in before} == before
    assert {row["statement"] for row in around} <= set(page.ask("cy.edges().map((edge) => edge.id())"))
    # The address tells the way: whoever gets it sees the same.
    assert item in page.page.evaluate("() => decodeURIComponent(location.search)").replace("+", " ")
    page.press("收起")
    page.page.wait_for_function(f"() => ({FIND})()?.cy.nodes().length === {len(before)}")


def test_from_an_industry_to_its_agencies(page: Page, site: Site) -> None:
    """Walk along the shortest way from an industry to an agency."""
    industry = next(row for row in run(site.store, "nodes", kind="产业").rows)
    page.visit("graph", node=f"产业|{industry['id']}", to=f"机构|{AGENCY}")
    way = run(site.store, "path_between", source=industry["id"], target=AGENCY).rows
    page.see(f"之间最短的联系有 {len(way)} 步")
    page.wait_for_drawing()
    marked = page.ask("cy.edges('.hit').map((edge) => edge.id())")
    assert sorted(marked) == sorted(step["statement"] for step in way)


def test_who_leads_the_projects_of_a_list_in_a_park(page: Page, site: Site) -> None:
    page.visit("places")
    page.page.get_by_text("十大产业项目 10").click()
    page.rest()
    page.pick("园区或地区", "常德经开区")
    expected = [row for row in run(site.store, "projects", place="常德经开区").rows if row["list"] == "十大产业项目"]
    page.see(f"列出 {len(expected)} 行")
    page.until(lambda: [row[1] for row in page.cells()], [row["project"] for row in expected])
    leads = {row["agency"] for row in run(site.store, "leads", name="十大产业项目").rows}
    assert {row[3] for row in page.cells()} == leads == {"市工信局"}
    page.row(0)
    page.see("谁负责")
    assert squeezed(page.quote()) == squeezed(expected[0]["quote"])


def test_a_question_is_answered_with_its_sentences(page: Page, site: Site) -> None:
    page.visit("asking")
    page.say("市工信局牵头哪些事项？")
    answer = Asker(site.store).ask("市工信局牵头哪些事项？")
    page.see(f"表（共 {len(answer.rows)} 行）")
    page.until(lambda: answer.rows[1]["item"] in next(iter(page.cells()[1:2]), []), True)
    page.row(1)
    page.until(lambda: squeezed(page.quote()), squeezed(answer.rows[1]["quote"]))
    stated = sorted({statement for row in answer.rows for statement in row["statements"]})
    page.page.get_by_text(f"图（{len(stated)} 条关系）").click()
    page.wait_for_drawing()
    edges = page.ask("cy.edges().map((edge) => edge.id())")
    assert sorted(edges) == stated
    page.click(edges[0])
    [fact] = run(site.store, "evidence", statement=edges[0]).rows
    page.until(lambda: squeezed(page.quote()), squeezed(fact["quote"]))
    page.press("改问：岳阳市的市工信局")
    page.see("岳阳市工信局牵头哪些事项")
    page.say("谁牵头推进“五好”园区建设？")
    page.say("那配合单位呢？")
    page.see("配合单位是市委政研室")
    assert page.page.url.count("q=") == 4


def test_an_edge_between_bodies_shows_what_they_share(page: Page, site: Site) -> None:
    page.visit("cooperation")
    page.wait_for_drawing()
    network = views.collaboration(site.store)
    page.see(f"共 {len(network)} 个单位、{network.number_of_edges()} 对协同")
    drawn = page.ask("cy.edges().map((edge) => [edge.id(), edge.data('weight')])")
    assert {edge: network.edges[tuple(edge.split("~"))]["weight"] for edge, _ in drawn} == dict(drawn)
    heaviest = max(drawn, key=lambda edge: edge[1])[0]
    first, second = (network.nodes[key]["id"] for key in heaviest.split("~"))
    rows = run(site.store, "shared_tasks", first=first, second=second).rows
    page.choose(heaviest)
    page.see(f"共同 {dict(drawn)[heaviest]} 个条款")
    page.until(lambda: squeezed(page.quote()), squeezed(rows[0]["quote"]))
    page.row(1)
    page.until(lambda: squeezed(page.quote()), squeezed(rows[1]["quote"]))
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="下载 GraphML").click()
    assert len(nx.read_graphml(download.value.path())) == len(network)
    page.page.mouse.dblclick(*page.point(heaviest.split("~")[0]))
    page.page.wait_for_url("**/duties?agency=**")
    page.see(reports.duty_report(site.store, first).body.full_name)


def test_workload_as_a_table_and_bars(page: Page, site: Site) -> None:
    page.visit("cooperation", part="工作量", document=site.plan()["id"])
    rows = run(site.store, "agencies_by_leads", document=site.plan()["id"]).rows
    page.see(f"共 {len(rows)} 个单位")
    page.drawn()
    most = max(rows, key=lambda row: row["clauses"])
    page.until(lambda: page.cells()[:1] and page.cells()[0][:3], [most["agency"], "常德市", str(most["clauses"])])
    page.page.get_by_text("空白与重叠", exact=True).click()
    page.page.get_by_text("多家牵头", exact=True).click()
    page.rest()
    found = run(site.store, "tasks_with_several_leads", document=site.plan()["id"]).rows
    page.see(f"共 {len(found)} 行")
    page.until(lambda: squeezed(page.quote()), squeezed(found[0]["quote"]))


def test_shares_of_regions_as_a_table_and_bars(page: Page, site: Site) -> None:
    page.visit("places", part="任务分解")
    rows = run(site.store, "allotments").rows
    page.see(f"{len({(row['group'], row['indicator']) for row in rows})} 个指标")
    page.drawn()
    first = [row for row in rows if row["indicator"] == rows[0]["indicator"]]
    numbers = [first[0]["total"], *(row["value"] for row in first)][:5]
    page.until(lambda: [float(c.replace(",", "")) for row in page.cells()[:1] for c in row[2:7]], numbers)


def test_a_mark_in_the_text_shows_its_facts(page: Page, site: Site) -> None:
    document = site.plan()
    facts = run(site.store, "document_facts", document=document["id"]).rows
    lead = next(row for row in facts if row["relation"] == "牵头" and not row["inherited"])
    page.visit("documents", document=document["id"], statement=lead["statement"])
    mark = page.page.locator(f'[data-start="{lead["start"]}"]')
    mark.wait_for()
    page.see(lead["target"])
    text = "".join(page.page.locator(".qx-text > *").all_text_contents())
    assert text == PLAN.read_text(encoding="utf-8")
    other = next(r for r in facts if r["relation"] == "牵头" and r["start"] > lead["end"] and not r["inherited"])
    page.page.locator(f'[data-start="{other["start"]}"]').click()
    page.rest()
    page.page.locator(".qt-fact", has_text=f"{other['source']} 牵头 {other['target']}").wait_for()
    page.page.get_by_text("责任用语", exact=True).click()
    page.rest()
    page.see("点一行后再看“原文”")


def test_a_query_of_ones_own_is_read_only(page: Page, site: Site) -> None:
    page.visit("cypher")
    area = page.page.get_by_role("textbox", name="Cypher")
    area.fill("MATCH (a:机构) RETURN a.name AS 名称 ORDER BY 名称 LIMIT 3")
    page.press("执行")
    page.see("3 行")
    names = [row["n"] for row in site.store.read("MATCH (a:机构) RETURN a.name AS n ORDER BY n LIMIT 3", {}).rows]
    page.until(lambda: [row[0] for row in page.cells()], names)
    area.fill("MATCH (n) DETACH DELETE n")
    page.press("执行")
    page.see("查询只能读，不能修改图")
    area.fill("MATCH (n RETURN n")
    page.press("执行")
    page.see("查询有语法错误")


def test_the_overview_searches_everything(page: Page, site: Site) -> None:
    page.visit()
    newest = site.store.documents()[-1]["name"]
    page.until(lambda: page.cells()[:1] and page.cells()[0][0], newest)
    page.pick("查找", "市财政局")
    page.see("常德市财政局")
    assert "/duties?agency=" in page.page.url


def test_a_search_by_a_second_name_with_the_keyboard(page: Page, site: Site) -> None:
    page.visit()
    box = page.page.get_by_role("combobox", name="查找")
    box.press_sequentially("市经信局", delay=40)
    page.page.get_by_role("option", name="市工信局（市经信局）").first.wait_for()
    page.see(re.compile(r"^共 \d+ 个。$"))
    box.press("ArrowDown")
    box.press("ArrowUp")
    box.press("Enter")
    page.page.wait_for_url("**/duties?agency=**")
    page.see("市工业和信息化局")
    page.visit()
    page.page.get_by_role("combobox", name="查找").fill("没有这个")
    page.see("没有名称含“没有这个”的内容。")


@pytest.mark.parametrize(
    ("path", "values", "said"),
    [
        ("nonsuch", {}, "没有“nonsuch”这一页。"),
        ("duties", {"agency": "没有的单位"}, "图谱里没有“没有的单位”。"),
    ],
)
def test_an_address_that_names_nothing_says_so(page: Page, path: str, values: dict[str, str], said: str) -> None:
    page.visit(path, **values)
    page.see(re.compile(said))
    assert "Page not found" not in page.page.inner_text("body")


def test_every_page_speaks_chinese_and_says_what_it_is(page: Page) -> None:
    english = re.compile(r"\b[a-z]{4,}\b")
    looked_at = {
        "": "总览",
        "duties": "责任清单",
        "import": "导入",
        "review": "校核",
        "cooperation?part=工作量": "协同分析",
    }
    for path, title in looked_at.items():
        page.visit(path)
        page.page.wait_for_function(f"() => document.title === '{title} · 牵头图谱'")
        assert page.page.evaluate("() => document.documentElement.lang") == "zh-CN"
        if "part=" in path:
            page.drawn()
            page.until(lambda: any("市工信局，牵头：10" in name for name in page.page.evaluate(NAMES)), True)
        page.until(lambda: [name for name in page.page.evaluate(NAMES) if english.search(name)], [])


def test_a_file_is_read_previewed_loaded_and_withdrawn(page: Page, site: Site, tmp_path: Path) -> None:
    before = len(site.store.documents())
    file = tmp_path / "试读.txt"
    file.write_text("岳阳市试读方案\n一、任务\n1.抓好试读。(市教育局牵头,市财政局配合)\n", encoding="utf-8")
    bad = tmp_path / "坏.txt"
    bad.write_bytes(b"\x00\x01\x02")
    page.visit("import")
    page.page.locator("input[type=file]").set_input_files([file, bad])
    page.see("牵头 1")
    page.see("坏.txt")
    assert len(site.store.documents()) == before
    page.press("写入图谱（1 份）")
    page.see("已写入图谱")
    page.page.get_by_role("link", name="看《岳阳市试读方案》").wait_for()
    assert len(site.store.documents()) == before + 1
    page.page.get_by_role("tab", name="撤回文件").click()
    page.pick("文件", "试读")
    page.press("确认撤回")
    page.see("已撤回")
    assert len(site.store.documents()) == before


def test_a_paper_is_judged_by_keys_alone(page: Page, site: Site) -> None:
    archive = Archive(site.home)
    outcome = Outcome.of(read_paper())
    building.put(site.store, archive, outcome)
    review = Review(site.store, archive)

    def state(raw: str, task: str) -> str:
        facts = review.open(outcome.document.id).facts
        return next(one.state for one in facts if (one.shown.raw, one.shown.object.name) == (raw, task))

    def press(*keys: str) -> None:
        for key in keys:
            page.page.keyboard.press(key)
        page.rest()

    page.visit("review", document=outcome.document.id)
    page.page.get_by_text("从头到尾").click()
    page.see(re.compile("已校核 0/8 条"))
    about = page.page.locator(".qd-about")
    page.until(lambda: page.page.locator(".qd-now").count(), 1)
    press("a")  # the heading's lead
    page.see(re.compile("已校核 1/8 条"))
    page.until(lambda: "同一条款的 3 条一起判定" in about.inner_text(), True)
    press("ArrowDown", "ArrowDown", "ArrowDown", "x")  # the third of the first clause
    page.until(lambda: state("市生态环境局", "疏浚河道"), "rejected")
    page.see(re.compile("已校核 2/8 条"))
    press("ArrowUp", "ArrowUp", "ArrowUp", "a")  # all that are left of it
    page.see(re.compile("已校核 4/8 条"))
    press("u")  # the last deed is taken back, and done again
    page.see(re.compile("已校核 2/8 条"))
    press("a")
    page.see(re.compile("已校核 4/8 条"))
    page.until(lambda: "名录之外的单位" in about.inner_text(), True)
    press("e")
    page.page.get_by_label("理由").fill("试一试")
    page.page.keyboard.press("Escape")
    assert not page.page.locator(".qd-form").count()
    press("n")
    page.page.get_by_label("依据的原文").fill("由市林业局为各村提供苗木")
    page.page.get_by_label("单位（照原文）").fill("市林业局")
    page.page.get_by_label("角色").select_option("负责")
    page.page.get_by_label("事项").fill("种植护岸林")
    press("Enter")
    page.until(lambda: {one.state for one in review.open(outcome.document.id).facts} >= {"added"}, True)
    page.see(re.compile("已校核 5/9 条"))
    building.withdraw(site.store, archive, outcome.document.id)


@pytest.mark.parametrize(
    "path", ["", "duties", "graph", "asking", "places", "cooperation", "documents", "review", "import", "cypher"]
)
def test_every_page_has_a_link_and_follows_a_dark_theme(path: str, site: Site, new_page: Callable[..., Any]) -> None:
    dark = Page(new_page(color_scheme="dark"), site)
    dark.visit(path)
    colour = dark.page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert max(map(int, re.findall(r"\d+", colour)[:3])) < 60
    wide = dark.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    assert dark.faults == []


EVERY_PAGE: dict[str, dict[str, str]] = {
    "": {},
    "duties": {"agency": AGENCY},
    "ledger": {"of": f"机构|{AGENCY}"},
    "search": {"q": "园区"},
    "graph": {"node": f"机构|{AGENCY}"},
    "asking": {"q": "市工信局牵头哪些事项？"},
    "places": {"part": "任务分解"},
    "cooperation": {"part": "中心与群组"},
    "documents": {},
    "comparing": {},
    "review": {},
    "import": {},
    "cypher": {},
    "nonsuch": {},
}
"""Path of a page -> what its address says."""

SERIOUS = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
  .filter((found) => ['serious', 'critical'].includes(found.impact))
  .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 160)}`))"""


@pytest.mark.skipif(not AXE.exists(), reason="没有 axe-core（在 ui/graphview 中 npm ci），跳过无障碍检查")
def test_no_page_has_a_serious_fault_of_accessibility(page: Page, site: Site, new_page: Callable[..., Any]) -> None:
    script = AXE.read_text(encoding="utf-8")
    assert {entry.name for entry in pages.entries(may_import=True, may_review=True)} - {"overview"} < set(EVERY_PAGE)
    dark = Page(new_page(color_scheme="dark"), site)
    found = {}
    for number, (path, values) in enumerate(EVERY_PAGE.items()):
        # Streamlit's own parts are the same on every page: each page is looked at in one of the two themes.
        shown = dark if number % 2 else page
        shown.visit(path, **values)
        # What waits to be drawn anew is faded.
        shown.page.wait_for_function("() => !document.querySelector('[data-stale=true]')")
        shown.page.wait_for_timeout(500)
        shown.page.evaluate(script)
        found[path] = shown.page.evaluate(SERIOUS)
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.fixture
def guarded(site: Site, tmp_path: Path) -> Iterator[Site]:
    """The same graph for other machines: who uses it has to log in."""
    Passwords(site.home).add("张三", PASSWORD, may_import=False)
    port = free_port()
    command = [sys.executable, "-m", "ui.cli", "ui", "--port", str(port), "--no-browser", "--address", "0.0.0.0"]
    environment = {"QIANTOU_HOME": str(site.home), "HOME": str(site.home)}
    with serving(command, port, tmp_path / "ui.out", environment=environment) as address:
        yield Site(address, site.store, site.home)
    Passwords(site.home).remove("张三")


def test_from_another_machine_one_logs_in_and_sees_what_the_link_says(
    guarded: Site, new_page: Callable[..., Any]
) -> None:
    page = Page(new_page(), guarded)
    page.page.goto(guarded.at("duties", agency=AGENCY))
    page.log_in("张三", "不是这个口令")
    page.see("姓名或口令不对")
    assert not page.page.get_by_role("link", name="责任清单").count()
    page.log_in("张三", PASSWORD)
    page.see(f"共 {reports.duty_report(guarded.store, AGENCY).total} 项")
    assert not page.page.get_by_role("link", name="导入").count()
    page.page.get_by_role("link", name="总览").click()
    page.see("责任关系")
    # The session ends with the page: nothing of the login is kept in the browser.
    page.page.reload()
    page.page.get_by_label("口令").wait_for()
    page.log_in("张三", PASSWORD)
    page.page.get_by_test_id("stExpandSidebarButton").click()
    page.press("退出登录")
    page.page.get_by_label("口令").wait_for()
    assert page.faults == []
