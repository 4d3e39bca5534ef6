"""Pages that lie on their side or upside down are read the way in which most is surely read."""

from __future__ import annotations

import pytest
from PIL import Image

from loaders.readers import scans
from loaders.readers.job import Job
from loaders.readers.laid import Line
from loaders.readers.limits import Limits

WORDS = "市工信局牵头，市财政局配合"


def reads(marked: tuple[int, int]) -> object:
    """What stands for rapidocr: it reads well only where the dark mark of the page is in that corner."""

    def read(grey: Image.Image) -> tuple[list[Line], list[float]]:
        width, height = grey.size
        corners = {(0, 0): (5, 5), (1, 0): (width - 6, 5), (0, 1): (5, height - 6), (1, 1): (width - 6, height - 6)}
        at = next(corner for corner, place in corners.items() if grey.getpixel(place) < 128)  # type: ignore[operator]
        if at == marked:
            return [Line(WORDS, 20.0, 40.0, 120.0, 50.0, 10.0)], [0.99]
        if sum(at) % 2 == sum(marked) % 2:
            return [Line("：：交", 20.0, 40.0, 120.0, 50.0, 10.0)], [0.5]  # upside down
        return [Line("三通一", 20.0, 40.0, 30.0, 140.0, 10.0)], [0.6]  # on its side

    return read


@pytest.mark.parametrize(("corner", "turned"), [((0, 0), 0), ((1, 1), 1), ((1, 0), 1), ((0, 1), 1)])
def test_the_way_in_which_most_is_read(corner: tuple[int, int], turned: int, monkeypatch: pytest.MonkeyPatch) -> None:
    image = Image.new("L", (200, 200), 255)
    image.paste(0, (0, 0, 12, 12))
    monkeypatch.setattr(scans, "has_rapidocr", lambda: True)
    monkeypatch.setattr(scans, "_by_rapidocr", reads(corner))
    told = scans.Recognised()
    page = scans.page(image, Job(b"", "a.png", Limits.of()), 1, 200.0, told)
    assert [line.words for line in page.lines] == [WORDS]
    assert told.turned == turned
    assert [notice.reason for notice in told.notices()] == [scans.TURNED] * turned
