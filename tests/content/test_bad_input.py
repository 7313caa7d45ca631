"""Whatever is wrong with an author's file: a finding at its place, no traceback, no half result."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from leaflet.page.composition import Composition
from tests.support.projects import (
    CLINIC,
    LEAFLET,
    LOCALE,
    LOGO,
    PACK,
    PNG,
    PNG_CLINIC,
    SETTINGS,
    Edit,
    Run,
    built,
    place,
    png,
    svg,
)

#: A line after which a section's prose begins.
PROSE = "{#what-is-it}\n"


def untouched(file: str) -> list[str]:
    """The clinics that do not use a file."""
    users = {CLINIC: ["riverside"], LOGO: ["riverside"], PNG_CLINIC: ["st-oswin"]}
    return [c for c in ("riverside", "st-oswin") if c not in users.get(file, (c,))]


@dataclass(frozen=True, slots=True)
class Case:
    """An edit that spoils a file: the finding stands `at` a text of the edited file, has a code,
    and its line says all of `says`, message and hint.
    """

    file: str
    old: str
    new: str
    at: str
    code: str
    says: tuple[str, ...]


def clinic(old: str, new: str, at: str, code: str, *says: str) -> Case:
    return Case(CLINIC, old, new, at, code, says)


def front(old: str, new: str, at: str, code: str, *says: str) -> Case:
    return Case(LEAFLET, old, new, at, code, says)


def prose(text: str, at: str, *says: str, code: str = "markdown") -> Case:
    """Markdown at the beginning of a section."""
    return Case(LEAFLET, PROSE, f"{PROSE}\n{text}\n", at, code, says)


def item(text: str, at: str, *says: str) -> Case:
    """The name of the first risk."""
    return Case(LEAFLET, "```risks\n- name: ", f"```risks\n- name: {text} #", at, "markdown", says)


def locale(old: str, new: str, at: str, code: str, *says: str) -> Case:
    return Case(LOCALE, old, new, at, code, says)


def pack(old: str, new: str, at: str, code: str, *says: str) -> Case:
    return Case(PACK, old, new, at, code, says)


TEL = 'number: "+441632960140"'

CASES = {
    # --- shape -----------------------------------------------------------------------------
    "misspelt field": clinic(
        "address:", "adress:", "adress:", "unknown-field", 'did you mean "address"?'
    ),
    "misspelt field, deep": clinic(
        "display:", "dispaly:", "dispaly:", "unknown-field", 'did you mean "display"?'
    ),
    "missing field": clinic(
        "feedback: feedback@",
        "# feedback@",
        "id:",
        "missing-field",
        'missing field "feedback"',
        'add "feedback:"',
    ),
    "duplicate key": clinic(
        "\nemail:", "\nname: Twice\nemail:", "name: Twice", "duplicate-key", "line 2", "keep one"
    ),
    "text for a list": clinic(
        "languages: [en-GB]", "languages: en-GB", "en-GB", "wrong-type", "must be a list"
    ),
    "text for fields": clinic(
        '\n  file: logo.svg\n  alt: Riverside Skin Clinic\n  width_mm: "46"',
        " logo.svg",
        "logo.svg",
        "wrong-type",
        '"logo" must be fields (name: value), not "logo.svg"',
    ),
    "list for a text": clinic("id: river", "id: [river]\n# ", "[river]", "wrong-type", "a list"),
    "word for a number": clinic(
        '"46"', "wide", "wide", "wrong-type", '"width_mm" must be a number, not "wide"'
    ),
    "number out of range": clinic('"46"', "nan", "nan", "bad-value", "write at most 90"),
    "word for yes or no": clinic(
        "fictional: true", "fictional: maybe", "maybe", "wrong-type", "true or false"
    ),
    "a semicolon in a value": clinic(
        "id: river", "id: a; river", "a; river", "bad-value", '"a; riverside" is no id', "use lower"
    ),
    "unknown value": front(
        "kind: treatment",
        "kind: treatmnt",
        "treatmnt",
        "unknown-value",
        '"kind" cannot be "treatmnt"',
        'did you mean "treatment"?',
    ),
    "empty text": front("audience: ", 'audience: "" #', '""', "empty-text", '"audience" is empty'),
    "nothing after a field": front(
        "audience: ", "audience:  # ", "  # Adults", "empty-text", "fill it in"
    ),
    "too few items": clinic(
        "languages:", "formats: []\nlanguages:", "[]", "bad-value", "has 0 items", "at least 1"
    ),
    "three inks": clinic(
        'rgb: "', 'cmyk: [1, 2, 3]\n  rgb: "', "[1, 2", "bad-value", "has 3 items", "at least 4"
    ),
    "bad item hides no good ones": clinic(
        "[en-GB]", "[English]", "English", "bad-value", "no language tag", "write it as en-GB"
    ),
    # --- values ----------------------------------------------------------------------------
    "colour that is none": clinic('"#0f6e78"', "teal-ish", "teal-ish", "bad-value", "is no colour"),
    "phone number that is none": clinic(
        TEL, 'number: "ask us"', '"ask us"', "bad-value", "is no phone number", "01632 960 140"
    ),
    "phone that dials another number": clinic(
        '"01632 960 140"',
        '"01632 960 141"',
        '"01632 960 141"',
        "bad-value",
        "write the same digits",
    ),
    "phone printed as words": clinic(
        '"01632 960 140"', "ring us", "ring us", "bad-value", '"ring us" is printed'
    ),
    "phone of a strange name": clinic(
        "  main:", '  "x<b>": {}\n  main:', '"x<b>"', "bad-value", "no name of a phone"
    ),
    "no main phone": clinic("  main:", "  urgent:", "urgent:", "bad-value", "add main: "),
    "e-mail address": clinic("hello@", "hello at ", "hello at", "bad-value", "no e-mail address"),
    "e-mail with headers": clinic(
        "hello@", "hello?bcc=x@", "hello?bcc", "bad-value", "no e-mail address"
    ),
    "web address without encryption": clinic(
        "web: https:", "web: http:", "http:", "bad-value", "is no web address", "https://"
    ),
    "web address that runs": clinic(
        "web: https:", "web: javascript:", "javascript:", "bad-value", "is no web address"
    ),
    "address too long for a QR code": clinic(
        "qr: https://", f"qr: https://{'a' * 320}.", "https://aaa", "bad-value", "under 300"
    ),
    "hours": clinic('"08:30"', "8.30am", "8.30am", "bad-value", "no time of day", '"08:30"'),
    "skin tone": clinic("tone: medium", "tone: olive", "olive", "bad-value", "use one of: light"),
    "date in another order": front(
        "\npublished: ", "\npublished: 23.11.2026 #", "23.11.2026", "wrong-type", "2026-11-23"
    ),
    "day that is not": front(
        "\nreview_due: ", "\nreview_due: 2027-02-30 #", "2027-02-30", "wrong-type", "a date"
    ),
    "moment for a day": front(
        "\nreview_due: ", "\nreview_due: 1700000000 #", "1700000000", "wrong-type", "a date"
    ),
    "version": front(
        "\nversion: ", "\nversion: 1.0 #", "1.0 #", "bad-value", '"1.0" is no version', "1.0.0"
    ),
    "version in foreign digits": front(
        "\nversion: ", "\nversion: ²..1 #", "²..1", "bad-value", "is no version"
    ),
    "marks in a title": front(
        "\ntitle: ", '\ntitle: "**Bold** words" #', '"**Bold', "bad-value", "write plain words"
    ),
    "more than all": front(
        "  frequency: not known",
        "  frequency: {n: 20, of: 10, who: x, period: y}",
        "10, who",
        "bad-value",
        "20 of 10 is more than all",
    ),
    "more than all, in words": front(
        "  size: not known", "  size: 20 of 10", "20 of 10", "bad-value", "20 of 10 is more than"
    ),
    "share in other words": front(
        "  size: not known",
        "  size: lots-of-them",
        "lots-of",
        "bad-value",
        'write "8 of 12" or "not known"',
    ),
    "source that cannot be found": front(
        "    url: ", "    # ", "title: Assess", "bad-value", 'neither "url" nor "doi"'
    ),
    # --- names -----------------------------------------------------------------------------
    "clinic under another name": clinic(
        "id: riverside", "id: river", "river", "wrong-name", '"riverside"', "make the two agree"
    ),
    "leaflet under another name": front(
        "\nid: meso", "\nid: mezo", "mezo", "wrong-name", "make the two agree"
    ),
    "leaflet in another language": front(
        "\nlanguage: en-GB", "\nlanguage: en-US", "en-US", "wrong-name", '"en-GB"'
    ),
    "locale under another name": locale("language: en-GB", "language: de", "de", "wrong-name"),
    "pack under another name": pack("code: GB-ENG", "code: GB-SCT", "GB-SCT", "wrong-name"),
    "path for an id": clinic(
        "jurisdiction: GB-ENG", "jurisdiction: ../..", "../..", "bad-value", "is no jurisdiction"
    ),
    # --- the body --------------------------------------------------------------------------
    "section twice": front(
        PROSE, f"{PROSE}\nx\n\n## Twice {{#what-is-it}}\n", "## Twice", "markdown", "is there twice"
    ),
    "unknown role": front(
        "{#risks ", "{role=risk ", "## What are the risks", "markdown", 'did you mean "risks"?'
    ),
    "unknown attribute": front(
        "{#risks ", "{rol=risks ", "## What are the risks", "markdown", 'did you mean "role"?'
    ),
    "id of the page itself": front(
        "{#what-is-it}", "{#contents}", "## What is", "markdown", "one of the page itself"
    ),
    "heading with marks": prose("## [W](fact:c3) {#condition}", "## [W]", "without marks"),
    "heading of another level": prose("# Words", "# Words", "use ## for sections"),
    "priority": prose("## W {#condition priority=9}", "## W {", "use priority=1, 2 or 3"),
    "unknown fact": prose(
        "A [1](fact:c3) and [2](fact:c99)", "fact:c99", 'unknown fact "c99"', code="references"
    ),
    "unknown source": prose(
        "Two\nlines [x](source:has-2041)",
        "source:has-2041",
        'did you mean "has-2014"?',
        code="references",
    ),
    "unknown source in a list": front(
        "[has-2014, konda-2013]",
        "[has-2014, konda-2031]",
        "konda-2031]",
        "references",
        'did you mean "konda-2013"?',
    ),
    "unknown help": prose("[x](help:emergncy)", "help:emerg", '"emergency"?', code="references"),
    "unknown clinic field": prose(
        "[x](clinic:phones.mian)", "clinic:phones.mian", '"phones.main"?', code="references"
    ),
    "unknown figure": prose(
        "![](figure:skin-section) ![](figure:skin-sectoin)",
        "skin-sectoin",
        'did you mean "skin-section"?',
        code="references",
    ),
    "unknown block": front(
        "```risks", "```risk", "risk\n-", "unknown-block", 'unknown block "risk"', '"risks"?'
    ),
    "block without a name": prose(
        "```\nx\n```", "\nx\n```", "a block without a name", code="unknown-block"
    ),
    "misspelt field of an item": front(
        "  onset: ", "  onst: ", "onst: ", "unknown-field", 'did you mean "onset"?'
    ),
    "unknown option": prose("```questions rows=3\n- x\n```", "```questions rows", "use lines=4"),
    "block that never ends": front(
        "```risks\n",
        "```checklist\n- x\n\n```risks\n",
        "```checklist\n- x\n\n",
        "markdown",
        'the block "checklist" has no end',
    ),
    "block inside a list": prose(
        "- a\n\n  ```risks\n  x\n  ```", "  ```risks\n  x", "move it out of the list"
    ),
    # --- what may not be live ----------------------------------------------------------------
    "picture element": prose('<img src="file:///etc/passwd">', "<img", "raw HTML"),
    "inline element": prose('Some <b onclick="x">words', "<b onclick", "raw HTML"),
    "way up": prose("[x](../../etc)", "../../etc", 'link to "../../etc"'),
    "page without encryption": prose("[x](http://x.org)", "http://x.org", "https:// page"),
    "script": prose("[x](javascript:alert(1))", "javascript:alert", "link to fact:"),
    "script in angle brackets": prose("<javascript:x>", "javascript:x", "link to fact:"),
    "picture from outside": prose("![x](http://x/y.png)", "http://x/y.png", "under figures"),
    "picture from another folder": prose("![](../x.png)", "../x.png", "under figures"),
    "mark without words": prose("[](fact:c3)", "fact:c3", "without words"),
    "italics": prose("some *words*", "*words*", "hard to read"),
    "element in an item": item("<script>x</script>", "<script>", "raw HTML"),
    "script in an item": item('"[x](javascript:x)"', '"[x](java', "link to fact:"),
    "picture in an item": item('"![x](http://x)"', '"![x]', "under figures"),
    "element in a short form": front(
        "```short\n", "```short\n<b>x</b> ", "<b>x</b>", "markdown", "raw HTML"
    ),
    "script in a subtitle": front(
        "\nsubtitle: ", '\nsubtitle: "[x](javascript:x)" #', '"[x](java', "markdown", "link to"
    ),
    "element in a title": front("\ntitle: ", "\ntitle: <b>", "<b>", "markdown", "raw HTML"),
    "element in a legend": front(
        '      - "**Fat**', '      - "<i>**Fat**', '"<i>', "markdown", "raw HTML"
    ),
    "element in the glossary": front("    means: ", "    means: <u>", "<u>", "markdown", "raw"),
    "element in an alt text": front("    alt: ", "    alt: <u>", "<u>", "markdown", "raw HTML"),
    "script in a pack": pack(
        "reporting: ", 'reporting: "[x](javascript:x)" #', '"[x]', "markdown", "link to fact:"
    ),
    # --- words with places -------------------------------------------------------------------
    "attribute in a word": locale(
        '"{n} of {of}"', '"{n.__class__} of {of}"', '"{n.__c', "bad-value", "write {n} and {of}"
    ),
    "width in a word": locale(
        "{number} now", "{number:>999999999} now", '"Call {number:', "bad-value", "write {number}"
    ),
    "place that is lost": locale(
        "{number} now", "us now", '"Call us now"', "bad-value", "write {number}"
    ),
    "place that is none": locale(
        "scan: ", 'scan: "{0.__class__}" #', '"{0.__', "bad-value", "no place in braces"
    ),
    "brace too many": locale("{number} now", "{number", '"Call {number', "bad-value", "a brace"),
    "attribute in a date": locale(
        '"{day} ', '"{day.__class__} ', '"{day.__c', "bad-value", "write {day}"
    ),
    "element for a quotation mark": locale('["“"', '["<b>"', '"<b>"', "bad-value", "write one"),
    "word for a frequency": front(
        "  frequency: not known",
        "  frequency: unheard",
        "unheard",
        "bad-value",
        'write "not known"',
    ),
    "no format of that name": front(
        "\nsubtitle: ",
        "\nabridge: {a4-shet: 400}\nsubtitle: ",
        "400}",
        "unknown-value",
        '"a4-sheet"',
    ),
    "format that abridges nothing": front(
        "\nsubtitle: ", "\nabridge: {a4: 400}\nsubtitle: ", "400}", "unknown-value", 'delete "a4"'
    ),
    "abridged to nothing": front(
        "\nsubtitle: ", "\nabridge: {trifold: 4}\nsubtitle: ", "4}", "bad-value", "40"
    ),
    # --- YAML ------------------------------------------------------------------------------
    "anchor": clinic("id: river", "id: &a river", "&a", "yaml", "YAML anchor"),
    "object": clinic("id: r", "id: !!python/object:os.system r", "!!python", "yaml", "YAML tag"),
    "bomb": front(
        "---\nid:", "---\na: &a [x]\nb: [*a, *a]\nid:", "&a", "yaml", "write the value out"
    ),
    "deep nesting": clinic(
        "strapline: S", f"x: {'[' * 5000}\nstrapline: S", f"{'[' * 4989}\n", "yaml", "12 levels"
    ),
    "tab": clinic("  file: logo", "\tfile: logo", "\tfile", "yaml", "indent with spaces"),
    "colon in a text": clinic(
        "strapline: Skin care", "strapline: Skin: care", ": care", "yaml", "in quotes"
    ),
    "text that begins with an apostrophe": clinic(
        "strapline: Skin", "strapline: 'tis Skin", "'tis", "yaml", "in quotes: \"'tis Skin"
    ),
    "second document": clinic("\nbrand:", "\n---\nbrand:", "---", "yaml", "second document"),
    "key that is a list": clinic("id: r", "? [a]\n: x\nid: r", "[a]", "yaml", "plain name"),
    "key that is a number": clinic("id: r", "1: x\nid: r", "1: x", "unknown-field", '"1"'),
    "merge key": clinic("id: r", "<<: x\nid: r", "<<", "unknown-field", '"<<"'),
    "escaped control character": clinic(
        "strapline: ", 'strapline: "a\\0b" #', '"a\\0b"', "control-character", "U+0000"
    ),
    "escaped private character": front(
        "\nsubtitle: ", '\nsubtitle: "\\uE000" #', '"\\uE000"', "control-character", "U+E000"
    ),
    "no front matter": front("---\nid:", "id:", "id:", "front-matter", "no front matter"),
    "turned text": clinic("name: R", "name: \u202eR", "\u202e", "control-character", "U+202E"),
    "written-out override": prose("a &#x202e;b", "&#x202e;", "delete it"),
    "signs of a template": prose("Dear {{ name }}", "{{ name", "write the words themselves"),
    "colour that is a comment": clinic(
        'rgb: "#0f6e78"', "rgb: #0f6e78", " #0f6e78", "cut-value", 'put it in quotes: "#0f6e78"'
    ),
    "number of a flat that is a comment": clinic(
        "strapline: Skin", "strapline: Flat 12 #4 Skin", "Flat 12", "cut-value", '"Flat 12"', "#4"
    ),
    "entity in a clinic": clinic("name: R", "name: A &amp; R", "A &amp;", "bad-value", "type &"),
    "hidden line end": prose("a\u2028b", "\u2028", "U+2028", code="control-character"),
    "written-out private character": prose("&#xE000;", "&#xE000;", "delete it"),
    "endless paragraph": prose("[" * 6000, "[[[", "break the text into paragraphs"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_spoilt_file_is_reported_at_its_place(
    case: Case, project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / case.file, case.old, case.new)
    where = place(project_folder, case.file, case.at)
    ran = run("build", cwd=project_folder)
    reported = [line for line in ran.err.splitlines() if line.endswith(f"[{case.code}]")]
    assert any(line.startswith(f"{where}: broken: ") for line in reported), ran.err
    for words in case.says:
        assert any(words in line for line in reported if line.startswith(where)), ran.err
    assert ran.code == 1
    assert built(project_folder) == untouched(case.file)


#: What is not fit for patients is built as a draft.
UNFIT = {
    "section without content": front(
        PROSE, "{#what-is-it}\n\n## Another\n", "## What is", "sections", "is empty"
    ),
    "section that the kind asks for": front(
        "{#risks ", "{#dangers ", "cosmetic-procedure\n", "sections", "## Heading {role=risks}"
    ),
}


@pytest.mark.parametrize("case", UNFIT.values(), ids=UNFIT.keys())
def test_what_is_unfit_is_reported_at_its_place_and_built_as_a_draft(
    case: Case, project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / case.file, case.old, case.new)
    where = place(project_folder, case.file, case.at)
    ran = run("build", cwd=project_folder)
    reported = [line for line in ran.err.splitlines() if line.startswith(f"{where}: unfit: ")]
    assert any(line.endswith(f"[{case.code}]") for line in reported), ran.err
    assert all(words in reported[0] for words in case.says), ran.err
    assert "to mend before these are fit for patients" in ran.err
    assert (ran.code, built(project_folder)) == (0, ["riverside", "st-oswin"])
    assert run("build", "--fail-on", "unfit", cwd=project_folder).code == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("address:", "adress:"),  # not missing as well
        ("[en-GB]", "[English]"),  # not too few as well
        ("display:", "dispaly:"),
        ("\nother_formats:", "\n# other_formats:"),
    ],
)
def test_one_mistake_is_reported_once(
    old: str, new: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / CLINIC, old, new)
    assert len(run("check", cwd=project_folder).out.splitlines()) == 1


# --- whole files -------------------------------------------------------------------------------


FILES: dict[str, tuple[str, bytes, str, str, str]] = {
    "not UTF-8": (CLINIC, b"id: riverside\nname: Caf\xe9\n", ":2:10", "not-utf8", "save the file"),
    "UTF-16": (LEAFLET, "---\nid".encode("utf-16"), ":1:1", "not-utf8", "save the file as UTF-8"),
    "NUL": (CLINIC, b"id: r\nname: a\0b\n", ":2:8", "control-character", "U+0000"),
    "huge": (LEAFLET, b"x" * 2_000_000, "", "too-large", "larger than 300 kB"),
    "many fields": (CLINIC, b"\n".join(b"k%d: v" % n for n in range(20_000)), ":1:1",
                    "unknown-field", '"k0"'),
    "empty clinic": (CLINIC, b"", ":1:1", "missing-field", 'missing fields "id", "name"'),
    "empty leaflet": (LEAFLET, b"", ":1:1", "front-matter", "no front matter"),
    "front matter without end": (LEAFLET, b"---\nid: x\n", ":1:1", "front-matter", "has no end"),
    "list": (CLINIC, b"- a\n", ":1:1", "wrong-type", "the file must be fields (name: value)"),
    "scalar": (CLINIC, b"hello\n", ":1:1", "wrong-type", 'not "hello"'),
    "empty locale": (LOCALE, b"# nothing\n", ":1:1", "missing-field", '"language"'),
    "list for a pack": (PACK, b"[]", ":1:1", "wrong-type", "not a list"),
    "bomb of pixels": (PNG, png(60_000, 60_000), ":7:9", "picture", "60,000 by 60,000 pixels"),
    "cut PNG": (PNG, png(900, 300, b"0" * 90), ":7:9", "picture", "damaged or cut off"),
    "words for a PNG": (PNG, b"hello", ":7:9", "picture", "export it as PNG or SVG"),
    "JPEG for a PNG": (PNG, b"\xff\xd8\xff\xe0JFIF", ":7:9", "picture", "is JPEG, not PNG"),
    "huge PNG": (PNG, png(9, 9) + b"x" * 5_000_000, ":7:9", "picture", "more than 4 MB"),
    "empty logo": (LOGO, b"", ":7:9", "picture", "logo.svg: the file is empty"),
    "script in a logo": (LOGO, svg("<script/>"), ":7:9", "picture", "logo.svg:2:1: <script>"),
    "event in a logo": (LOGO, svg("", ' onload="x()"'), ":7:9", "picture", 'onload="x()"'),
    "link in a logo": (LOGO, svg('<path xlink:href="http://x"/>'), ":7:9", "picture", 'href="'),
    "DOCTYPE in a logo": (LOGO, b"<!DOCTYPE svg>" + svg(""), ":7:9", "picture", "<!DOCTYPE>"),
    "deep logo": (LOGO, svg("<g>" * 10_000 + "</g>" * 10_000), ":7:9", "picture", "ungroup"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "data", "where", "code", "says"), FILES.values(), ids=FILES.keys()
)
def test_a_foreign_file_is_reported_where_it_is_named(
    file: str, data: bytes, where: str, code: str, says: str, project_folder: Path, run: Run
) -> None:
    (project_folder / file).write_bytes(data)
    ran = run("build", cwd=project_folder)
    owner = {PNG: PNG_CLINIC, LOGO: CLINIC}.get(file, file)
    reported = [
        line for line in ran.err.splitlines() if line.startswith(f"{owner}{where}: broken: ")
    ]
    assert any(says in line and line.endswith(f"[{code}]") for line in reported), ran.err
    assert ran.code == 1
    assert built(project_folder) == untouched(owner)


def test_a_file_of_mistakes_is_reported_in_a_screenful(project_folder: Path, run: Run) -> None:
    (project_folder / CLINIC).write_text("".join(f"k{n}: v\n" for n in range(20_000)), "utf-8")
    assert len(run("check", cwd=project_folder).out.splitlines()) <= 41


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def away(path: Path) -> None:
    """A link to a file outside the project."""
    outside = path.parents[len(path.parents) - 2] / "etc" / "passwd"
    path.unlink()
    path.symlink_to(outside)


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def gone(path: Path) -> None:
    path.unlink()


SPOILERS: dict[Callable[[Path], None], str] = {
    pipe: "not a plain file",
    folder: "not a plain file",
    away: "leads out of the project",
    loop: "cannot be read",
    gone: "no such file",
}


# A leaflet that is not there is not missed; a locale that is missing has a test of its own.
NO_FILES = [
    (spoil, file)
    for spoil in SPOILERS
    for file in (LEAFLET, CLINIC, LOGO, PNG, LOCALE)
    if (spoil, file) not in [(gone, LEAFLET), (gone, LOCALE)]
]


@pytest.mark.parametrize(
    ("spoil", "file"), NO_FILES, ids=[f"{spoil.__name__}-{file}" for spoil, file in NO_FILES]
)
def test_what_is_no_file_of_the_project_is_not_read(
    spoil: Callable[[Path], None], file: str, project_folder: Path, run: Run
) -> None:
    spoil(project_folder / file)
    ran = run("build", cwd=project_folder)
    owner = {PNG: PNG_CLINIC, LOGO: CLINIC}.get(file, file)
    assert any(
        line.startswith(owner) and ": broken: " in line and SPOILERS[spoil] in line
        for line in ran.err.splitlines()
    ), ran.err
    assert ran.code == 1
    assert built(project_folder) == untouched(owner)


def test_a_folder_of_links_out_of_the_project_is_not_followed(
    project_folder: Path, tmp_path: Path, run: Run
) -> None:
    clinics = project_folder / "content/clinics"
    clinics.rename(tmp_path / "elsewhere")
    clinics.symlink_to(tmp_path / "elsewhere")
    ran = run("build", cwd=project_folder)
    assert f'error: content/clinics: leads out of the project, to "{tmp_path}' in ran.err
    assert (ran.code, built(project_folder)) == (2, [])


def test_content_behind_a_link_is_one_error_with_a_way_that_is_no_copy(
    project_folder: Path, tmp_path: Path, run: Run
) -> None:
    content = project_folder / "content"
    content.rename(tmp_path / "shared")
    content.symlink_to(tmp_path / "shared")
    for call in (("check",), ("build",), ("check", "-c", "riverside"), ("list", "clinics")):
        ran = run(*call, cwd=project_folder)
        assert (ran.code, ran.out, ran.err.count("leads out of the project")) == (2, "", 1), call
        assert "submodule" in ran.err


def test_hidden_files_of_other_programs_are_no_content(project_folder: Path, run: Run) -> None:
    (project_folder / LEAFLET).with_name("._en-GB.md").write_bytes(b"\xff")
    (project_folder / "content/clinics/.trash").mkdir()
    assert run("check", cwd=project_folder).code == 0


# --- names that lead nowhere -------------------------------------------------------------------


def test_a_locale_that_is_missing_is_reported_where_it_is_asked_for(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    leaflet = project_folder / LEAFLET
    leaflet.rename(leaflet.with_name("fr.md"))
    edit(leaflet.with_name("fr.md"), "language: en-GB", "language: fr")
    for file in (CLINIC, PNG_CLINIC):
        edit(project_folder / file, "[en-GB]", "[fr]")
    ran = run("build", cwd=project_folder)
    where = f"{LEAFLET.replace('en-GB', 'fr')}:3:11"
    assert f'{where}: broken: no locale "fr"; add content/locales/fr.yaml' in ran.err
    assert (ran.code, built(project_folder)) == (1, [])


def test_a_locale_that_the_project_lacks_is_the_shipped_one(project_folder: Path, run: Run) -> None:
    (project_folder / LOCALE).unlink()
    ran = run("build", cwd=project_folder)
    assert (ran.code, built(project_folder)) == (0, ["riverside", "st-oswin"])


UNKNOWN = {
    "jurisdiction": ("jurisdiction: GB-ENG", "jurisdiction: GB-EGN", "GB-EGN",
                     'no pack "GB-EGN"; did you mean "GB-ENG"?', ["st-oswin"]),
    "leaflet": ("languages:", "leaflets: [mesotherapy]\nlanguages:", "mesotherapy",
                'no leaflet "mesotherapy"; did you mean "mesotherapy-acne-scars"?', ["st-oswin"]),
    "format": ("languages:", "formats: [a4, a44]\nlanguages:", "a44",
               'no format "a44"; did you mean "a4"?', ["riverside", "st-oswin"]),
    "language": ("[en-GB]", "[en-GB, en-US]", "en-US",
                 'no locale "en-US"; did you mean "en-GB"?', ["riverside", "st-oswin"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "says", "left"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_a_name_that_nothing_has_is_reported_and_the_rest_is_built(
    old: str, new: str, at: str, says: str, left: list[str],
    project_folder: Path, edit: Edit, run: Run,
) -> None:  # fmt: skip
    edit(project_folder / CLINIC, old, new)
    ran = run("build", cwd=project_folder)
    assert f"{place(project_folder, CLINIC, at)}: broken: {says}" in ran.err
    assert (ran.code, built(project_folder)) == (1, left)


@pytest.mark.parametrize("target", ["phones.urgent", "directions"])
def test_what_a_leaflet_prints_of_a_clinic_must_be_there(
    target: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / CLINIC, "directions:", "# directions:")
    edit(project_folder / LEAFLET, PROSE, f"{PROSE}\n[Call us](clinic:{target})\n")
    ran = run("build", cwd=project_folder)
    assert f'prints "{target}", which the clinic does not have; add "' in ran.err
    assert (ran.code, built(project_folder)) == (1, ["st-oswin"])


# --- what prints as it stands ------------------------------------------------------------------

PLAIN = "{slot} {words} {0.real} {title.upper} {x:9} $x ${x} %s"
#: Where there is no Markdown, more is no markup.
LITERAL = f"{{{{ 7*7 }}}} {{% raw %}} {PLAIN}"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LEAFLET, PROSE, f"{PROSE}\n{PLAIN}\n"),
        (LEAFLET, "\ntitle: ", f"\ntitle: '{PLAIN}'  # "),
        (LEAFLET, "\naudience: ", f"\naudience: '{PLAIN}'  # "),
        (LEAFLET, "    alt: ", f"    alt: '{PLAIN}'  # "),
        (LEAFLET, "```risks\n- name: ", f"```risks\n- name: '{PLAIN}'  # "),
        (CLINIC, "\nname: ", f"\nname: '{LITERAL}'  # "),
        (CLINIC, "\n  answer_within: ", f"\n  answer_within: '{LITERAL}'  # "),
        (CLINIC, "\nfeedback: ", f"\nfeedback: '{LITERAL}'  # "),
        (PACK, "\nreporting: ", f"\nreporting: '{PLAIN}'  # "),
        (PACK, 'display: "999"', f"display: '999 {PLAIN}'"),
    ],
)
def test_template_and_format_syntax_of_authors_prints_literally(
    file: str, old: str, new: str, project_folder: Path, edit: Edit, pages: list[str], run: Run
) -> None:
    edit(project_folder / file, old, new)
    assert run("build", "-c", "riverside", cwd=project_folder).code == 0
    assert PLAIN in pages[0].replace("\u00a0", " ").replace("&#39;", "'")
    assert file != CLINIC or LITERAL in pages[0].replace("\u00a0", " ")


LIVE = '<script>alert(1)</script><b onclick="x">'


@pytest.mark.parametrize(
    "field", ["name", "legal_name", "directions", "holidays", "feedback", "other_formats"]
)
def test_elements_in_a_clinic_are_words(
    field: str, project_folder: Path, edit: Edit, pages: list[str], run: Run
) -> None:
    edit(project_folder / CLINIC, f"\n{field}: ", f"\n{field}: '{LIVE}' #")
    assert run("build", "-c", "riverside", cwd=project_folder).code == 0
    assert "<script" not in pages[0]
    assert 'onclick="' not in pages[0]
    assert "&lt;script&gt;" in pages[0]


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML of what is built, without head and style."""
    seen: list[str] = []
    property_ = Composition.html

    def remember(composition: Composition) -> str:
        page = str(property_.__get__(composition))
        seen.append(page.partition("<body>")[2])
        return page

    monkeypatch.setattr(Composition, "html", property(remember))
    return seen


# --- the project and where it goes -------------------------------------------------------------

SETTINGS_FILES = {
    "formts: [a4]": ("1:1", 'did you mean "formats"?'),
    "formats: a4": ("1:10", "must be a list"),
    "formats: [": ("1:10", "not readable as fields"),
    "- a4": ("1:1", "must be fields"),
    "formats: []": ("1:10", "has 0 items"),
    "formats: [a5]": ("", 'unknown format "a5"'),
    "formats: [a4]\nformats: [a4]": ("2:1", "duplicate key"),
}


@pytest.mark.parametrize(("text", "reported"), SETTINGS_FILES.items(), ids=SETTINGS_FILES.keys())
def test_a_broken_project_file_stops_everything(
    text: str, reported: tuple[str, str], project_folder: Path, run: Run
) -> None:
    (project_folder / SETTINGS).write_text(text, "utf-8")
    ran = run("build", cwd=project_folder)
    assert ran.err.startswith(f"error: leaflet.yaml:{reported[0]}: " if reported[0] else "error: ")
    assert reported[1] in ran.err
    assert ran.code == 2
    assert not (project_folder / "dist").exists()


@pytest.mark.parametrize("spoil", [pipe, folder, loop, away], ids=lambda spoil: str(spoil.__name__))
def test_a_project_file_that_is_no_file_stops_everything(
    spoil: Callable[[Path], None], project_folder: Path, run: Run
) -> None:
    spoil(project_folder / SETTINGS)
    ran = run("build", cwd=project_folder)
    assert f"error: leaflet.yaml: {SPOILERS[spoil]}" in ran.err
    assert ran.code == 2


def test_outside_a_project_the_way_in_is_named(tmp_path: Path, run: Run) -> None:
    ran = run("build", cwd=tmp_path)
    assert "leaflet new project" in ran.err
    assert ran.code == 2


@pytest.mark.parametrize("folder_", ["content", "content/clinics", "content/leaflets"])
def test_a_project_without_content_says_so(folder_: str, project_folder: Path, run: Run) -> None:
    shutil.rmtree(project_folder / folder_)
    (project_folder / folder_).write_text("", "utf-8")
    ran = run("build", cwd=project_folder)
    assert "note: no " in ran.err
    assert (ran.code, built(project_folder)) == (2, [])


def a_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", "utf-8")


def a_folder(path: Path) -> None:
    path.mkdir(parents=True)


def a_loop(path: Path) -> None:
    path.symlink_to(path.name)


PLACES: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "a file": ("dist", a_file, "is no folder"),
    "a loop of links": ("dist", a_loop, "symbolic links"),
    "a file for a clinic": ("dist/riverside", a_file, "cannot be written"),
    "a folder for a PDF": (
        "dist/riverside/en-GB/mesotherapy-acne-scars.a4.pdf", a_folder, "cannot be written"
    ),
    "a folder for the manifest": ("dist/manifest.json", a_folder, "cannot be written"),
    "an empty manifest": ("dist/manifest.json", a_file, "is not a manifest of leaflet"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "make", "says"), PLACES.values(), ids=PLACES.keys())
def test_a_place_that_cannot_be_built_into_is_reported(
    path: str, make: Callable[[Path], None], says: str, project_folder: Path, run: Run
) -> None:
    make(project_folder / path)
    ran = run("build", cwd=project_folder)
    message, hint = ran.err.splitlines()[-2:]
    assert message.startswith("error: ")
    assert says in message
    assert "-o" in hint
    assert ran.code == 2
    assert not list(project_folder.rglob(".leaflet-*"))


def listing(path: str) -> str:
    """A manifest that lists a file."""
    names = "leaflet language clinic format sha256 version words state".split()
    entry = dict.fromkeys(names, "gone") | {"pages": 1, "path": path}
    return json.dumps({"editions": [entry]})


MANIFESTS = {
    "another program's": '{"name": "web app", "icons": []}',
    "no JSON": "hello",
    "deep": "[" * 100_000,
    "numbers": '{"editions": [1, 2, 3]}',
    "a way out": listing("../../leaflet.yaml"),
    "the manifest itself": listing("manifest.json"),
    "the folder": listing(""),
    "another name": listing("gone/gone/other.gone.pdf"),
}


@pytest.mark.parametrize("text", MANIFESTS.values(), ids=MANIFESTS.keys())
def test_a_manifest_of_others_is_neither_followed_nor_overwritten(
    text: str, project_folder: Path, run: Run
) -> None:
    a_file(project_folder / "dist/manifest.json")
    (project_folder / "dist/manifest.json").write_text(text, "utf-8")
    ran = run("build", cwd=project_folder)
    assert "is not a manifest of leaflet" in ran.err
    assert (ran.code, built(project_folder)) == (2, [])
    assert (project_folder / "dist/manifest.json").read_text("utf-8") == text
    assert (project_folder / SETTINGS).exists()


@pytest.mark.parametrize("output", ["content", "content/clinics/new", "templates"])
def test_what_is_written_by_hand_is_no_place_for_output(
    output: str, project_folder: Path, run: Run
) -> None:
    ran = run("build", "-o", output, cwd=project_folder)
    assert "name another folder with -o" in ran.err
    assert ran.code == 2


def test_a_report_that_cannot_be_written_is_reported_with_its_option(
    project_folder: Path, run: Run
) -> None:
    a_file(project_folder / "full")
    ran = run("build", "--report", "full/report.json", cwd=project_folder)
    assert "name another place with --report" in ran.err
    assert (ran.code, built(project_folder)) == (2, ["riverside", "st-oswin"])


def test_a_template_that_cannot_be_read_stops_everything(project_folder: Path, run: Run) -> None:
    a_file(project_folder / "templates/patient/a4.html.j2")
    (project_folder / "templates/patient/a4.html.j2").write_bytes(b"{{ \xff }}")
    ran = run("build", cwd=project_folder)
    assert "error: templates/patient/a4.html.j2:1:4: the file is not UTF-8 text" in ran.err
    assert (ran.code, built(project_folder)) == (2, [])


@pytest.mark.parametrize("text", ["{{ no.such }}", "{{ ''.__class__.__mro__ }}", "{% if %}"])
def test_a_broken_template_fails_its_editions(text: str, project_folder: Path, run: Run) -> None:
    a_file(project_folder / "templates/patient/a4.html.j2")
    (project_folder / "templates/patient/a4.html.j2").write_text(text, "utf-8")
    ran = run("build", cwd=project_folder)
    assert "[template]" in ran.err
    assert (ran.code, built(project_folder)) == (2, [])
