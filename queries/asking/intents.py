"""From a reading to the intent that fits it, and from there to an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Store
from queries.asking.answer import Answer, Row
from queries.asking.characters import pairs
from queries.asking.forms import FORMS
from queries.asking.holders import bodies_asked, holds
from queries.asking.knowledge import Knowledge
from queries.asking.made import Made
from queries.asking.names import with_region
from queries.asking.passages import Match, Place, matched
from queries.asking.reading import Reading
from queries.asking.rules import Intent
from queries.asking.slots import Slots
from queries.catalogue import Query, get

COVERED = 0.72
"""Least share of the subject's weight that must be found for an answer; measured on benchmarks/questions.jsonl."""
MISSING = 3
"""So many characters in a row that are nowhere make the question one about something else."""


_NEAR, _CHOICES = 0.05, 4
"""Topics that cover as much, but for this share, may be meant too; so many are tried."""


@dataclass(frozen=True)
class Asked:
    """An intent with the question of the catalogue that was asked for it, and the rows that it keeps."""

    intent: Intent
    query: Query
    params: Mapping[str, Any]
    rows: Sequence[Row]
    slots: Slots


def fits(intent: Intent, reading: Reading) -> bool:
    """Whether a question has what an intent wants, and nothing that it excludes."""
    return all(sum(reading.tags[tag] for tag in choice) >= times for choice, times in intent.when) and not (
        reading.has(*intent.unless)
    )


def trusted(match: Match) -> bool:
    """Whether a passage covers enough of a subject to be what is asked about."""
    return match.covered >= COVERED and len(match.missing) < MISSING and match.names


def attempt(intent: Intent, reading: Reading, knowledge: Knowledge, store: Store) -> Answer | None:
    """The answer by one intent; None when it cannot be filled, or the question is about something else.

    Where a name means several agencies and the likeliest has no answer, the others are asked in turn.
    """
    first = _attempt(intent, Slots(reading, knowledge), store)
    if first is None or first.answered or reading.has("地区"):
        return first
    turns = max((len(mention.of("机构")) for mention in reading.mentions), default=0)
    tried = (_attempt(intent, Slots(reading, knowledge, turn), store) for turn in range(1, min(turns, _CHOICES)))
    return next((answer for answer in tried if answer is not None and answer.answered), first)


def _attempt(intent: Intent, slots: Slots, store: Store) -> Answer | None:
    reading = slots.reading
    given = _give(intent, slots)
    if given is None:
        return None
    if not intent.topic:
        for template in _templates(intent):
            slots.fill(template)
        asked = _ask(intent, given, slots, store)
        return None if asked is None else _answer(asked, reading)
    for template in _templates(intent):
        slots.fill(template)
    found = [_of_topic(intent, given, place, slots, store) for place in _topics(intent, slots)]
    return next((answer for answer in found if answer.answered), found[0] if found else None)


def _templates(intent: Intent) -> Iterator[str]:
    """The slots that an intent fills beside its query's parameters."""
    yield from (template for templates in intent.keep.values() for template in templates)
    yield from intent.keep_all.values()
    this = intent.answer.get("this", ())
    yield from (this,) if isinstance(this, str) else this


def _of_topic(intent: Intent, given: Mapping[str, Any], topic: Place, slots: Slots, store: Store) -> Answer:
    slots.named["topic"] = topic.name
    filled = {key: topic.id for key, value in intent.give.items() if value == "$topic"}
    query = get(intent.ask)
    params = query.bind({**given, **filled})
    asked = Asked(intent, query, params, _keep(intent, query.read(store, params).rows, slots), slots)
    answer = _answer(asked, slots.reading)
    assert answer is not None
    return answer


def _give(intent: Intent, slots: Slots) -> dict[str, Any] | None:
    """The parameters; None when a required one names nothing in the question."""
    query = get(intent.ask)
    given: dict[str, Any] = {}
    for key, template in intent.give.items():
        if template == "$topic":
            continue
        value = slots.fill(template)
        required = next(p for p in query.parameters if p.name == key).required
        if value is None and (required or _wanted(intent, template)):
            return None
        if value is not None:
            given[key] = value
    return given


def _wanted(intent: Intent, template: str) -> bool:
    """Whether the intent makes no sense without the name: it asks for one in `when`."""
    tags = {tag for choice, _ in intent.when for tag in choice}
    return template.startswith(("$所在", "$人员", "$产业", "$机构")) and bool(
        tags & {"园区", "地区", "人员", "产业", "机构", "产业体系"}
    )


def _topics(intent: Intent, slots: Slots) -> list[Place]:
    """What the rest of the question may mean: the best place, and others that fit it as well."""
    subject = slots.reading.subject(frozenset(slots.used) | own_region(slots.reading, slots.knowledge))
    if not subject:
        return []
    found = slots.knowledge.passages.search(subject, lambda place: place.kind in intent.topic)
    good = [match for match in found if trusted(match) and years_agree(slots.reading, match, slots.knowledge)]
    near = [match.place for match in good if match.covered >= good[0].covered - _NEAR]
    return list({place.id: place for place in near}.values())[:_CHOICES]


def years_agree(reading: Reading, match: Match, knowledge: Knowledge) -> bool:
    """Whether each year of a question is one of the passage, of its indicator, or of its document."""
    place = match.place
    date = str(knowledge.documents.get(place.document, {}).get("date", ""))
    said = f"{match.passage.words}{place.name}{''.join(place.above)}{date}{''.join(knowledge.years(place.id))}"
    return all(year in said for year in reading.years)


def own_region(reading: Reading, knowledge: Knowledge) -> frozenset[str]:
    """The names of the region that the main document is about: they tell nothing."""
    own = knowledge.own_regions
    return frozenset(m.text for m in reading.mentions if any(node.id in own for node in m.of("地区")))


def _ask(intent: Intent, given: Mapping[str, Any], slots: Slots, store: Store) -> Asked | None:
    query = get(intent.ask)
    if intent.answer["form"] == "holders":
        given = bodies_asked(slots)
        if not given:
            return None
    rows: Sequence[Row] = query.read(store, given).rows
    if intent.answer["form"] == "holders":
        rows = [row for row in rows if holds(row, slots)]
    rows = _keep(intent, rows, slots)
    if intent.within:
        rows = _within(rows, slots)
    kept = _about_the_rest(intent, rows, slots)
    return None if kept is None else Asked(intent, query, query.bind(given), kept, slots)


def _keep(intent: Intent, rows: Sequence[Row], slots: Slots) -> Sequence[Row]:
    for column, templates in intent.keep.items():
        values = _values(templates, slots)
        # A role that the question does not say is any role.
        if values or not all(template.endswith(".role") for template in templates):
            rows = [row for row in rows if row[column] in values]
    for column, template in intent.keep_all.items():
        wanted = _values((template,), slots)
        rows = [row for row in rows if wanted <= set(row[column])]
    for column, words in intent.like.items():
        said = [word for word in words if word in slots.reading.text]
        rows = [row for row in rows if not said or any(word in row[column] for word in said)]
    if intent.keep_filled:
        rows = [row for row in rows if row[intent.keep_filled]]
    return rows


def _values(templates: Sequence[str], slots: Slots) -> set[str | int]:
    """What some slots are filled with."""
    filled = [slots.fill(template) for template in templates]
    return {v for value in filled if value is not None for v in (value if isinstance(value, list) else [value])}


def _within(rows: Sequence[Row], slots: Slots) -> Sequence[Row]:
    """The rows that stand in the plan or document that the question names."""
    plan = slots.node("方案")
    document = slots.node("文件") if plan is None else None
    if plan is not None:
        heading = slots.knowledge.plan(plan.id)
        return [row for row in rows if row["path"][:1] == [heading] or row.get("item_id") == plan.id]
    if document is not None:
        return [row for row in rows if row["document"] == document.id]
    return rows


def _about_the_rest(intent: Intent, rows: Sequence[Row], slots: Slots) -> Sequence[Row] | None:
    """The rows that are about the rest of the question; None when it is about something that no row is."""
    if intent.rest == "ignore" or intent.topic:
        return rows
    subject = slots.reading.subject(frozenset(slots.used) | own_region(slots.reading, slots.knowledge))
    if not subject:
        return rows
    if intent.rest == "refuse":
        return None
    kept = [
        row
        for row in rows
        if trusted(slots.knowledge.passages.match(subject, _row_pairs(row, intent.about, slots.knowledge)))
    ]
    return kept or None


def _row_pairs(row: Row, about: Sequence[str], knowledge: Knowledge) -> frozenset[str]:
    if about:
        row = {column: row[column] for column in about}
    texts = [value for value in row.values() if isinstance(value, str)]
    texts += [text for value in row.values() if isinstance(value, list) for text in value if isinstance(text, str)]
    where = str(row.get("item_id", "")) or knowledge.section(str(row.get("document", "")), int(row.get("start", -1)))
    own = knowledge.words_of(where)
    return own | frozenset(pair for text in texts for pair in pairs(matched(text)))


def _answer(asked: Asked, reading: Reading) -> Answer | None:
    intent, rows, slots = asked.intent, asked.rows, asked.slots
    names = {**slots.named, "topic": slots.named.get("topic", "")}
    common: dict[str, Any] = {
        "question": reading.text,
        "query": asked.query.name,
        "cypher": asked.query.text,
        "params": asked.params,
        "files": slots.knowledge.files,
        "understood": understood(intent.name, names),
    }
    if not rows:
        return _nothing(intent, reading, names, common)
    how = dict(intent.answer)
    if "this" in how:
        how["this"] = _values((how["this"],) if isinstance(how["this"], str) else how["this"], slots)
    made = FORMS[how["form"]](rows, how, reading, slots.knowledge.names)
    if made.value is None or made.value in ([], {}):
        return _nothing(intent, reading, names, common)
    also = others(slots)
    if slots.turn:
        names |= {slot: f"{slots.regions[slot]}的{name}" for slot, name in names.items() if slots.regions.get(slot)}
    scope = names.get("方案") or names.get("文件", "")
    told = sentence(intent.say, made, {**names, "范围": f"“{scope}”中" if scope else ""})
    text = told + (f"（也可能问的是：{'、'.join(also)}。）" if also else "")
    return Answer(answered=True, value=made.value, text=text, rows=rows, others=also, **common)


def _nothing(intent: Intent, reading: Reading, names: Mapping[str, str], common: dict[str, Any]) -> Answer:
    if intent.empty == "none":
        number = reading.has("数") and not reading.has("哪")
        text = _fill(intent.nothing, names)
        return Answer(answered=True, value=0 if number else [], text=text, **common)
    looked = "、".join(dict.fromkeys(name for name in names.values() if name))
    text = f"文件未写明。已查找：{intent.name}{f'（{looked}）' if looked else ''}。"
    return Answer(answered=False, value=None, text=text, **common)


def understood(name: str, names: Mapping[str, str]) -> str:
    """How a question was understood, in words."""
    told = "，".join(f"{slot}：{value}" for slot, value in names.items() if value and slot != "topic")
    topic = names.get("topic", "")
    return name + (f"（{'，'.join(part for part in (told, topic) if part)}）" if told or topic else "")


def others(slots: Slots) -> dict[str, str]:
    """What else the names of the question may mean, agencies of the same name elsewhere -> the question about them."""
    if slots.reading.has("地区"):
        return {}
    return {
        f"{node.region}的{node.name}": slots.reading.text.replace(mention.text, with_region(node), 1)
        for mention in slots.reading.mentions
        for node in mention.of("机构")
        if mention.text in slots.chosen and node.region and node.id != slots.chosen[mention.text]
    }


def sentence(template: str, made: Made, names: Mapping[str, str]) -> str:
    """The sentence of an answer."""
    return _fill(template, {**names, **made.names, "n": str(made.count), "answer": made.words})


def _fill(template: str, values: Mapping[str, str]) -> str:
    for key, value in values.items():
        template = template.replace("{" + key + "}", value)
    return template
