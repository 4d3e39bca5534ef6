"""Facts that rest on doubtful recognition are signals; what nothing was read of is none."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.page.doubtful import REASON
from loaders.page.text import Text

PLAN = (
    "青山市工作方案\n\n久久为功，善作善成。\n\n一、任务\n\n"
    "1.推进园区建设。（市工信局牵头，\n市财政局配合）\n\n2.讲好故事。\n"
)


@pytest.mark.parametrize(
    ("doubtful", "found"),
    [
        ((), []),
        (("市财政局配合）",), ["市财政局配合）"]),
        # Widths and line ends may differ from what the text has.
        (("(市工信局牵头,市财政局",), ["（市工信局牵头，\n市财政局"]),
        (("久久为功，善作善成。",), []),
        (("市",), []),
        (("没有的字",), []),
    ],
)
def test_what_rests_on_doubtful_words(doubtful: tuple[str, ...], found: list[str]) -> None:
    made = extract(Text(PLAN, "扫描.png", doubtful=doubtful))
    told = [signal for signal in made.signals if signal.reason == REASON]
    assert [PLAN[signal.start : signal.end] for signal in told] == found
