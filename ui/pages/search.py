"""全文: sentences of all documents by words in them, narrowed by document, year, region, role and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from graph.ontology import ontology
from ui import fulltext
from ui.web import evidence, links, lists, resources

FACETS = {"title": "文件", "year": "年份", "region": "地区", "roles": "角色", "kinds": "说到的种类"}
"""Key of the rows -> what the choice calls it."""

NOT_STATED = "不成为关系"
"""What sentences without a fact are gathered under."""

COLUMNS = (
    lists.Column("quote", "句子", 620),
    lists.Column("roles", "角色", 100),
    lists.Column("path", "位置", 240),
    lists.TITLE,
    lists.Column("date", "日期", 90),
)


def found(typed: str) -> list[dict[str, Any]]:
    """The sentences that hold all words, the newest document first, each with what the graph took from it."""
    wanted = fulltext.words(typed)
    rows: list[dict[str, Any]] = []
    for document in reversed(resources.ask_documents()):
        kept = resources.archive().get(str(document["sha256"]))
        hits = list(fulltext.search(kept, wanted)) if kept is not None else []
        facts = resources.ask("document_facts", document=document["id"]) if hits else []
        rows += [_row(document, kept.text, hit, facts) for hit in hits] if kept is not None else []
    return rows


def _row(
    document: Mapping[str, Any], text: str, hit: fulltext.Hit, facts: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    # Who is responsible stands behind the sentence that says for what: the facts of its paragraph.
    first, last = text.rfind("\n", 0, hit.start) + 1, text.find("\n", hit.end)
    here = [fact for fact in facts if first <= fact["start"] and (last < 0 or fact["end"] <= last)]
    here = [fact for fact in here if fact["relation"] != "属于"]
    roles = dict.fromkeys(fact["relation"] for fact in here if fact["relation"] in ontology().roles)
    kinds = dict.fromkeys(fact[f"{end}_kind"] for fact in here for end in ("source", "target"))
    return {
        "quote": text[hit.start : hit.end],
        "start": hit.start,
        "end": hit.end,
        "path": hit.path,
        "title": document["name"],
        "date": document["date"],
        "year": str(document["date"])[:4],
        "region": document["region"],
        "document": document["id"],
        "roles": list(roles) or [NOT_STATED],
        "kinds": list(kinds) or [NOT_STATED],
    }


def draw() -> None:
    """Draw the page."""
    if "search.words" not in st.session_state:
        st.session_state["search.words"] = links.given("q")
    typed = st.text_input(
        "全文查找",
        placeholder="在全部文件的句子里找：几个词用空格隔开，句子里要都有；词中的空白、换行不算",
        label_visibility="collapsed",
        key="search.words",
    ).strip()
    links.note(q=typed)
    if not typed:
        st.info("输入要找的词。找的是全部文件的原文，不管读懂了没有。")
        return
    rows = found(typed)
    shown = fulltext.narrowed(rows, **_facets(rows))
    chosen = lists.choose(
        shown,
        COLUMNS,
        key="search.rows",
        label="句子",
        told=f"共 {len(rows)} 句，列出 {len(shown)} 句",
        height=lists.WITH_EVIDENCE,
        lines=3,
        address=True,
    )
    lists.download(shown, COLUMNS, "全文.csv", table="search.rows")
    if chosen is not None:
        evidence.show(shown[chosen])
        links.link("documents", "到文件中的这一处", document=shown[chosen]["document"], at=str(shown[chosen]["start"]))


def _facets(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What is chosen of each facet; each value says how many sentences it has."""
    chosen: dict[str, str] = {}
    for place, (key, caption) in zip(st.columns(len(FACETS)), FACETS.items(), strict=True):
        values = (value for row in rows for value in (row[key] if isinstance(row[key], list) else [row[key]]))
        numbers = Counter(value for value in values if value)
        given = links.given(key)
        options = ["", *sorted(numbers, key=lambda value: (-numbers[value], value))]
        chosen[key] = str(
            place.selectbox(
                caption,
                options,
                index=options.index(given) if given in options else 0,
                format_func=partial(_counted, numbers, caption),
                label_visibility="collapsed",
                key=f"search.{key}",
            )
        )
    links.note(**chosen)
    return chosen


def _counted(numbers: Mapping[str, int], caption: str, value: str) -> str:
    return f"{value}（{numbers[value]}）" if value else f"全部{caption}"
