"""Charts, as Vega-Lite specifications that Streamlit draws without a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

LINE = 22
"""Pixels of one bar with its name."""

_QUIET = {"axis": {"aria": False}, "legend": {"aria": False}}
"""Vega describes axes and legends in English; each bar says its own name and number."""

_SAID = {"field": "said", "type": "nominal"}
"""What a reader of the screen hears of one bar; left to itself, Vega reads the names of our fields aloud."""


def bars(values: Mapping[str, float], title: str) -> None:
    """Lying bars in the order given, each with its name and its number."""
    st.vega_lite_chart(bar_spec(values, title), width="stretch")


def stacked(values: Mapping[str, Mapping[str, float]], title: str, colours: Mapping[str, str]) -> None:
    """Lying bars in the order given, each cut into parts of one colour each."""
    st.vega_lite_chart(stacked_spec(values, title, colours), width="stretch")


def stacked_spec(values: Mapping[str, Mapping[str, float]], title: str, colours: Mapping[str, str]) -> dict[str, Any]:
    """The specification of lying bars in parts."""
    rows = [
        {"name": name, "part": part, "value": value, "order": number, "said": f"{name}，{part}：{value:,}"}
        for name, parts in values.items()
        for number, (part, value) in enumerate(parts.items())
    ]
    longest = max((sum(parts.values()) for parts in values.values()), default=0) or 1
    used = [part for part in colours if any(part in parts for parts in values.values())]
    return {
        "description": title,
        "config": _QUIET,
        "data": {"values": rows},
        "height": LINE * len(values) + 10,
        "mark": {"type": "bar"},
        "encoding": {
            "y": {
                "field": "name",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 220, "labelOverlap": False},
            },
            "x": {
                "field": "value",
                "type": "quantitative",
                "title": title,
                "scale": {"domain": [0, longest]},
                "axis": {"orient": "top"},
            },
            "color": {
                "field": "part",
                "type": "nominal",
                "title": None,
                "scale": {"domain": used, "range": [colours[part] for part in used]},
                "legend": {"orient": "top"},
            },
            "order": {"field": "order", "type": "quantitative"},
            "description": _SAID,
            "tooltip": [
                {"field": "name", "title": "名称"},
                {"field": "part", "title": "角色"},
                {"field": "value", "title": title, "format": ","},
            ],
        },
    }


def bar_spec(values: Mapping[str, float], title: str) -> dict[str, Any]:
    """The specification of lying bars."""
    rows = [{"name": name, "value": value, "said": f"{name}：{value:,}"} for name, value in values.items()]
    longest = max(values.values(), default=0) or 1
    place = {"field": "name", "type": "nominal", "sort": None, "title": None}
    return {
        "description": title,
        "config": _QUIET,
        "data": {"values": rows},
        "height": LINE * len(rows) + 10,
        "encoding": {
            "y": {**place, "axis": {"labelLimit": 220, "labelOverlap": False}},
            # With room for the number behind the longest bar; left to itself, Vega complains while it has no rows yet.
            "x": {"field": "value", "type": "quantitative", "title": title, "scale": {"domain": [0, 1.1 * longest]}},
            "description": _SAID,
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
