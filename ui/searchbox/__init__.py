"""The search box: names are suggested while one types; the choice comes back to Python."""

from ui.searchbox.component import Suggestion, Suggestions, search_box

__all__ = ["Suggestion", "Suggestions", "search_box"]
