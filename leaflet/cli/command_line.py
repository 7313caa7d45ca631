"""The `leaflet` command: parse, import in the body, call, exit. No logic.

Only click is imported here, so that `leaflet --help` answers at once. Extensions are named by the
names of their files.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from leaflet import __version__
from leaflet.cli.parameters import DateParameter, DaysParameter, PointsParameter, ShardParameter
from leaflet.core import extensions


class Context:
    """What every command may use: where the project is looked for."""

    def __init__(self, start: Path) -> None:
        self.start = start

    def project(self) -> Any:
        """The project at or above the start folder."""
        from leaflet.content.project import Project, find_root

        return Project(find_root(self.start))


def _selectors(command: Any) -> Any:
    options = [
        click.argument("leaflets", metavar="[LEAFLET]…", nargs=-1),
        click.option("-c", "--clinic", "clinics", metavar="CLINIC", multiple=True,
                     help="Only this clinic; may be repeated."),
        click.option("-f", "--format", "formats", metavar="FORMAT", multiple=True,
                     help="Only this format; may be repeated."),
        click.option("-l", "--language", "languages", metavar="LANG", multiple=True,
                     help="Only this language; may be repeated."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="leaflet")
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look for the project in this folder or above it.",
)
@click.pass_context
def leaflet(context: click.Context, folder: Path) -> None:
    """Printable patient leaflets: one article, many clinics, branded and accessible PDFs.

    Exit codes: 0 done, 1 errors in content, 2 wrong call or project file, 3 an edition failed in
    rendering or was withheld from a release, 4 the machine lacks something (see leaflet doctor),
    130 interrupted.
    """
    context.obj = Context(folder)


@leaflet.command()
@_selectors
@click.option("-o", "--output", default="dist", metavar="DIR", show_default=True,
              type=click.Path(path_type=Path),
              help="Where the PDFs and manifest.json go.")  # fmt: skip
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(1, 512),
              help="Render with so many workers; without it, one for each processor.")  # fmt: skip
@click.option(
    "--executor",
    metavar="NAME",
    help=f"Where pages are rendered: {', '.join(extensions.names('executors'))}.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="The scheduler of a cluster (tcp://…), for an executor that needs one.",
)
@click.option("--shard", type=ShardParameter(), metavar="K/N",
              help="Build this part of all editions only (2/4).")  # fmt: skip
@click.option("--fresh", is_flag=True, help="Trust nothing that is kept: read and render all anew.")
@click.option("--dry-run", is_flag=True,
              help="Only say what would be built, and why.")  # fmt: skip
@click.option("--release", is_flag=True,
              help="Build only what is approved, in date and not fictional.")  # fmt: skip
@click.option("--fail-fast", is_flag=True, help="Stop at the first edition that fails.")
@click.option(
    "--as-of", type=DateParameter(), metavar="DATE", help="Build as on this day (2026-11-23)."
)
@click.option("--report", metavar="FILE.json", type=click.Path(path_type=Path, dir_okay=False),
              help="Write what happened to each edition.")  # fmt: skip
@click.option("--type-size", type=PointsParameter(), metavar="PT",
              help="Set large print in this size (24pt).")  # fmt: skip
@click.option("--manual-duplex", is_flag=True,
              help="Also write fronts and backs apart, for one-sided printers.")  # fmt: skip
@click.option("--proof-sheet", is_flag=True,
              help="Also write sheets with panel numbers, to test folding and duplex.")  # fmt: skip
@click.pass_obj
def build(
    context: Context,
    /,
    leaflets: tuple[str, ...],
    clinics: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    as_of: Any,
    dry_run: bool,
    report: Path | None,
    manual_duplex: bool,
    proof_sheet: bool,
    **options: Any,
) -> None:
    """Build leaflets into PDFs; without selectors, all of them for every clinic."""
    from leaflet.build.request import BuildRequest
    from leaflet.cache.store import default_folder
    from leaflet.cli.build import run_build, run_dry
    from leaflet.imposition.print_files import PrintOptions
    from leaflet.planning.matrix import Selection

    request = BuildRequest(
        Selection(leaflets, clinics, formats, languages),
        today=as_of or _today(),
        cache=default_folder(os.environ),
        print_options=PrintOptions(manual_duplex, proof_sheet),
        **options,
    )
    if dry_run:
        sys.exit(run_dry(context.project(), request))
    sys.exit(run_build(context.project(), request, report))


@leaflet.command()
@_selectors
@click.option(
    "--output-format",
    metavar="FORMAT",
    default="text",
    show_default=True,
    type=click.Choice(extensions.names("outputs")),
    help=f"How findings are written to stdout: {', '.join(extensions.names('outputs'))}.",
)
@click.option(
    "--stage", type=click.Choice(["content", "composed"]), help="Only what this stage finds."
)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("-v", "--verbose", is_flag=True, help="Show notes too.")
@click.pass_obj
def check(
    context: Context,
    /,
    leaflets: tuple[str, ...],
    clinics: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    **options: Any,
) -> None:
    """Check content files without rendering; findings name file, line and column."""
    from leaflet.cli.check_and_list import Inquiry, run_check
    from leaflet.planning.matrix import Selection

    selection = Selection(leaflets, clinics, formats, languages)
    sys.exit(run_check(context.project(), selection, Inquiry(**options), today=_today()))


@leaflet.command()
@click.argument("name", metavar="[ID]", required=False)
@click.option("-l", "--language", metavar="LANG", help="The language, where there are several.")
@click.option("-c", "--clinic", metavar="CLINIC",
              help="Approve a clinic's safety facts instead of a leaflet.")  # fmt: skip
@click.option("--by", metavar="NAME", help="Who approves.")
@click.option("--role", metavar="ROLE", help="As what: a role that the project asks for.")
@click.option("--register", metavar="NO", default="",
              help="Their number in a professional register.")  # fmt: skip
@click.option(
    "--as-of", type=DateParameter(), metavar="DATE", help="Approve as on this day (2026-11-23)."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be approved.")
@click.option("--check-signature", is_flag=True,
              help="Check that approvals came with signed commits instead.")  # fmt: skip
@click.option("--allowed-signers", "allowed", metavar="FILE",
              type=click.Path(path_type=Path, dir_okay=False),
              help="The keys that may sign; else content/approvals/allowed-signers.")  # fmt: skip
@click.pass_obj
def approve(
    context: Context,
    /,
    name: str | None,
    as_of: Any,
    check_signature: bool,
    allowed: Path | None,
    **options: Any,
) -> None:
    """Record that somebody approves the words of a leaflet, or the safety facts of a clinic."""
    from leaflet.cli.approve import Act, run_approve, run_check_signature

    act = Act(leaflet=name, today=as_of or _today(), **options)
    if check_signature:
        sys.exit(run_check_signature(context.project(), act, allowed))
    sys.exit(run_approve(context.project(), act))


@leaflet.command(name="list")
@click.argument(
    "what",
    metavar="WHAT",
    type=click.Choice(["leaflets", "clinics", "formats", "languages", "editions", "checks"]),
)
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of columns.")
@click.pass_obj
def list_(context: Context, what: str, as_json: bool) -> None:
    """List what there is: leaflets, clinics, formats, languages, editions or checks."""
    from leaflet.cli.check_and_list import run_list

    sys.exit(run_list(context.project, what, today=_today(), as_json=as_json))


@leaflet.command()
@click.argument("name", metavar="[CHECK]", required=False)
@click.option("--write", "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
              help="Write a page for each check into a folder instead.")  # fmt: skip
def explain(name: str | None, folder: Path | None) -> None:
    """Say what a check or a code of a finding is for, and what to do about it."""
    from leaflet.cli.explain import run_explain

    sys.exit(run_explain(name, folder))


@leaflet.group()
def cache() -> None:
    """Look after what builds keep, so as not to make it again."""


@cache.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of columns.")
def size(as_json: bool) -> None:
    """Say where it is, and how much there is of each kind."""
    from leaflet.cli.cache import run_size

    sys.exit(run_size(as_json=as_json))


@cache.command()
@click.option("--older-than", "days", metavar="DAYS", default=30, show_default=True,
              type=click.IntRange(0, 36500),
              help="Delete what was not used for so many days; 0 deletes everything.")  # fmt: skip
def prune(days: int) -> None:
    """Delete what was not used for a while."""
    from leaflet.cli.cache import run_prune

    sys.exit(run_prune(_today(), days))


@leaflet.command()
@click.pass_obj
def doctor(context: Context) -> None:
    """Say what is installed, which fonts are used, and the fix for what is missing."""
    from leaflet.cli.doctor import run_doctor

    sys.exit(run_doctor(context.start))


@leaflet.command()
@click.argument("manifests", metavar="MANIFEST…", nargs=-1, required=True,
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("-o", "--output", metavar="DIR", type=click.Path(path_type=Path),
              help="Copy what is listed there too; without it, JSON to stdout.")  # fmt: skip
@click.pass_obj
def merge(context: Context, manifests: tuple[Path, ...], output: Path | None) -> None:
    """Merge the manifests of shards into that of the whole; any gap or conflict is an error."""
    from leaflet.cli.manifests import run_merge

    sys.exit(run_merge(manifests, output, start=context.start))


@leaflet.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How changes are written to stdout.")  # fmt: skip
@click.option("--pdf", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Also write them on one page for the clinic.")  # fmt: skip
@click.pass_obj
def changes(context: Context, old: Path, new: Path, output_format: str, pdf: Path | None) -> None:
    """Say what to reprint and recycle at each clinic when manifest NEW takes the place of OLD."""
    from leaflet.cli.manifests import run_changes

    sys.exit(run_changes(old, new, output_format, pdf=pdf, start=context.start))


@leaflet.command()
@click.option("--within", type=DaysParameter(), metavar="SPAN", default="90d", show_default=True,
              help="How far ahead: days or weeks (90d, 12w).")  # fmt: skip
@click.option("--ics", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Also write it as a calendar (iCalendar).")  # fmt: skip
@click.option(
    "--as-of", type=DateParameter(), metavar="DATE", help="Tell as on this day (2026-11-23)."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of columns.")
@click.pass_obj
def due(context: Context, /, as_of: Any, within: Any, **options: Any) -> None:
    """List the reviews that are due soon or overdue, of leaflets and jurisdictions."""
    from leaflet.cli.due import run_due

    sys.exit(run_due(context.project(), as_of or _today(), within, **options))


@leaflet.command()
@click.option("--from", "built", metavar="DIR", default="dist", show_default=True,
              type=click.Path(path_type=Path), help="What leaflet build wrote.")  # fmt: skip
@click.option("-o", "--output", metavar="DIR", default="register", show_default=True,
              type=click.Path(path_type=Path),
              help="Where the pages and registers go.")  # fmt: skip
@click.option(
    "--as-of", type=DateParameter(), metavar="DATE", help="Publish as on this day (2026-11-23)."
)
@click.pass_obj
def register(context: Context, /, built: Path, output: Path, as_of: Any) -> None:
    """Write what QR codes lead to: a page for each code and version, and the register."""
    from leaflet.cli.register import run_register

    sys.exit(run_register(context.project(), built, output, as_of or _today()))


@leaflet.command()
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
    """Say of files, or of a code typed from paper, whether the copy is current."""
    from leaflet.cli.register import run_verify

    sys.exit(run_verify(today=as_of or _today(), **options))


@leaflet.command()
@click.argument("name", metavar="ID")
@click.option("-l", "--language", metavar="LANG", help="The language, where there are several.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Where it goes; without it, ID.LANG.evidence.pdf.")  # fmt: skip
@click.option("--as-of", type=DateParameter(), metavar="DATE", help="As on this day (2026-11-23).")
@click.pass_obj
def evidence(
    context: Context, /, name: str, language: str | None, output: Path | None, as_of: Any
) -> None:
    """Write what a leaflet rests on as one PDF, with forms for what only people can judge."""
    from leaflet.cli.evidence import run_evidence

    sys.exit(run_evidence(context.project(), name, language, output, as_of or _today()))


@leaflet.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="[B]", required=False)
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How differences are written to stdout.")  # fmt: skip
@click.option("--pdf", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Print a review copy of B, its changes marked; without B, of A.")  # fmt: skip
@click.pass_obj
def diff(context: Context, old: str, new: str | None, output_format: str, pdf: Path | None) -> None:
    """Show the sentences that changed from version A of a leaflet to version B.

    Each is a leaflet's file, or REVISION:PATH as git writes it (v1.0.0:content/…/en-GB.md).
    """
    from leaflet.cli.diff import run_diff

    sys.exit(run_diff(old, new, output_format, pdf=pdf, start=context.start))


def _today() -> Any:
    """The one place where the clock is read: SOURCE_DATE_EPOCH, else today.

    Raises `UsageError` for a stamp that is none (reproducible-builds.org/specs/source-date-epoch).
    """
    import datetime
    import os

    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    if not stamp:
        return datetime.date.today()
    try:
        return datetime.datetime.fromtimestamp(int(stamp), datetime.UTC).date()
    except (ValueError, OverflowError, OSError) as problem:
        from leaflet.core.diagnostics import UsageError

        hint = "set it to seconds since 1970, or unset it"
        raise UsageError(f'SOURCE_DATE_EPOCH is "{stamp}"', hint) from problem


def main() -> NoReturn:
    """Run the command; every expected error ends in one line and its exit code."""
    from leaflet.core.diagnostics import LeafletError

    atexit.register(gc.freeze)  # else Python looks for garbage once more before all is given back
    try:
        _speak_any_encoding()
        leaflet(prog_name="leaflet", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(130)
    except LeafletError as problem:
        from leaflet.cli.text_report import error_code, error_lines

        click.echo(error_lines(problem), err=True)
        sys.exit(error_code(problem))
    except Exception as problem:
        problem.add_note("A mistake of the program: please report all of the above.")
        raise
    sys.exit(0)


def _speak_any_encoding() -> None:
    """A terminal that knows fewer characters gets escapes instead of a traceback."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")
