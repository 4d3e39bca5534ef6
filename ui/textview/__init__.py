"""The text view: a document's text with its statements marked, its outline beside it; a click on a mark comes back."""

from ui.textview.component import text_view
from ui.textview.segments import Mark, Segment, segments

__all__ = ["Mark", "Segment", "segments", "text_view"]
