"""One peer, warm: some documents to begin with, then as many as are measured.

    python -m benchmarks.peers.warm PEER FOLDER OUTPUT FIRST

FOLDER holds a document a folder, the FIRST of which warm the peer up. Prints what the others cost
as JSON. Runs in the peers' own environment, so only the standard library is imported here.
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
    """CPU seconds so far of this process, of all that it started, and of what these started."""
    done = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + done.ru_utime + done.ru_stime + _alive()


def _alive() -> float:
    """CPU seconds of living descendants and of what they have waited for; see proc_pid_stat(5)."""
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
    """Convert all documents, measure those after the first few, print the cost."""
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
