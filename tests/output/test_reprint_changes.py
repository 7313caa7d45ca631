"""From one manifest to another: what is reprinted, recycled and put out, as text, JSON, a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import ImageChops

from leaflet.cli.manifests import changes_lines, changes_record
from leaflet.content.project import SHIPPED, Project
from leaflet.core.digests import digest
from leaflet.core.json_records import named
from leaflet.output import manifest
from leaflet.output.manifest_entries import ManifestEntry, Shard
from leaflet.output.reprint_changes import Action, Changes, diff, total
from leaflet.staff_documents.reprint_notice import (
    SIZES,
    ReprintNotice,
    compose_reprint_notice,
    make_reprint_notice,
    print_reprint_notice,
)
from tests.support.printed import Run as PlacedWords
from tests.support.printed import embedded_fonts, page_texts, plain, rasters, runs
from tests.support.projects import Ran, Run
from tests.support.structure import marked_content_faults, outline, tree

FORMATS = (
    "a4 a4-sheet a5-booklet large-print letter letter-sheet mono phone poster-a3 poster-a4 trifold"
    " trifold-letter"
).split()


def paper(clinic: str, leaflet: str = "scars", format_: str = "a4", **values: Any) -> ManifestEntry:
    """An edition as a manifest lists it."""
    path = f"{clinic}/en-GB/{leaflet}.{format_}.{'html' if format_ == 'phone' else 'pdf'}"
    names = (leaflet, "en-GB", clinic, format_, path, digest(path.encode()))
    entry = ManifestEntry(*names, pages=4, version="1.0.0", words="11" * 32, state="draft")
    return replace(entry, **values)


def printed_anew(entry: ManifestEntry, **values: Any) -> ManifestEntry:
    """The edition with other bytes."""
    return replace(entry, sha256=digest(entry.sha256.encode()), **values)


REWORDED = {"words": "22" * 32, "version": "1.1.0"}

SCARS, TRIFOLD = paper("riverside"), paper("riverside", format_="trifold")
PEELING, FILLERS = paper("riverside", "peeling"), paper("st-oswin", "fillers")


def text(changes: Changes) -> list[str]:
    return list(changes_lines(changes))


# --- what changed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "action"),
    [
        ([SCARS], [printed_anew(SCARS)], Action.REPRINT),
        ([SCARS, PEELING], [PEELING], Action.RECYCLE),
        ([PEELING], [SCARS, PEELING], Action.NEW),
    ],
)
def test_an_edition_is_reprinted_recycled_or_new(
    old: list[ManifestEntry], new: list[ManifestEntry], action: Action
) -> None:
    (clinic,) = diff(old, new).clinics
    (change,) = clinic.changes
    assert (change.action, change.entry.name) == (action, SCARS.name)


def test_the_same_bytes_are_no_change() -> None:
    changes = diff([SCARS], [replace(SCARS, version="1.1.0", state="overdue")])
    assert (changes.clinics, changes.unchanged, total(changes)) == ((), 1, "")


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({}, ["details or layout, same wording"]),
        ({"words": "22" * 32}, ["wording changed"]),
        ({"version": "1.1.0"}, ["version 1.0.0 to 1.1.0"]),
        ({"state": "approved"}, ["state draft to approved"]),
        (
            {**REWORDED, "state": "approved"},
            ["wording changed", "version 1.0.0 to 1.1.0", "state draft to approved"],
        ),
    ],
)
def test_a_reprint_says_why(values: dict[str, str], reasons: list[str]) -> None:
    changes = diff([SCARS], [printed_anew(SCARS, **values)])
    assert list(changes.clinics[0].changes[0].reasons) == reasons
    assert changes.is_wording_same is ("words" not in values)


def test_a_stale_edition_is_to_be_reprinted_although_its_bytes_are_the_same() -> None:
    stale = replace(SCARS, stale=("an older phone number",))
    (change,) = diff([SCARS], [stale]).clinics[0].changes
    assert (change.action, change.reasons) == (Action.REPRINT, ("has an older phone number",))
    assert not diff([stale], [SCARS]).clinics, "built again to the same bytes"


def test_what_is_new_or_gone_has_no_wording_that_changed() -> None:
    changes = diff([SCARS], [PEELING])
    assert changes.is_wording_same
    assert all(change.reasons == () for change in changes.clinics[0].changes)


def test_reworded_without_another_byte_is_still_reworded() -> None:
    """A poster prints the first key points only; the words hash is that of the whole leaflet."""
    changes = diff([SCARS], [replace(SCARS, words="22" * 32)])
    assert (changes.clinics, changes.is_wording_same) == ((), False)


OLD = [SCARS, TRIFOLD, paper("riverside", format_="phone"), PEELING, FILLERS, paper("harbour")]
NEW = [
    printed_anew(SCARS, **REWORDED),
    printed_anew(TRIFOLD, **REWORDED),
    printed_anew(paper("riverside", format_="phone"), **REWORDED),
    FILLERS,
    paper("st-oswin", "fillers", "mono"),
    paper("harbour"),
]


def test_changes_as_text() -> None:
    why = "wording changed, version 1.0.0 to 1.1.0"
    assert text(diff(OLD, NEW)) == [
        "riverside",
        f"  reprint  scars    en-GB  {why}  a4, phone (online), trifold",
        f"  recycle  peeling  en-GB  {'':{len(why)}}  a4",
        "",
        "st-oswin",
        f"  new      fillers  en-GB  {'':{len(why)}}  mono",
        "",
        "3 to reprint, 1 to recycle, 1 new, 2 unchanged",
    ]


def test_formats_with_other_reasons_stand_in_other_lines() -> None:
    lines = text(diff([SCARS, TRIFOLD], [printed_anew(SCARS), printed_anew(TRIFOLD, **REWORDED)]))
    assert [line.split()[-1] for line in lines[1:3]] == ["a4", "trifold"]


def test_the_last_line_says_when_no_wording_changed() -> None:
    assert text(diff([SCARS], [printed_anew(SCARS)]))[-1] == (
        "1 to reprint, 0 unchanged; no wording changed"
    )
    assert text(diff([SCARS], [SCARS])) == ["1 unchanged; no wording changed"]
    assert text(diff([SCARS], [printed_anew(SCARS, **REWORDED)]))[-1] == "1 to reprint, 0 unchanged"


def test_changes_as_json() -> None:
    record = changes_record(diff(OLD, NEW))
    assert [clinic["clinic"] for clinic in record["clinics"]] == ["riverside", "st-oswin"]
    assert record["totals"] == {
        "reprint": 3,
        "recycle": 1,
        "new": 1,
        "unchanged": 2,
        "wording_changed": True,
    }
    gone, reprinted = record["clinics"][0]["editions"][:2]
    assert reprinted == {
        "action": "reprint",
        "leaflet": "scars",
        "language": "en-GB",
        "format": "a4",
        "path": SCARS.path,
        "wording_changed": True,
        "version": {"old": "1.0.0", "new": "1.1.0"},
        "state": {"old": "draft", "new": "draft"},
        "stale": [],
    }
    assert (gone["action"], gone["wording_changed"]) == ("recycle", None)
    assert gone["version"] == {"old": "1.0.0", "new": None}
    assert record["clinics"][1] == {
        "clinic": "st-oswin",
        "editions": record["clinics"][1]["editions"],
        "unchanged": 1,
    }


def test_the_json_is_reported() -> None:
    page = (SHIPPED / "docs/content.md").read_text("utf-8")
    record = changes_record(diff(OLD, NEW))
    for heading, names in (
        ("Changes", record),
        ("Clinic's changes", record["clinics"][0]),
        ("Change of an edition", record["clinics"][0]["editions"][0]),
        ("Totals", record["totals"]),
        ("Shard", Shard.__dataclass_fields__),
    ):
        section = page.split(f"### {heading}\n")[1].split("\n#")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(names), heading


def test_the_order_of_entries_does_not_matter() -> None:
    assert diff(OLD[::-1], NEW[::-1]) == diff(OLD, NEW)


# --- the command ---------------------------------------------------------------------------------

Tell = Callable[..., Ran]


@pytest.fixture
def tell(tmp_path: Path, run: Run) -> Tell:
    """Calls `leaflet changes` on two output folders, where there is no project."""
    manifest.write(tmp_path / "old", OLD)
    manifest.write(tmp_path / "new", NEW)

    def call(*args: str | Path) -> Ran:
        group = args[:2] if args[0] == "-C" else ()
        return run(*group, "changes", *args[len(group) :], cwd=tmp_path)

    return call


def test_differences_are_no_errors(tell: Tell) -> None:
    ran = tell("old", "new")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == text(diff(OLD, NEW))


def test_files_may_be_named_too(tell: Tell) -> None:
    assert tell("old/manifest.json", "new").out == tell("old", "new/manifest.json").out


def test_json_is_asked_for(tell: Tell) -> None:
    told = json.loads(tell("old", "new", "--output-format", "json").out)
    assert told == named("changes", changes_record(diff(OLD, NEW)))


def test_a_shard_is_not_taken_for_all(tell: Tell, tmp_path: Path) -> None:
    """What the other shards hold would look as if it was to be thrown away."""
    manifest.write(tmp_path / "new", NEW, shard=Shard(1, 2, ()))
    ran = tell("old", "new")
    assert (ran.code, ran.out) == (2, "")
    assert "shard 1 of 2 only" in ran.err
    assert "leaflet merge" in ran.err
    manifest.write(tmp_path / "new", NEW, shard=Shard(1, 1, ()))
    assert tell("old", "new").code == 0


@pytest.mark.parametrize("content", ["", "hello", "[" * 100_000, '{"icons": []}', None])
def test_what_is_no_manifest_is_reported(content: str | None, tell: Tell, tmp_path: Path) -> None:
    path = tmp_path / "old/manifest.json"
    path.unlink()
    if content is not None:
        path.write_text(content, "utf-8")
    ran = tell("old", "new", "--pdf", "page.pdf")
    assert (ran.code, ran.out, (tmp_path / "page.pdf").exists()) == (2, "", False)
    assert "old/manifest.json" in ran.err


# --- the reprint notice: what fits ---------------------------------------------------------------

WIDE = "m" * 60


def at_clinics(number: int, formats: Sequence[str] = ("a4",)) -> Changes:
    """So many clinics with a reprint in each of some formats."""
    old = [paper(f"clinic-{n:04}", format_=name) for n in range(number) for name in formats]
    return diff(old, [printed_anew(entry) for entry in old])


def height_mm(notice: ReprintNotice) -> float:
    """How tall a reprint notice is in its space."""
    errands = sum(SIZES.clinic + sum(t.height_mm for t in of) for _, of in notice.errands)
    lines = len(notice.counts) + bool(notice.counts) + bool(notice.more)
    return errands + lines * SIZES.short


def test_few_changes_are_reported_in_full() -> None:
    notice = make_reprint_notice(diff(OLD, NEW))
    assert [
        (clinic, [errand.what for errand in errands]) for clinic, errands in notice.errands
    ] == [
        ("riverside", ["Reprint", "Recycle"]),
        ("st-oswin", ["New"]),
    ]
    assert (notice.counts, notice.more) == ((), 0)


@pytest.mark.parametrize("number", range(1, 60))
def test_a_reprint_notice_is_never_taller_than_its_space(number: int) -> None:
    changes = at_clinics(number)
    notice = make_reprint_notice(changes)
    assert height_mm(notice) <= SIZES.space
    listed = len(notice.errands) + len(notice.counts)
    assert listed + notice.more == number
    assert bool(notice.errands) != bool(notice.counts)


def test_too_many_clinics_are_counted() -> None:
    notice = make_reprint_notice(at_clinics(2000))
    assert (notice.errands, len(notice.counts) + notice.more) == ((), 2000)
    assert notice.counts[0] == ("clinic-0000", "1 to reprint")
    assert height_mm(notice) > SIZES.space - 2 * SIZES.short


def test_the_last_clinic_that_fits_is_not_counted_away() -> None:
    most = max(n for n in range(1, 100) if not make_reprint_notice(at_clinics(n)).more)
    assert len(make_reprint_notice(at_clinics(most)).counts) == most
    assert make_reprint_notice(at_clinics(most + 1)).more == 2


def test_one_clinic_with_too_much_is_reported_in_one_line() -> None:
    old = [paper("riverside", f"leaflet-{n}", name) for n in range(40) for name in FORMATS]
    notice = make_reprint_notice(diff(old, []))
    assert notice == ReprintNotice((), (("riverside", "480 to recycle"),))


def test_no_line_is_longer_than_its_column() -> None:
    notice = make_reprint_notice(diff([paper(WIDE, WIDE, name) for name in [*FORMATS, WIDE]], []))
    ((clinic, (errand,)),) = notice.errands
    assert clinic.endswith("m…")
    assert errand.leaflet.endswith("m…")
    assert [line for line in errand.formats if "m" * 10 in line] == [f"{'m' * 18}…,"]


def test_formats_are_not_torn() -> None:
    (errand,) = make_reprint_notice(at_clinics(1, FORMATS)).errands[0][1]
    names = [f"{name} (online)" if name == "phone" else name for name in FORMATS]
    assert " ".join(errand.formats).split(", ") == sorted(names)
    assert len(errand.formats) > 2


# --- the reprint notice: the page ----------------------------------------------------------------

TEMPLATES = Project(SHIPPED).templates


def notice_pdf(changes: Changes) -> bytes:
    return print_reprint_notice(changes, TEMPLATES)


def outside(words: Sequence[PlacedWords]) -> list[str]:
    """Words nearer than 10 mm to an edge of A4."""
    edge = 10 / 25.4 * 72
    right, bottom = 210 / 25.4 * 72 - edge, 297 / 25.4 * 72 - edge
    return [
        run.text
        for run in words
        if run.box[0] < edge or run.box[1] < edge or run.box[2] > right or run.box[3] > bottom
    ]


PAGES = {
    "nothing": diff(OLD, OLD),
    "1 change": at_clinics(1),
    "every kind": diff(OLD, NEW),
    "40 changes": at_clinics(20, ("a4", "trifold")),
    "all formats": at_clinics(8, FORMATS),
    "2,000 changes": at_clinics(2000),
    "long names": diff([], [paper(WIDE, WIDE, name) for name in (*FORMATS, WIDE)]),
    "many of long names": diff([], [paper(f"{WIDE}{n}", WIDE) for n in range(100)]),
}


@pytest.mark.pdf
@pytest.mark.parametrize("changes", PAGES.values(), ids=PAGES.keys())
def test_a_reprint_notice_is_one_page_and_nothing_runs_over(changes: Changes) -> None:
    pdf = notice_pdf(changes)
    assert len(page_texts(pdf)) == 1
    words = runs(pdf)
    assert outside(words) == []
    foot = [run.box[1] for run in words if run.text.startswith("Done by")]
    others = [run.box[3] for run in words if not re.match(r"Done by|on$", run.text.strip())]
    assert foot[0] > max(others)


@pytest.mark.pdf
def test_the_page_says_what_is_to_be_done() -> None:
    (page,) = page_texts(notice_pdf(diff(OLD, NEW)))
    for words in (
        "3 to reprint, 1 to recycle, 1 new. Wording changed: do not hand out the old paper.",
        "riverside",
        "scars, en-GB",
        "wording changed, version 1.0.0 to",
        "phone (online)",
        "Recycle",
    ):
        assert plain(words) in page


@pytest.mark.pdf
def test_the_page_says_what_it_leaves_out() -> None:
    (page,) = page_texts(notice_pdf(at_clinics(2000)))
    notice = make_reprint_notice(at_clinics(2000))
    assert f"and {notice.more} more clinics: see the list as text" in page
    assert page.count("1 to reprint") == len(notice.counts)
    assert "No wording changed." in page


@pytest.mark.pdf
def test_the_rows_are_as_tall_as_they_were_counted() -> None:
    """The headings of two clinics stand as far apart as the arithmetic says."""
    changes = at_clinics(2, FORMATS)
    tops = [run.box[1] for run in runs(notice_pdf(changes)) if run.text.startswith("clinic-")]
    (errand,) = make_reprint_notice(changes).errands[0][1]
    apart_mm = (tops[1] - tops[0]) / 72 * 25.4
    assert apart_mm == pytest.approx(SIZES.clinic + errand.height_mm, abs=0.2)


@pytest.mark.pdf
def test_the_page_is_tagged_in_reading_order() -> None:
    pdf = notice_pdf(diff(OLD, NEW))
    assert marked_content_faults(pdf) == []
    root = tree(pdf)
    assert [element.text for element in root.find("H1", "H2")] == [
        "Leaflets: what to reprint and recycle",
        "riverside",
        "st-oswin",
    ]
    items = [element.text for element in root.find("LI")]
    assert len(items) == 3
    assert plain(items[1]) == "Recycle peeling, en-GB a4"
    assert "Document" in outline(root)


@pytest.mark.pdf
def test_the_page_is_black_on_white_in_the_declared_typeface() -> None:
    pdf = notice_pdf(diff(OLD, NEW))
    assert {name.split("-3")[0] for name in embedded_fonts(pdf)} == {"Source-Sans"}
    assert {run.rgb for run in runs(pdf)} == {(0, 0, 0)}
    (picture,) = rasters(pdf, 40)
    red, green, blue = picture.split()
    assert ImageChops.difference(red, green).getextrema() == (0, 0)
    assert ImageChops.difference(red, blue).getextrema() == (0, 0)
    assert min(run.size for run in runs(pdf)) >= 10.9


@pytest.mark.pdf
def test_equal_changes_give_equal_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = notice_pdf(diff(OLD, NEW))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert notice_pdf(diff(OLD[::-1], NEW[::-1])) == first


@pytest.mark.pdf
def test_the_page_is_written_outside_a_project(tell: Tell, tmp_path: Path) -> None:
    ran = tell("old", "new", "--pdf", "out/page.pdf")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == tell("old", "new").out
    with pikepdf.open(tmp_path / "out/page.pdf") as document:
        assert len(document.pages) == 1
        assert document.Root.Lang == "en-GB"


@pytest.mark.pdf
def test_a_template_of_a_project_stands_before_ours(
    tell: Tell, tmp_path: Path, project_folder: Path
) -> None:
    own_template(project_folder, "<h1>Ours</h1>")
    assert tell("-C", project_folder, "old", "new", "--pdf", "page.pdf").code == 0
    assert page_texts((tmp_path / "page.pdf").read_bytes()) == ["Ours"]


def own_template(folder: Path, body: str) -> None:
    (folder / "templates").mkdir()
    (folder / "templates/changes.html.j2").write_text(body, "utf-8")


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<p>a</p><p style='break-before: page'>b</p>", "2 pages"),
        ("<p style='position: absolute; left: 190mm; white-space: nowrap'>a long line</p>", "edge"),
        ("<img src='file:///etc/passwd' alt='x'>", "not declared"),
        ("<p style='colour: red'>a</p>", "the renderer warns"),
        ("\n{{ nothing.like.it }}", "changes.html.j2:2"),
    ],
)
def test_a_template_that_breaks_the_promise_is_reported(
    body: str, says: str, tell: Tell, tmp_path: Path, project_folder: Path
) -> None:
    own_template(project_folder, body)
    ran = tell("-C", project_folder, "old", "new", "--pdf", "page.pdf")
    assert (ran.code, (tmp_path / "page.pdf").exists()) == (2, False)
    assert says in ran.err


def test_no_day_is_on_the_page() -> None:
    made = compose_reprint_notice(diff(OLD, NEW), TEMPLATES)
    assert (made.created, made.modified) == ("1970-01-01", "1970-01-01")
    assert "2026" not in made.html
