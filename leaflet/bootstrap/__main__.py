"""Set the project up on a bare machine, then do a job with it.

usage: python3 -m leaflet.bootstrap JOB [ARGS...]

jobs:
  build [ARGS...]     build the leaflets (arguments of `leaflet build`)
  test [ARGS...]      run the tests (arguments of pytest)
    test --quick ...  only those that render no page and are not slow
    test --all ...    all of them, and the slow ones with every example
  check [--no-tests]  check format, lint, types, import floors, documents and tests
  run CMD [ARGS...]   run any command of the project's environment
  setup               only set up

What is missing is installed first: for `build` and `run leaflet` the run-time packages, for the
others the development packages too, and for `test` and `check` the browser Chromium.

environment:
  LEAFLET_NO_SYSTEM=1  never call the system's package manager: print the line to run, exit 4
  LEAFLET_VENV=DIR     keep the Python packages in DIR instead of .venv

exit codes: the job's own; 2 wrong usage, 4 the machine lacks something, 130 interrupted
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence

from leaflet.bootstrap import machine, packages, system
from leaflet.bootstrap.steps import SetupError, say

JOBS = {
    "build": ("python", "-m", "leaflet", "build"),
    "test": ("python", "-m", "pytest"),
    "run": (),
}
#: The word that may follow `test`, and the lane that LEAFLET_TESTS then names.
LANES = {"--quick": "quick", "--all": "all"}
CHECKS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "import floors": ("lint-imports", "--no-logo"),
    "docs": ("sphinx-build", "-q", "-W", "--keep-going", "-c", "docs", ".", "build/docs"),
    "tests": (*JOBS["test"], "-q"),
}


def main(argv: Sequence[str]) -> int:
    """Set up what is missing, do the job and return the exit code."""
    if argv and argv[0] in ("-h", "--help"):
        sys.stdout.write(__doc__ or "")
        return 0
    if not _is_usage(argv):
        sys.stderr.write(__doc__ or "")
        return 2
    is_lean = argv[0] == "build" or list(argv[:2]) == ["run", "leaflet"]
    try:
        set_up(packages.RUN_TIME if is_lean else packages.DEVELOPMENT)
        if _opens_pages(argv):
            system.install_browser()
        return do(argv[0], argv[1:])
    except SetupError as error:
        say(f"error: {error}")
        say(error.hint)
    except OSError as error:
        say(f"error: {error}")
        say("start this in a clone that you may write to, or set LEAFLET_VENV to another folder")
    except KeyboardInterrupt:
        say("interrupted; the same command will finish it")
        return 130
    return 4


def _is_usage(argv: Sequence[str]) -> bool:
    if argv and argv[0] in JOBS:
        return argv[0] != "run" or len(argv) > 1
    return list(argv) in (["setup"], ["check"], ["check", "--no-tests"])


def _opens_pages(argv: Sequence[str]) -> bool:
    """Tell whether a job runs tests that open pages in a browser."""
    return list(argv) == ["check"] or (argv[0] == "test" and "--quick" not in argv[1:2])


def set_up(lock: str) -> None:
    """Install the system packages and the packages of a lock file that are missing."""
    if machine.PYTHON < (3, 11):
        found, hint = ".".join(map(str, machine.PYTHON)), "start this with a newer python3"
        raise SetupError(f"Python 3.11 or newer is needed, this is Python {found}", hint)
    if machine.PLATFORM not in system.LIBRARIES:
        hint = "use Linux or macOS; on Windows, use WSL or the Dockerfile"
        raise SetupError(f"no set-up is known for {machine.PLATFORM}", hint)
    start = time.monotonic()
    system.install(packages.modules_needed(lock))
    if not packages.are_ready(lock):
        packages.install(lock)
        say(f"done in {time.monotonic() - start:.0f} s")


def do(job: str, args: Sequence[str]) -> int:
    """Do a job in the environment that is set up, and return its exit code."""
    if job == "setup":
        say(f"ready: {machine.venv()}")
        return 0
    if job == "check":
        return check([name for name in CHECKS if name != "tests" or not args])
    env = machine.environment()
    if job == "test" and args and args[0] in LANES:
        env["LEAFLET_TESTS"], args = LANES[args[0]], args[1:]
    command = [*JOBS[job], *args]
    if not shutil.which(command[0], path=env["PATH"]):
        hint = f"name a command of {machine.venv()}/bin or of your PATH"
        raise SetupError(f"there is no command `{command[0]}`", hint)
    say(f"running: {shlex.join(command)}")
    return become(command, env)


def become(command: list[str], env: dict[str, str]) -> int:
    """Replace this process by a command, which then receives all signals and sets the exit code."""
    os.execvpe(command[0], command, env)


def check(names: Sequence[str]) -> int:
    """Run every named check, even after one that failed; return 0 if all passed, else 1."""
    failed = []
    for name in names:
        say(f"{name}: {shlex.join(CHECKS[name])}")
        if subprocess.call(CHECKS[name], env=machine.environment()) != 0:
            failed.append(name)
    say(f"failed: {', '.join(failed)}" if failed else f"passed: {', '.join(names)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
