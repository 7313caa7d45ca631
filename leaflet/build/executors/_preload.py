"""Loads what all workers need, once, in the process that they are forked from."""

import gc
import sys
from types import TracebackType

from leaflet.render.renderer import warm_up

#: What ends this process where the machine lacks something, such as file descriptors: a message of
#: half its length, or a pipe that is closed.
_LOST = (AssertionError, EOFError, OSError)


def _report(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """Write a traceback for a mistake alone: that this process is lost is told by the build."""
    if not issubclass(kind, _LOST):
        sys.__excepthook__(kind, problem, trace)


sys.excepthook = _report
warm_up()
gc.collect()
gc.freeze()
