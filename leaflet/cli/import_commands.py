"""The command that imports articles in other forms as drafts of leaflets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from leaflet.cli.call import Call, today
from leaflet.cli.completion import names
from leaflet.cli.quiet import quiet_option


@click.command(name="import")
@click.argument("source", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option("--id", "id_", metavar="ID", help="The leaflet's id; without it, the file's name.")
@click.option("-l", "--language", metavar="LANG", shell_complete=names("languages"),
              help="Its language; without it, what the file names, else en-GB.")  # fmt: skip
@click.option("--kind", metavar="KIND", shell_complete=names("kinds"),
              help="Its kind, as leaflet list kinds shows them.")  # fmt: skip
@click.option("--update", is_flag=True,
              help="Merge a new version of the article; changes made here stay.")  # fmt: skip
@click.option("--register", metavar="FILE.csv", type=click.Path(path_type=Path, dir_okay=False),
              help="Of a folder: file, id, owner and review date of each article.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@quiet_option
@click.pass_obj
def import_(call: Call, /, source: Path, **options: Any) -> None:
    """Import an article (.docx, .html, .md, .txt) or a folder of them as drafts.

    Order and words stay; nothing is invented, fetched or overwritten. It prints what it did and
    what it left out.

    Example: leaflet import wound-care.docx --id wound-care
    """
    from leaflet.cli.import_article import Wish, run_import

    sys.exit(run_import(call.project(), source, Wish(**options), today=today()))


COMMANDS = (import_,)
