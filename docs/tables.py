"""Fills the tables in docs/ that follow from the code: formats, checks, commands, codes and others;
and makes the JSON Schemas in leaflet/scaffolding/schemas/.

    .venv/bin/python docs/tables.py --write
    .venv/bin/python docs/tables.py --check

A table stands between `<!-- table: NAME -->` and `<!-- end -->`. `--check` changes nothing, names
the files that are stale and exits with 1 if there are any.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

from leaflet.checks.check import all_checks
from leaflet.cli.command_line import leaflet
from leaflet.cli.finding_codes import CODES
from leaflet.cli.text_report import EXIT_MEANINGS
from leaflet.compose import template_filters
from leaflet.compose.template_text import TEXT_METHODS
from leaflet.compose.template_values import METHODS, RECORDS, declared
from leaflet.content.project import SHIPPED, Project
from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.scaffolding import schemas

HERE = Path(__file__).parent
REGION = re.compile(r"<!-- table: (.+?) -->\n.*?<!-- end -->", re.DOTALL)

#: Where the types of the records of templates are defined.
RECORD_MODULES = (
    "leaflet.model.leaflet",
    "leaflet.model.settings",
    "leaflet.model.blocks",
    "leaflet.model.listings",
    "leaflet.model.clinic",
    "leaflet.model.contacts",
    "leaflet.model.phones",
    "leaflet.model.opening_hours",
    "leaflet.model.locale",
    "leaflet.formats.format",
    "leaflet.core.paper",
    "leaflet.core.fonts",
    "leaflet.core.diagnostics",
    "leaflet.compose.section_rows",
    "leaflet.compose.table_rows",
    "leaflet.compose.icon_arrays",
    "leaflet.governance.register",
    "leaflet.revisions.difference",
    "leaflet.staff_documents.appraisal_forms",
    "leaflet.staff_documents.evidence",
    "leaflet.staff_documents.told_words",
    "leaflet.staff_documents.page_pictures",
    "leaflet.staff_documents.reprint_notice",
    "leaflet.staff_documents.review_copy",
)

Rows = Iterator[tuple[str, ...]]

#: What leads to another page in what the codes of findings say.
LINKS = {
    "one of the fences": "one of [the fences](content.md#fenced-blocks)",
    "see security.md": "see [security.md](security.md)",
    "raise the limit": "raise the [limit](content.md#limits)",
}


def formats() -> Rows:
    """The print formats by their sizes."""
    yield "format", "paper", "usual sides", "most sides", "height of the x", "words", "print form"
    for one in extensions.load_all("formats"):
        yield format_row(one)


def format_row(one: Format) -> tuple[str, ...]:
    """A format: its paper, limits and print form."""
    words = f"{one.words or ('few' if one.extract else 'all')}"
    if one.medium != "paper":
        return f"`{one.id}`", one.medium, "–", "–", "–", words, "–"
    paper = one.paper
    lying = ", lying" if paper.width_mm > paper.height_mm else ""
    heights = " to ".join(dict.fromkeys(f"{mm:.3g}" for mm in one.fit_limits.x_height_mm))
    place = f"`{one.id}`", f"{paper.name}{lying}", f"{one.sides}", f"{one.most_sides}"
    return *place, f"{heights} mm", words, one.imposition


def checks() -> Rows:
    """The checks, each with a link to its page."""
    yield "id", "stage", "effect", "what it holds"
    for one in all_checks():
        yield (
            f"[`{one.id}`](checks/{one.id}.md)",
            one.stage,
            (one.effect or one.severity).value,
            one.summary,
        )


def codes(group: str) -> Callable[[], Rows]:
    """The codes of a group of findings that no check makes."""

    def table() -> Rows:
        yield "code", "what it finds", "how to mend it"
        for name, code in CODES.items():
            if code.group == group:
                yield f"`{name}`", code.finds, linked(code.mend)

    return table


def linked(text: str) -> str:
    """A text with the links of `LINKS`."""
    for plain, link in LINKS.items():
        text = text.replace(plain, link)
    return text


def kinds() -> Rows:
    """The shipped kinds: the roles that they ask for, and the checks that they do without."""
    yield "kind", "printed as", "must have", "should have", "does without the checks"
    for name, loaded in sorted(Project(SHIPPED).kinds.items()):
        kind = loaded.value
        assert kind
        lists = (kind.must, kind.should, kind.without)
        cells = (", ".join(f"`{one}`" for one in some) or "–" for some in lists)
        yield f"`{name}`", kind.name_in("en") or "–", *cells


def exceptions() -> Rows:
    """The checks of content whose findings are broken, since a page must not show them."""
    yield "check", "why no page is made"
    for one in all_checks():
        if one.breaks:
            yield f"[`{one.id}`](checks/{one.id}.md)", one.breaks


def executors() -> Rows:
    """The executors."""
    yield "executor", "where pages are rendered", "needs"
    for one in extensions.load_all("executors"):
        needs = f"`--scheduler {one.scheduler_form}`" if one.needs_scheduler else "–"
        yield f"`{one.id}`", one.summary, needs


def outputs() -> Rows:
    """The ways in which `leaflet check` writes findings."""
    yield "`--output-format`", "writes"
    for one in extensions.load_all("outputs"):
        yield f"`{one.id}`", one.summary


def readers() -> Rows:
    """The forms of articles that can be imported."""
    yield "form", "endings", "what is read"
    for one in extensions.load_all("readers"):
        yield f"`{one.id}`", ", ".join(f"`{ending}`" for ending in one.endings), one.summary


def commands() -> Rows:
    """The commands, each with a link to its section, and the options that they take."""
    yield "command", "does", "options"
    for name, command in sorted(leaflet.commands.items()):
        taken = " ".join(f"`{max(p.opts, key=len)}`" for p in command.params if p.opts[0][0] == "-")
        does = (command.help or "").split("\n\n")[0]
        yield f"`{name}`", does, taken or "–"


def exits() -> Rows:
    """The exit codes."""
    yield "code", "means"
    for code, meaning in EXIT_MEANINGS.items():
        yield str(code.value), meaning


def records() -> Rows:
    """The records that templates see, with their fields."""
    yield "record", "fields"
    for kind, names in record_fields().items():
        yield f"`{kind}`", ", ".join(f"`{name}`" for name in names)


def record_fields() -> Mapping[str, tuple[str, ...]]:
    """The fields, properties and functions of each kind of record."""
    found = {
        name: of
        for module in map(import_module, RECORD_MODULES)
        for name, of in vars(module).items()
        if name in RECORDS and of.__module__ == module.__name__
    }
    functions = {kind: f"{name}()" for kind, name in METHODS}
    return {
        kind: tuple(filter(None, (*declared(found[kind]), *names, functions.get(kind))))
        for kind, names in RECORDS.items()
    }


def listed(names: Iterable[str]) -> Callable[[], Rows]:
    """Names in one row."""

    def table() -> Rows:
        yield ("names",)
        yield (", ".join(f"`{name}`" for name in sorted(names)),)

    return table


TABLES: Mapping[str, Callable[[], Rows]] = {
    "formats": formats,
    "checks": checks,
    "kinds": kinds,
    "broken content": exceptions,
    "executors": executors,
    "outputs": outputs,
    "readers": readers,
    "commands": commands,
    "exit codes": exits,
    "records": records,
    "filters": listed(template_filters.filters()),
    "tests": listed(template_filters.tests()),
    "methods of texts": listed(TEXT_METHODS),
    **{f"codes, {group}": codes(group) for group in {code.group for code in CODES.values()}},
}


def markdown(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as a table; the first is its head."""
    head, *body = ([cell.replace("|", r"\|") for cell in row] for row in rows)
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    lines += [f"| {' | '.join(row)} |" for row in body]
    return "".join(f"{line}\n" for line in lines)


def filled(page: str) -> str:
    """A page with the tables of today. Raises `KeyError` for a table that nothing fills."""

    def region(found: re.Match[str]) -> str:
        return f"<!-- table: {found[1]} -->\n{markdown(TABLES[found[1]]())}<!-- end -->"

    return REGION.sub(region, page)


def stale(pages: Iterable[Path]) -> Iterator[Path]:
    """The pages whose tables are not those of today."""
    for path in pages:
        page = path.read_text("utf-8")
        if filled(page) != page:
            yield path


def stale_schemas() -> Iterator[tuple[Path, str]]:
    """The JSON Schemas that differ from what the types of `model` give, and what these give."""
    for name in schemas.NAMES:
        path, text = schemas.FOLDER / f"{name}.json", schemas.make_schema(name)
        if not path.exists() or path.read_text("utf-8") != text:
            yield path, text


def main(arguments: list[str]) -> int:
    """Write the tables, or check them; the exit code."""
    if arguments not in (["--write"], ["--check"]):
        sys.stderr.write(__doc__ or "")
        return 2
    pages = ((path, filled(path.read_text("utf-8"))) for path in stale(HERE.glob("*.md")))
    old = [*pages, *stale_schemas()]
    for path, text in old:
        if arguments == ["--write"]:
            path.write_text(text, "utf-8")
        sys.stdout.write(f"{path.name}: {'written' if arguments == ['--write'] else 'stale'}\n")
    return 1 if old and arguments == ["--check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
