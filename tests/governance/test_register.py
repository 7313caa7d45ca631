"""What is published behind QR codes, and what is said of a copy."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from leaflet.core import extensions
from leaflet.governance.register import Register, read_register
from leaflet.governance.status_pages import _link, _offered
from leaflet.governance.verification import VerificationStatus, named_copy, typed_copy, verify_file
from tests.support.governed import ANN, NAME, approve_all, make_real, rewrite
from tests.support.projects import CLINIC, LEAFLET, LOCALE, SETTINGS, Ran, Run, whole

CODE = "SHAQ872"
PDF = f"dist/riverside/en-GB/{NAME}.a4.pdf"
PHONE = PDF.replace("a4.pdf", "phone.html")
HOME = f"register/riverside/{CODE}"


@pytest.fixture
def published(project_folder: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An approved leaflet, published; a copy of the first that was."""
    first, store = tmp_path_factory.getbasetemp() / "published", Path(os.environ["LEAFLET_CACHE"])
    if not first.exists():
        publish_first(project_folder, run)
        shutil.copytree(store, first / "store")
        shutil.copytree(project_folder, first / "project")
        return project_folder
    shutil.rmtree(project_folder)
    shutil.copytree(first / "project", project_folder)
    shutil.copytree(first / "store", store)
    return project_folder


def publish_first(project_folder: Path, run: Run) -> None:
    make_real(project_folder)
    rewrite(project_folder, "formats: [a4]", "formats: [a4, phone, large-print]", SETTINGS)
    approve_all(run, project_folder)
    publish(run, project_folder)


def publish(run: Run, folder: Path, *more: str) -> None:
    assert run("build", "-c", "riverside", *more, cwd=folder).code == 0
    assert run("register", *more, cwd=folder).code == 0


def register(folder: Path) -> Register:
    return read_register(folder / "register/riverside/register.json")


def status(run: Run, folder: Path, *call: str) -> str:
    ran = run("verify", *call, "--json", cwd=folder)
    assert ran.code in (0, 1), ran.err
    (answer,) = json.loads(ran.out)["copies"]
    assert (ran.code == 0) == (answer["verdict"] == "current")
    return str(answer["verdict"])


def printed(folder: Path) -> str:
    """What stands on paper: code, version and words."""
    (leaflet,) = register(folder).leaflets
    assert leaflet.current
    return f"{leaflet.code} {leaflet.current.name}"


def raise_version(run: Run, folder: Path, version: str = "0.2.0") -> None:
    """Other words under another version, approved and published."""
    (old,) = re.findall(r"\nversion: (\S+)", (folder / LEAFLET).read_text("utf-8"))
    rewrite(folder, f"\nversion: {old}", f"\nversion: {version}")
    rewrite(folder, "main_message: Mesotherapy", f"main_message: In {version} mesotherapy")
    assert run("approve", NAME, *ANN, cwd=folder).code == 0
    publish(run, folder)


# --- pages ---------------------------------------------------------------------------------------


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.meta: list[Mapping[str, str | None]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent += tag == "style"
        self.addresses += [given[name] or "" for name in ("href", "src") if name in given]
        if tag == "meta":
            self.meta.append(given)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag == "style"

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._silent:
            self.words.append(data.strip())


def page(path: Path) -> _Page:
    read = _Page()
    read.feed(path.read_text("utf-8"))
    return read


def test_what_is_published(published: Path) -> None:
    assert sorted(whole(published / "register/riverside")) == [
        f"{CODE}/0.1.0/index.html",
        f"{CODE}/0.1.0/{NAME}.a4.pdf",
        f"{CODE}/0.1.0/{NAME}.large-print.pdf",
        f"{CODE}/0.1.0/{NAME}.phone.html",
        f"{CODE}/index.html",
        "register.json",
    ]
    published_pdf = published / HOME / f"0.1.0/{NAME}.a4.pdf"
    assert published_pdf.read_bytes() == (published / PDF).read_bytes()


def test_the_page_of_a_version_says_in_plain_words_where_it_stands(published: Path) -> None:
    read = page(published / HOME / "0.1.0/index.html")
    shown = " ".join(read.words)
    for words in (
        "Mesotherapy for acne scars",
        "Riverside Skin Clinic",
        "This leaflet is up to date.",
        CODE,
        printed(published).partition(" ")[2],
        "23 November 2026",
        "23 November 2027",
        "Read this leaflet",
        "Print this leaflet",
        "Print it in large print",
        "01632 970 140",
    ):
        assert words.replace(" ", "") in shown.replace("\u00a0", "").replace(" ", ""), words


def test_a_page_asks_for_nothing_and_leads_only_to_what_is_there(published: Path) -> None:
    home = published / HOME
    for path in home.rglob("index.html"):
        read = page(path)
        for address in read.addresses:
            if not address.startswith("tel:"):
                target = path.parent / address
                assert target.is_file() or (target / "index.html").is_file(), address
        assert "http:" not in path.read_text("utf-8")
        assert "https:" not in path.read_text("utf-8")
    policies = [m for m in page(home / "0.1.0/index.html").meta
                if m.get("http-equiv") == "Content-Security-Policy"]  # fmt: skip
    assert "default-src 'none'" in str(policies[0]["content"])


def test_the_code_leads_to_the_newest_version(published: Path, run: Run) -> None:
    def leads_to() -> list[str | None]:
        meta = page(published / HOME / "index.html").meta
        return [m["content"] for m in meta if m.get("http-equiv") == "refresh"]

    assert leads_to() == ["0; url=0.1.0/"]
    raise_version(run, published)
    assert leads_to() == ["0; url=0.2.0/"]


def test_an_old_version_says_so_and_its_files_are_gone(published: Path, run: Run) -> None:
    raise_version(run, published)
    old = published / HOME / "0.1.0"
    assert [path.name for path in old.iterdir()] == ["index.html"]
    read = page(old / "index.html")
    assert "There is a newer version. Please recycle your copy." in read.words
    assert "../0.2.0/" in read.addresses


@pytest.mark.parametrize(
    ("day", "words", "offers"),
    [
        ("2027-11-23", "This leaflet is up to date.", 3),
        ("2027-11-24", "Out of date: review was due", 0),
    ],
)
def test_the_day_decides_what_a_page_says(
    published: Path, run: Run, day: str, words: str, offers: int
) -> None:
    publish(run, published, "--as-of", day)
    read = page(published / HOME / "0.1.0/index.html")
    assert any(shown.startswith(words) for shown in read.words)
    assert len([address for address in read.addresses if NAME in address]) == offers


@pytest.mark.parametrize("extension", ["", ', extension: "204", option: "2"'])
def test_a_page_gives_the_number_of_the_department_that_readers_call(
    project_folder: Path, run: Run, extension: str
) -> None:
    shown = f'number: "+441632960155", display: "01632 960 155"{extension}'
    unit = f"departments: {{endoscopy: {{name: Endoscopy, phones: {{main: {{{shown}}}}}}}}}\n"
    path = project_folder / CLINIC
    path.write_text(path.read_text("utf-8") + unit, "utf-8")
    rewrite(project_folder, "\nversion:", "\ncontact: endoscopy\nversion:")
    publish(run, project_folder)
    words = " ".join(page(project_folder / HOME / "0.1.0/index.html").words)
    assert "01632 960 155" in words.replace("\u00a0", " ")
    assert "960 140" not in words.replace("\u00a0", " ")
    assert ("extension 204" in words and "option 2" in words) == bool(extension)


def test_a_draft_is_offered_to_nobody(project_folder: Path, run: Run) -> None:
    publish(run, project_folder)
    read = page(project_folder / HOME / "0.1.0/index.html")
    assert "Draft: not approved. Not for patients." in read.words
    assert [path.name for path in (project_folder / HOME / "0.1.0").iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("status_read", "phone"),
        ("link_text", "text"),
        ("status_print", "a4 a4-sheet letter letter-sheet"),
        ("status_large", "large-print"),
        (None, "a5-booklet mono poster-a3 poster-a4 trifold trifold-letter"),
    ],
)
def test_a_page_offers_what_can_be_read_or_printed_as_it_is(words: str | None, names: str) -> None:
    links = {name: _link(extensions.load("formats", name)) for name in names.split()}
    assert links == dict.fromkeys(names.split(), words)


@pytest.mark.parametrize(
    ("there", "printed_one"),
    [
        (("letter", "a4", "a4-sheet"), "a4"),
        (("a4-sheet", "letter"), "letter"),
        (("a4-sheet", "poster-a4"), "a4-sheet"),
        (("trifold", "mono", "a-format-that-is-gone"), None),
    ],
)
def test_the_complete_leaflet_is_offered_before_a_short_one(
    published: Path, there: tuple[str, ...], printed_one: str | None
) -> None:
    version = register(published).leaflets[0].current
    assert version
    files = [version.files[0].model_copy(update={"format": name}) for name in there]
    found = _offered(version.model_copy(update={"files": tuple(files)}))
    assert {words: format_.id for words, format_ in found.items()} == (
        {"status_print": printed_one} if printed_one else {}
    )


@pytest.mark.parametrize("has_word", [True, False])
def test_a_page_leads_to_the_text_where_its_language_has_a_word_for_it(
    project_folder: Path, run: Run, *, has_word: bool
) -> None:
    make_real(project_folder)
    rewrite(project_folder, "formats: [a4]", "formats: [phone, text]", SETTINGS)
    if has_word:
        rewrite(project_folder, "  status_read:", "  link_text: As text\n  status_read:", LOCALE)
    approve_all(run, project_folder)
    publish(run, project_folder)
    home = project_folder / HOME / "0.1.0"
    read = page(home / "index.html")
    assert (f"{NAME}.text.txt" in read.addresses) == ("As text" in read.words) == has_word
    assert (home / f"{NAME}.text.txt").is_file()


def test_the_file_of_a_format_that_is_gone_is_gone_too(published: Path, run: Run) -> None:
    path = published / "register/riverside/register.json"
    text = path.read_text("utf-8").replace('"format": "phone"', '"format": "kiosk"')
    path.write_text(text, "utf-8")
    page_of_kiosk = published / HOME / f"0.1.0/{NAME}.kiosk.html"
    page_of_kiosk.write_text("old", "utf-8")
    assert run("register", cwd=published).code == 0
    assert not page_of_kiosk.exists()
    assert (published / HOME / f"0.1.0/{NAME}.phone.html").exists()


def test_publishing_twice_changes_nothing(published: Path, run: Run) -> None:
    before = whole(published / "register")
    publish(run, published)
    assert whole(published / "register") == before


def test_the_register_remembers_what_was_published(published: Path, run: Run) -> None:
    raise_version(run, published)
    (leaflet,) = register(published).leaflets
    assert [v.version for v in leaflet.versions] == ["0.1.0", "0.2.0"]
    assert [v.is_current for v in leaflet.versions] == [False, True]
    assert [len(v.files) for v in leaflet.versions] == [3, 3]


def test_words_that_are_being_worked_on_do_not_take_back_what_is_handed_out(
    published: Path, run: Run
) -> None:
    typed, before = printed(published), whole(published / HOME / "0.1.0")
    rewrite(published, "means: a protein in skin", "means: a protein")
    for more in ((), ("--release",)):  # as a draft, and not at all
        assert run("build", "-c", "riverside", *more, cwd=published).code in (0, 3)
        assert run("register", cwd=published).code == 0
        assert status(run, published, "--code", typed) == "current"
    assert whole(published / HOME / "0.1.0").keys() == before.keys()
    (leaflet,) = register(published).leaflets
    assert [(v.state.value, v.is_current) for v in leaflet.versions] == [
        ("approved", True),
        ("draft", False),
    ]


def test_a_draft_beside_what_is_current_is_a_draft(published: Path, run: Run) -> None:
    rewrite(published, "means: a protein in skin", "means: a protein")
    publish(run, published)
    assert status(run, published, PDF) == "draft"
    rewrite(published, "\nversion: 0.1.0", "\nversion: 0.2.0")
    assert run("approve", NAME, *ANN, cwd=published).code == 0
    publish(run, published)
    assert status(run, published, PDF) == "current"


def test_a_clinic_that_hands_it_out_no_longer_has_withdrawn_it(published: Path, run: Run) -> None:
    typed = printed(published)
    file = "content/clinics/riverside/clinic.yaml"
    rewrite(published, "languages: [en-GB]", "leaflets: [other]\nlanguages: [en-GB]", file)
    text = (published / LEAFLET).read_text("utf-8").replace(f"id: {NAME}", "id: other", 1)
    (published / "content/leaflets/other").mkdir()
    (published / "content/leaflets/other/en-GB.md").write_text(text, "utf-8")
    publish(run, published)
    assert status(run, published, "--code", typed) == "withdrawn"
    assert [path.name for path in (published / HOME / "0.1.0").iterdir()] == ["index.html"]


def test_a_register_of_another_clinic_is_not_overwritten(published: Path, run: Run) -> None:
    path = published / "register/riverside/register.json"
    theirs = path.read_text("utf-8").replace('"riverside"', '"st-oswin"')
    path.write_text(theirs, "utf-8")
    ran = run("register", cwd=published)
    assert (ran.code, 'is the register of "st-oswin"' in ran.err) == (2, True)
    assert path.read_text("utf-8") == theirs


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / PDF).write_bytes(b"%PDF-1.7 other"),
        lambda folder: rewrite(folder, "\nversion: 0.1.0", "\nversion: 0.1.1"),
        lambda folder: (folder / "dist/manifest.json").unlink(),
        lambda folder: (folder / "register/riverside/register.json").write_text("[]"),
    ],
    ids=["another file", "another version", "no manifest", "no register"],
)
def test_what_does_not_fit_together_is_not_published(published: Path, run: Run, spoil: Any) -> None:
    spoil(published)
    before = whole(published / "register")
    ran = run("register", cwd=published)
    assert ran.code == 2
    assert ran.err.startswith("error: ")
    assert whole(published / "register") == before


# --- statuses ------------------------------------------------------------------------------------


def test_a_published_file_is_current(published: Path, run: Run) -> None:
    for file in (PDF, PHONE):
        assert status(run, published, file) == "current"
    assert status(run, published, "--code", printed(published)) == "current"
    assert status(run, published, "--code", f"{CODE.lower()} 0.1.0") == "current"


def test_an_older_version_is_superseded(published: Path, run: Run) -> None:
    old, typed = (published / PDF).read_bytes(), printed(published)
    raise_version(run, published)
    (published / "old.pdf").write_bytes(old)
    assert status(run, published, "old.pdf") == "superseded"
    ran = run("verify", "--code", typed, cwd=published)
    assert "superseded: version 0.2.0+" in ran.out
    assert status(run, published, "--code", printed(published)) == "current"


def test_the_same_words_with_other_hours_are_superseded(published: Path, run: Run) -> None:
    old = (published / PDF).read_bytes()
    rewrite(published, '"18:00"', '"17:00"', "content/clinics/riverside/clinic.yaml")
    publish(run, published)
    (published / "old.pdf").write_bytes(old)
    ran = run("verify", "old.pdf", cwd=published)
    assert "superseded: its words are current, but another file has taken its place (" in ran.out


def test_a_draft_of_what_was_approved_since_is_superseded(project_folder: Path, run: Run) -> None:
    make_real(project_folder)
    publish(run, project_folder)
    old = (project_folder / PDF).read_bytes()
    assert status(run, project_folder, PDF) == "draft"
    approve_all(run, project_folder)
    publish(run, project_folder)
    (project_folder / "old.pdf").write_bytes(old)
    ran = run("verify", "old.pdf", cwd=project_folder)
    assert "superseded: " in ran.out
    assert "printed when it was draft" in ran.out


def test_the_day_decides_whether_it_is_overdue(published: Path, run: Run) -> None:
    for call in ((PDF,), ("--code", printed(published))):
        assert status(run, published, *call, "--as-of", "2027-11-23") == "current"
        assert status(run, published, *call, "--as-of", "2027-11-24") == "overdue"


def test_what_is_withdrawn_is_reported(published: Path, run: Run) -> None:
    old, typed = (published / PDF).read_bytes(), printed(published)
    rewrite(published, "\nreview_due: ", "\nwithdrawn: true\nreview_due: ")
    publish(run, published)
    (published / "old.pdf").write_bytes(old)
    for call in (("old.pdf",), (PDF,), ("--code", typed)):
        assert status(run, published, *call) == "withdrawn"
    assert "Withdrawn: do not use." in page(published / HOME / "0.1.0/index.html").words


def test_what_is_no_longer_built_is_withdrawn(published: Path, run: Run) -> None:
    typed = printed(published)
    listing = published / "dist/manifest.json"
    content = json.loads(listing.read_text("utf-8"))
    other = [{**entry, "leaflet": "other"} for entry in content["editions"]]
    assert other
    (published / "content/leaflets/other").mkdir()
    text = (published / LEAFLET).read_text("utf-8").replace(f"id: {NAME}", "id: other", 1)
    (published / "content/leaflets/other/en-GB.md").write_text(text, "utf-8")
    (published / LEAFLET).unlink()
    (published / "content/approvals" / NAME / "en-GB.yaml").unlink()
    publish(run, published)
    assert status(run, published, "--code", typed) == "withdrawn"


@pytest.mark.pdf
def test_a_changed_byte_is_an_altered_file(published: Path, run: Run) -> None:
    """With the real renderer, so that the file says what it is."""
    from leaflet.render.renderer import render

    assert (
        run(
            "build",
            "-c",
            "riverside",
            "-f",
            "a4",
            "-f",
            "phone",
            "--fresh",
            cwd=published,
            render=render,
        ).code
        == 0
    )
    assert run("register", cwd=published).code == 0
    assert status(run, published, PDF) == "current"
    for file in (PDF, PHONE):
        data = bytearray((published / file).read_bytes())
        data[len(data) // 2] ^= 1
        (published / "x.pdf").write_bytes(bytes(data))
        ran = run("verify", "x.pdf", cwd=published)
        assert (ran.code, "x.pdf: altered: " in ran.out) == (1, True)
        assert f"says it is {CODE} 0.1.0" in ran.out


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("another tool's", b"%PDF-1.7\n1 0 obj <</Producer (Other)>> endobj\n%%EOF"),
        ("no PDF", b"words"),
        ("nothing", b""),
        (
            "a code of nobody",
            b'xmlns:leaflet="urn:patient-leaflet:identity:1" leaflet:code="AAAAAAA"',
        ),
    ],
)
def test_what_is_not_ours_is_unknown(published: Path, run: Run, name: str, data: bytes) -> None:
    (published / "x.pdf").write_bytes(data)
    assert status(run, published, "x.pdf") == "unknown", name


def test_a_file_says_what_it_is_in_attributes_or_elements() -> None:
    head = b'<rdf:Description xmlns:leaflet="urn:patient-leaflet:identity:1"'
    one = head + b' leaflet:code="SHAQ872" leaflet:version="1.0.0" leaflet:words="ab"/>'
    two = head + b"><leaflet:code>SHAQ872</leaflet:code><leaflet:version>1.0.0</leaflet:version>"
    three = (
        b'<meta name="leaflet:schema" content="urn:patient-leaflet:identity:1">'
        b'<meta name="leaflet:code" content="SHAQ872">'
        b'<meta name="leaflet:version" content="1.0.0">'
    )
    found = [named_copy(data) for data in (one, two, three)]
    assert [(c.code, c.version) for c in found if c] == [("SHAQ872", "1.0.0")] * 3
    assert named_copy(b'leaflet:code="SHAQ872"') is None


def test_words_that_were_never_published_are_altered(published: Path, run: Run) -> None:
    assert status(run, published, "--code", f"{CODE} 0.1.0+00000000") == "altered"
    assert status(run, published, "--code", f"{CODE} 9.9.9") == "unknown"
    assert status(run, published, "--code", "3XZQS2M 0.1.0") == "unknown"


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ((), "nothing to verify"),
        (("--code", CODE), "is no code with a version"),
        (("--code", "SHAQ873 0.1.0"), "there is no I, L, O, 0 or 1 in it"),
        (("--code", f"{CODE} one"), "is no code with a version"),
        (("gone.pdf",), "cannot be read"),
        (("leaflet.yaml", "--register", "content"), "no register in"),
        (("leaflet.yaml", "--register", "leaflet.yaml"), "is no register of ours"),
    ],
)
def test_a_call_that_cannot_be_answered(
    published: Path, run: Run, call: tuple[str, ...], shown: str
) -> None:
    ran = run("verify", *call, cwd=published)
    assert (ran.code, shown in ran.err) == (2, True), ran.err
    assert "Traceback" not in ran.err


def test_one_bad_copy_among_good_ones_is_the_exit_code(published: Path, run: Run) -> None:
    ran: Ran = run("verify", PDF, "leaflet.yaml", "--code", printed(published), cwd=published)
    assert ran.code == 1
    shown = [line.split(": ")[1] for line in ran.out.splitlines()]
    assert shown == ["current", "unknown", "current"]


def test_a_register_is_held_to_its_shape(published: Path) -> None:
    path = published / "register/riverside/register.json"
    text = path.read_text("utf-8")
    for old, new in [
        ('"0.1.0"', '"../../x"'),
        (CODE, "../x"),
        ('"a4"', '"a4/../x"'),
        ('"approved"', '"good"'),
        ('"clinic"', '"house"'),
    ]:
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(Exception, match="is no register of ours"):
            read_register(path)


def test_an_old_code_is_typed_as_it_is_printed() -> None:
    copy = typed_copy(" shaq872  1.0.0+14BD3A9C ")
    assert (copy.code, copy.version, copy.words) == (CODE, "1.0.0", "14bd3a9c")


def test_no_register_at_all_makes_everything_unknown() -> None:
    import datetime

    answer = verify_file(b"x", [], datetime.date(2026, 11, 23))
    assert answer.status is VerificationStatus.UNKNOWN


def test_a_release_that_withholds_what_is_withdrawn_or_overdue_says_so_behind_the_code(
    published: Path, run: Run
) -> None:
    typed = printed(published)
    for day, words in (("2027-11-24", "Out of date"), ("2026-11-23", "Withdrawn")):
        if words == "Withdrawn":
            rewrite(published, "\nreview_due: ", "\nwithdrawn: true\nreview_due: ")
        ran = run("build", "-c", "riverside", "--release", "--as-of", day, cwd=published)
        assert ran.code == 3
        assert run("register", "--as-of", day, cwd=published).code == 0
        read = page(published / HOME / "0.1.0/index.html")
        assert any(shown.startswith(words) for shown in read.words)
        assert [path.name for path in (published / HOME / "0.1.0").iterdir()] == ["index.html"]
    assert status(run, published, "--code", typed) == "withdrawn"


def test_pages_of_a_clinic_that_is_gone_stay_and_are_reported(published: Path, run: Run) -> None:
    import shutil

    shutil.rmtree(published / "content/clinics/riverside")
    assert run("build", cwd=published).code == 0
    before = whole(published / "register/riverside")
    ran = run("register", cwd=published)
    assert (ran.code, "note: register/riverside: no such clinic" in ran.err) == (0, True)
    assert whole(published / "register/riverside") == before


# --- what a project's own templates may do -------------------------------------------------------

HOSTILE = """<!doctype html><html><head><title>Other</title>
<meta http-equiv="refresh" content="0; url=https://elsewhere.example/"></head>
<body style="display: none"></main></body><style>p, body { display: none !important }</style>
<script>document.body.remove()</script><p class="verdict good" style="position: fixed">Yes</p>
<a href="javascript:alert(1)" onclick="x()">one</a> <a href="//elsewhere.example/">two</a>
<a href="https://clinic.example/">three</a><iframe srcdoc="x">frame</iframe><ul><li>open
<template><p>unseen</p></template><base href="https://elsewhere.example/"><!-- > --><plaintext>"""


def test_an_own_template_fills_the_place_below_the_state_alone(published: Path, run: Run) -> None:
    before = (published / HOME / "0.1.0/index.html").read_text("utf-8")
    own = published / "templates/status"
    own.mkdir(parents=True)
    (own / "status.html.j2").write_text(HOSTILE, "utf-8")
    publish(run, published)
    after = (published / HOME / "0.1.0/index.html").read_text("utf-8")
    kept = before.partition("<main>")[0]
    assert after.startswith(kept), "head, policy and state are the program's"
    assert '<body>\n<header>\n<p class="verdict good">This leaflet is up to date.</p>\n' in kept
    below = after.removeprefix(kept)
    elements = re.findall(r"<(/?[a-z0-9]+)", below)
    assert elements == ["main", "p", "/p", "a", "/a", "a", "/a", "a", "/a", "ul", "li", "/li",
                        "/ul", "/main", "/body", "/html"]  # fmt: skip
    assert re.findall(r' ([a-z-]+)="', below) == ["href"]
    assert 'href="https://clinic.example/"' in below
    assert "display" not in below
    assert "unseen" not in below


@pytest.mark.parametrize("name", ["status/status.css.j2", "status.css.j2", "status/lead.html.j2"])
def test_the_style_and_the_head_of_status_pages_are_the_programs(
    published: Path, run: Run, name: str
) -> None:
    own = published / "templates" / name
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(".verdict { display: none }", "utf-8")
    ran = run("register", cwd=published)
    assert (ran.code, f'error: "templates/{name}"' in ran.err) == (2, True)
