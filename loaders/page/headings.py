"""The headings of one document as paths: "附件1 …", "二、工作任务", "(一)…"."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.page.outline import Node
from loaders.page.text import Text


@dataclass
class Headings:
    """Titles and paths of the nodes of an outline, each made once."""

    text: Text
    _paths: dict[Node, tuple[str, ...]] = field(default_factory=dict)
    _titles: dict[Node, str] = field(default_factory=dict)

    def title(self, node: Node) -> str:
        """A heading's words without white space."""
        if node not in self._titles:
            self._titles[node] = self.text.squeeze(node.title_start, node.title_end).text
        return self._titles[node]

    def heading(self, node: Node) -> str:
        """A heading with its number, as paths show it."""
        gap = " " if node.numbering == "annex" else ""
        return f"{node.number.rstrip(':')}{gap}{self.title(node)}"

    def above(self, node: Node) -> tuple[str, ...]:
        """The headings above a node, from the top of the document."""
        if node not in self._paths:
            parent = node.parent
            inside = parent is not None and parent.parent is not None
            self._paths[node] = (*self.above(parent), self.heading(parent)) if parent is not None and inside else ()
        return self._paths[node]

    def down_to(self, node: Node) -> tuple[str, ...]:
        """The headings above words that stand in a node's own text, the node's included."""
        return (*self.above(node), self.heading(node)) if node.parent is not None else ()
