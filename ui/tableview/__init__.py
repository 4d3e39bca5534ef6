"""Tables on a page: what is seen, sorted and chosen is known to the page, to be passed on and taken along."""

from ui.tableview.component import Column, Shown, shown, table_view

__all__ = ["Column", "Shown", "shown", "table_view"]
