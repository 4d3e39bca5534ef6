"""The desk of the page 校核: a stretch of text beside its facts, judged by keys; see `component`."""

from ui.deskview.component import Deed, desk_view

__all__ = ["Deed", "desk_view"]
