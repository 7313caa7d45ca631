"""Imports a folder of generated articles by its register, and says what it cost.

    python -m benchmarks.import_folder                          # 200 articles, some of them wrong
    python -m benchmarks.import_folder --count 1500 --words 800 --sound
    python -m benchmarks.import_folder --keep FOLDER            # to look at what was made

Articles are Word files, pages, Markdown and text in turn. Some have a table whose first row may be
its headings, so a person must look. One in ten is wrong, each time in another way: empty, cut off,
renamed, missing, twice in the register, with a date that is none.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.measure import ROOT
from tests.support.word_files import bullet, heading, number, paragraph, table, word_file

_WORDS = (
    "clean cover bandage clinic cold cream dry dressing drink evening eat finger gauze gently glass"
    " hand heal hour ice itch keep lift light lotion morning nurse oil open pain pillow press quiet"
    " rest rinse scar sit skin sleep soap sore spot stretch sun tape tell towel wait walk warm wash"
    " water week wound wrap"
).split()
_HEADINGS = (
    "What is it?", "Before you come", "What happens", "Risks", "Looking after yourself",
    "When to get help",
)  # fmt: skip
_PREGNANT = "If you are pregnant, you must not take this."
_OLD_WORD = b"\xd0\xcf\x11\xe0" + b"\0" * 600


@click.command()
@click.option("--count", default=200, show_default=True, help="How many articles.")
@click.option("--words", default=300, show_default=True, help="About how many words each has.")
@click.option("--sound", is_flag=True, help="None of them is wrong.")
@click.option("--keep", type=click.Path(path_type=Path), help="A new folder for all that is made.")
def main(count: int, words: int, sound: bool, keep: Path | None) -> None:  # noqa: FBT001
    """Imports a folder of generated articles by its register."""
    with tempfile.TemporaryDirectory() as folder:
        base = keep or Path(folder)
        base.mkdir(exist_ok=True)
        project = base / "project"
        _leaflet(base, "new", "project", str(project), "--example")
        write_articles(base / "articles", base / "register.csv", count, words, sound=sound)
        began = time.monotonic()
        done = _leaflet(project, "import", str(base / "articles"), "--register",
                        str(base / "register.csv"))  # fmt: skip
        seconds = time.monotonic() - began
    click.echo(done.stdout)
    click.echo(done.stderr.splitlines()[-1])
    cpu, peak = done.args  # what `_leaflet` measured
    click.echo(f"{seconds:.0f} s, {cpu:.0f} s of CPU, {peak:.0f} MiB at most")
    raise SystemExit(0 if done.returncode in (0, 1) else done.returncode)


def _leaflet(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a command; in place of its arguments stand CPU seconds and peak in MiB."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "leaflet", *args], cwd=folder, env=env, stdout=out, stderr=err
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        cost = (used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
        return subprocess.CompletedProcess(cost, process.returncode, out.read(), err.read())  # type: ignore[arg-type]


def write_articles(folder: Path, register: Path, count: int, words: int, *, sound: bool) -> None:
    """Write articles and their register."""
    folder.mkdir()
    chance = random.Random(1)
    rows: list[dict[str, str]] = []
    for n in range(count):
        name, sound_data = _article(n, words, chance)
        data: bytes | None = sound_data
        row = {"file": name, "id": f"article-{n:04}", "owner": "Ann Example",
               "review date": "2027-05-31"}  # fmt: skip
        if not sound and n % 10 == 9:
            name, data = _wrong(n // 10, name, sound_data, row, rows)
        if data is not None:
            (folder / name).write_bytes(data)
        rows.append(row)
    with register.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def _wrong(
    way: int, name: str, data: bytes, row: dict[str, str], before: list[dict[str, str]]
) -> tuple[str, bytes | None]:
    """An article that is wrong in one of ten ways: the name of its file and its bytes."""
    stem = name.rpartition(".")[0]
    row["file"] = renamed = f"{stem}.docx"
    ways: tuple[tuple[str, bytes | None], ...] = (
        (renamed, b""),
        (renamed, _OLD_WORD),
        (renamed, word_file(paragraph("Cut off."))[:-300]),
        (renamed, None),
        (renamed, b"%PDF-1.7"),
        (renamed, b"\x89PNG\r\n\x1a\n"),
        (f"{stem}.pdf", b"%PDF-1.7"),
        (f"{stem}.html", b"<script>only()</script>"),
        (name, data),
        (name, data),
    )
    made = ways[way % len(ways)]
    row["file"] = made[0]
    if way % len(ways) == 8:
        row["review date"] = "next spring"
    if way % len(ways) == 9 and before:
        row["id"] = before[-1]["id"]
    return made


def _article(n: int, words: int, chance: random.Random) -> tuple[str, bytes]:
    """The name and the bytes of an article."""
    form = ("docx", "html", "md", "txt")[n % 4]
    parts = list(_parts(words, chance))
    title = f"Article {n}: {' '.join(chance.choices(_WORDS, k=3))}"
    if n % 16 == 0:
        return f"article-{n:04}.docx", _word(title, parts, has_headings=False)
    written = {"docx": _word, "html": _page, "md": _markdown, "txt": _text}[form](title, parts)
    return f"article-{n:04}.{form}", written


def _parts(words: int, chance: random.Random) -> Iterator[tuple[str, list[str], list[str]]]:
    """Sections: heading, sentences, items of a list."""
    each = max(words // len(_HEADINGS), 12)
    for heading_ in _HEADINGS:
        sentences = [_sentence(chance, 11) for _ in range(max(each // 11 - 2, 1))]
        yield heading_, sentences, [_sentence(chance, 5) for _ in range(3)]


def _sentence(chance: random.Random, count: int) -> str:
    return f"{' '.join(chance.choices(_WORDS, k=count)).capitalize()}."


def _word(
    title: str, parts: list[tuple[str, list[str], list[str]]], *, has_headings: bool = True
) -> bytes:
    body = [paragraph(title, style="Title")]
    for at, (said, sentences, items) in enumerate(parts):
        body += [heading(said), paragraph(" ".join(sentences))]
        body += [(number if at % 2 else bullet)(item) for item in items]
        body.append(paragraph(_PREGNANT))
        if at == 1:
            rows = (["Time", "Meal"], ["8:00", "none"], ["13:00", "soup"])
            body.append(table(*rows, header=has_headings))
    return word_file(*body)


def _page(title: str, parts: list[tuple[str, list[str], list[str]]]) -> bytes:
    inner = "".join(
        f"<h2>{said}</h2><p>{' '.join(sentences)}</p>"
        f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul><p>{_PREGNANT}</p>"
        for said, sentences, items in parts
    )
    menu = "<nav><a href='/'>Home</a></nav>"
    return f"<body>{menu}<main><h1>{title}</h1>{inner}</main></body>".encode()


def _markdown(title: str, parts: list[tuple[str, list[str], list[str]]]) -> bytes:
    inner = "\n\n".join(
        f"## {said}\n\n{' '.join(sentences)}\n\n" + "\n".join(f"- {item}" for item in items)
        + f"\n{_PREGNANT}" for said, sentences, items in parts
    )  # fmt: skip
    return f"# {title}\n\n{inner}\n".encode()


def _text(title: str, parts: list[tuple[str, list[str], list[str]]]) -> bytes:
    inner = "\n\n".join(
        f"{said.upper()}\n\n{' '.join(sentences)}\n\n" + "\n".join(f"• {item}" for item in items)
        + f"\n{_PREGNANT}" for said, sentences, items in parts
    )  # fmt: skip
    return f"{title.upper()}\n\n{inner}\n".encode("utf-16")


if __name__ == "__main__":
    main()
