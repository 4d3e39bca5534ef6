"""Who leads, cooperates, answers: clauses, labels, tables, sentences."""
