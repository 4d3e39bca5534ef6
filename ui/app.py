"""The web interface: choose an agency, see its responsibility list with every source, take it along."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

import data
from graph.errors import QiantouError
from graph.settings import from_environment
from graph.store import Store
from queries import catalogue, reports
from queries.reports import DutyReport, Section
from ui import building, process


@st.cache_resource(show_spinner="正在启动图数据库……")
def _store() -> Store:
    """The graph, opened once for all sessions; filled with the project's own documents where it is empty."""
    store = Store.open(from_environment())
    if not store.documents():
        building.build(store, [data.DOCUMENTS])
    process.settle()
    return store


def _xlsx(report: DutyReport) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "清单.xlsx"
        reports.write(report, path)
        return path.read_bytes()


def _section(section: Section) -> None:
    st.subheader(f"{section.role}（{len(section.rows)} 项）")
    st.dataframe(
        [
            {
                "序号": row.number,
                "事项": row.item,
                "位置": " › ".join(row.path),
                "牵头单位": "、".join(row.leads),
                "配合单位": "、".join(row.cooperators),
                "承自标题": row.inherited,
                "原句": row.quote,
                "文件": row.title,
            }
            for row in section.rows
        ],
        hide_index=True,
        width="stretch",
    )


def _page() -> None:
    store = _store()
    agencies = {str(row["agency"]): str(row["agency_id"]) for row in catalogue.run(store, "agencies").rows}
    names = list(agencies)
    wanted = st.query_params.get("agency", "")
    chosen = st.selectbox(
        "机构", names, index=names.index(wanted) if wanted in names else None, placeholder="选择或输入机构名称"
    )
    if chosen is None:
        st.info(f"图谱中有 {len(store.documents())} 份文件、{len(names)} 个机构。请选择一个机构，查看它的全部责任。")
        return
    st.query_params["agency"] = chosen
    report = reports.duty_report(store, agencies[chosen])
    for column, section in zip(st.columns(max(1, len(report.sections))), report.sections, strict=False):
        column.metric(section.role, len(section.rows))
    st.download_button("下载清单（xlsx）", lambda: _xlsx(report), f"{chosen}责任清单.xlsx", on_click="ignore")
    for section in report.sections:
        _section(section)


def main() -> None:
    """Draw the page; an error becomes a sentence that says what to do."""
    st.set_page_config(page_title="牵头图谱", page_icon="🗂", layout="wide")
    st.title("牵头图谱：责任清单")
    try:
        _page()
    except QiantouError as error:
        st.error(str(error))


if __name__ == "__main__":
    main()
