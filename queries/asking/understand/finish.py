"""From a draft to a form: what the folds and flags of each view amount to; None where they amount to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from graph.ontology import ontology
from queries.asking.understand.form import Condition, Form, Ranks
from queries.asking.understand.grammar import Draft

NEGATIVE = re.compile(
    "不|没|未(?!来)|无(?!人机|线|废|害|障|偿|证|烟|公害|缝)|非(?!法|遗|公|税|洲)|除(?!险|雪|尘)|最|超过|低于|多于|少于|以上|以下|倒数|名次"
)
"""Words that change what is asked: where no rule has taken them there is no form."""
_ROLE_WORDS = re.compile(
    "牵头|配合|主抓|协助|成员|召集|指挥长|组长|政委|局长|主任|书记|[市县区]长|办公室|投资|姓名|人数|多大|名单"
)
"""Words that ask for something: they are no words of a piece of work."""
_OTHER_COUNTS = re.compile("(?:多少|几)(?:台|张|座|户|亩|所|名|人|套|处|公里|元|亿|万|吨|位|辆|间|棵|米)")
"""Units by which neither clauses nor bodies are counted: 多少名工作人员."""
_OTHER_NOUN = re.compile(
    "(?:多少|几)(?:个|家)?(?=[一-龥])(?!个|项|条|件|家|次|份|类|块|处|种|名|位|责任|任务|事|工作|条款|单位|部门|机构|职责|业务|活|差事|担子|重点"
    "|牵头|配合|负责|参与|企业|公司|方面|领域|地方|附件|时|乎|是|在|由|要|和|的|吗|呢|啊|呀|了|来|排|局|委|办|专班|项目|方案|文件|没|有|跟|与|写|以|同"
    "|一|共|属|涉|按|不|只|都|归|里|节|章|标题)"
)
"""A noun that neither clauses nor bodies are: 多少学位."""
_PLACED = {"plan", "heading", "document"}
_COUNTED = ("most", "rank", "having", "every", "compare")

Finish = Callable[[Draft, str], Form | None]


def clauses(draft: Draft, rest: str) -> Form | None:
    """Clauses and their bodies; `rest` is what the clauses are about."""
    if draft.more.get("bare"):
        _settle_bare(draft)
    if draft.refused or _OTHER_COUNTS.search(draft.marked.text) or _OTHER_NOUN.search(draft.marked.text):
        return None
    if "unassigned" in draft.flags:
        return _unassigned(draft, rest)
    if rest:
        if draft.fold in _COUNTED or _ROLE_WORDS.search(rest):
            return None
        # Who else does a piece of work, and whether somebody does: the work is another view's.
        has = draft.of("has")
        other = draft.find == "单位" and (all(c.neg for c in has) or "yesno" in draft.flags)
        if has and (other or (draft.fold == "roles" and "角色列" not in draft.marked.text)):
            return None
        draft.where.append(Condition("about", rest, draft.marked.written(rest)))
    if draft.find == "方案":
        return _plans(draft)
    if draft.find == "单位":
        return _bodies(draft)
    return _items(draft)


def _settle_bare(draft: Draft) -> None:
    """Give a role word that stands alone to what it belongs to."""
    roles = list(dict.fromkeys(draft.more["bare"]))
    loose = [condition for condition in draft.of("has") if not condition.role and not condition.neg]
    if draft.fold in _COUNTED:
        draft.role = draft.role or (roles[0] if len(roles) == 1 else draft.role)
        draft.refused = draft.refused or len(roles) > 1
    elif len(roles) == 1 and loose:
        draft.where = [replace(c, role=roles[0]) if c in loose else c for c in draft.where]
    elif draft.find == "单位" and not draft.asks:
        draft.asks += roles
    elif len(roles) > 1 and loose:
        draft.fold, draft.named_roles = "roles", roles
    elif any(condition.role in roles for condition in draft.where) or draft.role in roles:
        return
    else:
        draft.refused = True


def _unassigned(draft: Draft, rest: str) -> Form | None:
    if rest or any(condition.kind not in _PLACED for condition in draft.where) or draft.asks:
        return None
    fold = "count" if "number" in draft.flags and "which" not in draft.flags else "list"
    return Form("unassigned", "事项", tuple(draft.where), fold=fold)


def _plans(draft: Draft) -> Form | None:
    if draft.fold != "most" or not draft.of("has"):
        return None
    role = draft.role or ""
    asks = (draft.more["noun"],) if draft.more.get("noun") else ()
    return Form(
        "clauses",
        "方案",
        tuple(draft.where),
        role=role,
        asks=asks,
        fold="most",
        ranks=draft.ranks or Ranks(),
        figures=True,
    )


def _bodies(draft: Draft) -> Form | None:
    where = tuple(draft.where)
    role = draft.role or (draft.asks[0] if len(draft.asks) == 1 else "")
    if draft.more.get("helpers") and not role:
        role = "配合"
    figures = "number" in draft.flags or "each" in draft.flags
    own = frozenset(draft.without | {str(c.value) for c in draft.of("has") if not c.neg and c.role in (role, "")})
    if draft.fold == "compare":
        bodies = draft.of("has")
        if len(bodies) < 2 or any(c.neg for c in bodies):
            return None
        where = tuple(replace(c, role="") for c in where)
        role = role or next((c.role for c in bodies if c.role), "")
        return Form("clauses", "单位", where, role, fold="compare", figures=True)
    if draft.fold == "rank":
        if len(draft.of("has")) != 1:
            return None
        [body] = draft.of("has")
        return Form("clauses", "单位", tuple(replace(c, role="") for c in where), role or body.role, fold="rank")
    if draft.fold == "every":
        asks = (str(draft.more.get("every", "plan")),)
        return Form("clauses", "单位", where, role, asks=asks, fold="every") if not draft.of("has") else None
    if draft.fold in ("most", "having"):
        without = own if "partners" in draft.flags or draft.of("has") else frozenset()
        asks = (draft.more.get("noun") or "单位",)
        order = Form("clauses", "单位", where, role, asks=asks, fold=draft.fold, ranks=draft.ranks, without=without)
        return replace(order, op=draft.op, n=draft.n, figures=figures or draft.fold == "having")
    narrow = [c for c in where if c.kind not in _PLACED and c.kind != "about"]
    each = "each" in draft.flags
    if not narrow:
        # A section with its own clause, or a list, is a piece of work: another view says who does it.
        plan = [c for c in where if c.kind in ("plan", "document")]
        if each and any(c.kind in _PLACED for c in where) and role:
            return Form("clauses", "条款", where, role, fold="map")
        if not plan or any(c.kind == "about" for c in where) or not (role or "any_role" in draft.flags):
            return None
    if each and role and not any(c.kind == "has" for c in narrow):
        return Form("clauses", "条款", where, role, fold="map")
    if len(draft.asks) > 1:
        return Form("clauses", "单位", where, asks=tuple(draft.asks), fold="roles", without=own)
    return Form("clauses", "单位", where, role, fold="count" if _only_number(draft) else "list", without=own)


def _only_number(draft: Draft) -> bool:
    return "number" in draft.flags and not draft.flags & {"which", "items"}


def _items(draft: Draft) -> Form | None:
    where = tuple(draft.where)
    if draft.fold == "rank" and len(draft.of("has")) == 1:
        return _bodies(draft)
    if draft.fold in ("compare", "having", "every"):
        return _bodies(draft)
    if draft.fold == "most" and draft.role is None:
        return None
    if draft.fold == "most":
        return Form("clauses", "条款", where, draft.role or "", fold="most", ranks=draft.ranks, figures=True)
    narrow = [c for c in where if c.kind not in _PLACED and c.kind != "about"]
    if not narrow:
        number, which = "number" in draft.flags, bool(draft.flags & {"which", "items"})
        nouns = "条款|事项|任务|工作任务" if where else "条款|事项"
        whole = re.search(nouns, draft.marked.text) and not draft.of("about") and (number or (which and where))
        if not whole or draft.fold or draft.asks:
            return None
        return Form("clauses", "条款", where, fold="count" if number and not which else "list")
    if draft.fold == "map":
        without = frozenset(str(c.value) for c in draft.of("has") if not c.neg)
        return Form("clauses", "条款", where, draft.role or "", fold="map", without=without)
    if draft.fold == "roles":
        asks = tuple(dict.fromkeys(draft.named_roles))
        if not draft.of("has") or any(c.role for c in draft.of("has")):
            return None
        return Form("clauses", "条款", where, asks=asks if len(asks) > 1 else (), fold="roles")
    if draft.more.get("numbers", 0) > 1:
        return None
    number, which = "number" in draft.flags, bool(draft.flags & {"which", "items"})
    if "yesno" in draft.flags and not which and not number:
        return Form("clauses", "条款", where, fold="exists")
    fold = "both" if number and which else "count" if number else "list"
    return Form("clauses", "条款", where, fold=fold)


def pairs(draft: Draft, rest: str) -> Form | None:
    """Which two bodies stand together most often."""
    if rest or draft.find != "搭档" or draft.fold != "most":
        return None
    if any(c.kind not in _PLACED for c in draft.where):
        return None
    return Form(
        "clauses", "搭档", tuple(draft.where), draft.role or "", fold="most", ranks=draft.ranks or Ranks(), figures=True
    )


def _led(draft: Draft, named: Sequence[Condition]) -> Form | None:
    """Who leads a group is a fact of the group, as who has a task is of the task."""
    if len(named) != 1 or draft.of("party") or draft.asks or draft.fold:
        return None
    to = replace(named[0], kind="to", value=(str(named[0].value),))
    return Form("relations", "from", (Condition("relation", "牵头", "牵头"), to))


def groups(draft: Draft, rest: str) -> Form | None:
    """Coordinating bodies: their members, posts and offices."""
    if rest:
        return None
    where, flags = tuple(draft.where), draft.flags
    named, bodies = draft.of("group"), draft.of("party")
    if "led" in flags:
        return _led(draft, named)
    if "outsiders" in flags:
        return Form("groups", "单位", where, fold="outsiders") if len(named) == 1 and not bodies else None
    if draft.fold == "most":
        told = flags & {"members", "joined", "group_word", "all_groups"} or draft.find == "专班"
        if named or bodies or draft.asks or not told:
            return None
        find = "单位" if draft.find == "单位" or "joined" in flags else "专班"
        return Form("groups", find, where, fold="most", ranks=draft.ranks or Ranks(), figures="number" in flags)
    if draft.fold:
        return None
    if draft.asks and not bodies:
        if not named and "all_groups" not in flags:
            return None
        return Form("groups", "人" if draft.asks != ["办公室"] else "办公室", where, asks=tuple(draft.asks))
    if draft.role == "办公室" and len(bodies) == 1 and not named:
        return Form("groups", "专班", where, role="办公室", fold="count" if _only_number(draft) else "list")
    if len(named) == 1 and len(bodies) == 1 and not draft.asks:
        if "yesno" in flags or ("members" in flags and "which" not in flags) or "not_member" in flags:
            return Form("groups", "成员单位", where, fold="exists")
        return None
    if draft.asks:
        return None
    if bodies and not named:
        told = draft.find == "专班" or flags & {"all_groups", "group_word"} or {"members", "joined"} <= flags
        role = "成员单位" if "members" in flags else ""
        fold = "count" if _only_number(draft) else "list"
        return Form("groups", "专班", where, role=role, fold=fold) if told else None
    if named and "members" in flags and draft.find != "单位":
        return Form("groups", "成员单位", where, fold="count" if _only_number(draft) else "list")
    if "all_groups" in flags and flags & {"members", "joined"}:
        number = "number" in flags
        return Form("groups", "成员单位", where, fold="map" if number else "every")
    if draft.find == "专班" and not named:
        return Form("groups", "专班", where, fold="count" if _only_number(draft) else "list")
    return None


def industries(draft: Draft, rest: str) -> Form | None:
    """Leading industries of places, and the places that have one."""
    relation, trades = draft.of("relation"), draft.of("trade")
    if rest or len(relation) != 1 or draft.fold:
        return None
    places = draft.more.get("places", [])
    where = [*draft.where]
    if places:
        where.append(Condition("place", tuple(node.id for node in places), "、".join(node.name for node in places)))
    if trades and "places" in draft.flags and not places:
        return Form("industries", "地方", tuple(where), fold="count" if _only_number(draft) else "list")
    if len(places) == 1 and not trades:
        return Form("industries", "产业", tuple(where))
    return None


def systems(draft: Draft, rest: str) -> Form | None:
    """The members of a system of industries."""
    named = draft.of("system")
    if rest or len(named) != 1 or draft.fold:
        return None
    places = draft.more.get("places", [])
    # Several places may have a system of one name.
    ids = [node.id for m in draft.marked.names.values() for node in m.of("产业体系") if node.name == named[0].name]
    where = [replace(named[0], value=tuple(ids) or (str(named[0].value),)), *draft.of("year")]
    if places:
        where.append(Condition("place", tuple(node.id for node in places), "、".join(node.name for node in places)))
    return Form("systems", "产业", tuple(where))


def posts(draft: Draft, rest: str) -> Form | None:
    """Who holds a post, and which posts somebody holds."""
    if rest or draft.fold or draft.refused:
        return None
    persons, bodies, regions = draft.of("person"), draft.of("body"), draft.of("region")
    asked = [ask for ask in draft.asks if ask not in ("人", "职务")]
    if persons and not bodies and not regions:
        if asked or not (set(draft.asks) & {"职务", "人"}):
            return None
        return Form("posts", "职务", tuple(persons[:1])) if len(persons) == 1 else None
    if persons or len(asked) != 1:
        return None
    if len(bodies) == 1 or len(regions) == 1:
        where = (*bodies, *regions, Condition("post", asked[0], asked[0]))
        return Form("posts", "人", where)
    return None


def documents(draft: Draft, rest: str) -> Form | None:
    """Documents: their dates, numbers and issuers."""
    if "mentioned" in draft.flags:
        said = tuple(replace(c, kind="said", value=c.name) for c in draft.where) or (
            (Condition("said", draft.marked.written(rest).strip(), draft.marked.written(rest).strip()),) if rest else ()
        )
        if draft.fold or draft.asks or len(said) != 1:
            return None
        return Form("documents", "文件", said, fold="count" if _only_number(draft) else "list")
    if draft.fold or len(draft.asks) > 1 or (rest and not draft.asks):
        return None
    if rest:
        draft.where.append(Condition("about", rest, draft.marked.written(rest)))
    if draft.asks:
        if (
            not draft.of("document")
            and "documents" not in draft.flags
            and not re.search("方案|文件|通知", draft.marked.text)
        ):
            return None
        return Form("documents", "文件", tuple(draft.where), asks=tuple(draft.asks))
    if "documents" in draft.flags and not draft.where:
        return Form("documents", "文件", fold="count" if _only_number(draft) else "list")
    return None


def deadlines(draft: Draft, rest: str) -> Form | None:
    """What is due by when, how often, when something is to be done, and what has no deadline."""
    flags, where = draft.flags, tuple(draft.where)
    bounds = [c for c in where if c.kind in ("when", "every", "lasting")]
    if "undated" in flags:
        plain = not rest and not bounds and not draft.fold and not draft.asks and draft.find != "单位"
        fold = "count" if _only_number(draft) else "list"
        return Form("undated", "事项", where, fold=fold) if plain else None
    if "时间" in draft.asks:
        if not rest or bounds or draft.fold or flags & {"overdue", "dated"} or _ROLE_WORDS.search(rest):
            return None
        about = Condition("about", rest, draft.marked.written(rest))
        return Form("deadlines", "时间", (about, *where))
    if rest:
        return None
    if "overdue" in flags:
        where = (*where, Condition("when", "overdue", "今天", op="<"))
    elif "soonest" in flags:
        where = (*where, Condition("dated", 1))
    elif not ("dated" in flags or any(c.kind != "when" for c in bounds) or (bounds and "due" in flags)):
        return None
    if draft.fold not in ("", "most") or (draft.fold == "most" and "soonest" not in flags):
        return None
    find = "单位" if draft.find == "单位" else "事项"
    role = draft.asks[0] if find == "单位" and len(draft.asks) == 1 else ""
    if draft.fold == "most":
        return Form("deadlines", find, where, role, fold="most", ranks=draft.ranks)
    fold = "exists" if "yesno" in flags and not flags & {"which", "items", "number"} else "list"
    return Form("deadlines", find, where, role, fold="count" if _only_number(draft) else fold)


def relations(draft: Draft, rest: str) -> Form | None:
    """One end of a relation, where the question names the other; or both, and whether it holds."""
    name = draft.more.get("relation")
    if name is None or draft.fold or draft.asks:
        return None
    relation, asked = ontology().relations[name], str(draft.more["asked"])
    given = "from" if asked == "to" else "to"
    kinds = {"from": relation.starts, "to": relation.ends}
    nouns = draft.lexicon.kinds.get(str(draft.more.get("noun", "")), ())
    named = draft.more.get("ends", [])
    if (nouns and not set(nouns) & kinds[asked]) or len(named) > 1:
        return None
    where = [Condition("relation", name, name)]
    for mention in named:
        node = next((node for node in mention.nodes if node.kind in kinds[given]), None)
        if node is None:
            return None
        where.append(Condition(given, (node.id,), mention.text, of=node.kind))
    if rest:
        # What belongs to a piece of work is asked for in the work's own words.
        if named or "事项" not in kinds[given] or _ROLE_WORDS.search(rest):
            return None
        where.append(Condition("about", rest, draft.marked.written(rest)))
    if nouns:
        where.append(Condition(f"{asked}_kind", tuple(k for k in nouns if k in kinds[asked]), str(draft.more["noun"])))
    if "yesno" in draft.flags and not draft.flags & {"which", "number"}:
        return Form("relations", asked, tuple(where), fold="exists")
    if not draft.flags & {"which", "number"} and not named and not rest:
        return None
    return Form("relations", asked, tuple(where), fold="count" if _only_number(draft) else "list")


_OTHER_NOUNS = {
    "documents": "条款|事项|任务|单位|部门|职责|依据|根据|依照",
    "industries": "条款|事项|任务|单位|部门|产值|投资",
    "systems": "条款|事项|任务|单位|部门|产值|目标|投资",
    "posts": "条款|事项|任务|单位|部门",
    "pairs": "专班",
}
"""What is no word of a view though it says nothing elsewhere: 方案有多少条款 asks for no documents."""


def strays(view: str, text: str) -> bool:
    """Whether words are left that name another kind of finding than a view's."""
    nouns = _OTHER_NOUNS.get(view)
    return nouns is not None and re.search(nouns, text) is not None


FINISH: Mapping[str, Finish] = {
    "pairs": pairs, "clauses": clauses, "groups": groups, "industries": industries, "systems": systems, "posts": posts,
    "documents": documents, "deadlines": deadlines, "relations": relations,
}  # fmt: skip
"""The views whose forms words alone make."""
