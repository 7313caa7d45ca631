"""Where the program writes, and that nothing but the gate does."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from leaflet.core.atomic import (
    append,
    create_files,
    delete,
    replace_atomically,
    replace_clinic_file,
)
from leaflet.core.diagnostics import UsageError
from leaflet.core.write_rules import PROGRAM, check_clash

#: The modules that may write, delete and make folders; `bootstrap` makes the environment.
GATE = ("core/atomic.py", "bootstrap.py")
#: Methods and functions that change files, whatever they are called on.
CHANGING = frozenset(
    "chmod copy2 copyfile copyfileobj copymode copystat copytree hardlink_to hard_link_to lchmod"
    " link_to makedirs mkdir mkdtemp mkfifo mknod mkstemp mktemp move removedirs rename renames"
    " rmdir rmtree symlink symlink_to touch truncate unlink unpack_archive utime write_bytes"
    " write_text NamedTemporaryFile SpooledTemporaryFile TemporaryDirectory TemporaryFile".split()
)
#: Functions with ordinary names, by their module.
OF_MODULES = frozenset(
    {("os", "remove"), ("os", "replace"), ("os", "link"), ("os", "open"), ("shutil", "copy")}
)
#: `utime` marks a record of the cache as used, the devices stand in for closed streams and for that
#: of a worker, a folder is opened to lock it.
ALLOWED = {
    ("cache/store.py", "utime"),
    ("cli/build_article.py", "TemporaryDirectory"),
    ("cli/check_rendered.py", "TemporaryDirectory"),
    ("cli/streams.py", "open"),
    ("compose/_template_process.py", "open"),
    ("output/folder_lock.py", "open"),
}


def changes(source: str) -> list[str]:
    """The calls of a module that change files."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name, owner = _name(node.func)
            is_plain_open = name == "open" and owner != "os" and _writes(node)
            if name in CHANGING or (owner, name) in OF_MODULES or is_plain_open:
                found.append(name)
            if name == "replace" and len(node.args) == 1 and not node.keywords:
                found.append(name)  # of a path; that of a text takes two
    return found


def _name(function: ast.expr) -> tuple[str, str]:
    if isinstance(function, ast.Attribute):
        owner = function.value
        return function.attr, owner.id if isinstance(owner, ast.Name) else ""
    return (function.id, "") if isinstance(function, ast.Name) else ("", "")


def _writes(call: ast.Call) -> bool:
    """Whether a file is opened for writing: a text among the arguments looks like such a mode."""
    given = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    texts = [arg.value for arg in given if isinstance(arg, ast.Constant)]
    return any(
        isinstance(t, str) and set(t) <= set("rwaxbt+") and set(t) & set("wax+") for t in texts
    )


def test_nothing_but_the_gate_writes() -> None:
    found = set()
    for path in PROGRAM.rglob("*.py"):
        name = path.relative_to(PROGRAM).as_posix()
        if name not in GATE and "_data" not in path.parts and not name.startswith("bootstrap/"):
            found |= {(name, call) for call in changes(path.read_text("utf-8"))}
    assert found == ALLOWED, "write by leaflet.core.atomic"


@pytest.mark.parametrize(
    "code",
    [
        'open("x", "w")',
        'path.open("ab")',
        'open(file="x", mode="r+")',
        "path.write_text(text)",
        "os.replace(a, b)",
        "path.replace(other)",
        "shutil.copy(a, b)",
        "shutil.rmtree(a)",
        "tempfile.mkdtemp()",
        "os.open(name, flags)",
        "path.unlink()",
    ],
)
def test_the_walk_sees_what_writes(code: str) -> None:
    assert changes(code)


@pytest.mark.parametrize("code", ['path.open("rb")', 'open("name")', 'text.replace("a", "b")'])
def test_the_walk_lets_others_pass(code: str) -> None:
    assert not changes(code)


# --- places --------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content/clinics/north").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "leaflet.yaml").write_text("formats: [a4]\n", "utf-8")
    (tmp_path / "content/note.md").write_text("by hand", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "leaflet.yaml",
        "content/note.md",
        "content/new/deep/x.pdf",
        "Content/x.pdf",
        "templates/x.pdf",
        "dist/../content/x.pdf",
        ".git/config",
        ".git",
        "sub/.git/hooks/pre-commit",
        "other/leaflet.yaml",
        "content/approvals/x/en-GB.yaml",
    ],
)
def test_what_is_written_by_hand_is_never_written(project: Path, name: str) -> None:
    before = (project / "content/note.md").read_text("utf-8")
    for within in (None, project):
        with pytest.raises(UsageError):
            replace_atomically(project / name, b"x", within)
    with pytest.raises(UsageError):
        append(project / name, b"x")
    assert (project / "content/note.md").read_text("utf-8") == before
    assert not (project / "content/new").exists()


def test_the_program_is_never_written() -> None:
    with pytest.raises(UsageError, match="inside the program"):
        replace_atomically(PROGRAM / "core/new.py", b"x")


def test_approvals_are_written_where_they_belong_and_nowhere_else(project: Path) -> None:
    for name in ("content/approvals/x/en-GB.yaml", "content/clinics/north/approvals.yaml"):
        replace_atomically(project / name, b"x", project, approvals_of=project)
        assert (project / name).read_bytes() == b"x"
    for name in ("content/clinics/north/clinic.yaml", "content/approvals/x.yaml", "leaflet.yaml"):
        with pytest.raises(UsageError):
            replace_atomically(project / name, b"x", project, approvals_of=project)


@pytest.mark.parametrize(
    "name",
    [
        "new\nline.pdf",
        "bell\a.pdf",
        "right\u202eto-left.pdf",
        "zero\u200bwidth.pdf",
        "line\u2028break.pdf",
        "con",
        "NUL.pdf",
        "lpt1.a4.pdf",
        "full stop.",
        "space ",
        "new./x.pdf",
        "a\x1bb/x.pdf",
        "bytes\udcff.pdf",
    ],
)
def test_names_that_cannot_be_seen_or_kept_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        replace_atomically(tmp_path / name, b"x")
    assert caught.value.message.isprintable()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["ärzte.pdf", "console.pdf", "a b.pdf", ".hidden", "v1.2.pdf"])
def test_ordinary_names_are_written(tmp_path: Path, name: str) -> None:
    replace_atomically(tmp_path / "new folder" / name, b"x")
    assert (tmp_path / "new folder" / name).read_bytes() == b"x"


# --- new files of authors ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["content/kinds/new.yaml", "templates/patient/a4.css.j2", "schemas/kind.json"]
)
def test_new_files_are_made_where_authors_write(project: Path, name: str) -> None:
    create_files({project / name: b"x"}, project)
    assert (project / name).read_bytes() == b"x"


@pytest.mark.parametrize(
    "name",
    ["content/note.md", "leaflet.yaml", ".git/hooks/x", "../outside.yaml", "Content/x", "con"],
)
def test_of_several_new_files_all_are_made_or_none(project: Path, name: str) -> None:
    before = {path: path.is_file() and path.read_bytes() for path in project.rglob("*")}
    with pytest.raises(UsageError):
        create_files({project / "content/first/x.md": b"x", project / name: b"x"}, project)
    assert {path: path.is_file() and path.read_bytes() for path in project.rglob("*")} == before


def test_a_file_that_appears_meanwhile_is_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflet.core.atomic.check_new_file", lambda *_: None)
    with pytest.raises(FileExistsError):
        create_files({project / "new/x.md": b"x", project / "content/note.md": b"x"}, project)
    assert (project / "content/note.md").read_text("utf-8") == "by hand"
    assert not (project / "new").exists()


def test_no_project_is_begun_inside_another_ones_content(project: Path) -> None:
    with pytest.raises(UsageError, match='inside "content"'):
        create_files({project / "content/p/leaflet.yaml": b"x"}, project / "content/p")


def test_of_files_that_exist_only_those_of_clinics_are_written_anew(project: Path) -> None:
    path = project / "content/clinics/north/clinic.yaml"
    path.write_bytes(b"old")
    replace_clinic_file(path, b"new", project)
    assert path.read_bytes() == b"new"
    for name in ("content/note.md", "leaflet.yaml", "content/clinics/north/logo.svg"):
        with pytest.raises(UsageError, match="no file of a clinic"):
            replace_clinic_file(project / name, b"x", project)
    path.unlink()
    path.symlink_to(project / "content/note.md")
    with pytest.raises(UsageError):
        replace_clinic_file(path, b"x", project)


# --- links ---------------------------------------------------------------------------------------


def test_no_link_leads_out_of_the_folder(project: Path, tmp_path: Path) -> None:
    outside, dist = tmp_path / "outside", project / "dist"
    outside.mkdir()
    dist.mkdir()
    (outside / "x.pdf").write_bytes(b"theirs")
    (dist / "north").symlink_to(outside)
    (dist / "by-hand").symlink_to(project / "content")
    for name in ("north/x.pdf", "north/deep/x.pdf", "by-hand/note.md"):
        with pytest.raises(UsageError):
            replace_atomically(dist / name, b"x", dist)
        with pytest.raises(UsageError):
            delete(dist / "north/x.pdf", dist)
    assert (outside / "x.pdf").read_bytes() == b"theirs"
    assert (project / "content/note.md").exists()
    assert [path.name for path in outside.iterdir()] == ["x.pdf"]


def test_a_file_that_is_a_link_is_replaced_and_never_followed(project: Path) -> None:
    dist = project / "dist"
    dist.mkdir()
    (dist / "x.pdf").symlink_to(project / "content/note.md")
    replace_atomically(dist / "x.pdf", b"x", dist)
    assert (dist / "x.pdf").read_bytes() == b"x"
    assert (project / "content/note.md").read_text("utf-8") == "by hand"


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "dist").symlink_to(tmp_path / "disk")
    replace_atomically(tmp_path / "dist/north/x.pdf", b"x", tmp_path / "dist")
    assert (tmp_path / "disk/north/x.pdf").read_bytes() == b"x"


def test_a_folder_that_is_a_link_to_content_is_refused(project: Path) -> None:
    (project / "dist").symlink_to(project / "content")
    with pytest.raises(UsageError, match='inside "content"'):
        replace_atomically(project / "dist/x.pdf", b"x", project / "dist")


def test_a_named_file_is_no_link_and_no_device(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(UsageError):
            replace_atomically(tmp_path / name, b"x")
    assert (tmp_path / "real").read_bytes() == b"theirs"


def test_a_named_file_is_not_written_through_a_link_out_of_the_project(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (project / "reports").symlink_to(outside)
    with pytest.raises(UsageError, match='by the link "reports"'):
        replace_atomically(project / "reports/new/x.json", b"x")
    assert list(outside.iterdir()) == []
    (project / "inside").mkdir()
    (project / "shortcut").symlink_to(project / "inside")
    replace_atomically(project / "shortcut/x.json", b"x")
    (outside / "project").symlink_to(project)
    replace_atomically(outside / "project/x.json", b"x")
    assert (project / "inside/x.json").exists()
    assert (project / "x.json").exists()


def test_what_a_link_in_content_leads_to_is_written_by_hand(tmp_path: Path) -> None:
    for name in ("words/leaflets", "more", "settings"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "settings/all.yaml").write_text("formats: [a4]\n", "utf-8")
    (tmp_path / "leaflet.yaml").symlink_to(tmp_path / "settings/all.yaml")
    (tmp_path / "content").symlink_to(tmp_path / "words")
    (tmp_path / "words/leaflets/one").symlink_to(tmp_path / "more")
    for name in ("words/leaflets/x.md", "more/en-GB.md", "settings/all.yaml"):
        with pytest.raises(UsageError, match="written by hand"):
            replace_atomically(tmp_path / name, b"x")
    approval = tmp_path / "content/approvals/one/en-GB.yaml"
    replace_atomically(approval, b"x", tmp_path, approvals_of=tmp_path)
    assert approval.read_bytes() == b"x"
    replace_atomically(tmp_path / "settings/x.json", b"x")


def test_names_that_some_systems_take_for_one_are_refused(tmp_path: Path) -> None:
    (tmp_path / "North").mkdir()
    with pytest.raises(UsageError, match='"North"'):
        check_clash(tmp_path / "north/x.pdf", tmp_path)
    check_clash(tmp_path / "North/x.pdf", tmp_path)
    check_clash(tmp_path / "south/x.pdf", tmp_path)
