"""A fact's sentence, shown in its paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from ui.web import links, resources

ENOUGH = 160
"""Characters of context below which lines around a sentence count as pieces of its paragraph."""
MOST = 1500
"""Characters that are shown on either side of a sentence."""


def paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """First and last offset (exclusive) of the paragraph around a stretch.

    A paragraph is a line, or, where lines are short because a printer or a table broke them, the lines around it up to
    some `ENOUGH` characters on either side. Never more than `MOST` characters on either side.
    """
    first, last = _line_start(text, start), _line_end(text, end)
    while first > 0 and start - first < ENOUGH and last - first < 2 * ENOUGH:
        first = _line_start(text, first - 1)
    while last < len(text) and last - end < ENOUGH and last - first < 2 * ENOUGH:
        last = _line_end(text, last + 1)
    return max(first, start - MOST), min(last, end + MOST)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def html(text: str, start: int, end: int) -> str:
    """The paragraph around a stretch as HTML, the stretch marked."""
    first, last = paragraph(text, start, end)
    before, quote, after = text[first:start], text[start:end], text[end:last]
    cut_before = "…" if first and text[first - 1] != "\n" else ""
    cut_after = "…" if last < len(text) and text[last] != "\n" else ""
    return f"{cut_before}{_tidy(before)}{_marked(quote)}{_tidy(after)}{cut_after}"


def _marked(quote: str) -> str:
    return f'<span class="qt-anchor"></span><mark id="qt-quote">{_tidy(quote)}</mark>'


def _tidy(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    joined = "\n".join(line for line in lines if line)
    keep_break = "\n" if text.endswith("\n") and joined else ""
    return escape(joined + keep_break)


def show(row: Mapping[str, Any]) -> None:
    """Draw a fact with its sentence in its paragraph, and the way to the document.

    Args:
        row: with quote, start, end, title, date, path, document; where it has them also source, relation, target,
            open, inherited, raw and statement.
    """
    kept = resources.kept(row["document"])
    if kept is not None and kept.text[row["start"] : row["end"]] == row["quote"]:
        body = html(kept.text, row["start"], row["end"])
        missing = ""
    else:
        body = _marked(row["quote"])
        missing = (
            "<p class='qt-note'>这台机器上没有保存原文，只能显示原句；用 qiantou build 重新读入后可看到上下文。</p>"
        )
    st.html(
        f"<div class='qt-evidence'>{_heading(row)}"
        f"<div class='qt-paragraph' tabindex='0'>{body}</div>{missing}{_source(row)}</div>"
    )
    if row.get("statement") and kept is not None:
        told = row.get("mark") or row["statement"]
        links.link("documents", "在文件中查看", document=row["document"], statement=told)


def fact_html(row: Mapping[str, Any]) -> str:
    """A fact in one line of HTML: start, relation, end."""
    return f"{escape(row['source'])} <b>{escape(row['relation'])}</b> {escape(row['target'])}"


def _heading(row: Mapping[str, Any]) -> str:
    if "relation" not in row:
        return ""
    marks = [words for key, words in (("inherited", "承自所在标题"), ("open", "名单以“等”结尾")) if row.get(key)]
    raw = row.get("raw") or ""
    if raw and raw not in (row["source"], row["target"]):
        marks.append(f"原文写作“{raw}”")
    told = f"（{escape('，'.join(marks))}）" if marks else ""
    return f"<p class='qt-fact'>{fact_html(row)}{told}</p>"


def _source(row: Mapping[str, Any]) -> str:
    place = f"第 {row['start']}–{row['end']} 字"
    parts = [row["title"], row["date"], " › ".join(row["path"]), place]
    return f"<p class='qt-source'>{escape(' ｜ '.join(part for part in parts if part))}</p>"
