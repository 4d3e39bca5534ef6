"""Parks, zones and sights, and whose a stretch of text is."""
