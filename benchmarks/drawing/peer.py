"""The same page with st-link-analysis; Streamlit runs it in the environment of benchmarks/requirements.lock."""

from __future__ import annotations

import sys

import streamlit as st
from sample import edges, names
from st_link_analysis import EdgeStyle, NodeStyle, st_link_analysis
from st_link_analysis.component.layouts import LAYOUTS

# As it comes, or with the layout that ours has and without the half second in which nodes glide to their places.
LAYOUT = {"cose": "cose", "fcose": {**LAYOUTS["fcose"], "animate": False}}[sys.argv[1]]

st.set_page_config(layout="wide")
for nodes in (100, 300, 500):
    if st.button(f"画 {nodes}"):
        found = edges(nodes)
        elements = {
            "nodes": [{"data": {"id": name, "label": kind, "name": name}} for name, kind in names(found)],
            "edges": [
                {"data": {"id": f"{body}-{item}", "label": relation, "source": body, "target": item}}
                for body, relation, item in found
            ],
        }
        st_link_analysis(
            elements,
            layout=LAYOUT,
            node_styles=[NodeStyle("机构", "#2563eb", "name"), NodeStyle("事项", "#d97706", "name")],
            edge_styles=[
                EdgeStyle(name, "#94a3b8", caption="label", directed=True) for name in ("牵头", "配合", "负责")
            ],
            height=600,
            key="graph",
        )
