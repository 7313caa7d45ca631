"""Says what somebody meant by a name that the project does not have.

A path was given in place of a name, a clinic in place of a leaflet, or a name in another form.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from leaflet.core.diagnostics import UsageError, did_you_mean, plain_form

#: The folders of `content` by what their files are of.
_FOLDERS = {"leaflets": "leaflet", "clinics": "clinic", "locales": "language"}
#: How each kind of name is selected; a leaflet is named without an option.
_OPTIONS = {"leaflet": "", "clinic": "-c ", "format": "-f ", "language": "-l "}
#: What to do where the project has nothing of a kind.
_FIRST = {"leaflet": "leaflet new leaflet NAME", "clinic": "leaflet new clinic NAME"}


def unknown_name(what: str, name: str, known: Mapping[str, Collection[str]]) -> UsageError:
    """The error for a name of a `what` ("leaflet", "clinic", "format", "language") that is not
    known; `known` are the names of each.
    """
    if of_path := _of_path(name):
        kind, meant = of_path
        if meant in known[kind]:
            message = f'"{name}" is a path of the {kind} "{meant}"'
            return UsageError(message, f"write {_OPTIONS[kind]}{meant} in its place")
        return UsageError(f'unknown {kind} "{meant}"', did_you_mean(meant, known[kind]))
    if other := _of_another_kind(what, name, known):
        kind, meant = other
        return UsageError(f'"{name}" is a {kind}, not a {what}', _as(kind, meant))
    hint = did_you_mean(name, known[what])
    if not known[what] and what in _FIRST:
        hint = f"the project has none; make one: {_FIRST[what]}"
    return UsageError(f'unknown {what} "{name}"', hint)


def _of_path(name: str) -> tuple[str, str] | None:
    """What a path below `content/` is of and its name, as "clinic" and "riverside"; None for what
    is no such path.
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    for index in reversed(range(len(parts) - 1)):
        if parts[index] in _FOLDERS and parts[index - 1 : index] in ((), ("content",)):
            return _FOLDERS[parts[index]], parts[index + 1].removesuffix(".yaml")
    return None


def _of_another_kind(
    what: str, name: str, known: Mapping[str, Collection[str]]
) -> tuple[str, str] | None:
    """The kind and name of something else that is called so, in another form where nothing of the
    asked kind is; None where nothing is.
    """
    others = [(kind, one) for kind in known if kind != what for one in sorted(known[kind])]
    exact = next((other for other in others if other[1] == name), None)
    plain = plain_form(name)
    if exact or not plain or any(plain_form(one) == plain for one in known[what]):
        return exact
    return next((other for other in others if plain_form(other[1]) == plain), None)


def _as(kind: str, name: str) -> str:
    """How to select something."""
    option = _OPTIONS[kind]
    return f"write: {option}{name}" if option else f"write it without an option: {name}"
