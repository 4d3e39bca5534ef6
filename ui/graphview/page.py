"""A picture of the graph as one HTML file: it opens from a disk, needs no network, and can be read without script."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape

from ui.graphview.assets import PAGE_SCRIPT, PAGE_STYLE, text
from ui.graphview.payload import Layout, payload
from ui.graphview.view import Edge, View

# cytoscape adds a style element with this id unless there is one; the security policy would block it, noisily. The
# page does without its only rule.
_STYLE_ID = "__________cytoscape_stylesheet"

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style id="{style_id}">{style}</style>
</head>
<body>
<header class="qp-head"><h1>{title}</h1><p>{subtitle}</p></header>
<noscript><div class="qp-plain">{plain}</div></noscript>
<main class="qp-main"><div id="qg-view" class="qg"></div><aside id="qg-evidence" class="qp-panel"></aside></main>
<script id="qg-data" type="application/json">{data}</script>
<script>{script}</script>
</body>
</html>
"""

_COLUMNS = ("起点", "关系", "终点", "原句", "文件", "位置")


def html_page(view: View, title: str, subtitle: str = "", *, layout: Layout = "force") -> str:
    """One self-contained HTML file that draws a view.

    Nothing that a document says can become markup or script: text is escaped, data stands in a JSON block without any
    `<`, and the security policy runs only the script whose digest it names.
    """
    style, script = text(PAGE_STYLE), text(PAGE_SCRIPT)
    return _PAGE.format(
        policy=_policy(style, script),
        title=escape(title),
        subtitle=escape(subtitle),
        style_id=_STYLE_ID,
        style=style,
        plain=_plain(view),
        data=_json(payload(view, layout=layout, view_key="page")),
        script=script,
    )


def _policy(style: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _json(value: object) -> str:
    # Without "<" no text can end the script element or open a comment in it.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _plain(view: View) -> str:
    """The edges as a table, for browsers that run no script."""
    names = {node.id: node.label for node in view.nodes}
    head = "".join(f"<th>{caption}</th>" for caption in _COLUMNS)
    rows = "".join(_plain_row(edge, names) for edge in view.edges)
    notice = f"<p>{escape(view.notice)}</p>" if view.notice else ""
    count = f"<p>浏览器未运行脚本，以下为图中的全部 {len(view.edges)} 条关系。</p>"
    return f"{notice}{count}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _plain_row(edge: Edge, names: dict[str, str]) -> str:
    relation = edge.relation + ("（承自标题）" if edge.inherited else "") + ("（等）" if edge.open else "")
    cells = (names[edge.source], relation, names[edge.target], edge.quote, edge.document, " > ".join(edge.path))
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
