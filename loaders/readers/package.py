"""The parts of an Office Open XML file by name: a zip, one XML file that holds them all, or Word's XML of 2003.

ECMA-376 Part 2 describes packages and their relationships.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from loaders.readers import archives, xml
from loaders.readers.job import Job

PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
"""One file that holds all parts ("Flat OPC"), as Word saves "Word XML document"."""
WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
"""Word's XML before there were packages: body, styles and lists in one tree, of almost the same elements."""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "/officeDocument"


class Link(NamedTuple):
    """A relationship: the last word of its type, and the name of the part that it leads to."""

    kind: str
    target: str


@dataclass
class Package:
    """The parts of one file.

    Attributes:
        job: the file.
        archive: the zip; None for a single XML file.
        members: names of the parts as they should be -> as the zip writes them.
        trees: parts that are parsed already, by name.
    """

    job: Job
    archive: zipfile.ZipFile | None = None
    members: dict[str, str] = field(default_factory=dict)
    trees: dict[str, etree._Element] = field(default_factory=dict)

    @classmethod
    def of(cls, job: Job) -> Package:
        """Open a file.

        Raises:
            ReadError: it is no zip and no XML, or broken.
        """
        if not job.content.startswith(b"PK"):
            return cls(job, trees=_single(xml.parse(job.content, job)))
        archive = archives.opened(job.content, job.name)
        return cls(job, archive, {archives.slashed(name): name for name in archive.namelist()})

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        if self.archive is not None:
            self.archive.close()

    def root(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part.

        Raises:
            ReadError: it is no XML, or too large.
        """
        if name in self.trees:
            return self.trees[name]
        member = self.members.get(name)
        return xml.part(self.archive, member, self.job) if self.archive is not None and member is not None else None

    def names(self) -> list[str]:
        """The names of all parts, in order."""
        return sorted({*self.members, *self.trees})

    def links(self, part: str) -> dict[str, Link]:
        """Where a part's relationships lead inside the file, by their ids; "" stands for the package itself."""
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Link] = {}
        for link in root.iter(_RELATION) if root is not None else ():
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
                found[link.get("Id", "")] = Link(link.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    def main(self, usual: str) -> str:
        """The name of the main part: the usual one, or what the package names, which may be called otherwise."""
        if usual in self.members or usual in self.trees:
            return usual
        return next((link.target for link in self.links("").values() if link.kind == _MAIN[1:]), usual)


def _single(root: etree._Element) -> dict[str, etree._Element]:
    """The parts in one XML file."""
    if root.tag == f"{{{WORD_2003}}}wordDocument":
        return dict(_of_2003(root))
    found: dict[str, etree._Element] = {}
    for part in root.iterfind(f"{PACKAGE}part"):
        data = part.find(f"{PACKAGE}xmlData")
        if data is not None and len(data):
            found[part.get(f"{PACKAGE}name", "").lstrip("/")] = data[0]
    return found


def _of_2003(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Body and styles under the names of today."""
    old, new = f"{{{WORD_2003}}}", f"{{{_WORD}}}"
    for element in root.iter(etree.Element):
        if element.tag.startswith(old):
            element.tag = new + element.tag.removeprefix(old)
        for key in [key for key in element.attrib if str(key).startswith(old)]:
            element.set(new + str(key).removeprefix(old), element.attrib.pop(key))
    yield "word/document.xml", root
    styles = root.find(f"{new}styles")
    if styles is not None:
        yield "word/styles.xml", styles
