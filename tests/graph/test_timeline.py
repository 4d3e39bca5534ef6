"""Which edition is in force on a day."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.timeline import Edition, Ending, Moment, contradictions, standing

WORK = "某市|水网方案"
OLD = Edition("old", WORK, date="2023-02-17")
NEW = Edition("new", WORK, "修订", date="2023-09-01")
DRAFT = Edition("draft", WORK, "征求意见稿", date="2022-12-01")
OTHER = Edition("other", "某市|路网方案", date="2023-05-01", number="某政发〔2023〕5号")


def states(*editions: Edition, day: str, endings: tuple[Ending, ...] = ()) -> dict[str, str]:
    return {id_: one.state for id_, one in standing(editions, endings, day).items()}


def test_of_two_editions_the_later_is_in_force_from_its_day_on() -> None:
    assert states(OLD, NEW, day="2023-08-31") == {"old": "现行", "new": "未生效"}
    assert states(OLD, NEW, day="2023-09-01") == {"old": "已被取代", "new": "现行"}
    assert states(OLD, NEW, day="2023-01-01") == {"old": "未生效", "new": "未生效"}
    assert standing([OLD, NEW], [], "2024-01-01")["old"].by == "new"


def test_a_plan_of_another_year_is_another_work() -> None:
    assert states(OLD, OTHER, day="2024-01-01") == {"old": "现行", "other": "现行"}


def test_an_edition_that_takes_effect_later_leaves_the_earlier_one_in_force_until_then() -> None:
    later = Edition("new", WORK, date="2023-09-01", starts="2023-10-01")
    assert states(OLD, later, day="2023-09-30") == {"old": "现行", "new": "未生效"}
    assert states(OLD, later, day="2023-10-01") == {"old": "已被取代", "new": "现行"}


def test_what_has_run_out_does_not_bring_the_earlier_one_back() -> None:
    short = Edition("new", WORK, date="2023-09-01", ends="2024-08-31")
    assert states(OLD, short, day="2024-08-31") == {"old": "已被取代", "new": "现行"}
    assert states(OLD, short, day="2024-09-01") == {"old": "已被取代", "new": "期满"}


def test_a_draft_is_seen_only_where_its_work_has_nothing_else() -> None:
    assert standing([DRAFT], [], "2023-01-01")["draft"].listed
    assert states(DRAFT, OLD, day="2023-01-01") == {"draft": "征求意见", "old": "未生效"}
    assert standing([DRAFT, OLD], [], "2023-01-01")["draft"].listed
    assert states(DRAFT, OLD, day="2023-03-01") == {"draft": "已被取代", "old": "现行"}
    revision = Edition("draft 2", WORK, "征求意见稿", date="2023-06-01")
    found = standing([OLD, revision], [], "2023-07-01")
    assert (found["old"].state, found["draft 2"].state, found["draft 2"].listed) == ("现行", "征求意见", False)


def test_a_draft_of_what_has_run_out_is_not_taken_for_it() -> None:
    short = Edition("old", WORK, date="2023-02-17", ends="2023-05-01")
    found = standing([short, Edition("draft", WORK, "征求意见稿", date="2023-06-01")], [], "2023-07-01")
    assert not any(one.listed for one in found.values())


def test_another_document_repeals_from_the_day_on_which_it_takes_effect_and_its_sentence_is_kept() -> None:
    endings = (Ending("other", "废止", WORK, "原《水网方案》同时废止。"),)
    assert states(OLD, OTHER, day="2023-04-30", endings=endings) == {"old": "现行", "other": "未生效"}
    found = standing([OLD, OTHER], endings, "2023-05-01")["old"]
    assert (found.state, found.by, found.quote) == ("已废止", "other", "原《水网方案》同时废止。")


def test_a_later_edition_of_what_was_repealed_is_not_repealed() -> None:
    endings = (Ending("other", "废止", WORK),)
    assert states(OLD, NEW, OTHER, day="2024-01-01", endings=endings)["new"] == "现行"


def test_a_draft_repeals_nothing_and_nobody_repeals_himself() -> None:
    draft = Edition("draft", "某市|路网方案", "征求意见稿", date="2023-05-01")
    assert states(OLD, draft, day="2024-01-01", endings=(Ending("draft", "废止", WORK),))["old"] == "现行"
    assert states(OLD, day="2024-01-01", endings=(Ending("old", "废止", WORK),)) == {"old": "现行"}


def test_a_document_is_named_by_its_number_or_by_its_work() -> None:
    last = Edition("last", "某市|管网方案", date="2024-01-01")
    for name in (OTHER.id, OTHER.number, OTHER.work):
        assert states(OTHER, last, day="2024-02-01", endings=(Ending("last", "废止", name),))["other"] == "已废止"
    assert states(OTHER, last, day="2024-02-01", endings=(Ending("last", "废止", ""),))["other"] == "现行"


def test_two_that_repeal_each_other_on_one_day_stay_and_are_told() -> None:
    one, two = Edition("a", "某市|甲方案", date="2023-05-01"), Edition("b", "某市|乙方案", date="2023-05-01")
    endings = (Ending("a", "废止", "b"), Ending("b", "废止", "a"))
    assert states(one, two, day="2024-01-01", endings=endings) == {"a": "现行", "b": "现行"}
    assert contradictions([one, two], endings) == [("a", "b")]
    later = Edition("b", "某市|乙方案", date="2023-06-01")
    assert states(one, later, day="2024-01-01", endings=endings) == {"a": "已废止", "b": "现行"}
    assert contradictions([one, later], endings) == []


def test_a_document_without_a_date_is_superseded_only_by_the_same_words() -> None:
    bare = Edition("bare", WORK, words="w1")
    assert states(bare, NEW, day="2024-01-01") == {"bare": "现行", "new": "现行"}
    same = Edition("new", WORK, date="2023-09-01", words="w1")
    assert states(bare, same, day="2024-01-01") == {"bare": "已被取代", "new": "现行"}


def test_of_two_with_one_date_the_fuller_is_in_force() -> None:
    letter = Edition("letter", WORK, date="2023-02-17", characters=900)
    assert states(Edition("plan", WORK, date="2023-02-17", characters=800), letter, day="2024-01-01") == {
        "plan": "已被取代",
        "letter": "现行",
    }


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-03-01", "2023-03-01"),
        ("2023-3-1", "2023-03-01"),
        ("2024/2", "2024-02-29"),
        ("2023年3月1日", "2023-03-01"),
        ("2023年", "2023-12-31"),
        ("2023", "2023-12-31"),
    ],
)
def test_days_as_users_write_them(written: str, day: str) -> None:
    assert Moment.of(written).on() == day


@pytest.mark.parametrize("written", ["去年", "2023-02-29", "2023-13", "23-1-1"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(QueryError, match="不是日期"):
        Moment.of(written)


# Against an oracle that walks through the days, one after another.

_DAYS = [f"2023-0{month}-01" for month in range(1, 8)]
_WORKS = ["甲", "乙"]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Edition], list[Ending], str]:
    editions = []
    for number in range(draw(st.integers(1, 6))):
        day = draw(st.sampled_from(["", *_DAYS]))
        editions.append(
            Edition(
                f"d{number}",
                draw(st.sampled_from(_WORKS)),
                draw(st.sampled_from(["印发", "修订", "征求意见稿"])),
                date=day,
                starts=draw(st.sampled_from(["", *(one for one in _DAYS if day and one >= day)])),
                ends=draw(st.sampled_from(["", "", *_DAYS])),
                words=draw(st.sampled_from(["", "same"])),
            )
        )
    names = [one.id for one in editions] + _WORKS
    ending = st.builds(
        Ending, st.sampled_from([one.id for one in editions]), st.sampled_from(["废止", "修订"]), st.sampled_from(names)
    )
    return editions, draw(st.lists(ending, max_size=3)), draw(st.sampled_from(_DAYS))


def oracle(editions: list[Edition], endings: list[Ending], until: str) -> dict[str, str]:
    """Live through the days up to one of them; what has happened on the way decides."""
    begun: list[Edition] = []
    ended: dict[str, str] = {}
    by_id = {one.id: one for one in editions}

    def names(ending: Ending) -> list[Edition]:
        by = by_id[ending.by]
        return [o for o in editions if o.id != by.id and ending.target in (o.id, o.work) and o.date <= by.date]

    for day in ["", *_DAYS]:
        if day > until:
            break
        new = [one for one in editions if one.takes_effect == day]
        begun.extend(new)
        for kind in ("废止", "修订"):
            for ending in sorted(endings, key=lambda e: e.by):
                by = by_id[ending.by]
                if ending.relation != kind or by not in new or by.is_draft or not by.date:
                    continue
                for one in names(ending):
                    mutual = any(e.by == one.id and by in names(e) for e in endings)
                    if not (mutual and one.date == by.date):
                        ended.setdefault(one.id, kind)
    result = {}
    for one in editions:
        others = [o for o in begun if o.work == one.work and (o.date, o.id) > (one.date, one.id) and o.date]
        if not one.date:
            others = [o for o in others if one.words and o.words == one.words]
        over = others if one.is_draft else [o for o in others if not o.is_draft]
        if one not in begun:
            result[one.id] = "未生效"
        elif one.id in ended:
            result[one.id] = "已废止" if ended[one.id] == "废止" else "已被取代"
        elif over:
            result[one.id] = "已被取代"
        elif one.is_draft:
            result[one.id] = "征求意见"
        else:
            result[one.id] = "期满" if one.ends and until > one.ends else "现行"
    return result


@settings(max_examples=400, deadline=None)
@given(histories())
def test_any_history_as_the_oracle_has_it(history: tuple[list[Edition], list[Ending], str]) -> None:
    editions, endings, day = history
    assert states(*editions, day=day, endings=tuple(endings)) == oracle(editions, endings, day)


@settings(max_examples=100, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter(
    history: tuple[list[Edition], list[Ending], str], chance: random.Random
) -> None:
    editions, endings, day = history
    before = standing(editions, endings, day)
    chance.shuffle(editions)
    chance.shuffle(endings)
    assert standing(editions, endings, day) == before


@settings(max_examples=100, deadline=None)
@given(histories())
def test_a_work_never_has_two_dated_editions_in_force(history: tuple[list[Edition], list[Ending], str]) -> None:
    editions, endings, day = history
    found = standing(editions, endings, day)
    listed = [one for one in editions if found[one.id].listed and one.date]
    for _, same in itertools.groupby(sorted(listed, key=lambda one: one.work), key=lambda one: one.work):
        assert len(list(same)) == 1
