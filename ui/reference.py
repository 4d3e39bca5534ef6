"""The reference pages in docs/, made from the code itself: `make docs` writes them, a test compares them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, Field, fields
from pathlib import Path

import click

from graph.ontology import Ontology, Property, ontology
from graph.settings import Settings, variable
from queries.catalogue import catalogue
from ui.cli import app

_MADE = "<!-- 由 make docs 生成，请勿手改 -->\n\n"


def pages() -> dict[str, str]:
    """File name -> content of every reference page."""
    return {
        "commands.md": _MADE + _commands(),
        "ontology.md": _MADE + _ontology(),
        "queries.md": _MADE + _queries(),
        "settings.md": _MADE + _settings(),
    }


def write(folder: Path) -> None:
    """Write every reference page into a folder."""
    for name, content in pages().items():
        (folder / name).write_text(content, encoding="utf-8")


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def _commands() -> str:
    parts = ["# 命令\n\n退出码：0 全部完成；1 出错；2 命令行写错；3 已完成，但有文件没有读成。\n"]
    root = click.Context(app, info_name="qiantou")
    for name, command in app.commands.items():
        context = click.Context(command, info_name=name, parent=root)
        parts.append(_help(command, context, 2))
        if isinstance(command, click.Group):
            for below, part in command.commands.items():
                parts.append(_help(part, click.Context(part, info_name=below, parent=context), 3))
    return "".join(parts)


def _help(command: click.Command, context: click.Context, level: int) -> str:
    return f"\n{'#' * level} {context.command_path}\n\n```\n{command.get_help(context).rstrip()}\n```\n"


def _ontology() -> str:
    known = ontology()
    kinds = _table(["种类", "含义"], [[k.name, k.caption] for k in known.kinds.values()])
    order = list(known.kinds)

    def ends(names: Iterable[str]) -> str:
        return "、".join(sorted(names, key=order.index))

    rows = [[r.name, r.caption, ends(r.starts), ends(r.ends), r.role] for r in known.relations.values()]
    relations = _table(["关系", "含义", "起点", "终点", "清单中的角色"], rows)
    parts = {"节点": kinds, "关系": relations, "关系的属性": _properties(known), "记录": _tallies(known)}
    return "# 本体\n\n定义在 graph/ontology.yaml。\n" + "".join(
        f"\n## {name}\n\n{part}" for name, part in parts.items()
    )


def _tallies(known: Ontology) -> str:
    rows = [
        [f"`{one.label}`", one.caption, "；".join(f"`{key}` {about}" for key, about in one.properties.items())]
        for one in known.tallies.values()
    ]
    about = (
        "每份文件写入时另留几种记录，问全图的问题从现行文件找到它们，不必逐条看关系（graph/tallies.py）。"
        "它们由关系得出，没有编号和名称，不与任何节点相连；都另有 `document` 文件编号。\n\n"
    )
    return about + _table(["记录", "含义", "属性"], rows)


def _properties(known: Ontology) -> str:
    """Which relations say what; on each relation what it must say."""

    def where(one: Property) -> str:
        if one.common:
            return "全部" if one.common == "required" else "全部（可以没有）"
        named = [
            r.name + ("" if one.key in r.required else "?") for r in known.relations.values() if one.key in r.properties
        ]
        return "、".join(named)

    rows = [[f"`{one.key}`", one.type, one.caption, where(one)] for one in known.properties.values()]
    return _table(["属性", "类型", "含义", "哪些关系（? 为可以没有）"], rows)


def _queries() -> str:
    parts = ["# 可以问的问题\n\n用法：`qiantou query 名称 参数=值 ...`。有默认值的参数可以不写。\n"]
    for query in catalogue().values():
        parts.append(f"\n## {query.name}\n\n{query.question}{query.note and f'（{query.note}）'}\n\n")
        if query.parameters:
            rows = [[p.name, p.type, "是" if p.required else "", p.description] for p in query.parameters]
            parts.append(_table(["参数", "类型", "必填", "含义"], rows) + "\n")
        if query.example:
            parts.append(f"例：`qiantou query {query.example_usage()}`\n\n")
        parts.append("返回：" + "、".join(f"`{c.name}` {c.caption}" for c in query.columns) + "\n")
    return "".join(parts)


def _settings() -> str:
    rows = [[f"`{variable(f.name)}`", f.metadata["about"], _default(f)] for f in fields(Settings)]
    return "# 设置\n\n每一项是一个环境变量。\n\n" + _table(["变量", "含义", "默认值"], rows)


def _default(field: Field[object]) -> str:
    if field.default is MISSING:
        return "系统的用户数据文件夹"
    if isinstance(field.default, bool):
        return "是" if field.default else "否"
    return str(field.default) or "（空）"


if __name__ == "__main__":
    write(Path(__file__).parents[1] / "docs")
