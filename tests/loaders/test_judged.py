"""People's judgements upon what the rules read: the last word, in any order, and what becomes of each."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import data
from graph.anchors import Anchor, anchors
from graph.goal import goal
from graph.journal import Entry, Known
from graph.ontology import ontology
from graph.statements import Statement
from loaders import judged
from loaders.extract import extract
from loaders.judged import Fate, Judged
from loaders.page.text import Text
from tests.support.papers import PAPER, REVISED, anchor, entry, known, read

LEAD = ("牵头", "市水利局", "疏浚")
COOPERATES = ("配合", "市住房城乡建设局", "疏浚")
HEADING = ("牵头", "市水利局", "重点任务")
CENTRE = ("配合", "市河长服务中心", "建设泵站")

DREDGING: dict[str, Any] = {"kind": "事项", "name": "疏浚河道"}


def apply(*entries: Entry, text: str = PAPER, four_eyes: bool = False) -> Judged:
    found = read(text)
    return judged.apply(found.document, found.statements, text, known(*entries), four_eyes=four_eyes)


def said(found: Judged, *, reviewed: bool = False) -> Counter[str]:
    """The duties in words, those on headings' items left out."""
    return Counter(
        f"{one.raw} {one.relation} {one.object.name}"
        for one in found.statements
        if one.relation not in ("属于", "时限")
        and one.attributes.get("inherited") is not True
        and (not reviewed or "review" in one.attributes)
    )


BEFORE = said(apply())


def added(
    raw: str = "市林业局", task: object = None, quote: str = "由市林业局为各村提供苗木", role: str = "负责"
) -> Entry:
    start = PAPER.index(quote)
    on = Anchor(f"+{raw}{role}", anchor(*LEAD).work, role, raw, ("机构", "事项"), "", "", (), quote, "", "", start)
    after = {"agency": raw, "role": role, "task": task or {"kind": "事项", "name": "种植护岸林"}}
    return entry("add", on, after, span=(start, start + len(quote)))


def on_name(act: Any, raw: str, body: tuple[str, str] = ("", ""), scope: str = "document", **more: Any) -> Entry:
    one = next(one for one in read().statements if one.raw == raw and one.relation != "属于")
    on = anchor(one.relation, raw, one.object.name)
    about = f"body:{one.subject.id}" if act == "same" else f"raw:{raw}"
    after = {"about": about, "scope": scope, "region": "常德市", "from": one.subject.id}
    if body[0]:
        after["body"] = {"kind": "机构", "id": body[0], "name": body[1]}
    return entry(act, on, after, **more)


def test_an_added_duty_of_a_body_that_the_words_do_not_name() -> None:
    (made,) = [one for one in apply(added(raw="市林草局")).statements if "review" in one.attributes]
    assert made.raw == "市林草局"


def test_without_judgements_nothing_changes() -> None:
    assert list(apply().statements) == read().statements
    assert apply().fates == {}


CASES: list[tuple[str, Entry, list[str], list[str]]] = [
    ("accept leaves it", entry("accept", anchor(*LEAD)), [], []),
    ("reject takes it away", entry("reject", anchor(*COOPERATES)), ["市住房城乡建设局 配合 疏浚河道"], []),
    (
        "another role",
        entry("fix", anchor(*COOPERATES), {"role": "负责"}),
        ["市住房城乡建设局 配合 疏浚河道"],
        ["市住房城乡建设局 负责 疏浚河道"],
    ),
    (
        "another task of the document",
        entry("fix", anchor(*CENTRE), {"task": DREDGING}),
        ["市河长服务中心 配合 建设泵站"],
        ["市河长服务中心 配合 疏浚河道"],
    ),
    (
        "words of the text as a task of their own",
        entry("fix", anchor(*CENTRE), {"task": {"words": "新建泵站六座"}}),
        ["市河长服务中心 配合 建设泵站"],
        ["市河长服务中心 配合 新建泵站六座"],
    ),
    (
        "a name that stands in the sentence",
        entry("fix", anchor(*CENTRE), {"agency": "河长服务中心"}),
        ["市河长服务中心 配合 建设泵站"],
        ["河长服务中心 配合 建设泵站"],
    ),
    (
        "a name that does not: who is meant, as it is written",
        entry("fix", anchor(*CENTRE), {"agency": "市水利局"}),
        [],
        [],
    ),
    ("an addition", added(), [], ["市林业局 负责 种植护岸林"]),
    (
        "an addition with a task of its own",
        added(task={"words": "提供苗木"}),
        [],
        ["市林业局 负责 提供苗木"],
    ),
]


@pytest.mark.parametrize(("one", "gone", "come"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_a_judgement_does(one: Entry, gone: list[str], come: list[str]) -> None:
    found = apply(one)
    assert said(found) == BEFORE - Counter(gone) + Counter(come)
    assert found.fates == {one.id: "applied"}
    assert all(PAPER[one.start : one.end] == one.quote for one in found.statements)


def test_a_reviewed_statement_says_who_when_and_what_the_rules_said() -> None:
    [one] = [one for one in apply(entry("fix", anchor(*CENTRE), {"agency": "市水利局"})).statements if _is(one)]
    assert one.subject.id == "常德市/水利"
    assert one.raw == "市河长服务中心"
    assert one.attributes["review"] == "fixed"
    assert (one.attributes["reviewer"], one.attributes["reviewed"]) == ("甲", "2026-05-01T00:00:00+00:00")
    assert one.attributes["machine"] == "市河长服务中心（常德市/河长服务中心）配合 建设泵站"


def _is(one: Statement) -> bool:
    return "review" in one.attributes


def test_what_was_taken_from_a_heading_follows_the_heading() -> None:
    found = apply(entry("reject", anchor(*HEADING)))
    assert not [one for one in found.statements if one.attributes.get("inherited")]
    fixed = apply(entry("fix", anchor(*HEADING), {"role": "指导"}))
    assert {one.relation for one in fixed.statements if one.attributes.get("inherited")} == {"指导"}
    assert fixed.fates.keys() == {entry("fix", anchor(*HEADING), {"role": "指导"}).id}


def test_a_body_that_nothing_is_said_of_any_more_leaves_no_region_behind() -> None:
    found = apply(entry("reject", anchor(*CENTRE)))
    assert not [one for one in found.statements if "河长" in one.subject.id]


def test_a_body_that_a_person_brought_in_has_its_region_and_an_item_its_heading() -> None:
    found = apply(added(task={"words": "提供苗木"}))
    parts = [(one.subject.name, one.object.name) for one in found.statements if one.relation == "属于"]
    assert ("市林业局", "常德市") in parts
    assert ("提供苗木", "种植护岸林") in parts


class TestPeople:
    def test_two_who_did_not_know_of_each_other_contradict_and_the_rules_stand(self) -> None:
        one, other = entry("reject", anchor(*LEAD)), entry("accept", anchor(*LEAD), by="乙@pc")
        found = apply(one, other)
        assert set(found.fates.values()) == {"contradicted"}
        assert said(found) == BEFORE
        assert [one.attributes["review"] for one in found.statements if _is(one)] == ["contested"]

    def test_a_third_who_has_seen_both_settles_it(self) -> None:
        one, other = entry("reject", anchor(*LEAD)), entry("accept", anchor(*LEAD), by="乙@pc")
        last = entry("reject", anchor(*LEAD), by="丙@pc", knew=(one, other))
        assert apply(one, other, last).fates == {last.id: "applied"}

    def test_two_who_say_the_same_agree(self) -> None:
        one, other = entry("reject", anchor(*LEAD)), entry("reject", anchor(*LEAD), by="乙@pc", day=1)
        assert apply(one, other).fates == {one.id: "applied", other.id: "redundant"}

    def test_an_undoing_against_a_fix_is_a_contradiction(self) -> None:
        first = entry("accept", anchor(*LEAD))
        undone = entry("undo", anchor(*LEAD), knew=(first,), day=1)
        fixed = entry("reject", anchor(*LEAD), by="乙@pc", knew=(first,), day=1)
        assert apply(first, undone, fixed).fates == {fixed.id: "contradicted"}

    def test_four_eyes(self) -> None:
        one = entry("reject", anchor(*LEAD))
        alone = apply(one, four_eyes=True)
        assert alone.fates == {one.id: "pending"}
        assert said(alone) == BEFORE
        second = entry("reject", anchor(*LEAD), by="乙@pc", knew=(one,))
        assert apply(one, second, four_eyes=True).fates == {second.id: "applied"}
        own = entry("reject", anchor(*LEAD), by="甲@other", knew=(one,))
        assert apply(one, own, four_eyes=True).fates == {own.id: "pending"}
        waiting = added()
        proposed = apply(waiting, four_eyes=True)
        assert proposed.fates == {waiting.id: "pending"}
        assert [one.shown.raw for one in proposed.facts if one.pending] == ["市林业局"]


class TestNames:
    def test_a_spelling_means_a_body_everywhere_in_the_document(self) -> None:
        one = on_name("name", "市河长服务中心", ("常德市/水利", "市水利局"))
        found = apply(one)
        assert {s.subject.id for s in found.statements if s.raw == "市河长服务中心"} == {"常德市/水利"}
        assert said(found) == BEFORE
        assert found.fates == {one.id: "applied"}

    def test_two_bodies_are_one(self) -> None:
        one = on_name("same", "市河长服务中心", ("常德市/水利", "市水利局"))
        found = apply(one)
        assert not [s for s in found.statements if "河长" in s.subject.id]
        assert said(found) == BEFORE
        assert found.fates == {one.id: "applied"}

    def test_a_spelling_comes_before_its_body(self) -> None:
        spelling = on_name("name", "市河长服务中心", ("常德市/水利", "市水利局"))
        body = on_name("same", "市河长服务中心", ("常德市/财政", "市财政局"))
        for order in ((spelling, body), (body, spelling)):
            found = apply(*order)
            assert {s.subject.id for s in found.statements if s.raw == "市河长服务中心"} == {"常德市/水利"}
            assert found.fates[spelling.id] == "applied"

    def test_a_document_comes_before_its_region(self) -> None:
        wide = on_name("name", "市河长服务中心", ("常德市/水利", "市水利局"), scope="region")
        near = on_name("same", "市河长服务中心", ("常德市/财政", "市财政局"))
        found = apply(wide, near)
        assert {s.subject.id for s in found.statements if s.raw == "市河长服务中心"} == {"常德市/财政"}

    def test_a_name_is_that_of_another_body(self) -> None:
        one = on_name("different", "市财政局")
        [body] = {s.subject.id for s in apply(one).statements if s.raw == "市财政局"}
        assert body.startswith("常德市/财政·市财政局")
        regional = on_name("different", "市财政局", scope="region")
        [other] = {s.subject.id for s in apply(regional).statements if s.raw == "市财政局"}
        assert other == "常德市/财政·市财政局"

    def test_chains_and_circles_end(self) -> None:
        water, money, houses = ("市河长服务中心", "市财政局", "市住房城乡建设局")
        first = on_name("same", water, ("常德市/财政", "市财政局"))
        second = on_name("same", money, ("常德市/住房和城乡建设", "市住建局"))
        ids = {s.raw: s.subject.id for s in apply(first, second).statements if s.raw in (water, money, houses)}
        assert len(set(ids.values())) == 1
        back = on_name("same", money, ("常德市/河长服务中心", "市河长服务中心"))
        circle = {s.raw: s.subject.id for s in apply(first, back).statements if s.raw in (water, money)}
        assert len(set(circle.values())) == 1

    def test_a_region_reaches_other_documents_and_a_document_does_not(self) -> None:
        other = PAPER.replace("河湖整治三年行动", "城市水网建设年度")
        narrow = on_name("name", "市河长服务中心", ("常德市/水利", "市水利局"))
        wide = on_name("name", "市河长服务中心", ("常德市/水利", "市水利局"), scope="region")
        assert apply(narrow, text=other).fates == {}
        assert apply(wide, text=other).fates == {wide.id: "applied"}

    def test_a_fact_that_was_judged_keeps_its_judgement(self) -> None:
        name = on_name("name", "市河长服务中心", ("常德市/水利", "市水利局"))
        found = apply(name, entry("fix", anchor(*CENTRE), {"role": "负责"}))
        [one] = [s for s in found.statements if s.raw == "市河长服务中心" and s.relation != "属于"]
        assert (one.relation, one.subject.id) == ("负责", "常德市/水利")


FATES: list[tuple[str, Entry, str, Fate]] = [
    ("the same text", entry("reject", anchor(*LEAD)), PAPER, "applied"),
    ("a line before", entry("reject", anchor(*LEAD)), "（此件公开）\n" + PAPER, "applied"),
    ("full-width brackets", entry("reject", anchor(*LEAD)), PAPER.replace("（", "(").replace("）", ")"), "applied"),
    (
        "one more in the clause",
        entry("reject", anchor(*COOPERATES)),
        PAPER.replace("局牵头，市住", "局牵头，市司法局、市住"),
        "changed",
    ),
    ("a revised edition", entry("reject", anchor(*COOPERATES)), REVISED, "applied"),
    (
        "another title of the item",
        entry("reject", anchor(*LEAD)),
        PAPER.replace("1.疏浚河道。", "1.疏浚河道沟渠。"),
        "suggested",
    ),
    (
        "the item is gone",
        entry("reject", anchor(*CENTRE)),
        PAPER.replace("2.建设泵站", "2.修缮闸门").replace("、市河长服务中心", ""),
        "lost",
    ),
    ("an addition, a line before", added(), "（此件公开）\n" + PAPER, "applied"),
    ("an addition in a revised edition", added(), REVISED, "applied"),
    ("an addition whose sentence is gone", added(), PAPER.replace("由市林业局", "由有关单位"), "lost"),
    ("an addition whose item is gone", added(), PAPER.replace("4.种植护岸林。", "4.绿化。"), "suggested"),
    (
        "an addition that the rules read now",
        added(),
        PAPER.replace("由市林业局为各村提供苗木", "由市林业局为各村提供苗木（市林业局负责）"),
        "applied",
    ),
    (
        "an addition that the rules read, in the same words",
        added("市生态环境局", {"kind": "事项", "name": "巡查水质"}, "（市生态环境局负责）"),
        PAPER,
        "redundant",
    ),
    (
        "a name that is gone",
        on_name("name", "市河长服务中心", ("常德市/水利", "市水利局")),
        PAPER.replace("、市河长服务中心", ""),
        "lost",
    ),
    ("a name that stands for it already", on_name("name", "市财政局", ("常德市/财政", "市财政局")), PAPER, "redundant"),
]


@pytest.mark.parametrize(("one", "text", "fate"), [case[1:] for case in FATES], ids=[case[0] for case in FATES])
def test_what_becomes_of_a_judgement(one: Entry, text: str, fate: Fate) -> None:
    found = apply(one, text=text)
    assert found.fates == {one.id: fate}
    if fate in ("lost", "suggested", "redundant"):
        assert list(found.statements) == read(text).statements


def test_a_judgement_on_a_work_that_is_not_loaded_is_pending() -> None:
    one = entry("reject", anchor(*LEAD))
    assert judged.balance(known(one), []) == {"pending": 1}
    assert judged.balance(Known({}), []).told() == "还没有校核。"


def test_a_signal_that_was_handled_counts_and_changes_nothing() -> None:
    on = Anchor(
        "s", anchor(*LEAD).work, "", "没有读成责任", ("", ""), "", "", (), "由市林业局为各村提供苗木", "", "", 0
    )
    one = entry("handled", on)
    assert apply(one).fates == {one.id: "applied"}
    assert list(apply(one).statements) == read().statements
    assert apply(one, text=PAPER.replace("由市林业局", "由有关单位")).fates == {one.id: "lost"}


REFUSED = [
    {"set": {"quote": "别的"}},
    {"set": {"start": 3}},
    {"set": {"clause": "x"}},
]


@pytest.mark.parametrize("after", REFUSED)
def test_evidence_is_nobodys_to_set(after: dict[str, Any]) -> None:
    found = apply(entry("fix", anchor(*LEAD), after))
    assert all(PAPER[one.start : one.end] == one.quote for one in found.statements)
    assert said(found) == BEFORE


@pytest.mark.parametrize(
    ("after", "fate"),
    [({"set": {"open": True}}, "applied"), ({"set": {"open": "也许"}}, "lost"), ({"role": "没有"}, "lost")],
)
def test_what_the_ontology_does_not_take_has_no_effect(after: dict[str, Any], fate: Fate) -> None:
    one = entry("fix", anchor(*LEAD), after)
    found = apply(one)
    assert found.fates == {one.id: fate}
    assert goal(read().document, found.statements)


ODD: list[Any] = [None, 3, -1, "", "x", [], {}, True, 1e9, ["x"], {"x": 1}]


@settings(deadline=None)
@given(st.data())
def test_a_file_from_elsewhere_is_read_or_skipped_and_never_stops_a_load(drawn: st.DataObject) -> None:
    source = drawn.draw(
        st.sampled_from(
            [
                entry("accept", anchor(*LEAD)),
                entry("fix", anchor(*CENTRE), {"task": DREDGING, "agency": "市财政局", "set": {"open": True}}),
                added(),
                on_name("name", "市财政局", ("常德市/水利", "市水利局")),
                on_name("different", "市财政局"),
            ]
        )
    )
    row = json.loads(source.as_line())
    place = row
    for _ in range(drawn.draw(st.integers(1, 3))):
        key = drawn.draw(st.sampled_from(sorted(place)))
        if isinstance(place[key], dict) and place[key] and drawn.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = drawn.draw(st.sampled_from(ODD))
    try:
        found = Entry.from_line(json.dumps(row))
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    sealed = replace(found, id="")
    sealed = replace(sealed, id=sealed.seal)
    judged_ = apply(sealed)
    assert goal(read().document, judged_.statements)
    assert all(PAPER[one.start : one.end] == one.quote for one in judged_.statements)


@pytest.fixture(scope="module")
def plan() -> tuple[str, list[Entry]]:
    """A long plan, and a judgement on each of its duties."""
    text = (data.DOCUMENTS / "常德市打好发展六仗实施方案.md").read_text(encoding="utf-8")
    found = extract(Text(text))
    every = zip(anchors(found.document, found.statements, text), found.statements, strict=True)
    roles = ontology().roles
    return text, [entry("reject", on) for on, one in every if one.relation in roles and not _is_inherited(one)]


class TestPlan:
    """The plan changed: no judgement may ever act on another fact."""

    @pytest.mark.parametrize(
        ("change", "least"),
        [
            (lambda text: "（此件公开发布）\n\n" + text, 1.0),
            (lambda text: text.replace("\n", "\r\n"), 1.0),
            (lambda text: spoilt(text, 0.001), 0.97),
            (lambda text: spoilt(text, 0.005), 0.85),
        ],
        ids=["a line before", "other line ends", "0.1 % of characters wrong", "0.5 % of characters wrong"],
    )
    def test_none_acts_on_another(
        self, plan: tuple[str, list[Entry]], change: Callable[[str], str], least: float
    ) -> None:
        text, entries = plan
        changed = change(text)
        read_again = extract(Text(changed))
        found = judged.apply(read_again.document, read_again.statements, changed, known(*entries))
        acted = [one for one in found.facts if one.state == "rejected" and one.heads]
        assert len(acted) >= least * len(entries)
        shifted = len(changed) != len(text)
        for one in acted:
            [head] = one.heads
            assert shifted or one.anchor.start == head.anchor.start
            assert (one.anchor.relation, one.anchor.kinds) == (head.anchor.relation, head.anchor.kinds)
        fates = Counter(found.fates.values())
        assert fates.total() == len(entries)
        assert fates["applied"] + fates["changed"] == len(acted)


def spoilt(text: str, share: float) -> str:
    """A text with random wrong characters, none moved; its title, which tells the work, is left as it is."""
    chance = random.Random(1)
    head, body = text[:200], text[200:]
    return head + "".join(
        chance.choice("的一是在不了有和人这") if char > "\u4e00" and chance.random() < share else char for char in body
    )


def _is_inherited(one: Statement) -> bool:
    return one.attributes.get("inherited") is True


POOL = [LEAD, COOPERATES, HEADING, CENTRE]


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    """What up to three people said, each having seen some of what was there."""
    made: list[Entry] = []
    for day in range(draw(st.integers(0, 10))):
        by, spot = draw(st.sampled_from(["甲@a", "乙@b", "丙@c"])), draw(st.integers(0, 5))
        if spot < 4:
            on = anchor(*POOL[spot])
            act = draw(st.sampled_from(["accept", "reject", "fix", "undo"]))
            after = draw(st.sampled_from([{"role": "负责"}, {"agency": "市财政局"}])) if act == "fix" else None
            template = entry(act, on, after, by=by, day=day)
        elif spot == 4:
            template = entry("undo", added().anchor, by=by, day=day) if draw(st.booleans()) else added()
        else:
            body = draw(st.sampled_from([("常德市/水利", "市水利局"), ("常德市/财政", "市财政局")]))
            template = on_name("name", "市河长服务中心", body, by=by, day=day)
        about = [one for one in made if one.key == template.key]
        seen = draw(st.lists(st.sampled_from(about), unique_by=lambda one: one.id)) if about else []
        made.append(
            Entry.new(
                by,
                template.act,
                template.anchor,
                at=_at(template),
                after=template.after,
                span=template.span,
                knew=[one.id for one in seen],
            )
        )
    return made


def _at(one: Entry) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(one.at)


def plain(found: Judged) -> set[tuple[Any, ...]]:
    return {(one.id, tuple(sorted((k, str(v)) for k, v in one.attributes.items()))) for one in found.statements}


@settings(deadline=None)
@given(journals(), st.randoms(), st.booleans())
def test_order_does_not_matter_and_the_balance_adds_up(made: list[Entry], chance: Any, four_eyes: bool) -> None:
    shuffled = [*made, *made]
    chance.shuffle(shuffled)
    one, other = apply(*made, four_eyes=four_eyes), apply(*shuffled, four_eyes=four_eyes)
    assert plain(one) == plain(other)
    assert one.fates == other.fates
    every = known(*made)
    assert one.fates.keys() == {head.id for head in every.judgements}
    assert judged.balance(every, [one]).total() == len(every.judgements)
    assert all(PAPER[s.start : s.end] == s.quote for s in one.statements)
    # What people make of a document is always something that the store takes.
    assert _digest(one) == _digest(other)


def _digest(found: Judged) -> object:
    document = read().document
    return goal(document, found.statements).nodes["文件", document.id]["digest"]


@settings(deadline=None)
@given(journals())
def test_undoing_everything_leaves_what_the_rules_read(made: list[Entry]) -> None:
    every = known(*made)
    keys = {head.key for head in every.heads}
    undone = [
        Entry.new(
            "丁@d",
            "undo",
            heads[0].anchor,
            at=_at(heads[0]),
            after={key: heads[0].after[key] for key in ("about", "scope", "region") if key in heads[0].after},
            knew=[one.id for one in heads],
        )
        for key in keys
        if (heads := [head for head in every.heads if head.key == key])
    ]
    assert list(apply(*made, *undone).statements) == read().statements
