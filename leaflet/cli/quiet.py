"""The option `--quiet`: what a command says about its work, apart from findings and results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

_KEY = "leaflet.quiet"


def quiet_option(command: Any) -> Any:
    """Add the option to a command; no exit code depends on it."""
    return click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="Show findings and results only: no progress, notes or counts.",
    )(command)


def _remember(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001
    context.meta[_KEY] = value


def is_quiet() -> bool:
    """Whether the command that runs was called with the option."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_KEY))


def say(*lines: str) -> None:
    """Show notes, counts or the next step on standard error, unless the command is quiet."""
    if not is_quiet():
        for line in lines:
            click.echo(line, err=True)


def notes(texts: Iterable[str]) -> None:
    """Show notes on standard error, unless the command is quiet."""
    say(*(f"note: {text}" for text in texts))
