"""Who answers: a question becomes a form, the form one Cypher text, its rows an answer; or there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from graph.errors import QueryError
from graph.store import Store
from graph.timeline import Moment
from queries.asking.answer import (
    before,
    clauses,
    comparing,
    deadlines,
    declines,
    earlier,
    figures,
    groups,
    places,
    projects,
    relations,
    sentences,
    shares,
    unassigned,
    work,
)
from queries.asking.answer.answer import NOT_ANSWERED, UNKNOWN, Answer
from queries.asking.answer.together import together
from queries.asking.answer.world import World
from queries.asking.recall import projects as meant
from queries.asking.recall import resolving
from queries.asking.recall.knowledge import Knowledge, version
from queries.asking.recall.subjects import content, leftover, subject
from queries.asking.recall.views import compiled
from queries.asking.understand import editions
from queries.asking.understand.carry import OF_THEM, carried, ranked_as, swapped
from queries.asking.understand.characters import tidy
from queries.asking.understand.days import days
from queries.asking.understand.finish import FINISH, strays
from queries.asking.understand.form import Condition, Form
from queries.asking.understand.grammar import Draft, drafted
from queries.asking.understand.joins import joined
from queries.asking.understand.lexicon import lexicon
from queries.asking.understand.marks import ANY_MARK, Marked, kind_of, marked
from queries.asking.understand.model import BY, Model
from queries.asking.understand.names import PLAN, with_region
from queries.asking.understand.parts import (
    Part,
    asks,
    compared,
    extremes,
    is_number_alone,
    parts,
    shared_out,
    side_by_side,
)

EXACT = ("pairs", "posts", "groups", "industries", "systems", "relations", "documents", "deadlines", "clauses")
"""Views whose forms words alone make, in the order in which they are tried."""
RESOLVED = ("shares", "projects")
"""Views whose forms need the graph to be made."""
OF_ITEMS = ("relations", "deadlines")
"""Views that may ask something else of the piece of work that the last question was about: 那时限呢."""
SEARCHED = ("work", "figures", "sentences")
"""Views whose forms are about the words that are left."""
_GAP = re.compile(r"((?:谁|哪|啥|什么|多少|几|何)\S*)[ \u3000]+(?=\S{3})")
"""White space behind a question: what follows is another one."""
_HAS_OR_NOT = re.compile(r"有([^有没,，?？]{2,12})没有(?=[?？]?$)")
"""有团市委没有 asks whether it has it."""
_UNASKED = re.compile(
    r"((?:数|数量|总数|[^一]率|[金总余产税]额|投资额?|目标|规模|面积|产值|收入|增速|增幅|占比|比重|比例|总量|任务量|时限|期限))[?？。]?$"
)
"""A question that ends with what it asks for: 娄底的养老床位数."""
_A_NOT_A = re.compile(r"([牵配参负归管属算列领用需])不\1")
"""牵不牵头 asks whether it leads."""
_ANSWER: Mapping[str, Any] = {
    "clauses": clauses.answer, "unassigned": unassigned.answer, "groups": groups.answer,
    "industries": places.industries, "systems": places.systems, "posts": places.posts,
    "documents": places.documents, "deadlines": deadlines.answer, "undated": deadlines.undated,
    "relations": relations.answer, "shares": shares.answer,
    "projects": projects.answer, "work": work.answer, "figures": figures.answer, "sentences": sentences.answer,
}  # fmt: skip


class Asker:
    """Answers questions about one graph; reads it anew when it has changed."""

    def __init__(self, store: Store, model: Model | None = None) -> None:
        self._store = store
        self._model = model
        self._knowledge: Knowledge | None = None
        self._other: tuple[Moment, Asker] | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The names and sentences of the graph as it was when it was last looked at."""
        return self._knowledge if self._knowledge is not None else self.refresh()

    def refresh(self) -> Knowledge:
        """The same, read anew when the graph has changed.

        Raises:
            EngineError: the graph could not be read.
        """
        if self._knowledge is None or self._knowledge.version != version(self._store):
            self._knowledge = Knowledge.of(self._store)
        return self._knowledge

    @property
    def world(self) -> World:
        """The graph with what is known of it."""
        return World(self._store, self.knowledge)

    def read(self, question: str) -> Marked:
        """A question with its names marked; a typing error in a body's name mended.

        Raises:
            EngineError: the graph could not be read.
        """
        knowledge = self.knowledge
        text = _HAS_OR_NOT.sub(r"有没有\1", _A_NOT_A.sub(r"是否\1", tidy(_GAP.sub(r"\1,", question))))
        text = _UNASKED.sub(r"\1是多少", text) if not asks(text) else text
        text, told = _as_written(text, knowledge)
        text = _group_in_full(_plan_in_full(text, knowledge), knowledge)
        found = marked(text, knowledge.names, knowledge.finder, lexicon().literal)
        if not told[0] and not _bodies(found):
            near = _typing_error(text, knowledge)
            if near is not None:
                found = marked(text.replace(near[0], near[1], 1), knowledge.names, knowledge.finder, lexicon().literal)
                return replace(found, guessed=near)
        return replace(found, guessed=told)

    def ask(self, question: str, context: Form | None = None) -> Answer:
        """The answer to one question.

        Args:
            question: in plain Chinese.
            context: the form of the question before it, which a question that leaves out its subject is about.

        Raises:
            EngineError: the graph could not be read.
        """
        self.refresh()
        if not self.knowledge.documents:
            return Answer(question, False, None, "图谱是空的：请先用 qiantou build 读入文件。")
        edition = editions.asked(tidy(question))
        if edition is not None:
            told = self._of_edition(edition)
            if told is not None:
                return replace(told, question=question)
        read = self.read(question)
        found = self._whole(read, context) or self._in_full(question, read, context)
        if self._model is not None and not _is_understood(found):
            found = self._by_model(question) or found
        if found is None or not found.answered:
            text = declines.declined(found, read, self.knowledge, self._has_answer)
            found = replace(found or Answer(question, False, None, ""), text=text)
        return replace(earlier.told(_guess_told(found, read), self._store), question=question)

    def _of_edition(self, edition: editions.Asked) -> Answer | None:
        """The answer of another edition, or of two; None where the words are no question about editions after all."""
        if edition.kind == editions.THEN:
            try:
                moment = Moment.of(edition.day)
            except QueryError:
                return None
            told = self._at(moment).ask(edition.question)
            note = f"按 {moment.day} 有效的文件"
            return replace(told, text=f"（{note}。）{told.text}", understood=f"{note}：{told.understood}")
        now = self.ask(edition.question)
        day = before.last_day(now, self._store)
        if not day or (not now.answered and edition.kind == editions.BOTH):
            return before.no_edition(now) if now.answered else None
        then = self._at(Moment(day)).ask(edition.question)
        return before.told(now, then, day, both=edition.kind == editions.BOTH)

    def _at(self, moment: Moment) -> Asker:
        """Who answers as of another moment; the last one is kept."""
        if self._other is None or self._other[0] != moment:
            self._other = moment, Asker(self._store.at(moment))
        return self._other[1]

    def follow(self, question: str, before: str, context: Form | None) -> Answer:
        """The answer to a question that follows another; `question` of the answer is the question in full.

        Raises:
            EngineError: the graph could not be read.
        """
        if context is None:
            return self.ask(question)
        self.refresh()
        if before:
            question = _with_names(tidy(question), self.read(before))
        full = swapped(before, self.read(question), self.read) if before else ""
        if full:
            # 市科技局参与吗, 那市水利局呢: of the same work.
            found = self.ask(full, context if _WHETHER.search(full) else None)
            if found.answered:
                return found
        found = self.ask(question, context)
        return found if found.answered or not full else self.ask(question)

    def answer(self, form: Form) -> Answer | None:
        """The answer to a form: what chips of the page and the model ask.

        Raises:
            EngineError: the graph could not be read.
            QueryError: the form's view does not know one of its conditions.
        """
        self.refresh()
        found: Answer | None = _ANSWER[form.view](form, self.world)
        if found is not None and not found.answered and not found.text:
            # Words that it is about may have been understood wrongly: then this is no fact of the documents.
            opening = NOT_ANSWERED if any(c.kind == "about" for c in form.where) else UNKNOWN
            found = replace(found, text=f"{opening}。{form.say()}：没有找到。")
        return found

    def answered(self, form: Form) -> Answer:
        """The answer to a form, or that there is none; its question is the form in words.

        Raises:
            EngineError: the graph could not be read.
        """
        self.refresh()
        found = self.answer(form) or Answer("", False, None, "文件未写明。", understood=form.say(), form=form)
        return replace(found, question=form.say())

    def _has_answer(self, question: str) -> bool:
        found = self._whole(self.read(question), None)
        return found is not None and found.answered

    def _by_model(self, question: str) -> Answer | None:
        """The answer to the form that the office's model makes of a question that has none by the rules."""
        assert self._model is not None
        if lexicon().refuse.search(tidy(question)):
            return None
        form = self._model.form(question, self.knowledge)
        found = self.answer(form) if form is not None else None
        if found is None or not found.answered:
            return None
        return replace(found, by=BY, understood=f"由模型理解：{found.understood}")

    def _in_full(self, question: str, read: Marked, context: Form | None) -> Answer | None:
        """The answer to the question with the long forms of its short words."""
        full = tidy(_GAP.sub(r"\1,", question))
        asked = full
        for short, long in lexicon().long_forms.items():
            if short in full and long not in full:
                full = full.replace(short, long)
        return self._whole(self.read(full), context) if full != asked else None

    def _whole(self, read: Marked, context: Form | None) -> Answer | None:
        """The answer to a question; of one that asks several things, the answers put together."""
        if lexicon().refuse.search(read.text):
            return None
        described, meant = joined(read, self._rows_of)
        if described:
            found = self._whole(self.read(described), context)
            if found is not None and found.answered:
                return replace(found, understood=f"{meant}；{found.understood}", text=f"（{meant}。）{found.text}")
            return found
        ends = extremes(read) or side_by_side(read)
        if ends:
            return together(ends, [self._whole(self.read(part.said), None) for part in ends], named=True)
        asked = parts(read)
        each = shared_out(read)
        if len(asked) > 1:
            found = self._exactly(read, context)
            if found is None or not found.answered:
                return together(asked, self._parts(asked, context))
            if found.form is None or found.form.view not in RESOLVED or any(map(is_number_alone, asked[1:])):
                return found
            told = self._parts(asked, context)
            return (together(asked, told) or found) if _leaves_out(found, told) else found
        found = self._one(read, context)
        if found is None or not found.answered:
            beside = self._compared(read)
            if beside is not None:
                return beside
        if each and (found is None or not found.answered or not _is_shared(found, each)):
            shared = together(each, [self._one(self.read(part.said), None) for part in each], named=True)
            return shared if shared is not None and shared.answered and _is_of_one_place(shared) else found
        return found

    def _compared(self, read: Marked) -> Answer | None:
        """Which of two figures is the higher one."""
        two = compared(read)
        if two is None:
            return None
        first, second = two.parts
        other = swapped(first.said, self.read(f"{second.label}呢"), self.read)
        ways = [self.read(first.said), self.read(other or second.said)]
        return comparing.answer(two, [self._one(way, None) for way in ways])

    def _parts(self, asked: Sequence[Part], context: Form | None) -> list[Answer | None]:
        """The answer to each part, with what the one before was about where it leaves that out."""
        found: list[Answer | None] = []
        before, form = "", context
        for part in asked:
            first = self.read(before) if before else None
            read = self.read(_with_names(part.said, first))
            full = swapped(before, read, self.read) if before else ""
            views = SEARCHED if part is asked[0] or full else SEARCHED[:2]
            answer = self._there(read, first, form)
            answer = answer or (self._one(self.read(full), None) if full else self._one(read, form, views))
            if answer is not None and first is not None and not _stands_alone(answer):
                # What it leaves out must be of a question that has an answer, and be looked for where that was.
                known = form is not None and answer.form is not None and form.view == answer.form.view
                answer = answer if known and all(a and a.answered for a in found) else None
            if answer is not None and answer.form is not None and answer.form.view == "work" and "其中" in part.said:
                # 其中独立牵头的几项 asks for some of what was found, and names no work.
                answer = None
            found.append(answer)
            before = before or part.said
            if answer is not None and answer.form is not None and answer.answered:
                form, before = answer.form, full or part.said
            elif form is None:
                form = self._about(read)
        return [
            answer if answer is not None and answer.answered else self._beside(part, asked[0], found) or answer
            for part, answer in zip(asked, found, strict=True)
        ]

    def _there(self, read: Marked, first: Marked | None, context: Form | None) -> Answer | None:
        """The answer to a later part that names nothing, in the one plan that the first part names."""
        if first is None or read.names:
            return None
        plans = [m for m in first.names.values() if any(kind_of(node) == "方案" for node in m.nodes)]
        if len(first.names) != 1 or len(plans) != 1:
            return None
        there = self.read(f"{plans[0].text}里{read.text}")
        forms = [form for form in self._forms(there, context, ("clauses",)) if _is_placed(form)]
        found = self.answer(forms[0]) if forms else None
        return found if found is not None and found.answered else None

    def _about(self, read: Marked) -> Form | None:
        """What a part without an answer is about: what later parts that leave it out are about."""
        rest = leftover(drafted("figures", read, lexicon(), lambda node: node.name))
        return Form("work", "单位", (Condition("about", rest, read.written(rest)),)) if rest else None

    def _beside(self, part: Part, first: Part, found: Sequence[Answer | None]) -> Answer | None:
        """The figure that a part asks for beside what another part found: of the same work, or near the same figure."""
        known = [a for a in found if a is not None and a.answered and a.form is not None]
        draft = drafted("figures", self.read(part.said), lexicon(), lambda node: node.name)
        rest = leftover(draft)
        about = self._about(self.read(first.said))
        if draft.flags & {"number"} or "其中" in draft.asks:
            form = Form(
                "figures", "指标", (Condition("about", rest, draft.marked.written(rest)),), asks=tuple(draft.asks)
            )
            for answer in known:
                beside = figures.beside(form, answer, self.world)
                if beside is not None:
                    return beside
        if about is None or part is first or resolving.negated(rest, self.knowledge):
            return None
        draft = drafted("sentences", self.read(part.said), lexicon(), lambda node: node.name)
        form_ = _sentence(draft, f"{about.where[0].value} {leftover(draft)}", self.read(first.said))
        return self.answer(form_) if form_ is not None else None

    def _rows_of(self, view: str) -> list[dict[str, Any]]:
        return compiled(Form(view, "")).rows(self._store)

    def _exactly(self, read: Marked, context: Form | None) -> Answer | None:
        """The answer by a form that takes in every word of the question."""
        for form in self._forms(read, context, (*EXACT, *RESOLVED)):
            if not any(condition.kind == "about" for condition in form.where):
                return self._with_others(form, read)
        return None

    def _one(self, read: Marked, context: Form | None, searched: Sequence[str] = SEARCHED) -> Answer | None:
        """The answer to a question that asks one thing; none where a bound of the question had no part in it."""
        found = self._first(read, context, searched)
        return found if found is None or not found.answered or _figures_used(read, found) else None

    def _first(self, read: Marked, context: Form | None, searched: Sequence[str]) -> Answer | None:
        """The answer of the first form that has one."""
        first: Answer | None = None
        of_work = self._whether(read, context)
        if of_work is not None:
            return of_work
        if (
            context is not None
            and context.view in SEARCHED
            and not read.names
            and re.search("谁|哪家|哪几家|哪个", read.text)
        ):
            for form in self._searching(read, context, searched):
                found = self.answer(form)
                if found is not None and found.answered:
                    return found
        for form in self._forms(read, context, (*EXACT, *RESOLVED)):
            found = self._with_others(form, read)
            if found is not None and (found.answered or _settles(form)):
                return found
            first = first or found
        for form in self._searching(read, context, searched):
            found = self.answer(form)
            if found is not None:
                return found
        return first

    def _whether(self, read: Marked, context: Form | None) -> Answer | None:
        """Whether a body has a part in the work that the last question was about: 科技局是配合吗."""
        if context is None or context.view != "work" or not _bodies(read) or not _WHETHER.search(read.text):
            return None
        whole = self.read(f"{_last_subject(context)},{read.written(read.text)}")
        draft = self._draft("work", whole)
        form = _work(draft, leftover(draft))
        found = self.answer(form) if form is not None and form.fold == "exists" else None
        return found if found is not None and found.answered else None

    def forms(self, question: str, views: Sequence[str] = EXACT) -> list[Form]:
        """The forms that the words of a question make by themselves, the likeliest first.

        Raises:
            EngineError: the graph could not be read.
        """
        return self._forms(self.read(question), None, views)

    def _forms(self, read: Marked, context: Form | None, views: Sequence[str]) -> list[Form]:
        """The forms that the views make of a question, in their order; the view of the last question first."""
        knowledge = self.knowledge
        found: list[Form] = []
        if context is not None and context.view in views:
            views = (context.view, *(view for view in views if view != context.view))
        for view in views:
            draft = self._draft(view, read)
            if draft.refused:
                continue
            rest = leftover(draft)
            if view in RESOLVED:
                make = {"shares": resolving.shares, "projects": meant.projects}[view]
                found += make(draft, rest, knowledge, context)
                continue
            said = content(rest, knowledge)
            if (said and resolving.negated(rest, knowledge)) or strays(view, draft.text):
                continue
            if draft.more.get("whole", len(knowledge.plans)) != len(knowledge.plans):
                continue
            narrows = OF_THEM.search(read.text) is not None
            form = None if narrows and context is not None else FINISH[view](draft, rest if said else "")
            form = None if draft.refused else form
            if form is None and context is not None and view == context.view:
                form = carried(self._draft(view, read), said, context)
            if view in OF_ITEMS and not said and not read.names and _last_subject(context):
                form = FINISH[view](self._draft(view, read), _last_subject(context)) or form
            form = self._placed(form, read) if form is not None else None
            if form is not None:
                found.append(ranked_as(form, context))
        return found

    def _searching(self, read: Marked, context: Form | None, views: Sequence[str]) -> list[Form]:
        """The forms that are about the words that are left: a piece of work, a figure, a value in a sentence."""
        found: list[Form] = []
        for view in views:
            make = _MAKE[view]
            draft = drafted(view, read, lexicon(), lambda node: node.name)
            rest = leftover(draft)
            if not subject(rest, self.knowledge) and not subject(rest, self.knowledge, soft=frozenset()):
                rest = _last_subject(context)
            if not rest or resolving.negated(rest, self.knowledge, most=view != "sentences"):
                continue
            last = _last_subject(context)
            # A figure of one place is not told for another.
            placed = context is not None and any(c.kind == "place" for c in context.where)
            if placed and view != "sentences":
                continue
            own = any(kind_of(node) in ("地", "项目", "清单", "产业") for m in read.names.values() for node in m.nodes)
            ways = (f"{last} {rest}",) if view != "work" and last and last not in rest and not own else (rest,)
            found += [form for way in ways if (form := make(draft, way)) is not None]
        return found

    def _draft(self, view: str, read: Marked) -> Draft:
        knowledge = self.knowledge
        return drafted(view, read, lexicon(), lambda node: knowledge.names.show(node.id, node.name))

    def _placed(self, form: Form, read: Marked) -> Form | None:
        """A form with what only the graph knows: the main document where none is named, the body that a park has; None
        where a time of the question is none."""
        form = replace(form, where=tuple(self._dated(form.where)))
        if any(condition.kind == "when" for condition in form.where):
            return None
        main = self.knowledge.main_document
        of_a_plan = (form.view == "documents" and form.asks) or (form.view == "clauses" and "方案" in read.text)
        if of_a_plan and not form.where and main:
            return replace(form, where=(Condition("document", main, self.knowledge.named.get(main, main)),))
        if form.view == "posts":
            return replace(form, where=tuple(self._body_of(condition, read) for condition in form.where))
        return form

    def _dated(self, where: Sequence[Condition]) -> Iterator[Condition]:
        """Conditions with the days that words of time mean: 今年 is the year of asking, or of the main document."""
        today = date.fromisoformat(self._store.moment.on())
        for condition in where:
            if condition.kind != "when":
                yield condition
                continue
            if condition.value == "overdue":
                yield Condition("until", (today - timedelta(days=1)).isoformat(), op="<=")
                continue
            found = days(str(condition.value), today, self.knowledge.year(today.year))
            if found is None:
                yield condition
                continue
            if condition.op == ">":
                yield Condition("until", found.last, op=">")
                continue
            if found.first:
                yield Condition("until", found.first, op=">=")
            yield Condition("until", found.last, op="<=")

    def _body_of(self, condition: Condition, read: Marked) -> Condition:
        """The administration of a park for the park: its secretary is that one's."""
        if condition.kind != "region" or condition.of != "园区":
            return condition
        parks = (node for m in read.names.values() for node in m.nodes if node.id == condition.value)
        body = self.knowledge.names.bodies_of(next(parks))
        return Condition("body", body.id, body.name, of=body.kind) if body is not None else condition

    def _with_others(self, form: Form, read: Marked) -> Answer | None:
        """The answer to a form, with other bodies of the same name; where the likeliest has none, theirs."""
        found = self.answer(form)
        if found is None:
            return None
        choices = _same_names(read, form)
        if not found.answered and not any(node.kind == "地区" for m in read.names.values() for node in m.nodes):
            for other in choices.values():
                again = self.answer(_with_body(form, *other))
                if again is not None and again.answered:
                    return again
        others = {name: question for name, (question, _, _) in _asked(choices, read).items()}
        told = f"{found.text}（也可能问的是：{'、'.join(others)}。）" if others and found.answered else found.text
        return replace(found, others=others, text=told)


_WHETHER = re.compile(r"(?:吗|么|没有|对不对)\??$|是不是|是否|有没有")
_IT = re.compile("(?:它|该局|该委|该单位|这个单位|这家单位)")
_THERE = re.compile("(?:这个|该|这一)(?:仗|方案|专班|附件|领导小组)")


def _with_names(said: str, before: Marked | None) -> str:
    """A question with the names that its 它 and 这个仗 stand for."""
    if before is None:
        return said
    for pattern, kinds in ((_IT, ("机构",)), (_THERE, ("方案", "专班"))):
        names = [m.text for m in before.names.values() if any(kind_of(node) in kinds for node in m.nodes)]
        if pattern.search(said) and len(names) == 1:
            said = pattern.sub(names[0], said)
    return said


def _leaves_out(whole: Answer, each: Sequence[Answer | None]) -> bool:
    """Whether a part of a question finds what the answer to the whole does not."""
    found = [part.value for part in each if part is not None and part.answered]
    return any(not _told(value) <= _told(whole.value) for value in found if isinstance(value, list | Mapping))


def _told(value: Any) -> set[str]:
    """The words and figures of a value."""
    if isinstance(value, Mapping):
        return _told([*value.keys(), *value.values()])
    return set().union(*map(_told, value)) if isinstance(value, list | tuple) else {str(value)}


_NO_THING = frozenset({"size", "unled", "named", "open", "money", "amount", "until", "every", "lasting", "dated"})
"""Conditions that say how something must be, and not what it is."""
_A_THING = 4
"""So many characters name a piece of work."""


def _stands_alone(answer: Answer) -> bool:
    """Whether an answer is about something that its question names."""
    where = answer.form.where if answer.form is not None else ()
    return any(
        len(str(c.name or c.value).strip()) >= _A_THING if c.kind in ("about", "said") else c.kind not in _NO_THING
        for c in where
    )


def _is_of_one_place(shared: Answer) -> bool:
    """Whether the values that sentences state for one question stand in one place."""
    told = {(row["document"], row["id"]) for row in shared.rows if shared.query == "passages" and "level" in row}
    return len(told) < 2


def _is_placed(form: Form) -> bool:
    return any(c.kind in ("plan", "document") for c in form.where)


def _is_shared(found: Answer, each: Sequence[Part]) -> bool:
    return isinstance(found.value, Mapping) and len(found.value) >= len(each)


_BOUND = re.compile(r"(?:是|为|有|达|到|过|于|足)(\d+(?:\.\d+)?)[\u4e00-\u9fff]{0,2}的")
"""A figure that what is asked for must have: 任务是30台的, 超过50个的."""


def _figures_used(read: Marked, found: Answer) -> bool:
    """Whether every figure that bounds what is asked for stands in what was understood or asked."""
    used = f"{found.understood}{found.form}{dict(found.params)}"
    return all(figure in used for figure in _BOUND.findall(ANY_MARK.sub(" ", read.text)))


def _is_understood(found: Answer | None) -> bool:
    """Whether rules have used every word of a question: an answer, or a form without words that are left."""
    if found is None or found.answered or found.form is None:
        return found is not None and found.answered
    return not any(condition.kind == "about" for condition in found.form.where)


def _settles(form: Form) -> bool:
    """Whether a form that finds nothing is the end of it: not where a body without a role may be in a work's words."""
    about = any(c.kind == "about" for c in form.where)
    if about and form.fold == "exists":
        return False
    return form.view in EXACT and not (about and all(not c.role for c in form.where if c.kind == "has"))


def _last_subject(context: Form | None) -> str:
    return next((str(c.value) for c in context.where if c.kind == "about"), "") if context is not None else ""


def _work(draft: Draft, rest: str) -> Form | None:
    asks = list(dict.fromkeys(draft.asks))
    if "everyone" in draft.flags or (draft.fold == "roles" and draft.of("has")):
        asks = [*work.ROLES]
    elif draft.find == "单位" and not asks:
        asks = ["责任单位"]
    if "goal" in draft.flags:
        asks.append(work.GOAL)
    text = draft.marked.text
    if not asks or _OTHER_WHO.search(text) or lexicon().other_ends.search(text) or re.search("专班|名单里", rest):
        return None
    named = [condition for condition in draft.of("has") if condition.value not in draft.without]
    number = re.search("(?:多少|几)(?:家|个)", text) is not None and not re.search("哪", text)
    fold = "count" if number and not named and len(asks) == 1 else "list"
    if draft.fold == "roles":
        fold = "roles"
    elif named and "yesno" in draft.flags:
        fold = "exists"
    where = (Condition("about", rest, draft.marked.written(rest)), *named)
    return Form("work", "单位", where, asks=tuple(asks), fold=fold, without=frozenset(draft.without))


_OTHER_WHO = re.compile(
    "哪(?:家|个|些|几家|几个|两家|三家)?(?:企业|公司|医院|学校|村|人|县|区|园区|项目|产业|专班|小组)"
)
"""Words that ask for something else than who does a piece of work."""


def _figures(draft: Draft, rest: str) -> Form | None:
    if "number" not in draft.flags and not re.search("目标|指标|增速", draft.marked.text):
        return None
    where = (Condition("about", rest, draft.marked.written(rest)),)
    return Form("figures", "指标", where, asks=tuple(draft.asks), fold=draft.fold or "list", ranks=draft.ranks)


def _sentence(draft: Draft, rest: str, first: Marked | None = None) -> Form | None:
    """A form for a value that a sentence states; `first` is the question before it, that may name the place."""
    text = draft.marked.text
    written = draft.marked.written(text)
    if "listed" in draft.flags:
        ask = sentences.listing(draft.more["listed"])
    else:
        ask = draft.asks[0] if draft.asks else written if re.search("多少|几|多大", text) else ""
    if not ask or sentences.wanted(ask) is None or _NO_SENTENCE.search(text):
        return None
    before = re.split("多少|几|多大|什么时候|何时|排|哪", written)[0].rstrip("是有")
    beside = sentences.counted(written) or re.split("[,?的是有]", before)[-1]
    named = {m.text: m for read in (first, draft.marked) if read is not None for m in read.names.values()}
    places = [m for m in named.values() if {kind_of(node) for node in m.nodes} == {"地"}]
    for mention in places:
        rest, beside = rest.replace(mention.text, " "), beside.split(mention.text)[-1]
    beside = _COUNTED.sub("", _OF_YEAR.sub("", beside))
    where = [Condition("place", node.id, mention.text) for mention in places for node in mention.nodes[:1]]
    return Form("sentences", "原句", (Condition("about", rest, draft.marked.written(rest)), *where), asks=(ask, beside))


_OF_YEAR = re.compile("^.*(?:19|20)\\d\\d年(?:底|末)?")
_COUNTED = re.compile("(?:数量|总数|数)$")
_NO_SENTENCE = re.compile("谁|牵头|配合|成员|责任单位|负责|部门|电话")
"""Words that ask for what the graph holds: no sentence answers for it."""


_MAKE = {"work": _work, "figures": _figures, "sentences": _sentence}


def _bodies(read: Marked) -> bool:
    return any(node.kind == "机构" for mention in read.names.values() for node in mention.nodes)


def _same_names(read: Marked, form: Form) -> dict[str, tuple[str, str, str]]:
    """Other bodies of the same name as one of the form's: shown -> the name as written, the old id, the new."""
    used = {str(c.value) for c in form.where if c.kind in ("has", "body", "party")}
    found: dict[str, tuple[str, str, str]] = {}
    for mention in read.names.values():
        nodes = [node for node in mention.nodes if node.kind == "机构" and node.region]
        taken = next((node.id for node in nodes if node.id in used), "")
        for node in nodes:
            if taken and node.id != taken:
                found[f"{node.region}的{node.name}"] = (mention.text, taken, node.id)
    return found


def _with_body(form: Form, text: str, old: str, new: str) -> Form:
    where = tuple(replace(c, value=new) if c.value == old else c for c in form.where)
    return replace(form, where=where, without=frozenset({new if id_ == old else id_ for id_ in form.without}))


def _asked(choices: Mapping[str, tuple[str, str, str]], read: Marked) -> dict[str, tuple[str, str, str]]:
    """The question about each of the other bodies."""
    text = read.written(read.text)
    nodes = {node.id: node for mention in read.names.values() for node in mention.nodes}
    return {
        shown: (text.replace(written, with_region(nodes[new]), 1), old, new)
        for shown, (written, old, new) in choices.items()
    }


def _guess_told(answer: Answer, read: Marked) -> Answer:
    """The answer with the name that a typing error was taken for."""
    wrong, right = read.guessed
    if not right or not answer.text:
        return answer
    return replace(answer, text=f"（“{wrong}”按“{right}”理解。）{answer.text}")


def _as_written(question: str, knowledge: Knowledge) -> tuple[str, tuple[str, str]]:
    """The question with the words that documents write for the spoken ones, and the last of these."""
    told = ("", "")
    for spoken, written in lexicon().spoken.items():
        at = question.find(spoken)
        # 消防队伍 is no 消防队.
        if at >= 0 and not knowledge.passages.say(question[at : at + len(spoken) + 1]):
            question, told = question.replace(spoken, written), (spoken, written)
    return question, told


_PLAN_WORDS = re.compile("([一-龥]{2,10}?)(?:那个|这个|那一|这一|那场|这场|的)?(仗|方案|专班)(?:的?(?=专班))?")
_OF_A_PLAN = 3
"""So many characters of a plan's name tell which one is meant where the word behind them does not."""
_LEFT_OUT = ("", "产业", "工作", "产业链", "行动")
"""What people leave out before the last word of a group's name."""
_GROUP_WORDS = re.compile("([一-龥]{2,12}?)(?:那个|这个|的)?(专项小组|专项组|领导小组|工作组|指挥部)")


def _plan_in_full(text: str, knowledge: Knowledge) -> str:
    """The question with the whole name of a plan for one that leaves some of it out: 安全生产那一仗."""
    known = knowledge.names.spellings
    for match in _PLAN_WORDS.finditer(text):
        for start in range(match.start(1), match.end(1) - 1):
            said, word = text[start : match.end(1)], match[2]
            is_whole = f"{said}{word}" in text and f"{said}{word}" in known
            if is_whole or any(node.is_set_up or node.kind == PLAN for node in known.get(said, ())):
                break
            found = {id_: name for name, id_ in knowledge.plans_for_short if _is_short(name, said)}
            if len(found) == 1 and (word != "方案" or len(said) >= _OF_A_PLAN):
                [name] = found.values()
                return f"{text[:start]}{name}{word if word == '专班' else ''}{text[match.end() :]}"
    return text


def _group_in_full(text: str, knowledge: Knowledge) -> str:
    """The question with the whole name of a group for one that leaves the end of it out: 新材料专项小组 for
    新材料产业专项小组."""
    for match in _GROUP_WORDS.finditer(text):
        kind = "专项小组" if match[2] == "专项组" else match[2]
        for start in range(match.start(1), match.end(1) - 1):
            said = text[start : match.end(1)]
            if f"{said}{match[2]}" in knowledge.names.spellings:
                break
            ends = tuple(f"{said}{word}{kind}" for word in _LEFT_OUT)
            found = {name for name in knowledge.groups if name.endswith(ends)}
            if len(found) == 1:
                return f"{text[:start]}{found.pop()}{text[match.end() :]}"
    return text


def _is_short(name: str, said: str) -> bool:
    """Whether a name holds the characters that are said in their order; two of them must begin it."""
    rest = iter(name)
    return (name[:1] == said[:1] or len(said) >= _OF_A_PLAN) and all(char in rest for char in said)


_AGENCY_END = re.compile("[局委办厅部院会]")
_LEVELS, _LONGEST = "省市县区州", 14


def _typing_error(text: str, knowledge: Knowledge) -> tuple[str, str] | None:
    """Words that are nearly an agency's name, and that name; words that the documents know are no error."""
    for end in (match.end() for match in _AGENCY_END.finditer(text)):
        for start in range(max(0, end - _LONGEST), end - 2):
            said = text[start:end]
            if said[0] in _LEVELS and (near := knowledge.names.near(said)) and not knowledge.passages.say(said):
                return said, near
    return None
