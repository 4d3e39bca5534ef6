"""The graph itself: ontology, statements, store, engine. Knows no file format and no screen."""

import sys
from types import ModuleType


def _leave_out_number_packages() -> None:
    """Let the neo4j driver come without numpy, pandas and pyarrow, which it would import for types that are not ours.

    Together they take half a second of every command. A program that has numpy already gets the whole driver, which
    then takes numpy's numbers as parameters; where the driver names its module otherwise, this has no effect.
    """
    name = "neo4j._optional_deps"
    if "numpy" in sys.modules or name in sys.modules:
        return
    absent = ModuleType(name)
    absent.__dict__.update(dict.fromkeys(("np", "pd", "pa", "pa_compute")))
    sys.modules[name] = absent


_leave_out_number_packages()
