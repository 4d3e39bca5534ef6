"""A page that draws a graph with our view once a button is clicked on; Streamlit runs it."""

from __future__ import annotations

import streamlit as st
from sample import edges, names

from ui.graphview import Edge, Node, View, graph_view

st.set_page_config(layout="wide")
for nodes in (100, 300, 500):
    if st.button(f"画 {nodes}"):
        found = edges(nodes)
        view = View.of(
            [Node(name, name, kind) for name, kind in names(found)],
            [Edge(f"{body}-{item}", body, item, relation) for body, relation, item in found],
        )
        graph_view(view, key="graph", height=600)
