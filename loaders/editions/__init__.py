"""Editions: what a document says of its own validity and of other documents."""
