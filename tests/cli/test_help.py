"""The help of every command: its width, its example, its group, and where the docs are."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from leaflet.cli.command_line import leaflet
from leaflet.cli.help_pages import DOCS, GROUPS
from tests.support.projects import ROOT, Run


def commands(
    command: click.Command = leaflet, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """The words of every call: `()`, `("build",)`, `("new", "clinic")`."""
    yield words
    if isinstance(command, click.Group):
        for name, inner in sorted(command.commands.items()):
            yield from commands(inner, (*words, name))


EVERY = list(commands())


def context_of(words: tuple[str, ...]) -> click.Context:
    context = click.Context(leaflet, info_name="leaflet")
    for word in words:
        group = context.command
        assert isinstance(group, click.Group)
        context = click.Context(group.commands[word], parent=context, info_name=word)
    return context


def example_of(command: click.Command) -> list[str]:
    """The words of a command's example, up to a redirection."""
    lines = [line.strip() for line in (command.help or "").splitlines()]
    (line,) = [line for line in lines if line.startswith("Example: ")]
    words = shlex.split(line.removeprefix("Example: "))
    return words[: next((n for n, word in enumerate(words) if word.startswith(">")), len(words))]


def check_call(words: list[str]) -> click.Command:
    """The command that words call. Raises `click.UsageError` for an option or argument that it
    does not have; names and files are those of an example, and are not looked for.
    """
    command: click.Command = leaflet
    assert words[0] == "leaflet"
    rest = words[1:]
    path: tuple[str, ...] = ()
    while isinstance(command, click.Group) and rest:
        path, command, rest = (*path, rest[0]), command.commands[rest[0]], rest[1:]
    context = context_of(path)
    values, left, _ = command.make_parser(context).parse_args(list(rest))
    assert left == []
    for parameter in command.params:
        if isinstance(parameter, click.Argument) and parameter.required:
            assert isinstance(values[parameter.name or ""], (str, tuple)), parameter.name
        if isinstance(parameter.type, click.Choice) and parameter.name in values:
            parameter.type_cast_value(context, values[parameter.name])
    return command


@pytest.mark.parametrize("columns", ["80", "200"])
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_a_page_of_help_fits_80_columns(
    words: tuple[str, ...], columns: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    ran = run(*words, "--help", cwd=tmp_path)
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if len(line) > 80] == []
    assert ran.out.splitlines()[-1].strip() == f"Documentation: {DOCS}"
    shown = " ".join(ran.out.split())
    assert f"Example: {shlex.join(example_of(context_of(words).command)[:2])}" in shown
    assert "..." not in shown.replace("[ARGS]...", "")


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_the_example_of_a_command_is_a_right_call(words: tuple[str, ...]) -> None:
    command = context_of(words).command
    example = example_of(command)
    called = check_call(example)
    if not isinstance(command, click.Group):
        assert called is command
        assert tuple(example[1 : 1 + len(words)]) == words


@pytest.mark.parametrize(
    "wrong", ["build --formt a4", "list leaflet", "merge", "doctor x", "schema clinics"]
)
def test_a_wrong_example_is_noticed(wrong: str) -> None:
    with pytest.raises((click.UsageError, AssertionError)):
        check_call(["leaflet", *wrong.split()])


def test_every_command_stands_in_one_group(tmp_path: Path, run: Run) -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert len(grouped) == len(set(grouped))
    assert set(leaflet.commands) <= set(grouped)
    lines = run("--help", cwd=tmp_path).out.splitlines()
    heads = [line.removesuffix(":") for line in lines if line.endswith(":") and line[0] != " "]
    assert heads == ["Options", *GROUPS]
    for group, names in GROUPS.items():
        start = lines.index(f"{group}:")
        end = lines.index("", start)
        shown = [line.split()[0] for line in lines[start + 1 : end] if line[2:3] != " "]
        assert shown == [name for name in names if name in leaflet.commands]


def test_the_docs_are_where_the_help_says() -> None:
    assert (ROOT / DOCS.split()[0]).is_file()
