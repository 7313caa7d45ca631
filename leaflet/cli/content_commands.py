"""The commands that check, list, explain and compare content."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from leaflet.cli.call import Call, selectors, today
from leaflet.cli.completion import names
from leaflet.cli.parameters import DateParameter, OneOf
from leaflet.cli.quiet import quiet_option
from leaflet.core import extensions


@click.command()
@selectors
@click.option(
    "--output-format",
    metavar="FORMAT",
    default="text",
    show_default=True,
    type=OneOf(extensions.names("outputs")),
    help=f"How findings are written to stdout: {', '.join(extensions.names('outputs'))}.",
)
@click.option("--stage", type=OneOf(["content", "composed", "rendered"]), metavar="STAGE",
              help="Only findings of this stage: content, composed, or rendered, which renders"
              " every page.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("-v", "--verbose", is_flag=True, help="Show notes too.")
@click.option("--fresh", is_flag=True, help="Ignore the cache: read and check every file.")
@click.option("--as-of", type=DateParameter(), metavar="DATE",
              help="Check as on this day (2026-11-23).")  # fmt: skip
@quiet_option
@click.pass_obj
def check(
    call: Call,
    /,
    leaflets: tuple[str, ...],
    clinics: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    as_of: Any,
    **options: Any,
) -> None:
    """Check content files without rendering; findings name file, line and column.

    Example: leaflet check foot-care --strict
    """
    from leaflet.cli.check import Inquiry, run_check
    from leaflet.planning.matrix import Selection

    selection = Selection(leaflets, clinics, formats, languages)
    sys.exit(run_check(call.project(), selection, Inquiry(**options), today=as_of or today()))


@click.command(name="list")
@click.argument(
    "what",
    metavar="WHAT",
    type=OneOf(
        ["leaflets", "clinics", "formats", "languages", "kinds", "shared", "editions", "checks"]
    ),
)
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of columns.")
@click.pass_obj
def list_(call: Call, what: str, as_json: bool) -> None:
    """List what there is: leaflets, clinics, formats, kinds, shared blocks, editions and more.

    Example: leaflet list clinics
    """
    from leaflet.cli.listing import run_list

    sys.exit(run_list(call.project, what, today=today(), as_json=as_json))


@click.command()
@click.argument("name", metavar="[CHECK]", required=False, shell_complete=names("checks"))
@click.option("--write", "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
              help="Write a page for each check into a folder instead.")  # fmt: skip
def explain(name: str | None, folder: Path | None) -> None:
    """Explain a check or the code of a finding, and what to do about it.

    Example: leaflet explain claims
    """
    from leaflet.cli.explain import run_explain

    sys.exit(run_explain(name, folder))


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="[B]", required=False)
@click.option("--output-format", type=OneOf(["text", "json"]), default="text",
              show_default=True, help="How differences are written to stdout.")  # fmt: skip
@click.option("--pdf", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Print a review copy of B, its changes marked; without B, of A.")  # fmt: skip
@click.pass_obj
def diff(call: Call, old: str, new: str | None, output_format: str, pdf: Path | None) -> None:
    """Show the sentences that changed from version A of a leaflet to version B.

    Each is a leaflet's file, or REVISION:PATH as git writes it (v1.0.0:content/…/en-GB.md).

    Example: leaflet diff old.md new.md --pdf review.pdf
    """
    from leaflet.cli.diff import run_diff

    sys.exit(run_diff(old, new, output_format, pdf=pdf, start=call.start, today=today()))


@click.command()
@click.argument("name", metavar="ID", shell_complete=names("leaflets"))
@click.option("-l", "--language", metavar="LANG", shell_complete=names("languages"),
              help="The language, where there are several.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Where it goes; without it, ID.LANG.evidence.pdf.")  # fmt: skip
@click.option("--as-of", type=DateParameter(), metavar="DATE", help="As on this day (2026-11-23).")
@quiet_option
@click.pass_obj
def evidence(
    call: Call, /, name: str, language: str | None, output: Path | None, as_of: Any
) -> None:
    """Write the evidence for a leaflet as one PDF, with forms for what only people can judge.

    Example: leaflet evidence foot-care
    """
    from leaflet.cli.evidence import run_evidence

    sys.exit(run_evidence(call.project(), name, language, output, as_of or today()))


COMMANDS = (check, list_, explain, diff, evidence)
