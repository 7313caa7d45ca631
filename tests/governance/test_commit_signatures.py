"""Approvals count where the commits that brought them are signed with an allowed key."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.governed import ANN, APPROVALS, NAME, SAFETY, rewrite
from tests.support.projects import Ran, Run

ALLOWED = "content/approvals/allowed-signers"
SIGNER = "ann@clinic.test"

pytestmark = pytest.mark.skipif(
    not (shutil.which("git") and shutil.which("ssh-keygen")), reason="needs Git and OpenSSH"
)


class Repository:
    """A project in Git with a key that may sign and one that may not."""

    def __init__(self, folder: Path, keys: Path) -> None:
        self.folder = folder
        self.keys = keys
        keys.mkdir()
        for name in ("ann", "eve"):
            self.call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(keys / name))
        self.git("init", "-q", "-b", "main")
        public = (keys / "ann.pub").read_text("utf-8")
        (folder / "content/approvals").mkdir()
        (folder / ALLOWED).write_text(f"{SIGNER} {public}", "utf-8")
        self.commit()

    def call(self, *call: str) -> str:
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": SIGNER,
            "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": SIGNER,
        }  # fmt: skip
        return subprocess.run(
            call, cwd=self.folder, env=environment, check=True, capture_output=True, text=True
        ).stdout

    def git(self, *call: str) -> str:
        return self.call("git", *call)

    def commit(self, signer: str = "") -> None:
        key = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={self.keys / signer}.pub")
        self.git("add", "-A")
        self.git(*(key if signer else ()), "commit", "-q", *(["-S"] if signer else []), "-m", "x")


@pytest.fixture
def repository(project_folder: Path, tmp_path: Path) -> Repository:
    return Repository(project_folder, tmp_path / "keys")


@pytest.fixture
def approved(repository: Repository, run: Run) -> Repository:
    assert run("approve", NAME, *ANN, cwd=repository.folder).code == 0
    return repository


def check(run: Run, repository: Repository, *more: str) -> Ran:
    return run("approve", "--check-signature", *more, cwd=repository.folder)


@pytest.mark.process
def test_a_commit_signed_with_an_allowed_key_counts(approved: Repository, run: Run) -> None:
    approved.commit("ann")
    ran = check(run, approved)
    assert (ran.code, ran.err) == (0, "1 approval: 0 broken, 0 unfit, 0 advice\n")
    assert ran.out == f'{APPROVALS}:4:5: "Ann Example", clinician: signed by {SIGNER}\n'


@pytest.mark.process
@pytest.mark.parametrize("signer", ["", "eve"])
def test_no_other_commit_does(approved: Repository, run: Run, signer: str) -> None:
    approved.commit(signer)
    ran = check(run, approved)
    assert (ran.code, ran.out) == (1, "")
    assert f'{APPROVALS}:4:5: broken: the approval by "Ann Example" is from commit ' in ran.err
    assert "which no allowed key signed" in ran.err


@pytest.mark.process
@pytest.mark.parametrize("is_staged", [False, True])
def test_what_is_not_committed_does_not(approved: Repository, run: Run, *, is_staged: bool) -> None:
    if is_staged:
        approved.git("add", "-A")
    ran = check(run, approved)
    assert (ran.code, ran.out) == (1, "")
    assert "is not committed in its present form" in ran.err


@pytest.mark.process
def test_who_changes_an_entry_later_must_sign_too(approved: Repository, run: Run) -> None:
    approved.commit("ann")
    rewrite(approved.folder, "by: Ann Example", "by: Eve Example", APPROVALS)
    assert "is not committed in its present form" in check(run, approved).err
    approved.commit()
    ran = check(run, approved)
    assert (ran.code, 'the approval by "Eve Example" is from' in ran.err) == (1, True)


@pytest.mark.process
def test_each_entry_is_asked_for_itself(approved: Repository, run: Run) -> None:
    approved.commit("ann")
    assert run("approve", NAME, "--by", "Bo", "--role", "clinician", cwd=approved.folder).code == 0
    approved.commit()
    ran = check(run, approved)
    assert ran.code == 1
    assert [line.split('"')[1] for line in ran.out.splitlines()] == ["Ann Example"]
    assert 'the approval by "Bo" is from' in ran.err


@pytest.mark.process
def test_entries_on_one_line_are_no_way_around(approved: Repository, run: Run) -> None:
    path = approved.folder / APPROVALS
    head, entry = path.read_text("utf-8").split("approvals:\n")
    fields = ", ".join(line.strip().removeprefix("- ") for line in entry.splitlines())
    both = f"{{{fields}}}, {{{fields.replace('Ann', 'Bo')}}}"
    path.write_text(f"{head}approvals: [{both}]\n", "utf-8")
    assert check(run, approved).out == ""
    approved.commit()
    ran = check(run, approved)
    assert (ran.code, ran.out) == (1, "")
    assert "2 approvals: 2 broken" in ran.err


@pytest.mark.process
def test_clinics_and_leaflets_are_asked_for_by_name(approved: Repository, run: Run) -> None:
    approved.commit("ann")
    assert run("approve", "-c", "riverside", *ANN, cwd=approved.folder).code == 0
    approved.commit()
    assert check(run, approved, NAME).code == 0
    ran = check(run, approved, "-c", "riverside")
    assert (ran.code, SAFETY in ran.err) == (1, True)
    assert check(run, approved, "-c", "st-oswin").code == 2


@pytest.mark.process
def test_the_keys_may_stand_elsewhere(approved: Repository, run: Run) -> None:
    approved.commit("eve")
    keys = approved.keys / "allowed"
    keys.write_text(f"eve@clinic.test {(approved.keys / 'eve.pub').read_text('utf-8')}", "utf-8")
    ran = check(run, approved, "--allowed-signers", str(keys))
    assert (ran.code, "signed by eve@clinic.test" in ran.out) == (0, True)


@pytest.mark.process
def test_programs_of_the_repository_are_not_run(approved: Repository, run: Run) -> None:
    approved.commit("ann")
    trap = approved.keys / "trap"
    trap.write_text("#!/bin/sh\ntouch sprung\nexit 0\n", "utf-8")
    trap.chmod(0o755)
    for name in ("gpg.ssh.program", "gpg.program", "core.fsmonitor", "core.pager"):
        approved.git("config", name, str(trap))
    assert check(run, approved).code == 0
    assert not (approved.folder / "sprung").exists()


@pytest.mark.process
def test_without_keys_a_history_or_approvals_nothing_is_proved(
    approved: Repository, run: Run, tmp_path: Path
) -> None:
    approved.commit("ann")
    (approved.folder / "leaflet.yaml").touch()
    approved.git("commit", "-q", "--allow-empty", "-m", "x")
    shallow = tmp_path / "shallow"
    approved.git("clone", "-q", "--depth", "1", f"file://{approved.folder}", str(shallow))
    ran = run("approve", "--check-signature", cwd=shallow)
    assert (ran.code, "the history is shallow" in ran.err) == (2, True)
    (approved.folder / ALLOWED).unlink()
    ran = check(run, approved)
    assert (ran.code, "no allowed signers" in ran.err) == (2, True)


@pytest.mark.process
def test_outside_git_it_is_an_error(project_folder: Path, run: Run) -> None:
    assert run("approve", NAME, *ANN, cwd=project_folder).code == 0
    (project_folder / ALLOWED).write_text("", "utf-8")
    ran = run("approve", "--check-signature", cwd=project_folder)
    assert (ran.code, "Git says: " in ran.err) == (2, True)


@pytest.mark.process
def test_without_git_the_machine_lacks_something(
    approved: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ran = check(run, approved)
    assert (ran.code, "Git is missing" in ran.err) == (4, True)
