"""The questions: one .cypher file each, and the catalogue that loads them."""
