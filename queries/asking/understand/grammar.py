"""From a marked question to a form: each rule of a view turns one stretch into a condition or a fold and eats it.

What no rule eats must be empty words. Where a view can be about words (a piece of work), content words that are left
are what the question is about; everywhere else they leave the view without a form, and a question without any form has
no answer. Conditions join by AND; nothing about combinations is written down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.ontology import ontology
from queries.asking.understand.characters import number
from queries.asking.understand.form import Condition, Ranks
from queries.asking.understand.lexicon import Lexicon, Rule, compared
from queries.asking.understand.marks import ANY_MARK, KINDS, Marked, char_class, kind_of
from queries.asking.understand.names import Named

EATEN = "·"
_BODY = re.compile(f"[{char_class('机构')}]")


@dataclass
class Draft:
    """A form being made.

    Attributes:
        marked: the question.
        text: what of it is left.
    """

    marked: Marked
    lexicon: Lexicon
    show: Callable[[Named], str]
    text: str
    where: list[Condition] = field(default_factory=list)
    find: str = ""
    role: str | None = None
    asks: list[str] = field(default_factory=list)
    fold: str = ""
    ranks: Ranks | None = None
    op: str = ""
    n: int = 0
    without: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    named_roles: list[str] = field(default_factory=list)
    refused: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    def node(self, char: str, kind: str) -> Named | None:
        """The node of a kind that a character of the question stands for."""
        return self.marked.node(char, kind)

    def bodies(self, chars: str) -> list[Named]:
        """The bodies that some characters stand for."""
        return [node for char in _BODY.findall(chars) if (node := self.node(char, "机构")) is not None]

    def spoken_role(self, word: str | None) -> str:
        """The role that a word gives; 负责 is a role of its own only beside 牵头 or 配合."""
        if not word:
            return ""
        role = self.lexicon.role(word)
        return "负责" if not role and word in ("负责", "分工负责") and self.more.get("roles_told") else role

    def has(self, node: Named, role: str, *, neg: bool = False) -> None:
        """Add the condition that a body has a role."""
        new = Condition("has", node.id, self.show(node), role, neg=neg, of=node.kind)
        if new not in self.where:
            self.where.append(new)

    def of(self, kind: str) -> list[Condition]:
        """The conditions of a kind."""
        return [condition for condition in self.where if condition.kind == kind]


Maker = Callable[[Draft, re.Match[str], Mapping[str, Any]], bool | None]
"""Does what a rule says; False where the stretch does not mean that after all."""


def drafted(view: str, marked: Marked, lexicon: Lexicon, show: Callable[[Named], str]) -> Draft:
    """The draft that the rules of a view make of a question, with what they left of it."""
    draft = Draft(marked, lexicon, show, marked.text)
    draft.more["roles_told"] = sum(role in marked.text for role in ("牵头", "配合", "负责")) > 1
    for rule in lexicon.views[view]:
        _apply(draft, rule)
        if draft.refused:
            break
    return draft


def _apply(draft: Draft, rule: Rule) -> None:
    start = 0
    while (match := rule.pattern.search(draft.text, start)) is not None:
        if match.end() == match.start():
            return
        if MAKERS[rule.make](draft, match, rule.more) is False:
            start = match.end()
            continue
        draft.text = f"{draft.text[: match.start()]}{EATEN}{draft.text[match.end() :]}"
        if not rule.many:
            return


def group(match: re.Match[str], name: str) -> str | None:
    """A group of a match, None where the pattern has none of that name."""
    return match.groupdict().get(name)


# --- what rules do ----------------------------------------------------------------------------------------------------


def _has(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    found = draft.bodies(match["b"])
    if not found:
        return False
    for node in found:
        role = more.get("role") or draft.spoken_role(group(match, "r"))
        draft.has(node, role, neg=bool(more.get("not") or group(match, "not")))
    return None


def _has_but_not(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    for node in draft.bodies(match["b"]):
        draft.has(node, "")
        draft.has(node, draft.spoken_role(match["r"]), neg=True)
    return None


def _beside(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """跟甲一起牵头的单位: others with that role in the clauses where it has it."""
    role = draft.spoken_role(match["r"])
    for node in draft.bodies(match["b"]):
        draft.has(node, role)
        draft.without.add(node.id)
    draft.role = role
    draft.find = "单位"
    return None


def _with_whom(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """甲牵头的，跟谁一起牵头: each clause with the others."""
    draft.fold, draft.find, draft.role = "map", "条款", draft.spoken_role(match["r"])
    draft.flags.add("others")
    return None


def _size(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    word = group(match, "r") or ""
    role = more.get("role") or ("" if word == "责任" else draft.lexicon.role(word))
    op, n = (more["op"], more["n"]) if "op" in more else compared(match)
    if word == "负责" and (op, n) == ("=", 1):
        # One body alone that answers for it: nobody leads and nobody helps.
        draft.where.append(Condition("size", 1, role="负责", op="="))
    none = role == "牵头" and (op, int(n)) == ("=", 0)
    draft.where.append(Condition("unled", 1) if none else Condition("size", int(n), role=role, op=op))
    if group(match, "named"):
        draft.where.append(Condition("named", 1))
    return None


def _only_lead(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.where += [Condition("size", 1, role="牵头", op=">="), Condition("size", 0, role="配合", op="=")]
    return None


def _jointly(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.where.append(Condition("size", 1, role=draft.lexicon.role(match["r"]), op=">"))
    return None


def _sole(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    role = draft.spoken_role(group(match, "r"))
    for node in draft.bodies(match["b"]):
        draft.has(node, role)
    draft.where.append(Condition("size", 1, role=role, op="="))
    return None


def _has_roles(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    for node in draft.bodies(match["b"]):
        draft.has(node, "")
    draft.fold = "roles"
    words = [match[name] for name in ("r", "r2", "r3") if match[name]]
    draft.named_roles += ["负责" if "负责" in word else draft.lexicon.role(word) for word in words]
    return None


def _roles_named(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.fold = "roles"
    words = [match[name] for name in ("r", "r2", "r3") if match[name]]
    draft.named_roles += ["负责" if "负责" in word else draft.lexicon.role(word) for word in words]
    return None


def _ask_roles(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.find = "单位"
    for name in ("r", "r2", "r3"):
        if word := group(match, name):
            draft.asks.append(draft.lexicon.role(word) or "负责")
    return None


def _helps(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """甲配合谁: who leads where it cooperates."""
    for node in draft.bodies(match["b"]):
        draft.has(node, draft.spoken_role(match["r"]))
    draft.find, draft.role = "单位", "牵头"
    return None


def _without(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """除了甲: others than it."""
    for node in draft.bodies(match["b"]):
        draft.has(node, "")
        draft.without.add(node.id)
    return None


def _of_body(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """A body in a question about a piece of work: which part it has there, or whether it has one."""
    if draft.fold != "roles" and "yesno" not in draft.flags:
        return False
    for node in draft.bodies(match["b"]):
        draft.has(node, "")
    draft.flags.add("of_body")
    return None


def _whether(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """甲是否牵头: whether it has the role in the work that the other words mean."""
    for node in draft.bodies(match["b"]):
        draft.has(node, "")
    draft.flags |= {"of_body", "yesno"}
    draft.asks.append(draft.spoken_role(match["r"]) or "责任单位")
    return None


def _enumerate(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """哪三个城市, 包括哪些: things that a sentence lists, so many where the question says so."""
    draft.more["listed"] = int(number(match["n"])) if group(match, "n") else 0
    draft.flags.add("listed")
    return None


def _mentioned(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """Which documents have some words: 出现在哪几份文件里."""
    draft.flags |= {"mentioned", "documents"}
    draft.flags.add("number" if re.search("几|多少", match.group()) and "哪" not in match.group() else "which")
    return None


def _role_of(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """The role whose holder is asked for in yes or no; only where a body is named."""
    if "of_body" not in draft.flags:
        return False
    draft.asks.append(draft.spoken_role(match["r"]) or "责任单位")
    return None


def _everyone_but(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    if not draft.without:
        return False
    draft.flags.add("everyone")
    return None


def _year(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.where.append(Condition("year", match["y"], match["y"]))
    return None


def _helped(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """配合甲: 甲 leads, and who is asked for cooperates."""
    for node in draft.bodies(match["b"]):
        draft.has(node, "牵头")
    draft.more["helpers"] = True
    return None


def _within(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    node = draft.node(match["p"], more["kind"])
    if node is None:
        return False
    kind = {"方案": "plan", "清单": "heading", "节": "heading"}[more["kind"]]
    kind = "document" if node.kind == "文件" else kind
    value = node.id if kind != "heading" else re.sub('[“”"]', "", node.name)
    draft.where.append(Condition(kind, value, node.name, neg=bool(group(match, "not"))))
    return None


def _party(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    kind = "企业" if match["k"] == "公司" else match["k"]
    draft.where.append(Condition("party", kind, kind, neg=bool(match["not"])))
    return None


def _condition(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.where.append(Condition(more["kind"], more["value"]))
    return None


def _unassigned(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.flags.add("unassigned")
    return None


def _having(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    if match["unit"] not in ("条", "项", "件", "个", "次"):
        return False
    # 牵头5项的单位 has a noun behind or a question before; 牵头一项 alone does not ask for bodies.
    if not re.search("单位|部门|局|谁|哪", match.group()):
        return False
    draft.fold, draft.find = "having", "单位"
    draft.role = draft.lexicon.role(group(match, "r") or "")
    draft.op, value = compared(match)
    draft.n = int(value)
    return None


def _every(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.fold, draft.find = "every", "单位"
    draft.more["every"] = more.get("of", "plan")
    draft.role = draft.lexicon.role(group(match, "r") or "")
    return None


def _partners(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    for node in draft.bodies(match["b"]):
        draft.has(node, "")
        draft.without.add(node.id)
    draft.fold, draft.find, draft.ranks = "most", "单位", Ranks()
    draft.flags.add("partners")
    return None


def _compare(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.fold, draft.find = "compare", "单位"
    draft.role = draft.lexicon.role(group(match, "r") or group(match, "r2") or "")
    return None


def _largest(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    word = match["r"]
    draft.fold, draft.find = "most", "条款"
    draft.role = "" if word == "责任" else draft.lexicon.role(word)
    draft.ranks = Ranks(least=bool(group(match, "least")))
    return None


def _find(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.find = more["find"]
    draft.more["noun"] = next((word for word in ("仗", "附件", "部门") if word in match.group()), "")
    return None


def _ask(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    if more["ask"] not in draft.asks:
        draft.asks.append(more["ask"])
    return None


def _ask_unit(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    if "部门" in match.group():
        draft.more["noun"] = "部门"
    if draft.find in ("方案",):
        return False
    word = group(match, "r")
    role = "" if word in (None, "责任", "参与", "涉及") else draft.lexicon.role(word or "")
    if draft.find != "单位" or draft.fold == "":
        draft.find = "单位"
    if role and role not in draft.asks:
        draft.asks.append(role)
    if word and not role:
        draft.flags.add("any_role")
    if re.search("分别|各由|各是|各自|各", match.group()):
        draft.flags.add("each")
    if re.search("多少|几(?:家|个)", match.group()):
        draft.flags.add("number")
    return None


def _bare_role(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """牵头 beside what it belongs to: 有没有牵头任务, 牵头最多的单位."""
    role = draft.lexicon.role(match["r"])
    if not role:
        draft.flags.add("any_role")
        return None
    draft.more.setdefault("bare", [])
    draft.more["bare"].append(role)
    return None


def _ask_items(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.flags.add("which")
    draft.flags.add("items")
    return None


def _flag(name: str) -> Maker:
    def add(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
        draft.flags.add(name)
        return None

    return add


def _number(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.flags.add("number")
    draft.more["numbers"] = draft.more.get("numbers", 0) + 1
    return None


def _documents(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.flags.add("documents")
    if re.search("几|多少", match.group()) and "哪" not in match.group():
        draft.flags.add("number")
    return None


def _projects(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.flags.add("projects")
    if re.search("叫|名称", match.group()):
        draft.flags.add("which")
    if re.search("几|多少", match.group()) and "哪" not in match.group():
        draft.flags.add("number")
    return None


def _most(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.fold = draft.fold or "most"
    draft.ranks = draft.ranks or Ranks()
    return None


def _least(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.fold = draft.fold or "most"
    draft.ranks = Ranks(least=True)
    return None


def _nth(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    numbers = sorted(int(number(match[name])) for name in ("n", "m") if group(match, name))
    least = bool(match["end"])
    draft.fold, draft.ranks = "most", Ranks(numbers[0], numbers[-1], least)
    return None


def _first(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.fold, draft.ranks = "most", Ranks(1, int(number(match["n"])), match["end"] != "前")
    return None


def _top(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """最少的两个地方: so many from the top, or from the bottom."""
    least = re.search("少|轻|小|低|垫|末", match["sup"]) is not None
    draft.fold, draft.ranks = "most", Ranks(1, int(number(match["n"])), least)
    return None


def _rank_of(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.fold = "rank"
    return None


def _fold(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.fold = more["fold"]
    return None


def _role(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.role = draft.lexicon.role(match["r"])
    return None


def _whole(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """六个方案里: all of them, where there are so many."""
    if match["n"]:
        draft.more["whole"] = int(number(match["n"]))
    return None


def _skip(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    return None


def _refuse(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.refused = True
    return None


def _node(kind: str, condition: str) -> Maker:
    """A condition that a name of a kind makes."""

    def add(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
        char = next(iter(ANY_MARK.findall(match.group())), "")
        node = draft.node(char, kind)
        if node is None:
            return False
        value = node.name if condition == "trade" else node.id
        new = Condition(condition, value, node.name, of=node.kind if node.kind in ontology().kinds else "")
        if new not in draft.where:
            draft.where.append(new)
        return None

    return add


def _project(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """A project; a zone that is also built as one is a place."""
    mention = draft.marked.names.get(match["p"])
    if mention is None or (kind_of(mention.nodes[0]) != "项目" and "投资" not in draft.asks):
        return False
    return _node("项目", "project")(draft, match, more)


def _places(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    char = next(iter(ANY_MARK.findall(match.group())), "")
    node = draft.node(char, "地")
    if node is None:
        return False
    draft.more.setdefault("places", [])
    draft.more["places"].append(node)
    return None


def _post(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    word = more.get("post") or match["w"]
    if word not in draft.asks:
        draft.asks.append(word)
    if re.search("哪|谁", match.group()):
        draft.flags.add("which")
    return None


def _groups2(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    for name in ("g", "h"):
        node = draft.node(match[name], "专班")
        if node is None:
            return False
        draft.where.append(Condition("group", node.id, node.name, of=node.kind))
    return None


def _office_of(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    found = draft.bodies(match["b"])
    if not found:
        return False
    node = found[0]
    draft.where.append(Condition("party", node.id, draft.show(node), of=node.kind))
    draft.role = "办公室"
    return None


def _member(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    found = draft.bodies(match["b"])
    if not found:
        return False
    node = found[0]
    draft.where.append(Condition("party", node.id, draft.show(node), of=node.kind))
    if more.get("not"):
        draft.flags.add("not_member")
    if re.search("是不是|是否|在不在|有没有", match.group()):
        draft.flags.add("yesno")
    return None


def _both_members(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    for node in draft.bodies(match["b"] + match["b2"]):
        draft.where.append(Condition("party", node.id, draft.show(node), of=node.kind))
    return None


def _all_groups(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.flags.add("all_groups")
    word = str(match["w"] or match["w2"]).removeprefix("工作")
    if match["n"]:
        draft.more["whole"] = int(number(match["n"]))
    if word != "议事协调机构":
        draft.where.append(Condition("called", word, f"称为“{word}”"))
    return None


def _ask_members(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.find = "单位" if more.get("of") else draft.find or "成员单位"
    draft.flags.add("members")
    if more.get("number"):
        draft.flags.add("number")
    return None


def _ask_groups(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.find = "专班"
    if re.search("几|多少", match.group()) and not re.search("哪", match.group()):
        draft.flags.add("number")
    return None


def _amount(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    # 任务是30台的, but not 排前两名的.
    ordinal = re.search("[前第后]$", draft.text[: match.start()]) is not None
    exact = bool(match["unit"]) and draft.text[match.end() :].startswith("的") and not ordinal
    if not (match["op1"] or match["op2"] or exact):
        return False
    op, value = compared(match)
    draft.where.append(Condition("amount", value, op=op))
    draft.more["amount_said"] = match.group()
    return None


def _compare_places(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    if len([1 for char in ANY_MARK.findall(draft.text) if draft.node(char, "地")]) < 2:
        return False
    draft.fold = "compare"
    rest = group(match, "rest")
    if rest:
        draft.more["kept"] = rest
    return None


_SCALES = {"亿": 1e8, "万": 1e4, None: 1e8}


def _money(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    if not (match["op1"] or match["op2"]):
        return False
    op, value = compared(match)
    draft.more.setdefault("money", []).append((op, value * _SCALES[match["u"]]))
    draft.more["money_said"] = match.group()
    return None


def _money_between(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    last = _SCALES[match["u2"]]
    first = _SCALES[match["u"]] if match["u"] else last
    draft.more["money"] = [(">=", float(match["n"]) * first), ("<=", float(match["n2"]) * last)]
    draft.more["money_said"] = match.group()
    return None


def _relation(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.where.append(Condition("relation", more["value"], more["value"]))
    return None


_PAST = re.compile("去年|上年|上个?月|上周|上个?季度")


def _when(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """A time by which, or in which, something is due; which days that is depends on the day of asking."""
    if _PAST.search(match["when"]) and not re.search("到期|截止|期满", draft.marked.text):
        # What was done last year is no fact of any document.
        draft.refused = True
        return None
    draft.where.append(Condition("when", match["when"], match["when"], op=">" if match["after"] else "<="))
    if len(match.group()) > len(match["when"]) + len(match["after"] or ""):
        draft.flags.add("due")
    return None


def _soonest(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.fold = "most"
    latest = re.search(draft.lexicon.words["最晚"], match["sup"]) is not None
    draft.ranks = Ranks(least=not latest)
    draft.flags.add("soonest")
    if re.search(draft.lexicon.words["完成词"], match.group()):
        draft.flags.add("due")
    return None


def _often(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    every = draft.lexicon.every[match["every"]]
    draft.where.append(Condition("every", every, every))
    return None


def _lasting(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.where.append(Condition("lasting", "长期", "长期"))
    return None


def _named_flag(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    draft.flags.add(more["flag"])
    return None


_ASKING = re.compile("谁|哪|什么|几|多少|何(?:处|人)|啥")
_TURNED = re.compile(r"(?:由|被|受|归|经)(?P<agent>[^,?的]{0,10})$")
"""甲由乙建设: who does it stands before the verb, behind 由 or 被."""


def _relation_word(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """A word of a relation, and which of its ends each name of the question is, and which is asked for."""
    if "relation" in draft.more:
        # 更名 beside 前身: the first word that is found, the longest, says it.
        return None if draft.more["relation"] == more["relation"] else False
    side = more["side"]
    text, names = draft.marked.text, ANY_MARK
    before, behind = text[: match.start()], text[match.end() :]
    if side == "named" and (not names.search(before) or _TURNED.search(before)):
        return False
    draft.more["relation"] = more["relation"]
    if side in ("to", "from"):
        # 上级单位 asks for a body, 责任领导 for a person.
        nouns = (noun for noun in draft.lexicon.kinds if match.group().endswith(noun))
        draft.more["noun"] = max(nouns, key=len, default="")
        # 甲的依据; but 依据是甲的文件 names the other end.
        swapped = not names.search(before) and re.match(f"(?:是|为)?{names.pattern}的", behind) is not None
        draft.more["asked"] = {"to": "from", "from": "to"}[side] if swapped else side
        return None
    turned = _TURNED.search(before)
    agent = turned["agent"] if turned is not None else ""
    if turned is not None and (names.search(agent) or _ASKING.search(agent)):
        asked = "from" if _ASKING.search(agent) else "to"
    elif turned is not None or names.search(before):
        asked = "to"
    elif names.search(behind) or _ASKING.search(before):
        asked = "from"
    else:
        asked = "to"
    draft.more["asked"] = asked if side != "back" else {"to": "from", "from": "to"}[asked]
    return None


def _end(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """A name that stands at one end of a relation."""
    draft.more.setdefault("ends", []).append(draft.marked.names[match["e"]])
    return None


def _ask_kind(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    """The kind of what is asked for, where a noun says it."""
    noun = group(match, "k")
    if noun:
        known = draft.more.get("noun") or noun
        if known != noun:
            return False
        draft.more["noun"] = noun
    draft.flags.add("number" if group(match, "n") else "which")
    return None


def _count_kind(draft: Draft, match: re.Match[str], more: Mapping[str, Any]) -> bool | None:
    noun = group(match, "k")
    if noun:
        draft.more.setdefault("noun", noun)
    draft.flags.add("number")
    return None


MAKERS: Mapping[str, Maker] = {
    "all_groups": _all_groups, "amount": _amount, "ask": _ask, "ask_documents": _documents,
    "ask_groups": _ask_groups, "ask_items": _ask_items, "ask_lists": _flag("lists"), "ask_members": _ask_members,
    "ask_places": _flag("places"), "ask_projects": _projects, "ask_roles": _ask_roles, "ask_unit": _ask_unit,
    "bare_role": _bare_role, "beside": _beside, "body": _node("机构", "body"), "body_group": _node("专班", "body"),
    "both_members": _both_members, "compare": _compare, "compare_places": _compare_places, "condition": _condition,
    "document": _node("方案", "document"), "each": _flag("each"), "find": _find, "first": _first,
    "fold": _fold, "group": _node("专班", "group"), "group_word": _flag("group_word"), "groups2": _groups2, "has": _has,
    "has_but_not": _has_but_not, "has_roles": _has_roles, "having": _having, "helped": _helped,
    "joined": _flag("joined"),
    "jointly": _jointly, "largest": _largest, "least": _least, "list": _node("清单", "list"), "member": _member,
    "money": _money, "money_between": _money_between, "most": _most, "most_money": _flag("most_money"), "nth": _nth,
    "number": _number, "office_of": _office_of, "only_lead": _only_lead, "outsiders": _flag("outsiders"),
    "partners": _partners, "party": _party, "person": _node("人", "person"), "place": _places,
    "places_without": _flag("without"), "post": _post, "project": _project, "rank_of": _rank_of,
    "refuse": _refuse, "region": _node("地", "region"), "relation": _relation, "role": _role,
    "roles_named": _roles_named,
    "size": _size, "skip": _skip, "sole": _sole, "spread": _flag("spread"), "system": _node("体系", "system"),
    "top": _top, "trade": _node("产业", "trade"), "unassigned": _unassigned,
    "which": _flag("which"), "whole": _whole, "with_whom": _with_whom,
    "within": _within, "yesno": _flag("yesno"), "goal": _flag("goal"), "any": _flag("any_role"),
    "everyone": _flag("everyone"), "everyone_but": _everyone_but, "helps": _helps, "of_body": _of_body,
    "role_of": _role_of, "mentioned": _mentioned, "whether": _whether, "enumerate": _enumerate,
    "without": _without, "year": _year,
    "parts": _flag("parts"),
    "when": _when, "soonest": _soonest, "every": _every, "often": _often, "lasting": _lasting, "flag": _named_flag,
    "relation_word": _relation_word, "ask_kind": _ask_kind, "end": _end, "count_kind": _count_kind,
}  # fmt: skip
"""What the rules of the lexicon may do."""

__all__ = ["KINDS", "Draft", "drafted", "group"]
