"""Projects and their lists."""
