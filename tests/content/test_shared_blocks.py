"""Shared blocks: one text in several leaflets, which changes them and voids them together."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest

from leaflet.cache.file_index import FileIndex
from leaflet.cache.store import Store
from leaflet.content.fingerprint import words_hash
from leaflet.content.git_versions import read_version
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet
from leaflet.planning.file_summaries import FileSummaries
from tests.support.governed import make_real
from tests.support.projects import Run, add_leaflet, place

SHARED = "content/shared"
BODY = """---
title: Coming to us
---
## Before you come {#before}

Eat as usual.

```shared
ring
```

Come early.
"""


def write(folder: Path, name: str, text: str) -> None:
    path = folder / SHARED / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def leaflet(folder: Path, body: str = BODY, name: str = "coming") -> Loaded[Leaflet]:
    path = folder / "content/leaflets" / name / "en-GB.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(body, "utf-8")
    return Project(folder).leaflets[name, "en-GB"]


def said(loaded: Loaded[Leaflet]) -> list[tuple[str, object]]:
    assert loaded.value, loaded.findings
    return [(block.kind, block.content) for block in loaded.value.sections[0].blocks]


def told(loaded: Loaded[Leaflet]) -> list[tuple[str, str]]:
    """The places and messages of what is wrong with shared blocks."""
    assert loaded.value is None
    found = [finding for finding in loaded.findings if finding.code == "shared-block"]
    assert found
    assert all(finding.is_broken and finding.hint for finding in found)
    return [(str(finding.span), finding.message) for finding in found]


def test_a_shared_block_stands_where_its_fence_is(project_folder: Path) -> None:
    write(project_folder, "ring", "Ring us first.\n\n```checklist\n- Bring your letter.\n```\n")
    loaded = leaflet(project_folder)
    assert [kind for kind, _ in said(loaded)] == ["prose", "prose", "checklist", "prose"]
    texts = [str(text) for _, text in said(loaded)]
    assert [text.strip() for text in texts[::3]] == ["Eat as usual.", "Come early."]
    assert "Ring us first." in texts[1]
    assert "Bring your letter." in texts[2]


def test_shared_blocks_stand_in_each_other_and_in_short_forms(project_folder: Path) -> None:
    write(project_folder, "ring", "Ring us first.\n\n```shared\nparking\n```\n")
    write(project_folder, "parking", "Park behind the house.\n")
    short = "````short\nCome.\n\n```shared\nparking\n```\n````\n"
    loaded = leaflet(project_folder, BODY + short)
    assert "Park behind the house." in str(said(loaded)[2][1])
    assert loaded.value
    assert "Park behind the house." in str(loaded.value.sections[0].short[1].content)
    assert loaded.shared == ("ring", "parking")


def test_a_text_of_the_leaflets_language_comes_first(project_folder: Path) -> None:
    write(project_folder, "ring", "Ring us.\n")
    assert "Ring us." in str(said(leaflet(project_folder)))
    write(project_folder, "ring.en-GB", "Give us a ring.\n")
    write(project_folder, "ring.es-ES", "Llame.\n")
    assert "Give us a ring." in str(said(leaflet(project_folder)))
    (project_folder / SHARED / "ring.md").unlink()
    (project_folder / SHARED / "ring.en-GB.md").unlink()
    assert "no shared block" in str(told(leaflet(project_folder))), "never another language's"


def test_a_missing_block_is_told_at_the_fence_and_at_the_file(project_folder: Path) -> None:
    write(project_folder, "rings", "Ring us.\n")
    loaded = leaflet(project_folder)
    places = dict(told(loaded))
    assert places["content/leaflets/coming/en-GB.md:9:1"] == 'no shared block "ring"'
    assert "content/leaflets/coming/en-GB.md:9:1" in places["content/shared/ring.md"]
    assert 'did you mean "rings"?' in {finding.hint for finding in loaded.findings}


def test_a_block_that_a_block_misses_is_told_at_both(project_folder: Path) -> None:
    write(project_folder, "ring", "Ring us first.\n\n```shared\nparking\n```\n")
    places = {place for place, message in told(leaflet(project_folder)) if '"parking"' in message}
    assert places == {"content/leaflets/coming/en-GB.md:9:1", "content/shared/ring.md:4:1"}


def test_a_circle_is_told_at_each_of_its_fences(project_folder: Path) -> None:
    write(project_folder, "ring", "Ring us first.\n\n```shared\nparking\n```\n")
    write(project_folder, "parking", "```shared\nring\n```\n")
    found = told(leaflet(project_folder))
    assert {place for place, _ in found} == {
        "content/leaflets/coming/en-GB.md:9:1",
        "content/shared/ring.md:4:1",
        "content/shared/parking.md:2:1",
    }
    assert {message for _, message in found} == {
        '"ring" is placed inside itself: ring → parking → ring'
    }


def test_a_block_inside_itself_is_told_there_and_in_the_leaflet(project_folder: Path) -> None:
    write(project_folder, "ring", "Ring.\n\n```shared\nring\n```\n")
    places = {place for place, _ in told(leaflet(project_folder))}
    assert places == {"content/leaflets/coming/en-GB.md:9:1", "content/shared/ring.md:4:1"}


@pytest.mark.parametrize(
    ("fence", "says"),
    [
        ("", "no id"),
        ("../clinics/riverside", "is no id of a shared block"),
        ("ring\nparking", "is no id of a shared block"),
        ("Ring", "is no id of a shared block"),
    ],
)
def test_what_is_no_id_is_told(project_folder: Path, fence: str, says: str) -> None:
    write(project_folder, "ring", "Ring us.\n")
    loaded = leaflet(project_folder, BODY.replace("ring", fence))
    assert says in str(told(loaded))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no text"),
        ("````short\nRing.\n````\n", "a short form inside a shared block"),
        ("Ring.\n\n## Another section\n\nWords.\n", "a section inside a block"),
        ("Ring *us*.\n", "italics"),
        ("```checkliste\n- A.\n```\n", 'unknown block "checkliste"'),
        ("```checklist\n- [A.\n```\n", "shared/ring.md:"),
    ],
)
def test_a_wrong_text_is_told_in_the_shared_file(
    project_folder: Path, text: str, says: str
) -> None:
    write(project_folder, "ring", text)
    loaded = leaflet(project_folder)
    assert loaded.value is None
    broken = [finding for finding in loaded.findings if finding.is_broken]
    assert all(finding.span.path == "content/shared/ring.md" for finding in broken)
    assert any(says in f"{finding.span} {finding.message}" for finding in broken)


def test_a_file_that_leads_out_of_the_project_is_not_read(
    project_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("Secret.", "utf-8")
    write(project_folder, "ring", "")
    (project_folder / SHARED / "ring.md").unlink()
    (project_folder / SHARED / "ring.md").symlink_to(tmp_path / "secret.md")
    loaded = leaflet(project_folder)
    assert loaded.value is None
    assert "outside-project" in {finding.code for finding in loaded.findings}


def test_many_blocks_in_each_other_do_not_grow_without_end(project_folder: Path) -> None:
    for level in range(7):
        fence = f"```shared\nlevel-{level + 1}\n```\n\n"
        write(project_folder, f"level-{level}", fence * 10)
    write(project_folder, "level-7", "Words.\n")
    loaded = leaflet(project_folder, BODY.replace("ring", "level-0"))
    assert "200 in all" in str(told(loaded))
    for level in range(12):
        write(project_folder, f"level-{level}", f"```shared\nlevel-{level + 1}\n```\n")
    loaded = leaflet(project_folder, BODY.replace("ring", "level-0"))
    assert "more than 8 shared blocks in each other" in str(told(loaded))


def test_long_blocks_are_bounded_together(project_folder: Path) -> None:
    write(project_folder, "ring", "Ring us, and ring again.\n\n" * 8_000)
    loaded = leaflet(project_folder, BODY + "\n```shared\nring\n```\n")
    assert "too long" in str(told(loaded))


def test_the_words_hash_covers_the_shared_text(project_folder: Path) -> None:
    hashes = set()
    for text in ("Ring us.\n", "Ring us first.\n"):
        write(project_folder, "ring", text)
        loaded = leaflet(project_folder)
        assert loaded.value
        hashes.add(words_hash(loaded.value, {}))
    assert len(hashes) == 2


def test_a_kept_summary_notices_what_changed_in_a_shared_file(
    project_folder: Path, tmp_path: Path
) -> None:
    def summary() -> tuple[str, str, bool]:
        index = FileIndex(Store(tmp_path / "store"), project_folder, tmp_path / "dist")
        summaries = FileSummaries(Project(project_folder), index)
        made = summaries.of(summaries.project.leaflets, ("coming", "en-GB"))
        return made.digest, made.words, made.is_sound

    write(project_folder, "ring", "Ring us.\n")
    leaflet(project_folder)
    first, again = summary(), summary()
    assert first == again
    write(project_folder, "ring", "Ring us first, please.\n")
    second = summary()
    assert second[0] != first[0]
    assert second[1] != first[1]
    write(project_folder, "ring.en-GB", "Give us a ring.\n")
    assert summary()[1] not in (first[1], second[1]), "a file that was not there before"
    (project_folder / SHARED / "ring.md").unlink()
    (project_folder / SHARED / "ring.en-GB.md").unlink()
    assert not summary()[2]
    write(project_folder, "ring", "Ring us.\n")
    assert summary()[1:] == first[1:]


def two_leaflets(folder: Path) -> None:
    """Two approved leaflets with one shared block, and one without."""
    write(folder, "ring", "Ring us if you are not sure.\n")
    for name in ("", "second", "third"):
        add_leaflet(folder, name)
    for name in ("mesotherapy-acne-scars", "second"):
        path = folder / "content/leaflets" / name / "en-GB.md"
        text = path.read_text("utf-8")
        path.write_text(f"{text}\n```shared\nring\n```\n", "utf-8")


def findings(folder: Path) -> list[Finding]:
    summaries = FileSummaries(Project(folder))
    from leaflet.planning.matrix import Selection
    from leaflet.planning.planner import make_plan

    plan = make_plan(summaries.project, Selection(), today=datetime.date(2026, 11, 29))
    return list(plan.findings)


def version(folder: Path, name: str) -> None:
    """Give a leaflet a new version, as after any change of its words."""
    path = folder / "content/leaflets" / name / "en-GB.md"
    text = path.read_text("utf-8")
    old = next(line for line in text.splitlines() if line.startswith("version: "))
    path.write_text(text.replace(old, "version: 9.0.0", 1), "utf-8")


def test_a_change_names_every_leaflet_and_is_approved_in_one_step(
    project_folder: Path, run: Run
) -> None:
    make_real(project_folder)
    two_leaflets(project_folder)
    by = ("--by", "Dr A", "--role", "clinician", "--as-of", "2026-11-29")
    ran = run("approve", "--shared", "ring", *by, cwd=project_folder)
    assert ran.code == 0, ran.err
    assert "mesotherapy-acne-scars, en-GB" in ran.out
    assert "second, en-GB" in ran.out
    assert "third" not in ran.out
    ran = run("approve", "third", *by, cwd=project_folder)
    assert ran.code == 0, ran.err
    assert not [f for f in findings(project_folder) if f.code.startswith(("approval-", "shared"))]

    write(project_folder, "ring", "Ring us whenever you are not sure.\n")
    void = [f for f in findings(project_folder) if f.code == "approval-void"]
    assert {f.span.path.split("/")[2] for f in void} == {"mesotherapy-acne-scars", "second"}
    (change,) = [f for f in findings(project_folder) if f.code == "shared-change"]
    assert change.span.path == "content/shared/ring.md"
    assert "mesotherapy-acne-scars (en-GB), second (en-GB)" in change.message
    assert "third" not in change.message

    places = [place(project_folder, f"content/leaflets/{name}/en-GB.md", "0.1.0")
              for name in ("mesotherapy-acne-scars", "second")]  # fmt: skip
    assert all(one in change.hint for one in places), "whoever changes the text learns it at once"

    ran = run("approve", "--shared", "ring", *by, cwd=project_folder)
    assert ran.code == 2
    for one in places:
        assert f"write version: 0.1.1 at {one}" in ran.err, "told once, and with what to write"
    for name in ("mesotherapy-acne-scars", "second"):
        version(project_folder, name)
    (change,) = [f for f in findings(project_folder) if f.code == "shared-change"]
    assert "new version" not in change.hint
    ran = run("approve", "--shared", "ring", *by, cwd=project_folder)
    assert ran.code == 0, ran.err
    assert not [f for f in findings(project_folder) if f.code.startswith(("approval-", "shared"))]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--shared", "rings"), 'no shared block "rings"'),
        (("--shared", "lonely"), 'no leaflet places "lonely"'),
        (("--shared", "ring", "-l", "es-ES"), 'no leaflet in es-ES places "ring"'),
        (("--shared", "ring", "-c", "riverside"), "several things to approve"),
        (("coming", "--shared", "ring"), "several things to approve"),
    ],
)
def test_a_wrong_call_approves_nothing(
    project_folder: Path, run: Run, args: tuple[str, ...], says: str
) -> None:
    write(project_folder, "ring", "Ring us.\n")
    write(project_folder, "lonely", "Nobody places this.\n")
    leaflet(project_folder)
    ran = run("approve", *args, "--by", "Dr A", "--role", "clinician", cwd=project_folder)
    assert ran.code == 2
    assert says in ran.err
    assert not (project_folder / "content/approvals").exists()


def test_what_no_leaflet_places_is_told_and_all_are_listed(project_folder: Path, run: Run) -> None:
    write(project_folder, "ring", "Ring us.\n")
    write(project_folder, "lonely", "Nobody places this.\n")
    leaflet(project_folder)
    ran = run("check", cwd=project_folder)
    assert "content/shared/lonely.md: advice: no leaflet places it" in ran.out
    assert "content/shared/ring.md" not in ran.out
    ran = run("list", "shared", cwd=project_folder)
    assert [line.split() for line in ran.out.splitlines()] == [
        ["lonely", "(none)"],
        ["ring", "coming", "en-GB"],
    ]


@pytest.mark.process
def test_a_version_of_a_leaflet_is_read_with_its_shared_blocks(project_folder: Path) -> None:
    write(project_folder, "ring", "Ring us.\n")
    leaflet(project_folder)
    name = "content/leaflets/coming/en-GB.md"
    for call in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b.example",
                  "commit", "-qm", "first"]):  # fmt: skip
        subprocess.run(["git", *call], cwd=project_folder, check=True)
    write(project_folder, "ring", "Ring us first.\n")
    assert "Ring us first." in str(said(read_version(name, project_folder)))
    assert "Ring us." in str(said(read_version(f"HEAD:{name}", project_folder)))
