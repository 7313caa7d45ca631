"""Sets up a bare machine, then runs a job: `python3 -m leaflet.bootstrap JOB`.

It uses only the standard library, in syntax of Python 3.8, so that an old Python prints an error
message instead of a `SyntaxError`.
"""

from leaflet.bootstrap.system import install_hint, missing_libraries

__all__ = ["install_hint", "missing_libraries"]
