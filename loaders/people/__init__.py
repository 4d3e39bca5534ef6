"""People with their posts."""
