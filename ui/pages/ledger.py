"""台账: the items of a plan or a body against a day, with lights; how they stand is filled in row by row.

What is saved says which version its writer had seen: where somebody else has saved meanwhile, both stay and are shown.
The file holds the rows that are seen, or all.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from graph import work
from graph.statements import digest
from graph.timeline import Moment
from queries import reports
from queries.reports import Subject, ledger_excel
from queries.reports.ledger import CAPTIONS, LIGHTS, Item, Ledger, row_of
from queries.reports.ledger import ledger as made
from ui.web import access, evidence, links, lists, nodes, resources
from ui.web.words import plain

KINDS = (*reports.BODIES, "文件", "章节")
"""What can have a 台账."""

_SIGNS = {"逾期": "▲ 逾期", "临期": "◆ 临期", "正常": "● 正常", "已办结": "✓ 已办结", "无期限": "○ 无期限"}
"""Shapes that every font has, so that nobody depends on colours."""
_SHADES = {"逾期": 1.0, "临期": 0.45}
COLUMNS = (
    lists.Column("sign", "情况", 90),
    lists.Column("name", "任务", 220),
    lists.Column("content", "工作内容", 300),
    lists.Column("who", "牵头或负责", 130),
    lists.Column("deadline", "完成时限", 140),
    lists.Column("next", "到期日", 100),
    lists.Column("status", "状态", 80),
    lists.Column("progress", "进展情况", 180),
    lists.Column("office", "责任科室", 100),
    lists.Column("person", "责任人", 90),
    lists.Column("review", "校核", 130),
)
HEIGHT = 0.86


@dataclass(frozen=True)
class Filter:
    """Which items are shown; empty parts leave everything."""

    lights: tuple[str, ...] = ()
    lead: str = ""
    month: str = ""
    office: str = ""
    words: str = ""

    def keeps(self, item: Item) -> bool:
        """Whether an item is shown."""
        text = "\n".join((item.number, item.item, item.content, item.quote, item.value("progress"), item.value("note")))
        return (
            (not self.lights or item.light in self.lights)
            and (not self.lead or self.lead in heads(item))
            and (not self.month or any(one.until.startswith(self.month) for one in item.deadlines))
            and (not self.office or item.value("office") == self.office)
            and (not self.words or self.words in text)
        )


def heads(item: Item) -> tuple[str, ...]:
    """Who answers first for an item: its leads, where it has none those responsible."""
    return item.leads or item.responsible


def table(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Items as the table shows them."""
    rows = []
    for item in items:
        row = dict(row_of(item))
        row |= {"sign": _SIGNS[item.light], "name": f"{item.number}{item.item}", "who": heads(item)}
        rows.append(row)
    return rows


def narrowed(found: Ledger, which: Filter) -> Ledger:
    """A 台账 with the items that a filter leaves, numbered as in the whole."""
    return replace(found, items=tuple(item for item in found.items if which.keeps(item)))


def given(item: Item) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What a writer sees of an item: each field with the entries that it stands for."""
    return {name: (item.value(name), item.said.get(name, work.EMPTY).seen) for name in work.FIELDS}


def save(
    home: Path, user: str, item: Item, said: Mapping[str, str], base: Mapping[str, tuple[str, Sequence[str]]]
) -> int:
    """Keep what somebody has filled in; how many fields were new.

    Args:
        base: what he had seen when he began, as `given` told it.

    Raises:
        EngineError: the folder cannot be written.
    """
    return work.Work(home).add(work.changes(work.writer(user), item.anchor, said, base, work.now()))


def draw() -> None:
    """Draw the page."""
    found = nodes.box("查台账", key="ledger.search", kinds=KINDS, placeholder="文件、附件或单位的名称")
    asked = found.key if found is not None else links.given("of") or st.session_state.get("ledger.of", "")
    meant = [one for one in resources.meanings(asked) if one.kind in KINDS] if asked else []
    if len(meant) == 1:
        _subject(meant[0])
        return
    if asked and not meant:
        st.error(f"“{plain(asked)}”没有台账。请查找一份文件、一个附件或一个单位。")
    for one in meant:
        st.button(one.told, key=f"ledger.meant:{one.key}", on_click=_open, args=(one,))
    if not meant:
        _browse()


def _open(subject: Subject) -> None:
    st.session_state["ledger.of"] = subject.key
    links.note(of=subject.key, row="", sort="", hide="")


def _browse() -> None:
    """The documents, and the own unit first."""
    own = resources.own()
    if own.unit:
        for unit in resources.meanings(f"机构|{own.unit}"):
            st.button(f"本单位：{unit.full_name}", key="ledger.own", type="primary", on_click=_open, args=(unit,))
    # What is only cited, and what has no item, has no 台账.
    rows = [row for row in resources.ask("plans") if row["items"]]
    if not rows:
        st.info("图谱里没有带事项的文件。请先在“导入”中读入。")
        return
    columns = (
        lists.Column("plan", "方案", 420),
        lists.Column("items", "事项", 80, number=True),
        lists.Column("title", "文件", 380),
        lists.Column("date", "日期", 110),
    )
    chosen = lists.choose(rows, columns, key="ledger.browse", label="方案", lines=1)
    if chosen is not None:
        row = rows[chosen]
        kind = "文件" if row["plan_id"] == row["document"] else "章节"
        _open(Subject(row["plan_id"], row["plan"], row["plan"], kind, ""))
        st.rerun()


def _subject(subject: Subject) -> None:
    st.session_state["ledger.of"] = subject.key
    links.note(of=subject.key)
    st.session_state["title"] = f"{subject.name}台账"
    heading, day = st.columns([5, 1.2], vertical_alignment="bottom")
    heading.markdown(f"## {plain(lists.shown(subject.name))}　:gray[台账]")
    on = day.date_input("状态日期", value=_day(), key="ledger.on", format="YYYY-MM-DD", label_visibility="collapsed")
    told = on.isoformat() if isinstance(on, date) else ""
    links.note(on=told if told != date.today().isoformat() else "")
    found = _read(resources.state(), subject.key, told, _version(), subject)
    for note in found.notes()[1:]:
        st.warning(note)
    kept = narrowed(found, _filter(found))
    left, right = st.columns([3, 2], gap="small")
    with left:
        chosen = lists.choose(
            table(kept.items),
            COLUMNS,
            key=f"ledger.table:{subject.key}",
            label=f"{subject.name}台账",
            told=f"共 {len(found.items)} 项，列出 {len(kept.items)} 项",
            height=HEIGHT,
            address=True,
            shade=lambda row: {"sign": _SHADES.get(row["light"], 0.0)},
        )
        _downloads(kept, found)
    with right:
        if chosen is not None:
            _item(kept.items[chosen])
        else:
            st.info("在左边选一项，看原句、填进展。")
    _lost(found)


def _day() -> date:
    """The day of the address, else today."""
    said = links.given("on")
    try:
        return date.fromisoformat(said) if said else date.today()
    except ValueError:
        return date.today()


def _version() -> str:
    """A word that changes whenever somebody saves."""
    folder = work.Work(resources.settings().home).folder
    return "|".join(f"{path.name}:{path.stat().st_size}" for path in sorted(folder.glob("*.jsonl")))


@st.cache_resource(show_spinner=False, max_entries=16)
def _read(state: str, key: str, on: str, version: str, _subject: Subject) -> Ledger:
    store = resources.store().at(Moment(on))
    return made(store, _subject, work.Work(resources.settings().home).read(), on)


def _filter(found: Ledger) -> Filter:
    """The filters above the table; the choice of lights shows how many items each has."""
    numbers = Counter(item.light for item in found.items)
    name = found.subject.key
    lights, lead, month, office, words = st.columns([3.4, 1.6, 1.2, 1.2, 1.6], vertical_alignment="center")
    picked = lights.pills(
        "情况",
        [light for light in LIGHTS if numbers[light]],
        selection_mode="multi",
        default=[light for light in links.given("lights").split(",") if numbers[light]],
        format_func=lambda light: f"{_SIGNS[light]} {numbers[light]}",
        label_visibility="collapsed",
        key=f"ledger.lights:{name}",
    )
    leads = sorted({one for item in found.items for one in heads(item)})
    months = sorted({one.until[:7] for item in found.items for one in item.deadlines if one.until})
    offices = sorted({item.value("office") for item in found.items} - {""})
    chosen = {
        key: box.selectbox(
            caption,
            options,
            index=options.index(links.given(key)) if links.given(key) in options else None,
            placeholder=caption,
            label_visibility="collapsed",
            key=f"ledger.{key}:{name}",
        )
        or ""
        for key, box, caption, options in (
            ("lead", lead, "全部牵头单位", leads),
            ("month", month, "全部月份", months),
            ("office", office, "全部科室", offices),
        )
    }
    typed = words.text_input(
        "筛选", placeholder="筛选：任务、内容、进展", label_visibility="collapsed", key=f"ledger.words:{name}"
    ).strip()
    links.note(lights=",".join(picked), words=typed, **chosen)
    return Filter(tuple(picked), words=typed, **chosen)


def _item(item: Item) -> None:
    """One item: its sentence, its deadlines, and what is filled in."""
    st.markdown(f"**{plain(item.number + item.item)}**　{_SIGNS[item.light]}")
    limits = (f"{plain(one.words)}（{one.until or one.every or one.kind}）" for one in item.deadlines)
    st.caption(f"时限：{'；'.join(limits) or '文件没有写明'}")
    for name in item.contested:
        versions = "；".join(f"{entry.value or '（空）'}（{entry.by}）" for entry in item.said[name].heads)
        st.warning(f"“{CAPTIONS[name]}”有不同说法：{versions}。再保存一次即以新的为准。")
    _form(item)
    evidence.show({**row_of(item), "statement": item.anchor.mark, "raw": item.anchor.raw})
    for one in item.deadlines:
        if one.quote != item.quote:
            st.caption(f"时限依据：“{plain(lists.shown(one.quote))}”")


def _form(item: Item) -> None:
    """The fields; what was seen when the form was drawn first is what the save is compared with."""
    mark = item.anchor.mark
    seen = f"ledger.seen:{mark}"
    base = st.session_state.setdefault(seen, given(item))
    if base != given(item):
        st.info("你打开这一项以后有人保存过；保存时两种说法都会保留。")
    with st.form(f"ledger.form:{mark}:{digest(base)}", border=False):
        values = {name: base[name][0] for name in work.FIELDS}
        one, two, three = st.columns(3)
        options = ("", *work.STATUSES)
        values["status"] = one.selectbox(
            CAPTIONS["status"],
            options,
            index=options.index(values["status"]) if values["status"] in options else 0,
            format_func=lambda value: value or "未填",
        )
        values["office"] = two.text_input(CAPTIONS["office"], values["office"])
        values["person"] = three.text_input(CAPTIONS["person"], values["person"])
        values["progress"] = st.text_area(CAPTIONS["progress"], values["progress"], height=90)
        done, link, note = st.columns(3)
        values["done"] = done.text_input(CAPTIONS["done"], values["done"], placeholder="2026-06-30")
        values["link"] = link.text_input(CAPTIONS["link"], values["link"])
        values["note"] = note.text_input(CAPTIONS["note"], values["note"])
        pressed = st.form_submit_button("保存", type="primary")
    if pressed:
        person = access.person()
        said = {name: value.strip() for name, value in values.items()}
        written = save(resources.settings().home, person.name if person else "", item, said, base)
        st.session_state.pop(seen, None)
        st.toast(f"已保存 {written} 处。" if written else "没有改动。")
        st.rerun()


def _downloads(kept: Ledger, found: Ledger) -> None:
    """What is seen, or everything, as a file; the workbook can be filled in and taken back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        which = found
        if len(kept.items) < len(found.items):
            said = st.segmented_control(
                "带走哪些",
                ("当前", "全部"),
                default="当前",
                format_func={"当前": f"当前 {len(kept.items)} 项", "全部": f"全部 {len(found.items)} 项"}.__getitem__,
                label_visibility="collapsed",
                key=f"ledger.which:{found.subject.key}",
            )
            which = found if said == "全部" else kept
        for suffix, caption in ((".xlsx", "Excel"), (".docx", "Word"), (".csv", "CSV")):
            st.download_button(
                f"下载 {caption}",
                written(which, suffix),
                f"{found.subject.name}台账{suffix}",
                on_click="ignore",
                key=f"ledger.download{suffix}",
            )


def written(found: Ledger, suffix: str) -> Callable[[], bytes]:
    """What makes the file once somebody wants it."""

    def write() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"台账{suffix}"
            if suffix == ".xlsx":
                ledger_excel.write(found, path, (), found.subject.name if found.subject.kind in reports.BODIES else "")
            else:
                reports.write(found.listing(), path)
            return path.read_bytes()

    return write


def _lost(found: Ledger) -> None:
    """Progress whose item is gone."""
    if found.lost:
        rows = [dict(row) for row in found.listing().tables[1].rows]
        columns = [lists.Column(key, key_caption, 260) for key, key_caption in _LOST]
        lists.choose(rows, columns, key=f"ledger.lost:{found.subject.key}", label="无主进展", height=200)


_LOST = (("item", "任务"), ("agency", "单位"), ("said", "填报"), ("quote", "原句"))
