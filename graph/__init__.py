"""The graph itself: ontology, statements, store, engine. Knows no file format and no screen."""
