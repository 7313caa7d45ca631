"""Measures one warm peer: some documents for the warm-up, then those that are measured.

    python -m benchmarks.peers.warm PEER FOLDER OUTPUT FIRST

FOLDER has a folder for each document; the first FIRST of them warm the peer up. Prints the cost of
the others as JSON. Runs in the environment of the peers, so it imports only the standard library.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
import time
from importlib import import_module
from pathlib import Path

_SUBREAPER = 36
_TICKS_S = os.sysconf("SC_CLK_TCK")


def used() -> float:
    """The CPU seconds so far of this process and all its descendants."""
    done = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + done.ru_utime + done.ru_stime + _alive()


def _alive() -> float:
    """The CPU seconds of living descendants and the children they waited for; proc_pid_stat(5)."""
    ticks, parents = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(path.parent.name)
        parents[pid], ticks[pid] = int(fields[1]), sum(map(int, fields[11:15]))
    family, size = {os.getpid()}, 0
    while len(family) > size:
        size = len(family)
        family |= {pid for pid, parent in parents.items() if parent in family}
    return sum(ticks[pid] for pid in family - {os.getpid()}) / _TICKS_S


def main() -> None:
    """Convert all documents, measure those after the warm-up, and print the cost."""
    peer, folder, output, first = sys.argv[1:]
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    documents = sorted(path for path in Path(folder).iterdir() if path.is_dir())
    targets = [Path(output, f"{document.name}.pdf") for document in documents]
    Path(output).mkdir(parents=True, exist_ok=True)
    driver = import_module(f"benchmarks.peers.with_{peer}")
    with driver.opened(Path(folder).parent) as convert:
        start, before = 0.0, 0.0
        for number, (document, target) in enumerate(zip(documents, targets, strict=True)):
            if number == int(first):
                before, start = used(), time.perf_counter()
            convert(document, target)
        seconds, cpu = time.perf_counter() - start, used() - before
    sizes = [target.stat().st_size for target in targets if target.exists()]
    said = {"cpu_s": cpu, "wall_s": seconds, "documents": len(documents) - int(first)}
    sys.stdout.write(json.dumps({**said, "bytes": max(sizes, default=0)}) + "\n")


if __name__ == "__main__":
    main()
