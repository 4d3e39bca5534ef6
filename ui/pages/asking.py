"""问答: questions in plain Chinese; each answer with how it was understood, its sentences, table, picture and query.

How an answer was understood stands below it as chips, one a condition: each can be taken away or changed, and that asks
the new question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from threading import Lock
from typing import Any

import streamlit as st

from graph.store import Row
from queries.asking import Answer, Condition, Conversation, Form
from queries.asking.recall.views import asked
from ui.web import evidence, links, lists, pictures, resources
from ui.web.words import plain

HEIGHT, TABLE = 540, 300
LONG = 100
"""Characters from which an answer is broken into lines at its semicolons."""

_TALK = "asking.talk"
_MOMENT = "asking.moment"
_ROW = "asking.row"

# The pipeline that reads questions keeps a store of strings, which threads must not fill at the same time.
_one_at_a_time = Lock()


@dataclass
class Talk:
    """A conversation: its answers so far, and which of them is looked at."""

    conversation: Conversation
    answers: list[Answer] = field(default_factory=list)
    chosen: int = -1

    def ask(self, question: str) -> Answer:
        """The answer to the next question, which is looked at from now on.

        Raises:
            EngineError: the graph could not be read.
        """
        with _one_at_a_time:
            answer = self.conversation.ask(question)
        self.answers.append(answer)
        self.chosen = len(self.answers) - 1
        return answer

    def change(self, form: Form) -> Answer:
        """The answer to a form that a chip has made of another, which is looked at from now on.

        Raises:
            EngineError: the graph could not be read.
        """
        with _one_at_a_time:
            answer = self.conversation.change(form)
        self.answers.append(answer)
        self.chosen = len(self.answers) - 1
        return answer

    @property
    def questions(self) -> list[str]:
        """What was asked, in order."""
        return [answer.question for answer in self.answers]


def examples() -> list[str]:
    """Questions that this graph can answer, for those who do not know what to ask."""
    return _examples_of(resources.state())


@st.cache_data(show_spinner=False, max_entries=4)
def _examples_of(state: str) -> list[str]:
    return list(_examples())


def _examples() -> Iterator[str]:
    leading = [row["agency"] for row in resources.ask("agencies_by_leads") if row["leads"]][:2]
    if leading:
        yield f"{leading[0]}牵头哪些事项？"
        yield "哪个单位牵头的条款最多？"
        yield "哪些事项没有牵头单位？"
    if len(leading) > 1:
        yield f"{leading[0]}和{leading[1]}共同出现在哪些责任条款里？"
    for group in [row for row in resources.ask("workgroups") if row["member_count"]][:1]:
        yield f"{group['workgroup']}有哪些成员单位？"
    for name in _first(resources.ask("projects"), "list"):
        yield f"{name}有哪些项目？"
    for place in _first([row for row in resources.ask("industries") if row["relation"] == "主导产业"], "place"):
        yield f"{place}有哪些主导产业？"


def _first(rows: Sequence[Row], column: str) -> list[str]:
    return [row[column] for row in rows if row[column]][:1]


def broken(text: str) -> str:
    """A long answer with a line for each of its parts."""
    return text if len(text) < LONG else text.replace("；", "；\n")


def draw() -> None:
    """Draw the page."""
    talk = _current()
    left, right = st.columns([2, 3], gap="medium")
    with left:
        resources.choose_day()
        said = st.container(height=HEIGHT, border=False, autoscroll=True)
        typed = st.chat_input("输入问题，例如：谁牵头……？", key="asking.input") or ""
        # Examples ask the whole graph: whoever knows what to ask need not wait for them.
        with said:
            offered = [_exchange(talk, number, answer) for number, answer in enumerate(talk.answers)]
            offered.append(_greet() if not talk.answers and not typed else "")
        if talk.answers:
            st.button("清空对话", on_click=_clear)
    question = typed.strip() or next((question for question in offered if question), "")
    if question:
        _ask(talk, question)
        links.note(q=talk.questions)
        st.rerun()
    with right:
        if talk.answers:
            _details(talk.answers[talk.chosen], talk.chosen)
    links.note(q=talk.questions)


def _current() -> Talk:
    """The conversation of this session; an address that says another one begins that."""
    talk: Talk | None = st.session_state.get(_TALK)
    if talk is None or st.session_state.get(_MOMENT) != resources.moment():
        talk = _begin()
    asked = links.given_all("q")
    if asked and asked != talk.questions:
        talk = _begin()
        for question in asked:
            _ask(talk, question)
    return talk


def _begin() -> Talk:
    talk = Talk(Conversation(resources.asker()))
    st.session_state[_TALK], st.session_state[_MOMENT] = talk, resources.moment()
    return talk


def _clear() -> None:
    del st.session_state[_TALK]
    st.query_params.clear()


def _ask(talk: Talk, question: str) -> None:
    st.session_state.pop(_ROW, None)
    with st.spinner("正在查找……"):
        talk.ask(question)


def _greet() -> str:
    """What can be asked; gives the example that was clicked on."""
    st.markdown("用一句话提问，从已读入的文件中找答案；每个答案都带原句。可以接着问“那配合单位呢？”。")
    st.caption("可以从这些问题开始：")
    return next(
        (question for question in examples() if st.button(plain(question), key=f"asking.example:{question}")), ""
    )


def _exchange(talk: Talk, number: int, answer: Answer) -> str:
    """A question with its answer; gives the other way to understand it that was clicked on."""
    with st.chat_message("user"):
        st.html(f"<div class='qt-said'>{escape(answer.question)}</div>")
    with st.chat_message("assistant"):
        st.html(f"<div class='qt-said'>{escape(broken(answer.text))}</div>")
        if answer.understood:
            st.caption(f"理解为：{plain(answer.understood)}")
        if answer.left_out:
            st.caption(plain(answer.left_out))
        if number == talk.chosen:
            _chips(talk, answer, number)
        if number != talk.chosen and answer.query:
            words = f"看依据（{len(answer.evidence)} 处原句）" if answer.evidence else "看查询"
            st.button(words, on_click=_choose, args=(talk, number), key=f"asking.see:{number}")
        clicked = [
            question
            for other, question in answer.others.items()
            if st.button(f"改问：{plain(other)}", key=f"asking.other:{number}:{other}")
        ]
    return clicked[0] if clicked else ""


def changes(form: Form, at: int) -> list[tuple[str, Form]]:
    """What can be made of a form by changing one of its conditions: what the button says, and the new form."""
    condition = form.where[at]
    made = [("去掉", form.without_condition(at))] if len(form.where) > 1 else []
    if condition.kind != "has":
        return made
    for role in ("牵头", "配合", "负责", ""):
        for neg in (False, True):
            other = replace(condition, role=role, neg=neg)
            if other != condition and not (neg and role):
                made.append((f"改为“{other.say()}”", _with(form, at, other)))
    return made


def _with(form: Form, at: int, condition: Condition) -> Form:
    return replace(form, where=(*form.where[:at], condition, *form.where[at + 1 :]))


def _chips(talk: Talk, answer: Answer, number: int) -> None:
    """The conditions of an answer, each to be taken away or changed."""
    form = answer.form
    if form is None or answer.parts or not form.where:
        return
    with st.container(horizontal=True, gap="small"):
        for at, condition in enumerate(form.where):
            ways = changes(form, at)
            if not ways:
                continue
            with st.popover(plain(condition.say())):
                for way, (words, other) in enumerate(ways):
                    key = f"asking.chip:{number}:{at}:{way}"
                    st.button(plain(words), key=key, on_click=_change, args=(talk, other))


def _change(talk: Talk, form: Form) -> None:
    st.session_state.pop(_ROW, None)
    talk.change(form)
    links.note(q=talk.questions)


def _choose(talk: Talk, number: int) -> None:
    talk.chosen = number
    st.session_state.pop(_ROW, None)


def _details(answer: Answer, number: int) -> None:
    """What an answer rests on: a sentence in its paragraph, the rows as a table or a picture, the query."""
    if not answer.rows:
        st.info(
            "没有可列出的依据。" if answer.answered else f"文件未写明：没有找到与“{plain(answer.question)}”相符的原句。"
        )
        _query(answer)
        return
    stated = pictures.stated(answer.rows)
    row = answer.rows[min(st.session_state.get(_ROW, 0), len(answer.rows) - 1)]
    with st.container(horizontal=True, vertical_alignment="center"):
        part = st.segmented_control(
            "依据",
            ("表", "图"),
            default="表",
            format_func={"表": f"表（共 {len(answer.rows)} 行）", "图": f"图（{len(stated)} 条关系）"}.__getitem__,
            label_visibility="collapsed",
            key=f"asking.part:{number}",
        )
        if row.get("agency_id"):
            links.link("duties", f"“{row['agency']}”的责任清单", agency=row["agency_id"])
    if part == "图":
        _picture(stated, number)
    else:
        _table(answer, row, stated, number)
    _query(answer)


def _table(answer: Answer, row: Row, stated: Sequence[Row], number: int) -> None:
    """The rows, and the sentence of the one that was clicked on last, at first that of the first."""
    if row.get("quote"):
        [own, *_] = row.get("statements") or [row.get("statement", "")]
        evidence.show(pictures.fact(stated, own) or row)
    columns = [column for column in lists.columns_of(answer.query) if any(row.get(column.key) for row in answer.rows)]
    lists.choose(answer.rows, columns, key=f"asking.rows:{number}", height=TABLE, on_choose=_remember)


def _remember(row: int | None) -> None:
    """The row whose sentence is shown; another click on it goes back to the first."""
    st.session_state[_ROW] = row or 0


def _picture(stated: Sequence[Row], number: int) -> None:
    if not stated:
        st.caption("这个答案是统计出来的，没有可画的关系；请看表。")
        return
    selection = pictures.draw(
        stated,
        key=f"asking.picture:{number}",
        height=HEIGHT - 170,
        view_key=f"asking:{stated[0]['statement']}:{len(stated)}",
    )
    pictures.panel(stated, selection)


def _query(answer: Answer) -> None:
    if not answer.query:
        return
    query = asked(answer.query)
    with st.expander(f"查询：{query.question}（{query.name}）"):
        given: dict[str, Any] = {name: value for name, value in answer.params.items() if value not in ("", None)}
        st.caption("　".join(f"{name} = {plain(lists.shown(value))}" for name, value in given.items()) or "没有参数。")
        st.code(answer.cypher, language="cypher")
