"""How much work a call is, in lines of Python: the same on an idle machine and on a busy one.

What runs in C, such as a regular expression, counts as the one line that calls it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(call: Callable[[], object]) -> int:
    """How many lines of Python a call runs, its callees' lines included; a collection of garbage,
    which may call back what other tests left behind, comes after it.
    """
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before, collects = sys.gettrace(), gc.isenabled()
    gc.disable()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
        if collects:
            gc.enable()
    return count


def growth(call: Callable[[int], object], size: int) -> float:
    """How many times as many lines a call runs for twice the size: 2 if linear, 4 if quadratic."""
    call(1)  # what is made at the first call only
    return lines_run(lambda: call(2 * size)) / lines_run(lambda: call(size))
