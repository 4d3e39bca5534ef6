"""A document whose titles, names, sentences and file name are attacks: on every page, in every list, in every export.

No script runs, no request leaves, no cell is a formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph import export
from graph.settings import Settings
from graph.store import Store
from loaders.page.text import Text
from queries import catalogue, reports
from tests.support.browsing import CHROMIUM, free_port, serving
from tests.ui.test_interface_browser import Page, Site
from ui import building, subgraph
from ui.archive import Archive
from ui.web.words import plain

pytestmark = pytest.mark.engine

EVIL = "http://evil.example"
NAME = "![f](x)<img src=x onerror=window.hostile=1>.txt"
TEXT = f"""甲市[点我]({EVIL}/title)![图]({EVIL}/t.png)<img src={EVIL}/i.png onerror=window.hostile=1>实施方案
一、<script>window.hostile=1</script>任务![h]({EVIL}/h.png)
1.=HYPERLINK("{EVIL}","抓")项目![x]({EVIL}/x.png)。(市招商![a]({EVIL}/a.png)局牵头,<b onmouseover=f()>市数据局</b>配合)
2.抓园区$\\href{{{EVIL}}}{{x}}$:material/home:建设。(市\u202e工信局\u202c牵头,=1+1市财政局配合)
3.+cmd|' /C calc'!A0工作。(@市教育局牵头,-市科技局、[市卫健委]({EVIL}/k)配合)
二、组织领导。成立甲市<img src={EVIL}/j.png>园区建设指挥部,由市长张三任指挥长。
"""


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("![x](http://a/b.png)", "\\!\\[x\\]\\(http\\:\u2060\\/\\/a\\/b\\.png\\)"),
        ("<b>", r"\<b\>"),
        ("$x$ :red[y]", r"\$x\$ \:red\[y\]"),
        ("甲\n# 乙\n===", "甲 \\# 乙 \\=\\=\\="),
        ("甲\u202e乙\x1b", "甲乙"),
        ("www.a.b", "www\u2060\\.a\\.b"),
        ("市工信局", "市工信局"),
    ],
)
def test_words_are_only_words(said: str, shown: str) -> None:
    assert plain(said) == shown


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("恶意") / NAME
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, file: Path) -> Iterator[Site]:
    """The interface over that document alone."""
    home = tmp_path_factory.mktemp("界面")
    settings = Settings(home=home)
    with Store.open(settings) as store:
        building.build(store, Archive.of(settings), [file])
    port = free_port()
    command = [sys.executable, "-m", "ui.cli", "ui", "--port", str(port), "--no-browser"]
    environment = {"QIANTOU_HOME": str(home), "HOME": str(home)}
    with (
        serving(command, port, home / "ui.out", environment=environment) as address,
        Store.open(settings) as store,
    ):
        yield Site(address, store, home)


def named(store: Store) -> list[dict[str, Any]]:
    query = "MATCH (n) WHERE n.id IS NOT NULL RETURN labels(n)[0] AS kind, n.id AS id, n.name AS name"
    return store.read(query, {}).rows


def harmless(page: Page) -> None:
    """Nothing of the document has become a part of the page, and nothing has left."""
    assert page.page.evaluate("() => window.hostile === undefined")
    inside = """() => {
      const found = [], search = (root) => {
        for (const element of root.querySelectorAll('*')) {
          for (const name of ['src', 'href', 'action', 'data', 'poster'])
            if (URL.parse(element.getAttribute(name) ?? "", location)?.host.includes("evil"))
              found.push(element.outerHTML);
          if (element.hasAttribute('onerror') || element.hasAttribute('onmouseover')) found.push(element.outerHTML);
          if (element.shadowRoot) search(element.shadowRoot);
        }
      };
      search(document);
      return found;
    }"""
    assert page.page.evaluate(inside) == [], page.page.url
    assert page.faults == []


@pytest.mark.skipif(not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，跳过浏览器测试")
def test_every_page_shows_it_and_nothing_happens(site: Site, new_page: Callable[..., Any], file: Path) -> None:
    pytest.importorskip("playwright.sync_api", reason="playwright 未安装，跳过浏览器测试")
    page = Page(new_page(), site)
    nodes = {row["kind"]: row for row in named(site.store)}
    agency, document = nodes["机构"], nodes["文件"]
    pages: list[tuple[str, dict[str, str]]] = [
        ("", {}),
        ("asking", {"q": "抓园区建设由谁牵头？"}),
        ("asking", {"q": f"![x]({EVIL}/q.png)<img src={EVIL}/q2.png>由谁牵头？"}),
        ("places", {}),
        ("cooperation", {}),
        ("cypher", {}),
        ("import", {}),
        ("documents", {"document": document["id"]}),
        ("duties", {"agency": f"![x]({EVIL}/d.png)"}),
        *(("duties", {"agency": row["id"]}) for row in named(site.store) if row["kind"] in ("机构", "议事协调机构")),
        *(("graph", {"node": f"{row['kind']}|{row['id']}"}) for row in (agency, document, nodes["章节"])),
    ]
    for path, values in pages:
        page.visit(path, **values)
        harmless(page)
    page.visit("import")
    page.page.locator("input[type=file]").set_input_files([file])
    page.see("牵头 3")
    harmless(page)


@pytest.mark.skipif(not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，跳过浏览器测试")
def test_a_picture_taken_along_asks_nobody(site: Site, new_page: Callable[..., Any], tmp_path: Path) -> None:
    pytest.importorskip("playwright.sync_api", reason="playwright 未安装，跳过浏览器测试")
    page = Page(new_page(), site)
    page.site = Site(tmp_path.as_uri(), site.store, site.home)
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    for number, row in enumerate(named(site.store)):
        out = tmp_path / f"{number}.html"
        subgraph.write(site.store, row["id"], out)
        page.page.goto(out.as_uri())
        page.page.wait_for_timeout(200)
        assert page.page.evaluate("() => window.hostile === undefined")
    assert all(address.startswith(("file:", "data:", "blob:")) for address in asked)


def test_no_list_has_a_live_formula_or_link(site: Site, tmp_path: Path) -> None:
    store, checked = site.store, 0
    lists = [reports.report(store, row["id"], row["kind"]) for row in named(store) if row["kind"] in ("机构", "文件")]
    for number, report in enumerate([*lists, reports.gaps(store)]):
        listing = report.listing()
        for suffix in (".xlsx", ".docx", ".md", ".csv", ".json"):
            out = tmp_path / f"{number}{suffix}"
            reports.write(listing, out)
            _CHECKS[suffix](out)
            checked += 1
    assert checked >= 25


def _sheet(out: Path) -> None:
    for sheet in openpyxl.load_workbook(out):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", cell.value
            assert cell.hyperlink is None
    assert not _outside(out)


def _outside(out: Path) -> list[str]:
    """Relations of an Office file that lead out of it."""
    with zipfile.ZipFile(out) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")]
    return [part for part in parts if "External" in part]


def _markdown(out: Path) -> None:
    text = out.read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)!\[[^\]]*\]\(|(?<!\\)\]\(http|(?<!\\)<(?:img|script|b)\b", text)


def _csv(out: Path) -> None:
    cells = [cell for row in csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


_CHECKS: dict[str, Callable[[Path], None]] = {
    ".xlsx": _sheet,
    ".docx": lambda out: pytest.fail(str(out)) if _outside(out) else None,
    ".md": _markdown,
    ".csv": _csv,
    ".json": lambda out: json.loads(out.read_text(encoding="utf-8")),
}


@pytest.mark.parametrize("form", export.FORMATS)
def test_every_export_can_be_read_again_and_holds_the_words(site: Site, form: str, tmp_path: Path) -> None:
    contents = export.read(site.store)
    out = tmp_path / "出"
    export.write(contents, form, out)
    files = [out] if out.is_file() else sorted(out.iterdir())
    text = "".join(file.read_text(encoding="utf-8-sig") for file in files)
    assert "evil.example" in text
    if form in ("graphml", "gexf", "rdf"):
        # Inside a markup language only in its own spelling, or within the quotes of a literal.
        assert "<script>window" not in text.replace("\\", "") or form == "rdf"
    if form == "csv":
        texts = [io.StringIO(file.read_text(encoding="utf-8-sig")) for file in files]
        cells = [cell for one in texts for row in csv.reader(one) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_every_question_of_the_catalogue_takes_hostile_values(site: Site) -> None:
    hostile = f"' OR 1=1 }}) DETACH DELETE n //![x]({EVIL})"
    before = len(named(site.store))
    for name, query in catalogue.catalogue().items():
        values = {one.name: hostile for one in query.parameters if one.type == "text"}
        if all(one.name in values for one in query.parameters):
            catalogue.run(site.store, name, **values)
    assert len(named(site.store)) == before
    assert Text(TEXT).raw == TEXT
