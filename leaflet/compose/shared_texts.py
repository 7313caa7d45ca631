"""Fills the pages of a leaflet once for all clinics, whose details stand in slots.

What is kept here changes no byte: pages are shared only where they were filled without a clinic.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

from leaflet.compose.edition_context import edition_helpers, leaflet_values
from leaflet.compose.template_tasks import TemplateTask, fill_here
from leaflet.core.diagnostics import UsageError
from leaflet.model.clinic import Clinic
from leaflet.model.leaflet import Leaflet
from leaflet.page.edition import Edition

#: How many leaflets in a format are kept: a build has the clinics of one after the other.
_MOST = 32


class _NoClinic:
    """Stands for any clinic; raises `LookupError` once something is asked of it."""

    def __getattr__(self, name: str) -> Any:
        raise LookupError(f"the page asks for {name} of the clinic")


@dataclass(frozen=True, slots=True)
class _Filled:
    """The texts of pages, None where they ask for the clinic, and the edition and task that they
    were filled for.
    """

    edition: Edition
    task: TemplateTask
    texts: tuple[str, ...] | None


#: What was filled last, by the identities of what it was filled with, which it keeps.
_FILLED: dict[tuple[Any, ...], _Filled] = {}


def shared_texts(task: TemplateTask, leaflet: Leaflet, band: str) -> tuple[str, ...] | None:
    """The texts of the pages of a task with an edition, filled for any clinic; None where they ask
    for something of the clinic, or are broken. `leaflet` is that of the edition, abridged to its
    format, `band` the text of its state band.
    """
    edition = cast("Edition", task.edition)
    things = (task.templates, edition.leaflet, edition.locale, edition.pack, edition.kind)
    key = (*map(id, (*things, edition.figures)), task.pages, edition.words, edition.text_file)
    key = (*key, edition.format.id, band)
    found = _FILLED.pop(key, None)
    if found is None or found.edition.format != edition.format:
        found = _Filled(edition, task, _filled(task, edition, leaflet, band))
    _FILLED[key] = found
    while len(_FILLED) > _MOST:
        del _FILLED[next(iter(_FILLED))]
    return found.texts


def _filled(
    task: TemplateTask, edition: Edition, leaflet: Leaflet, band: str
) -> tuple[str, ...] | None:
    clinic = cast("Clinic", _NoClinic())
    of_any = replace(edition, clinic=clinic, logo=None, photo=None)
    values = leaflet_values(of_any, leaflet, band)
    helpers = partial(edition_helpers, of_any, leaflet)
    try:
        return fill_here(replace(task, values=values, helpers=helpers, edition=None)).texts
    except UsageError:
        return None  # with the clinic it is filled, or told where it is broken
