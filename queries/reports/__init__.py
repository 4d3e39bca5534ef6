"""Lists that offices hand in, as rows and as files: one body's responsibilities, and what else a list is asked for.

| module | what it does |
|---|---|
| `naming` | what a name stands for |
| `listing` | tables, columns, sources: what every list is made of |
| `duties` | the responsibility list of a body |
| `subjects` | lists of a 专班, a park, a region, projects, an industry; `report` makes what a name asks for |
| `former` | the lists of the bodies that a body was before a reform |
| `gaps` | the report of gaps and overlaps |
| `left_out` | what a list leaves out because it is not in force |
| `excel`, `word`, `markdown`, `plain` | one kind of file each |
| `writing` | which of them a file name asks for |
"""

from queries.reports.duties import Body, DutyReport, DutyRow, Section, duty_report, report_of
from queries.reports.former import with_formers
from queries.reports.gaps import gaps
from queries.reports.left_out import dated, left_out
from queries.reports.naming import BODIES, KINDS, PLAN, Subject, find, find_body, meanings
from queries.reports.subjects import assembled, beside, report, report_about
from queries.reports.writing import SUFFIXES, check_suffix, write

__all__ = [
    "BODIES",
    "KINDS",
    "PLAN",
    "SUFFIXES",
    "Body",
    "DutyReport",
    "DutyRow",
    "Section",
    "Subject",
    "assembled",
    "beside",
    "check_suffix",
    "dated",
    "duty_report",
    "find",
    "find_body",
    "gaps",
    "left_out",
    "meanings",
    "report",
    "report_about",
    "report_of",
    "with_formers",
    "write",
]
