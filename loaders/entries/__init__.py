"""Blocks: a lead-in, the entries below it and whose they are: rosters, members, divisions of work, functions."""
