"""Runs `leaflet register` and `leaflet verify`: publishes status pages, verifies copies."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from leaflet.cli import text_report
from leaflet.cli.quiet import notes, say
from leaflet.content.project import Project
from leaflet.core.diagnostics import UsageError
from leaflet.core.json_records import to_json
from leaflet.core.stop_signals import held_back
from leaflet.governance.publication import publication
from leaflet.governance.register import NAME, read_register
from leaflet.governance.verification import (
    Answer,
    VerificationStatus,
    typed_copy,
    verify_copy,
    verify_file,
)
from leaflet.output import manifest, writing

#: Larger than any leaflet; larger files are not read.
MOST_BYTES = 200_000_000


def run_register(project: Project, built: Path, output: Path, today: datetime.date) -> int:
    """Publish the files of a build, in a folder for each clinic; returns the exit code."""
    entries = manifest.whole(built)
    manifest.check_folder(output, project.root)
    built_for = {entry.clinic for entry in entries}
    # A clinic for which nothing is built any more still needs current status pages.
    registered = {path.parent.name for path in output.glob(f"*/{NAME}")}
    if not built_for | registered:
        reason = f'"{manifest.file_of(built)}" lists no edition, and "{output}" has no register'
        hint = "build something first: leaflet build, or leaflet build --release"
        raise UsageError(f"nothing to register: {reason}", hint)
    made = []
    for name in sorted(built_for | registered):
        if name not in project.clinics and name not in built_for:
            notes([f"{output / name}: no such clinic, its pages are not changed"])
            continue
        clinic = project.clinics[name].value if name in project.clinics else None
        if clinic is None:
            raise UsageError(f'the clinic "{name}" has errors', "run: leaflet check")
        some = [entry for entry in entries if entry.clinic == name]
        folders = (manifest.file_of(built).parent, output / name)
        made.append((clinic, publication(project, clinic, some, folders, today)))
    for clinic, published in made:  # nothing is written before all clinics are checked
        folder = output / clinic.id
        with held_back():
            for path, data in published.files.items():
                writing.write_output(folder / path, data, within=output)
            for path in published.gone:
                writing.remove_file(folder / path, output)
        count = text_report.counted(len(published.register.leaflets), "leaflet")
        say(f"{folder}: {count}; put it at {clinic.qr}")
    return text_report.Exit.DONE


def run_verify(
    files: Sequence[Path],
    codes: Sequence[str],
    registers: Sequence[Path],
    *,
    today: datetime.date,
    as_json: bool,
) -> int:
    """Show whether files, and codes typed from paper, are current; returns the exit code."""
    if not files and not codes:
        raise UsageError("nothing to verify", "name a file, or --code with what is printed")
    known = [read_register(path) for path in _register_files(registers)]
    copies = [(text, typed_copy(text)) for text in codes]
    answers = [(str(path), verify_file(_read(path), known, today)) for path in files]
    answers += [(text, verify_copy(copy, known, today)) for text, copy in copies]
    if as_json:
        records = [
            {"copy": name, "verdict": answer.status, "why": answer.why, "about": answer.about}
            for name, answer in answers
        ]
        click.echo(to_json("verification", {"copies": records}))
    else:
        for name, answer in answers:
            click.echo(text_report.one_line(_line(name, answer)))
    is_current = all(answer.status is VerificationStatus.CURRENT for _, answer in answers)
    return text_report.Exit.DONE if is_current else text_report.Exit.FINDINGS


def _line(name: str, answer: Answer) -> str:
    about = f" ({answer.about})" if answer.about else ""
    return f"{name}: {answer.status}: {answer.why}{about}"


def _register_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The named registers, and those in the named folders.

    Raises `UsageError` where there is none.
    """
    for path in paths:
        inside = [path / NAME, *sorted(path.glob(f"*/{NAME}"))] if path.is_dir() else [path]
        found = [file for file in inside if file.is_file()]
        if not found:
            raise UsageError(
                f'no register in "{path}"',
                "name one with --register, or make one: leaflet register",
            )
        yield from found


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise UsageError(f'"{path}" cannot be read: {reason}', "name a file") from problem
    if len(data) > MOST_BYTES:
        raise UsageError(f'"{path}" is larger than {MOST_BYTES // 10**6} MB', "name a leaflet")
    return data
