"""What words mean: names, regions, functions, cues, roles, lists of parties, clauses."""
