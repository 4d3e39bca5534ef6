"""Which rows of the answers belong together, when a record states one, and which fields of the two are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.evaluation.compare import Row, alike, bare, core, is_number, overlap, same_set, squash
from benchmarks.evaluation.tally import Tally

Compare = Callable[[Row, Row], bool | None]
"""Whether row and record agree; None where neither says anything."""


@dataclass(frozen=True)
class Kind:
    """One kind of answers.

    Attributes:
        caption: its name in the table.
        gold: the file of the answers.
        record: the kind of record that states them.
        same: whether a record states what a row does.
        fields: what is compared of such a pair.
        rows: which rows of the file belong to it, `records` which records.
        is_whole: whether all answers of this kind are here for the records that `records` lets through.
        label: what a row or a record is called in the notes.
    """

    caption: str
    gold: str
    record: str
    same: Callable[[Row, Row], bool]
    fields: Mapping[str, Compare]
    label: Callable[[Row], str]
    rows: Callable[[Row], bool] = field(default=lambda row: True)
    records: Callable[[Row, Sequence[Row]], bool] = field(default=lambda record, rows: True)
    is_whole: bool = False


def score(kind: Kind, rows: Sequence[Row], records: Sequence[Row], whole: float) -> Tally:
    """Compare the rows and the records of one kind in one document.

    Args:
        whole: how many rows the full answers have for this document.
    """
    tally = Tally(len(rows), whole, len(records))
    free = list(records)
    missed = []
    for row in rows:
        pair = _best(kind, row, free)
        if pair is None:
            missed.append(row)
            tally.notes.append(f"漏 {kind.label(row)}")
            continue
        free.remove(pair)
        tally.right += 1
        _compare(kind, row, pair, tally)
    for record in free:
        is_wrong = kind.is_whole or any(overlap(row, record) for row in missed)
        tally.wrong += is_wrong
        tally.notes.append(f"{'错' if is_wrong else '多'} {kind.label(record)}｜{squash(record['quote'])[:70]}")
    return tally


def _best(kind: Kind, row: Row, records: Sequence[Row]) -> Row | None:
    """The record that states a row, the one that agrees best of several."""

    def agreement(record: Row) -> tuple[int, bool]:
        return sum(compare(row, record) is not False for compare in kind.fields.values()), overlap(row, record)

    return max((record for record in records if kind.same(row, record)), key=agreement, default=None)


def _compare(kind: Kind, row: Row, record: Row, tally: Tally) -> None:
    verdicts = {name: compare(row, record) for name, compare in kind.fields.items()}
    for name, agrees in verdicts.items():
        if agrees is not None:
            tally.asked[name] += 1
            tally.agree[name] += agrees
    differing = [name for name, agrees in verdicts.items() if agrees is False]
    tally.entire += not differing
    tally.notes.extend(f"异 {kind.label(row)}：{name} {_shown(row, record)}" for name in differing[:1])


def _shown(row: Row, record: Row) -> str:
    keys = [key for key in row if key in record and row[key] != record[key] and key not in _OWN]
    return "；".join(f"{key} {row[key]!r} ≠ {record[key]!r}" for key in keys)


_OWN = {"id", "doc", "kind", "evidence", "note", "substring_counts"}


# --- comparisons of one field ----------------------------------------------------------------------------------


def equal(name: str, of: Callable[[Any], Any] = squash, record: str = "") -> Compare:
    """Whether a field says the same in both."""

    def compare(row: Row, found: Row) -> bool | None:
        one, other = of(row.get(name)), of(found.get(record or name))
        return None if not one and not other else bool(one == other)

    return compare


def words(name: str) -> Compare:
    """Whether a list holds the same words in both."""

    def compare(row: Row, found: Row) -> bool | None:
        one, other = row.get(name) or [], found.get(name) or []
        return None if not one and not other else same_set(one, other)

    return compare


def _same_value(row: Row, record: Row) -> bool:
    one, other = row.get("value"), record.get("value")
    return float(one) == float(other) if is_number(one) and is_number(other) else squash(one) == squash(other)


def _comparator(value: object) -> str:
    return squash(value).split("(")[0]


def _path(path: object) -> list[str]:
    """Headings without white space, and without the annex, which the answers keep apart."""
    headings = [squash(heading) for heading in path] if isinstance(path, list) else []
    return [heading for heading in headings if not heading.startswith("附件")]


# --- the kinds -------------------------------------------------------------------------------------------------


def _same_name(row: Row, record: Row) -> bool:
    one, other = core(row["name"]), core(record["name"])
    named = one == other or core(row["evidence"]) == other
    return named or (overlap(row, record) and (one in other or other in one or alike(one, other)))


def _listed(row: Row) -> bool:
    return row.get("order") is not None


def _in_lists(record: Row, rows: Sequence[Row]) -> bool:
    return _listed(record) and any(core(record["list"]) == core(row["list"]) for row in rows)


def _names(row: Row) -> set[str]:
    return {core(name) for name in (row["name"], *row.get("variants", ()), *row.get("aliases", ()))}


def _same_park(row: Row, record: Row) -> bool:
    return bool(_names(row) & _names(record))


def _same_body(row: Row, record: Row) -> bool:
    return bool(_names(row) & _names(record)) or (overlap(row, record) and alike(row["name"], record["name"]))


def _within(name: str) -> Compare:
    """Whether one of the two words holds the other: 常德市(德山) and 常德市."""

    def compare(row: Row, record: Row) -> bool | None:
        one, other = bare(row.get(name)), bare(record.get(name))
        return None if not one and not other else bool(one and other and (one in other or other in one))

    return compare


def _same_person(row: Row, record: Row) -> bool:
    named = squash(record["person"]) in squash(row["person"]).split("、")
    return named and overlap(row, record)


def _same_system(row: Row, record: Row) -> bool:
    same_words = re.sub("集群|体系|链条", "", bare(row["system"])) == re.sub(
        "集群|体系|链条", "", bare(record["system"])
    )
    return same_words or (overlap(row, record) and alike(bare(row["system"]), record["system"]))


def _same_industry(row: Row, record: Row) -> bool:
    return overlap(row, record) and core(row["industry"]) == core(record["industry"])


def _same_industry_target(row: Row, record: Row) -> bool:
    return overlap(row, record) and _same_value(row, record)


def _same_target(row: Row, record: Row) -> bool:
    return overlap(row, record) and _same_value(row, record) and alike(row["indicator"], record["indicator"])


def _is(type_: str) -> dict[str, Any]:
    def of_type(row: Row, _: Sequence[Row] = ()) -> bool:
        return bool(row["type"] == type_)

    return {"rows": of_type, "records": of_type}


def _industry(*parts: str) -> str:
    return re.sub("产业$", "", squash(parts[0]))


_FIGURE = {
    "比较": equal("comparator", _comparator),
    "单位": equal("unit"),
}
_PROJECT = {
    "名称": equal("name", core),
    "地点": equal("location", bare),
    "投资": equal("amount"),
    "业主": equal("owner", bare),
    "组成": words("parts"),
}
KINDS = (
    Kind(
        "十大项目清单",
        "projects",
        "project",
        _same_name,
        {
            "清单": equal("list", core),
            "次序": equal("order"),
            **_PROJECT,
            "清单牵头": equal("list_lead"),
            "自身牵头": words("own_lead"),
            "自身配合": words("own_cooperators"),
            "目标": equal("goal"),
        },
        lambda row: f"{row['list']} {row['order']} {squash(row['name'])}",
        rows=_listed,
        records=_in_lists,
        is_whole=True,
    ),
    Kind(
        "其他项目",
        "projects",
        "project",
        _same_name,
        _PROJECT,
        lambda row: squash(row["name"]),
        rows=lambda row: not _listed(row),
        records=lambda record, rows: not _listed(record),
    ),
    Kind(
        "园区",
        "parks",
        "park",
        _same_park,
        {"别名": words("variants"), "所在": _within("region"), "级别": _within("level")},
        lambda row: squash(row["name"]),
    ),
    Kind(
        "议事协调机构",
        "workgroups",
        "workgroup",
        _same_body,
        {
            "召集": words("convener"),
            "副召集": words("vice_convener"),
            "成员": words("members"),
            "办公室": equal("office_at"),
            "牵头单位": equal("lead_agency"),
        },
        lambda row: squash(row["name"]),
    ),
    Kind(
        "机构",
        "agencies",
        "mention",
        _same_park,
        {"别名": words("variants"), "级别": equal("level"), "类型": equal("type")},
        lambda row: squash(row["name"]),
    ),
    Kind(
        "人员",
        "people",
        "person",
        _same_person,
        {"职务": words("posts"), "单位": words("organisation")},
        lambda row: f"{squash(row['person'])} {'、'.join(row['posts'])}",
    ),
    Kind(
        "产业体系",
        "industries",
        "industry",
        _same_system,
        {"成员": words("members"), "归属": equal("owner", bare)},
        lambda row: squash(row["system"]),
        **_is("system"),
    ),
    Kind(
        "园区产业",
        "industries",
        "industry",
        _same_industry,
        {"园区": equal("park", bare), "关系": equal("relation"), "年份": equal("as_of")},
        lambda row: squash(f"{row['park']} {row['relation']} {row['industry']}"),
        **_is("park_industry"),
    ),
    Kind(
        "产业指标",
        "industries",
        "industry",
        _same_industry_target,
        {
            "产业": equal("industry", _industry),
            "指标": equal("indicator", bare),
            **_FIGURE,
            "归属": equal("owner", bare),
            "年份": equal("target_year"),
        },
        lambda row: squash(f"{row['industry']} {row['indicator']} {row['value']}{row['unit']}"),
        **_is("industry_target"),
    ),
    Kind(
        "指标",
        "targets",
        "target",
        _same_target,
        {
            "名称": equal("indicator", core),
            **_FIGURE,
            "范围": equal("scope"),
            "年份": equal("year"),
            "附件": equal("attachment"),
            "路径": equal("task_path", _path),
        },
        lambda row: squash(f"{row['indicator']} {row['comparator']}{row['value']}{row['unit']} {row['scope']}"),
    ),
)
