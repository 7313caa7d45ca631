"""The Jinja environment that templates run in, and the errors that name a broken template's line.

Templates may come from a clinic's project, so they run in a sandbox.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from leaflet.core.diagnostics import LeafletError, UsageError, did_you_mean

if TYPE_CHECKING:
    from leaflet.compose.template_sandbox import TemplateSandbox

#: The folder of templates, as messages name it.
TEMPLATES = "templates/"

_MEND = "mend the template"
#: Jinja's messages on names that do not exist.
_UNKNOWN_NAME = re.compile(r"'(\w+)' is undefined")
_UNKNOWN_FILTER = re.compile(r"No (filter|test) named '(\w+)'\.?")


@cache
def template_environment(templates: tuple[tuple[str, str], ...]) -> TemplateSandbox:
    """The sandboxed environment of the given templates, pairs of a name and a text.

    A template is found by its folder and file (`patient/a4.html.j2`). A project's file may also lie
    directly in `templates/` and then replaces the file of the same name in a folder; templates may
    include others by their file name alone. An undefined variable is an error.
    """
    from jinja2 import FunctionLoader

    from leaflet.compose.template_sandbox import TemplateSandbox

    texts = dict(templates)
    grouped = {name.rpartition("/")[2]: name for name in texts}

    def load(name: str) -> tuple[str, str, None] | None:
        file = name.rpartition("/")[2]
        found = next((n for n in (file, name, grouped.get(file)) if n in texts), None)
        return (texts[found], f"{TEMPLATES}{found}", None) if found else None

    return TemplateSandbox(
        loader=FunctionLoader(load),
        autoescape=lambda name: name is None or ".html" in name,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def broken_template(
    problem: BaseException, known: Iterable[str] = (), page: str = ""
) -> BaseException:
    """The error to raise for an exception met while templates were filled.

    That is a `UsageError` that names the template and line; `known` are the variables of the
    templates. It names only the `page` when no template is in the traceback; without a page it is
    the exception itself, as for an error of ours.
    """
    if isinstance(problem, LeafletError):
        return problem
    place = _place(problem) or (f"{TEMPLATES}{page}" if page else "")
    if not place:
        return problem
    message, hint = _explained(problem, known)
    return UsageError(f"{place}: {message}", hint)


def _place(problem: BaseException) -> str:
    """The template and line that a problem comes from; empty where that is unknown."""
    from jinja2 import TemplateSyntaxError
    from jinja2.debug import rewrite_traceback_stack

    if isinstance(problem, TemplateSyntaxError):
        return f"{TEMPLATES}{problem.name}:{problem.lineno}"
    rewrite_traceback_stack()  # Jinja does this itself, except for macros called from Python
    frames = traceback.extract_tb(problem.__traceback__)
    places = [f"{f.filename}:{f.lineno}" for f in frames if f.filename.startswith(TEMPLATES)]
    return places[-1] if places else ""


def _explained(problem: BaseException, known: Iterable[str]) -> tuple[str, str]:
    """A message and a hint."""
    from jinja2 import TemplateNotFound

    from leaflet.compose.template_values import RefusedError

    text = f"{problem}" or type(problem).__name__
    if isinstance(problem, RefusedError):
        return problem.message, problem.hint or _MEND
    if named := _UNKNOWN_NAME.fullmatch(text):
        return text, f"{did_you_mean(named[1], known)} {_listed()}".strip()
    if named := _UNKNOWN_FILTER.fullmatch(text):
        return text, f"{did_you_mean(named[2], _names(named[1]))} {_listed()}".strip()
    if isinstance(problem, TemplateNotFound):
        text = f'no template "{text}"'
    elif isinstance(problem, RecursionError):
        text = "it is nested too deep, or calls itself without end"
    elif isinstance(problem, KeyError):
        text = f"no {text}"
    return text, _MEND


def _listed() -> str:
    from leaflet.compose.template_sandbox import LISTED

    return LISTED


def _names(kind: str) -> Iterable[str]:
    from leaflet.compose import template_filters

    return template_filters.filters() if kind == "filter" else template_filters.tests()
