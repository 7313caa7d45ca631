"""The Jinja environment that templates run in, and the errors that name a broken template's line.

Templates may come from a clinic's project, so they run in Jinja's sandbox.
"""

from __future__ import annotations

import traceback
from functools import cache
from typing import TYPE_CHECKING

from leaflet.core.diagnostics import LeafletError, UsageError

if TYPE_CHECKING:
    from jinja2 import Environment

#: The folder of templates, as messages name it.
TEMPLATES = "templates/"


@cache
def template_environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    """The sandboxed environment of the given templates, pairs of a name and a text.

    A template is found by its folder and file (`patient/a4.html.j2`). A project's file may also lie
    directly in `templates/` and then replaces the file of the same name in a folder; templates may
    include others by their file name alone. An undefined variable is an error.
    """
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    texts = dict(templates)
    grouped = {name.rpartition("/")[2]: name for name in texts}

    def load(name: str) -> tuple[str, str, None] | None:
        file = name.rpartition("/")[2]
        found = next((n for n in (file, name, grouped.get(file)) if n in texts), None)
        return (texts[found], f"{TEMPLATES}{found}", None) if found else None

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=lambda name: name is None or ".html" in name,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def broken_template(problem: Exception) -> Exception:
    """The error to raise for an exception met while templates were filled.

    That is a `UsageError` that names the template and line; the exception itself when it is one of
    ours, or when no template is in its traceback.
    """
    from jinja2 import TemplateNotFound, TemplateSyntaxError
    from jinja2.debug import rewrite_traceback_stack

    if isinstance(problem, LeafletError):
        return problem
    rewrite_traceback_stack()  # Jinja does this itself, except for macros called from Python
    frames = traceback.extract_tb(problem.__traceback__)
    places = [f"{f.filename}:{f.lineno}" for f in frames if f.filename.startswith(TEMPLATES)]
    if isinstance(problem, TemplateSyntaxError):
        places.append(f"{TEMPLATES}{problem.name}:{problem.lineno}")
    if not places:
        return problem
    missing = isinstance(problem, TemplateNotFound)
    message = f'no template "{problem}"' if missing else f"{problem}" or type(problem).__name__
    return UsageError(f"{places[-1]}: {message}", "mend the template")
