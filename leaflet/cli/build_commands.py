"""The commands that build editions, and those for manifests, the cache and the machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from leaflet.cli.call import Call, selectors, today
from leaflet.cli.completion import names
from leaflet.cli.help_pages import CommandGroup
from leaflet.cli.parameters import (
    DateParameter,
    NumberParameter,
    OneOf,
    PointsParameter,
    ShardParameter,
)
from leaflet.cli.quiet import quiet_option
from leaflet.core import extensions


@click.command()
@selectors
@click.option("-o", "--output", default="dist", metavar="DIR", show_default=True,
              type=click.Path(path_type=Path),
              help="Where the PDFs and manifest.json go.")  # fmt: skip
@click.option("-j", "--jobs", metavar="N", type=NumberParameter(1, 512),
              help="Render with N workers; without it, one for each processor.")  # fmt: skip
@click.option(
    "--executor",
    metavar="NAME",
    shell_complete=names("executors"),
    help=f"Where pages are rendered: {', '.join(extensions.names('executors'))}.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="The scheduler of a cluster (tcp://…), for an executor that needs one.",
)
@click.option("--shard", type=ShardParameter(), metavar="K/N",
              help="Build this part of all editions only (2/4).")  # fmt: skip
@click.option("--fresh", is_flag=True, help="Ignore the cache: read and render everything.")
@click.option("--dry-run", is_flag=True,
              help="Only say what would be built, and why.")  # fmt: skip
@click.option("--release", is_flag=True,
              help="Build only what is approved, in date and not fictional.")  # fmt: skip
@click.option("--fail-on", type=OneOf(["unfit", "advice"]), metavar="EFFECT",
              help="Exit 1 for what is to mend (unfit), or could be better (advice).")  # fmt: skip
@click.option("--strict", is_flag=True, help="The same as --fail-on advice.")
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
@quiet_option
@click.pass_obj
def build(
    call: Call,
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
    fail_on: str | None,
    strict: bool,
    **options: Any,
) -> None:
    """Build leaflets into PDFs; without selectors, all of them for every clinic.

    Example: leaflet build foot-care -c harbour -f a4
    """
    from leaflet.build.request import BuildRequest
    from leaflet.cache.store import default_folder
    from leaflet.cli.build import run_build, run_dry
    from leaflet.cli.named_article import named_article
    from leaflet.imposition.print_files import PrintOptions
    from leaflet.planning.matrix import Selection

    request = BuildRequest(
        Selection(leaflets, clinics, formats, languages),
        today=as_of or today(),
        cache=default_folder(os.environ),
        print_options=PrintOptions(manual_duplex, proof_sheet),
        **options,
    )
    fails_on = "advice" if strict else fail_on
    if article := named_article(leaflets, {"dry_run": dry_run, "report": report, **options}):
        from leaflet.cli.build_article import ArticleWish, run_article

        wish = ArticleWish(article, clinics, formats, languages, request.output)
        sys.exit(run_article(wish, request, fails_on, call.start))
    if dry_run:
        sys.exit(run_dry(call.project(), request, fails_on))
    sys.exit(run_build(call.project(), request, report, fails_on))


@click.command()
@click.argument("manifests", metavar="MANIFEST…", nargs=-1, required=True,
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("-o", "--output", metavar="DIR", type=click.Path(path_type=Path),
              help="Also copy the listed files there; without it, print JSON.")  # fmt: skip
@quiet_option
@click.pass_obj
def merge(call: Call, manifests: tuple[Path, ...], output: Path | None) -> None:
    """Merge the manifests of shards into one; any gap or conflict is an error.

    Example: leaflet merge shards/1 shards/2 -o dist
    """
    from leaflet.cli.manifests import run_merge

    sys.exit(run_merge(manifests, output, start=call.start))


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--output-format", type=OneOf(["text", "json"]), default="text",
              show_default=True, help="How changes are written to stdout.")  # fmt: skip
@click.option("--pdf", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Also write them on one page for the clinic.")  # fmt: skip
@click.pass_obj
def changes(call: Call, old: Path, new: Path, output_format: str, pdf: Path | None) -> None:
    """Show what each clinic has to reprint and recycle when manifest NEW replaces OLD.

    Example: leaflet changes last-month dist --pdf changes.pdf
    """
    from leaflet.cli.manifests import run_changes

    sys.exit(run_changes(old, new, output_format, pdf=pdf, start=call.start))


@click.command()
@click.option("--from", "built", metavar="DIR", default="dist", show_default=True,
              type=click.Path(path_type=Path), help="What leaflet build wrote.")  # fmt: skip
@click.option("-o", "--output", metavar="DIR", default="site", show_default=True,
              type=click.Path(path_type=Path), help="Where the page and the files go.")  # fmt: skip
@click.option("--zip", "archives", is_flag=True,
              help="Also pack the files of each clinic into one.")  # fmt: skip
@click.option("--since", metavar="MANIFEST", type=click.Path(path_type=Path),
              help="List what to reprint since this one, not since the last site.")  # fmt: skip
@quiet_option
@click.pass_obj
def site(call: Call, built: Path, output: Path, since: Path | None, archives: bool) -> None:
    """Write a folder with one page to find and print leaflets, for staff without this program.

    Example: leaflet site -o site --zip
    """
    from leaflet.cli.site import run_site

    sys.exit(run_site(call.start, built, output, since, archives=archives))


@click.group(cls=CommandGroup)
def cache() -> None:
    """Show the size of the cache of builds, or delete old parts of it.

    Example: leaflet cache size
    """


@cache.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of columns.")
def size(as_json: bool) -> None:
    """Show where the cache is, and how much it holds of each kind.

    Example: leaflet cache size --json
    """
    from leaflet.cli.cache import run_size

    sys.exit(run_size(as_json=as_json))


@cache.command()
@click.option("--older-than", "days", metavar="DAYS", default=30, show_default=True,
              type=NumberParameter(0, 36500),
              help="Delete what was not used for DAYS days; 0 deletes everything.")  # fmt: skip
def prune(days: int) -> None:
    """Delete what was not used recently.

    Example: leaflet cache prune --older-than 14
    """
    from leaflet.cli.cache import run_prune

    sys.exit(run_prune(today(), days))


@click.command()
@click.pass_obj
def doctor(call: Call) -> None:
    """Show what is installed, which fonts are used, and the fix for what is missing.

    Example: leaflet doctor
    """
    from leaflet.cli.doctor import run_doctor

    sys.exit(run_doctor(call.start))


COMMANDS = (build, merge, changes, site, cache, doctor)
