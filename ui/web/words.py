"""Words of documents on their way into Streamlit, which reads most of what it shows as Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>$~:&=@/]")
_ADDRESS = re.compile(r"https?:(?=//)|www(?=\.)|@", re.IGNORECASE)
_TURNING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: object) -> str:
    """The words as they are: no picture, link, formula or colour in them, and nothing that turns their direction.

    Every word that is not our own goes through here before it comes to a label, a caption or a message.
    """
    # Addresses become links even when every mark in them is escaped: what the eye does not see keeps them apart.
    said = _ADDRESS.sub(lambda part: f"{part[0]}\u2060", _TURNING.sub("", str(text)))
    # A line that begins with blanks would be code, one of === a heading of the one above.
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", " ".join(said.split()) if "\n" in said else said)
