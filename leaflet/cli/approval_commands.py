"""The commands for approvals, reviews that are due, the register and verification."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from leaflet.cli.call import Call, today
from leaflet.cli.completion import names
from leaflet.cli.parameters import DateParameter, DaysParameter
from leaflet.cli.quiet import quiet_option


@click.command()
@click.argument("name", metavar="[ID]", required=False, shell_complete=names("leaflets"))
@click.option("-l", "--language", metavar="LANG", shell_complete=names("languages"),
              help="The language, where there are several.")  # fmt: skip
@click.option("-c", "--clinic", metavar="CLINIC", shell_complete=names("clinics"),
              help="Approve a clinic's safety facts instead of a leaflet.")  # fmt: skip
@click.option("--shared", metavar="BLOCK", shell_complete=names("shared"),
              help="Approve all leaflets that place a shared block.")  # fmt: skip
@click.option("--by", metavar="NAME", help="The person who approves.")
@click.option("--role", metavar="ROLE", help="Their role, one that the project requires.")
@click.option("--register", metavar="NO", default="",
              help="Their number in a professional register.")  # fmt: skip
@click.option(
    "--as-of", type=DateParameter(), metavar="DATE", help="Approve as on this day (2026-11-23)."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be approved.")
@click.option("--check-signature", is_flag=True,
              help="Check instead that the commits of approvals are signed.")  # fmt: skip
@click.option("--allowed-signers", "allowed", metavar="FILE",
              type=click.Path(path_type=Path, dir_okay=False),
              help="The keys that may sign; else content/approvals/allowed-signers.")  # fmt: skip
@click.pass_obj
def approve(
    call: Call,
    /,
    name: str | None,
    as_of: Any,
    check_signature: bool,
    allowed: Path | None,
    **options: Any,
) -> None:
    """Record the approval of the words of a leaflet, or of the safety facts of a clinic.

    Example: leaflet approve foot-care --by "Dr A. Lee" --role clinician
    """
    from leaflet.cli.approve import Act, run_approve, run_check_signature

    act = Act(leaflet=name, today=as_of or today(), **options)
    if check_signature:
        sys.exit(run_check_signature(call.project(), act, allowed))
    sys.exit(run_approve(call.project(), act))


@click.command()
@click.option("--within", type=DaysParameter(), metavar="SPAN", default="90d", show_default=True,
              help="How far ahead: days or weeks (90d, 12w).")  # fmt: skip
@click.option("--ics", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Also write it as a calendar (iCalendar).")  # fmt: skip
@click.option(
    "--as-of", type=DateParameter(), metavar="DATE", help="List as on this day (2026-11-23)."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of columns.")
@quiet_option
@click.pass_obj
def due(call: Call, /, as_of: Any, within: Any, **options: Any) -> None:
    """List the reviews that are due soon or overdue, of leaflets and jurisdictions.

    Example: leaflet due --within 12w --ics reviews.ics
    """
    from leaflet.cli.due import run_due

    sys.exit(run_due(call.project(), as_of or today(), within, **options))


@click.command()
@click.option("--from", "built", metavar="DIR", default="dist", show_default=True,
              type=click.Path(path_type=Path), help="What leaflet build wrote.")  # fmt: skip
@click.option("-o", "--output", metavar="DIR", default="register", show_default=True,
              type=click.Path(path_type=Path),
              help="Where the pages and registers go.")  # fmt: skip
@click.option(
    "--as-of", type=DateParameter(), metavar="DATE", help="Publish as on this day (2026-11-23)."
)
@quiet_option
@click.pass_obj
def register(call: Call, /, built: Path, output: Path, as_of: Any) -> None:
    """Write the pages behind QR codes: one for each code and version, and the register.

    Example: leaflet register --from dist -o register
    """
    from leaflet.cli.register import run_register

    sys.exit(run_register(call.project(), built, output, as_of or today()))


@click.command()
@click.argument("files", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--code", "codes", metavar="TEXT", multiple=True,
              help="What is printed: code and version; may be repeated.")  # fmt: skip
@click.option("--register", "registers", metavar="PATH", multiple=True, default=("register",),
              show_default=True, type=click.Path(path_type=Path),
              help="A register, or a folder of them; may be repeated.")  # fmt: skip
@click.option(
    "--as-of", type=DateParameter(), metavar="DATE", help="Judge as on this day (2026-11-23)."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of lines.")
def verify(as_of: Any, **options: Any) -> None:
    """Show whether a file, or a code typed from paper, is current.

    Example: leaflet verify --code "SHAQ872 0.1.0"
    """
    from leaflet.cli.register import run_verify

    sys.exit(run_verify(today=as_of or today(), **options))


COMMANDS = (approve, due, register, verify)
