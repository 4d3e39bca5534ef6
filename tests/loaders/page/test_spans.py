from __future__ import annotations

import pytest

from loaders.page.spans import Spans


@pytest.mark.parametrize(
    ("spans", "place", "touches"),
    [
        ([(2, 5)], (0, 2), False),
        ([(2, 5)], (0, 3), True),
        ([(2, 5)], (4, 9), True),
        ([(2, 5)], (5, 9), False),
        # one that begins early and ends late hides behind a short one
        ([(0, 20), (3, 4)], (10, 11), True),
        ([(8, 9), (1, 2)], (3, 7), False),
        ([], (0, 9), False),
    ],
)
def test_touches(spans: list[tuple[int, int]], place: tuple[int, int], touches: bool) -> None:
    assert Spans(spans).touches(*place) is touches
