"""The commands that write new files for authors: `new` and `eject`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from leaflet.cli.call import Call, today


def clinic_options(command: Any) -> Any:
    """Add an option for each question about a clinic to a command."""
    options = [
        click.option("--phone", metavar="NUMBER", help='Its main number, as "01632 960140".'),
        click.option("--web", metavar="ADDRESS", help="Its web address, as https://example.org."),
        click.option("--colour", "--color", metavar="HEX",
                     help='Its colour, as "#0f6e78"; without it, that of the logo.'),
        click.option("--logo", metavar="FILE", type=click.Path(path_type=Path),
                     help="Its logo, as SVG or PNG."),
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


@click.group()
def new() -> None:
    """Write new files: a project, or a clinic, leaflet, language, kind or format in one."""


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

    What no option says is asked. Example: leaflet new project our-leaflets
    """
    from leaflet.cli.new_project import run_new_project

    sys.exit(run_new_project(folder, given, tool, today=today(), example=example))


COMMANDS = (new,)
__all__ = ["COMMANDS", "Call"]
