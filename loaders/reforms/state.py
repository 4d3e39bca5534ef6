"""From reforms to statements: 沿革 from the earlier body to the later one."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.builder import Builder
from loaders.page.outline import home
from loaders.reforms.find import Reform

_AGENCY = "机构"


def state(builder: Builder, found: Sequence[Reform]) -> None:
    """Each change as an edge; where both names mean one body of today there is nothing to connect."""
    for one in found:
        before, after = builder.resolver.resolve(one.before), builder.resolver.resolve(one.after)
        if before.id != after.id and (before.kind, after.kind) == (_AGENCY, _AGENCY):
            path = builder.path_in(home(builder.tree, one.start))
            rule = f"reforms:{one.event}"
            builder.add(
                before, "沿革", after, (one.start, one.end), path, rule, one.before, event=one.event, part=one.part
            )
