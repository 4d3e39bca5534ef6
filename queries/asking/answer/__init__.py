"""The room of answers: what the rows of a form amount to, in a value, a sentence and its evidence."""
