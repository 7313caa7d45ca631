"""The commands that write new files for authors: `new` and `eject`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from leaflet.cli.call import Call, today
from leaflet.cli.completion import names
from leaflet.cli.help_pages import CommandGroup
from leaflet.cli.parameters import OneOf


def clinic_options(command: Any) -> Any:
    """Add an option for each question about a clinic to a command."""
    options = [
        click.option("--phone", metavar="NUMBER", help='Its main number, as "01632 960140".'),
        click.option("--web", metavar="ADDRESS", help="Its web address, as https://example.org."),
        click.option("--colour", "--color", metavar="HEX",
                     help='Its colour, as "#0f6e78"; without it, that of the logo.'),
        click.option("--logo", metavar="FILE", type=click.Path(path_type=Path),
                     help="Its logo, as SVG, PNG or JPEG."),
        click.option("--language", metavar="LANG", help="Its language, as en-GB."),
        click.option("--country", metavar="CODE",
                     help="The country whose numbers and rules hold, as GB-ENG."),
        click.option("--email", metavar="MAIL", help="Its e-mail address, if it has one."),
        click.option("--emergency", metavar="NUMBER",
                     help="The emergency number, for a country that is not shipped."),
        click.option("--urgent-advice", metavar="NUMBER",
                     help="The number for urgent advice, for a country that is not shipped."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


#: What `schema` knows; a test holds it against `leaflet.scaffolding.schemas`.
NAMES = ("leaflet", "clinic", "locale", "project", "kind", "manifest", "report")


@click.group(cls=CommandGroup)
def new() -> None:
    """Write new files: a project, or a clinic, leaflet, language, kind or format in one.

    Example: leaflet new leaflet foot-care --kind self-care
    """


@new.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--clinic", "name", metavar="NAME", help="The name of the clinic.")
@clinic_options
@click.option("--example", is_flag=True, help="Ask nothing: begin with an invented clinic.")
@click.option("--tool", metavar="PLACE",
              help="Where CI installs the tool from: a wheel, an address with its sha256, or"
                   " a version in an index; without it, this version.")  # fmt: skip
def project(folder: Path, example: bool, tool: str | None, **given: Any) -> None:
    """Write a new project: a clinic, a small leaflet, settings and a CI workflow.

    What no option says is asked.

    Example: leaflet new project our-leaflets
    """
    from leaflet.cli.new_project import run_new_project

    sys.exit(run_new_project(folder, given, tool, today=today(), example=example))


@new.command()
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--clinic", "title", metavar="NAME", help="The name of the clinic.")
@clinic_options
@click.option("--from", "table", metavar="FILE.csv", type=click.Path(path_type=Path),
              help="Write or update a clinic for each row of a table.")  # fmt: skip
@click.option("--yes", is_flag=True, help="With --from: write what differs without asking.")
@click.pass_obj
def clinic(
    call: Call, /, name: str | None, title: str | None, table: Path | None, yes: bool, **given: Any
) -> None:
    """Write a new clinic, or many from a table.

    NAME is its id, as harbour. What no option says is asked.

    Example: leaflet new clinic harbour
    """
    from leaflet.cli.new_files import run_new_clinic

    if table is not None:
        from leaflet.cli.clinics_from_table import run_clinics_from_table

        if name is not None:
            raise click.UsageError("name a clinic or give --from, not both")
        sys.exit(run_clinics_from_table(call.project(), table, today(), yes=yes))
    if name is None:
        raise click.UsageError("name the clinic, as in: leaflet new clinic harbour")
    sys.exit(run_new_clinic(call.project(), name, {**given, "name": title}, today()))


@new.command()
@click.argument("name")
@click.option("--kind", metavar="KIND", shell_complete=names("kinds"),
              help="Its kind, as treatment; see leaflet list kinds.")  # fmt: skip
@click.option("-l", "--language", metavar="LANG", shell_complete=names("languages"),
              help="Its language; without it, that of the first clinic.")  # fmt: skip
@click.pass_obj
def leaflet(call: Call, name: str, kind: str | None, language: str | None) -> None:
    """Write a new leaflet, with the sections that its kind asks for.

    Example: leaflet new leaflet foot-care --kind self-care
    """
    from leaflet.cli.new_files import run_new_leaflet

    sys.exit(run_new_leaflet(call.project(), name, kind, language, today()))


@new.command()
@click.argument("name", metavar="LANG")
@click.pass_obj
def language(call: Call, name: str) -> None:
    """Write the words of a new language, to be translated.

    Example: leaflet new language fr-FR
    """
    from leaflet.cli.new_files import run_new_language

    sys.exit(run_new_language(call.project(), name))


@new.command()
@click.argument("name")
@click.pass_obj
def kind(call: Call, name: str) -> None:
    """Write a new kind of leaflets: what they must tell.

    Example: leaflet new kind dental-care
    """
    from leaflet.cli.new_files import run_new_kind

    sys.exit(run_new_kind(call.project(), name))


@new.command(name="format")
@click.argument("name")
@click.option("--from", "base", metavar="FORMAT", default="a4", show_default=True,
              shell_complete=names("formats"),
              help="The format that it begins as a copy of.")  # fmt: skip
def format_(name: str, base: str) -> None:
    """Write a new format, in a clone of the program.

    Example: leaflet new format a4-punched
    """
    from leaflet.cli.new_files import run_new_format

    sys.exit(run_new_format(name, base))


@click.command()
@click.argument("name", shell_complete=names("shipped"))
@click.pass_obj
def eject(call: Call, name: str) -> None:
    """Copy a shipped locale, kind, figure or template into the project, to change it there.

    NAME is en-GB, treatment, skin-section, patient/a4.css.j2 or a path. Nothing is overwritten.

    Example: leaflet eject treatment
    """
    from leaflet.cli.new_files import run_eject

    sys.exit(run_eject(call.project(), name))


@click.command()
@click.argument("name", metavar="WHAT", type=OneOf(NAMES))
def schema(name: str) -> None:
    """Print the JSON Schema of a file: leaflet, clinic, locale, project, kind, manifest or report.

    Example: leaflet schema clinic > schemas/clinic.json
    """
    from leaflet.scaffolding.schemas import schema_text

    click.echo(schema_text(name), nl=False)


COMMANDS = (new, eject, schema)
