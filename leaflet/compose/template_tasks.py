"""Fills templates with values: here for the shipped ones, in a worker for a project's own.

Own templates are not trusted. They see plain values, so they cannot run a program; a worker process
(`template_worker`) holds them to limits of time and memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from leaflet.compose import slots
from leaflet.compose.template_environment import (
    TEMPLATES,
    broken_template,
    template_environment,
)
from leaflet.compose.template_text import MOST_TEXT, concat
from leaflet.compose.template_values import helper, view
from leaflet.content.templates import Templates
from leaflet.core.diagnostics import UsageError
from leaflet.page.edition import Edition
from leaflet.page.slot import Slot

#: The most elements that may be open at once: parsers of HTML look through all of them for each
#: further one, so their time grows with the square of the depth. Shipped pages have about 15.
MOST_OPEN = 256
#: A tag as every parser reads it: values in quotes hold no `<` or `>`, others no quotes. `rest` is
#: None for what only begins like one.
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"""
    r"""(?P<rest>(?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+>)?"""
)
#: Elements that never have an end, and those that end where the next one begins.
_WITHOUT_END = frozenset(
    "area base br col dd dt embed hr img input li link meta option p source tbody td tfoot th thead"
    " tr track wbr".split()
)
_FOREIGN = ("svg", "math")

Helpers = Callable[[], Mapping[str, Callable[..., Any]]]


def no_helpers() -> Mapping[str, Callable[..., Any]]:
    """The helpers of a page that has none of its own."""
    return {}


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """Templates to fill: their `pages`, in order, with `values` and the functions of `helpers`.

    With an `edition`, its slots are filled too. It can be pickled, so `helpers` is no lambda.
    """

    templates: Templates
    pages: tuple[str, ...]
    values: Mapping[str, Any]
    helpers: Helpers = no_helpers
    edition: Edition | None = None

    @property
    def own_page(self) -> str:
        """The first page that is a project's own, else the first own template."""
        files = {name.rpartition("/")[2]: name for name in reversed(self.templates.own)}
        pages = (files.get(page.rpartition("/")[2]) for page in self.pages)
        return next(filter(None, (*pages, *self.templates.own)), self.pages[0])


@dataclass(frozen=True, slots=True)
class FilledTemplates:
    """The texts of the pages in their order, and the slots."""

    texts: tuple[str, ...]
    slots: tuple[Slot, ...] = ()


def fill_templates(task: TemplateTask, texts: tuple[str, ...] | None = None) -> FilledTemplates:
    """The filled templates; in a worker where the project has templates of its own. `texts` are
    those of the pages if they are known.

    Raises `UsageError` for a broken template, and for one that overruns a limit.
    """
    if not task.templates.own:
        return fill_here(task, texts)
    from leaflet.compose.template_worker import fill_in_worker

    return fill_in_worker(task)


def template_context(task: TemplateTask) -> dict[str, Any]:
    """The variables of the templates: views of values, and helpers.

    Raises `TypeError` for a value that is not listed for templates.
    """
    seen = {name: view(value) for name, value in task.values.items()}
    return seen | {name: helper(name, function) for name, function in task.helpers().items()}


def fill_here(task: TemplateTask, known: tuple[str, ...] | None = None) -> FilledTemplates:
    """The templates filled in this process; the errors are those of `fill_templates`."""
    environment = template_environment(tuple(sorted(task.templates.items())))
    context = template_context(task)
    texts = list(known or ())
    page = ""
    try:
        for page in () if known else task.pages:
            text = environment.get_template(page).render(context)
            texts.append(_encodable(text))
            if task.templates.own:
                require_shallow(text, page)
        filled: tuple[Slot, ...] = ()
        if task.edition:
            page = slots.template_of(task.edition)
            macros = environment.get_template(page).make_module(context)
            filled = slots.fill(task.edition, macros)
            htmls = [html for slot in filled for html in slot.htmls]
            concat([*texts, *map(_encodable, htmls)])
            for html in htmls if task.templates.own else ():
                require_shallow(html, page)
    except MemoryError:
        raise  # not a mistake of the template's author alone; the worker tells the place
    except Exception as problem:
        own = page if task.templates.own else ""
        raise broken_template(problem, context, own) from problem
    return FilledTemplates(tuple(texts), filled)


def _encodable(text: str) -> str:
    """A text; raises `UsageError` for one that is too long or no Unicode."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as problem:
        half = ord(text[problem.start])
        hint = "write the character itself"
        raise ValueError(f"half of a character, U+{half:04X}; {hint}") from None
    if size > MOST_TEXT:
        raise UsageError("the templates make more than 20 MB", "make shorter templates")
    return text


def require_shallow(text: str, page: str) -> None:
    """Raise `UsageError` that names the `page` where more than `MOST_OPEN` of its elements are open
    at once.

    The time is linear in the length of the text. An element counts until it is closed by an end tag
    of its own.
    """
    still_open: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if tag["rest"] is None:
            message = f"{TEMPLATES}{page}: the tag <{tag['end']}{name} cannot be read"
            raise UsageError(message, "put its values into quotes; write &lt; and &gt; in them")
        if tag["end"]:
            if still_open[name]:
                still_open[name] -= 1
                depth -= 1
            continue
        is_closed = tag["rest"].endswith("/>") and any(still_open[outer] for outer in _FOREIGN)
        if name in _WITHOUT_END or is_closed:
            continue
        still_open[name] += 1
        depth += 1
        if depth > MOST_OPEN:
            message = f"{TEMPLATES}{page}: more than {MOST_OPEN} elements are open at once"
            raise UsageError(message, f"close each element; the last one is <{name}>")
