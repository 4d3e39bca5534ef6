"""Projects: the lists that a text publishes, the projects that its sentences name, and which of them are one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.lexicon.gazetteer import gazetteer
from loaders.page.outline import Node, Outline
from loaders.page.spans import Signal
from loaders.page.text import Text
from loaders.projects import facts, items, tables
from loaders.projects.captions import captions
from loaders.projects.lists import Announced, Detailed, Item, announced, called, detailed, section_name
from loaders.projects.model import Findings, Part, Project, ProjectList, Same
from loaders.projects.running import Mention, mentions
from loaders.projects.same import same
from loaders.projects.sentences import Sentence, sentences
from loaders.projects.words import own_words

__all__ = ["Findings", "Part", "Project", "ProjectList", "Same", "find"]

_PLAIN = re.compile(r"重大|重点|主要|产业|建设|投资|工业|一批|试点|[\d.]+(?:个|亿元以上)?|\(.*\)|项目|工程|等")


def _place(signal: Signal) -> tuple[int, int]:
    return signal.start, signal.end


def find(text: Text, tree: Outline) -> Findings:
    """Every project that a document names."""
    return _Finder(text, tree).find()


@dataclass
class _Finder:
    """Reads one document; what it finds is collected in the order of the text."""

    text: Text
    tree: Outline
    places: facts.Places = field(init=False)
    lists: list[ProjectList] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places = facts.Places(self.text, gazetteer())

    def find(self) -> Findings:
        """Read the sentences, then the lists below headings, whose items take what their sentences name as parts."""
        for sentence in sentences(self.text, self.tree):
            self._sentence(sentence)
        self.projects.extend(captions(self.text, self.tree, self.places, self.projects))
        for found in detailed(self.text, self.tree):
            self._detailed(found)
        for itemised in items.find(self.text, self.tree):
            self._itemised(itemised)
        for table in tables.find(self.text, self.tree):
            self._table(table)
        self.lists.sort(key=lambda item: item.start)
        self.projects.sort(key=lambda project: project.start)
        return Findings(self.lists, self.projects, same(self.lists, self.projects), sorted(self.signals, key=_place))

    def _sentence(self, sentence: Sentence) -> None:
        spans: list[tuple[int, int]] = []
        for found in announced(sentence):
            self._announced(sentence, found)
            spans.append((found.members[0][0], found.stop))
        for found in called(sentence):
            if not any(start < found.stop and found.members[0][0] < end for start, end in spans):
                self._announced(sentence, found)
                spans.append((found.members[0][0], found.stop))
        named = list(mentions(sentence, spans))
        self.projects.extend(self._mention(sentence, mention, alone=len(named) == 1) for mention in named)

    def _announced(self, sentence: Sentence, found: Announced) -> None:
        name = sentence.written(*found.name)
        members = [
            self._project(
                sentence,
                start,
                end,
                order=order if found.named else None,
                list_name=name if found.named else None,
                parts=self._parts(sentence, parts),
            )
            for order, ((start, end), parts) in enumerate(zip(found.members, found.parts, strict=True), 1)
        ]
        self.projects.extend(members)
        examples = "等" in sentence.words.text[found.members[-1][1] : found.name[0]]
        if found.declared is not None and (not examples or 2 * len(members) >= found.declared):
            self._count(name, sentence.span(*found.name), found.declared, len(members))
        if found.named:
            span = sentence.span(*found.name)
            self.lists.append(ProjectList(name, *span, sentence.node, found.declared, tuple(members)))

    def _count(self, name: str, span: tuple[int, int], declared: int, read: int) -> None:
        if declared != read:
            self.signals.append(Signal(*span, f"“{name}”写明 {declared} 个项目，读到 {read} 个"))

    def _parts(self, sentence: Sentence, parts: tuple[tuple[int, int], ...]) -> tuple[Part, ...]:
        return tuple(Part(sentence.written(*part), *sentence.span(*part)) for part in parts)

    def _project(
        self,
        sentence: Sentence,
        start: int,
        end: int,
        *,
        order: int | None = None,
        list_name: str | None = None,
        parts: tuple[Part, ...] = (),
        amount: str | None = None,
        owner: str | None = None,
        place: str | None = None,
    ) -> Project:
        span = sentence.span(start, end)
        place = place or self.places.of_name(sentence.words.text[start:end])
        return Project(
            sentence.written(start, end),
            *span,
            sentence.node,
            *sentence.quote,
            order,
            list_name,
            parts,
            place,
            amount,
            owner,
        )

    def _mention(self, sentence: Sentence, mention: Mention, *, alone: bool) -> Project:
        amount = mention.amount
        if amount is None:
            amount = facts.amount(sentence, mention.start, mention.end, alone=alone)
        return self._project(
            sentence,
            mention.start,
            mention.end,
            list_name=self._list_name(sentence, mention),
            amount=sentence.written(*amount) if amount is not None else None,
            owner=facts.owner(sentence, mention.start, mention.end, mention.verb),
            place=self._place(sentence, mention),
        )

    def _place(self, sentence: Sentence, mention: Mention) -> str | None:
        found = facts.place(self.places, sentence, mention.start, mention.end)
        if found is None and mention.together is not None:
            return self.places.of_name(sentence.words.text[slice(*mention.together)])
        return found

    def _list_name(self, sentence: Sentence, mention: Mention) -> str | None:
        """What it and its neighbours are called, where that is more than 重大项目; else what its section is called."""
        if mention.together is not None:
            words = sentence.words.text[slice(*mention.together)]
            if own := _PLAIN.sub("", words):
                return words if len(own) > 1 and not own_words(own) else None
        return section_name(self.text, sentence.node)

    def _table(self, found: tables.Table) -> None:
        """A table's rows as projects; what sentences named in its cells are the same again."""
        name = self.text.written(*found.name) if found.name is not None else None
        members = [self._listed(row, order, name, found.node) for order, row in enumerate(found.rows, 1)]
        first, last = found.rows[0].row[0], found.rows[-1].row[1]
        self.projects = [p for p in self.projects if not first <= p.start < last]
        self.projects.extend(members)
        self.signals.extend(found.unread)
        if found.name is not None and name is not None:
            self.lists.append(ProjectList(name, *found.name, found.node, found.declared, tuple(members)))
            if found.declared is not None:
                self._count(name, found.name, found.declared, len(members))

    def _listed(self, row: tables.Listed, order: int, list_name: str | None, node: Node) -> Project:
        name = self.text.written(*row.name)
        owner = self.text.written(*row.owner) if row.owner is not None else None
        place = self.text.written(*row.place) if row.place is not None else self.places.of_name(name)
        return Project(name, *row.name, node, *row.row, order, list_name, (), place, row.amount, owner)

    def _itemised(self, found: items.Itemised) -> None:
        """Items that describe projects; those of a list that is read already stay as they are."""
        known = {project.start for project in self.projects}
        if any(one.name[0] in known and self._is_ordered(one.name[0]) for one in found.items):
            return
        name = self.text.written(*found.name) if found.name is not None else None
        members = [self._described(one, order, name) for order, one in enumerate(found.items, 1)]
        starts = {member.start for member in members}
        self.projects = [p for p in self.projects if p.start not in starts]
        self.projects.extend(members)
        if found.name is None or name is None:
            return
        self.lists.append(ProjectList(name, *found.name, found.node, found.declared, tuple(members)))
        if found.declared is not None:
            self._count(name, found.name, found.declared, len(members))
        self.signals.extend(Signal(*span, "项目清单中这一项没有读成项目") for span in found.unread)

    def _is_ordered(self, start: int) -> bool:
        return any(project.start == start and project.order is not None for project in self.projects)

    def _described(self, one: items.Described, order: int, list_name: str | None) -> Project:
        name = self.text.written(*one.name)
        amount, place, owner = (
            self.text.written(*span) if span is not None else None for span in (one.amount, one.place, one.owner)
        )
        number = order if list_name is not None else None
        return Project(
            name,
            *one.name,
            one.node,
            *one.quote,
            number,
            list_name,
            (),
            place or self.places.of_name(name),
            amount,
            owner,
        )

    def _detailed(self, found: Detailed) -> None:
        name = self.text.written(found.start, found.end)
        members = [self._item(item, order, name) for order, item in enumerate(found.items, 1)]
        self.lists.append(ProjectList(name, found.start, found.end, found.node, found.declared, tuple(members)))
        self._count(name, (found.start, found.end), found.declared, len(members))
        spans = [(item.node.title_start, item.node.own_end) for item in found.items]
        parts = {part.start for project in members for part in project.parts}
        outside = [p for p in self.projects if p.start in parts or not any(s <= p.start < e for s, e in spans)]
        self.projects = [*outside, *members]

    def _item(self, item: Item, order: int, list_name: str) -> Project:
        """A numbered item as a project; the works that its goal names are its parts, buildings and stages are not."""
        node, goal = item.node, item.goal
        name = self.text.written(node.title_start, node.title_end)
        parts = tuple(
            Part(p.name, p.start, p.end)
            for p in self.projects
            if goal is not None and goal[0] <= p.start < goal[1] and p.name.endswith(("项目", "工程"))
        )
        return Project(
            name,
            node.title_start,
            node.title_end,
            node,
            node.start,
            goal[1] if goal is not None else node.title_end,
            order,
            list_name,
            parts,
            self.places.of_name(name),
            goal=self.text.written(*goal) if goal is not None else None,
            goal_span=goal,
        )
