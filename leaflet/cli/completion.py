"""Names that a shell completes: those of a project's folders, of the program's formats and checks.

No file of a project is read, and nothing heavy is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

from leaflet.core import extensions

if TYPE_CHECKING:
    from leaflet.content.project import Project

SHELLS = ("bash", "zsh", "fish")
#: What completes a parameter: the signature of click's `shell_complete`.
Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]


def script(shell: str, command: click.Command) -> str:
    """The script that tells a shell to complete the words of the command. `shell` is one of
    `SHELLS`.
    """
    kind = get_completion_class(shell)
    assert kind
    # Bash's own `source` would start a bash to learn its version, which is not the reader's.
    return ShellComplete.source(kind(command, {}, "leaflet", "_LEAFLET_COMPLETE")) + "\n"


def names(what: str, *, or_files: bool = False) -> Complete:
    """Completes the names of a kind, a key of `_NAMES`. Where none begins as the word does,
    `or_files` lets the shell complete files.

    A project that is missing or cannot be read has no names.
    """

    def complete(
        context: click.Context, _: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        try:
            known = sorted(set(_NAMES[what](context)))
        except Exception:  # noqa: BLE001  # a shell that waits for a word must get no traceback
            known = []
        found = [CompletionItem(name) for name in known if name.startswith(incomplete)]
        return found or ([CompletionItem(incomplete, type="file")] if or_files else [])

    return complete


def _project(context: click.Context) -> Project:
    from leaflet.content.project import Project, find_root

    start: Any = context.find_root().params.get("folder")
    return Project(find_root(Path(start or ".")))


def _shipped(_: click.Context) -> Iterable[str]:
    from leaflet.scaffolding.shipped_files import shipped_names

    return shipped_names()


def _shared(context: click.Context) -> Iterable[str]:
    from leaflet.content.shared_blocks import FOLDER

    return (path.stem for path in (_project(context).root / FOLDER).glob("*.md"))


_NAMES: dict[str, Callable[[click.Context], Iterable[str]]] = {
    "leaflets": lambda context: (name for name, _ in _project(context).leaflets),
    "clinics": lambda context: _project(context).clinics,
    "languages": lambda context: _project(context).locales,
    "kinds": lambda context: _project(context).kinds,
    "shared": _shared,
    "shipped": _shipped,
    "formats": lambda _: extensions.names("formats"),
    "checks": lambda _: extensions.names("checks"),
    "executors": lambda _: extensions.names("executors"),
}
