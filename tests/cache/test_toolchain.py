"""The program is part of every cache key: a change of any of its files is seen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leaflet.cache.toolchain import PROGRAM, here, program_digest, program_files
from tests.support.printed import in_default_lane
from tests.support.projects import ROOT

FILES = [
    path.relative_to(PROGRAM).as_posix()
    for path in sorted(PROGRAM.rglob("*"))
    if path.is_file() and path.suffix not in (".pyc", ".md")
]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program."""
    folder = tmp_path_factory.mktemp("program") / "leaflet"
    return Path(shutil.copytree(PROGRAM, folder, ignore=shutil.ignore_patterns("__pycache__")))


def test_the_folder_is_that_of_the_whole_program() -> None:
    assert PROGRAM == ROOT / "leaflet"
    assert {"cli/command_line.py", "render/fonts.conf", "checks/claims.py"} <= set(FILES)


def test_every_file_of_the_program_is_part_of_it() -> None:
    assert [path.relative_to(PROGRAM).as_posix() for path in program_files(PROGRAM)] == FILES


def test_a_copy_has_the_same_digest(program: Path) -> None:
    assert program_digest(program) == here().program


@pytest.mark.parametrize("file", in_default_lane(FILES, FILES[::12]))
def test_a_change_of_any_file_is_seen(program: Path, file: str) -> None:
    before, path = program_digest(program), program / file
    data = path.read_bytes()
    path.write_bytes(data + b"\n")
    try:
        assert program_digest(program) != before
    finally:
        path.write_bytes(data)
    assert program_digest(program) == before


def test_the_name_of_a_file_counts_too(program: Path) -> None:
    before = program_digest(program)
    path = program / "core" / "colour.py"
    path.rename(path.with_name("color.py"))
    try:
        assert program_digest(program) != before
    finally:
        path.with_name("color.py").rename(path)
