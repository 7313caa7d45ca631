"""Tries spoilt pictures: `python benchmarks/fuzz_pictures.py [SEED] [COUNT]`.

Each is read, and rendered if it was accepted, in a process with 1 GB and 20 s for each picture. It
prints how many were refused and printed, and all else that happened.
"""

from __future__ import annotations

import resource
import signal
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.fuzz.pictures import mutations, trial


def main(seed: int = 1, count: int = 1_000) -> None:
    """Tries the mutations of a seed, and prints the counts."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    seen: Counter[str] = Counter()
    for number, (suffix, data) in enumerate(mutations(seed, count)):
        signal.alarm(20)
        try:
            outcome = trial(suffix, data)
        except BaseException as problem:  # noqa: BLE001  # each is a fault to be shown
            outcome = f"{type(problem).__name__}: {problem}"
        signal.alarm(0)
        seen[f"{suffix} {outcome}"] += 1
        if outcome not in ("refused", "printed"):
            sys.stderr.write(f"{number}: {outcome}: {data[:600]!r}\n")
    for outcome, times in seen.most_common():
        sys.stdout.write(f"{times:6} {outcome}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
