"""A node's subgraph as a page that opens without a network."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from graph.errors import NotFoundError, QiantouError
from graph.store import Store
from queries import catalogue
from ui.graphview import View, html_page


def write(store: Store, node: str, out: Path) -> int:
    """Write the picture of a node and all that it is connected to; returns the number of relationships.

    Raises:
        NotFoundError: no node has that name or id.
        QiantouError: the file cannot be written.
    """
    found = catalogue.run(store, "neighbourhood", node=node)
    rows = found.rows
    if not rows:
        raise _not_found(store, node)
    view = View.from_rows(rows, complete=found.complete)
    page = html_page(view, node, view.notice or f"共 {len(rows)} 条关系")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise QiantouError(f"写不了“{out}”（{error.strerror}）。", "请用 --out 换一个位置。") from error
    return len(rows)


def _not_found(store: Store, node: str) -> NotFoundError:
    found = [str(row["name"]) for row in catalogue.run(store, "find", text=node).rows]
    near = found or get_close_matches(node, [str(row["agency"]) for row in catalogue.run(store, "agencies").rows])
    hint = f"相近的有：{'、'.join(list(dict.fromkeys(near))[:5])}。" if near else "用 qiantou query find text=… 查找。"
    return NotFoundError(f"图谱中没有“{node}”。", hint)
