"""Gazetteers, corrections and the documents to start with; no code but the way to its own folder."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
DOCUMENTS = FOLDER / "documents"
GAZETTEER = FOLDER / "gazetteer"
RULES = FOLDER / "rules"
