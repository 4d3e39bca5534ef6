"""A model on the own network, if an office has one: it makes a form where the rules make none. Off by default.

`QIANTOU_MODEL_URL` is the address of an OpenAI-compatible server (…/v1). It gets the question and the schema of a form,
never a document's text, and its answer is checked here: every name must stand in the question and mean something in the
graph, roles are those of the ontology, and every content word must be used, or there is no form. Facts, counts and
sentences come from the graph alone.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from queries.asking.recall.knowledge import Knowledge
from queries.asking.recall.subjects import content
from queries.asking.understand.characters import tidy
from queries.asking.understand.form import OPERATORS, Condition, Form

BY = "模型"
SECONDS = 20.0
"""How long the server may take."""
_ROLES = ("", "牵头", "配合", "负责")
_FINDS = ("条款", "单位", "不能回答")
_FOLDS = ("list", "count", "exists")

_NAMED = {"type": "string", "description": "问题中写的名称，一字不改"}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["find", "role", "fold", "where", "words_used"],
    "properties": {
        "find": {"enum": list(_FINDS)},
        "role": {"enum": list(_ROLES)},
        "fold": {"enum": list(_FOLDS)},
        "where": {
            "type": "array",
            "maxItems": 6,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["kind", "name", "role", "op", "n", "not"],
                "properties": {
                    "kind": {"enum": ["has", "size", "plan"]},
                    "name": _NAMED,
                    "role": {"enum": list(_ROLES)},
                    "op": {"enum": ["", *OPERATORS]},
                    "n": {"type": "integer", "minimum": 0},
                    "not": {"type": "boolean"},
                },
            },
        },
        "words_used": {"type": "array", "items": {"type": "string"}},
    },
}
"""What the server must answer with; checked here again, whatever it promises."""
_TASK = (
    "把问题译成查询责任条款的条件。has：某单位在条款中有某种角色（role 为空表示任何角色，not 表示没有）；"
    "size：某种角色的单位数；plan：在某个附件或方案内。find 为条款或单位（role 是要找的单位的角色）。"
    "words_used 列出问题中用上的每个实词。问的不是这些，或有一个实词用不上，find 就写“不能回答”。只输出 JSON。"
)


@dataclass(frozen=True)
class Model:
    """The server, by its address."""

    url: str

    def form(self, question: str, knowledge: Knowledge) -> Form | None:
        """The form that the server makes of a question; None where it fails, or its form is not one of ours."""
        try:
            raw = json.loads(self._said(question))
        except (OSError, ValueError, KeyError, IndexError, TypeError):
            # A server that is down, slow or talks nonsense makes no answer; the rules have said so already.
            return None
        return checked(raw, tidy(question), knowledge)

    def _said(self, question: str) -> str:
        body = {
            "model": "default",
            "temperature": 0,
            "messages": [{"role": "system", "content": _TASK}, {"role": "user", "content": question}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "form", "strict": True, "schema": SCHEMA},
            },
        }
        request = urllib.request.Request(  # noqa: S310  # the office's own address, from its settings
            f"{self.url.rstrip('/')}/chat/completions",
            data=json.dumps(body, ensure_ascii=False).encode("utf-8"),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            told: str = json.load(answer)["choices"][0]["message"]["content"]
        return told


def checked(raw: Any, question: str, knowledge: Knowledge) -> Form | None:
    """A form of ours of what a model said; None where anything in it is not of the question or of the graph."""
    if not isinstance(raw, dict) or raw.get("find") not in _FINDS[:2] or raw.get("fold") not in _FOLDS:
        return None
    items, used = raw.get("where"), raw.get("words_used")
    if not isinstance(items, list) or not items or not isinstance(used, list) or raw.get("role", "") not in _ROLES:
        return None
    where = list(_conditions(items, question, knowledge))
    if len(where) != len(items) or not _uses_all(question, [*used, *(c.name for c in where)], items, knowledge):
        return None
    own = frozenset(str(c.value) for c in where if c.kind == "has" and not c.neg)
    find = str(raw["find"])
    without = own if find == "单位" else frozenset()
    return Form("clauses", find, tuple(where), str(raw.get("role", "")), fold=str(raw["fold"]), without=without)


def _conditions(items: list[Any], question: str, knowledge: Knowledge) -> Iterator[Condition]:
    """The conditions that stand the check; fewer than there are items where one does not."""
    for item in items:
        if not isinstance(item, dict) or item.get("role", "") not in _ROLES:
            return
        role, neg = str(item.get("role", "")), item.get("not") is True
        if item.get("kind") == "size" and item.get("op") in OPERATORS and isinstance(item.get("n"), int):
            yield Condition("size", int(item["n"]), role=role, op=str(item["op"]), neg=neg)
            continue
        name = tidy(str(item.get("name", "")))
        kinds = {"has": ("机构", "企业", "议事协调机构"), "plan": ("方案",)}.get(str(item.get("kind")), ())
        nodes = [node for node in knowledge.names.spellings.get(name, ()) if node.kind in kinds]
        # A name that the question does not write, or that means several bodies, is not guessed.
        if not name or name not in question or len({node.id for node in nodes}) != 1:
            return
        node = nodes[0]
        shown = knowledge.names.show(node.id, node.name)
        yield Condition(str(item["kind"]), node.id, shown, role, neg=neg, of=node.kind if item["kind"] == "has" else "")


def _uses_all(question: str, used: list[Any], items: list[Any], knowledge: Knowledge) -> bool:
    """Whether no content word of the question is left when those that the model names are taken out."""
    words = [tidy(str(word)) for word in used if isinstance(word, str)]
    written = [tidy(str(item.get("name", ""))) for item in items if isinstance(item, dict)]
    rest = question
    for word in sorted({*words, *written} - {""}, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return content(rest, knowledge) == ""
