"""Files to statements: readers, text, outline, clauses, names, the spaCy pipeline."""
