"""`make eval`: how well the five real documents and the cases from outside are read, against hand-made answers.

The answers lie in ../shared/gold, which is no part of the project; without them there is nothing to measure, and the
command says so and ends well. Its README explains their fields. A row of the answers is *found* where a record of
`qiantou extract` states the same thing; the other fields of the pair are then compared one by one (`whole` counts the
pairs on which all agree).

Precision needs care, for only a half of the answers is here: rows were drawn by chance, mostly every second one. A
record without a row may be wrong, or right and among the rows that are not here. Hence three figures:

- *decided*: records that answer a row wrongly, i.e. that stand in the words of a row which no record states. Where
  all answers are here (the clauses, the lists of ten projects, the cases from outside) every other record is wrong too.
- *estimated*: rows were drawn without regard to what we find, so of all rows (their number is told by the ids, which
  have gaps only where rows are not here) the same share is found. Precision is recall x all rows / records. It counts
  a record as wrong if no annotator thought it worth a row. F1 takes this one, or the decided one where all is here.
- *by eye*: `--show` prints every record without a row, to be read against the text.

Records of a document in which the answers hold no row of their kind are left out, and counted as such.
"""
