"""Sets a bare machine up, then does a job: `python3 -m leaflet.bootstrap JOB`.

Standard library only, and Python 3.8 syntax: a Python that is too old gets a sentence to read.
"""

from leaflet.bootstrap.system import install_hint, missing_libraries

__all__ = ["install_hint", "missing_libraries"]
