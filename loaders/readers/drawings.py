"""What is drawn in an office file: pictures, diagrams, charts, ornamental writing. None is read, all is told.

Diagrams and charts keep their words in parts of their own, from where a notice quotes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from loaders.readers.model import clean
from loaders.readers.package import Link, Package

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_VML = "{urn:schemas-microsoft-com:vml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_INK = ("contentPart", "inkContent")
_PICTURES, _DIAGRAMS, _CHARTS, _ORNAMENTS, _INKS = (
    "图片没有读",
    "图示（SmartArt）没有读",
    "图表没有读",
    "艺术字没有读",
    "手写墨迹没有读",
)
_MOST_WORDS = 40


@dataclass
class Drawn:
    """What a part of a file draws.

    Attributes:
        counts: how often, by the words of a notice.
        words: what diagrams, charts and ornamental writing say.
    """

    counts: dict[str, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def add(self, reason: str, words: Iterator[str] | tuple[str, ...] = ()) -> None:
        """Count one drawing."""
        self.counts[reason] = self.counts.get(reason, 0) + 1
        room = _MOST_WORDS - len(self.words)
        self.words.extend([said for word in words if (said := clean(word))][:room])


def drawn(root: etree._Element, package: Package, part: str) -> Drawn:
    """The drawings in a part of a package."""
    found = Drawn()
    links = package.links(part)
    for element in root.iter(etree.Element):
        name = str(element.tag)
        if not name.startswith((_A, _DIAGRAM, _CHART, _VML)) and not name.endswith(_INK):
            continue
        if next(element.iterancestors(_FALLBACK), None) is not None:
            continue
        if name in (f"{_A}blip", f"{_VML}imagedata"):
            found.add(_PICTURES)
        elif name == _DIAGRAM:
            found.add(_DIAGRAMS, _texts(package, links, element.get(f"{_R}dm", ""), "diagram"))
        elif name == f"{_CHART}chart":
            found.add(_CHARTS, _texts(package, links, element.get(f"{_R}id", ""), "chart"))
        elif name == f"{_VML}textpath":
            found.add(_ORNAMENTS, (element.get("string", ""),))
        elif name.endswith(_INK):
            found.add(_INKS)
    return found


def _texts(package: Package, links: dict[str, Link], link: str, folder: str) -> Iterator[str]:
    """The words of a diagram or chart; where its relationship is lost, those of every part of that kind."""
    target = links[link].target if link in links else ""
    names = [target] if target else [name for name in package.names() if f"/{folder}" in name and "data" in name]
    for name in names:
        root = package.root(name) if name.endswith(".xml") else None
        if root is None:
            continue
        for element in root.iter(f"{_A}p", f"{_CHART}v"):
            yield (
                "".join(t.text or "" for t in element.iter(f"{_A}t")) if element.tag == f"{_A}p" else element.text or ""
            )
