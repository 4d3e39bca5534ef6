"""`qiantou review`: people's corrections on the command line. The work is done by `ui.review`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.errors import QueryError
from graph.settings import from_environment
from graph.store import Store
from ui import chinese, console

if TYPE_CHECKING:
    from graph.journal import Act
    from loaders.judged import Fact
    from ui.review import Paper, Review

DONE = 0
_SCOPES = {"document": "document", "region": "region", "本文件": "document", "本地区": "region"}

_WHY = click.option("--why", default="", metavar="理由", help="为什么；留在校核记录里")
_REASON = click.option("--why", required=True, metavar="理由", help="为什么；留在校核记录里")
_USER = click.option("--user", default="", metavar="姓名", help="谁校核；默认是本机用户")
_SCOPE = click.option(
    "--scope", default="document", metavar="范围", help="document（本文件及其各版，默认）或 region（本地区）"
)
_PATH = click.Path(path_type=Path)


@click.group(cls=chinese.Group, invoke_without_command=True)
@click.pass_context
def review(context: click.Context) -> int:
    """校核：采纳、改正、补充、不采纳读出的关系；立即生效，重读、改版后仍在。

    不写命令则显示共有多少校核、各怎样了，并把同事新的校核写入图谱。
    """
    if context.invoked_subcommand is None:
        from ui import printing

        with _opened() as found:
            written = found.refresh()
            printing.review(found, written)
    return DONE


@contextmanager
def _opened(user: str = "") -> Iterator[Review]:
    from ui.archive import Archive
    from ui.review import Review

    settings = from_environment()
    with Store.open(settings) as store:
        yield Review(store, Archive.of(settings), user)


@review.command("list")
@click.option("--doc", "document", default="", metavar="文件", help="只看一份文件：编号，或标题中的一段")
@click.option("--rule", default="", metavar="规则", help="只看一条规则读出的")
@click.option("--todo", is_flag=True, help="只看还要看的，最可疑的在前，各有缘由")
@click.option("--rejected", is_flag=True, help="只看不采纳的")
@click.option("--sample", is_flag=True, help="只看随机抽查的样本")
@click.option("--format", "form", default="table", metavar="格式", help="table（表格，默认）或 json（每行一个对象）")
def list_(document: str, rule: str, todo: bool, rejected: bool, sample: bool, form: str) -> int:
    """列出现行文件中读出的责任关系和各自的校核；记号供别的命令用。"""
    from ui import printing

    _one_of("--format", form, ["table", "json"])
    with _opened() as found:
        papers = [found.open(_document(found, document))] if document else list(found.papers(current=True))
        rows = [row for paper in papers for row in _rows(paper, rule, todo=todo, rejected=rejected, sample=sample)]
    if form == "json":
        for row in rows:
            console.json_line(row)
    else:
        printing.reviews(rows)
    return DONE


def _rows(paper: Paper, rule: str, *, todo: bool, rejected: bool, sample: bool) -> Iterator[dict[str, Any]]:
    if todo:
        reasons = [(task.reason, task.fact) for task in paper.queue() if task.fact is not None]
    elif rejected:
        reasons = [("", fact) for fact in paper.rejected]
    else:
        reasons = [("", fact) for fact in (paper.sample() if sample else paper.duties())]
    for reason, fact in reasons:
        if not rule or fact.shown.rule == rule:
            yield _row(paper, fact, reason)


def _row(paper: Paper, fact: Fact, reason: str) -> dict[str, Any]:

    one, last = fact.shown, fact.judgements[-1] if fact.judgements else None
    return {
        "mark": paper.mark(fact),
        "state": fact.called,
        "agency": one.raw,
        "agency_id": one.subject.id,
        "role": one.relation,
        "task": one.object.name,
        "quote": one.quote,
        "document": one.document,
        "title": paper.document.title,
        "start": one.start,
        "end": one.end,
        "rule": one.rule,
        "machine": paper.machine(fact) if fact.state == "fixed" else "",
        "reviewer": last.user if last is not None else "",
        "reviewed": last.at if last is not None else "",
        "why": last.why if last is not None else "",
        "reason": reason,
    }


@review.command()
@click.argument("marks", nargs=-1, required=True, metavar="记号...")
@_WHY
@_USER
def accept(marks: tuple[str, ...], why: str, user: str) -> int:
    """采纳：读得对。几个记号（同一份文件的）一次采纳。"""
    return _judge(marks, "accept", {}, why, user)


@review.command()
@click.argument("marks", nargs=-1, required=True, metavar="记号...")
@_REASON
@_USER
def reject(marks: tuple[str, ...], why: str, user: str) -> int:
    """不采纳：离开图谱和一切清单，留在 review list --rejected 里。"""
    return _judge(marks, "reject", {}, why, user)


@review.command()
@click.argument("mark", metavar="记号")
@click.option("--agency", default="", metavar="单位", help="应是哪个单位，最好照原文写")
@click.option("--role", default="", metavar="角色", help="应是什么角色，如 牵头、配合、负责")
@click.option("--task", default="", metavar="事项", help="应是哪个事项：文件中的标题，或原文中连续的一段")
@click.option("--set", "pairs", multiple=True, metavar="属性=值", help="改别的属性，如 until=2026-09-30")
@_REASON
@_USER
def fix(mark: str, agency: str, role: str, task: str, pairs: tuple[str, ...], why: str, user: str) -> int:
    """改正：单位、角色、事项或属性。"""
    return _judge((mark,), "fix", {"agency": agency, "role": role, "task": task, "set": _set(pairs)}, why, user)


def _judge(marks: tuple[str, ...], act: Act, after: dict[str, Any], why: str, user: str) -> int:
    with _opened(user) as found:
        given = {key: value for key, value in after.items() if value}
        facts = found.judge(list(marks), act, given, why=why)
        _tell(found, facts)
    return DONE


@review.command()
@click.argument("document", metavar="文件")
@click.option("--agency", required=True, metavar="单位", help="哪个单位，照原文写")
@click.option("--role", required=True, metavar="角色", help="什么角色，如 牵头、配合、负责")
@click.option("--task", required=True, metavar="事项", help="哪个事项：文件中的标题，或原文中连续的一段")
@click.option("--quote", default="", metavar="原文", help="说明这一条的一段原文，只有一处；或写 --start 和 --end")
@click.option("--start", default=-1, type=int, metavar="字", help="这段原文的起点（从 0 数的字符）")
@click.option("--end", default=-1, type=int, metavar="字", help="这段原文的终点（不含）")
@_REASON
@_USER
def add(document: str, agency: str, role: str, task: str, quote: str, start: int, end: int, why: str, user: str) -> int:
    """补充：漏读的一条，以原文中的一段为证。"""
    if bool(quote) == (start >= 0):
        raise QueryError("没有说清是哪一段原文。", "请写 --quote 原文，或写 --start 和 --end。")
    with _opened(user) as found:
        id_ = _document(found, document)
        span = (start, end) if start >= 0 else None
        fact = found.add(id_, agency=agency, role=role, task=task, span=span, quote=quote, why=why)
        _tell(found, [fact])
    return DONE


@review.command()
@click.argument("mark", metavar="记号")
@click.argument("body", metavar="单位")
@_SCOPE
@_REASON
@_USER
def name(mark: str, body: str, scope: str, why: str, user: str) -> int:
    """这个写法指的是哪个单位。"""
    return _name(mark, "name", body, scope, why, user)


@review.command()
@click.argument("mark", metavar="记号")
@click.argument("body", metavar="单位")
@_SCOPE
@_REASON
@_USER
def same(mark: str, body: str, scope: str, why: str, user: str) -> int:
    """两个单位是同一个：这一条的单位就是所写的单位。"""
    return _name(mark, "same", body, scope, why, user)


@review.command()
@click.argument("mark", metavar="记号")
@_SCOPE
@_REASON
@_USER
def different(mark: str, scope: str, why: str, user: str) -> int:
    """认错了单位：这个写法指的是另一个单位，自成一个。"""
    return _name(mark, "different", "", scope, why, user)


def _name(mark: str, act: Act, body: str, scope: str, why: str, user: str) -> int:
    _one_of("--scope", scope, list(_SCOPES))
    with _opened(user) as found:
        entry = found.name(mark, act, body, scope="region" if _SCOPES[scope] == "region" else "document", why=why)
        console.line(f"已记下（{entry.id}）。{found.balance().told()}")
    return DONE


@review.command()
@click.argument("whats", nargs=-1, required=True, metavar="记号或编号...")
@_WHY
@_USER
def undo(whats: tuple[str, ...], why: str, user: str) -> int:
    """撤销：恢复为规则读出的样子；写记号，或校核的编号。"""
    with _opened(user) as found:
        for what in whats:
            taken = found.undo(what, why=why)
            console.line(f"已撤销 {len(taken)} 条校核。")
        console.line(found.balance().told())
    return DONE


@review.command()
@click.option(
    "--gold", required=True, type=_PATH, metavar="文件", help="写入 名称.gold.jsonl，旁边写 名称.txt；或一个文件夹"
)
@click.option("--doc", "document", default="", metavar="文件", help="哪份文件；写文件夹时默认全部校核完的")
def export(gold: Path, document: str) -> int:
    """把校核完的文件导出为测试集：评测程序（score.py docs）的格式。"""
    from ui import golden

    with _opened() as found:
        papers = [found.open(_document(found, document))] if document else list(found.papers(current=True))
    for paper, path in golden.places(papers, gold, chosen=bool(document)):
        number = golden.write(paper, path)
        done, every = paper.checked
        console.line(f"已写入 {path}：{number} 条。")
        if done < every:
            console.notice(f"“{paper.document.title}”只校核了 {done}/{every} 条，其余照规则读出的写入。")
    return DONE


@review.command("import")
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="文件...")
def import_(files: tuple[Path, ...]) -> int:
    """收下同事的校核记录（数据目录 journal 中的 .jsonl），与自己的合在一起。"""
    with _opened() as found:
        for file in files:
            held, new = found.archive.journal.take(file)
            console.line(f"{file}：{held} 条记录，其中 {new} 条是新的。")
        written = found.refresh()
        console.line(f"{written} 份文件因此更新。{found.balance().told()}")
    return DONE


def _document(found: Review, words: str) -> str:
    from queries import editions

    return editions.find(found.store, words).id


def _tell(found: Review, facts: list[Fact]) -> None:
    from ui import printing

    printing.reviews([_row(found.open(fact.shown.document), fact, "") for fact in facts])
    console.line(found.balance().told())


def _set(pairs: tuple[str, ...]) -> dict[str, object]:
    """Attributes as they are typed, each of the type that the ontology gives it."""
    from graph.ontology import ontology
    from loaders.judged import settable

    made: dict[str, object] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        known = ontology().properties.get(key)
        if not sign or known is None or key not in settable():
            raise QueryError(f"看不懂“{pair}”，或不能改这个属性。", "请写成 属性=值；属性见 docs/ontology.md。")
        made[key] = _typed(known.type, value, pair)
    return made


def _typed(kind: str, value: str, pair: str) -> object:
    try:
        match kind:
            case "integer":
                return int(value)
            case "number":
                return float(value)
            case "flag":
                return {"是": True, "否": False}[value]
            case "list":
                return value.split("、")
            case _:
                return value
    except (ValueError, KeyError) as error:
        raise QueryError(f"“{pair}”的值不对。", "数字写阿拉伯数字，是非写 是 或 否。") from error


def _one_of(option: str, value: str, known: list[str]) -> None:
    if value not in known:
        raise QueryError(f"{option} 不能是“{value}”。", f"请用 {'、'.join(known)}。")
