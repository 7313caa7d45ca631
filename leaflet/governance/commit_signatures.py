"""Checks that the commits which added approvals are signed with allowed keys.

Git names the commit of each line of an entry; OpenSSH verifies the signature of that commit. Only
SSH signatures by keys of the file of allowed signers count (ssh-keygen(1), ALLOWED SIGNERS).
Programs that the settings of the repository name are not run.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.core.diagnostics import Finding, MachineError, Span, UsageError, error
from leaflet.core.located import Loaded

#: The file of a project that lists the keys which may sign approvals.
ALLOWED = "content/approvals/allowed-signers"

_SECONDS = 60
_UNCOMMITTED = "0" * 40
_COMMIT = re.compile(r"^([0-9a-f]{40}) \d+ (\d+)")


@dataclass(frozen=True, slots=True)
class Signed:
    """An approval whose commits are all signed: its place, the approver, and the signers."""

    span: Span
    by: str
    role: str
    signers: tuple[str, ...]


class Repository:
    """The Git repository of a project, with the signers of its commits.

    Raises `MachineError` without Git or OpenSSH, `UsageError` where the history is incomplete.
    """

    def __init__(self, root: Path, allowed: Path) -> None:
        self.root = root
        self.allowed = allowed.resolve()
        self._signers: dict[str, str] = {}
        if not self.allowed.is_file():
            hint = f"list the keys that may sign in {ALLOWED}: ann@example.org ssh-ed25519 AAAA…"
            raise UsageError(f'no allowed signers: "{allowed}" does not exist', hint)
        shallow = self._git("rev-parse", "--is-shallow-repository").strip()
        if shallow != "false":
            hint = "fetch all of it: git fetch --unshallow, or fetch-depth: 0 in CI"
            raise UsageError("the history is shallow, so the commits of lines are unknown", hint)

    def check(self, loaded: Loaded[Any]) -> Iterator[Signed | Finding]:
        """The signers of each approval of a file, or a finding."""
        commits = self._commits(loaded.path)
        approvals = loaded.value.approvals if loaded.value else ()
        places = [loaded.place(("approvals", index)) for index in range(len(approvals))]
        ends = [*(place.line for place in places[1:]), max(commits, default=0) + 1]
        for place, end, approval in zip(places, ends, approvals, strict=True):
            # Entries may share a line; each has at least one.
            lines = range(place.line, max(end, place.line + 1))
            brought = {commits.get(line, _UNCOMMITTED) for line in lines}
            yield self._answer(place, approval, sorted(brought))

    def _answer(self, place: Span, approval: Any, commits: list[str]) -> Signed | Finding:
        whose = f'the approval by "{approval.by}"'
        if _UNCOMMITTED in commits:
            message = f"{whose} is not committed in its present form"
            return error("unsigned-approval", place, message, "commit it, signed: git commit -S")
        signers = {commit: self._signer(commit) for commit in commits}
        for commit, signer in signers.items():
            if not signer:
                message = f"{whose} is from commit {commit[:10]}, which no allowed key signed"
                hint = f"have the approver sign it again, with a key of {ALLOWED}"
                return error("unsigned-approval", place, message, hint)
        return Signed(place, approval.by, approval.role, tuple(sorted(set(signers.values()))))

    def _commits(self, shown: str) -> Mapping[int, str]:
        """The commit of each line of a file, by line number; empty for a file outside of Git."""
        try:
            blamed = self._git("blame", "--line-porcelain", "--no-textconv", "--", shown)
        except _GitError:
            return {}
        found = (match for line in blamed.split("\n") if (match := _COMMIT.match(line)))
        return {int(match[2]): match[1] for match in found}

    def _signer(self, commit: str) -> str:
        """The owner of the allowed key that signed a commit; empty where there is none."""
        if commit not in self._signers:
            lines = self._git("log", "-1", "--format=%G?%n%GK%n%GS", commit, "--").split("\n")
            status, key, signer = (*lines, "", "", "")[:3]
            is_good = status == "G" and key.startswith("SHA256:")
            self._signers[commit] = signer if is_good else ""
        return self._signers[commit]

    def _git(self, *arguments: str) -> str:
        """The output of a Git command that runs no program which the repository's settings name."""
        fixed = {
            "core.fsmonitor": "false",
            "core.hooksPath": os.devnull,
            "gpg.program": "false",
            "gpg.x509.program": "false",
            "gpg.ssh.program": "ssh-keygen",
            "gpg.ssh.allowedSignersFile": str(self.allowed),
            "gpg.ssh.revocationFile": "",
            "log.showSignature": "false",
            "blame.ignoreRevsFile": "",
        }
        options = [part for name, value in fixed.items() for part in ("-c", f"{name}={value}")]
        environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat"}
        try:
            done = subprocess.run(
                ["git", *options, *arguments],
                cwd=self.root,
                env=environment,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except FileNotFoundError as problem:
            raise MachineError("Git is missing", "install git and OpenSSH") from problem
        except subprocess.TimeoutExpired as problem:
            raise UsageError("Git did not answer in a minute", "look at the repository") from (
                problem
            )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().split("\n")[0]
            raise _GitError(f"Git says: {said}", "run it in a project that is kept in Git")
        return done.stdout.decode(errors="replace")


class _GitError(UsageError):
    """Git refused."""
