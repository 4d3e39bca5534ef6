"""From projects to statements: lists, their projects and parts, and where, by whom and for how much they are built."""

from __future__ import annotations

from collections.abc import Callable

from graph.statements import Entity, Value, digest
from loaders.builder import Builder
from loaders.lexicon.gazetteer import Gazetteer
from loaders.lexicon.names import region_entity
from loaders.parks.state import Parks
from loaders.projects.find import Findings, Project, ProjectList


def state(
    builder: Builder, found: Findings, names: Gazetteer, parks: Parks, around: Callable[[int], str] | None = None
) -> None:
    """Add the statements of all projects of a document, in the order of the text.

    Args:
        parks: the parks that the document names; one that a project lies in is the same node.
        around: the zone or region that the piece at an offset is about, for projects whose place no sentence tells;
            None for a text without pieces.
    """
    _Projects(builder, found, names, parks, around).state()


class _Projects:
    """The projects of one document."""

    def __init__(
        self,
        builder: Builder,
        found: Findings,
        names: Gazetteer,
        parks: Parks,
        around: Callable[[int], str] | None,
    ) -> None:
        self._around = around
        self._builder = builder
        self._found = found
        self._names = names
        self._parks = parks
        # A project that the text certainly calls by two names is one node under the first.
        self._first = {(s.second.name): s.first.name for s in found.same if s.certain}

    def state(self) -> None:
        """Add every statement."""
        for listed in self._found.lists:
            self._list(listed)
        for project in self._found.projects:
            self._project(project)
        for same in self._found.same:
            if not same.certain:
                self._alike(same.first, same.second)

    def entity(self, name: str) -> Entity:
        """A project's node: the region's project of that name."""
        shown = self._first.get(name, name)
        place = self._builder.document.region or self._builder.document.id
        properties: dict[str, Value] = {"names": tuple(dict.fromkeys((shown, name)))}
        return Entity("项目", f"{place}/{shown}", shown, properties)

    def _list(self, listed: ProjectList) -> None:
        builder = self._builder
        entity = self._list_entity(listed.name)
        span, path = (listed.start, listed.end), builder.path_in(listed.node)
        declared = {} if listed.declared is None else {"declared": listed.declared}
        builder.add(entity, "属于", builder.entity(listed.node), span, path, "projects:list", listed.name, **declared)
        for project in listed.projects:
            order = {} if project.order is None else {"order": project.order}
            builder.add(
                self.entity(project.name), "列入", entity, self._quote(project), path, "projects:list", project.name,
                **order,
            )  # fmt: skip

    def _list_entity(self, name: str) -> Entity:
        return Entity("项目清单", digest(self._builder.document.id, "项目清单", name), name, {"names": (name,)})

    @staticmethod
    def _quote(project: Project) -> tuple[int, int]:
        return project.start_quote, project.end_quote

    def _project(self, project: Project) -> None:
        builder, entity = self._builder, self.entity(project.name)
        span, path = self._quote(project), builder.path_in(project.node)
        said = {key: value for key in ("amount", "goal") if (value := getattr(project, key)) is not None}
        builder.add(entity, "属于", builder.entity(project.node), span, path, "projects", project.name, **said)
        for part in project.parts:
            builder.add(self.entity(part.name), "属于", entity, span, path, "projects:part", part.name)
        if project.place is not None:
            builder.add(entity, "位于", self._place(project.place), span, path, "projects:place", project.place)
        elif self._around is not None and (place := self._around(project.start)):
            where = self._parks.owner(place)
            builder.add(entity, "位于", where, span, path, "projects:piece", project.name, inferred=True)
        if project.owner is not None:
            owner = builder.resolver.resolve(project.owner)
            builder.add(owner, "建设", entity, span, path, "projects:owner", project.owner)

    def _place(self, name: str) -> Entity:
        """A county or city by its name, full or short; any other place is a park."""
        region = self._names.region(name, self._names.region_by_id(self._builder.document.region))
        return region_entity(region) if region is not None else self._parks.entity(name)

    def _alike(self, first: Project, second: Project) -> None:
        builder = self._builder
        one, other = self.entity(first.name), self.entity(second.name)
        if one.id != other.id:
            path = builder.path_in(second.node)
            builder.add(one, "可能相同", other, self._quote(second), path, "projects:same", second.name)
