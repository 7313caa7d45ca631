"""The command that sets up completion in a shell."""

from __future__ import annotations

import click

from leaflet.cli.completion import SHELLS, script
from leaflet.cli.parameters import OneOf


@click.command()
@click.argument("shell", metavar="SHELL", type=OneOf(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes commands and names in a shell: bash, zsh or fish.

    Example: leaflet completion bash >> ~/.bashrc
    """
    click.echo(script(shell, context.find_root().command), nl=False)


COMMANDS = (completion,)
