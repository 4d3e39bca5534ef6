"""文件: a document's text with every statement marked; a click on a mark shows the facts that it states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from graph.ontology import ontology
from graph.store import Row
from loaders.kept import Kept
from ui.textview import Mark, segments, text_view
from ui.textview.segments import Sort
from ui.web import evidence, links, lists, pictures, resources
from ui.web.words import plain

HEIGHT = 500
FATES = {"edge": "成为关系", "non-duty": "不是责任", "signal": "未读懂"}
LEGEND = "　".join(
    f":{colour}-background[{words}]"
    for colour, words in (
        ("orange", "责任条款"),
        ("blue", "其他事实"),
        ("gray", "不是责任的用语"),
        ("red", "需要看一看"),
    )
)

CUES = (
    lists.Column("fate", "去处", 90),
    lists.Column("rule", "规则", 160),
    lists.Column("word", "用语", 90),
    lists.Column("quote", "所在句子", 520),
)
SIGNALS = (lists.Column("reason", "需要看一看", 300), lists.Column("quote", "原文", 520))


def marks(facts: Iterable[Row], kept: Kept) -> list[Mark]:
    """Every stretch of a text that says something, or that needs a look."""
    duties = ontology().roles
    stated = [Mark(row["start"], row["end"], _sort(row, duties)) for row in facts if not _is_place(row)]
    return [
        *dict.fromkeys(stated),
        *(Mark(cue.start, cue.end, "non-duty") for cue in kept.cues if cue.fate == "non-duty"),
        *(Mark(signal.start, signal.end, "signal") for signal in kept.signals),
    ]


def _sort(row: Row, duties: Mapping[str, str]) -> Sort:
    return "duty" if row["relation"] in duties else "fact"


def _is_place(row: Row) -> bool:
    """Whether a fact only says where a heading or an item stands: marked, it would colour every line."""
    return row["relation"] == "属于" and row["source_kind"] in ("章节", "事项")


def stated_at(facts: Iterable[Row], at: int) -> list[Row]:
    """The facts whose sentence holds an offset, those of shorter sentences first."""
    found = [row for row in facts if row["start"] <= at < row["end"] and not _is_place(row)]
    return sorted(found, key=lambda row: row["end"] - row["start"])


def cues(kept: Kept) -> list[dict[str, Any]]:
    """Every duty cue with its sentence and what became of it."""
    return [
        {
            "fate": FATES[cue.fate],
            "rule": cue.rule,
            "word": kept.text[cue.start : cue.end],
            "quote": kept.text[cue.sentence_start : cue.sentence_end],
            "start": cue.start,
        }
        for cue in kept.cues
    ]


def signals(kept: Kept) -> list[dict[str, Any]]:
    """What needs a look, with its words."""
    return [
        {"reason": signal.reason, "quote": kept.text[signal.start : signal.end], "start": signal.start}
        for signal in kept.signals
    ]


def draw() -> None:
    """Draw the page."""
    document = _choose()
    if document is None:
        st.info("图谱中还没有文件。请在“导入”中读入，或用 qiantou build 读入。")
        return
    identity = str(document["id"])
    kept = resources.kept(identity)
    facts = resources.ask("document_facts", document=identity)
    if kept is None:
        st.warning("这台机器上没有保存这份文件的原文，下面只列出它的关系；用 qiantou build 重新读入后可看到原文。")
        pictures.table(facts, key="documents.facts", height=HEIGHT)
        return
    _summary(document, kept)
    part = st.segmented_control(
        "内容",
        ("原文", "关系", "责任用语", "需要看一看"),
        default="原文",
        label_visibility="collapsed",
        key="documents.part",
    )
    _PARTS.get(part or "原文", _text)(identity, kept, facts)


def _choose() -> Row | None:
    rows = list(reversed(resources.ask_documents()))
    if not rows:
        return None
    ids = [str(row["id"]) for row in rows]
    asked = links.given("document") or st.session_state.get("documents.document", "")
    chosen = st.selectbox(
        "文件",
        rows,
        index=ids.index(asked) if asked in ids else 0,
        format_func=lambda row: " · ".join(part for part in (row["name"], row["date"]) if part),
        label_visibility="collapsed",
        key=f"documents.choice:{asked}",
    )
    st.session_state["documents.document"] = chosen["id"]
    for name in ("statement", "at"):
        links.note(**{name: links.given(name) if chosen["id"] == asked else ""})
    links.note(document=chosen["id"])
    return chosen


def _summary(document: Row, kept: Kept) -> None:
    fates = kept.fates()
    parts = [
        document["issuer"],
        document["number"],
        f"{document['characters']:,} 字",
        f"{kept.items} 个事项（{kept.orphans} 个未写明单位）",
        f"{document['statements']} 条关系",
        f"责任用语 {len(kept.cues)} 处：" + "，".join(f"{FATES[fate]} {number}" for fate, number in fates.items()),
        f"需要看一看 {len(kept.signals)} 处",
    ]
    st.caption("　".join(plain(part) for part in parts if part))
    links.link("review", "校核这份文件", document=str(document["id"]))


def _text(document: str, kept: Kept, facts: Sequence[Row]) -> None:
    asked = pictures.fact(facts, links.given("statement"))
    left, right = st.columns([3, 1], gap="small")
    # A jump to another statement begins with that statement; later clicks take over.
    at = links.given("at")
    jump = (document, asked["statement"] if asked else at)
    if st.session_state.get("documents.jump") != jump:
        st.session_state["documents.jump"] = jump
        st.session_state["documents.at"] = asked["start"] if asked else int(at) if at.isdecimal() else None
    with left:
        text_view(
            segments(kept.text, marks(facts, kept), (heading.start for heading in kept.headings)),
            [(heading.level, heading.start, lists.shown(heading.number + heading.title)) for heading in kept.headings],
            key="documents.text",
            height=HEIGHT,
            at=st.session_state["documents.at"],
            on_choose=lambda at: st.session_state.update({"documents.at": at}),
        )
    with right:
        _facts_here(kept, facts, st.session_state["documents.at"])


def _facts_here(kept: Kept, facts: Sequence[Row], at: int | None) -> None:
    st.markdown(LEGEND)
    if at is None:
        st.caption("点击文中有底色的地方，看它说明了哪些关系。")
        return
    here = stated_at(facts, at)
    for signal in kept.signals:
        if signal.start <= at < signal.end:
            st.warning(plain(signal.reason))
    for cue in kept.cues:
        if cue.fate == "non-duty" and cue.start <= at < cue.end:
            st.info(f"“{plain(kept.text[cue.start : cue.end])}”在这里不是责任：{plain(cue.rule)}。")
    if here:
        st.markdown(f"**这里说明了 {len(here)} 条关系**")
        _list(here)


def _list(here: Sequence[Row]) -> None:
    with st.container(height=HEIGHT - 90, border=False):
        st.html("".join(f"<p class='qt-fact'>{evidence.fact_html(row)}{_taken_over(row)}</p>" for row in here))
        ends = dict.fromkeys(
            (row[f"{end}_kind"], row[f"{end}_id"], row[end]) for row in here for end in ("source", "target")
        )
        for kind, identity, name in list(ends)[:6]:
            links.link("graph", f"在子图中看“{name}”", node=f"{kind}|{identity}")


def _taken_over(row: Row) -> str:
    return "（承自标题）" if row["inherited"] else ""


def _relations(document: str, kept: Kept, facts: Sequence[Row]) -> None:
    st.caption(f"共 {len(facts)} 条，按在文件中的位置排列；点一行看原句。")
    pictures.table(facts, key=f"documents.facts:{document}", height=HEIGHT - 120)


def _cues(document: str, kept: Kept, facts: Sequence[Row]) -> None:
    _jumping(cues(kept), CUES, f"documents.cues:{document}")


def _signals(document: str, kept: Kept, facts: Sequence[Row]) -> None:
    _jumping(signals(kept), SIGNALS, f"documents.signals:{document}")


def _jumping(rows: Sequence[Mapping[str, Any]], columns: Sequence[lists.Column], key: str) -> None:
    """A table whose rows are places in the text."""
    st.caption(f"共 {len(rows)} 处；点一行后再看“原文”，就在那一处。")
    chosen = lists.choose(rows, columns, key=key, height=0.9)
    if chosen is not None:
        st.session_state["documents.at"] = rows[chosen]["start"]


_PARTS = {"原文": _text, "关系": _relations, "责任用语": _cues, "需要看一看": _signals}
