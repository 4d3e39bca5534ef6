"""The room of memory: what is known of the graph, what words mean in it, and forms as Cypher."""
