"""What `--help` shows: commands in groups, each with its whole first sentence, and the docs."""

from __future__ import annotations

from collections.abc import Mapping

import click

#: Where all options are described. The program has no address on the web.
DOCS = "docs/commands.md in the source of the program"

#: The commands by what they are for, in the order of the help.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Make": ("new", "import", "eject", "build", "site"),
    "Check": ("check", "explain", "doctor"),
    "Approve": ("approve", "diff", "due", "evidence", "verify"),
    "Publish": ("register", "changes", "merge"),
    "Look": ("list", "schema", "cache", "completion"),
}
_OTHERS = "Commands"


class CommandGroup(click.Group):
    """A command with commands of its own, which are listed in groups."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with the first paragraph of its help, under the name of its group."""
        groups = {**GROUPS, _OTHERS: ()} if ctx.parent is None else {_OTHERS: ()}
        group_of = {name: group for group, names in groups.items() for name in names}
        order = [name for names in groups.values() for name in names]
        names = sorted(self.commands, key=lambda n: (order.index(n) if n in order else 99, n))
        for group in groups:
            rows = [
                (name, first_paragraph(self.commands[name]))
                for name in names
                if group_of.get(name, _OTHERS) == group
            ]
            if rows:
                with formatter.section(group):
                    formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of a name. Fails with the names that may have been meant."""
        name = args[0]
        if name in self.commands or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from leaflet.core.diagnostics import did_you_mean

        hint = did_you_mean(name, self.commands)
        if name == "help":
            hint = f"write: {ctx.command_path} --help"
        raise click.UsageError(f'no command "{name}"; {hint}', ctx)


def first_paragraph(command: click.Command) -> str:
    """What a command does, in one line."""
    return " ".join((command.help or "").split("\n\n", 1)[0].split())


def add_docs(command: click.Command) -> None:
    """Let the help of a command, and of its own commands, end with the place of the docs."""
    command.epilog = f"Documentation: {DOCS}"
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            add_docs(inner)
