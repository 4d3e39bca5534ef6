"""What the names of a question stand for in an intent: $机构 is the id of its first agency, $专班.name a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from queries.asking.knowledge import Knowledge
from queries.asking.names import PLAN, Mention, Named
from queries.asking.reading import Reading

_SO_MANY = re.compile("([两二三四五六七八九])[家个](?:单位|部门)?(?:共同|一起|联合|都)")
_OR_MORE = re.compile("([两二三四五六七八九])[家个](?:单位|部门)?(?:或\\1[家个]|及|或更多)?以上")
_NUMERALS = {numeral: number for number, numeral in enumerate("二三四五六七八九", 2)} | {"两": 2}
_SLOT = re.compile(r"\$(?P<kind>[^\d.|]+)(?P<nth>\d?)(?:\.(?P<what>\w+))?")
_AS: Mapping[str, tuple[str, ...]] = {
    "专班": ("议事协调机构",),
    "所在": ("园区", "地区"),
    "机构": ("机构", "企业", "议事协调机构"),
    "方案": (PLAN,),
}


@dataclass
class Slots:
    """The nodes of a question's names, by what an intent calls them.

    Attributes:
        turn: which of the nodes that a name may mean is taken, the likeliest first.
        used: the names, as written, that were asked for.
        named: slot -> what to show for it.
        regions: slot -> the region of its body.
        chosen: a name as written -> the id of the node that it was taken for.
    """

    reading: Reading
    knowledge: Knowledge
    turn: int = 0
    used: set[str] = field(default_factory=set)
    named: dict[str, str] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    def fill(self, template: str) -> str | int | list[str] | None:
        """The value of a slot, None when the question names nothing for it; a literal as it is."""
        if template in ("$least", "$most"):
            return self._so_many(at_most=template == "$most")
        slot, _, default = template.partition("|")
        match = _SLOT.fullmatch(slot)
        if match is None:
            return template
        if match["what"] == "names":
            found = self._all(match["kind"])
            self.used.update(mention.text for mention, _ in found)
            self.named[match["kind"]] = "、".join(self.knowledge.names.show(node.id, node.name) for _, node in found)
            return [node.name for _, node in found] or None
        if match["what"] == "role":
            return self._role(match["kind"], int(match["nth"] or 1))
        if match["what"] == "ids":
            return self._ids(match["kind"])
        node = self.node(match["kind"], int(match["nth"] or 1))
        if node is None:
            return self.knowledge.main_document if default == "main" else None
        return node.name if match["what"] == "name" else node.id

    def _so_many(self, *, at_most: bool) -> int | None:
        """How many bodies the question wants: 三家 is three, 三家以上 is three at least."""
        more = _OR_MORE.search(self.reading.text)
        if more is not None:
            return None if at_most else _NUMERALS[more[1]]
        found = _SO_MANY.search(self.reading.text)
        return _NUMERALS[found[1]] if found is not None else None

    def _role(self, kind: str, nth: int) -> str | None:
        """The role that the question gives a slot's body; None where it gives none."""
        found = self._all(kind)
        role = self.reading.roles().get(found[nth - 1][0].start) if len(found) >= nth else None
        self.named[f"角色{nth if nth > 1 else ''}"] = role or ""
        return role

    def _ids(self, kind: str) -> list[str] | None:
        """The ids of all its nodes: of each name the one of the most particular kind."""
        found = self._all(kind)
        for mention, _ in found:
            self.used.add(mention.text)
        if found:
            self.named[kind] = "、".join(node.name for _, node in found)
        return [node.id for _, node in found] or None

    def node(self, kind: str, nth: int = 1) -> Named | None:
        """The nth node that a slot may be, and that name is used then."""
        found = self._all(kind)
        if len(found) < nth:
            return None
        mention, node = found[nth - 1]
        self.used.add(mention.text)
        self.chosen[mention.text] = node.id
        if node.kind == "机构":
            self.regions[kind] = self.regions["单位"] = node.region
        self.named[kind if nth == 1 else f"{kind}{nth}"] = self.knowledge.names.show(node.id, node.name)
        return node

    def _all(self, kind: str) -> list[tuple[Mention, Named]]:
        kinds = _AS.get(kind, (kind,))
        found: dict[str, tuple[Mention, Named]] = {}
        for mention in self.reading.mentions:
            for node in self._ranked(mention, kinds):
                if _fits(kind, node):
                    found.setdefault(node.id, (mention, node))
                    break
        return list(found.values())

    def _ranked(self, mention: Mention, kinds: Iterable[str]) -> list[Named]:
        nodes = [node for kind in kinds for node in mention.of(kind)]
        if self.turn:
            nodes = nodes[self.turn % len(nodes) :] + nodes[: self.turn % len(nodes)] if nodes else []
        regions = {node.id for node in self.reading.named("地区")}
        return sorted(nodes, key=lambda node: node.region not in regions)


def _fits(slot: str, node: Named) -> bool:
    if node.kind != "议事协调机构":
        return True
    return node.is_set_up == (slot == "专班") or slot == "议事协调机构"
