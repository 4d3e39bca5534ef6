"""Charts, as Vega-Lite specifications that Streamlit draws without a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

LINE = 22
"""Pixels of one bar with its name."""


def bars(values: Mapping[str, float], title: str) -> None:
    """Lying bars in the order given, each with its name and its number."""
    st.vega_lite_chart(bar_spec(values, title), width="stretch")


def bar_spec(values: Mapping[str, float], title: str) -> dict[str, Any]:
    """The specification of lying bars."""
    rows = [{"name": name, "value": value} for name, value in values.items()]
    longest = max(values.values(), default=0) or 1
    place = {"field": "name", "type": "nominal", "sort": None, "title": None}
    return {
        "data": {"values": rows},
        "height": LINE * len(rows) + 10,
        "encoding": {
            "y": {**place, "axis": {"labelLimit": 220, "labelOverlap": False}},
            # With room for the number behind the longest bar; left to itself, Vega complains while it has no rows yet.
            "x": {"field": "value", "type": "quantitative", "title": title, "scale": {"domain": [0, 1.1 * longest]}},
            "tooltip": [{"field": "name", "title": "名称"}, {"field": "value", "title": title, "format": ","}],
        },
        "layer": [
            {"mark": {"type": "bar"}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "color": "#808495"},
                "encoding": {"text": {"field": "value", "type": "quantitative", "format": ","}},
            },
        ],
    }
