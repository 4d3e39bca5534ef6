"""What a list says of a task besides bodies and times: persons in charge, the part of a body, what is handed in."""
