"""The graph view: a part of the graph as a picture, on a Streamlit page or in an HTML file that stands alone."""

from ui.graphview.component import Selection, graph_view
from ui.graphview.page import html_page
from ui.graphview.payload import TOGETHER, Layout, group
from ui.graphview.view import CAP, Edge, Node, View, captioned

__all__ = [
    "CAP",
    "TOGETHER",
    "Edge",
    "Layout",
    "Node",
    "Selection",
    "View",
    "captioned",
    "graph_view",
    "group",
    "html_page",
]
