"""The command `qiantou`. Each command is a few lines: read the arguments, call a room, print what it answers.

Exit codes: 0 all done; 1 an error; 2 the command line is wrong, or a name in it means several things; 3 done, but some
files could not be read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph import own as owning
from graph.errors import AmbiguousError, EngineError, NotFoundError, QiantouError, QueryError
from graph.goal import FORMAT
from graph.settings import from_environment
from graph.store import Result, Store
from graph.timeline import Moment, first_of
from ui import chinese, console
from ui.reviewing import review

if TYPE_CHECKING:
    from queries.reports.listing import Listing

DONE, FAILED, USAGE, PARTLY = 0, 1, 2, 3
_SHOWN = 200
"""Rows that a table on the screen shows; the rest is counted, and --format json gives all."""

_PATH = click.Path(path_type=Path)
_AS_OF = click.option("--as-of", "as_of", default="", metavar="日期", help="看某一天的情况，如 2023-03-01；默认今天")
_ALL = click.option("--all", "every", is_flag=True, help="不论是否现行，旧版、已废止、未施行的文件也列入")
_LIST_FILE = "写入文件，后缀为 .xlsx、.docx、.md、.csv 或 .json"


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        console.line(f"qiantou {version('qiantou')}")
        context.exit()


@click.group(cls=chinese.Group)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="显示版本")
def app() -> None:
    """牵头图谱：读政府方案，答谁牵头、谁配合、谁负责，每条都有原句为证。

    图谱、原文、校核和口令都在一个数据文件夹中，status 写明在哪里；用环境变量 QIANTOU_HOME 换地方。
    """


@app.command()
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="路径...")
@click.option("--rebuild", is_flag=True, help="重建：只用这次给出的文件另建新图，建成后一步换下旧图；中断则旧图不变")
@click.option("--scheduler", default="", metavar="地址", help="由 Dask 集群抽取：调度器的地址，如 tcp://主机:8786")
def build(paths: tuple[Path, ...], rebuild: bool, scheduler: str) -> int:
    """读入文件、文件夹、压缩包或标准输入（-），抽取责任关系，写入图谱。

    读文本、网页、Word、PPT、PDF、OFD、表格、邮件、压缩包；doc、wps、rtf 需要 LibreOffice，扫描件需要 rapidocr。
    """
    from ui import building, printing, state
    from ui.archive import Archive

    settings, rebuilt = from_environment(), None
    archive = Archive.of(settings)
    with Store.open(settings) as store, console.progress("读入") as progress:
        if rebuild:
            summary, rebuilt = building.rebuild(store, archive, paths, progress, scheduler)
        else:
            summary = building.build(store, archive, paths, progress, scheduler)
        standings, contradictions = store.standings(), store.contradictions()
        told = state.corrections(store, archive)
    printing.summary(summary)
    printing.editions(standings, [document.id for document, _ in summary.documents])
    printing.contradictions(standings, contradictions)
    if rebuilt is not None:
        printing.rebuilt(rebuilt)
    if told is not None:
        printing.judgements(told)
    if summary.failures:
        return PARTLY if summary.documents else FAILED
    return DONE


@app.command()
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="路径...")
@click.option("--format", "form", default="jsonl", metavar="格式", help="只有 jsonl：每行一个 JSON 对象")
@click.option("--reviewed", is_flag=True, help="采用校核的结果；默认只是规则读出的")
def extract(paths: tuple[Path, ...], form: str, reviewed: bool) -> int:
    """只抽取，不写入图谱；每行输出一个 JSON 对象。"""
    from loaders.records import records
    from ui.archive import Archive
    from ui.building import corrected, read_documents

    _one_of("--format", form, ["jsonl"])
    judge = corrected(Archive.of(from_environment())) if reviewed else None
    failed = False
    for found in read_documents(paths, judge):
        if found is None:
            failed = True
            continue
        for record in records(found):
            console.json_line(record)
    return PARTLY if failed else DONE


@app.command()
@click.argument("name", metavar="名称")
@click.option("--kind", default="", metavar="种类", help="名称有几种所指时说明是哪一种，如 产业、园区")
@click.option("--out", type=_PATH, metavar="文件", help=_LIST_FILE)
@click.option("--with-former", is_flag=True, help="机构改革前的前身（如 市扶贫办）的责任也列在后面")
@_AS_OF
@_ALL
def duty(name: str, kind: str, out: Path | None, with_former: bool, as_of: str, every: bool) -> int:
    """一个机构的全部责任清单，如 qiantou duty 市工信局。

    也可以是专班、指挥部（组成与任务分工），园区、地区，企业、人员，项目清单（如 十大产业项目）、项目，
    产业（如 新能源产业），文件或附件（标题的一部分）。名称有几种所指时逐个列出，不作回答，退出码为 2；
    设了本地区（qiantou own）的先取本地区的。
    """
    from queries import reports

    region = owning.read(from_environment().home).region

    def make(store: Store) -> Listing:
        subject = reports.find(store, name, kind, region=region)
        others = [one.told for one in reports.meanings(store, name, kind) if one != subject] if region else []
        if others:
            console.notice(f"“{name}”按本地区（{region}）理解为{subject.told}；还可以指：{'；'.join(others)}。")
        made = reports.report_about(store, subject).listing()
        if with_former:
            made = reports.with_formers(store, made, subject)
        return reports.dated(store, made, subject)

    return _list(make, out, Moment.of(as_of, every=every))


@app.command()
@click.option("--doc", "document", default="", metavar="文件", help="只看一份文件：编号或标题的一部分")
@click.option("--out", type=_PATH, metavar="文件", help=_LIST_FILE)
@_AS_OF
@_ALL
def gaps(document: str, out: Path | None, as_of: str, every: bool) -> int:
    """责任缺口与交叉：没有牵头、几家牵头、任务在专班之外、名单没列全、个数不符等，每条附原句。"""
    from queries import reports

    moment = Moment.of(as_of, every=every)
    return _list(lambda store: reports.dated(store, reports.gaps(store, document)), out, moment)


@app.command()
@click.argument("words", nargs=-1, required=True, metavar="名称 | import 文件")
@click.option("--out", type=_PATH, metavar="文件", help=_LIST_FILE)
@click.option("--columns", "columns", default="", metavar="栏,栏", help="写哪些栏、什么次序，下次照旧；写 默认 恢复")
@click.option("--kind", default="", metavar="种类", help="名称有几种所指时说明是哪一种")
@click.option("--user", default="", metavar="姓名", help="import 时谁填的；默认是本机用户")
@_AS_OF
@_ALL
def ledger(
    words: tuple[str, ...], out: Path | None, columns: str, kind: str, user: str, as_of: str, every: bool
) -> int:
    """台账：一份文件、一个附件或一个单位的全部事项，如 qiantou ledger 实施方案 --out 台账.xlsx。

    填好的 xlsx 用 qiantou ledger import 台账.xlsx 收回，与别人此间所填逐项比对：各改各的都留下，改到一处的列出。
    """
    from queries import reports
    from ui import ledger as ledgers
    from ui import printing

    settings = from_environment()
    if words[0] == "import" and len(words) == 2:
        for sentence in ledgers.told(ledgers.take(settings.home, Path(words[1]), user)):
            console.line(sentence)
        return DONE
    if out is not None:
        reports.check_suffix(out)
    region = owning.read(settings.home).region
    with Store.open(settings, brief=True) as opened:
        store = _filled(opened).at(Moment.of(as_of, every=every))
        found = ledgers.made(store, settings.home, reports.find(store, " ".join(words), kind, region=region))
    chosen = ledgers.columns(settings.home, columns)
    if out is None:
        printing.listing(found.listing())
    else:
        ledgers.write(found, out, chosen)
        console.line(f"已写入 {out}：{found.counted()}。")
        for sentence in found.notes()[1:]:
            console.notice(sentence)
    return DONE


@app.command()
@click.option("--before", default="", metavar="日期", help="只看这一天及以前到期的")
@click.option("--overdue", is_flag=True, help="只看已经逾期、没有办结的")
@click.option("--agency", default="", metavar="名称", help="只看一个单位（或一份文件）的；默认全部现行文件")
@click.option("--out", type=_PATH, metavar="文件", help=f"{_LIST_FILE}，或日历 .ics")
@_AS_OF
@_ALL
def due(before: str, overdue: bool, agency: str, out: Path | None, as_of: str, every: bool) -> int:
    """到期的事项：何时到期、还剩几天、谁牵头，按日期排列；没有具体日期的另计。"""
    from graph import work
    from queries import reports
    from queries.reports.due import due as made
    from queries.reports.due import write_calendar

    settings = from_environment()
    is_calendar = out is not None and out.suffix.lower() == ".ics"

    def make(store: Store) -> Listing:
        region = owning.read(settings.home).region
        subject = reports.find(store, agency, region=region) if agency else None
        limit = Moment.of(before).on() if before else ""
        return made(store, work.Work(settings.home).read(), subject, before=limit, overdue=overdue)

    if not is_calendar:
        return _list(make, out, Moment.of(as_of, every=every))
    with Store.open(settings, brief=True) as store:
        found = make(_filled(store).at(Moment.of(as_of, every=every)))
    try:
        write_calendar(found, out or Path())
    except OSError as error:
        raise QueryError(f"不能写入文件 {out}。", "请换一个有写入权限的位置。") from error
    console.line(f"已写入 {out}：{found.counted}。")
    return DONE


@app.command()
@click.argument("question", metavar="问题")
@click.option("--format", "form", default="text", metavar="格式", help="text（文字，默认）或 json（每个回答一行）")
@click.option("--conversation", is_flag=True, help="各行是一次对话：后一行可以省略前一行问的对象")
@_AS_OF
@_ALL
def ask(question: str, form: str, conversation: bool, as_of: str, every: bool) -> int:
    """用一句话提问，如 qiantou ask “五好”园区建设由谁牵头；问题为 - 时从标准输入逐行读取。"""
    from ui import asking

    _one_of("--format", form, ["text", "json"])
    # Lines of standard input may take hours to come.
    with Store.open(from_environment(), brief=question != "-") as store:
        when = _filled(store).at(Moment.of(as_of, every=every))
        for answer in asking.answers(when, question, conversation=conversation):
            asking.show(answer, form)
    return DONE


@app.command()
@click.argument("name", default="", metavar="[问题]")
@click.argument("given", nargs=-1, metavar="[参数=值]...")
@click.option("--cypher", default="", metavar="语句", help="不用问题的名称，直接执行一段只读的 Cypher")
@click.option(
    "--limit",
    default=0,
    type=click.IntRange(min=0),
    metavar="行数",
    help="最多返回多少行；默认全部，自己写的 Cypher 按设置 QIANTOU_ROWS",
)
@click.option("--format", "form", default="table", metavar="格式", help="table（表格，默认）或 json（每行一个对象）")
@_AS_OF
@_ALL
def query(name: str, given: tuple[str, ...], cypher: str, limit: int, form: str, as_of: str, every: bool) -> int:
    """按名称提问（名称见 qiantou queries），或执行一段只读的 Cypher。"""
    from queries import catalogue

    _one_of("--format", form, ["table", "json"])
    if cypher and name:
        given = (name, *given)
    elif not (cypher or name):
        raise QueryError("没有说清要问什么。", "请写一个问题的名称，或用 --cypher 写一段语句。")
    values = _pairs(given)
    captions: dict[str, str] = {}
    total: int | None = None
    settings = from_environment()
    # A text of the user's own may ask for whole nodes, which only the server's protocol describes.
    with Store.open(settings, brief=not cypher) as opened:
        store = opened.at(Moment.of(as_of, every=every))
        if cypher:
            result = store.read(cypher, values, limit=limit or settings.rows)
        else:
            question = catalogue.get(name)
            captions = {column.name: column.caption for column in question.columns}
            if form == "table":
                page = question.first(store, values, min(limit or _SHOWN, _SHOWN))
                result, total = page.result, page.total
            else:
                result = question.read(store, values, limit=limit or None)
        if not result.rows and not store.documents():
            console.notice(f"{_EMPTY}{_BUILD_FIRST}")
    _show(result, captions, form, total)
    return DONE


@app.command()
def queries() -> int:
    """列出可以问的全部问题及其参数。"""
    from queries.catalogue import catalogue

    for question in catalogue().values():
        console.line(f"{question.usage()}\n    {question.question}")
        for parameter in question.parameters:
            console.line(f"      {parameter.name}：{parameter.description}")
        if question.example:
            console.line(f"      例：qiantou query {question.example_usage()}")
    return DONE


@app.command()
@click.argument("paths", nargs=-1, type=_PATH, metavar="[路径]...")
@click.option("--full", is_flag=True, help="列出每一处责任用语，而不只是未读懂的")
def check(paths: tuple[Path, ...], full: bool) -> int:
    """每份文件的责任用语读懂了多少，哪些不是责任，哪些没有读懂；不写路径则是图谱中的文件。"""
    from loaders.kept import Kept
    from ui import printing
    from ui.archive import Archive
    from ui.building import read_documents

    if not paths:
        settings = from_environment()
        with Store.open(settings) as store:
            printing.kept(_filled(store).documents(), Archive.of(settings), full=full)
        return DONE
    failed = False
    for found in read_documents(paths):
        if found is None:
            failed = True
        else:
            printing.coverage(found.document.title, Kept.of(found), found.text.place, full=full)
    return PARTLY if failed else DONE


@app.command()
@click.option("--format", "form", default="text", metavar="格式", help="text（文字，默认）或 json（一个对象）")
def status(form: str) -> int:
    """图谱在哪里、有多少内容、与写入时是否一致、读取规则是否已更新；不一致时退出码为 1。"""
    from ui import printing, state
    from ui.archive import Archive

    _one_of("--format", form, ["text", "json"])
    settings = from_environment()
    archive = Archive.of(settings)
    with Store.open(settings) as store:
        found = state.of(store, archive)
    if form == "json":
        console.json_line(found.record())
    else:
        printing.state(found)
    return DONE if found.sound else FAILED


@app.command()
@click.argument("old", metavar="旧版")
@click.argument("new", metavar="新版")
@click.option("--out", type=_PATH, metavar="文件", help=_LIST_FILE)
def diff(old: str, new: str, out: Path | None) -> int:
    """两版文件按意思对比：谁不再牵头、谁加入、哪项新增或删去、目标和措辞怎样改，每条附两版原句。

    旧版、新版各写一个文件名，或图谱中文件的编号、标题中的一段（可空一格再写日期）。
    """
    from queries.reports.changes import changes
    from ui import comparing

    def make(store: Store) -> Listing:
        return changes(comparing.side(store, old), comparing.side(store, new))

    return _list(make, out, Moment(), needs_graph=not (Path(old).is_file() and Path(new).is_file()))


@app.command()
@click.option("--since", default="", metavar="日期", help="只看这一天及以后读入的，如 2026-03-01；默认全部")
@click.option("--agency", default="", metavar="名称", help="只看与一个单位有关的；整份读入的文件也逐项列出")
@click.option("--out", type=_PATH, metavar="文件", help=_LIST_FILE)
def changes(since: str, agency: str, out: Path | None) -> int:
    """历次读入改变了什么：新读入、新版、文字有改动、规则更新后读得不同、撤回，每条附前后原句。"""
    from graph.runs import Record
    from queries.reports.runs import runs

    settings = from_environment()
    day, region = first_of(since) if since else "", owning.read(settings.home).region
    known = Record(settings.home).read()
    return _list(
        lambda store: runs(store, known, since=day, agency=agency, region=region),
        out,
        Moment(every=True),
        needs_graph=not known.entries,
    )


@app.command()
@click.argument("document", metavar="文件")
def withdraw(document: str) -> int:
    """撤回一份文件：它说的关系从图谱中去掉，别的文件说的不动；写编号，或标题中的一段（可空一格再写日期）。"""
    from queries import editions
    from ui import building
    from ui.archive import Archive

    settings = from_environment()
    with Store.open(settings) as store:
        found = editions.find(store, document)
        change = building.withdraw(store, Archive.of(settings), found.id)
    console.line(f"已撤回“{found.title}”（{found.id}）：去掉 {change.removed} 条关系、{change.nodes_removed} 个节点。")
    return DONE


@app.command()
@click.argument("file", type=_PATH, metavar="备份文件")
def backup(file: Path) -> int:
    """备份：图谱、原文、校订记录、办理情况、用户，写成一个文件；写入者等待，查询照常。"""
    from ui import backup as backing

    settings = from_environment()
    with Store.open(settings) as store:
        contents = backing.backup(store, settings, file)
    console.line(f"已备份到 {file}：{contents.told()}。")
    return DONE


@app.command()
@click.argument("file", default="", metavar="[备份文件]")
@click.option("--replace", is_flag=True, help="图谱中已有文件时也恢复，换下它们")
@click.option("--empty", is_flag=True, help="不用备份：把损坏的图数据库移开，从空的图谱开始")
def restore(file: str, replace: bool, empty: bool) -> int:
    """恢复备份：先核对，再另建新图，与备份逐条相符才一步换下旧图；换下的文件留在数据目录的 before-restore 中。"""
    from ui import backup as backing

    settings = from_environment()
    if empty == bool(file):
        raise QueryError("没有说清要恢复什么。", "请写一个备份文件，或只写 --empty。")
    if empty:
        backing.empty(settings)
        console.line(f"图谱已清空；原来的图数据库在 {settings.home / backing.EARLIER} 中。请用 qiantou build 重建。")
        return DONE
    contents = backing.restore(settings, Path(file), replace=replace)
    console.line(f"已恢复 {contents.made} 的备份，逐条核对相符：{contents.told()}。")
    return DONE


@app.command()
@click.argument("node", metavar="节点")
@click.option("--out", type=_PATH, default="子图.html", metavar="文件", help="写入的网页文件（默认 子图.html）")
def graph(node: str, out: Path) -> int:
    """画一个节点（机构、事项等的名称或编号）的子图，写成不需要网络就能打开的网页。"""
    from ui import subgraph

    with Store.open(from_environment(), brief=True) as store:
        edges = subgraph.write(_filled(store), node, out)
    console.line(f"已写入 {out}：{edges} 条关系。")
    return DONE


@app.command()
@click.option(
    "--format",
    "form",
    required=True,
    metavar="格式",
    help="neo4j-admin、csv（写入文件夹），graphml、gexf、jsonl、rdf（写成一个文件）",
)
@click.option("--out", type=_PATH, required=True, metavar="位置", help="写入的文件，或一个空的或新的文件夹")
@click.option("--network", is_flag=True, help="只导出单位的协同网络（谁与谁同在一个条款），格式为 graphml 或 gexf")
def export(form: str, out: Path, network: bool) -> int:
    """把整个图导出给别的程序：Neo4j 批量导入、yEd、Gephi、Excel、RDF 工具等。"""
    from graph import export as exporting
    from graph import views

    _one_of("--format", form, list(exporting.NETWORKS if network else exporting.FORMATS))
    with Store.open(from_environment()) as store:
        _filled(store)
        if network:
            found = views.collaboration(store)
            exporting.write_network(found, form, out)
            totals = (len(found), found.number_of_edges())
        else:
            contents = exporting.read(store)
            exporting.write(contents, form, out)
            totals = (len(contents.nodes), len(contents.edges))
    console.line(f"已写入 {out}：{totals[0]} 个节点，{totals[1]} 条关系。")
    if form == "neo4j-admin":
        console.line("导入：在该文件夹中执行 neo4j-admin database import full neo4j @import.args（数据库须为空）。")
    return DONE


@app.command()
@click.option("--out", type=_PATH, default="out", metavar="文件夹", help="写入清单和子图的文件夹（默认 out）")
def demo(out: Path) -> int:
    """演示：读入自带文件，回答三个问题，导出一份责任清单和一幅子图。"""
    from ui import demonstration
    from ui.archive import Archive

    settings = from_environment()
    with Store.open(settings) as store:
        demonstration.run(store, Archive.of(settings), out)
    return DONE


@app.command()
@click.option("--address", default="127.0.0.1", metavar="地址", help="监听的地址；不是本机时须先设置登录")
@click.option("--port", default=8501, type=click.IntRange(1, 65535), metavar="端口", help="端口（默认 8501）")
@click.option("--no-browser", is_flag=True, help="不自动打开浏览器")
def ui(address: str, port: int, no_browser: bool) -> int:
    """打开网页界面（默认只在本机 127.0.0.1）。"""
    from ui import launch

    return launch.run(from_environment(), address, port, browser=not no_browser)


@app.command()
@click.argument("name", metavar="姓名")
@click.option("--may-import", is_flag=True, help="可以在界面中导入和撤回文件")
@click.option("--may-review", is_flag=True, help="可以在界面中校核")
@click.option("--remove", is_flag=True, help="取消这个人的登录")
def user(name: str, may_import: bool, may_review: bool, remove: bool) -> int:
    """设置从其他电脑登录网页界面的口令（只存 scrypt 散列）。"""
    from ui.passwords import Passwords

    passwords = Passwords(from_environment().home)
    if remove:
        passwords.remove(name)
        console.line(f"已取消“{name}”的登录。")
    else:
        word = click.prompt("口令", hide_input=True, confirmation_prompt="再输一遍")
        passwords.add(name, word, may_import=may_import, may_review=may_review)
        may = [
            f"{'可以' if right else '不可以'}{what}" for right, what in ((may_import, "导入文件"), (may_review, "校核"))
        ]
        console.line(f"已设置“{name}”的口令；{'，'.join(may)}。")
    return DONE


@app.command()
@click.option("--region", default=None, metavar="地区", help="本地区，如 常德市；写空串为取消")
@click.option("--unit", default=None, metavar="单位", help="本单位，如 市工信局；写空串为取消")
def own(region: str | None, unit: str | None) -> int:
    """本地区和本单位：名称有几种所指时先取本地区的；不写选项则显示现在的。"""
    from ui import ownership

    settings = from_environment()
    if region is not None or unit is not None:
        with Store.open(settings) as store:
            ownership.settle(store, settings.home, region, unit)
    said = owning.read(settings.home)
    console.line(f"本地区：{said.region or '未设置'}　本单位：{said.unit or '未设置'}")
    return DONE


app.add_command(review)

_EMPTY, _BUILD_FIRST = (
    "图谱是空的，还没有读入文件。",
    "请先用 qiantou build 文件夹 读入，或用 qiantou demo 看自带的例子。",
)


def _filled(store: Store) -> Store:
    """A store that has something in it, written as this release writes it.

    Raises:
        NotFoundError: nothing was read yet.
        EngineError: an earlier release wrote it.
    """
    documents = store.documents()
    if not documents:
        raise NotFoundError(_EMPTY, _BUILD_FIRST)
    if any(row.get("format") != FORMAT for row in documents):
        from ui.state import OUTDATED, REBUILD

        raise EngineError(OUTDATED, REBUILD)
    return store


def _list(make: Callable[[Store], Listing], out: Path | None, moment: Moment, *, needs_graph: bool = True) -> int:
    """Make a list as of a moment and print it, or write it to a file."""
    from queries import reports
    from ui import printing

    if out is not None:
        reports.check_suffix(out)
    with Store.open(from_environment(), brief=True) as store:
        found = make((_filled(store) if needs_graph else store).at(moment))
    if out is None:
        printing.listing(found)
    else:
        reports.write(found, out)
        console.line(f"已写入 {out}：{found.counted}。")
        for sentence in found.left_out:
            console.notice(sentence)
    return DONE


def _pairs(given: Sequence[str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign:
            raise QueryError(f"看不懂参数“{pair}”。", "请写成 名称=值，例如 agency=市工信局。")
        values[name] = value
    return values


def _show(result: Result, captions: dict[str, str], form: str, total: int | None) -> None:
    """Print rows; `total` says how many there are, where that is known without having made them all."""
    if form == "json":
        for row in result.rows:
            console.json_line(row)
    else:
        shown = result.rows[:_SHOWN]
        # Whoever has written the query has asked for each of its columns.
        console.rows([(c, captions.get(c, c)) for c in result.columns], shown, every=not captions)
        number = len(result.rows) if total is None else total
        cut = f"，这里只列出前 {len(shown)} 行；用 --format json 取得全部" if len(shown) < number else ""
        console.line(f"共 {number} 行{cut}。")
    if total is None and not result.complete:
        console.notice(f"只取了 {len(result.rows)} 行，图中还有更多；可用 --limit 改变行数。")


def _one_of(option: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise QueryError(f"{option} 不能是“{value}”。", f"请用 {'、'.join(known)}。")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; nothing but our own sentences reaches the user."""
    code = _run(arguments)
    if arguments is None:
        from ui import training

        training.start_where_needed()
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = app.main(args=arguments, prog_name="qiantou", standalone_mode=False)
        sys.stdout.flush()
    except AmbiguousError as error:
        console.error(str(error))
        return USAGE
    except QiantouError as error:
        console.error(str(error))
        return FAILED
    except click.exceptions.NoArgsIsHelpError as error:
        console.line(error.ctx.get_help() if error.ctx is not None else "")
        return DONE
    except click.UsageError as error:
        console.error(chinese.usage_error(error))
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        console.error("已中断。图谱中是中断前已写完的文件。")
        return FAILED
    except (console.EnoughError, BrokenPipeError):
        # The interpreter flushes once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code if isinstance(code, int) else DONE


if __name__ == "__main__":
    sys.exit(main())
