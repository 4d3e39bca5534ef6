"""Deadlines: by when something is to be done, how often, and what the text says so with."""
