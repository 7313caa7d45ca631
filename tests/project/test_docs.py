"""The documents tell the truth: all that the code has is in them, and all links lead somewhere."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import importlib.util
import inspect
import re
import shutil
import textwrap
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from pydantic import BaseModel

import leaflet
from leaflet.build.outcome import Outcome, Result
from leaflet.build.up_to_date import UpToDateCheck
from leaflet.checks.check import Check, all_checks
from leaflet.cli.command_line import leaflet as command
from leaflet.cli.explain import pages
from leaflet.cli.finding_codes import CODES
from leaflet.cli.text_report import EXIT_MEANINGS, Exit, finding_record, to_json
from leaflet.content import (
    documents,
    image_problems,
    markdown,
    png_images,
    svg_checker,
    svg_geometry,
    svg_images,
    svg_styles,
    svg_tree,
    validation,
)
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, Severity, Span
from leaflet.core.edition_id import EditionId
from leaflet.formats.format import Format
from leaflet.governance import register
from leaflet.model import (
    approvals,
    blocks,
    clinic,
    contacts,
    kind,
    lexicon,
    listings,
    locale,
    opening_hours,
    phones,
    settings,
)
from leaflet.model import fields as field_kinds
from leaflet.model import leaflet as leaflet_model
from leaflet.model.blocks import KINDS, MARKDOWN
from leaflet.model.fields import ContentModel
from leaflet.model.leaflet import State
from leaflet.model.roles import KEPT, ROLES
from leaflet.output.manifest_entries import SUFFIXES, ManifestEntry
from leaflet.planning.plan import Inputs, PlannedEdition
from leaflet.revisions import sequence_diff
from leaflet.staff_documents import review_copy
from tests.support.printed import shipped_edition
from tests.support.projects import ROOT

DOCUMENTS = tuple(sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]))

#: The headings of docs/content.md that stand over the table of a model.
MODELS: Mapping[str, type[BaseModel]] = {
    "Settings": settings.Settings,
    "Rule": settings.Rule,
    "Limits": settings.Limits,
    "Printing": settings.Printing,
    "Front matter": leaflet_model.FrontMatter,
    "Author": leaflet_model.Author,
    "Reviewer": leaflet_model.Reviewer,
    "Involvement": leaflet_model.Involvement,
    "Change": leaflet_model.Change,
    "Source": leaflet_model.Source,
    "Fact": leaflet_model.Fact,
    "Term": leaflet_model.Term,
    "Figure": leaflet_model.Figure,
    "Waiver": leaflet_model.Waiver,
    "Translation": leaflet_model.Translation,
    "Benefit": blocks.Benefit,
    "Share": blocks.Share,
    "Risk": blocks.Risk,
    "Frequency": blocks.Frequency,
    "Alternative": blocks.Alternative,
    "Step": blocks.Step,
    "Do and do not": blocks.DoDont,
    "Help": blocks.Help,
    "Timetable": listings.TimetableDay,
    "Timetable row": listings.TimetableRow,
    "Doses": listings.Doses,
    "Dose": listings.Dose,
    "Side effects": listings.SideEffects,
    "Class of side effects": listings.SideEffectClass,
    "Result": listings.Result,
    "Exercise": listings.Exercise,
    "Write-in": listings.WriteIn,
    "Field to fill in": listings.WriteInField,
    "Video": listings.Video,
    "Kind": kind.Kind,
    "Norms": kind.Norms,
    "Clinic file": clinic.Clinic,
    "Logo": clinic.Logo,
    "Photo": clinic.CoverPhoto,
    "Brand": clinic.Brand,
    "Department": contacts.Department,
    "Phone": phones.Phone,
    "Hours": opening_hours.Hours,
    "Exception of the hours": opening_hours.HoursException,
    "Open from": opening_hours.OpenFrom,
    "Complaints": clinic.Complaints,
    "Regulator": clinic.Regulator,
    "Practitioner": clinic.Practitioner,
    "Product": clinic.Product,
    "Pack": clinic.Pack,
    "Service": clinic.ServiceNumber,
    "Locale file": locale.Locale,
    "Words": locale.LocaleWords,
    "Lexicon file": lexicon.Lexicon,
    "Group": lexicon.Group,
    "Frequency band": lexicon.FrequencyBand,
    "Sign": lexicon.Sign,
    "Spelling": lexicon.Spelling,
    "Topic": lexicon.Topic,
    "Approvals of a leaflet": approvals.Approvals,
    "Approval": approvals.Approval,
    "Approvals of safety facts": approvals.SafetyApprovals,
    "Safety approval": approvals.SafetyApproval,
    "Register": register.Register,
    "Registered leaflet": register.RegisteredLeaflet,
    "Registered version": register.RegisteredVersion,
    "Registered file": register.RegisteredFile,
}

#: The main nouns of the code; each has its line in the glossary.
NOUNS = (
    "abridge, allowance, appraisal form, approval, approver, asset, basis, block, budget, "
    "build request, builder, cache, cached, check, checked edition, clinic, clinic layout, code, "
    "composition, composition key, creep, difference, document, edition, edition job, effect, "
    "entry, environment, evidence, executor, extension, extra context, fact, failure, field path, "
    "figure, file index, file summary, finding, fit, fit limits, floor, font subset, format, "
    "frequency band, front matter, height class, hint, imposition, imprint, inputs, "
    "jurisdiction, key, kind, layout group, lazy plan, leaflet, leaflet at a clinic, leaflet text, "
    "lexicon, limits, loaded, locale, logo, manifest, mark, matrix, merge, norms, outcome, "
    "output folder, page facts, pair, palette, panel, phrase, piece, placeholder colour, plan, "
    "plan key, "
    "print form, project, proof, reading PDF, register, release, release status, "
    "render boundary, rendering, report, reprint notice, restore, review copy, role, rule, saddle "
    "stitch, safety facts, sandbox, section, selection, sentence record, sentinel, severity, "
    "shard, shared layout, short form, side, signature, slot, slot sizes, source, "
    "span, staff document, stage, state, state band, status page, store, task, template, "
    "tile, token, trim box, up to date, verification status, waiver, withheld, words hash, "
    "worker, worker options"
).split(", ")

#: An absolute path, or a folder of somebody's own: it means something on one machine only.
PATH = re.compile(r"(?<![\w.:/>)}…*])/[a-z]+/[\w./-]*|~/\w|[A-Z]:\\\w|file://")

#: Whose addresses documents may name. A package comes from wherever the reader's tools look.
HOSTS = re.compile(
    r"(keepachangelog|semver)\.com|semver\.org|example\.org|doi\.org|www\.nhs\.uk|[\w-]+\.example"
)


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# --- reading documents ---------------------------------------------------------------------------


def section(markdown: str, heading: str) -> str:
    """What stands under a heading, up to the next one; empty without it."""
    found = re.search(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", markdown, re.MULTILINE | re.DOTALL
    )
    return found[1] if found else ""


def rows(markdown: str) -> list[list[str]]:
    """The cells of the body of all tables."""
    lines = [line for line in markdown.split("\n") if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [i for i, row in enumerate(cells) if all(re.fullmatch(r":?-+:?", c) for c in row)]
    heads = {i - 1 for i in rules}
    return [row for i, row in enumerate(cells) if i not in rules and i not in heads]


def codes(markdown: str) -> list[str]:
    return re.findall(r"`([^`]+)`", markdown)


def first_codes(markdown: str) -> list[str]:
    """What stands as code in the first column of the tables."""
    return [code for row in rows(markdown) for code in codes(row[0])]


def unnamed(names: Iterable[str], markdown: str) -> list[str]:
    """The names that no piece of code in a document begins with."""
    known = {word for code in codes(markdown) for word in re.split(r"[\s,=|]+", code)}
    return [name for name in names if name not in known]


def differences(documented: Iterable[str], true: Iterable[str]) -> tuple[set[str], set[str]]:
    """What is not documented, and what is documented and not there."""
    return set(true) - set(documented), set(documented) - set(true)


NONE: tuple[set[str], set[str]] = (set(), set())


def test_a_section_ends_at_the_next_heading() -> None:
    markdown = "# A\n\nx\n\n## B\n\n| `y` | z |\n|---|---|\n| `1`, `2` | `3` |\n\n## C\nw\n"
    assert section(markdown, "B").strip().startswith("| `y`")
    assert "w" not in section(markdown, "B")
    assert section(markdown, "D") == ""
    assert first_codes(section(markdown, "B")) == ["1", "2"]


def test_what_is_not_documented_is_noticed() -> None:
    assert unnamed(["--json", "--yaml"], "use `--json` or `-c`, `--clinic X`") == ["--yaml"]
    assert unnamed(["--json"], "use --json") == ["--json"]
    assert differences(["a", "b"], ["b", "c"]) == ({"c"}, {"a"})
    assert differences(["a"], ["a"]) == NONE


# --- commands ------------------------------------------------------------------------------------


def options(of: click.Command) -> list[str]:
    """What may be typed after a command: options, choices, and the same of its commands."""
    found = [name for parameter in of.params for name in _names(parameter)]
    if isinstance(of, click.Group) and of is not command:
        found += [name for one in of.commands.items() for name in (one[0], *options(one[1]))]
    return found


def _names(parameter: click.Parameter) -> list[str]:
    if isinstance(parameter, click.Option):
        return [*parameter.opts, *parameter.secondary_opts]
    kind = parameter.type
    return list(kind.choices) if isinstance(kind, click.Choice) else []


def test_options_are_found() -> None:
    assert {"-c", "--clinic", "--as-of", "-o"} <= set(options(command.commands["build"]))
    assert "checks" in options(command.commands["list"])
    assert {"prune", "--older-than"} <= set(options(command.commands["cache"]))


@pytest.mark.parametrize("name", sorted(command.commands))
def test_every_command_is_documented_with_its_options(name: str) -> None:
    page = text("docs/commands.md")
    assert re.search(rf"^## `leaflet {name}\b", page, re.MULTILINE)
    assert unnamed(options(command.commands[name]), page) == []
    assert command.commands[name].help


def test_the_options_of_the_group_are_documented() -> None:
    assert unnamed(options(command), text("docs/commands.md")) == []


def test_no_command_is_documented_that_does_not_exist() -> None:
    documented = re.findall(r"^## `leaflet (\w+)", text("docs/commands.md"), re.MULTILINE)
    assert sorted(documented) == sorted(command.commands)


def invented_options(page: str, known: Iterable[str]) -> set[str]:
    documented = {code.split()[0] for code in first_codes(page)}
    return {option for option in documented if option.startswith("-")} - set(known)


def test_no_option_is_documented_that_does_not_exist() -> None:
    known = {"-h", "--help", *options(command)}
    known |= {option for one in command.commands.values() for option in options(one)}
    page = text("docs/commands.md").split("## `python3 -m leaflet.bootstrap")[0]
    assert invented_options(page, known) == set()
    assert invented_options("| a | b |\n|---|---|\n| `--wish X` | c |", known) == {"--wish"}


def test_the_help_names_every_executor() -> None:
    help_ = {o.name: o.help or "" for o in _options_of("build")}["executor"]
    assert [name for name in extensions.names("executors") if name not in help_] == []


def _options_of(name: str) -> Iterator[click.Option]:
    yield from (one for one in command.commands[name].params if isinstance(one, click.Option))


def returned_texts(function: Callable[..., Any]) -> set[str]:
    """The texts that a function may return, as far as they stand in it."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value]
    parts = [node for value in values for node in ast.walk(value) if isinstance(node, ast.expr)]
    return {text for part in parts for text in _texts(part)}


def test_what_a_dry_run_may_say_is_documented() -> None:
    documented = codes(section(text("docs/commands.md"), "Dry run"))
    assert {"new", "everything is rebuilt"} <= returned_texts(UpToDateCheck.reason)
    assert returned_texts(UpToDateCheck.reason) - set(documented) == set()
    words = {word for code in documented for word in code.split()}
    inputs = {field.name for field in dataclasses.fields(Inputs)} - {"edition"}
    assert inputs - words == set()


def test_every_outcome_is_documented() -> None:
    documented = first_codes(section(text("docs/commands.md"), "Order and progress"))
    assert differences(documented, [result.value for result in Result]) == NONE


def test_the_help_tells_every_exit_code() -> None:
    assert command.help
    documented = re.findall(r"\b(\d+) [a-z]", command.help)
    assert differences(documented, [str(code.value) for code in Exit]) == NONE


def test_every_job_of_the_bootstrap_is_documented() -> None:
    from leaflet.bootstrap.__main__ import JOBS

    heading = "`python3 -m leaflet.bootstrap JOB`"
    documented = [
        code.split()[0] for code in first_codes(section(text("docs/commands.md"), heading))
    ]
    assert differences(documented, [*JOBS, "check", "setup"]) == NONE


def variables(code: str) -> set[str]:
    """The environment variables that a module reads or sets, by the shape of the access."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        value: ast.expr | None = None
        if isinstance(node, ast.Subscript) and _is_environment(node.value):
            value = node.slice
        elif isinstance(node, ast.Call) and node.args and _is_method(node.func):
            value = node.args[0]
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            found.add(value.value)
    return found


def _is_method(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and _is_environment(node.value)


def _is_environment(node: ast.expr) -> bool:
    return ast.unparse(node).rsplit(".", 1)[-1] in ("environ", "env")


def test_variables_are_found() -> None:
    code = 'os.environ.get("A")\nenv["B"] = 1\nself.environ["C"]\nother.get("D")\nenviron.pop("E")'
    assert variables(code) == {"A", "B", "C", "E"}


def test_every_environment_variable_is_documented() -> None:
    used = {name for path in modules() for name in variables(path.read_text("utf-8"))}
    assert {"LEAFLET_NO_SYSTEM", "SOURCE_DATE_EPOCH", "NO_COLOR", "CI"} <= used
    assert {"LEAFLET_CACHE", "XDG_CACHE_HOME", "HOME", "GITHUB_STEP_SUMMARY"} <= used
    assert unnamed(used, section(text("docs/commands.md"), "Environment variables")) == []


# --- tables --------------------------------------------------------------------------------------


@cache
def tables() -> Any:
    """The script that fills the tables of the documents."""
    spec = importlib.util.spec_from_file_location("tables", ROOT / "docs/tables.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = sorted((ROOT / "docs").glob("*.md"))


def test_tables_that_follow_from_the_code_are_those_of_today() -> None:
    stale = [path.name for path in tables().stale(PAGES)]
    assert stale == [], "run: make tables"


def test_a_stale_table_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(text("docs/formats.md").replace("| `a4` | A4 | 4 |", "| `a4` | A4 | 5 |"))
    assert list(tables().stale([page])) == [page]
    page.write_text(tables().filled(page.read_text("utf-8")))
    assert page.read_text("utf-8") == text("docs/formats.md")


def test_every_table_stands_in_one_document() -> None:
    opened = [
        name
        for page in PAGES
        for name in re.findall(r"^<!-- table: (.+) -->$", page.read_text("utf-8"), re.MULTILINE)
    ]
    filled = [name for page in PAGES for name in tables().REGION.findall(page.read_text("utf-8"))]
    assert sorted(opened) == sorted(filled) == sorted(tables().TABLES)


def test_every_exit_code_has_a_meaning() -> None:
    assert list(EXIT_MEANINGS) == list(Exit)


def test_links_stand_in_what_codes_say() -> None:
    mends = " ".join(code.mend for code in CODES.values())
    assert [plain for plain in tables().LINKS if plain not in mends] == []


# --- checks and findings -------------------------------------------------------------------------


def test_the_pages_of_checks_are_made_from_the_checks() -> None:
    made = pages()
    there = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/checks").glob("*.md")}
    assert there == made, "run: make tables"


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)
def test_a_check_says_what_it_finds_what_to_do_and_why(check: Check) -> None:
    for documented in (check.summary, check.finds, check.mend, check.why):
        assert len(documented.split()) >= 3


def test_every_check_is_in_the_changelog() -> None:
    assert unnamed([check.id for check in all_checks()], text("CHANGELOG.md")) == []


def finding_codes(code: str) -> set[str]:
    """The codes of the findings that a module makes besides those of the checks."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in FINDING_MAKERS:
            found |= _texts(node.args[0])
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                names, values = _pair(target, node.value)
                pairs = zip(names, values, strict=False)
                found |= {t for n, v in pairs if ast.unparse(n) == "code" for t in _texts(v)}
    return found


#: What is given the code of a finding first. A `Failure` of a worker becomes a finding in build.py.
FINDING_MAKERS = ("error", "warning", "note", "Failure")

#: The failure that becomes no finding: it stops the run.
STOPS = "machine"


def _name(node: ast.expr) -> str:
    """What is called: `Failure` of `executors.Failure`."""
    return ast.unparse(node).rsplit(".", 1)[-1]


def _pair(target: ast.expr, value: ast.expr) -> tuple[list[ast.expr], list[ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return target.elts, value.elts
    return [target], [value]


def _texts(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.JoinedStr):  # `unknown-{what}` of plan.py
        return {"unknown-…"}
    return set()


def test_codes_are_found() -> None:
    code = 'error("a", x)\ncode, m = "b", "c"\nwarning(f"unknown-{what}", y)\nlog("d")'
    assert finding_codes(code) == {"a", "b", "unknown-…"}
    assert finding_codes('Failure("e", x)\nmade = executors.Failure("f", y)\nGain("g", z)') == {
        "e",
        "f",
    }
    assert finding_codes("Failure(code, x)\nerror(failure.code, y)\nFailure()") == set()


#: What `unknown-{what}` becomes: the places in plan.py that look a name up.
LOOKED_UP = ("leaflet", "locale", "pack", "format")


def test_every_code_of_a_finding_is_explained() -> None:
    made = {code for path in modules() for code in finding_codes(path.read_text("utf-8"))}
    assert {"unknown-…", STOPS} <= made
    made = made - {"unknown-…", STOPS} | {f"unknown-{what}" for what in LOOKED_UP}
    assert differences(CODES, made) == NONE


def test_every_format_is_documented() -> None:
    documented = re.findall(r"^## `([a-z0-9-]+)`", text("docs/formats.md"), re.MULTILINE)
    assert differences(documented, extensions.names("formats")) == NONE


def all_formats() -> Mapping[str, Format]:
    return {name: extensions.load("formats", name) for name in extensions.names("formats")}


def test_the_margins_of_formats_are_documented() -> None:
    page = text("docs/formats.md")
    for name, format_ in all_formats().items():
        body = re.split(rf"^## `{name}`.*$", page, flags=re.MULTILINE)[1].split("\n## ")[0]
        if "| margins |" in body:
            sides = ("outside", "toward the fold") if format_.signature > 1 else ("right", "left")
            m = format_.margins
            pairs = (("top", m.top), (sides[0], m.right), ("bottom", m.bottom), (sides[1], m.left))
            assert ", ".join(f"{side} {mm:g} mm" for side, mm in pairs) in body, name


def test_what_stays_in_every_format_is_documented() -> None:
    for page, heading in (
        ("docs/formats.md", "What a format with less room prints"),
        ("docs/guide-author.md", "For formats with less room"),
    ):
        assert unnamed(KEPT, section(text(page), heading)) == [], page


def test_every_file_for_the_printer_is_documented() -> None:
    documented = " ".join(
        first_codes(section(text("docs/commands.md"), "`leaflet build [LEAFLET]…`"))
    )
    assert [suffix for suffix in SUFFIXES if suffix not in documented] == []


# --- content -------------------------------------------------------------------------------------


def fields(of: type[BaseModel]) -> dict[str, bool]:
    """The fields as an author writes them, and whether each is needed."""
    return {field.alias or name: field.is_required() for name, field in of.model_fields.items()}


def test_fields_have_their_written_names() -> None:
    assert fields(blocks.Risk)["class"]
    assert not fields(blocks.Risk)["onset"]


def documented_fields(heading: str) -> dict[str, bool]:
    body = section(text("docs/content.md"), heading)
    needs = {"yes": True, "no": False}
    return {code: needs.get(row[1], True) for row in rows(body) for code in codes(row[0])}


@pytest.mark.parametrize("heading", MODELS)
def test_every_field_is_documented_and_whether_it_is_needed(heading: str) -> None:
    true = fields(MODELS[heading])
    if heading == "Front matter":  # the path of the file gives them
        true |= {"id": False, "language": False}
    assert documented_fields(heading) == true


def test_a_wrong_table_is_noticed() -> None:
    assert documented_fields("Author") != fields(leaflet_model.Reviewer)
    assert documented_fields("No such heading") == {}


def models(module: Any) -> Iterator[type[BaseModel]]:
    for value in vars(module).values():
        if (
            isinstance(value, type)
            and issubclass(value, ContentModel)
            and value is not ContentModel
        ):
            yield value


def test_every_model_has_its_table() -> None:
    modules = (
        approvals,
        blocks,
        clinic,
        kind,
        lexicon,
        leaflet_model,
        listings,
        opening_hours,
        phones,
        register,
        locale,
        settings,
    )
    there = {one for module in modules for one in models(module)}
    other = {leaflet_model.Leaflet, approvals.ApprovedBy, blocks.Table}
    other |= {opening_hours.OpeningTimes}
    assert there - set(MODELS.values()) - other == set()


def test_the_version_that_is_shown_on_paper_is_the_shipped_one() -> None:
    stamp = re.compile(r"0\.1\.0\+[0-9a-f]{8}|words [0-9a-f]{8}$", re.MULTILINE)
    shown = {found for page in DOCUMENTS for found in stamp.findall(page.read_text("utf-8"))}
    edition = shipped_edition("riverside")
    assert shown == {edition.printed_version, f"words {edition.words[:8]}"}
    assert edition.code in text("docs/content.md")


def test_every_role_of_a_section_is_documented_in_order() -> None:
    documented = rows(section(text("docs/content.md"), "Roles"))
    assert [codes(row[0])[0] for row in documented] == list(ROLES)
    assert {codes(row[0])[0] for row in documented if row[1] == "yes"} == KEPT


def test_every_fence_is_documented() -> None:
    documented = first_codes(section(text("docs/content.md"), "Fenced blocks"))
    assert differences(documented, [*KINDS, *MARKDOWN, "short", "shared"]) == NONE


def test_every_state_is_documented() -> None:
    documented = first_codes(section(text("docs/content.md"), "State"))
    assert differences(documented, [state.value for state in State]) == NONE


def test_the_manifest_is_documented() -> None:
    documented = first_codes(section(text("docs/content.md"), "Entry"))
    assert differences(documented, ManifestEntry.__dataclass_fields__) == NONE


def test_the_report_is_documented() -> None:
    import json

    finding = Finding("x", Severity.ERROR, Span("a", 1, 2), "b", "c")
    wanted = PlannedEdition(EditionId("c", "en-GB", "l", "a4"), findings=(finding,))
    report = json.loads(to_json([Outcome(wanted, Result.FAILED, (finding,))]))
    page = text("docs/content.md")
    assert differences(first_codes(section(page, "Outcome")), report["editions"][0]) == NONE
    assert differences(first_codes(section(page, "Finding")), finding_record(finding)) == NONE
    assert unnamed([result.value for result in Result], section(page, "Outcome")) == []


# --- numbers -------------------------------------------------------------------------------------


def limits(page: str) -> dict[str, int]:
    """The numbers of the table of limits, by the names of the constants."""
    documented = rows(section(page, "Limits"))
    return {codes(row[2])[0]: int(re.sub(r"[^0-9]", "", row[1])) for row in documented}


def test_the_limits_are_those_of_the_code() -> None:
    svg_modules = (svg_images, svg_tree, svg_checker, svg_styles, svg_geometry)
    true = {
        name: value
        for module in (documents, validation, image_problems, png_images, *svg_modules)
        for name, value in vars(module).items()
        if name.startswith("MAX_")
    }
    true["LONGEST_PARAGRAPH"] = markdown.LONGEST_PARAGRAPH
    true["_LONGEST_ADDRESS"] = field_kinds._LONGEST_ADDRESS
    true |= {"STEPS": sequence_diff.STEPS, "MOST_WORDS": review_copy.MOST_WORDS}
    assert limits(text("docs/security.md")) == true


def test_limits_are_read() -> None:
    page = "# Limits\n\n| a | b | c |\n|---|---|---|\n| d | 4,000 bytes | `MAX_D` |\n"
    assert limits(page) == {"MAX_D": 4000}


def test_the_heights_of_slots_are_those_of_the_stylesheet() -> None:
    guide = section(text("docs/guide-clinic.md"), "Height classes")
    documented = {codes(row[0])[0]: row[1:] for row in rows(guide)}
    slot_sizes = extensions.load("formats", "a4").slot_sizes
    for name, size in slot_sizes.items():
        heights = ", ".join(f"{mm:g}" for mm in size.heights_mm)
        wanted = [f"{mm:g} mm" for mm in size.heights_mm]
        if name == "masthead":
            assert all(
                length in guide for length in (*wanted, *(f"{mm:g} mm" for mm in size.lines))
            )
            continue
        lines = [f"{count} lines" for count in size.lines]
        assert documented[name] == [f"{heights} mm", *lines, f"{size.characters} characters"], name


# --- architecture, glossary, changelog -----------------------------------------------------------


def modules() -> list[Path]:
    return sorted((ROOT / "leaflet").rglob("*.py"))


def test_every_package_is_documented_on_its_floor() -> None:
    documented = [
        (row[0], codes(row[1])[0])
        for row in rows(section(text("docs/architecture.md"), "Packages"))
    ]
    settings = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]
    layers = [
        layer
        for layer in settings["contracts"][0]["layers"]
        if layer not in ("__main__", "bootstrap")
    ]
    floors = [
        (str(floor), package)
        for floor, layer in zip(range(len(layers), 0, -1), layers, strict=True)
        for package in layer.split(" | ")
    ]
    assert sorted(documented) == sorted(floors)
    folders = {path.parent.name for path in (ROOT / "leaflet").glob("*/__init__.py")}
    assert {package for _, package in documented} | {"bootstrap"} == folders


FILE = re.compile(r"[\w./-]+/[\w.-]+\.(py|yaml|j2)")
FUNCTION = re.compile(r"([A-Za-z_][\w.]*)\(\)|([A-Z]\w+)")


def lost_steps(page: str) -> list[str]:
    """The files and functions of a walk that do not exist; a step names the files of its
    functions.
    """
    lost = []
    for step in re.split(r"^\d+\. ", page, flags=re.MULTILINE)[1:]:
        files = [code for code in codes(step) if FILE.fullmatch(code) and "dist/" not in code]
        there = [file for file in files if (ROOT / file).is_file()]
        defined = {name for file in there for name in definitions(ROOT / file)}
        named = [found[1] or found[2] for found in map(FUNCTION.fullmatch, codes(step)) if found]
        lost += [name for name in files if name not in there]
        lost += [name for name in named if name not in defined]
    return lost


def definitions(path: Path) -> set[str]:
    """The functions, methods and classes of a module, or the macros of a template."""
    code = path.read_text("utf-8")
    if path.suffix != ".py":
        return set(re.findall(r"{% macro (\w+)", code))
    return {name for node in ast.parse(code).body for name in _defined(node)}


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{name}" for child in node.body for name in _defined(child))


def test_every_step_of_the_walk_exists() -> None:
    assert lost_steps(text("docs/walk.md")) == []


def test_a_lost_step_is_noticed() -> None:
    page = text("docs/walk.md")
    assert page.count(".py`") > 20
    assert lost_steps(page.replace("`fill()`", "`pour()`")) == ["pour"]
    assert lost_steps(page.replace("`Phone`", "`Fax`")) == ["Fax"]
    assert lost_steps(page.replace("`leaflet/page/slot.py`", "`leaflet/page/hole.py`")) == [
        "leaflet/page/hole.py",
        "Slot",
    ]


def test_a_face_has_at_most_five_names() -> None:
    for package in sorted((ROOT / "leaflet").rglob("__init__.py")):
        module = importlib.import_module(".".join(package.parent.relative_to(ROOT).parts))
        assert module.__doc__, package
        assert len(getattr(module, "__all__", ())) <= 5, package


def glossary() -> list[str]:
    return [
        word
        for row in rows(text("docs/glossary.md"))
        for word in re.findall(r"\*\*(.+?)\*\*", row[0])
    ]


def test_every_noun_is_in_the_glossary() -> None:
    assert set(NOUNS) - set(glossary()) == set()


def test_the_glossary_is_in_order() -> None:
    words = [word.lower() for word in glossary()]
    assert words == sorted(words)


def test_the_changelog_has_this_version() -> None:
    versions = re.findall(r"^## \[(.+?)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert leaflet.__version__ in versions


# --- examples ------------------------------------------------------------------------------------

CLINIC = "content/clinics/riverside/clinic.yaml"
LEAFLET = "content/leaflets/mesotherapy-acne-scars/en-GB.md"

#: The leaflet that the tour has its reader build.
BUILD = "build mesotherapy-acne-scars -f a4"
#: What the tour has its reader do: command, line to change, new line.
EXAMPLES = {
    "phone": (f"{BUILD} -c riverside", CLINIC, 'display: "01632 960 140"',
              'display: "01632 960 148"'),
    "field": (BUILD, CLINIC, "\nphones:", "\nphnoes:"),
    "promise": (BUILD, LEAFLET, "does not remove scars, and", "removes scars, and"),
    "list": ("list formats", CLINIC, "", ""),
}  # fmt: skip


@pytest.fixture
def shipped_folder(tmp_path: Path) -> Path:
    """A copy of what the reader has before them."""
    folder = tmp_path / "shipped"
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "leaflet.yaml", folder)
    return folder


def caused(before: str, after: str) -> str:
    """What is printed after an edit, without the findings that were there before it."""
    old = {
        line for line in before.splitlines() if re.search(r": (broken|unfit|advice|note): ", line)
    }
    return "".join(line for line in after.splitlines(keepends=True) if line.strip() not in old)


def test_what_an_edit_causes_is_told_from_what_was_there() -> None:
    old, new = "a.md:1:1: advice: long [x]\n", "a.md:2:1: broken: bad [y]\n"
    assert caused(f"{old}2 editions\n", f"{old}{new}2 editions\n") == f"{new}2 editions\n"
    assert caused("", f"{old}{new}") == f"{old}{new}"


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_tour_shows_what_is_printed(
    example: str,
    shipped_folder: Path,
    edit: Callable[[Path, str, str], None],
    run: Callable[..., Any],
) -> None:
    call, file, old, new = EXAMPLES[example]
    run(*BUILD.split(), cwd=shipped_folder)  # by then the reader has built everything
    before = run(*call.split(), cwd=shipped_folder)
    edit(shipped_folder / file, old, new)
    ran = run(*call.split(), cwd=shipped_folder)
    told = caused(before.out + before.err, ran.out + ran.err)
    assert f"$ leaflet {call}\n{told}" in text("docs/tour.md")


@pytest.mark.pdf
def test_the_documents_show_why_an_edition_is_built_again(
    shipped_folder: Path, edit: Callable[[Path, str, str], None], run: Callable[..., Any]
) -> None:
    call = "build mesotherapy-acne-scars -f phone --dry-run"
    run(*call.split()[:-1], cwd=shipped_folder)
    edit(shipped_folder / CLINIC, "on bank holidays", "at weekends and on bank holidays")
    ran = run(*call.split(), cwd=shipped_folder)
    assert ran.out.startswith("build  riverside/")
    for document in ("docs/tour.md", "docs/guide-ci.md"):
        assert f"$ leaflet {call}\n{ran.out}{ran.err}" in text(document)


def yaml_blocks(document: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", text(document), re.MULTILINE | re.DOTALL)


def test_the_settings_that_are_shown_are_valid() -> None:
    others = ("jobs:", "repos:")  # workflows, and the file of pre-commit
    blocks = yaml_blocks("docs/guide-ci.md")
    shown = [block for block in blocks if not any(word in block for word in others)]
    made = [
        settings.Settings.model_validate(yaml.safe_load(block), strict=False) for block in shown
    ]
    assert [bool(settings.editions) for settings in made] == [True, False]
    assert made[1].limits != settings.Limits()


def test_the_workflow_that_is_shown_names_all_its_shards() -> None:
    (block,) = (block for block in yaml_blocks("docs/guide-ci.md") if "--shard" in block)
    jobs = yaml.safe_load(block)["jobs"]
    shards = jobs["build"]["strategy"]["matrix"]["shard"]
    assert f"--shard ${{{{ matrix.shard }}}}/{len(shards)} " in block
    assert jobs["merge"]["needs"] == "build"


def test_the_tour_names_the_right_line() -> None:
    number = int(re.findall(r"clinic.yaml`, line (\d+)", text("docs/tour.md"))[0])
    line = text(CLINIC).split("\n")[number - 1]
    assert line in text("docs/tour.md")


def test_the_recipes_are_whole_modules() -> None:
    recipes = re.findall(
        r"^   ```python\n(.*?)^   ```", text("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL
    )
    made = [run_recipe(textwrap.dedent(recipe)) for recipe in recipes]
    constants = {constant for _, constant in extensions.KINDS.values()}
    found = [constants & names for names in made]
    assert found == [{"FORMAT"}, {"CHECK"}, {"EXECUTOR"}, {"OUTPUT"}, {"READER"}]
    assert set().union(*found) == constants


def run_recipe(code: str) -> set[str]:
    names: dict[str, Any] = {}
    exec(compile(code, "recipe", "exec", dont_inherit=True), names)
    return set(names)


# --- links and what must not be there ------------------------------------------------------------


def anchors(markdown: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", without_code(markdown), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


def without_code(markdown: str) -> str:
    """A document without its fences, indented examples and pieces of code."""
    markdown = re.sub(r"^( *)```.*?^\1```", "", markdown, flags=re.MULTILINE | re.DOTALL)
    markdown = re.sub(r"^ {4}.*$", "", markdown, flags=re.MULTILINE)
    return re.sub(r"`([^`\n]*)`", lambda found: re.sub(r"[\[\]()]", "", found[1]), markdown)


def broken_links(document: Path) -> list[str]:
    """The relative links and pictures of a document that lead nowhere."""
    markdown = document.read_text("utf-8")
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(markdown)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = document.parent / file if file else document
        if not there.exists() or (anchor and anchor not in anchors(there.read_text("utf-8"))):
            broken.append(target)
    return broken


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    assert broken_links(document) == []


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One two\n[a](#one-two) [b](#three) [c](other.md) ![d](d.png) [e](https://example.org)\n"
        "`[f](code.md)`\n\n    [g](example.md)\n\n```\n[h](fence.md)\n```\n",
        "utf-8",
    )
    assert broken_links(page) == ["#three", "other.md", "d.png"]


def test_every_document_is_reached_from_the_readme() -> None:
    reached = text("README.md")
    lost = [
        path.relative_to(ROOT).as_posix()
        for path in DOCUMENTS
        if not {"decisions", "checks"} & set(path.parts)
        and path.name != "README.md"
        and f"({path.relative_to(ROOT).as_posix()}" not in reached
    ]
    assert lost == []


def foreign_words(markdown: str) -> list[str]:
    """Paths of a machine, and addresses of others than the few that documents may name."""
    hosts = re.findall(r"https?://([^/\s)`\"]*)", markdown)
    return PATH.findall(markdown) + [host for host in hosts if host and not HOSTS.fullmatch(host)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_names_a_machine_or_a_registry(document: Path) -> None:
    assert foreign_words(document.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "words", ["see /home/me/x", "from https://packages.test/simple", "~/main", "`/build/x.py`"]
)
def test_a_machine_or_a_registry_is_noticed(words: str) -> None:
    assert foreign_words(words)


def test_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs/images").glob("*.png")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > 200_000} == {}
