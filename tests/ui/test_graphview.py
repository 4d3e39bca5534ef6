"""The graph view without a browser: views from rows, the page's safety, and that the built files are fresh."""

import base64
import hashlib
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from graph.ontology import ontology
from ui.graphview import Edge, Node, View, captioned, html_page
from ui.graphview.assets import BUILD, COMPONENT_SCRIPT, COMPONENT_STYLE, FOLDER
from ui.graphview.component import Selection, _selection
from ui.graphview.payload import payload

EVIL = '</script><script>alert(1)</script><!--<b>&"'


def row(source: str, relation: str, target: str, statement: str, **more: object) -> dict[str, object]:
    return {
        "source_id": f"常德市/{source}",
        "source": source,
        "source_kind": "机构",
        "relation": relation,
        "target_id": f"事项/{target}",
        "target": target,
        "target_kind": "事项",
        "statement": statement,
    } | more


ROWS = [
    row("市财政局", "配合", "推进项目建设", "s2", open=True),
    row(
        "市工信局",
        "牵头",
        "推进项目建设",
        "s1",
        quote="由市工信局牵头",
        title="工作方案",
        document="常政发〔2023〕1号",
        date="2023-03-01",
        path=["附件1 方案", "一、任务"],
        raw="市工信局",
        inherited=True,
    ),
]


def page_data(page: str) -> dict[str, object]:
    found = re.search(r'<script id="qg-data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


class TestView:
    def test_rows_become_nodes_and_edges_in_the_order_of_the_ontology(self) -> None:
        view = View.from_rows(ROWS)
        assert [(n.kind, n.label) for n in view.nodes] == [
            ("事项", "推进项目建设"),
            ("机构", "市工信局"),
            ("机构", "市财政局"),
        ]
        assert view.edges[0] == Edge(
            id="s1",
            source="常德市/市工信局",
            target="事项/推进项目建设",
            relation="牵头",
            quote="由市工信局牵头",
            document="工作方案",
            date="2023-03-01",
            path=("附件1 方案", "一、任务"),
            raw="市工信局",
            inherited=True,
            open=False,
        )
        assert view.edges[1].open

    def test_the_order_of_rows_does_not_matter(self) -> None:
        assert View.from_rows(ROWS) == View.from_rows(ROWS[::-1])

    def test_no_rows_give_an_empty_view(self) -> None:
        assert View.from_rows([]) == View((), (), 0, 0)

    def test_a_row_that_comes_twice_is_one_edge(self) -> None:
        assert len(View.from_rows([*ROWS, *ROWS]).edges) == 2

    def test_steps_of_a_path_are_turned_in_the_direction_of_their_relation(self) -> None:
        step = {
            "from": "推进项目建设",
            "from_id": "t",
            "from_kind": "事项",
            "relation": "牵头",
            "forward": False,
            "to": "市工信局",
            "to_id": "a",
            "to_kind": "机构",
            "statement": "s1",
        }
        backward, forward = View.from_rows([step]), View.from_rows([step | {"forward": True}])
        assert (backward.edges[0].source, backward.edges[0].target) == ("a", "t")
        assert (forward.edges[0].source, forward.edges[0].target) == ("t", "a")

    def test_a_node_may_stand_alone(self) -> None:
        assert View.from_rows([], more=[Node("a", "市工信局", "机构")]).nodes[0].label == "市工信局"

    def test_too_many_nodes_are_cut_and_the_user_is_told(self) -> None:
        view = View.from_rows([row("市工信局", "牵头", f"事项{i}", f"s{i}") for i in range(20)], cap=5)
        assert (len(view.nodes), len(view.edges)) == (5, 4)
        assert view.truncated
        assert view.notice.startswith("内容较多，图中只画出 5 个节点（共 21 个）和 4 条关系（共 20 条）")
        assert view.notice in html_page(view, "标题")

    def test_rows_that_were_cut_before_are_told_as_a_lower_bound(self) -> None:
        view = View.from_rows(ROWS, complete=False)
        assert "至少 3 个" in view.notice

    def test_nothing_cut_gives_no_notice(self) -> None:
        assert View.from_rows(ROWS).notice == ""

    def test_a_cap_must_leave_something(self) -> None:
        with pytest.raises(ValueError, match="at least 1"):
            View.from_rows(ROWS, cap=0)

    def test_properties_are_shown_with_chinese_captions(self) -> None:
        assert captioned(
            {"names": ["市工信局", "工信局"], "unlisted": False, "full_name": "常德市工信局", "id": "x"}
        ) == (
            ("全称", "常德市工信局"),
            ("别名", "市工信局、工信局"),
        )


def test_legends_are_the_ontology() -> None:
    data = payload(View.from_rows(ROWS), layout="force", view_key="k", highlight=["s1"])
    assert list(data["kinds"]) == list(ontology().kinds)
    assert list(data["relations"]) == list(ontology().relations)
    assert data["kinds"]["机构"]["color"] == ontology().kinds["机构"].color
    assert data["highlight"] == ["s1"]
    assert [edge["dashed"] for edge in data["edges"]] == [True, False]


class TestPage:
    def test_no_text_of_a_document_can_break_out(self) -> None:
        view = View.from_rows([row(EVIL, "牵头", EVIL, EVIL, quote=EVIL, title=EVIL, path=[EVIL], raw=EVIL)])
        page = html_page(view, EVIL, EVIL)
        assert EVIL not in page
        assert page.count("<script") == page.count("</script>") == 2
        assert "alert(1)</script>" not in page
        edges = page_data(page)["edges"]
        assert isinstance(edges, list)
        assert edges[0]["quote"] == EVIL

    def test_the_policy_names_the_only_script_and_style(self) -> None:
        page = html_page(View.from_rows(ROWS), "标题")
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        assert policy
        assert policy[1].startswith("default-src 'none'; ")
        assert "unsafe" not in policy[1]
        for tag in ("script", "style"):
            body = re.search(rf"<{tag}(?: id=\"_+cytoscape_stylesheet\")?>(.*?)</{tag}>", page, re.DOTALL)
            assert body
            digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy[1]

    def test_nothing_is_fetched(self) -> None:
        page = html_page(View.from_rows(ROWS), "标题")
        assert not re.search(r"<link|<img|<iframe|\ssrc=|@import|url\((?!data:)", page)

    def test_without_script_the_edges_can_be_read(self) -> None:
        plain = re.search(r"<noscript>(.*?)</noscript>", html_page(View.from_rows(ROWS), "标题"), re.DOTALL)
        assert plain
        assert (
            "<tr><td>市工信局</td><td>牵头（承自标题）</td><td>推进项目建设</td><td>由市工信局牵头</td><td>工作方案</td>"
            "<td>附件1 方案 &gt; 一、任务</td></tr>"
        ) in plain[1]

    def test_the_same_view_gives_the_same_page(self) -> None:
        assert html_page(View.from_rows(ROWS), "标题") == html_page(View.from_rows(ROWS[::-1]), "标题")

    def test_an_empty_view_has_a_page(self) -> None:
        assert page_data(html_page(View.from_rows([]), "标题"))["nodes"] == []


class TestBuild:
    """Where one of these fails: `npm ci && npm run build` in ui/graphview."""

    manifest = json.loads((BUILD / "manifest.json").read_text(encoding="utf-8"))

    @staticmethod
    def digest(content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()

    def test_the_built_files_are_made_from_the_present_sources(self) -> None:
        names = [f"src/{path.name}" for path in (FOLDER / "src").iterdir()]
        names += ["build.mjs", "package.json", "package-lock.json"]
        assert self.manifest["sources"] == {name: self.digest((FOLDER / name).read_bytes()) for name in sorted(names)}

    def test_the_built_files_are_as_they_were_written(self) -> None:
        files = {path.name: path for path in BUILD.iterdir() if path.name != "manifest.json"}
        assert self.manifest["outputs"] == {name: self.digest(path.read_bytes()) for name, path in files.items()}

    def test_the_component_has_one_script_and_one_style(self) -> None:
        assert len(list(BUILD.glob(COMPONENT_SCRIPT))) == len(list(BUILD.glob(COMPONENT_STYLE))) == 1

    def test_every_bundled_library_keeps_its_licence(self) -> None:
        licences = (BUILD / "LICENSES.txt").read_text(encoding="utf-8")
        lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
        bundled = [name for name, entry in lock["packages"].items() if name and not entry.get("dev")]
        for name in bundled:
            package = lock["packages"][name]
            assert package["license"] in ("MIT", "ISC")
            assert f"{name.removeprefix('node_modules/')} {package['version']} ({package['license']})" in licences

    def test_the_lock_names_no_registry(self) -> None:
        assert "resolved" not in (FOLDER / "package-lock.json").read_text(encoding="utf-8")


class TestComponent:
    def test_what_the_browser_sends_is_checked(self) -> None:
        assert _selection({"type": "edge", "id": "s1"}) == Selection("edge", "s1")
        for odd in (None, "s1", {}, {"type": "edge"}, {"type": "page", "id": "s1"}, {"type": "node", "id": 1}):
            assert _selection(odd) is None

    def test_it_mounts_on_every_new_runtime(self) -> None:
        for _ in range(2):
            app = AppTest.from_function(_script).run()
            assert not app.exception
            assert app.text[0].value == "None"


def _script() -> None:
    import streamlit as st

    from ui.graphview import Node, View, graph_view

    st.text(str(graph_view(View.from_rows([], more=[Node("a", "市工信局", "机构")]), key="graph")))
