"""The command line: commands, options, reports and exit codes."""

from typing import Any

__all__ = ["main"]


def __getattr__(name: str) -> Any:
    """The command's entry point, imported on first use."""
    if name != "main":
        raise AttributeError(name)
    from leaflet.cli.command_line import main

    return main
