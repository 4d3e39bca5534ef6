"""The words between a body's name and what it does: that it must, how, and by which share (data/rules/modals.yaml)."""

from __future__ import annotations

from typing import Final

import yaml

import data

_RULES = yaml.safe_load((data.RULES / "modals.yaml").read_text(encoding="utf-8"))


def _any(key: str) -> str:
    return f"(?:{'|'.join(_RULES[key].split())})"


MUST: Final = _any("must")
"""A pattern of the words that say that a body has to do something."""
MANNER: Final = _any("manner")
"""A pattern of the words that say how."""
SHARE: Final = f"(?:{_RULES['share']}|{_RULES['within']})"
"""A pattern of the words that say that each answers for its own."""
