"""Runs the `run:` steps of a workflow or an action as a GitHub runner does."""

from __future__ import annotations

import os
import re
import site
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")


def bare_environment(home: Path) -> dict[str, str]:
    """The environment of a bare machine. The packages that the tool needs are those of the tests,
    so that no network is.
    """
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join(site.getsitepackages()),
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "SOURCE_DATE_EPOCH": os.environ["SOURCE_DATE_EPOCH"],
    }


class Runner:
    """A runner in a folder; `env` is what every step sees, `inputs` are those of an action.

    What steps write into the files of `GITHUB_ENV` and `GITHUB_PATH` is there for the next ones.
    """

    def __init__(
        self, folder: Path, temporary: Path, env: Mapping[str, str], inputs: Mapping[str, str]
    ) -> None:
        self.folder = folder
        self.inputs = inputs
        self.files = {name: temporary / name for name in ("GITHUB_ENV", "GITHUB_PATH")}
        for path in self.files.values():
            path.touch()
        files = {name: str(path) for name, path in self.files.items()}
        self.env = {**env, **files, "RUNNER_TEMP": str(temporary)}

    def run(self, steps: Iterable[Mapping[str, Any]]) -> list[str]:
        """What each step writes, in order; each must end with 0."""
        said = []
        for step in steps:
            if "run" in step:
                done = self.run_step(step)
                assert done.returncode == 0, (step, done.stdout, done.stderr)
                said.append(done.stdout + done.stderr)
        return said

    def run_step(self, step: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        """Run a step in the shell of GitHub."""
        own = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        written = self.files["GITHUB_ENV"].read_text("utf-8").splitlines()
        added = dict(line.split("=", 1) for line in written)
        paths = self.files["GITHUB_PATH"].read_text("utf-8").splitlines()
        path = ":".join([*reversed(paths), self.env["PATH"]])
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env={**self.env, **added, **own, "PATH": path},
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )

    def _filled(self, value: str) -> str:
        return _INPUT.sub(lambda found: self.inputs[found[1]], value)
