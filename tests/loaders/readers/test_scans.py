"""Pictures of pages, where tesseract with its Chinese data and a Chinese font are installed."""

from __future__ import annotations

import io
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from loaders.readers import job, scans
from loaders.readers.limits import Limits

_FONTS = sorted(Path("/usr/share/fonts").glob("**/NotoSansCJK-Regular.ttc"))
pytestmark = pytest.mark.skipif(
    not _FONTS or scans.program() is None, reason="needs tesseract, chi_sim and a Chinese font"
)
_LINES = (
    "    推进园区建设，加快标准厂房竣工，推动项目早",
    "开工早投产。由市工信局牵头，市科技局配合。",
    "    完善道路和管网。由市住建局负责。",
)


def page(form: str) -> bytes:
    """A page of these lines."""
    image = Image.new("L", (1400, 600), 255)
    font = ImageFont.truetype(str(_FONTS[0]), 48)
    for number, line in enumerate(_LINES):
        indent = 2 * 48 if line.startswith(" ") else 0
        ImageDraw.Draw(image).text((120 + indent, 100 + 90 * number), line.strip(), font=font, fill=0)
    stored = io.BytesIO()
    image.save(stored, form, resolution=200)
    return stored.getvalue()


@pytest.mark.parametrize(
    ("form", "reason"), [("PNG", "图片由 tesseract 识别，可能有错字"), ("PDF", "扫描的页由 tesseract 识别，可能有错字")]
)
def test_words_are_recognised_and_lines_joined(form: str, reason: str) -> None:
    steps: list[str] = []
    found = job.read(job.Job(page(form), f"扫描.{form.lower()}", Limits.of(), progress=lambda: steps.append("页")))
    words = "".join(line.strip() for line in _LINES)
    read = "".join(found.raw.split())
    assert SequenceMatcher(None, read, words).ratio() > 0.9
    assert len(found.raw.split("\n\n")) == 2
    assert found.notices[0].reason == reason
    assert steps == ["页"]
