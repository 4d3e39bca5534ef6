"""The room of words: names marked, a lexicon whose rules eat, and the form that comes out."""
