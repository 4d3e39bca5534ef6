"""The whole graph as files for other programs, every node, relationship and property in a fixed order.

| format | what it is | lists | what changes |
|---|---|---|---|
| neo4j-admin | CSV for `neo4j-admin database import full`, and `import.args` with its arguments | lists | nothing |
| jsonl | a JSON object a line, nodes before relationships | lists | nothing |
| rdf | Turtle; a statement is a triple, and an rdf:Statement with its evidence | RDF lists | nothing |
| csv | a table for each kind and relation, for spreadsheets | joined by ； | formulas get an apostrophe |
| graphml, gexf | for yEd, Gephi and the like, by networkx | joined by ； | characters that XML forbids become U+FFFD |
"""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx
from rdflib import ORG, RDF, RDFS, Literal, URIRef

from graph.clauses import Edge, Key
from graph.errors import EngineError, QiantouError
from graph.ontology import ontology
from graph.spreadsheet import guarded
from graph.store import Row, Store
from graph.tallies import by_document

JOIN = "；"
"""Between the items of a list, where a format has none."""

ARRAY_DELIMITER = "\x1f"
"""Between the items of a list in neo4j-admin's files: a character that no text has."""

NAMESPACE = "urn:qiantou:"


@dataclass(frozen=True)
class Contents:
    """The graph, read once: nodes by kind and id, relationships by relation and statement id."""

    nodes: dict[Key, Row]
    edges: list[Edge]


def read(store: Store) -> Contents:
    """Read the whole graph into memory.

    Raises:
        EngineError: the graph cannot be read, or another program was writing it.
    """
    nodes = {key: row for kind in ontology().kinds for key, row in _nodes(store, kind)}
    edges = [edge for relation in ontology().relations for edge in _edges(store, relation)]
    if any(edge.start not in nodes or edge.end not in nodes for edge in edges):
        raise EngineError("导出时有别的程序正在写入，图前后不一致。", "请等写入结束后再导出一次。")
    return Contents(nodes, edges)


def write(contents: Contents, form: str, out: Path) -> None:
    """Write the graph in one of `FORMATS`: to a folder, missing or empty, for those in `FOLDERS`, else to a file.

    A file appears whole or not at all.

    Raises:
        QiantouError: it cannot be written.
    """
    if form in FOLDERS:
        _into_folder(out, lambda folder: FOLDERS[form](contents, folder))
    else:
        _into_file(out, lambda path: FILES[form](contents, path))


def write_network(network: nx.Graph[str], form: str, out: Path) -> None:
    """Write a network of graph/views.py in one of `NETWORKS`.

    Raises:
        QiantouError: it cannot be written.
    """
    _into_file(out, lambda path: NETWORKS[form](network, path))


# Reading.


def _nodes(store: Store, kind: str) -> Iterator[tuple[Key, Row]]:
    rows = store.read(f"MATCH (n:`{kind}`) RETURN properties(n) AS row", {}).rows
    for found in sorted(rows, key=lambda found: str(found["row"]["id"])):
        yield (kind, found["row"]["id"]), found["row"]


def _edges(store: Store, relation: str) -> Iterator[Edge]:
    query = (
        f"MATCH (a)-[r:`{relation}`]->(b) RETURN labels(a)[0] AS start_kind, a.id AS start, "
        "labels(b)[0] AS end_kind, b.id AS end, properties(r) AS row"
    )
    for found in sorted(store.read(query, {}).rows, key=lambda found: str(found["row"]["id"])):
        yield Edge((found["start_kind"], found["start"]), relation, (found["end_kind"], found["end"]), found["row"])


# Where to.


def _into_file(out: Path, fill: Callable[[Path], None]) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".qiantou-") as folder:
            draft = Path(folder) / out.name
            fill(draft)
            draft.replace(out)
    except OSError as error:
        raise _unwritable(out, error) from error


def _into_folder(out: Path, fill: Callable[[Path], None]) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()):
            raise QiantouError(f"文件夹“{out}”不是空的。", "请清空它，或用 --out 换一个新的文件夹。")
        fill(out)
    except OSError as error:
        raise _unwritable(out, error) from error


def _unwritable(out: Path, error: OSError) -> QiantouError:
    return QiantouError(f"写不了“{out}”（{error.strerror}）。", "请用 --out 换一个位置。")


def _keys(rows: Iterable[Row]) -> list[str]:
    return sorted({key for row in rows for key in row})


def _by_kind(contents: Contents) -> dict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for (kind, _), row in contents.nodes.items():
        groups[kind].append(row)
    return groups


# neo4j-admin. ASCII file names and arguments: a server's Java need not know any other. Labels and types are columns.


def _neo4j_admin(contents: Contents, folder: Path) -> None:
    arguments = ["--input-encoding=UTF-8", "--multiline-fields=true", "--array-delimiter=U+001F"]
    for number, (kind, rows) in enumerate(_by_kind(contents).items(), 1):
        fixed = [{f"id:ID({kind})": row["id"], ":LABEL": kind} for row in rows]
        others = [{key: row[key] for key in row if key != "id"} for row in rows]
        for name in _admin_tables(folder, f"nodes_{number:02}", fixed, others):
            arguments.append(f"--nodes={name}")
    shapes: defaultdict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge in contents.edges:
        shapes[edge.relation, edge.start[0], edge.end[0]].append(edge)
    for number, ((relation, start, end), edges) in enumerate(shapes.items(), 1):
        fixed = [
            {f":START_ID({start})": edge.start[1], f":END_ID({end})": edge.end[1], ":TYPE": relation} for edge in edges
        ]
        for name in _admin_tables(folder, f"relationships_{number:03}", fixed, [edge.row for edge in edges]):
            arguments.append(f"--relationships={name}")
    made: defaultdict[str, list[Row]] = defaultdict(list)
    for told in by_document(contents.nodes, contents.edges, ontology()):
        for label, rows in told.items():
            made[label].extend(rows)
    for number, (label, rows) in enumerate(sorted(made.items()), 1):
        for name in _admin_tables(folder, f"tallies_{number:02}", [{":LABEL": label}] * len(rows), rows):
            arguments.append(f"--nodes={name}")
    (folder / "import.args").write_text("\n".join(arguments) + "\n", encoding="ascii")


def _admin_tables(folder: Path, name: str, fixed: Sequence[Row], rows: Sequence[Row]) -> Iterator[str]:
    """Write the rows and name the files: a column has one type, so rows of unlike types go to files of their own."""
    mixed = [key for key in _keys(rows) if len({type(row[key]) for row in rows if key in row}) > 1]
    groups: defaultdict[tuple[type, ...], list[tuple[Row, Row]]] = defaultdict(list)
    for pair in zip(fixed, rows, strict=True):
        groups[tuple(type(pair[1].get(key)) for key in mixed)].append(pair)
    for number, group in enumerate(groups.values(), 1):
        file = f"{name}.csv" if number == 1 else f"{name}_{number}.csv"
        _admin_table(folder / file, group)
        yield file


def _admin_table(path: Path, pairs: Sequence[tuple[Row, Row]]) -> None:
    types = {key: _ADMIN_TYPES[type(row[key])] for _, row in pairs for key in row}
    types |= {key: "long[]" for _, row in pairs for key in row if _is_numbers(row[key])}
    keys = sorted(types)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join([*pairs[0][0], *(f"{key}:{types[key]}" for key in keys)]) + "\n")
        for first, row in pairs:
            file.write(",".join(map(_admin_cell, [*first.values(), *(row.get(key) for key in keys)])) + "\n")


_ADMIN_TYPES = {bool: "boolean", int: "long", float: "double", str: "string", list: "string[]"}


def _is_numbers(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], int)


def _admin_cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _admin_cell(ARRAY_DELIMITER.join(map(str, value)))
        case _:
            # In quotes an empty text stays one; without, it would be no value.
            return '"' + str(value).replace('"', '""') + '"'


# Tables for spreadsheets.


def _csv(contents: Contents, folder: Path) -> None:
    for kind, rows in _by_kind(contents).items():
        _table(folder / f"{kind}.csv", _keys(rows), rows)
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for edge in contents.edges:
        ends = {
            "起点种类": edge.start[0],
            "起点": contents.nodes[edge.start]["name"],
            "起点编号": edge.start[1],
            "终点种类": edge.end[0],
            "终点": contents.nodes[edge.end]["name"],
            "终点编号": edge.end[1],
        }
        groups[edge.relation].append(ends | edge.row)
    for relation, rows in groups.items():
        ends_first = list(dict.fromkeys([*list(rows[0])[:6], *_keys(rows)]))
        _table(folder / f"关系-{relation}.csv", ends_first, rows)


def _table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([guarded(_flat(row.get(column, ""))) for column in columns] for row in rows)


def _flat(value: Any) -> Any:
    return JOIN.join(map(str, value)) if isinstance(value, list) else value


# JSON Lines.


def _jsonl(contents: Contents, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for (kind, _), row in contents.nodes.items():
            _line(file.write, {"node": kind, "properties": row})
        for edge in contents.edges:
            ends = {"start": list(edge.start), "end": list(edge.end)}
            _line(file.write, {"relationship": edge.relation, **ends, "properties": edge.row})


def _line(write: Callable[[str], Any], value: Mapping[str, Any]) -> None:
    write(json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n")


# Networks.


def graph(contents: Contents) -> nx.MultiDiGraph[str]:
    """The graph in networkx: nodes are named `kind/id`, edges by statement id.

    Besides their properties nodes carry `kind` and `label` (their name), edges `relation` and `label` (the same).
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for (kind, id_), row in contents.nodes.items():
        network.add_node(f"{kind}/{id_}", **{"kind": kind, "label": row["name"], **row})
    for edge in contents.edges:
        ends = ("/".join(edge.start), "/".join(edge.end))
        network.add_edge(*ends, key=edge.row["id"], **{"relation": edge.relation, "label": edge.relation, **edge.row})
    return network


_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _for_xml(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    flat = {names.get(key, key): _flat(value) for key, value in row.items()}
    return {key: _clean(value) if isinstance(value, str) else value for key, value in flat.items()}


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _xml_network(
    network: nx.Graph[str], of_nodes: Mapping[str, str] | None = None, of_edges: Mapping[str, str] | None = None
) -> nx.Graph[str]:
    """A copy that XML can hold, with some of the properties renamed."""
    copy = network.__class__()
    for node, data in network.nodes(data=True):
        copy.add_node(_clean(node), **_for_xml(data, of_nodes or {}))
    for start, end, data in network.edges(data=True):
        key = {"key": _clean(data["id"])} if network.is_multigraph() else {}
        copy.add_edge(_clean(start), _clean(end), **key, **_for_xml(data, of_edges or {}))
    return copy


def _graphml(network: nx.Graph[str], path: Path) -> None:
    nx.write_graphml(_xml_network(network), path, named_key_ids=True)


def _gexf(network: nx.Graph[str], path: Path) -> None:
    # To GEXF a node's `id` is its key here, and `start` and `end` are times.
    times = {"start": "start_character", "end": "end_character"}
    nx.write_gexf(_xml_network(network, {"id": "entity", **times}, times), path)


# RDF, line by line: rdflib's own graph would hold a dozen triples a relationship in memory.


def _rdf(contents: Contents, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def say(subject: URIRef, predicate: URIRef, object_: str) -> None:
            file.write(f"{subject.n3()} {predicate.n3()} {object_} .\n")

        for (kind, id_), row in contents.nodes.items():
            node = _uri(kind, id_)
            say(node, RDF.type, _uri("ontology", kind).n3())
            say(node, RDFS.label, Literal(row["name"]).n3())
            _properties(say, node, row)
        for edge in contents.edges:
            ends = (_uri(*edge.start), _uri("ontology", edge.relation), _uri(*edge.end))
            say(*ends[:2], ends[2].n3())
            statement = _uri("statement", edge.row["id"])
            for predicate, object_ in zip((RDF.subject, RDF.predicate, RDF.object), ends, strict=True):
                say(statement, predicate, object_.n3())
            say(statement, RDF.type, RDF.Statement.n3())
            if edge.relation == "沿革":
                # https://www.w3.org/TR/vocab-org/: what became of an organisation is an event between the two.
                say(statement, RDF.type, ORG.ChangeEvent.n3())
                say(statement, ORG.originalOrganization, ends[0].n3())
                say(statement, ORG.resultingOrganization, ends[2].n3())
            _properties(say, statement, edge.row)


def _properties(say: Callable[[URIRef, URIRef, str], None], subject: URIRef, row: Row) -> None:
    for key, value in sorted(row.items()):
        items = [Literal(item).n3() for item in value] if isinstance(value, list) else []
        say(
            subject, _uri("ontology", key), f"( {' '.join(items)} )" if isinstance(value, list) else Literal(value).n3()
        )


def _uri(kind: str, id_: str) -> URIRef:
    return URIRef(f"{NAMESPACE}{quote(kind)}:{quote(id_, safe='')}")


FOLDERS: Mapping[str, Callable[[Contents, Path], None]] = {"neo4j-admin": _neo4j_admin, "csv": _csv}
NETWORKS: Mapping[str, Callable[[nx.Graph[str], Path], None]] = {"graphml": _graphml, "gexf": _gexf}
FILES: Mapping[str, Callable[[Contents, Path], None]] = {
    "graphml": lambda contents, path: _graphml(graph(contents), path),
    "gexf": lambda contents, path: _gexf(graph(contents), path),
    "jsonl": _jsonl,
    "rdf": _rdf,
}
FORMATS = ("neo4j-admin", "graphml", "gexf", "csv", "jsonl", "rdf")
