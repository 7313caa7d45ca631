"""Measures what imports keep of twelve articles, and writes the table in docs/guide-importing.md.

    python -m benchmarks.import_articles [--write]

The articles and what is expected of each stand in tests/importing/articles/.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.measure import ROOT
from tests.support.article_keys import article_file, draft_of, keys, measured, source_words

GUIDE = ROOT / "docs/guide-importing.md"
_REGION = re.compile(r"(<!-- articles -->\n).*?(?=<!-- end -->)", re.DOTALL)


@click.command()
@click.option("--write", is_flag=True, help="Put the table into the guide.")
def main(write: bool) -> None:  # noqa: FBT001
    """Measures what imports keep of twelve articles."""
    made = table()
    click.echo(made, nl=False)
    if write:
        GUIDE.write_text(with_table(GUIDE.read_text("utf-8"), made), "utf-8")


def with_table(text: str, made: str) -> str:
    """A text with the table in its place."""
    return _REGION.sub(lambda found: found[1] + made, text)


def table() -> str:
    """The table, a line for each article."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [f"| {' | '.join(row)} |\n" for row in _rows(Path(folder))]
    return "".join([lines[0], "|---" * lines[0].count(" | ") + "|---|\n", *lines[1:]])


def _rows(folder: Path) -> Iterator[tuple[str, ...]]:
    yield "article", "its traps", "words kept", "roles right", "blocks right", "for a person"
    for name, key in keys().items():
        path = article_file(name, folder)
        draft = draft_of(path)
        found = measured(draft, key, source_words(path))
        kept, wanted = found.words
        yield (
            f"{key.form} (`{path.suffix}`)",
            key.traps,
            f"{kept / wanted:.0%} of {wanted}",
            "{} of {}".format(*found.roles),
            "{} of {}".format(*found.blocks) if found.blocks[1] else "–",
            str(draft.to_check or "–"),
        )


if __name__ == "__main__":
    main()
